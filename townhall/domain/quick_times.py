"""Times of day and durations in a line: "14u30", "10-11:30", "2pm", "1,5 uur", "45 min"."""

import re
from dataclasses import dataclass
from datetime import time

from townhall.domain.quick_line import Line, What
from townhall.domain.quick_words import NUMBERS, number_of, one_of

_HOUR, _DAY = 60, 24 * 60
_EARLY = 6
"""Up to this hour a bare number is meant after noon: nobody plans a town hall at 2 in the night."""
_LONGEST_IN_HOURS = 4
"""A bare "4 uur" is as long as this at most; above it, it is a time."""
_EVENING = 18
_FROM = r"(?<![\w./:'-])(?<!\d,)"
_PARTS = {
    "ochtend": time(9, 0),
    "morgen": time(9, 0),
    "morning": time(9, 0),
    "middag": time(14, 0),
    "afternoon": time(14, 0),
    "avond": time(19, 0),
    "evening": time(19, 0),
    "night": time(19, 0),
}
_SUFFIX = r"(?:uur|u|h|am|pm|a\.m\.|p\.m\.)(?!\w)"
_SMALL = one_of(NUMBERS)


def _clock(number: str) -> str:
    return (
        rf"(?P<h{number}>\d\d?)(?:(?P<mark{number}>[:.uh])(?P<m{number}>\d\d))?"
        rf"(?: ?(?P<s{number}>{_SUFFIX}))?(?![\w/]|[:.,-]\d)"
    )


def _bare_clock(number: str) -> str:
    """A clock that may be followed by a dash."""
    return _clock(number).removesuffix(r"(?![\w/]|[:.,-]\d)") + r"(?!\w)"


_RANGE = re.compile(
    rf"{_FROM}(?P<lead>(?:van|from|between|tussen) )?{_bare_clock('1')}"
    rf" ?(?P<to>-|–|—|tot|to|until|till|t/m|en|and) ?{_clock('2')}"
)
_CLOCK = re.compile(
    rf"{_FROM}(?P<lead>(?:om|at|@|vanaf|from|rond|around) ?)?(?<![\w.]){_clock('')}"
)
_HALF = re.compile(rf"{_FROM}half (?P<h>\d\d?|{_SMALL})(?! ?\w*(?:uur|hour|dag|day))(?![\w:])")
_NOON = re.compile(rf"{_FROM}(?:12 )?(?:noon|midday)(?!\w)")
_PART_ALONE = re.compile(
    r"(?<!\w)(?:'s |in de |in the )(?P<part>ochtend|middag|avond|morning|afternoon|evening)s?(?!\w)"
)
_TIME_BEFORE = re.compile(r"(?<!\w)(?:om|at|@|vanaf|rond|around|from|tot|until)[ ]\Z")

_MINUTES = re.compile(
    rf"{_FROM}(?P<m>\d{{1,3}}) ?(?:minutes|minuten|minuut|minute|mins|min|m|')(?!\w)\.?"
)
_DECIMAL_HOURS = re.compile(
    rf"{_FROM}(?P<h>\d\d?)[.,](?P<part>\d|25|75) ?(?:hours|hour|hrs|hr|uren|uur|u|h)(?!\w)"
)
_HOURS = re.compile(
    rf"{_FROM}(?:(?P<h>\d\d?) ?|(?P<word>{_SMALL})[ ])(?P<unit>hours|hour|hrs|hr|uren|uur|u|h)"
    r"(?:(?: and| en)? ?(?P<m>\d\d?)(?: ?(?:minutes|minuten|mins|min|m))?)?(?![\w:])"
)
_WORDS = tuple(
    (re.compile(rf"{_FROM}(?:{pattern})(?!\w)"), minutes)
    for pattern, minutes in (
        ("anderhalf uur|anderhalve uur|one and a half hours|an hour and a half", 90),
        ("drie kwartier|three quarters of an hour", 45),
        ("(?:een |a )?half uur|(?:een )?halfuur|half an hour|half hour", 30),
        ("(?:een )?kwartier|(?:a )?quarter of an hour", 15),
    )
)
_FOR_A_WHILE = re.compile(r"(?<!\w)(?:for|duurt|gedurende|duur)[ ]\Z")


@dataclass(frozen=True, slots=True)
class Hours:
    """A time of day, and the minutes up to an end that was named with it."""

    start: time
    minutes: int | None = None


def part_of_day(part: str) -> time | None:
    """When a part of the day begins for a meeting; None for no part."""
    return _PARTS.get(part)


def find_range(line: Line, *, bare: bool) -> Hours | None:
    """Take "10-11:30" or "van 10 tot 12"; `bare` takes "10-12" too, behind a date."""
    for match in _RANGE.finditer(line.left):
        named = any(match[name] for name in ("m1", "s1", "m2", "s2", "lead"))
        if match["to"] in ("en", "and") and not match["lead"]:
            continue
        found = _range(match) if named or bare else None
        if found is not None:
            line.take_when(What.TIME, match.start(), match.end())
            return found
    return None


def find_time(line: Line) -> time | None:
    """Take the time of day, if one is named."""
    for pattern in (_HALF, _NOON, _CLOCK):
        for match in pattern.finditer(line.left):
            found = _READERS[pattern](match)
            if found is not None:
                line.take_when(What.TIME, match.start(), match.end())
                part = _PART_ALONE.match(line.left, match.end() + 1)
                if part is not None:
                    line.take_when(What.TIME, part.start(), part.end())
                    return _in_part(found, part["part"])
                return found
    return None


def find_part(line: Line) -> time | None:
    """Take "in the morning", "'s avonds"."""
    match = _PART_ALONE.search(line.left)
    if match is None:
        return None
    line.take_when(What.TIME, match.start(), match.end())
    return _PARTS[match["part"]]


def find_duration(line: Line, *, has_time: bool) -> int | None:
    """Take how long it lasts, in minutes; behind a time "2 uur" can be nothing else."""
    for pattern, minutes in _WORDS:
        match = pattern.search(line.left)
        if match is not None:
            line.take_when(What.DURATION, match.start(), match.end())
            return minutes
    for pattern, read in ((_DECIMAL_HOURS, _decimal), (_HOURS, _hours), (_MINUTES, _minutes)):
        for match in pattern.finditer(line.left):
            minutes = read(match)
            if pattern is _HOURS and not _lasts(line, match, has_time=has_time):
                continue
            if 0 < minutes <= _DAY:
                line.take_when(What.DURATION, match.start(), match.end())
                return minutes
    return None


def _lasts(line: Line, match: re.Match[str], *, has_time: bool) -> bool:
    """Whether hours are a duration and not a time of day."""
    before = line.left[: match.start()]
    if _FOR_A_WHILE.search(before) or match["unit"] not in ("uur", "u", "h"):
        return True
    if _TIME_BEFORE.search(before):
        return False
    return has_time or _count(match) <= _LONGEST_IN_HOURS


def _count(match: re.Match[str]) -> int:
    return number_of(match["h"] or match["word"])


def _decimal(match: re.Match[str]) -> int:
    return round(float(f"{int(match['h'])}.{match['part']}") * _HOUR)


def _hours(match: re.Match[str]) -> int:
    return _count(match) * _HOUR + int(match["m"] or 0)


def _minutes(match: re.Match[str]) -> int:
    return int(match["m"])


def _at(match: re.Match[str], number: str, suffix: str) -> time | None:
    text, minutes = match[f"h{number}"], int(match[f"m{number}"] or 0)
    hour = int(text)
    if suffix in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if suffix == "pm" else 0)
    elif 1 <= hour <= _EARLY and len(text) == 1:
        hour += 12
    return time(hour, minutes) if hour < 24 and minutes < _HOUR else None


def _half_of_day(match: re.Match[str], number: str) -> str:
    return (match[f"s{number}"] or "").replace(".", "")


def _range(match: re.Match[str]) -> Hours | None:
    first, second = _half_of_day(match, "1"), _half_of_day(match, "2")
    end = _at(match, "2", second)
    start = _at(match, "1", first)
    if not first and second in ("am", "pm"):
        same = _at(match, "1", second)
        start = same if same and end and same < end else start
    if start is None or end is None:
        return None
    minutes = (end.hour - start.hour) * _HOUR + end.minute - start.minute
    if minutes < 0 and start.hour >= _EVENING:
        minutes += _DAY
    return Hours(start, minutes) if minutes > 0 else None


def _read_clock(match: re.Match[str]) -> time | None:
    """The time, when something says that the number is one."""
    dotted = match["mark"] == "."
    written = match["m"] and (not dotted or len(match["h"]) == 2)
    if not (written or match["s"] or match["lead"]):
        return None
    return _at(match, "", _half_of_day(match, ""))


def _read_half(match: re.Match[str]) -> time | None:
    """ "half drie" is half past two."""
    hour = number_of(match["h"]) - 1
    if not 0 <= hour < 24:
        return None
    return time(hour + 12 if hour <= _EARLY else hour, 30)


def _read_noon(match: re.Match[str]) -> time:
    return time(12, 0)


def _in_part(found: time, part: str) -> time:
    """ "7 uur 's avonds" is 19:00."""
    late = _PARTS[part].hour >= 12 and found.hour < 12
    return found.replace(hour=found.hour + 12) if late else found


_READERS = {_HALF: _read_half, _NOON: _read_noon, _CLOCK: _read_clock}
