"""Dates of a planning, true ones or text, in whatever order and language they are written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from townhall.domain.date_order import DateOrder
from townhall.domain.planning_times import is_not_said, read_hours
from townhall.domain.quick_times import Hours
from townhall.domain.quick_words import MONTHS, WEEKDAYS, fold, one_of
from townhall.domain.tables import ImportProblem
from townhall.domain.zones import FIRST_YEAR, LAST_YEAR
from townhall.language import _


@dataclass(frozen=True, slots=True)
class DateCell:
    """The text in a row's date column; `year` is the one its surroundings name, if any."""

    row: int
    text: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ReadDates:
    """Days by row, the hours that stood behind a date, and what was guessed.

    A cell that is no date has no day. `order` is the one told or proven; `doubtful` is the first
    date that can be read in two orders where nothing decides, else "".
    """

    days: dict[int, date]
    hours: dict[int, Hours]
    problems: tuple[ImportProblem, ...]
    order: DateOrder | None
    doubtful: str


@dataclass(frozen=True, slots=True)
class _Written:
    """A cell taken apart: two numbers, in an order that is open unless it is `settled`.

    `dotted`: they have dots between them, which nobody does who puts the month first.
    """

    cell: DateCell
    year: int | None
    first: int
    second: int
    settled: DateOrder | None
    weekday: int | None
    hours: Hours | None
    dotted: bool = False


_WEEKDAY = re.compile(rf"(?P<weekday>{one_of(WEEKDAYS)})(?!\w)[.,]?\s*")
_MONTH = rf"(?P<month>{one_of(MONTHS)})(?!\w)\.?"
_YEAR = r"(?P<y>(?:19|20|21)\d\d(?!\d)|'?\d\d(?![\d:.uh]| ?(?:uur|hrs?|am|pm)\b))"
_ISO = re.compile(r"(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?!\d)")
_NUMBERS = re.compile(
    r"(?P<a>\d{1,2}) ?(?P<mark>[-/.]) ?(?P<b>\d{1,2})(?: ?(?P=mark) ?(?P<y>\d{4}|\d{2}))?(?!\d)"
)
_NAMED = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|ste|de|e)?[ .-]*(?:of |van )?{_MONTH}(?:[ ,.-]*{_YEAR})?"
)
_NAMED_FIRST = re.compile(rf"{_MONTH} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,? ?{_YEAR})?")
_SERIAL = re.compile(r"[3-7]\d{4}")
_EXCEL_ZERO = date(1899, 12, 30)
_REST = re.compile(r"\A(?:[t,;. ]|om |at |van |from |\()*")
_YEAR_ALONE = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def read_dates(cells: Sequence[DateCell], order: DateOrder | None, today: date) -> ReadDates:
    """The dates of a column.

    Day or month first is decided once for the column: by `order`; else by any date that can be
    read one way only (13/12, "do 3-12-2026", dots between the numbers). A date without a year is
    in the year its surroundings name, else the first from `today` on.
    """
    days: dict[int, date] = {}
    hours: dict[int, Hours] = {}
    problems: list[ImportProblem] = []
    written: list[_Written] = []
    for cell in cells:
        found = _taken_apart(cell)
        if found is not None:
            written.append(found)
    decided = order or _decided(written)
    doubtful = "" if decided else next((one.cell.text for one in written if _is_open(one)), "")
    guessed = False
    for one in written:
        day = _day(one, one.settled or decided, today, told=order is not None)
        if day is None:
            continue
        days[one.cell.row] = day
        if one.hours is not None:
            hours[one.cell.row] = one.hours
        guessed |= one.year is None and one.cell.year is None
        if one.weekday is not None and one.weekday != day.weekday():
            problems.append(_other_weekday(one.cell, day))
    if guessed:
        sentence = _("Dates without a year were taken as the first ones to come; check them.")
        problems.append(ImportProblem(None, "date", sentence))
    return ReadDates(days, hours, tuple(problems), decided, doubtful)


def year_named(texts: Sequence[str]) -> int | None:
    """The year that `texts` (a heading, a file's name) name, when it is one only."""
    found = {int(year) for text in texts for year in _YEAR_ALONE.findall(text)}
    return found.pop() if len(found) == 1 else None


def is_period(text: str) -> bool:
    """Whether a row's only words are a month, a quarter or a week: a heading among the rows."""
    word = rf"(?:{one_of(MONTHS)}|kwartaal|quarter|q[1-4]|week|wk|[1-4]e|20\d\d|\d{{1,2}}|[-–/.,])"
    return bool(re.fullmatch(rf"(?:{word}\s*)+", fold(" ".join(text.split()))))


def _taken_apart(cell: DateCell) -> _Written | None:
    text = fold(" ".join(cell.text.split()))
    if _SERIAL.fullmatch(text):
        day = _EXCEL_ZERO + timedelta(days=int(text))
        return _Written(cell, day.year, day.day, day.month, DateOrder.DAY_FIRST, None, None)
    weekday = _WEEKDAY.match(text)
    text = text[weekday.end() :] if weekday else text
    for pattern in (_ISO, _NAMED, _NAMED_FIRST, _NUMBERS):
        match = pattern.match(text)
        if match is None:
            continue
        rest = _REST.sub("", text[match.end() :]).rstrip(" .)")
        behind = WEEKDAYS.get(rest)
        hours = None if is_not_said(rest) or behind is not None else read_hours(rest)
        if hours is None and behind is None and not is_not_said(rest):
            continue
        named = WEEKDAYS[weekday["weekday"]] if weekday else behind
        return _of_match(cell, match, named, hours)
    return None


def _of_match(
    cell: DateCell, match: re.Match[str], weekday: int | None, hours: Hours | None
) -> _Written:
    parts = match.groupdict()
    if hours is not None and hours.start == time() and hours.minutes is None:
        hours = None  # a true date that a program wrote with its midnight
    year = _full_year(parts["y"]) if parts["y"] else None
    if "a" in parts:
        first, second = int(match["a"]), int(match["b"])
        dotted = match["mark"] == "."
        settled = DateOrder.DAY_FIRST if dotted else None
        return _Written(cell, year, first, second, settled, weekday, hours, dotted)
    month = MONTHS[parts["month"]] if "month" in parts else int(match["m"])
    return _Written(cell, year, int(match["d"]), month, DateOrder.DAY_FIRST, weekday, hours)


def _full_year(text: str) -> int:
    number = int(text.removeprefix("'"))
    return number + 2000 if number < 100 else number


def _decided(written: Sequence[_Written]) -> DateOrder | None:
    """The order that the dates themselves prove; None where they prove none, or both."""
    proven = {one for each in written for one in _proofs(each)}
    return proven.pop() if len(proven) == 1 else None


def _proofs(one: _Written) -> Iterator[DateOrder]:
    if one.settled is not None:
        if one.dotted:
            yield one.settled
        return
    possible = [order for order in DateOrder if _fits(one, order)]
    if len(possible) == 1:
        yield possible[0]


def _fits(one: _Written, order: DateOrder) -> bool:
    """Whether the cell can be read in `order`, its weekday included."""
    year = one.year or one.cell.year
    day = _made(year or 2024, *_ordered(one, order))
    if day is None:
        return False
    return one.weekday is None or year is None or day.weekday() == one.weekday


def _is_open(one: _Written) -> bool:
    return one.settled is None and one.first != one.second and max(one.first, one.second) <= 12


def _ordered(one: _Written, order: DateOrder) -> tuple[int, int]:
    """Month and day."""
    return (one.second, one.first) if order is DateOrder.DAY_FIRST else (one.first, one.second)


def _made(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(one: _Written, order: DateOrder | None, today: date, *, told: bool) -> date | None:
    """The day in `order`; where nobody told one, in the only order that gives a day."""
    orders = [order or DateOrder.DAY_FIRST]
    if not told and one.settled is None:
        orders = sorted(DateOrder, key=lambda each: each is not orders[0])
    for each in orders:
        month, day = _ordered(one, each)
        year = one.year or one.cell.year
        found = _made(year, month, day) if year else _coming(month, day, one.weekday, today)
        if found is not None:
            return found
    return None


def _coming(month: int, day: int, weekday: int | None, today: date) -> date | None:
    """The first such date from `today` on, on the weekday that is named if one is."""
    ahead = [_made(today.year + years, month, day) for years in range(9)]
    dates = [each for each in ahead if each is not None and each >= today]
    named = [each for each in dates if each.weekday() == weekday]
    return next(iter(named or dates), None)


def _other_weekday(cell: DateCell, day: date) -> ImportProblem:
    sentence = _("“{text}” names another weekday than {day} has; the date was taken.")
    return ImportProblem(
        cell.row, "date", sentence.format(text=cell.text[:40], day=day.isoformat())
    )
