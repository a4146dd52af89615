"""The calendar's screen: its views, filters, the inspector of the date selected."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.errors import TownHallError
from townhall.domain.terms import CommunicationKind
from townhall.domain.zones import from_utc
from townhall.language import _, current_language
from townhall.services.queries.calendar import (
    CalendarRange,
    DateInspection,
    calendar_choices,
    calendar_range,
    date_inspection,
)
from townhall.services.queries.communications import OccurrenceRow, nearest_date
from townhall.services.queries.saved_filters import CALENDAR, saved_filter
from townhall.services.queries.warnings import checks_if_moved
from townhall.services.queries.year import Lanes, Year, around, year
from townhall.services.records import add_record
from townhall.ui.actions import Action
from townhall.ui.announce import announce
from townhall.ui.calendar.commands import calendar_commands, date_menu
from townhall.ui.calendar.controls import CalendarControls
from townhall.ui.calendar.date_changes import DateChanges
from townhall.ui.calendar.dates_view import DatesView
from townhall.ui.calendar.drag import DragQuestion, Slot
from townhall.ui.calendar.drag_view import DragView
from townhall.ui.calendar.empty import empty_calendar
from townhall.ui.calendar.filters import CalendarFilters
from townhall.ui.calendar.inspector import DateInspector
from townhall.ui.calendar.layout import shown_days
from townhall.ui.calendar.rippling import CalendarRippling
from townhall.ui.calendar.views import AGENDA, MODES, WEEK, YEAR, CalendarViews
from townhall.ui.calendar.year_exports import YearExports
from townhall.ui.date_key import DateKey, key_of
from townhall.ui.pages import open_editor, open_event, open_new
from townhall.ui.screen import Frame, Screen, Selection
from townhall.ui.widgets.card import Hairline


class CalendarScreen(Screen):
    """All communications by day. `day` is where the keyboard is; its month is shown."""

    nouns = frozenset(
        {
            "communication",
            "plan",
            "audience",
            "initiative",
            "question",
            "blackout",
            "cadence",
            "task",
        }
    )

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.today = frame.clock.now_utc().date()
        self.day = self.today
        self.key: DateKey | None = None
        self.drafts: dict[str, Any] = {}
        self._wanted: DateKey | None = None
        self.empty = empty_calendar(self)
        self.views = CalendarViews(self.today, self.empty)
        self.filters = CalendarFilters()
        self.bar = CalendarControls()
        self.changes = DateChanges(frame, self)
        self.panel = DateInspector(frame, self.changes)
        self.exports = YearExports(self)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        column = QVBoxLayout()
        beside.addLayout(column, 1)
        self.rippling = CalendarRippling(self, beside)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(Hairline())
        column.addWidget(self.views, 1)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self._show_now)
        self._connect()

    def _connect(self) -> None:
        self.bar.pages_wanted.connect(self.go_pages)
        self.bar.today_wanted.connect(self.go_today)
        self.bar.mode_wanted.connect(self.set_mode)
        self.bar.lanes.chosen.connect(self.set_lanes)
        self.bar.run_up.toggled.connect(lambda _on: self._read())
        self.filters.changed.connect(lambda _value: self._read())
        self.filters.save_wanted.connect(self._on_save_wanted)
        for view in self.views.all:
            view.selected.connect(functools.partial(self._on_selected, view))
            view.opened.connect(self.open_row)
            view.day_opened.connect(self.open_day)
            view.create_wanted.connect(self._on_create_wanted)
            view.move_wanted.connect(self._on_move_wanted)
            view.copy_wanted.connect(self.changes.copy)
            view.resize_wanted.connect(self._on_resize_wanted)
            view.remove_wanted.connect(self.remove)
            view.pages_wanted.connect(self.go_pages)
            view.day_wanted.connect(self.go_day)
            view.menu_wanted.connect(self._show_menu)
        for drawing in self.views.drawing:
            drawing.checks_wanted.connect(functools.partial(self._check, drawing))
        self.panel.head.previous.connect(lambda: self.step(-1))
        self.panel.head.next.connect(lambda: self.step(1))
        self.panel.open_wanted.connect(self.open)
        self.panel.edit_wanted.connect(self.edit)
        self.panel.date_wanted.connect(self.go_to)
        self.panel.menu_wanted.connect(
            lambda button: self._show_menu(button.mapToGlobal(QPoint(0, button.height() + 4)))
        )
        self.changes.settled.connect(self._on_settled)

    # The frame asks

    def title(self) -> str:
        return self.views.page_title(self.day)

    def controls(self) -> QWidget | None:
        return self.bar

    def inspector(self) -> QWidget | None:
        return self.panel

    def commands(self) -> Sequence[Action]:
        return calendar_commands(self)

    def first_focus(self) -> QWidget:
        return self.views.first_focus()

    def state(self) -> dict[str, Any]:
        """`drafts` is the very dictionary that open editors write to: a new screen adopts it."""
        selected = None
        if self.key is not None:
            selected = [self.key.communication_id, self.key.original_start.isoformat()]
        return {
            "mode": self.mode,
            "lanes": self.views.lanes.value,
            "run_up": self.bar.run_up.isChecked(),
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
        if isinstance(state.get("run_up"), bool):
            self.bar.run_up.setChecked(state["run_up"])
        if state.get("lanes") in list(Lanes):
            self.set_lanes(state["lanes"])
        if state.get("mode") in MODES:
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
        if selection is not None and selection.noun == "saved-filter":
            self.frame.jobs.read(
                saved_filter,
                selection.id,
                done=lambda found: self.filters.apply(found.content),
                channel="calendar.saved-filter",
            )
            return
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
        """The view that shows."""
        return self.views.view

    @property
    def mode(self) -> str:
        """Which view shows: one of `MODES`."""
        return self.views.mode

    def set_mode(self, mode: str) -> None:
        """Show another view."""
        self.views.set_mode(mode)
        self.filters.set_legend(shown=mode != YEAR)
        # The lanes of the year leave no room for it in a narrow top bar.
        (self.filters if mode == YEAR else self.bar).take_in(self.bar.run_up)
        self.bar.set_mode(mode, self.views.turn_words(), lanes=mode == YEAR)
        self._show_days()
        self._read()

    def set_lanes(self, lanes: str) -> None:
        """Let the year have a lane for each "audience" or "initiative"."""
        self.views.lanes = Lanes(lanes)
        self.bar.lanes.set_value(lanes)
        self._read()

    def go_day(self, day: date) -> None:
        """Show `day`, with the keyboard on it."""
        self.day = day
        self._show_days()
        self._read()

    def go_pages(self, number: int) -> None:
        """Go `number` pages on or back: weeks, months, or quarters of the year."""
        self.go_day(self.views.turned(self.day, number))

    def go_today(self) -> None:
        """Go to today."""
        self.views.year_first = around(self.today)[0]
        self.go_day(self.today)
        self.views.agenda.reveal_day()

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

    def make(self, kind: CommunicationKind, slot: Slot | None = None) -> None:
        """Open an editor for something new in `slot`, by default where the keyboard is."""
        where = slot or self.view.slot()
        open_new(
            self.frame,
            kind,
            where.day,
            at=where.at,
            minutes=where.minutes,
            all_day=where.all_day,
            audiences=where.audiences,
            initiatives=where.initiatives,
            drafts=self.drafts,
            saved=self._on_saved,
        )

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

    def _read(self) -> None:
        if self.frame.jobs.database is None or not self.isVisible():
            self._stale = True
            return
        query: Callable[..., CalendarRange | Year] = calendar_range
        if self.mode == YEAR:
            query = functools.partial(year, by=self.views.lanes, today=self.today)
        self.frame.jobs.read(
            query,
            *self.views.span(self.day),
            self.filters.value,
            language=current_language(),
            run_up=self.bar.run_up.isChecked(),
            done=self._on_read,
            channel="calendar.range",
        )

    def _show_days(self) -> None:
        self.view.show_days(self.day, self.today)
        self.bar.set_title(self.title(), self.views.widest_titles(self.today.year))
        self.heading_changed.emit()

    def _on_choices(self, choices: Any) -> None:
        self.filters.set_choices(choices)

    def _on_read(self, read: CalendarRange | Year) -> None:
        found = read.range if isinstance(read, Year) else read
        today = self.frame.clock.today(found.plan.time_zone)
        if today != self.today:
            self.day = today if self.day == self.today else self.day
            self.today = today
            self._show_days()
        if isinstance(read, Year) != (self.mode == YEAR) or (
            (found.first, found.last) != self.views.span(self.day)
        ):
            self._read()
            return
        fresh = self.view.range is None or self.view.range.first != found.first
        wanted = self._wanted
        self.views.set_range(read)
        self._show_now()
        self._settle_selection(found)
        if fresh and self.mode == AGENDA and wanted is None:
            self.views.agenda.reveal_day()

    def _show_now(self) -> None:
        """Let the week draw the present time, as long as it shows."""
        found = self.views.week.range
        if found is not None:
            now = self.frame.clock.now_utc()
            self.views.week.set_now(from_utc(now, found.plan.time_zone))
        if self.isVisible() and self.mode == WEEK:
            self._minute.start()
        else:
            self._minute.stop()

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
            clock=self.frame.clock,
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
            self.day = view.day if self.views.same_page(view.day, self.day) else self.day
        self._inspect()

    def _on_save_wanted(self, name: str) -> None:
        values = {"name": name, "place": CALENDAR, "content": self.filters.content()}
        self.frame.jobs.change(
            add_record,
            "saved-filter",
            values,
            said=_("Saved the filter “{name}”").format(name=name),
        )

    def _on_create_wanted(self, slot: Slot) -> None:
        self.make(CommunicationKind.TOWN_HALL, slot)

    def _on_move_wanted(self, row: OccurrenceRow, by: timedelta) -> None:
        known = self.panel.shown
        same = known is not None and key_of(known.detail.row) == key_of(row)
        minutes = int((row.end - row.start).total_seconds()) // 60
        self._tell_checks(DragQuestion(row, row.start + by, minutes, copied=False))
        self.changes.move(row, by, known.detail.communication if known and same else None)

    def _on_resize_wanted(self, row: OccurrenceRow, minutes: int) -> None:
        self._tell_checks(DragQuestion(row, row.start, minutes, copied=False))
        self.changes.resize(row, minutes)

    def _check(self, view: DragView, asked: DragQuestion) -> None:
        """Look what is in the way of a place while something is dragged there."""
        self.frame.jobs.read(
            checks_if_moved,
            *key_of(asked.row),
            asked.start,
            asked.minutes,
            copied=asked.copied,
            clock=self.frame.clock,
            done=lambda checks: view.show_checks(asked, checks),
            failed=lambda _error: None,
            channel="calendar.checks",
        )

    def _tell_checks(self, asked: DragQuestion) -> None:
        """Tell a screen reader where something goes, and what is in the way there."""
        self.frame.jobs.read(
            checks_if_moved,
            *key_of(asked.row),
            asked.start,
            asked.minutes,
            clock=self.frame.clock,
            done=lambda checks: announce(self.view, asked.text(checks)),
            failed=lambda _error: None,
            channel="calendar.told-checks",
        )

    def _on_settled(self, key: DateKey | None) -> None:
        self._wanted = key
        if key is None:
            self.key = None
            self._read()
        else:
            self.go_to(key)

    def _on_saved(self, key: tuple[int, datetime]) -> None:
        self.go_to(DateKey(*key))
