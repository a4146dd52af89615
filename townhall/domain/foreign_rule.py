"""Recurrence rules that other programs wrote, as values: any rule of RFC 5545 but the fastest.

Rules of our own series are read more strictly, by `recurrence_rule`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from townhall.domain.recurrence_rule import DAYS

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_FASTER = ("HOURLY", "MINUTELY", "SECONDLY")
_MOST_TIMES_A_DAY = 24
_LISTS = {
    "BYMONTH": (1, 12),
    "BYWEEKNO": (-53, 53),
    "BYYEARDAY": (-366, 366),
    "BYMONTHDAY": (-31, 31),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSECOND": (0, 60),
    "BYSETPOS": (-366, 366),
}
_NUMBER = re.compile(r"[+-]?\d{1,4}", re.ASCII)
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)


class TooFast(ValueError):
    """A rule that repeats every hour or faster."""


class UnreadableRule(ValueError):
    """A text that is no rule of RFC 5545."""


@dataclass(frozen=True, slots=True)
class ForeignRule:
    """One RRULE. Weekdays count from Monday 0; `weekdays` are (number or 0, weekday).

    `until` is a date, a naive wall time, or aware in UTC.
    """

    frequency: str
    interval: int
    count: int | None
    until: date | datetime | None
    week_start: int
    months: tuple[int, ...]
    weeks: tuple[int, ...]
    year_days: tuple[int, ...]
    month_days: tuple[int, ...]
    weekdays: tuple[tuple[int, int], ...]
    hours: tuple[int, ...]
    minutes: tuple[int, ...]
    seconds: tuple[int, ...]
    positions: tuple[int, ...]


def read_foreign_rule(text: str) -> ForeignRule:
    """Read an RRULE value. Raises TooFast, UnreadableRule."""
    parts: dict[str, str] = {}
    for part in text.strip().upper().strip(";").split(";"):
        name, _equals, value = part.partition("=")
        parts.setdefault(name.strip(), value.strip())
    frequency = parts.get("FREQ", "")
    if frequency in _FASTER:
        raise TooFast
    if frequency not in _FREQUENCIES:
        raise UnreadableRule
    numbers = {name: _numbers(parts.get(name, ""), *allowed) for name, allowed in _LISTS.items()}
    times = [max(1, len(numbers[name])) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    if times[0] * times[1] * times[2] > _MOST_TIMES_A_DAY:
        raise TooFast
    return ForeignRule(
        frequency=frequency,
        interval=_positive(parts, "INTERVAL") or 1,
        count=_positive(parts, "COUNT"),
        until=read_moment(parts["UNTIL"]) if "UNTIL" in parts else None,
        week_start=_week_start(parts),
        months=numbers["BYMONTH"],
        weeks=numbers["BYWEEKNO"],
        year_days=numbers["BYYEARDAY"],
        month_days=numbers["BYMONTHDAY"],
        weekdays=_weekdays(parts.get("BYDAY", "")),
        hours=numbers["BYHOUR"],
        minutes=numbers["BYMINUTE"],
        seconds=numbers["BYSECOND"],
        positions=numbers["BYSETPOS"],
    )


def read_moment(text: str) -> date | datetime:
    """A DATE or DATE-TIME value: a date, a naive wall time, or aware in UTC.

    Raises UnreadableRule. A leap second counts as the second before it.
    """
    found = _MOMENT.fullmatch(text.strip().upper())
    if found is None:
        raise UnreadableRule
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day
        clock = time(int(found[4]), int(found[5]), min(59, int(found[6])))
    except ValueError:
        raise UnreadableRule from None
    return datetime.combine(day, clock, UTC if found[7] else None)


def _numbers(text: str, least: int, most: int) -> tuple[int, ...]:
    if not text:
        return ()
    found = set()
    for part in text.split(","):
        if not _NUMBER.fullmatch(part.strip()):
            raise UnreadableRule
        number = int(part)
        if not least <= number <= most or (number == 0 and least != 0):
            raise UnreadableRule
        found.add(number)
    return tuple(sorted(found))


def _positive(parts: dict[str, str], name: str) -> int | None:
    text = parts.get(name)
    if text is None:
        return None
    if not re.fullmatch(r"\+?\d{1,9}", text, re.ASCII) or int(text) < 1:
        raise UnreadableRule
    return int(text)


def _week_start(parts: dict[str, str]) -> int:
    day = parts.get("WKST", "MO")
    if day not in DAYS:
        raise UnreadableRule
    return DAYS.index(day)


def _weekdays(text: str) -> tuple[tuple[int, int], ...]:
    found = set()
    for part in text.split(",") if text else ():
        match = _DAY.fullmatch(part.strip())
        if match is None:
            raise UnreadableRule
        number = int(match[1] or 0)
        if not -53 <= number <= 53:
            raise UnreadableRule
        found.add((number, DAYS.index(match[2])))
    return tuple(sorted(found))
