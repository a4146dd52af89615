"""The rectangles of a year in lanes: head, labels, lanes, marks; for painting and the pointer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from PySide6.QtCore import QPointF, QRectF

from townhall.domain.lane_gaps import Gap
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.year import Lane
from townhall.ui.calendar.layout import shown_days
from townhall.ui.theme import theme

LABELS = 212
HEAD = 98
LOWEST, HIGHEST = 44, 73
"""How high a lane is at least and at most on the screen."""
MARK = 13
_APART = 15
_PAD = 12
_GAP = 24


@dataclass(frozen=True, slots=True)
class Mark:
    """An item in a lane: its centre from the lane's top, and how far a longer one runs on."""

    lane: int
    item: int
    x: float
    y: float
    run: float = 0.0


class YearGeometry:
    """Days `first` to `last` in `rect`, a lane of height `lane` for each of `count`.

    `legend` is the height of the legend below, `run_up` that of the strip of tasks below the head;
    lanes scroll by `offset`. A day is `day_width` wide.
    """

    def __init__(
        self,
        rect: QRectF,
        first: date,
        last: date,
        *,
        count: int,
        lane: float,
        legend: float,
        run_up: float = 0.0,
        offset: float = 0.0,
    ) -> None:
        px = theme().px
        self.rect, self.first, self.last, self.offset = rect, first, last, offset
        self.count, self.lane_height = count, lane
        self.left = rect.x() + min(px(LABELS), rect.width() * 0.3)
        self.head = QRectF(rect.x(), rect.y(), rect.width(), px(HEAD))
        self.legend = QRectF(rect.x(), rect.bottom() - legend, rect.width(), legend)
        self.run_up = QRectF(rect.x(), self.head.bottom(), rect.width(), run_up)
        top = self.run_up.bottom()
        self.area = QRectF(rect.x(), top, rect.width(), max(0.0, self.legend.top() - top))
        self._begin = self.left + _PAD
        self.day_width = (rect.right() - _PAD - self._begin) / max(1, (last - first).days + 1)

    @property
    def ruling(self) -> tuple[date, date, float, float, float]:
        """What decides where marks stand in their lane."""
        return self.first, self.last, self._begin, self.day_width, self.lane_height

    @property
    def tall(self) -> float:
        """Height of all lanes."""
        return self.lane_height * self.count

    def x_of(self, day: date) -> float:
        """Where `day` begins."""
        return self._begin + (day - self.first).days * self.day_width

    def day_at(self, x: float) -> date | None:
        """The day at `x`."""
        number = int((x - self._begin) // self.day_width)
        day = self.first + timedelta(days=number)
        return day if self.first <= day <= self.last else None

    def columns(self, first: date, last: date) -> QRectF:
        """The days `first` to `last`, both included, over all lanes."""
        left = self.x_of(max(first, self.first))
        right = self.x_of(min(last, self.last) + timedelta(days=1))
        return QRectF(left, self.area.y(), right - left, self.area.height())

    def lane(self, number: int) -> QRectF:
        """A lane, label included."""
        top = self.area.y() + number * self.lane_height - self.offset
        return QRectF(self.rect.x(), top, self.rect.width(), self.lane_height)

    def lane_at(self, y: float) -> int | None:
        """The lane at `y`."""
        if not self.area.y() <= y < self.area.bottom():
            return None
        number = int((y - self.area.y() + self.offset) // self.lane_height)
        return number if 0 <= number < self.count else None

    def visible(self) -> range:
        """The lanes that show."""
        first = int(self.offset // self.lane_height)
        last = ceil((self.offset + self.area.height()) / self.lane_height)
        return range(max(0, first), min(self.count, last))

    def mark_rect(self, mark: Mark) -> QRectF:
        """A mark, with what it runs on."""
        lane = self.lane(mark.lane)
        half = MARK / 2
        return QRectF(mark.x - half, lane.y() + mark.y - half, MARK + mark.run, MARK)

    def gap_rect(self, lane: int, gap: Gap) -> QRectF:
        """A gap, clear of the marks at its ends."""
        left, right = self.x_of(gap.first) + 12, self.x_of(gap.last) - 8
        middle = self.lane(lane).center().y()
        return QRectF(left, round(middle - _GAP / 2), max(0.0, right - left), _GAP)


class LaneMarks:
    """The marks of every lane; those that would cover each other stand above each other.

    A lane is laid out when it is asked for: a plan may have hundreds, and a window shows ten.
    """

    def __init__(
        self, lanes: Sequence[Lane], rows: Sequence[OccurrenceRow], geometry: YearGeometry
    ) -> None:
        self._lanes, self._rows, self._geometry = lanes, rows, geometry
        self._known: dict[int, tuple[Mark, ...]] = {}

    def hold(self, lanes: Sequence[Lane], geometry: YearGeometry) -> bool:
        """Whether marks made anew for these would stand at the same places."""
        return self._lanes is lanes and self._geometry.ruling == geometry.ruling

    def lay_out(self, number: int) -> None:
        """Work out the marks of a lane, which are at hand from then on."""
        self[number]

    def __getitem__(self, number: int) -> tuple[Mark, ...]:
        if number not in self._known:
            items = self._lanes[number].items
            self._known[number] = _marks(number, items, self._rows, self._geometry)
        return self._known[number]


def _marks(
    number: int, items: Sequence[int], rows: Sequence[OccurrenceRow], geometry: YearGeometry
) -> tuple[Mark, ...]:
    levels = max(1, int((geometry.lane_height - 8) // _APART))
    ends = [float("-inf")] * levels
    middle = geometry.lane_height / 2
    placed: list[tuple[int, float, int, float]] = []
    for item in items:
        first, last = shown_days(rows[item])
        begin = geometry.x_of(max(first, geometry.first))
        x = begin + geometry.day_width / 2
        run = max(0.0, geometry.x_of(min(last, geometry.last)) - begin)
        level = next((at for at, end in enumerate(ends) if end + _APART <= x), None)
        if level is None:
            level = min(range(levels), key=lambda at: ends[at])
        ends[level] = x + run
        placed.append((item, x, level, run))
    used = max((level for _item, _x, level, _run in placed), default=0)
    return tuple(
        Mark(number, item, x, middle + (level - used / 2) * _APART, run)
        for item, x, level, run in placed
    )


def contains(rect: QRectF, point: QPointF) -> bool:
    """Whether `point` is on a mark, or near enough to mean it."""
    return rect.adjusted(-2, -2, 2, 2).contains(point)
