"""The dates of rules that other programs wrote, counted for a range of time within a budget.

Own counting, because dateutil looks until the year 9999 for a date of a rule that never matches;
the tests compare the dates of both.
"""

import calendar
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime, time, timedelta
from itertools import product

from townhall.domain.foreign_rule import ForeignRule


class BudgetSpent(Exception):
    """Counting the dates of a rule would take too long."""


@dataclass(slots=True)
class Budget:
    """How many more days may be looked at."""

    days: int

    def spend(self, days: int) -> None:
        """Take `days` from it; raises BudgetSpent when there are not as many left."""
        self.days -= days
        if self.days < 0:
            raise BudgetSpent


def foreign_starts(
    rule: ForeignRule,
    start: datetime,
    since: datetime,
    until: datetime,
    budget: Budget,
    *,
    is_past: Callable[[datetime], bool],
) -> Iterator[datetime]:
    """The rule's dates from `since` on and before `until`, in order; all are naive wall times.

    `start` is DTSTART: it counts as the first date also where the rule does not give it (RFC 5545,
    3.8.5.3). `is_past` tells whether a date lies after UNTIL. Raises BudgetSpent.
    """
    for number, moment in enumerate(_from_start(rule, start, since, until, budget), 1):
        if moment >= until or is_past(moment):
            return
        if rule.count is not None and number > rule.count:
            return
        if moment >= since:
            yield moment


def _from_start(
    rule: ForeignRule, start: datetime, since: datetime, until: datetime, budget: Budget
) -> Iterator[datetime]:
    """DTSTART and what follows; what lies before `since` only where it has to be counted."""
    yield start
    full = _completed(rule, start)
    times = [
        time(*clock)
        for clock in product(
            sorted(full.hours or (start.hour,)),
            sorted(full.minutes or (start.minute,)),
            sorted(min(59, each) for each in full.seconds or (start.second,)),
        )
    ]
    matches = _filter(full)
    for days in _periods(full, start, start if rule.count else max(start, since), until):
        budget.spend(1 + len(days) // 7)
        found = [datetime.combine(day, clock) for day in days if matches(day) for clock in times]
        budget.spend(len(found))
        if full.positions:
            found = _positioned(found, full.positions)
        yield from (moment for moment in found if moment > start)


def _completed(rule: ForeignRule, start: datetime) -> ForeignRule:
    """The rule with the days it takes from DTSTART written out."""
    if rule.weeks or rule.year_days or rule.month_days or rule.weekdays:
        return rule
    if rule.frequency == "WEEKLY":
        return replace(rule, weekdays=((0, start.weekday()),))
    if rule.frequency == "MONTHLY":
        return replace(rule, month_days=(start.day,))
    if rule.frequency == "YEARLY":
        return replace(rule, month_days=(start.day,), months=rule.months or (start.month,))
    return rule


def _periods(
    rule: ForeignRule, start: datetime, since: datetime, until: datetime
) -> Iterator[Sequence[date]]:
    """The days of each period of the rule, from the one `since` lies in to the one of `until`.

    A whole number of intervals after the period of `start`.
    """
    first, last, step = start.date(), until.date(), rule.interval
    if rule.frequency in ("DAILY", "WEEKLY"):
        length = 7 if rule.frequency == "WEEKLY" else 1
        if length == 7:
            first -= timedelta(days=(first.weekday() - rule.week_start) % 7)
        skipped = (since.date() - first).days // length // step * step * length
        ordinal = first.toordinal() + max(0, skipped)
        while ordinal <= last.toordinal():
            yield [date.fromordinal(day) for day in range(ordinal, ordinal + length)]
            ordinal += step * length
        return
    by_month = rule.frequency == "MONTHLY"
    now = start.year * 12 + start.month - 1 if by_month else start.year
    near = since.year * 12 + since.month - 1 if by_month else since.year
    end = last.year * 12 + last.month - 1 if by_month else last.year
    now += max(0, near - now) // step * step
    while now <= end:
        year, months = (now // 12, (now % 12 + 1,)) if by_month else (now, rule.months or None)
        if year > MAXYEAR:
            return
        yield _days(year, sorted(set(months or range(1, 13))), rule)
        now += step


def _days(year: int, months: Sequence[int], rule: ForeignRule) -> Sequence[date]:
    """The days of some months; only those that BYMONTHDAY names, where it names them."""
    found = []
    for month in months:
        length = calendar.monthrange(year, month)[1]
        named = {day if day > 0 else length + 1 + day for day in rule.month_days}
        days = sorted(named) if named else range(1, length + 1)
        found += [date(year, month, day) for day in days if 1 <= day <= length]
    return found


def _filter(rule: ForeignRule) -> Callable[[date], bool]:
    """Whether a day is one of the rule: all its BY parts must allow it."""
    plain = {day for number, day in rule.weekdays if not number}
    numbered = [each for each in rule.weekdays if each[0]]
    if rule.frequency in ("DAILY", "WEEKLY"):
        plain, numbered = {day for _number, day in rule.weekdays}, []

    def matches(day: date) -> bool:
        if rule.months and day.month not in rule.months:
            return False
        if rule.month_days and not _counted(day.day, _month_length(day), rule.month_days):
            return False
        if rule.weekdays and not (
            day.weekday() in plain
            or any(
                wanted == day.weekday() and _is_numbered(rule, day, number)
                for number, wanted in numbered
            )
        ):
            return False
        if rule.year_days:
            length = 366 if calendar.isleap(day.year) else 365
            if not _counted(day.timetuple().tm_yday, length, rule.year_days):
                return False
        return not rule.weeks or _in_weeks(rule, day)

    return matches


def _counted(number: int, total: int, allowed: Sequence[int]) -> bool:
    """Whether `number` of `total` is allowed, counted from the front or from the back."""
    return number in allowed or number - total - 1 in allowed


def _month_length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _is_numbered(rule: ForeignRule, day: date, number: int) -> bool:
    """Whether it is the how-manieth such weekday of the month, or of the year."""
    if rule.frequency == "YEARLY" and not rule.months:
        place = day.timetuple().tm_yday
        length = 366 if calendar.isleap(day.year) else 365
    else:
        place, length = day.day, _month_length(day)
    return number in ((place + 6) // 7, -((length - place) // 7 + 1))


def _in_weeks(rule: ForeignRule, day: date) -> bool:
    """Whether the week of `day` is one of BYWEEKNO; week 1 has four days of its year at least."""
    monday = day - timedelta(days=(day.weekday() - rule.week_start) % 7)
    year = (monday + timedelta(days=3)).year
    number = (monday - _first_week(year, rule.week_start)).days // 7 + 1
    weeks = (_first_week(year + 1, rule.week_start) - _first_week(year, rule.week_start)).days // 7
    return _counted(number, weeks, rule.weeks)


def _first_week(year: int, week_start: int) -> date:
    fourth = date(min(year, MAXYEAR), 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - week_start) % 7)


def _positioned(found: Sequence[datetime], positions: Sequence[int]) -> list[datetime]:
    places = {each - 1 if each > 0 else len(found) + each for each in positions}
    return [moment for place, moment in enumerate(found) if place in places]
