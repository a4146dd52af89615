"""Moves and drags of the calendar: handed to the use cases, and checked on the way."""

from __future__ import annotations

import functools
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.warnings import checks_if_moved
from townhall.ui.announce import announce
from townhall.ui.calendar.drag import DragQuestion
from townhall.ui.calendar.drag_view import DragView
from townhall.ui.date_key import key_of

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen


class CalendarMoves(QObject):
    """Lets dates move and grow as the views ask, and answers what is in the way there."""

    def __init__(self, screen: CalendarScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        for view in screen.views.all:
            view.move_wanted.connect(self.move)
            view.resize_wanted.connect(self.resize)
        for drawing in screen.views.drawing:
            drawing.checks_wanted.connect(functools.partial(self._check, drawing))

    def move(self, row: OccurrenceRow, by: timedelta) -> None:
        """Move a date by `by`; a screen reader hears where it goes and what is in the way."""
        known = self._screen.panel.shown
        same = known is not None and key_of(known.detail.row) == key_of(row)
        minutes = int((row.end - row.start).total_seconds()) // 60
        self._tell(DragQuestion(row, row.start + by, minutes, copied=False))
        series = known.detail.communication if known is not None and same else None
        self._screen.changes.move(row, by, series)

    def resize(self, row: OccurrenceRow, minutes: int) -> None:
        """Let a date last `minutes`."""
        self._tell(DragQuestion(row, row.start, minutes, copied=False))
        self._screen.changes.resize(row, minutes)

    def _check(self, view: DragView, asked: DragQuestion) -> None:
        """Look what is in the way of a place while something is dragged there."""
        frame = self._screen.frame
        frame.jobs.read(
            checks_if_moved,
            *key_of(asked.row),
            asked.start,
            asked.minutes,
            copied=asked.copied,
            clock=frame.clock,
            done=lambda checks: view.show_checks(asked, checks),
            failed=lambda _error: None,
            channel="calendar.checks",
        )

    def _tell(self, asked: DragQuestion) -> None:
        """Tell a screen reader where something goes, and what is in the way there."""
        frame = self._screen.frame
        frame.jobs.read(
            checks_if_moved,
            *key_of(asked.row),
            asked.start,
            asked.minutes,
            clock=frame.clock,
            done=lambda checks: announce(self._screen.view, asked.text(checks)),
            failed=lambda _error: None,
            channel="calendar.told-checks",
        )
