"""Reads the days that the calendar shows, and keeps the line of the present time."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from townhall.domain.zones import from_utc
from townhall.language import current_language
from townhall.services.queries.calendar import CalendarRange, calendar_range
from townhall.services.queries.year import Year, year
from townhall.ui.calendar.arranged import Arranged
from townhall.ui.calendar.views import AGENDA, WEEK, YEAR

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen

_MINUTE = 60_000


class CalendarReader(QObject):
    """Fills the view that shows; an answer for days that have been left is asked for anew."""

    def __init__(self, screen: CalendarScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._minute.timeout.connect(self._show_now)

    def read(self) -> None:
        """Read what shows."""
        screen = self._screen
        query: Callable[..., CalendarRange | Year] = calendar_range
        if screen.mode == YEAR:
            query = functools.partial(year, by=screen.views.lanes, today=screen.today)
        screen.frame.jobs.read(
            screen.views.arranging(query),
            *screen.views.span(screen.day),
            screen.filters.value,
            language=current_language(),
            run_up=screen.bar.run_up.isChecked(),
            done=self._on_read,
            channel="calendar.range",
        )

    def _on_read(self, answer: tuple[CalendarRange | Year, Arranged | None]) -> None:
        screen = self._screen
        read, arranged = answer
        found = read.range if isinstance(read, Year) else read
        screen.set_today(screen.frame.clock.today(found.plan.time_zone))
        if isinstance(read, Year) != (screen.mode == YEAR) or (
            (found.first, found.last) != screen.views.span(screen.day)
        ):
            screen.read()
            return
        fresh = screen.view.range is None or screen.view.range.first != found.first
        wanted = screen.chosen.wanted
        screen.views.set_range(read, arranged)
        self._show_now()
        screen.chosen.follow(found)
        if fresh and screen.mode == AGENDA and wanted is None:
            screen.views.agenda.reveal_day()

    def _show_now(self) -> None:
        """Let the week draw the present time, as long as it shows."""
        screen = self._screen
        found = screen.views.week.range
        if found is not None:
            now = screen.frame.clock.now_utc()
            screen.views.week.set_now(from_utc(now, found.plan.time_zone))
        if screen.isVisible() and screen.mode == WEEK:
            self._minute.start()
        else:
            self._minute.stop()
