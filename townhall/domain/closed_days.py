"""Days on which nothing is held: blackout periods, and what a series does with its dates then.

A date on a closed day becomes an explicit exception, left out or moved, so that calendars need to
know nothing of closed days.
"""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain, takewhile

from townhall.domain.errors import InvalidInput
from townhall.domain.holidays import is_working_day
from townhall.domain.recurrence_dates import rule_starts
from townhall.domain.terms import CausedBy, ClosedDays
from townhall.domain.zones import is_in_gap
from townhall.language import _

LONGEST_BLACKOUT = timedelta(days=731)
"""A blackout period of more than two years is a mistake in a date."""

KEPT_FOR = timedelta(days=10 * 366)
"""How far ahead the dates of a series are kept off closed days."""


@dataclass(frozen=True, slots=True)
class Period:
    """A named period; both days are in it."""

    name: str
    first_day: date
    last_day: date


def check_period(first_day: date, last_day: date) -> None:
    """Refuse a blackout period of no days, or of over two years: InvalidInput (`last_day`)."""
    if last_day < first_day:
        raise InvalidInput(
            _("The last day of a blackout period cannot lie before its first."), field="last_day"
        )
    if last_day - first_day >= LONGEST_BLACKOUT:
        raise InvalidInput(
            _("A blackout period lasts at most two years; choose an earlier last day."),
            field="last_day",
        )


def days_of(periods: Iterable[Period], first: date, last: date) -> dict[date, str]:
    """The days of `periods` from `first` to `last`, both included, in order; the earliest names."""
    named: dict[date, str] = {}
    for period in sorted(periods, key=lambda each: (each.first_day, each.last_day)):
        day = max(first, period.first_day)
        while day <= min(last, period.last_day):
            named.setdefault(day, period.name)
            day += timedelta(days=1)
    return dict(sorted(named.items()))


@dataclass(frozen=True, slots=True)
class Closure:
    """What becomes of a date because of a closed day: its new `start`, or None: it is left out."""

    cause: CausedBy
    start: datetime | None


@dataclass(frozen=True, slots=True)
class Closed:
    """The closed days of a plan, with their names, and what one series does on them.

    The days must reach a month past the last date that is asked about.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    blackouts: Mapping[date, str] = field(default_factory=dict)
    on_holidays: ClosedDays = ClosedDays.KEEP
    on_blackouts: ClosedDays = ClosedDays.KEEP

    @property
    def matters(self) -> bool:
        """Whether the series does anything about closed days."""
        return {self.on_holidays, self.on_blackouts} != {ClosedDays.KEEP}

    def choice(self, day: date) -> tuple[ClosedDays, CausedBy] | None:
        """What is done with a date on `day`, and because of what; None: it is held.

        Where a day is closed for both reasons, leaving out goes before moving.
        """
        asked = []
        if day in self.holidays:
            asked.append((self.on_holidays, CausedBy.HOLIDAY))
        if day in self.blackouts:
            asked.append((self.on_blackouts, CausedBy.BLACKOUT))
        found: dict[ClosedDays, CausedBy] = {}
        for what, cause in asked:
            found.setdefault(what, cause)
        for what in (ClosedDays.SKIP, ClosedDays.MOVE):
            if what in found:
                return what, found[what]
        return None

    def name(self, day: date) -> str:
        """What `day` is called: the holiday, or the blackout period; empty when it is open."""
        return self.holidays.get(day) or self.blackouts.get(day) or ""


def closures(
    rule: str,
    start: datetime,
    zone: str,
    closed: Closed,
    *,
    since: datetime,
    until: datetime,
    all_day: bool = False,
    pinned: Container[datetime] = (),
    taken: Collection[date] = (),
) -> dict[datetime, Closure]:
    """What becomes of the rule's dates after `since` and before `until`, by original start.

    All moments are wall times in `zone`. `pinned` are the original starts of dates that were
    changed by hand: they stay as they are. A date moves to the next working day, which is no
    weekend, holiday or blackout day, at the same time of day; where another date of the series
    lies on that day or before it (`taken`: days of dates that do not follow the rule), it is left
    out instead.
    """
    if not closed.matters:
        return {}
    dates = rule_starts(rule, start, since, all_day=all_day, zone=zone)
    days = {*closed.holidays, *closed.blackouts}
    found: dict[datetime, Closure] = {}
    coming = takewhile(lambda each: each < until, dates)
    following = chain(coming, [None])
    current = next(following)
    while current is not None:
        after = next(following)
        decided = closed.choice(current.date()) if current not in pinned else None
        if decided is not None and current > since:
            what, cause = decided
            moved = None
            if what is ClosedDays.MOVE:
                moved = _next_open(current, days, zone)
                between = [day for day in taken if current.date() < day <= moved.date()]
                if between or (after is not None and after.date() <= moved.date()):
                    moved = None
            found[current] = Closure(cause, moved)
        current = after
    return found


def _next_open(moment: datetime, closed: Container[date], zone: str) -> datetime:
    """The same time of day on the next working day on which clocks show it."""
    moved = moment + timedelta(days=1)
    while not is_working_day(moved.date(), closed) or is_in_gap(moved, zone):
        moved += timedelta(days=1)
    return moved
