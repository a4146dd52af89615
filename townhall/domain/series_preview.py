"""The next dates of a rule that is being written, with what closed days do to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from townhall.domain.closed_days import (
    KEPT_FOR,
    LONGEST_BLACKOUT,
    Closed,
    Period,
    closures,
    days_of,
)
from townhall.domain.holidays import holidays_between
from townhall.domain.recurrence_dates import rule_starts
from townhall.domain.terms import ClosedDays

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ClosedDayRules:
    """Where closed days come from, and what the series does on them."""

    country: str = ""
    region: str | None = None
    blackouts: tuple[Period, ...] = ()
    on_holidays: ClosedDays = ClosedDays.KEEP
    on_blackouts: ClosedDays = ClosedDays.KEEP


@dataclass(frozen=True, slots=True)
class NextDate:
    """A date the rule gives (wall time), when it is held (None: left out), and why not then.

    `closed` names the holiday or blackout period on its day; empty on an open day.
    """

    original_start: datetime
    start: datetime | None
    closed: str = ""


def next_dates(
    rule: str,
    start: datetime,
    zone: str,
    rules: ClosedDayRules,
    *,
    number: int,
    language: str,
    all_day: bool = False,
) -> tuple[NextDate, ...]:
    """The first `number` dates of a rule whose first date is `start`, named in `language`."""
    given = rule_starts(rule, start, start, all_day=all_day, zone=zone)
    dates = list(islice(given, number + 1))
    if not dates:
        return ()
    closed = _closed(dates, rules, language)
    since = start - _MINUTE
    changed = closures(
        rule,
        start,
        zone,
        closed,
        since=since,
        until=min(dates[-1] + _MINUTE, since + KEPT_FOR),
        all_day=all_day,
    )
    found = []
    for date in dates[:number]:
        closure = changed.get(date)
        held = date if closure is None else closure.start
        found.append(NextDate(date, held, closed.name(date.date())))
    return tuple(found)


def _closed(dates: Sequence[datetime], rules: ClosedDayRules, language: str) -> Closed:
    """The closed days on and after each of `dates`: a rule may leave centuries between them."""
    found = Closed(on_holidays=rules.on_holidays, on_blackouts=rules.on_blackouts)
    for date in dates:
        first, last = date.date(), date.date() + LONGEST_BLACKOUT
        holidays = holidays_between(first, last, rules.country, rules.region, language)
        found = replace(
            found,
            holidays={**found.holidays, **holidays},
            blackouts={**found.blackouts, **days_of(rules.blackouts, first, last)},
        )
    return found
