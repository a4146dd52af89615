"""The card of the promises that are still open from this communication's questions."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.queries.event import EventDetail
from townhall.ui.event import words
from townhall.ui.event.card_parts import EmptyNote, WordsRow, clear
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.marks import Icon

_SHOWN = 4


class PromisesCard(Card):
    """Shows open promises, the earliest due first; what was promised is never cut."""

    question_wanted = Signal(int)
    """Show the question a promise was made for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: EventDetail | None = None
        self._today = date.min
        self._all = False
        self.more = Button("", "link")
        self.more.clicked.connect(self._on_more)
        self.head = SectionHead(_("Follow-ups"), trailing=self.more)
        self._empty = EmptyNote(
            _("No open follow-up. What is taken away from a question is followed up here.")
        )
        self.rows: list[WordsRow] = []
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        for widget in (self.head, self._empty, holder):
            self.add(widget)
        self.add_stretch()

    def set_event(self, detail: EventDetail, today: date) -> None:
        """Show the promises of a date, as they stand on `today`."""
        before = (self._detail.promises, self._today) if self._detail is not None else None
        self._detail, self._today = detail, today
        if before != (detail.promises, today):
            self._show()

    def _on_more(self) -> None:
        self._all = not self._all
        self._show()

    def _show(self) -> None:
        if self._detail is None:
            return
        promises = self._detail.promises
        count = ngettext("{n} open", "{n} open", len(promises)).format(n=len(promises))
        self.head.set_title(_("Follow-ups"), count if promises else "")
        self._empty.setVisible(not promises)
        self.more.setVisible(len(promises) > _SHOWN)
        self.more.setText(_("Show fewer") if self._all else _("Show all"))
        clear(self._rows)
        self.rows = []
        for promise in promises if self._all else promises[:_SHOWN]:
            row = WordsRow(
                promise.promised,
                icon="handshake",
                trailing=[Icon("chevron-right", "text3", 16)],
            )
            word, tone = words.promise_state(promise, self._today)
            row.add_below(StateLine(word, tone, [promise.owner or _("No owner")]))
            row.setAccessibleName(f"{promise.promised} {word}")
            row.clicked.connect(
                lambda _down=False, id_=promise.question_id: self.question_wanted.emit(id_)
            )
            self.rows.append(row)
            self._rows.addWidget(row)
