"""Dates in a line: "12 maart", "3/12", "next friday", "volgende week do", "over 2 weken"."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from townhall.domain.quick_line import Line, What
from townhall.domain.quick_weekdays import (
    ANY_PART,
    PART,
    WEEKDAY,
    Day,
    find_weekday,
    nearest_weekday,
    with_weekday,
)
from townhall.domain.quick_words import (
    MONTHS,
    NUMBER,
    POSITIONS,
    WEEKDAYS,
    number_of,
    one_of,
)
from townhall.domain.zones import FIRST_YEAR, LAST_YEAR

_MONTH = rf"{one_of(MONTHS)}(?!\w)\.?"
_POSITION = one_of(POSITIONS)
_FROM, _TO = r"(?<![\w./:'-])", r"(?![\w/:'-]|[.,]\d)"
_WEEK = timedelta(days=7)
_YEARS_AHEAD = 9
"""A leap day may be this far away."""


Reader = Callable[[re.Match[str], date], Day | None]


def find_date(line: Line, today: date) -> Day | None:
    """Take the date the line names, if any: a full one before a weekday alone."""
    for pattern, read in _EXACT:
        for match in pattern.finditer(line.left):
            found = _read(read, match, today)
            if found is not None:
                start, end = with_weekday(line, match.start(), match.end())
                line.take_when(What.DATE, start, end)
                return found
    return find_weekday(line, today)


def find_short_date(line: Line, today: date) -> Day | None:
    """Take a date of two numbers with a dash, "3-12": day first."""
    for match in _DASHED.finditer(line.left):
        found = _read(_numbers, match, today)
        if found is not None:
            start, end = with_weekday(line, match.start(), match.end())
            line.take_when(What.DATE, start, end)
            return found
    return None


def agrees(line: Line, day: Day, today: date) -> bool:
    """Whether "3-12" behind a weekday can be a date: it falls on the weekday `day`."""
    found = _DASHED.search(line.left)
    other = _read(_numbers, found, today) if found else None
    return other is not None and other.day.weekday() == day.day.weekday()


def date_at(line: Line, place: int) -> tuple[int, Callable[[date], Day | None]] | None:
    """Where the date that begins at `place` ends, and how to read it from a day on."""
    for pattern, read in (*_EXACT, (_DASHED, _numbers)):
        match = pattern.match(line.left, place)
        if match is not None:
            return match.end(), _later(read, match)
    return None


def _later(read: Reader, match: re.Match[str]) -> Callable[[date], Day | None]:
    return lambda after: _read(read, match, after)


def _read(read: Reader, match: re.Match[str], today: date) -> Day | None:
    try:
        found = read(match, today)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and FIRST_YEAR <= found.day.year <= LAST_YEAR else None


def _coming(today: date, month: int, number: int) -> Day:
    """The next date with this month and number, today included."""
    for year in range(today.year, today.year + _YEARS_AHEAD):
        try:
            found = date(year, month, number)
        except ValueError:
            continue
        if found >= today:
            return Day(found, numbered=True)
    raise ValueError


def _full_year(text: str) -> int:
    number = text.removeprefix("'")
    return int(number) + (2000 if len(number) == 2 else 0)


def _iso(match: re.Match[str], today: date) -> Day:
    return Day(date(int(match["y"]), int(match["m"]), int(match["d"])), numbered=True)


def _numbers(match: re.Match[str], today: date) -> Day:
    year = match.groupdict().get("y")
    if year:
        return Day(date(_full_year(year), int(match["m"]), int(match["d"])), numbered=True)
    return _coming(today, int(match["m"]), int(match["d"]))


def _named(match: re.Match[str], today: date) -> Day:
    month = MONTHS[match["month"].rstrip(".")]
    if match["y"]:
        return Day(date(_full_year(match["y"]), month, int(match["d"])), numbered=True)
    return _coming(today, month, int(match["d"]))


def _in_month(match: re.Match[str], today: date) -> Day:
    """ "eerste donderdag van maart"."""
    month, weekday = MONTHS[match["month"].rstrip(".")], WEEKDAYS[match["wd"].rstrip(".")]
    years = [int(match["y"])] if match["y"] else [today.year, today.year + 1]
    for year in years:
        days = [day for day in _month(year, month) if day.weekday() == weekday]
        position = POSITIONS[match["pos"]]
        found = days[position - 1 if position > 0 else position]
        if match["y"] or found >= today:
            return Day(found)
    raise ValueError


def _month(year: int, month: int) -> Iterator[date]:
    day = date(year, month, 1)
    while day.month == month:
        yield day
        day += timedelta(days=1)


_RELATIVE = {
    **dict.fromkeys(("vandaag", "today", "van", "this", "tonight"), 0),
    **dict.fromkeys(("morgen", "tomorrow"), 1),
    **dict.fromkeys(("overmorgen", "day after tomorrow"), 2),
}


def _relative(match: re.Match[str], today: date) -> Day:
    word, part = match["word"], match["part"] or ""
    if word == "tonight":
        part = "evening"
    return Day(today + timedelta(days=_RELATIVE[word]), part=part)


def _ahead(match: re.Match[str], today: date) -> Day:
    count, unit = number_of(match["n"]), match["unit"]
    if unit.startswith(("dag", "day")):
        return Day(today + timedelta(days=count))
    if unit.startswith("we"):
        weeks = Day(today + count * _WEEK)
        return _of_week(weeks.day, match) if match["wd"] else weeks
    months = today.month - 1 + count
    year, month = today.year + months // 12, months % 12 + 1
    last = max(_month(year, month))
    return Day(min(last, date(year, month, min(today.day, last.day))))


def _of_week(inside: date, match: re.Match[str]) -> Day:
    """The weekday of `match` in the week of `inside`; Monday without one."""
    groups = match.groupdict()
    word = groups.get("wd") or groups.get("first") or "monday"
    number = WEEKDAYS[word.rstrip(".")]
    return Day(inside - timedelta(days=inside.weekday()) + timedelta(days=number))


def _next_week(match: re.Match[str], today: date) -> Day:
    return _of_week(today + _WEEK, match)


def _this_week(match: re.Match[str], today: date) -> Day:
    return _of_week(today, match)


def _numbered_week(match: re.Match[str], today: date) -> Day:
    number = int(match["week"])
    for year in (today.year, today.year + 1):
        found = _of_week(date.fromisocalendar(year, number, 1), match)
        if found.day >= today:
            return found
    raise ValueError


def _this_weekday(match: re.Match[str], today: date) -> Day:
    return nearest_weekday(WEEKDAYS[match["wd"].rstrip(".")], today, "")


def _month_day(match: re.Match[str], today: date) -> Day:
    number = int(match["d"])
    for months in range(12):
        year, month = today.year + (today.month - 1 + months) // 12, (today.month - 1 + months) % 12
        try:
            found = date(year, month + 1, number)
        except ValueError:
            continue
        if found >= today:
            return Day(found, numbered=True)
    raise ValueError


def _compiled(*readers: tuple[str, Reader]) -> tuple[tuple[re.Pattern[str], Reader], ...]:
    return tuple((re.compile(_FROM + pattern), read) for pattern, read in readers)


_YEAR = r"(?:,? (?P<y>20\d\d|21\d\d|'\d\d)(?![\w:.]|-\d))?"
_AFTER = r"(?![:.]\d| ?(?:u|uur|h|am|pm)(?!\w)|[uh]\d)"
_SEPARATOR = r"(?P<mark>[-/.])"
_EXACT = _compiled(
    (rf"(?P<y>\d{{4}})-(?P<m>\d\d?)-(?P<d>\d\d?){_TO}", _iso),
    (rf"(?P<d>\d\d?){_SEPARATOR}(?P<m>\d\d?)(?P=mark)(?P<y>\d{{4}}|\d\d){_TO}", _numbers),
    (
        rf"(?P<pos>{_POSITION}) (?P<wd>{WEEKDAY}) (?:of|van|in) (?P<month>{_MONTH})"
        r"(?: (?P<y>20\d\d|21\d\d)(?!\w))?",
        _in_month,
    ),
    (
        rf"(?P<d>\d\d?)(?:st|nd|rd|th|ste|de|e)?(?: (?:of|van) |[ -]?)(?P<month>{_MONTH}){_YEAR}",
        _named,
    ),
    (rf"(?P<month>{_MONTH}) (?P<d>\d\d?)(?:st|nd|rd|th)?(?!\w){_AFTER}{_YEAR}", _named),
    (rf"(?P<d>\d\d?)/(?P<m>\d\d?){_TO}", _numbers),
    (rf"(?:the )?(?P<word>overmorgen|day after tomorrow)(?: ?{ANY_PART})(?!\w)", _relative),
    (rf"(?P<word>tonight|vandaag|today|morgen|tomorrow)(?: ?{ANY_PART})(?!\w)", _relative),
    (rf"(?P<word>van|this) ?(?P<part>{PART})(?!\w)", _relative),
    (
        rf"(?:over|in) (?P<n>{NUMBER}) "
        r"(?P<unit>dagen|dag|days|day|weken|week|weeks|maanden|maand|months|month)(?!\w)"
        rf"(?:(?: op| on)? (?P<wd>{WEEKDAY}))?",
        _ahead,
    ),
    (rf"(?P<first>{WEEKDAY})(?: of)? (?:next|volgende) week(?!\w)", _next_week),
    (rf"(?:next|volgende) week(?:(?: op| on)? (?P<wd>{WEEKDAY}))?(?!\w)", _next_week),
    (rf"(?:next|volgende) (?P<wd>{WEEKDAY})", _next_week),
    (rf"(?:this|deze) week(?: op| on)? (?P<wd>{WEEKDAY})", _this_week),
    (rf"(?P<first>{WEEKDAY}) (?:this|deze) week(?!\w)", _this_week),
    (
        rf"(?:this|coming|deze|komende|aankomende|aanstaande) (?P<wd>{WEEKDAY})",
        _this_weekday,
    ),
    (rf"(?P<first>{WEEKDAY})(?: in)? (?:week|wk) ?(?P<week>\d\d?)(?!\w)", _numbered_week),
    (rf"(?:week|wk) ?(?P<week>\d\d?)(?!\w)(?:(?: op| on)? (?P<wd>{WEEKDAY}))?", _numbered_week),
    (r"(?:the|de) (?P<d>\d\d?)(?:st|nd|rd|th|ste|de|e)(?! \w*dag|\w)", _month_day),
)
_DASHED = re.compile(rf"{_FROM}(?P<d>\d\d?)-(?P<m>\d\d?){_TO}")
