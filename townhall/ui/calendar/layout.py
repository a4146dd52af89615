"""Where dates stand in a month and in an agenda: weeks, lanes and days, without any drawing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.overlays import OverlayRow

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


Shown = OccurrenceRow | OverlayRow
"""What stands in a calendar: a date of the plan, or one of a calendar of others."""


def shown_days(row: Shown) -> tuple[date, date]:
    """First and last day of `row` as a calendar shows it.

    What ends at midnight has no part in the day that begins then; what passes midnight without
    lasting a day stands at its start alone.
    """
    first = row.shown_start.date()
    if row.shown_end - row.shown_start < _DAY:
        return first, first
    return first, max(first, (row.shown_end - timedelta(minutes=1)).date())


def lay_out(
    rows: Sequence[Shown],
    weeks: Sequence[date],
    lanes: int,
    *,
    first: Collection[int] = (),
) -> MonthLayout:
    """Place `rows` (sorted by start) in `weeks`, with room for `lanes` items on a day.

    Items of several days come first, then those of the whole day, then the timed ones, then those
    of calendars of others; items of `first` before all of them, so that none of these is hidden. A
    day with too many gives its last lane to "+n more".
    """
    spans = [shown_days(row) for row in rows]
    order = sorted(
        range(len(rows)),
        key=lambda item: (
            isinstance(rows[item], OverlayRow),
            spans[item][0] == spans[item][1],
            spans[item][0],
            -(spans[item][1] - spans[item][0]).days,
            not rows[item].all_day,
            rows[item].shown_start,
        ),
    )
    if first:
        order.sort(key=lambda item: item not in first)
    by_week: list[list[int]] = [[] for _week in weeks]
    for item in order:
        begin, last = spans[item]
        for week in range(
            max(0, (begin - weeks[0]).days // DAYS),
            min(len(weeks) - 1, (last - weeks[0]).days // DAYS) + 1,
        ):
            by_week[week].append(item)
    bars: list[Bar] = []
    days: dict[date, tuple[int, ...]] = {}
    hidden: dict[date, int] = {}
    for week, monday in enumerate(weeks):
        placed = _lanes(by_week[week], spans, monday)
        cells: list[list[_Place]] = [[] for _day in range(DAYS)]
        for place in placed:
            for column in range(place.first, place.last + 1):
                cells[column].append(place)
        room = []
        for column, cell in enumerate(cells):
            cell.sort(key=_lane)
            space = lanes if not cell or cell[-1].lane < lanes else max(0, lanes - 1)
            room.append(space)
            if not cell:
                continue
            day = monday + column * _DAY
            days[day] = tuple([place.item for place in cell])
            left_out = sum(1 for place in cell if place.lane >= space)
            if left_out:
                hidden[day] = left_out
        most = max(room)
        for place in placed:
            if place.lane < most:
                bars += _visible(_bar(place, spans[place.item], monday, week), room)
    return MonthLayout(tuple(weeks), tuple(bars), days, hidden)


def agenda_days(
    rows: Sequence[Shown],
    first: date,
    last: date,
    *,
    today: date,
    holidays: Mapping[date, str],
) -> tuple[AgendaDay, ...]:
    """The days from `first` to `last` that have something, and today; items by start.

    What calendars of others have comes last, and stands on the first of its days alone.
    """
    found: dict[date, list[AgendaItem]] = {}
    for item, row in enumerate(rows):
        begins, ends = shown_days(row)
        total = (ends - begins).days + 1
        day = max(begins, first)
        until = day if isinstance(row, OverlayRow) else ends
        while day <= min(until, last):
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


def _agenda_order(rows: Sequence[Shown], each: AgendaItem) -> tuple[bool, bool, bool, datetime]:
    row = rows[each.item]
    return isinstance(row, OverlayRow), each.total == 1, not row.all_day, row.shown_start


class _Place(NamedTuple):
    """An item on the columns `first` to `last` of a week, and its lane."""

    item: int
    first: int
    last: int
    lane: int


_lane = itemgetter(3)


def _lanes(items: Sequence[int], spans: Sequence[tuple[date, date]], monday: date) -> list[_Place]:
    """Each item on the lowest lane that is free on all its days of the week."""
    taken: list[set[int]] = [set() for _day in range(DAYS)]
    free = [0] * DAYS
    found = []
    for item in items:
        first, last = spans[item]
        left = max(0, (first - monday).days)
        right = min(DAYS - 1, (last - monday).days)
        if left == right:
            lane = free[left]
            taken[left].add(lane)
            while free[left] in taken[left]:
                free[left] += 1
            found.append(_Place(item, left, right, lane))
            continue
        columns = range(left, right + 1)
        # All lanes below a column's lowest free one are taken there.
        lane = max(free[column] for column in columns)
        while any(lane in taken[column] for column in columns):
            lane += 1
        for column in columns:
            taken[column].add(lane)
            while free[column] in taken[column]:
                free[column] += 1
        found.append(_Place(item, left, right, lane))
    return found


def _bar(place: _Place, span: tuple[date, date], monday: date, week: int) -> Bar:
    comes_in, goes_on = span[0] < monday, span[1] > monday + (DAYS - 1) * _DAY
    return Bar(place.item, week, place.first, place.last, place.lane, comes_in, goes_on)


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
