"""Reads the days that the calendar shows, and keeps the line of the present time."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from townhall.domain.zones import from_utc
from townhall.language import current_language
from townhall.services.queries.calendar import CalendarRange, calendar_range
from townhall.services.queries.year import Year, year
from townhall.ui.calendar.pages_ahead import Answer, PagesAhead, Wanted
from townhall.ui.calendar.views import AGENDA, WEEK, YEAR
from townhall.ui.job import Job
from townhall.ui.jobs import Done, Failed

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen

_MINUTE = 60_000


class CalendarReader(QObject):
    """Fills the view that shows; an answer for days that have been left is asked for anew."""

    def __init__(self, screen: CalendarScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._asked: Wanted | None = None
        self._forward = True
        self._ahead = PagesAhead(screen.frame.jobs, self._read_ahead, self)
        screen.frame.jobs.changed.connect(self.forget)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._minute.timeout.connect(self._show_now)

    def read(self) -> None:
        """Show the page that is gone to: at once where it is known, else when it is read."""
        screen = self._screen
        wanted = self._asked = self._wanted(*screen.views.span(screen.day))
        done = functools.partial(self._on_read, wanted)
        if not self._ahead.get(wanted, done):
            self._ask(wanted, screen.day, done=done, channel="calendar.range")

    def forget(self) -> None:
        """The plan has changed: show nothing any more that was read before."""
        if self._ahead.forget():
            self._screen.read()

    def _wanted(self, first: date, last: date) -> Wanted:
        screen = self._screen
        return Wanted(
            screen.mode,
            first,
            last,
            screen.filters.value,
            screen.views.lanes,
            screen.bar.run_up.isChecked(),
            screen.today,
            current_language(),
        )

    def _ask(
        self,
        wanted: Wanted,
        day: date,
        *,
        done: Done[Answer],
        failed: Failed | None = None,
        channel: str | None = None,
    ) -> Job:
        query: Callable[..., CalendarRange | Year] = calendar_range
        if wanted.mode == YEAR:
            query = functools.partial(year, by=wanted.lanes, today=wanted.today)
        return self._screen.frame.jobs.read(
            self._screen.views.arranging(query, day),
            wanted.first,
            wanted.last,
            wanted.filtered,
            language=wanted.language,
            run_up=wanted.run_up,
            done=done,
            failed=failed,
            channel=channel,
        )

    def _read_ahead(self, wanted: Wanted, done: Done[Answer], failed: Failed) -> Job:
        screen = self._screen
        sides = (screen.views.beside(screen.day, number) for number in (1, -1))
        day = next((day for day, span in sides if span[0] == wanted.first), screen.day)
        return self._ask(wanted, day, done=done, failed=failed)

    def _on_read(self, wanted: Wanted, answer: Answer) -> None:
        if wanted != self._asked:
            return
        screen = self._screen
        read, arranged = answer
        found = read.range if isinstance(read, Year) else read
        screen.set_today(screen.frame.clock.today(found.plan.time_zone))
        if wanted.mode != screen.mode or (
            (found.first, found.last) != screen.views.span(screen.day)
        ):
            screen.read()
            return
        before = screen.view.range
        fresh = before is None or before.first != found.first
        if before is not None and fresh:
            self._forward = before.first < found.first
        chosen = screen.chosen.wanted
        screen.views.set_range(read, arranged)
        self._show_now()
        screen.chosen.follow(found)
        if fresh and screen.mode == AGENDA and chosen is None:
            screen.views.agenda.reveal_day()
        order = (1, -1) if self._forward else (-1, 1)
        beside = [self._wanted(*screen.views.beside(screen.day, each)[1]) for each in order]
        self._ahead.show(wanted, answer, beside, ahead=fresh)

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
