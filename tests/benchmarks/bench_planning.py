"""Switching and scrolling a calendar of 10,000 communications and 200 open series.

Prints `name ratio limit`; exits 1 when a ratio is over its limit. Switching a month or a week is
the read of what it shows and the laying out, over dateutil's expansion of the same rules and days
alone. Scrolling is the slowest of twenty steps (95th percentile) over a frame of 16 ms.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dateutil.rrule import rrulestr
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert
from sqlalchemy.orm import Session

from townhall.domain.clock import fixed_clock
from townhall.domain.terms import CommunicationKind
from townhall.services.queries.calendar import CalendarRange, calendar_range
from townhall.services.queries.year import Lanes, year
from townhall.storage import models as m
from townhall.storage.database import Database
from townhall.ui.calendar.dates_view import DatesView
from townhall.ui.calendar.layout import month_weeks
from townhall.ui.calendar.month_view import MonthView
from townhall.ui.calendar.week_view import WeekView, week_days
from townhall.ui.calendar.year_view import YearView
from townhall.ui.theme import theme

CLOCK = fixed_clock("2026-11-24T09:00+01:00")
TODAY = date(2026, 11, 24)
COUNT, SERIES = 10_000, 200
FRAME = 0.016
SIZE = (1180, 780)
RULES = (
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=MONTHLY;BYDAY=1TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
)
SWITCH_LIMIT, SCROLL_LIMIT = 2.0, 1.0


def main() -> int:
    """Run all measurements; the exit code."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme().apply(app)
    with (
        TemporaryDirectory() as folder,
        Database.create(Path(folder) / "plan.townhall", CLOCK) as database,
    ):
        database.run(lambda uow: _plan(uow.session))
        results = [
            ("month-switch-10000-communications", _month(database), SWITCH_LIMIT),
            ("week-switch-10000-communications", _week(database), SWITCH_LIMIT),
            ("month-paging-frame-p95", _paging(database, MonthView(TODAY)), SCROLL_LIMIT),
            ("week-paging-frame-p95", _paging(database, WeekView(TODAY)), SCROLL_LIMIT),
            ("week-scrolling-frame-p95", _week_scrolling(database), SCROLL_LIMIT),
            ("year-scrolling-frame-p95", _year_scrolling(database), SCROLL_LIMIT),
        ]
    for name, ratio, limit in results:
        sys.stdout.write(f"{name} {ratio:.2f} {limit:.2f}\n")
    return int(any(ratio > limit for _name, ratio, limit in results))


def _rule(number: int) -> tuple[str, datetime]:
    start = datetime(2024, 12, 2, 8) + timedelta(days=number % 28, minutes=15 * (number % 36))
    return RULES[number % len(RULES)], start


def _plan(session: Session) -> None:
    """Single dates over eight years, and series without an end that began two years ago."""
    kinds = list(CommunicationKind)
    first = datetime(2022, 1, 3, 8)
    rows = []
    for number in range(COUNT):
        rule, start = _rule(number) if number < SERIES else (None, first)
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
    session.execute(insert(m.Communication), rows)
    audiences = [{"name": f"Ward {number}", "headcount": 20} for number in range(200)]
    session.execute(insert(m.Audience), audiences)
    links = [
        {"communication_id": number + 1, "audience_id": number % 200 + 1, "position": 0}
        for number in range(COUNT)
    ]
    session.execute(insert(m.CommunicationAudience), links)


def _dateutil(first: date, last: date) -> Callable[[], object]:
    """dateutil expanding the same rules over the same days, and nothing else."""
    begin = datetime.combine(first, datetime.min.time())
    until = datetime.combine(last, datetime.max.time())
    rules = [_rule(number) for number in range(SERIES)]
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


def _month(database: Database) -> float:
    weeks = month_weeks(TODAY)
    span = weeks[0], weeks[-1] + timedelta(days=6)
    return _switch(database, MonthView(TODAY), span)


def _week(database: Database) -> float:
    return _switch(database, WeekView(TODAY), week_days(TODAY))


def _switch(database: Database, view: DatesView, span: tuple[date, date]) -> float:
    view.resize(*SIZE)
    return _ratio(lambda: view.set_range(_range(database, *span)), _dateutil(*span))


@cache
def _surface() -> QImage:
    """What is painted on: kept, as a window keeps its own."""
    return QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)


def paint(view: DatesView) -> None:
    """Paint all of `view`."""
    view.render(_surface())


def _p95(steps: Sequence[Callable[[], object]], rounds: int = 1) -> float:
    """The 95th percentile of the processor time of a step, over the time of a frame.

    Each step counts at its best of `rounds`: what else the computer does only makes it longer.
    """
    best = [float("inf")] * len(steps)
    for _round in range(rounds):
        for number, step in enumerate(steps):
            begin = process_time()
            step()
            best[number] = min(best[number], process_time() - begin)
    return sorted(best)[int(len(best) * 0.95)] / FRAME


def _paging(database: Database, view: DatesView) -> float:
    """Painting the next month or week, which was read by the database's own thread."""
    view.resize(*SIZE)
    view.show()
    days = [TODAY + timedelta(days=7 * number) for number in range(20)]
    month = isinstance(view, MonthView)
    spans = [
        (month_weeks(day)[0], month_weeks(day)[-1] + timedelta(days=6)) if month else week_days(day)
        for day in days
    ]
    ranges = [_range(database, *span) for span in spans]

    def turn(day: date, found: CalendarRange) -> None:
        view.show_days(day, TODAY)
        view.set_range(found)
        paint(view)

    turn(days[0], ranges[0])
    steps = [
        lambda day=day, found=found: turn(day, found)
        for day, found in zip(days, ranges, strict=True)
    ]
    return _p95(steps, rounds=6)


def _week_scrolling(database: Database) -> float:
    view = WeekView(TODAY)
    view.resize(*SIZE)
    view.show()
    view.set_range(_range(database, *week_days(TODAY)))
    paint(view)

    def scroll(number: int) -> None:
        view.bar.setValue(number * 12)
        paint(view)

    return _p95([lambda number=number: scroll(number) for number in range(60)])


def _year_scrolling(database: Database) -> float:
    view = YearView(TODAY)
    view.resize(*SIZE)
    view.show()
    span = date(2026, 10, 1), date(2027, 9, 30)
    view.set_year(database.read(year, *span, by=Lanes.AUDIENCE, today=TODAY, language="en"))
    paint(view)

    def scroll(number: int) -> None:
        view.bar.setValue(number * 44)
        paint(view)

    return _p95([lambda number=number: scroll(number) for number in range(60)])


if __name__ == "__main__":
    sys.exit(main())
