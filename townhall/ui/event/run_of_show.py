"""The card of the run of show: items on the clock, edited and put in order where they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from townhall.domain.errors import TownHallError
from townhall.domain.run_of_show import AgendaItem, RunOfShow, schedule
from townhall.language import _
from townhall.services.communications import set_agenda
from townhall.services.queries.communication_details import AgendaDetail
from townhall.services.queries.event import EventDetail
from townhall.ui.event.agenda_head import ALL, THIS, AgendaHead, ColumnHeads
from townhall.ui.event.agenda_lines import AgendaLines
from townhall.ui.event.card_parts import EmptyNote
from townhall.ui.event.time_bar import TimeBar
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.themed import Themed


class RunOfShowCard(Card):
    """Shows the run of show and changes it: every edit is one step that can be undone.

    What is edited shows at once, on the clock; it is read again when it is stored.
    """

    shown = Signal(QWidget)
    """A line that should be in sight."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._detail: EventDetail | None = None
        self._items: list[AgendaItem] = []
        self._run: RunOfShow | None = None
        self._pending = 0
        self._scope = ALL
        self.head = AgendaHead()
        self.bar = TimeBar()
        self._columns = ColumnHeads()
        self.lines = AgendaLines()
        self._note = Paragraph("", SMALL, "text2", selectable=False)
        self.follow = Button(_("Use that of all dates"), "link")
        self._own = _Foot()
        own = QHBoxLayout(self._own)
        own.setContentsMargins(16, 8, 16, 8)
        own.setSpacing(12)
        own.addWidget(self._note, 1)
        own.addWidget(self.follow)
        self._own.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        first = Button(_("Add the first item"), icon="plus")
        first.clicked.connect(self.add_item)
        self._empty = EmptyNote(
            _("Minute by minute: who speaks when, with which cues. Nothing is planned yet."),
            [first],
        )
        parts = (self.head, self.bar, self._columns, self.lines, self._empty, self._own)
        for part in parts:
            self.add(part)
        self._connect()

    def _connect(self) -> None:
        self.head.add.clicked.connect(self.add_item)
        self.head.scope.chosen.connect(self._on_scope_chosen)
        self.follow.clicked.connect(self._on_follow)
        self.lines.item_changed.connect(self._on_item_changed)
        self.lines.item_added.connect(self._on_item_added)
        self.lines.moved.connect(self._on_moved)
        self.lines.removed.connect(self._on_removed)
        self.lines.fix_toggled.connect(self._on_fix_toggled)
        self.lines.editor_changed.connect(self._show_parts)
        self.lines.shown.connect(self.shown)

    def set_event(self, detail: EventDetail) -> None:
        """Show the run of show of a date; while an edit is being stored, that one stays."""
        other = self._detail is None or self._detail.key != detail.key
        self._detail = detail
        recurring = detail.date.row.recurring
        self.head.scope.setVisible(recurring)
        if other or not recurring:
            self._set_scope(THIS if recurring else ALL)
        self.lines.set_speakers([person.name for person in detail.people])
        if not self._pending:
            self._items = self._stored()
            self._show()

    @property
    def scope(self) -> str:
        """Whether edits are for this date or for all dates."""
        return self._scope

    def first_focus(self) -> QWidget:
        """The first line, or the button that adds one."""
        return self.lines.rows[0] if self.lines.rows else self.head.add

    def add_item(self) -> None:
        """Open an editor for a new item."""
        self.lines.add()

    def go_step(self, step: int) -> None:
        """Give the keyboard to the next line, or the one before."""
        focused = self.lines.focused
        self.lines.go(0 if focused is None else focused + step)

    def _stored(self) -> list[AgendaItem]:
        if self._detail is None:
            return []
        date = self._detail.date
        whole = date.row.recurring and self.scope == ALL
        return [_item(each) for each in (date.communication.agenda if whole else date.agenda)]

    def _timing(self, detail: EventDetail) -> tuple[datetime, int]:
        """The start, and the minutes planned, of the dates that are edited."""
        row, series = detail.date.row, detail.date.communication
        if row.recurring and self.scope == ALL:
            start = datetime.combine(row.original_start.date(), series.start.time())
            return start, series.duration_minutes
        return row.start, int((row.end - row.start).total_seconds()) // 60

    def _show(self) -> None:
        if self._detail is None:
            return
        start, minutes = self._timing(self._detail)
        self._run = run = schedule(self._items, start, minutes)
        self.head.set_run(run)
        self.bar.set_run(run)
        self.lines.set_run(run)
        self._show_parts()

    def _show_parts(self) -> None:
        any_items = bool(self._items)
        self.bar.setVisible(any_items)
        self._columns.setVisible(any_items)
        editing = self.lines.editor is not None
        self.lines.setVisible(any_items or editing)
        self._empty.setVisible(not any_items and not editing)
        if self._detail is not None:
            self._show_note(self._detail)

    def _show_note(self, detail: EventDetail) -> None:
        """Say which dates share what is shown, where a series has both."""
        own = detail.date.own_agenda and bool(detail.date.communication.agenda)
        words = ""
        if own and self.scope == ALL:
            words = _("This date has a run of show of its own and does not follow these items.")
        elif own:
            words = _("This date has a run of show of its own.")
        self._note.setText(words)
        self._own.setVisible(own)

    # Storing

    def _store(self, items: list[AgendaItem], said: str = "") -> None:
        """Show `items` at once and store them as one step."""
        if self._detail is None:
            return
        self._items = items
        self._show()
        communication_id, original_start = self._detail.key
        only_this = self._detail.date.row.recurring and self.scope == THIS
        self._pending += 1
        self._frame.jobs.change(
            set_agenda,
            communication_id,
            [_values(item) for item in items],
            original_start if only_this else None,
            said=said,
            done=self._on_stored,
            failed=self._on_refused,
        )

    def _on_stored(self, _value: None) -> None:
        self._pending -= 1

    def _on_refused(self, error: TownHallError) -> None:
        self._pending -= 1
        self._items = self._stored()
        self._show()
        self._frame.show_error(error)

    def _set_scope(self, scope: str) -> None:
        self._scope = scope
        self.head.scope.set_value(scope)

    def _on_scope_chosen(self, scope: str) -> None:
        self.lines.commit()
        self._scope = scope
        self._items = self._stored()
        self._show()

    def _on_follow(self) -> None:
        """Let this date follow the run of show of all dates again."""
        if self._detail is None:
            return
        self._set_scope(THIS)
        communication_id, original_start = self._detail.key
        self._frame.jobs.change(
            set_agenda,
            communication_id,
            [],
            original_start,
            said=_("This date follows the run of show of all dates"),
        )

    def _on_item_changed(self, place: int, item: AgendaItem) -> None:
        items = list(self._items)
        items[place] = item
        self._store(items)

    def _on_item_added(self, place: int, item: AgendaItem) -> None:
        items = list(self._items)
        items.insert(place, item)
        self._store(items)

    def _on_moved(self, place: int, target: int) -> None:
        items = list(self._items)
        items.insert(target, items.pop(place))
        self._store(items)
        self.lines.go(target)

    def _on_removed(self, place: int) -> None:
        items = list(self._items)
        gone = items.pop(place)
        if not items and self._follows_others():
            self._frame.show_error(
                _(
                    "A date without items of its own follows the run of show of all dates. Change "
                    "this item instead, or remove it from all dates."
                )
            )
            return
        self._store(items, said=_("Removed “{title}”").format(title=gone.title))
        if items:
            self.lines.go(place)
        else:
            self.head.add.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follows_others(self) -> bool:
        """Whether this date, left empty, would show the items of all dates."""
        date = self._detail.date if self._detail is not None else None
        shared = date is not None and bool(date.communication.agenda)
        return shared and date is not None and date.row.recurring and self._scope == THIS

    def _on_fix_toggled(self, place: int) -> None:
        if self._run is not None:
            item, begins = self._items[place], self._run.items[place].start.time()
            fixed = replace(item, start=begins if item.start is None else None)
            self._on_item_changed(place, fixed)


class _Foot(Themed, QWidget):
    """What stands below the lines, parted from them by a hairline."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()


def _item(detail: AgendaDetail) -> AgendaItem:
    return AgendaItem(
        title=detail.title,
        duration_minutes=detail.duration_minutes,
        start=detail.start,
        speaker=detail.speaker,
        cues=detail.cues,
    )


def _values(item: AgendaItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "duration_minutes": item.duration_minutes,
        "start": item.start,
        "speaker": item.speaker,
        "cues": item.cues,
    }
