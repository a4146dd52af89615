"""The calendar's screen: its views, filters, the inspector of the date selected."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.terms import CommunicationKind
from townhall.language import _
from townhall.services.queries.calendar import CalendarChoices, calendar_choices
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.saved_filters import (
    CALENDAR,
    FilterContent,
    SavedFilterDetail,
    saved_filter,
)
from townhall.services.queries.year import Lanes, around
from townhall.services.records import add_record
from townhall.ui.actions import Action
from townhall.ui.calendar.chosen import ChosenDate
from townhall.ui.calendar.commands import calendar_commands, date_menu
from townhall.ui.calendar.controls import CalendarControls
from townhall.ui.calendar.date_changes import DateChanges
from townhall.ui.calendar.dates_view import AnyKey, DatesView
from townhall.ui.calendar.drag import Slot
from townhall.ui.calendar.empty import empty_calendar
from townhall.ui.calendar.filters import CalendarFilters
from townhall.ui.calendar.inspector import DateInspector
from townhall.ui.calendar.moves import CalendarMoves
from townhall.ui.calendar.overlay_inspector import CalendarSide
from townhall.ui.calendar.overlay_menu import OverlayMenu
from townhall.ui.calendar.reader import CalendarReader
from townhall.ui.calendar.rippling import CalendarRippling
from townhall.ui.calendar.screen_state import restore_state, state_of
from townhall.ui.calendar.views import AGENDA, YEAR, CalendarViews
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
            "overlay",
        }
    )

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.today = frame.clock.now_utc().date()
        self.day = self.today
        self.drafts: dict[str, Any] = {}
        self.empty = empty_calendar(self)
        self.views = CalendarViews(self.today, self.empty)
        self.filters = CalendarFilters()
        self.others = OverlayMenu(frame)
        self.filters.take_in(self.others)
        self.bar = CalendarControls()
        self.changes = DateChanges(frame, self)
        self.panel = DateInspector(frame, self.changes)
        self.side = CalendarSide(frame, self.panel)
        self.exports = YearExports(self)
        self.chosen = ChosenDate(self)
        self.reader = CalendarReader(self)
        self.moves = CalendarMoves(self)
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
        self._connect()

    def _connect(self) -> None:
        self.bar.pages_wanted.connect(self.go_pages)
        self.bar.today_wanted.connect(self.go_today)
        self.bar.mode_wanted.connect(self.set_mode)
        self.bar.lanes.chosen.connect(self.set_lanes)
        self.bar.run_up.toggled.connect(lambda _on: self.read())
        self.filters.changed.connect(lambda _value: self.read())
        self.filters.save_wanted.connect(self._on_save_wanted)
        for view in self.views.all:
            view.selected.connect(functools.partial(self.chosen.select, view))
            view.opened.connect(self.open_row)
            view.day_opened.connect(self.open_day)
            view.create_wanted.connect(self._on_create_wanted)
            view.copy_wanted.connect(self.changes.copy)
            view.remove_wanted.connect(self.remove)
            view.pages_wanted.connect(self.go_pages)
            view.day_wanted.connect(self.go_day)
            view.menu_wanted.connect(self._show_menu)
        for head in (self.panel.head, self.side.others.head):
            head.previous.connect(lambda: self.step(-1))
            head.next.connect(lambda: self.step(1))
        self.panel.open_wanted.connect(self.open)
        self.panel.edit_wanted.connect(self.edit)
        self.panel.date_wanted.connect(self.go_to)
        self.panel.menu_wanted.connect(
            lambda button: self._show_menu(button.mapToGlobal(QPoint(0, button.height() + 4)))
        )
        self.changes.settled.connect(self.chosen.settle)

    # The frame asks

    def title(self) -> str:
        return self.views.page_title(self.day)

    def controls(self) -> QWidget | None:
        return self.bar

    def inspector(self) -> QWidget | None:
        return self.side

    def commands(self) -> Sequence[Action]:
        return calendar_commands(self)

    def first_focus(self) -> QWidget:
        return self.views.first_focus()

    def state(self) -> dict[str, Any]:
        return state_of(self)

    def restore(self, state: Mapping[str, Any]) -> None:
        restore_state(self, state)
        self._show_days()

    def activate(self, selection: Selection | None) -> None:
        if selection is not None and selection.noun == "saved-filter":
            self.frame.jobs.read(
                saved_filter,
                selection.id,
                done=self._on_saved_filter,
                channel="calendar.saved-filter",
            )
        elif selection is not None and selection.noun in ("communication", "occurrence"):
            self.chosen.find(selection)

    def refresh(self, changes: Changes | None) -> None:
        self.reader.forget()
        if changes is None or changes.touches("audience", "initiative", "overlay"):
            self.frame.jobs.read(
                calendar_choices, done=self._on_choices, channel="calendar.choices"
            )
        self.read()

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
        self.read()

    def set_lanes(self, lanes: str) -> None:
        """Let the year have a lane for each "audience" or "initiative"."""
        self.views.lanes = Lanes(lanes)
        self.bar.lanes.set_value(lanes)
        self.read()

    def go_day(self, day: date) -> None:
        """Show `day`, with the keyboard on it."""
        self.day = day
        self._show_days()
        self.read()

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
        self.chosen.go_to(key)

    def step(self, number: int) -> None:
        """Select the next or the previous date."""
        self.view.step(number)

    # Doing things

    @property
    def key(self) -> AnyKey | None:
        """What is selected, by its key."""
        return self.chosen.key

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

    def read(self) -> None:
        """Read again what shows."""
        if self.frame.jobs.database is None or not self.isVisible():
            self._stale = True
        else:
            self.reader.read()

    def _on_choices(self, choices: CalendarChoices) -> None:
        self.filters.set_choices(choices)
        self.others.set_overlays(choices.overlays)

    def _show_days(self) -> None:
        self.view.show_days(self.day, self.today)
        self.bar.set_title(self.title(), self.views.widest_titles(self.today.year))
        self.heading_changed.emit()

    def set_today(self, today: date) -> None:
        """Another day has begun, or the plan's zone has another one; who is on today stays so."""
        if today != self.today:
            self.day = today if self.day == self.today else self.day
            self.today = today
            self._show_days()

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

    def _on_saved_filter(self, found: SavedFilterDetail) -> None:
        if isinstance(found.content, FilterContent):
            self.filters.apply(found.content)

    def _on_saved(self, key: tuple[int, datetime]) -> None:
        self.go_to(DateKey(*key))
