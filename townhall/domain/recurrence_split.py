"""What becomes of a rule when a series is split in two, or moves to another day."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence_dates import rule_starts
from townhall.domain.recurrence_rule import parse_rule, rule_text
from townhall.domain.zones import to_utc
from townhall.language import _


def split_rule(
    rule: str, start: datetime, at: datetime, *, all_day: bool, zone: str
) -> tuple[str, str]:
    """The rule up to, and the rule from, its date `at` (wall times).

    The first ends just before `at` (UNTIL in UTC, or a date when `all_day`: RFC 5545, 3.3.10);
    the second keeps the end, and of COUNT what the first has left over.
    """
    read = parse_rule(rule)
    before = at - timedelta(days=1) if all_day else at - timedelta(minutes=1)
    until = before.date() if all_day else to_utc(before, zone)
    second = read
    if read.count is not None:
        dates = rule_starts(rule, start, start, all_day=all_day, zone=zone)
        done = sum(1 for _date in takewhile(lambda date: date < at, dates))
        second = replace(read, count=read.count - done)
    return rule_text(replace(read, count=None, until=until)), rule_text(second)


def ending_on(rule: str, last: date, *, all_day: bool, zone: str) -> str:
    """The rule with its UNTIL, where it has one, at the end of the day `last` in `zone`."""
    read = parse_rule(rule)
    if read.until is None:
        return rule
    end_of_day = datetime.combine(last, time(23, 59, 59))
    return rule_text(replace(read, until=last if all_day else to_utc(end_of_day, zone)))


def moved_rule(rule: str, start: datetime, days: int) -> str:
    """The rule when all its dates move by whole `days`; `start` is its first date.

    InvalidInput (`start`) for a rule bound to days of the month or year: "the first Thursday"
    has no meaning of its own two days later.
    """
    read = parse_rule(rule).completed(start)
    if days == 0 or read.frequency == "DAILY":
        return rule
    if read.frequency != "WEEKLY":
        raise InvalidInput(
            _("The rule fixes the day of this series. Change the rule to move all its dates."),
            field="start",
        )
    weekdays = tuple(sorted((day + days) % 7 for day in read.weekdays))
    return rule_text(replace(read, weekdays=weekdays))
