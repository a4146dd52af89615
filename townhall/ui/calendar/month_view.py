"""The month: painted weeks, moved through by keys, with items that are dragged to other days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from townhall.services.queries.calendar import CalendarRange
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.overlays import OverlayRow
from townhall.ui.calendar.arranged import Arranged, Rows, arranged
from townhall.ui.calendar.dates_view import DAY, days_between
from townhall.ui.calendar.drag import Drag, Pull, Slot, Span
from townhall.ui.calendar.drag_view import DragView
from townhall.ui.calendar.flags import by_day
from townhall.ui.calendar.geometry import MonthGeometry
from townhall.ui.calendar.item_paint import paint_ghost
from townhall.ui.calendar.layout import (
    DAYS,
    Bar,
    MonthLayout,
    Shown,
    lay_out,
    month_weeks,
    shown_days,
)
from townhall.ui.calendar.paint import MonthPicture, paint_month
from townhall.ui.date_words import month_text
from townhall.ui.theme import theme

_HANDLE = 8
"""How near its end an item is pulled longer, in pixels."""
_EDGE = 18
"""How near the border of the view a drag leads to another month, in pixels."""


@dataclass(frozen=True, slots=True)
class _Weeks:
    """Lays rows out in `weeks` with room for `lanes` on a day, `overlays` behind them."""

    weeks: tuple[date, ...]
    lanes: int
    overlays: tuple[OverlayRow, ...]
    waiting: frozenset[int] = frozenset()

    def __call__(self, rows: Rows) -> MonthLayout:
        things: tuple[Shown, ...] = (*rows, *self.overlays)
        return lay_out(things, self.weeks, self.lanes, first=self.waiting)


class MonthView(DragView):
    """Six rows of weeks at most; arrows move the day, Alt and arrows the item."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self._layout = MonthLayout((), (), {}, {})
        self._hovered_more: date | None = None
        self.setMinimumSize(7 * 60, 240)
        self.show_days(today, today)

    @property
    def layout_(self) -> MonthLayout:
        """Where everything stands."""
        return self._layout

    @property
    def geometry_(self) -> MonthGeometry:
        """The rectangles of the month at the present size."""
        return MonthGeometry(QRectF(self.rect()), self._layout.weeks)

    def rearrange(self) -> None:
        weeks = month_weeks(self.month)
        if self.range is not None and self.range.first == weeks[0]:
            waiting = self.ghosts.leaving | self.ghosts.coming
            self._layout = self.laid_out(self.rows, self._how(weeks, self.overlays, waiting))
        else:
            self._layout = MonthLayout(weeks, (), {}, {})
        self.setAccessibleName(month_text(self.month))
        self.update()

    def arranging(self, day: date) -> Callable[[CalendarRange], Arranged | None]:
        how = self._how(month_weeks(day), ())
        return lambda found: arranged(found.rows, replace(how, overlays=found.overlays))

    def _how(
        self,
        weeks: tuple[date, ...],
        overlays: tuple[OverlayRow, ...],
        waiting: frozenset[int] = frozenset(),
    ) -> _Weeks:
        lanes = MonthGeometry(QRectF(self.rect()), weeks).lanes
        return _Weeks(weeks, lanes, overlays, waiting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rearrange()

    def restyle(self) -> None:
        super().restyle()
        self.rearrange()

    # What is where

    def shown_days(self) -> Sequence[date]:
        weeks = self._layout.weeks
        return days_between(weeks[0], weeks[-1] + timedelta(days=DAYS - 1)) if weeks else []

    def items_of(self, day: date) -> Sequence[int]:
        return self._layout.days.get(day, ())

    def day_place(self, day: date) -> QRectF | None:
        return self.geometry_.day_rect(day)

    def item_place(self, item: int, day: date) -> QRectF | None:
        geometry = self.geometry_
        for bar in self._layout.bars:
            monday = self._layout.weeks[bar.week]
            here = bar.first <= (day - monday).days <= bar.last
            if bar.item == item and here:
                return geometry.bar_rect(bar)
        return None

    def bar_at(self, point: QPointF) -> Bar | None:
        """The stretch of an item under `point`."""
        geometry = self.geometry_
        for bar in self._layout.bars:
            if geometry.bar_rect(bar).contains(point):
                return bar
        return None

    def item_at(self, point: QPointF) -> int | None:
        bar = self.bar_at(point)
        return None if bar is None else bar.item

    def day_at(self, point: QPointF) -> date | None:
        return self.geometry_.day_at(point)

    def more_at(self, point: QPointF) -> date | None:
        """The day whose "+n more" is under `point`."""
        day = self.day_at(point)
        if day is None or day not in self._layout.hidden:
            return None
        rect = self.geometry_.more_rect(day)
        return day if rect is not None and rect.contains(point) else None

    # Keys

    def _plain_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        key, week = Qt.Key, self.day.weekday()

        def go(days: int) -> Callable[[], None]:
            return lambda: self.go_to_day(self.day + timedelta(days=days))

        return super()._plain_keys() | {
            key.Key_Left: go(-1),
            key.Key_Right: go(1),
            key.Key_Up: go(-DAYS),
            key.Key_Down: go(DAYS),
            key.Key_Home: go(-week),
            key.Key_End: go(DAYS - 1 - week),
        }

    def stretch_keys(self, row: OccurrenceRow) -> dict[Qt.Key, timedelta]:
        quarter = timedelta(minutes=15)
        times = {} if row.all_day else {Qt.Key.Key_Up: -quarter, Qt.Key.Key_Down: quarter}
        return super().stretch_keys(row) | times

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        more = self.more_at(event.position())
        if more is not None and event.button() == Qt.MouseButton.LeftButton:
            self.day_opened.emit(more)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        more = self.more_at(event.position()) if self.dragging is None else None
        if more != self._hovered_more:
            self._hovered_more = more
            self.setCursor(
                Qt.CursorShape.ArrowCursor if more is None else Qt.CursorShape.PointingHandCursor
            )
            self.update()

    def moment_at(self, point: QPointF, row: OccurrenceRow | None) -> datetime | None:
        day = self.day_at(point)
        return None if day is None else datetime.combine(day, time())

    def snapped(self, moment: datetime, *, exact: bool) -> datetime:
        return moment

    def drawn(self, first: datetime, last: datetime, *, exact: bool) -> Span:
        return Span(first, last + DAY)

    def slot_of(self, span: Span) -> Slot:
        if span.minutes <= DAY.total_seconds() // 60:
            return Slot(span.start.date())
        return Slot(span.start.date(), None, span.minutes, all_day=True)

    def span_place(self, drag: Drag) -> QRectF | None:
        day = self.day_at(drag.point) if drag.point is not None else None
        return None if day is None else self.geometry_.day_rect(day)

    def least(self, row: OccurrenceRow) -> timedelta:
        return DAY if row.all_day else row.shown_end - row.shown_start - self._whole_days(row)

    def _whole_days(self, row: OccurrenceRow) -> timedelta:
        first, last = shown_days(row)
        return last - first

    def handle_at(self, point: QPointF) -> int | None:
        bar = self.bar_at(point)
        if bar is None or bar.goes_on:
            return None
        row = self.own_row(bar.item)
        if row is None:
            return None
        first, last = shown_days(row)
        near_end = self.geometry_.bar_rect(bar).right() - point.x() < _HANDLE
        return bar.item if near_end and (row.all_day or last > first) else None

    def stretch_cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.SizeHorCursor

    def edge_at(self, point: QPointF) -> int:
        geometry = self.geometry_
        if point.y() < geometry.head.bottom() or point.x() < geometry.columns[0]:
            return -1
        beyond = point.y() > self.height() - _EDGE or point.x() > self.width() - _EDGE
        return 1 if beyond else 0

    # Painting

    def picture(self) -> MonthPicture:
        """What there is to draw now."""
        drag, found = self.dragging, self.range
        first, last = self._target(drag)
        return MonthPicture(
            layout=self._layout,
            rows=self.things,
            month=self.month,
            today=self.today,
            holidays=found.holidays if found is not None else {},
            blackouts=found.blackouts if found is not None else (),
            tasks=by_day(found.tasks) if found is not None else {},
            selected=self.selected_item,
            hovered=None if drag else self.hovered,
            hovered_more=self._hovered_more,
            focus=self.day if self.hasFocus() else None,
            ring=self.ring and self.selected_item is None,
            dragged=self.dragged_item,
            target=first,
            target_last=last,
            leaving=self.ghosts.leaving,
            coming=self.ghosts.coming,
        )

    def _target(self, drag: Drag | None) -> tuple[date | None, date | None]:
        """The days on which what is dragged would be."""
        if drag is None or drag.span is None:
            return None, None
        if drag.pull is Pull.MOVE:
            day = self.day_at(drag.point) if drag.point is not None else None
            return day, day
        last = max(drag.span.start, drag.span.end - timedelta(minutes=1))
        return drag.span.start.date(), last.date()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            paint_month(painter, QRectF(self.rect()), tokens, self.picture())
            drag = self.dragging
            if drag is not None and drag.point is not None and drag.pull is Pull.MOVE and drag.row:
                width = min(self.geometry_.cell(0, 0).width() - 7, 220)
                rect = QRectF(drag.point.x() - 24, drag.point.y() - 10, width, theme().px(21))
                paint_ghost(painter, rect, tokens, drag.row)
        finally:
            painter.end()
