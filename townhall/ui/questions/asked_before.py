"""While a question is typed: those asked before that are like it, and what became of them."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.asked_before import asked_before_words
from townhall.language import _
from townhall.services.queries.near_duplicates import SimilarQuestion, similar_questions
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.paint import SMALL_MEDIUM
from townhall.ui.widgets.rows import Row

_PAUSE = 250
"""Milliseconds without a key before questions are looked for."""
_SHORTEST = 8
"""Characters from which a text says enough to be like another one."""


class AskedBefore(QWidget):
    """Up to three questions like `look_for`'s text.

    `asked_for(id)` opens one; `chosen_changed()` when one is to be asked again, or none.
    """

    asked_for = Signal(int)
    chosen_changed = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._zone = "Europe/Amsterdam"
        self._text = ""
        self.chosen: int | None = None
        self.rows: dict[int, tuple[Row, Button]] = {}
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._read)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(Label(_("Asked before"), SMALL_MEDIUM, "text2"))
        self.hide()

    def set_zone(self, zone: str) -> None:
        """The plan's time zone, whose day it is."""
        self._zone = zone

    def look_for(self, text: str) -> None:
        """Look for questions like `text`, as soon as typing pauses."""
        self._text = text.strip()
        if len(self._text) < _SHORTEST:
            self._timer.stop()
            self._show(self._text, [])
        else:
            self._timer.start()

    def focus_first(self) -> bool:
        """Put the keyboard on the first one; False where there is none."""
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first[0].setFocus()
        return first is not None

    def _read(self) -> None:
        text = self._text
        self._frame.jobs.read(
            similar_questions,
            text,
            done=lambda found: self._show(text, found),
            channel="questions.asked-before",
        )

    def _show(self, text: str, found: list[SimilarQuestion]) -> None:
        if text != self._text or [each.id for each in found] == list(self.rows):
            return
        focused = any(row.hasFocus() or button.hasFocus() for row, button in self.rows.values())
        for row, _button in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        for each in found:
            self._add(each)
        self.setVisible(bool(found))
        if focused:
            self.focus_first()
        self._choose(self.chosen if self.chosen in self.rows else None)

    def _add(self, found: SimilarQuestion) -> None:
        today = self._frame.clock.today(self._zone)
        words = asked_before_words(found.asked, today, found.state, found.outcome, found.promise)
        again = Button(_("Count as asked again"), small=True)
        again.setCheckable(True)
        again.setAccessibleDescription(found.text)
        reason = DOT.join(part for part in (words, found.event) if part)
        row = Row(found.text, reason, trailing=[again], pad=8)
        row.setToolTip(found.text)
        id_ = found.id
        row.clicked.connect(lambda _checked=False: self.asked_for.emit(id_))
        again.clicked.connect(lambda checked=False: self._choose(id_ if checked else None))
        self._column.addWidget(row)
        self.rows[id_] = (row, again)

    def _choose(self, chosen: int | None) -> None:
        changed, self.chosen = chosen != self.chosen, chosen
        for id_, (row, button) in self.rows.items():
            button.setChecked(id_ == chosen)
            row.set_chosen(id_ == chosen)
        if changed:
            self.chosen_changed.emit()
