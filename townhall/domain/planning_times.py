"""Times and durations as people write them in a planning: "10:00-11:00", "14u30", "1,5 uur"."""

import re
from datetime import time

from townhall.domain.quick_line import Line
from townhall.domain.quick_times import Hours, find_duration, find_range, find_time

_HOUR, _DAY = 60, 24 * 60
_NOTHING = (
    "|-|–|—|?|n.t.b.|ntb|nnb|n.n.b.|tbd|tba|n.v.t.|nvt|n/a|x|hele dag|de hele dag|all day|"
    "whole day|onbekend|unknown"
)
_NOT_SAID = frozenset(_NOTHING.split("|"))
_FRACTION = re.compile(r"0[.,]\d{1,20}", re.ASCII)
_SECONDS = re.compile(r"(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?")
_DATE_BEFORE = re.compile(r"\A(?:1899-12-3[01]|1900-01-0\d)[T ]")
_BARE_HOUR = re.compile(r"\d{1,2}")
_LENGTH = re.compile(r"(\d{1,3}):(\d{2})")
_HOURS = re.compile(r"(\d{1,2})[.,](\d{1,2})")
_FILLERS = re.compile(r"\b(?:uur|hrs?|ca|circa|plm|about|start|om|at|vanaf|from|inloop|cet|cest)\b")


def is_not_said(text: str) -> bool:
    """Whether a cell is empty, or says that nothing is known or that it takes all day."""
    return " ".join(text.split()).casefold() in _NOT_SAID


def read_hours(text: str) -> Hours | None:
    """The start, and the minutes up to an end where one is written; None: not a time of day.

    A bare "2:00" is meant after noon; "02:00", as a spreadsheet writes a real time, is not.
    """
    plain = _plain(text)
    if _FRACTION.fullmatch(plain):
        minutes = _of_day(plain)
        return Hours(time(minutes // _HOUR, minutes % _HOUR)) if minutes < _DAY else None
    line = Line(plain)
    found = find_range(line, bare=True)
    if found is None:
        line = Line(f"om {plain}:00" if _BARE_HOUR.fullmatch(plain) else f"om {plain}")
        start = find_time(line)
        found = Hours(start) if start is not None else None
    return found if found is not None and _is_all_read(line) else None


def read_minutes(text: str) -> int | None:
    """A duration in minutes: a number of them, "1:30", "1,5 uur", or a part of a day.

    None where it is none.
    """
    plain = _plain(text)
    if plain.isdecimal() and len(plain) <= 5:
        return int(plain)
    if match := _LENGTH.fullmatch(plain):
        return int(match[1]) * _HOUR + int(match[2])
    if _FRACTION.fullmatch(plain) and len(plain) > 5:
        return _of_day(plain)  # a duration without its format: 0.0416667 is an hour
    if match := _HOURS.fullmatch(plain):
        return round(float(f"{match[1]}.{match[2]}") * _HOUR)
    line = Line(plain)
    found = find_duration(line, has_time=True)
    return found if found is not None and _is_all_read(line) else None


def _plain(text: str) -> str:
    line = " ".join(_DATE_BEFORE.sub("", text.strip()).split())
    return _SECONDS.sub(r"\1", line)


def _of_day(text: str) -> int:
    return round(float(text.replace(",", ".")) * _DAY)


def _is_all_read(line: Line) -> bool:
    """Whether nothing but small words is left: "10:00 (na de lunch)" may mean anything."""
    return not re.search(r"\w", _FILLERS.sub("", line.left.replace("\x00", "")))
