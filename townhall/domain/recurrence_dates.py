"""The dates a recurrence rule gives, as wall times, and the check of a rule before it is stored.

dateutil does the counting. It is started near the asked range, because it walks from the start
otherwise, and never with a rule without dates, because it would look for them until the year 9999.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence_rule import Rule, parse_rule, rule_text
from townhall.domain.zones import LAST_YEAR, from_utc, to_utc
from townhall.language import _

MAX_DATES = 5_000
"""A series with an end may not have more dates than this."""

_FEBRUARY, _LEAP_DAY = 2, 29
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_END_OF_DAY = time(23, 59, 59)


def check_rule(rule: str, start: datetime, *, all_day: bool = False, zone: str) -> str:
    """The RRULE value to store for a series that begins at `start` (naive wall time in `zone`).

    Upper case, parts in one order, UNTIL in UTC, or a date for an all-day series (RFC 5545,
    3.3.10; a UNTIL date of a timed series includes that whole day in `zone`). `start` need not be
    a date of the rule, see `first_start`. InvalidInput (`recurrence`) when the rule cannot be
    read, is not one Outlook keeps, ends before `start`, never occurs or has over 5,000 dates.
    """
    read = parse_rule(rule)
    if read.until is not None:
        read = replace(read, until=_stored_until(read.until, all_day=all_day, zone=zone))
        if _past(start, read, all_day=all_day, zone=zone):
            raise InvalidInput(
                _("The series ends before it begins ({start}); choose a later UNTIL.").format(
                    start=f"{start:%Y-%m-%d %H:%M}"
                ),
                field="recurrence",
            )
    given = _starts(read, start, start, all_day=all_day, zone=zone)
    number = sum(1 for _start in islice(given, MAX_DATES + 1)) if read.until else None
    if number == 0 or _first(read.endless(), start) is None:
        raise _never_occurs()
    if number is not None and number > MAX_DATES:
        raise InvalidInput(
            _("The series has more than {n} dates; let it end earlier.").format(n=MAX_DATES),
            field="recurrence",
        )
    return rule_text(read)


def first_start(rule: str, start: datetime) -> datetime:
    """The rule's first date on or after `start` (wall times): what DTSTART must be.

    The rule's end is not looked at. InvalidInput (`recurrence`) when it never occurs.
    """
    found = _first(parse_rule(rule).endless(), start)
    if found is None:
        raise _never_occurs()
    return found


def rule_starts(
    rule: str, start: datetime, since: datetime, *, all_day: bool, zone: str
) -> Iterator[datetime]:
    """The rule's dates from `since` on, in order, as wall times; lazily, perhaps without end."""
    return _starts(parse_rule(rule), start, since, all_day=all_day, zone=zone)


def until_date(rule: Rule, zone: str) -> date | None:
    """The last day, in `zone`, on which `rule` allows a date; None without UNTIL."""
    until = rule.until
    if not isinstance(until, datetime):
        return until
    return (from_utc(until, zone) if until.tzinfo else until).date()


def _never_occurs() -> InvalidInput:
    return InvalidInput(
        _("The recurrence rule gives no date at all; choose other days or a later end."),
        field="recurrence",
    )


def _starts(
    rule: Rule, start: datetime, since: datetime, *, all_day: bool, zone: str
) -> Iterator[datetime]:
    if _first(rule.endless(), start) is None:
        return
    since = max(since, start)
    last = _counted_end(rule, start) if rule.count is not None else None
    for moment in _endless(rule, start, since):
        if last is not None and moment > last:
            return
        if rule.until is not None and _past(moment, rule, all_day=all_day, zone=zone):
            return
        yield moment


def _endless(rule: Rule, start: datetime, since: datetime) -> Iterator[datetime]:
    """Dates from `since` (not before `start`), COUNT and UNTIL left aside."""
    from dateutil import rrule as engine

    full = rule.completed(start)
    days = [engine.weekday(day, full.position if full.numbered else None) for day in full.weekdays]
    found = engine.rrule(
        getattr(engine, full.frequency),
        dtstart=_engine_start(full, start, since),
        interval=full.interval,
        wkst=full.week_start,
        bymonth=full.month,
        bymonthday=full.month_day,
        byweekday=days or None,
        bysetpos=None if full.numbered else full.position,
    )
    return (moment for moment in found if moment >= since)


def _engine_start(rule: Rule, start: datetime, since: datetime) -> datetime:
    """The beginning of the rule's last period that begins on or before `since`.

    A whole number of intervals after the period of `start`, so that the dates stay the same.
    """
    if rule.frequency == "DAILY":
        return start + timedelta(days=_whole((since - start).days, rule.interval))
    if rule.frequency == "WEEKLY":
        monday = start - timedelta(days=(start.weekday() - rule.week_start) % 7)
        weeks = _whole((since - monday).days // 7, rule.interval)
        return monday + timedelta(weeks=weeks)
    if rule.frequency == "MONTHLY":
        months = (since.year - start.year) * 12 + since.month - start.month
        month = start.year * 12 + start.month - 1 + _whole(months, rule.interval)
        return start.replace(year=month // 12, month=month % 12 + 1, day=1)
    years = _whole(since.year - start.year, rule.interval)
    return start.replace(year=start.year + years, month=1, day=1)


def _whole(periods: int, interval: int) -> int:
    return periods // interval * interval


@lru_cache(maxsize=4096)
def _first(rule: Rule, start: datetime) -> datetime | None:
    """The first date of an endless rule; None when it has none."""
    if not _occurs(rule.completed(start), start):
        return None
    return next(_endless(rule, start, start), None)


@lru_cache(maxsize=4096)
def _counted_end(rule: Rule, start: datetime) -> datetime | None:
    assert rule.count is not None
    return next(islice(_endless(rule, start, start), rule.count - 1, None), None)


def _occurs(rule: Rule, start: datetime) -> bool:
    """Whether a completed rule has any date: only days of the month can be missing for ever."""
    if rule.month_day is None or rule.month_day == -1:
        return True
    if rule.frequency == "MONTHLY":
        months = {(start.month - 1 + rule.interval * step) % 12 + 1 for step in range(12)}
    else:
        months = {rule.month or start.month}
    longest = max(_LONGEST[month - 1] for month in months)
    if months != {_FEBRUARY} or rule.month_day != _LEAP_DAY:
        return rule.month_day <= longest
    years = rule.interval if rule.frequency == "YEARLY" else rule.interval // 12
    return any(_is_leap(start.year + years * step) for step in range(400))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _stored_until(until: date | datetime, *, all_day: bool, zone: str) -> date | datetime:
    """UNTIL as RFC 5545 wants it: a date for all-day series, else aware in UTC."""
    if until.year > LAST_YEAR:
        raise InvalidInput(
            _("UNTIL lies after the year {last}; choose an earlier date, or no end.").format(
                last=LAST_YEAR
            ),
            field="recurrence",
        )
    if all_day:
        return until_date(Rule("DAILY", until=until), zone) or until
    if not isinstance(until, datetime):
        return to_utc(datetime.combine(until, _END_OF_DAY), zone)
    return until if until.tzinfo else to_utc(until, zone)


def _past(moment: datetime, rule: Rule, *, all_day: bool, zone: str) -> bool:
    """Whether `moment` lies after the rule's UNTIL."""
    until = rule.until
    if until is None:
        return False
    if all_day or not isinstance(until, datetime):
        return moment.date() > (until_date(rule, zone) or date.max)
    if until.tzinfo is None:
        return moment > until
    return to_utc(moment, zone) > until
