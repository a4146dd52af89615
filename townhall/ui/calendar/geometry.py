"""The rectangles of a month: head, weeks, days, items; for painting and for the pointer alike."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF

from townhall.ui.calendar.layout import DAYS, Bar
from townhall.ui.theme import theme

HEAD = 30
GUTTER = 34
DAY_HEAD = 30
ITEM = 21
PITCH = 23
_FOOT = 3


class MonthGeometry:
    """A month in `rect`: a head with weekdays, week numbers at the left, equal days."""

    def __init__(self, rect: QRectF, weeks: Sequence[date]) -> None:
        px = theme().px
        self.rect, self.weeks = rect, tuple(weeks)
        self.head = QRectF(rect.x(), rect.y(), rect.width(), px(HEAD))
        self.day_head, self.item, self.pitch = px(DAY_HEAD), px(ITEM), px(PITCH)
        left = rect.x() + px(GUTTER)
        width = rect.right() - left
        self.columns = [round(left + width * column / DAYS) for column in range(DAYS + 1)]
        top, height = self.head.bottom(), rect.bottom() - self.head.bottom()
        count = max(1, len(self.weeks))
        self.rows = [round(top + height * week / count) for week in range(count + 1)]

    @property
    def lanes(self) -> int:
        """How many items fit below each other on every day."""
        lowest = min(b - a for a, b in zip(self.rows, self.rows[1:], strict=False))
        return int(max(0, (lowest - self.day_head - _FOOT) // self.pitch))

    def gutter(self, week: int) -> QRectF:
        """Where the number of a week stands."""
        top = self.rows[week]
        left = self.rect.x()
        return QRectF(left, top, self.columns[0] - left, self.rows[week + 1] - top)

    def column_head(self, column: int) -> QRectF:
        """Where the name of a weekday stands."""
        left, right = self.columns[column], self.columns[column + 1]
        return QRectF(left, self.head.y(), right - left, self.head.height())

    def cell(self, week: int, column: int) -> QRectF:
        """A day, without the line at its left and top."""
        left, top = self.columns[column] + 1, self.rows[week] + 1
        return QRectF(left, top, self.columns[column + 1] - left, self.rows[week + 1] - top)

    def day_rect(self, day: date) -> QRectF | None:
        """The cell of `day`, None when it is not shown."""
        days = (day - self.weeks[0]).days
        if not 0 <= days < DAYS * len(self.weeks):
            return None
        return self.cell(days // DAYS, days % DAYS)

    def day_at(self, point: QPointF) -> date | None:
        """The day under `point`, if any."""
        if not self.columns[0] <= point.x() < self.columns[DAYS]:
            return None
        for week, monday in enumerate(self.weeks):
            if self.rows[week] <= point.y() < self.rows[week + 1]:
                edges = self.columns[1:]
                column = next(c for c, right in enumerate(edges) if point.x() < right)
                return monday + timedelta(days=column)
        return None

    def bar_rect(self, bar: Bar) -> QRectF:
        """An item; it runs into the edge where it comes from, or goes on to, another week."""
        left = self.columns[bar.first] + (1 if bar.comes_in else 4)
        right = self.columns[bar.last + 1] - (0 if bar.goes_on else 3)
        top = self.rows[bar.week] + self.day_head + bar.lane * self.pitch
        return QRectF(left, top, right - left, self.item)

    def more_rect(self, day: date) -> QRectF | None:
        """Where "+n more" stands on `day`: on the last lane."""
        cell = self.day_rect(day)
        if cell is None:
            return None
        top = cell.y() - 1 + self.day_head + max(0, self.lanes - 1) * self.pitch
        return QRectF(cell.x() + 3, top, cell.width() - 6, self.item)
