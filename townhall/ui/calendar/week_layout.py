"""Where dates stand in a week: bars of whole days on lanes, timed ones side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.overlays import OverlayRow
from townhall.ui.calendar.layout import DAYS, Bar, MonthLayout, Shown, lay_out, shown_days

DAY_MINUTES = 24 * 60
SHORTEST = 20
"""Minutes of height that a shorter item takes, so that its title can be read."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Block:
    """A timed item on one day, in minutes since midnight; `column` of `columns` side by side.

    `width` is how many columns it takes. `comes_in` and `goes_on`: it lasts past midnight.
    `beside`: it leaves a strip at its right for what lies behind it.
    """

    item: int
    day: int
    start: int
    end: int
    column: int = 0
    columns: int = 1
    width: int = 1
    comes_in: bool = False
    goes_on: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Crowd:
    """Items of one day that have no room beside each other: "+n more" in the last column."""

    day: int
    start: int
    end: int
    number: int
    columns: int


@dataclass(frozen=True, slots=True)
class WeekLayout:
    """Everything that shows in the week of `monday`.

    `whole` are the bars above the hours (their items are places in the rows), `lanes` how many
    lanes those have, `days` the items of each day in reading order. `behind` are timed dates of
    calendars of others: their items count on after the rows.
    """

    monday: date
    whole: MonthLayout
    lanes: int
    blocks: tuple[Block, ...] = ()
    crowds: tuple[Crowd, ...] = ()
    days: dict[date, tuple[int, ...]] = field(default_factory=dict)
    behind: tuple[Block, ...] = ()


def is_whole(row: Shown) -> bool:
    """Whether `row` stands above the hours: of the whole day, or as long as one."""
    return row.all_day or row.shown_end - row.shown_start >= _DAY


def lay_out_week(
    own: Sequence[OccurrenceRow],
    monday: date,
    *,
    lanes: int,
    columns: int,
    overlays: Sequence[OverlayRow] = (),
) -> WeekLayout:
    """Place `own` (sorted by start) with at most `lanes` bars on a day and `columns` abreast.

    What `overlays` have at the same hours lies behind them.
    """
    rows: list[Shown] = [*own, *overlays]
    whole = [item for item, row in enumerate(rows) if is_whole(row)]
    bars = lay_out([rows[item] for item in whole], (monday,), lanes)
    placed = MonthLayout(
        bars.weeks,
        tuple(
            Bar(
                whole[bar.item],
                bar.week,
                bar.first,
                bar.last,
                bar.lane,
                bar.comes_in,
                bar.goes_on,
            )
            for bar in bars.bars
        ),
        {day: tuple(whole[item] for item in items) for day, items in bars.days.items()},
        bars.hidden,
    )
    blocks: list[Block] = []
    crowds: list[Crowd] = []
    behind: list[Block] = []
    timed = [item for item, row in enumerate(rows) if not is_whole(row)]
    for day in range(DAYS):
        of_day = sorted(_blocks(rows, timed, monday, day), key=lambda b: (b.start, -b.end))
        others = [block for block in of_day if block.item >= len(own)]
        for cluster in _clusters(others):
            behind += _abreast(cluster, columns)[0]
        for cluster in _clusters([block for block in of_day if block.item < len(own)]):
            shown, crowd = _abreast(cluster, columns)
            blocks += [_beside(block, others) for block in shown]
            crowds += [crowd] if crowd is not None else []
    used = max((bar.lane + 1 for bar in placed.bars), default=0)
    used = min(lanes, used + 1) if placed.hidden else used
    days = _days(rows, placed, timed, monday)
    return WeekLayout(monday, placed, used, tuple(blocks), tuple(crowds), days, tuple(behind))


def _beside(block: Block, others: Sequence[Block]) -> Block:
    """`block`, leaving a strip free where it is the last abreast and something lies behind it."""
    is_last = block.column + block.width == block.columns
    met = any(each.start < _ends(block) and block.start < _ends(each) for each in others)
    return replace(block, beside=True) if is_last and met else block


def _days(
    rows: Sequence[Shown], whole: MonthLayout, timed: Sequence[int], monday: date
) -> dict[date, tuple[int, ...]]:
    found = {}
    for number in range(DAYS):
        day = monday + number * _DAY
        items = whole.days.get(day, ()) + tuple(
            item for item in timed if shown_days(rows[item])[0] == day
        )
        if items:
            found[day] = items
    return found


def _blocks(rows: Sequence[Shown], timed: Sequence[int], monday: date, day: int) -> Iterator[Block]:
    midnight = datetime.combine(monday + day * _DAY, datetime.min.time())
    for item in timed:
        row = rows[item]
        start = int((row.shown_start - midnight).total_seconds()) // 60
        end = int((row.shown_end - midnight).total_seconds()) // 60
        comes_in, goes_on = start < 0, end > DAY_MINUTES
        if start >= DAY_MINUTES or (end <= 0 and start < 0):
            continue
        start, end = max(0, start), min(DAY_MINUTES, end)
        yield Block(item, day, start, end, comes_in=comes_in, goes_on=goes_on)


def _ends(block: Block) -> int:
    """Where a block ends as it is drawn."""
    return max(block.end, block.start + SHORTEST)


def _clusters(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs of blocks that overlap each other, directly or through others."""
    cluster: list[Block] = []
    until = 0
    for block in blocks:
        if cluster and block.start >= until:
            yield cluster
            cluster = []
        until = max(until, _ends(block)) if cluster else _ends(block)
        cluster.append(block)
    if cluster:
        yield cluster


def _abreast(cluster: Sequence[Block], most: int) -> tuple[list[Block], Crowd | None]:
    """Each block in the first column that is free; what needs more than `most` is counted."""
    columns: list[list[Block]] = []
    for block in cluster:
        free = (each for each in columns if _ends(each[-1]) <= block.start)
        column = next(free, None)
        if column is None:
            columns.append([block])
        else:
            column.append(block)
    crowd = None
    if len(columns) > most:
        left_out = [block for column in columns[most - 1 :] for block in column]
        first = min(block.start for block in left_out)
        crowd = Crowd(left_out[0].day, first, max(_ends(b) for b in left_out), len(left_out), most)
        columns = columns[: most - 1]
    count = most if crowd is not None else len(columns)
    found = []
    for number, column in enumerate(columns):
        for block in column:
            width = 1 if crowd is not None else _reach(block, columns[number + 1 :])
            found.append(
                Block(
                    block.item,
                    block.day,
                    block.start,
                    block.end,
                    number,
                    count,
                    width,
                    block.comes_in,
                    block.goes_on,
                )
            )
    return found, crowd


def _reach(block: Block, others: Sequence[Sequence[Block]]) -> int:
    """How many columns a block can take before one that has something at the same time."""
    width = 1
    for column in others:
        if any(each.start < _ends(block) and _ends(each) > block.start for each in column):
            break
        width += 1
    return width
