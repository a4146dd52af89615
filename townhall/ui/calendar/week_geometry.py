"""The rectangles of a week: heads, bars of whole days, hours; for painting and the pointer."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPointF, QRectF

from townhall.ui.calendar.layout import DAYS, Bar
from townhall.ui.calendar.week_layout import DAY_MINUTES, SHORTEST, Block, Crowd
from townhall.ui.theme import theme

GUTTER = 60
HEAD = 64
HOUR = 66
LANE = 26
ITEM = 21
_SECOND = 84
"""How wide the gutter of a second zone is: a city stands above it."""
_PAD = 4
_STRIP = 16
"""What a timed item leaves free of what lies behind it."""
SCROLL_BAR = 12


class WeekGeometry:
    """A week in `rect`: `lanes` bars of whole days under the heads, then hours from `offset`.

    `zones` is how many gutters with hours stand at the left, `periods` how many lanes of blackout
    periods come first, `flags` how many of run-up flags last.
    """

    def __init__(
        self,
        rect: QRectF,
        monday: date,
        *,
        lanes: int,
        periods: int,
        zones: int,
        offset: float,
        flags: int = 0,
    ) -> None:
        px = theme().px
        self.rect, self.monday, self.offset, self.periods = rect, monday, offset, periods
        self.gutter_width, self.zones = px(GUTTER), zones
        self.hour, self.item, self.lane = px(HOUR), px(ITEM), px(LANE)
        self.strip = px(_STRIP)
        self.head = QRectF(rect.x(), rect.y(), rect.width(), px(HEAD))
        self.first_flag = max(1, lanes + periods)
        height = (self.first_flag + flags) * self.lane + 2 * _PAD
        self.whole = QRectF(rect.x(), self.head.bottom(), rect.width(), height)
        top = self.whole.bottom()
        self.body = QRectF(rect.x(), top, rect.width(), max(0.0, rect.bottom() - top))
        left = rect.x() + self.gutter_width + (px(_SECOND) if zones > 1 else 0)
        width = rect.right() - left
        self.columns = [round(left + width * column / DAYS) for column in range(DAYS + 1)]

    @property
    def tall(self) -> float:
        """Height of a whole day."""
        return self.hour * 24

    def y_of(self, minutes: float) -> float:
        """Where `minutes` after midnight stand."""
        return self.body.y() - self.offset + minutes * self.hour / 60

    def minutes_at(self, y: float) -> float:
        """Minutes after midnight at `y`, within the day."""
        found = (y - self.body.y() + self.offset) * 60 / self.hour
        return min(max(0.0, found), float(DAY_MINUTES))

    def column(self, number: int) -> QRectF:
        """The hours of a day, without the line at its left."""
        left = self.columns[number] + 1
        return QRectF(left, self.body.y(), self.columns[number + 1] - left, self.body.height())

    def head_of(self, number: int) -> QRectF:
        """Where name and number of a day stand."""
        left = self.columns[number]
        return QRectF(left, self.head.y(), self.columns[number + 1] - left, self.head.height())

    def day_rect(self, day: date) -> QRectF | None:
        """All of a day, None when it is in another week."""
        number = (day - self.monday).days
        if not 0 <= number < DAYS:
            return None
        return self.head_of(number).united(self.column(number))

    def column_at(self, x: float) -> int | None:
        """The day under `x`, from 0."""
        if not self.columns[0] <= x < self.columns[DAYS]:
            return None
        return next(number for number in range(DAYS) if x < self.columns[number + 1])

    def day_at(self, point: QPointF) -> date | None:
        """The day under `point`."""
        number = self.column_at(point.x())
        return None if number is None else self.monday + timedelta(days=number)

    def moment_at(self, point: QPointF) -> datetime | None:
        """The moment under `point`: midnight in and above the bars of whole days."""
        day = self.day_at(point)
        if day is None:
            return None
        start = datetime.combine(day, time())
        if point.y() < self.body.y():
            return start
        return start + timedelta(minutes=int(self.minutes_at(point.y())))

    def block_rect(self, block: Block) -> QRectF:
        """A timed item."""
        rect = self._place(
            block.day, block.start, block.end, block.column, block.columns, block.width
        )
        return rect.adjusted(0, 0, -min(self.strip, rect.width() / 3), 0) if block.beside else rect

    def crowd_rect(self, crowd: Crowd) -> QRectF:
        """Where "+n more" stands."""
        return self._place(crowd.day, crowd.start, crowd.end, crowd.columns - 1, crowd.columns, 1)

    def _place(
        self, day: int, start: int, end: int, column: int, columns: int, width: int
    ) -> QRectF:
        left, right = self.columns[day] + 4, self.columns[day + 1] - 4
        each = (right - left + 2) / columns
        top = round(self.y_of(start)) + 1
        bottom = round(self.y_of(max(end, start + SHORTEST))) - 1
        x = round(left + column * each)
        return QRectF(x, top, round(left + (column + width) * each) - 2 - x, bottom - top)

    def span_rect(self, day: int, start: int, end: int) -> QRectF:
        """The place from `start` to `end` minutes of a day, over its whole width."""
        return self._place(day, start, end, 0, 1, 1)

    def bar_rect(self, bar: Bar) -> QRectF:
        """An item of whole days."""
        left = self.columns[bar.first] + (1 if bar.comes_in else 4)
        right = self.columns[bar.last + 1] - (0 if bar.goes_on else 3)
        return QRectF(left, self.lane_top(self.periods + bar.lane), right - left, self.item)

    def flag_rect(self, column: int, number: int) -> QRectF:
        """Where flag `number` of a day stands."""
        left = self.columns[column] + 4
        top = self.lane_top(self.first_flag + number)
        return QRectF(left, top, self.columns[column + 1] - left - 3, self.item)

    def lane_top(self, lane: int) -> float:
        """The top of a lane above the hours, periods included."""
        return self.whole.y() + _PAD + lane * self.lane + 2

    def more_rect(self, day: date, lanes: int) -> QRectF | None:
        """Where "+n more" stands above the hours: on the last lane."""
        number = (day - self.monday).days
        if not 0 <= number < DAYS:
            return None
        left = self.columns[number] + 4
        top = self.lane_top(self.periods + lanes - 1)
        return QRectF(left, top, self.columns[number + 1] - left - 3, self.item)
