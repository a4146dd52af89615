"""Switching and scrolling a calendar of 10,000 communications and 200 open series.

Prints `name ratio limit`; exits 1 when a ratio is over its limit. Switching a month or a week is
the read of what it shows and the laying out, over dateutil's expansion of the same rules and days
alone.

Paging and scrolling are done by key and wheel in the whole window, on a plan with monthly and
weekly series and on a dense one in which two of seven series are daily or on every weekday. A beat
of a millisecond tells how long the window's thread answers nothing; each page counts by its
longest silence, whatever came together in it. `computed-p95` is what the window's thread computed
in that silence over a frame of 16 ms, `blocked-p95` the silence itself by the clock on the wall:
it holds the waiting for the thread that reads too, and on a busy computer the work of others.
Both are the median of three rounds of twenty pages; nothing is left out and nothing run beforehand
but the opening of the view. A page ends when the pages beside it have been read too, which counts
in its silence: painting begins after a pause, as it does for somebody who looks. The worst page of
all goes to standard error.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time, sleep, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dateutil.rrule import rrulestr
from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import insert

from tests.screens.opened import opened, settle
from townhall.domain.clock import fixed_clock
from townhall.domain.terms import CommunicationKind
from townhall.services.queries.calendar import CalendarRange, calendar_range
from townhall.storage import models as m
from townhall.storage.database import Database
from townhall.storage.unit_of_work import UnitOfWork
from townhall.ui.calendar.dates_view import DatesView
from townhall.ui.calendar.layout import month_weeks
from townhall.ui.calendar.month_view import MonthView
from townhall.ui.calendar.screen import CalendarScreen
from townhall.ui.calendar.views import MODES, MONTH
from townhall.ui.calendar.week_view import WeekView, week_days
from townhall.ui.main_window import MainWindow
from townhall.ui.theme import theme

CLOCK = fixed_clock("2026-11-24T09:00+01:00")
TODAY = date(2026, 11, 24)
COUNT, SERIES = 10_000, 200
FRAME = 0.016
SIZE = (1180, 780)
SPARSE = (
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=MONTHLY;BYDAY=1TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
)
DENSE = ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", *SPARSE)
PAGES, ROUNDS = 20, 3
LEAST_SECONDS, LEAST_BEATS = 0.03, 3
"""A page has come to rest when nothing is under way, and not before this."""
SWITCH_LIMIT, SCROLL_LIMIT = 2.0, 1.0


def main() -> int:
    """Run all measurements; the exit code."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme().apply(app)
    # As the program does when it starts.
    gc.set_threshold(100_000, 20, 20)
    results = []
    for name, rules in (("sparse", SPARSE), ("dense", DENSE)):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "plan.townhall"
            with Database.create(path, CLOCK) as database:
                database.run(_plan, rules)
                results += [
                    (f"{name}-month-switch", _month(database, rules), SWITCH_LIMIT),
                    (f"{name}-week-switch", _week(database, rules), SWITCH_LIMIT),
                ]
            with opened(Path(folder), path) as window:
                window.rooms.go("calendar")
                results += [
                    (f"{name}-{each}", ratio, SCROLL_LIMIT) for each, ratio in _moving(window)
                ]
    for name, ratio, limit in results:
        sys.stdout.write(f"{name} {ratio:.2f} {limit:.2f}\n")
    return int(any(ratio > limit for _name, ratio, limit in results))


def _rule(number: int, rules: Sequence[str]) -> tuple[str, datetime]:
    start = datetime(2024, 12, 2, 8) + timedelta(days=number % 28, minutes=15 * (number % 36))
    return rules[number % len(rules)], start


def _plan(uow: UnitOfWork, series: Sequence[str]) -> None:
    """Single dates over eight years, and series without an end that began two years ago."""
    kinds = list(CommunicationKind)
    first = datetime(2022, 1, 3, 8)
    rows = []
    for number in range(COUNT):
        rule, start = _rule(number, series) if number < SERIES else (None, first)
        if rule is None:
            start += timedelta(days=number * 7919 % (8 * 365), minutes=15 * (number % 36))
        rows.append(
            {
                "kind": kinds[number % len(kinds)],
                "title": f"Progress update {number} for the night shift",
                "start": start,
                "time_zone": "Europe/Amsterdam",
                "recurrence": rule,
                "last_end": None if rule else start + timedelta(hours=1),
                "uid": f"{number}",
                "created_at": CLOCK.now_utc(),
            }
        )
    session = uow.session
    session.execute(insert(m.Communication), rows)
    audiences = [{"name": f"Ward {number}", "headcount": 20} for number in range(200)]
    session.execute(insert(m.Audience), audiences)
    links = [
        {"communication_id": number + 1, "audience_id": number % 200 + 1, "position": 0}
        for number in range(COUNT)
    ]
    session.execute(insert(m.CommunicationAudience), links)


def _dateutil(first: date, last: date, series: Sequence[str]) -> Callable[[], object]:
    """dateutil expanding the same rules over the same days, and nothing else."""
    begin = datetime.combine(first, datetime.min.time())
    until = datetime.combine(last, datetime.max.time())
    rules = [_rule(number, series) for number in range(SERIES)]
    return lambda: [rrulestr(rule, dtstart=start).between(begin, until) for rule, start in rules]


def _range(database: Database, first: date, last: date) -> CalendarRange:
    return database.read(calendar_range, first, last, language="en")


def _ratio(work: Callable[[], object], floor: Callable[[], object], times: int = 9) -> float:
    """Processor time of `work` over that of `floor`, each at best, taken by turns."""
    own, least = [], []
    for _try in range(times):
        for each, taken in ((work, own), (floor, least)):
            begin = process_time()
            each()
            taken.append(process_time() - begin)
    return min(own) / min(least)


def _month(database: Database, rules: Sequence[str]) -> float:
    weeks = month_weeks(TODAY)
    span = weeks[0], weeks[-1] + timedelta(days=6)
    return _switch(database, MonthView(TODAY), span, rules)


def _week(database: Database, rules: Sequence[str]) -> float:
    return _switch(database, WeekView(TODAY), week_days(TODAY), rules)


def _switch(
    database: Database, view: DatesView, span: tuple[date, date], rules: Sequence[str]
) -> float:
    view.resize(*SIZE)
    return _ratio(lambda: view.set_range(_range(database, *span)), _dateutil(*span, rules))


class Beat(QObject):
    """Notes each silence of the window's thread in seconds: by the wall, and what it computed."""

    def __init__(self) -> None:
        super().__init__()
        self.silences: list[tuple[float, float]] = []
        self._last = perf_counter(), thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(1)

    def _on_timeout(self) -> None:
        now = perf_counter(), thread_time()
        self.silences.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now

    def longest(self, window: MainWindow, step: Callable[[], object]) -> tuple[float, float]:
        """The longest silences while `step` and all that follows from it happens."""
        self.silences.clear()
        step()
        until = perf_counter() + LEAST_SECONDS
        while window.jobs.busy or perf_counter() < until or len(self.silences) < LEAST_BEATS:
            QCoreApplication.processEvents()
            sleep(0.0002)
        return max(wall for wall, _own in self.silences), max(own for _wall, own in self.silences)


def _moving(window: MainWindow) -> Iterator[tuple[str, float]]:
    """What paging and scrolling each view takes, over a frame."""
    screen = window.rooms.view
    assert isinstance(screen, CalendarScreen)
    beat = Beat()
    for mode in MODES:
        screen.set_mode(mode)
        screen.go_day(TODAY)
        settle(window)
        yield from _moved(window, beat, f"{mode}-paging", lambda: _press(Qt.Key.Key_PageDown))
        if mode == MONTH:
            continue
        down = [lambda: _wheel(screen.view, -120)] * (PAGES - PAGES // 2)
        up = [lambda: _wheel(screen.view, 120)] * (PAGES // 2)
        turns = cycle([*down, *up])
        yield from _moved(window, beat, f"{mode}-scrolling", lambda turns=turns: next(turns)())


def _moved(
    window: MainWindow, beat: Beat, name: str, step: Callable[[], object]
) -> Iterator[tuple[str, float]]:
    rounds = [[beat.longest(window, step) for _page in range(PAGES)] for _round in range(ROUNDS)]
    walls, owns = ([[each[at] for each in pages] for pages in rounds] for at in (0, 1))
    own, wall = (median(_p95(each) for each in kind) / FRAME for kind in (owns, walls))
    worst_own, worst_wall = (max(map(max, kind)) / FRAME for kind in (owns, walls))
    sys.stderr.write(
        f"{name}: computed p95 {own:.2f} worst {worst_own:.2f}, "
        f"wall p95 {wall:.2f} worst {worst_wall:.2f} frames\n"
    )
    yield f"{name}-computed-p95", own
    yield f"{name}-blocked-p95", wall


def _press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def _wheel(view: QWidget, by: int) -> None:
    where = QPointF(view.visibleRegion().boundingRect().center())
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    turned = QPoint(0, 0), QPoint(0, by)
    event = QWheelEvent(
        where, view.mapToGlobal(where), *turned, *none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view, event)


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]


if __name__ == "__main__":
    sys.exit(main())
