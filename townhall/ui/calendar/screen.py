"""The calendar's screen: month or agenda, filters, the inspector of the date selected."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.errors import TownHallError
from townhall.domain.terms import CommunicationKind
from townhall.language import current_language
from townhall.services.queries.calendar import (
    CalendarRange,
    DateInspection,
    calendar_choices,
    calendar_range,
    date_inspection,
)
from townhall.services.queries.communications import OccurrenceRow, nearest_date
from townhall.ui.actions import Action
from townhall.ui.calendar.agenda_view import MONTHS, AgendaScroll, AgendaView
from townhall.ui.calendar.commands import calendar_commands, date_menu
from townhall.ui.calendar.controls import CalendarControls
from townhall.ui.calendar.date_changes import DateChanges
from townhall.ui.calendar.dates_view import DatesView
from townhall.ui.calendar.empty import empty_calendar
from townhall.ui.calendar.filters import CalendarFilters
from townhall.ui.calendar.inspector import DateInspector
from townhall.ui.calendar.layout import DAYS, add_months, month_weeks, shown_days
from townhall.ui.calendar.month_view import MonthView
from townhall.ui.date_key import DateKey, key_of
from townhall.ui.date_words import day_text, month_text
from townhall.ui.pages import open_editor, open_event, open_new
from townhall.ui.screen import Frame, Screen, Selection
from townhall.ui.widgets.card import Hairline

MONTH, AGENDA = "month", "agenda"


class CalendarScreen(Screen):
    """All communications by day. `day` is where the keyboard is; its month is shown."""

    nouns = frozenset({"communication", "plan", "audience", "initiative", "question"})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.today = frame.clock.now_utc().date()
        self.day = self.today
        self.mode = MONTH
        self.key: DateKey | None = None
        self.drafts: dict[str, Any] = {}
        self._wanted: DateKey | None = None
        self.month = MonthView(self.today)
        self.agenda = AgendaView(self.today)
        self.filters = CalendarFilters()
        self.bar = CalendarControls()
        self.changes = DateChanges(frame, self)
        self.panel = DateInspector(frame, self.changes)
        self._stack = QStackedLayout()
        self._scroll = AgendaScroll(self.agenda)
        self.empty = empty_calendar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(Hairline())
        column.addLayout(self._stack, 1)
        # Not before: what a stack shows without a parent is a window of its own.
        for widget in (self.month, self._scroll, self.empty):
            self._stack.addWidget(widget)
        self._connect()

    def _connect(self) -> None:
        self.bar.months_wanted.connect(self.go_months)
        self.bar.today_wanted.connect(self.go_today)
        self.bar.mode_wanted.connect(self.set_mode)
        self.filters.changed.connect(lambda _value: self._read())
        for view in (self.month, self.agenda):
            view.selected.connect(functools.partial(self._on_selected, view))
            view.opened.connect(self.open_row)
            view.day_opened.connect(self.open_day)
            view.create_wanted.connect(lambda day: self.make(CommunicationKind.TOWN_HALL, day))
            view.move_wanted.connect(self._on_move_wanted)
            view.remove_wanted.connect(self.remove)
            view.months_wanted.connect(self.go_months)
            view.day_wanted.connect(self.go_day)
            view.menu_wanted.connect(self._show_menu)
        self.panel.head.previous.connect(lambda: self.step(-1))
        self.panel.head.next.connect(lambda: self.step(1))
        self.panel.open_wanted.connect(self.open)
        self.panel.edit_wanted.connect(self.edit)
        self.panel.menu_wanted.connect(
            lambda button: self._show_menu(button.mapToGlobal(QPoint(0, button.height() + 4)))
        )
        self.changes.settled.connect(self._on_settled)

    # The frame asks

    def title(self) -> str:
        if self.mode == MONTH:
            return month_text(self.day)
        last = add_months(self.day, MONTHS - 1)
        until = day_text(last, "MMMM yyyy")
        if last.year == self.day.year:
            return f"{month_text(self.day).split()[0]} – {until}"
        return f"{month_text(self.day)} – {until}"

    def controls(self) -> QWidget | None:
        return self.bar

    def inspector(self) -> QWidget | None:
        return self.panel

    def commands(self) -> Sequence[Action]:
        return calendar_commands(self)

    def first_focus(self) -> QWidget:
        return self.empty if self._stack.currentWidget() is self.empty else self.view

    def state(self) -> dict[str, Any]:
        """`drafts` is the very dictionary that open editors write to: a new screen adopts it."""
        selected = None
        if self.key is not None:
            selected = [self.key.communication_id, self.key.original_start.isoformat()]
        return {
            "mode": self.mode,
            "day": self.day.isoformat(),
            "selected": selected,
            "filters": self.filters.state(),
            "drafts": self.drafts,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        if isinstance(state.get("drafts"), dict):
            self.drafts = state["drafts"]
        if isinstance(state.get("filters"), Mapping):
            self.filters.restore(state["filters"])
        if state.get("mode") in (MONTH, AGENDA):
            self.set_mode(state["mode"])
        try:
            self.day = date.fromisoformat(state.get("day", ""))
            number, start = state.get("selected") or (0, "")
            if isinstance(number, int) and number:
                self._wanted = DateKey(number, datetime.fromisoformat(start))
        except (TypeError, ValueError):
            pass
        self._show_days()

    def activate(self, selection: Selection | None) -> None:
        if selection is None or selection.noun not in ("communication", "occurrence"):
            return
        if selection.original_start is not None:
            self.go_to(DateKey(selection.id, selection.original_start))
            return
        now = self.frame.clock.now_utc().replace(tzinfo=None)
        self.frame.jobs.read(
            nearest_date,
            selection.id,
            now,
            done=lambda start: self.go_to(DateKey(selection.id, start)),
            channel="calendar.find",
        )

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or changes.touches("audience", "initiative"):
            self.frame.jobs.read(
                calendar_choices, done=self._on_choices, channel="calendar.choices"
            )
        self._read()

    # Going places

    @property
    def view(self) -> DatesView:
        """The view that shows: the month or the agenda."""
        return self.month if self.mode == MONTH else self.agenda

    def set_mode(self, mode: str) -> None:
        """Show the month or the agenda."""
        self.mode = mode
        self.bar.set_mode(mode)
        if self._stack.currentWidget() is not self.empty:
            self._stack.setCurrentWidget(self.month if mode == MONTH else self._scroll)
            if self.isVisible():
                self.view.setFocus()
        self._show_days()
        self._read()

    def go_day(self, day: date) -> None:
        """Show the month of `day`, with the keyboard on it."""
        self.day = day
        self._show_days()
        self._read()

    def go_months(self, number: int) -> None:
        """Go `number` months on or back, to the same day of the month where there is one."""
        first = add_months(self.day, number)
        last = (add_months(first, 1) - timedelta(days=1)).day
        self.go_day(first.replace(day=min(self.day.day, last)))

    def go_today(self) -> None:
        """Go to today."""
        self.go_day(self.today)
        self.agenda.reveal_day()

    def open_day(self, day: date) -> None:
        """Show everything of `day` in the agenda."""
        self.day = day
        self.set_mode(AGENDA)

    def go_to(self, key: DateKey) -> None:
        """Go to a date wherever it is, and select it."""
        self.frame.jobs.read(
            date_inspection,
            *key,
            done=self._on_found,
            channel="calendar.find",
        )

    def step(self, number: int) -> None:
        """Select the next or the previous date."""
        self.view.step(number)

    # Doing things

    @property
    def row(self) -> OccurrenceRow | None:
        """The date that is selected."""
        row = self.view.selected_row
        if row is None and self.panel.row is not None and key_of(self.panel.row) == self.key:
            return self.panel.row
        return row

    def open(self) -> None:
        """Open the page of the date that is selected."""
        if self.row is not None:
            self.open_row(self.row)

    def open_row(self, row: OccurrenceRow) -> None:
        """Open the page of a date."""
        open_event(self.frame, *key_of(row))

    def make(self, kind: CommunicationKind, day: date | None = None) -> None:
        """Open an editor for something new on `day`, by default the day of the keyboard."""
        where = day or self.view.day
        open_new(self.frame, kind, where, drafts=self.drafts, saved=self._on_saved)

    def edit(self, scope: str = "this") -> None:
        """Open the editor of the date that is selected."""
        if self.row is not None:
            open_editor(
                self.frame,
                *key_of(self.row),
                scope=scope if self.row.recurring else "all",
                drafts=self.drafts,
                saved=self._on_saved,
            )

    def remove(self) -> None:
        """Remove what is selected, with all its dates."""
        if self.row is not None:
            self.changes.remove(self.row)

    def cancel(self) -> None:
        """Call the date that is selected off."""
        if self.row is not None:
            self.changes.cancel(self.row)

    def _show_menu(self, at: QPoint) -> None:
        if self.row is not None:
            date_menu(self, self.row).popup(at)

    # Reading

    def _span(self) -> tuple[date, date]:
        if self.mode == AGENDA:
            return self.day.replace(day=1), add_months(self.day, MONTHS) - timedelta(days=1)
        weeks = month_weeks(self.day)
        return weeks[0], weeks[-1] + timedelta(days=DAYS - 1)

    def _read(self) -> None:
        if self.frame.jobs.database is None or not self.isVisible():
            self._stale = True
            return
        self.frame.jobs.read(
            calendar_range,
            *self._span(),
            self.filters.value,
            language=current_language(),
            done=self._on_range,
            channel="calendar.range",
        )

    def _show_days(self) -> None:
        self.view.show_days(self.day, self.today)
        self.bar.set_title(self.title())
        self.heading_changed.emit()

    def _on_choices(self, choices: Any) -> None:
        self.filters.set_choices(choices)

    def _on_range(self, found: CalendarRange) -> None:
        today = self.frame.clock.today(found.plan.time_zone)
        if today != self.today:
            self.day = today if self.day == self.today else self.day
            self.today = today
            self._show_days()
        if (found.first, found.last) != self._span():
            self._read()
            return
        view = self._scroll if self.mode == AGENDA else self.month
        self._show_empty(empty=found.is_empty, view=view)
        fresh = self.view.range is None or self.view.range.first != found.first
        wanted = self._wanted
        self.view.set_range(found)
        self._settle_selection(found)
        if fresh and self.mode == AGENDA and wanted is None:
            self.agenda.reveal_day()

    def _show_empty(self, *, empty: bool, view: QWidget) -> None:
        shown = self.empty if empty else view
        if self._stack.currentWidget() is not shown:
            had_focus = self.view.hasFocus() or self.empty.isAncestorOf(self.focusWidget())
            self._stack.setCurrentWidget(shown)
            if had_focus:
                self.first_focus().setFocus()

    def _settle_selection(self, found: CalendarRange) -> None:
        """Select what is wanted; what has moved is found by its communication."""
        key, self._wanted = self._wanted or self.key, None
        keys = [key_of(row) for row in found.rows]
        if key is not None and key not in keys:
            moved = [
                row
                for row in found.rows
                if row.communication_id == key.communication_id and not row.recurring
            ]
            key = key_of(moved[0]) if len(moved) == 1 else key
        self.key = key
        self.view.select(key)
        self._inspect()

    def _inspect(self) -> None:
        if self.key is None:
            self.inspected.emit(False)
            return
        self.frame.jobs.read(
            date_inspection,
            *self.key,
            done=self._on_inspection,
            failed=self._on_not_found,
            channel="calendar.date",
        )

    def _on_inspection(self, found: DateInspection) -> None:
        if key_of(found.detail.row) == self.key:
            self.panel.show_date(found)
            self.inspected.emit(True)

    def _on_not_found(self, _error: TownHallError) -> None:
        self.key = None
        self.view.select(None)
        self.inspected.emit(False)

    def _on_found(self, found: DateInspection) -> None:
        self._wanted = key_of(found.detail.row)
        self.go_day(shown_days(found.detail.row)[0])

    def _on_selected(self, view: DatesView, key: DateKey | None) -> None:
        self.key = key
        if view.day != self.day:
            same_month = view.day.replace(day=1) == self.day.replace(day=1)
            self.day = view.day if same_month or self.mode == AGENDA else self.day
        self._inspect()

    def _on_move_wanted(self, row: OccurrenceRow, days: int) -> None:
        known = self.panel.shown
        same = known is not None and key_of(known.detail.row) == key_of(row)
        self.changes.move(row, days, known.detail.communication if known and same else None)

    def _on_settled(self, key: DateKey | None) -> None:
        self._wanted = key
        if key is None:
            self.key = None
            self._read()
        else:
            self.go_to(key)

    def _on_saved(self, key: tuple[int, datetime]) -> None:
        self.go_to(DateKey(*key))
