"""Where dates stand in a month and in an agenda: weeks, lanes and days, without any drawing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from townhall.services.queries.communications import OccurrenceRow

DAYS = 7
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One item in one week: columns `first` to `last` (0 is Monday) on lane `lane`, from 0.

    `item` is its place in the rows. `comes_in` and `goes_on`: it has days before, or after, these.
    """

    item: int
    week: int
    first: int
    last: int
    lane: int
    comes_in: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class MonthLayout:
    """Everything that shows in a month.

    `weeks` are the Mondays, `days` the items of each day (places in the rows, in reading order),
    `hidden` how many of them have no room.
    """

    weeks: tuple[date, ...]
    bars: tuple[Bar, ...]
    days: Mapping[date, tuple[int, ...]]
    hidden: Mapping[date, int]


class AgendaItem(NamedTuple):
    """One item on one day of the agenda: day `number` of `total` where it lasts several."""

    item: int
    number: int = 1
    total: int = 1


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day of the agenda; today is there even when nothing is planned."""

    day: date
    items: tuple[AgendaItem, ...]
    holiday: str = ""


def month_weeks(month: date) -> tuple[date, ...]:
    """The Mondays of the four to six weeks in which `month` has a day."""
    first = month.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday < following:
        weeks.append(monday)
        monday += DAYS * _DAY
    return tuple(weeks)


def add_months(day: date, months: int) -> date:
    """The first day of the month `months` after that of `day`."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def shown_days(row: OccurrenceRow) -> tuple[date, date]:
    """First and last day of `row` as a calendar shows it.

    What ends at midnight has no part in the day that begins then; what passes midnight without
    lasting a day stands at its start alone.
    """
    first = row.shown_start.date()
    if row.shown_end - row.shown_start < _DAY:
        return first, first
    return first, max(first, (row.shown_end - timedelta(minutes=1)).date())


def lay_out(rows: Sequence[OccurrenceRow], weeks: Sequence[date], lanes: int) -> MonthLayout:
    """Place `rows` (sorted by start) in `weeks`, with room for `lanes` items on a day.

    Items of several days come first, then those of the whole day, then the timed ones. A day with
    too many gives its last lane to "+n more".
    """
    spans = [shown_days(row) for row in rows]
    order = sorted(
        range(len(rows)),
        key=lambda item: (
            spans[item][0] == spans[item][1],
            spans[item][0],
            -(spans[item][1] - spans[item][0]).days,
            not rows[item].all_day,
            rows[item].shown_start,
        ),
    )
    by_week: list[list[int]] = [[] for _week in weeks]
    for item in order:
        first, last = spans[item]
        for week in range(
            max(0, (first - weeks[0]).days // DAYS),
            min(len(weeks) - 1, (last - weeks[0]).days // DAYS) + 1,
        ):
            by_week[week].append(item)
    bars: list[Bar] = []
    days: dict[date, tuple[int, ...]] = {}
    hidden: dict[date, int] = {}
    for week, monday in enumerate(weeks):
        placed = list(_lanes(by_week[week], spans, monday, week))
        cells = [sorted(_on(placed, column), key=lambda bar: bar.lane) for column in range(DAYS)]
        for column, cell in enumerate(cells):
            if cell:
                days[monday + column * _DAY] = tuple(bar.item for bar in cell)
        room = [_room(cell, lanes) for cell in cells]
        for column, cell in enumerate(cells):
            left_out = sum(1 for bar in cell if bar.lane >= room[column])
            if left_out:
                hidden[monday + column * _DAY] = left_out
        for bar in placed:
            bars += _visible(bar, room)
    return MonthLayout(tuple(weeks), tuple(bars), days, hidden)


def agenda_days(
    rows: Sequence[OccurrenceRow],
    first: date,
    last: date,
    *,
    today: date,
    holidays: Mapping[date, str],
) -> tuple[AgendaDay, ...]:
    """The days from `first` to `last` that have something, and today; items by start."""
    found: dict[date, list[AgendaItem]] = {}
    for item, row in enumerate(rows):
        begins, ends = shown_days(row)
        total = (ends - begins).days + 1
        day = max(begins, first)
        while day <= min(ends, last):
            found.setdefault(day, []).append(AgendaItem(item, (day - begins).days + 1, total))
            day += _DAY
    shown = set(found) | {day for day in holidays if first <= day <= last}
    if first <= today <= last:
        shown.add(today)
    return tuple(
        AgendaDay(
            day,
            tuple(sorted(found.get(day, ()), key=lambda each: _agenda_order(rows, each))),
            holidays.get(day, ""),
        )
        for day in sorted(shown)
    )


def _agenda_order(rows: Sequence[OccurrenceRow], each: AgendaItem) -> tuple[bool, bool, datetime]:
    row = rows[each.item]
    return each.total == 1, not row.all_day, row.shown_start


def _lanes(
    items: Sequence[int], spans: Sequence[tuple[date, date]], monday: date, week: int
) -> Iterator[Bar]:
    """Each item on the lowest lane that is free on all its days of the week."""
    taken: list[set[int]] = [set() for _day in range(DAYS)]
    free = [0] * DAYS
    for item in items:
        first, last = spans[item]
        left = max(0, (first - monday).days)
        right = min(DAYS - 1, (last - monday).days)
        columns = range(left, right + 1)
        # All lanes below a column's lowest free one are taken there.
        lane = max(free[column] for column in columns)
        while any(lane in taken[column] for column in columns):
            lane += 1
        for column in columns:
            taken[column].add(lane)
            while free[column] in taken[column]:
                free[column] += 1
        comes_in, goes_on = first < monday, last > monday + (DAYS - 1) * _DAY
        yield Bar(item, week, left, right, lane, comes_in, goes_on)


def _on(bars: Sequence[Bar], column: int) -> list[Bar]:
    return [bar for bar in bars if bar.first <= column <= bar.last]


def _room(cell: Sequence[Bar], lanes: int) -> int:
    """How many lanes of a day show items: one less where "+n more" needs the last."""
    return lanes if all(bar.lane < lanes for bar in cell) else max(0, lanes - 1)


def _visible(bar: Bar, room: Sequence[int]) -> Iterator[Bar]:
    """The stretches of `bar` on days that have room for its lane."""
    column = bar.first
    while column <= bar.last:
        if bar.lane >= room[column]:
            column += 1
            continue
        start = column
        while column <= bar.last and bar.lane < room[column]:
            column += 1
        yield Bar(
            bar.item,
            bar.week,
            start,
            column - 1,
            bar.lane,
            bar.comes_in or start > bar.first,
            bar.goes_on or column - 1 < bar.last,
        )
