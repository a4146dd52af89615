"""Which date of the calendar is selected: found wherever it is, kept when it moves, inspected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from townhall.domain.errors import TownHallError
from townhall.services.queries.calendar import CalendarRange, DateInspection, date_inspection
from townhall.services.queries.communications import nearest_date
from townhall.ui.calendar.dates_view import AnyKey, DatesView
from townhall.ui.calendar.layout import shown_days
from townhall.ui.date_key import DateKey, OverlayKey, key_of
from townhall.ui.screen import Selection

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen


class ChosenDate(QObject):
    """The date that is selected is `key`; `wanted` is one to select once its days are read."""

    def __init__(self, screen: CalendarScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self.key: AnyKey | None = None
        self.wanted: DateKey | None = None

    def find(self, selection: Selection) -> None:
        """Go to a date, or to the one of a communication that is nearest to now."""
        if selection.original_start is not None:
            self.go_to(DateKey(selection.id, selection.original_start))
            return
        frame = self._screen.frame
        frame.jobs.read(
            nearest_date,
            selection.id,
            frame.clock.now_utc().replace(tzinfo=None),
            done=lambda start: self.go_to(DateKey(selection.id, start)),
            channel="calendar.find",
        )

    def go_to(self, key: DateKey) -> None:
        """Go to a date wherever it is, and select it."""
        self._screen.frame.jobs.read(
            date_inspection, *key, done=self._on_found, channel="calendar.find"
        )

    def select(self, view: DatesView, key: AnyKey | None) -> None:
        """The user selected a date in `view`."""
        self.key = key
        screen = self._screen
        if view.day != screen.day and screen.views.same_page(view.day, screen.day):
            screen.day = view.day
        self._inspect()

    def settle(self, key: DateKey | None) -> None:
        """Select what a change has left; None: what was selected is gone."""
        self.wanted = key
        if key is None:
            self.key = None
            self._screen.read()
        else:
            self.go_to(key)

    def follow(self, found: CalendarRange) -> None:
        """Select what is wanted; what has moved is found by its communication."""
        key, self.wanted = self.wanted or self.key, None
        shown = key is not None and self._screen.view.place_of(key) is not None
        if isinstance(key, OverlayKey):
            key = key if shown else None
        elif key is not None and not shown:
            moved = [
                row
                for row in found.rows
                if row.communication_id == key.communication_id and not row.recurring
            ]
            key = key_of(moved[0]) if len(moved) == 1 else key
        self.key = key
        self._screen.view.select(key)
        self._inspect()

    def _inspect(self) -> None:
        screen = self._screen
        if self.key is None:
            screen.inspected.emit(False)
            return
        if isinstance(self.key, OverlayKey):
            self._inspect_overlay()
            return
        screen.frame.jobs.read(
            date_inspection,
            *self.key,
            clock=screen.frame.clock,
            done=self._on_inspection,
            failed=self._on_not_found,
            channel="calendar.date",
        )

    def _inspect_overlay(self) -> None:
        row = self._screen.view.selected_overlay
        if row is not None:
            self._screen.side.show_overlay(row)
        self._screen.inspected.emit(row is not None)

    def _on_inspection(self, found: DateInspection) -> None:
        if key_of(found.detail.row) == self.key:
            self._screen.panel.show_date(found)
            self._screen.side.show_panel()
            self._screen.inspected.emit(True)

    def _on_not_found(self, _error: TownHallError) -> None:
        self.key = None
        self._screen.view.select(None)
        self._screen.inspected.emit(False)

    def _on_found(self, found: DateInspection) -> None:
        self.wanted = key_of(found.detail.row)
        self._screen.go_day(shown_days(found.detail.row)[0])
