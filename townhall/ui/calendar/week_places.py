"""Where everything of a week stands: hours that scroll, items beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from townhall.language import _
from townhall.services.queries.calendar import CalendarRange
from townhall.services.queries.closed_days import BlackoutDetail
from townhall.services.queries.overlays import OverlayRow
from townhall.services.queries.run_up import RunUpTask
from townhall.ui.calendar.arranged import Arranged, Rows, arranged
from townhall.ui.calendar.dates_view import DAY, days_between
from townhall.ui.calendar.drag_view import DragView
from townhall.ui.calendar.flags import by_day
from townhall.ui.calendar.layout import DAYS, Bar, MonthLayout, Shown
from townhall.ui.calendar.week_geometry import SCROLL_BAR, WeekGeometry
from townhall.ui.calendar.week_head_paint import FLAGS
from townhall.ui.calendar.week_layout import (
    DAY_MINUTES,
    Block,
    WeekLayout,
    is_whole,
    lay_out_week,
)
from townhall.ui.date_words import day_text

_LANES, _COLUMN = 4, 44


@dataclass(frozen=True, slots=True)
class _Week:
    """Lays rows out in the week of `monday`, at most `columns` abreast, `overlays` behind them."""

    monday: date
    columns: int
    overlays: tuple[OverlayRow, ...] = ()

    def __call__(self, rows: Rows) -> WeekLayout:
        return lay_out_week(
            rows, self.monday, lanes=_LANES, columns=self.columns, overlays=self.overlays
        )


class WeekPlaces(DragView):
    """Seven days with their hours. The keyboard stands at `minute` of its day, `length` minutes."""

    exact = True

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        empty = MonthLayout((), (), {}, {})
        self._layout = WeekLayout(today - timedelta(days=today.weekday()), empty, 0)
        self._geometry: WeekGeometry | None = None
        self.minute, self.length = 9 * 60, 60
        self.now: datetime | None = None
        self._placed = self._stands = False
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.valueChanged.connect(self._on_scrolled)
        self.setMinimumSize(DAYS * 60, 240)
        self.show_days(today, today)

    @property
    def layout_(self) -> WeekLayout:
        """Where everything stands."""
        return self._layout

    @property
    def geometry_(self) -> WeekGeometry:
        """The rectangles of the week at the present size."""
        if self._geometry is None:
            self._geometry = self._make_geometry()
        return self._geometry

    def _make_geometry(self) -> WeekGeometry:
        second = self.range.plan.second_time_zone if self.range is not None else ""
        rect = QRectF(self.rect()).adjusted(0, 0, -SCROLL_BAR, 0)
        return WeekGeometry(
            rect,
            self._layout.monday,
            lanes=self._layout.lanes,
            periods=min(2, len(self._periods())),
            zones=2 if second else 1,
            offset=self.bar.value(),
            flags=min(FLAGS, max((len(each) for each in self._tasks().values()), default=0)),
        )

    def _periods(self) -> tuple[BlackoutDetail, ...]:
        """The blackout periods of this week; what was read last may be of the one before it."""
        if self.range is None:
            return ()
        monday = self._layout.monday
        sunday = monday + timedelta(days=6)
        return tuple(
            each
            for each in self.range.blackouts
            if each.first_day <= sunday and each.last_day >= monday
        )

    def _tasks(self) -> dict[date, list[RunUpTask]]:
        return by_day(self.range.tasks) if self.range is not None else {}

    def set_now(self, now: datetime) -> None:
        """Draw the line of the present time, local to the plan."""
        self.now = now
        self.update()

    def set_range(self, found: CalendarRange) -> None:
        super().set_range(found)
        if not self._placed and self.isVisible():
            self._placed = True
            self.minute = found.plan.work_start.hour * 60 + found.plan.work_start.minute
            self._show_working_hours()

    def rearrange(self) -> None:
        how = self._how(self.day)
        monday = how.monday
        if self.range is not None and self.range.first == monday:
            self._layout = self.laid_out(self.rows, replace(how, overlays=self.overlays))
        else:
            self._layout = how(())
        self._geometry = None
        name = _("Week {n}, {month}").format(
            n=monday.isocalendar().week, month=day_text(monday, "MMMM yyyy")
        )
        self.setAccessibleName(name)
        self._arrange_bar()
        self.update()

    def arranging(self, day: date) -> Callable[[CalendarRange], Arranged | None]:
        how = self._how(day)
        return lambda found: arranged(found.rows, replace(how, overlays=found.overlays))

    def _how(self, day: date) -> _Week:
        width = max(1, (self.width() - 80) // DAYS)
        return _Week(day - timedelta(days=day.weekday()), max(2, width // _COLUMN))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rearrange()

    def restyle(self) -> None:
        super().restyle()
        self.rearrange()

    def _arrange_bar(self) -> None:
        geometry = self.geometry_
        page = int(geometry.body.height())
        self.bar.setRange(0, max(0, int(geometry.tall) - page))
        self.bar.setPageStep(page)
        self.bar.setSingleStep(int(geometry.hour / 2))
        top = round(geometry.body.y())
        self.bar.setGeometry(self.width() - SCROLL_BAR, top, SCROLL_BAR, self.height() - top)
        self._geometry = None

    def _on_scrolled(self) -> None:
        self._geometry = None
        self.update()

    def _show_working_hours(self) -> None:
        """Begin where people begin to work."""
        if self.range is not None:
            self.bar.setValue(int(self.range.plan.work_start.hour * self.geometry_.hour) - 10)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.NoModifier:
            pixels = event.pixelDelta().y() or round(event.angleDelta().y() / 120 * 66)
            self.bar.setValue(self.bar.value() - pixels)
            event.accept()
        else:
            super().wheelEvent(event)

    # What is where

    def shown_days(self) -> Sequence[date]:
        return days_between(self._layout.monday, self._layout.monday + (DAYS - 1) * DAY)

    def items_of(self, day: date) -> Sequence[int]:
        return self._layout.days.get(day, ())

    def day_place(self, day: date) -> QRectF | None:
        return self.geometry_.day_rect(day)

    def item_place(self, item: int, day: date) -> QRectF | None:
        number = (day - self._layout.monday).days
        for bar in self._layout.whole.bars:
            if bar.item == item and bar.first <= number <= bar.last:
                return self.geometry_.bar_rect(bar)
        for block in (*self._layout.blocks, *self._layout.behind):
            if block.item == item and block.day == number:
                return self.geometry_.block_rect(block)
        return None

    def bar_at(self, point: QPointF) -> Bar | None:
        """The bar of whole days under `point`."""
        bars = self._layout.whole.bars
        return next((bar for bar in bars if self.geometry_.bar_rect(bar).contains(point)), None)

    def block_at(self, point: QPointF) -> Block | None:
        """The timed item under `point`."""
        geometry = self.geometry_
        if not geometry.body.contains(point):
            return None
        blocks = reversed((*self._layout.behind, *self._layout.blocks))
        return next((each for each in blocks if geometry.block_rect(each).contains(point)), None)

    def item_at(self, point: QPointF) -> int | None:
        found = self.bar_at(point) or self.block_at(point)
        return None if found is None else found.item

    def day_at(self, point: QPointF) -> date | None:
        return self.geometry_.day_at(point)

    def more_at(self, point: QPointF) -> date | None:
        """The day whose "+n more" is under `point`."""
        geometry, layout = self.geometry_, self._layout
        for day in layout.whole.hidden:
            rect = geometry.more_rect(day, layout.lanes)
            if rect is not None and rect.contains(point):
                return day
        for crowd in layout.crowds:
            if geometry.body.contains(point) and geometry.crowd_rect(crowd).contains(point):
                return layout.monday + crowd.day * DAY
        return None

    def reveal(self) -> None:
        row: Shown | None = self.selected_row or self.selected_overlay
        if row is not None and is_whole(row):
            return
        start, end = self.minute, self.minute + self.length
        if row is not None:
            start = row.shown_start.hour * 60 + row.shown_start.minute
            end = start + int((row.shown_end - row.shown_start).total_seconds()) // 60
        geometry = self.geometry_
        top, bottom = geometry.y_of(start) - 8, geometry.y_of(min(end, DAY_MINUTES)) + 8
        if bottom > geometry.body.bottom():
            self.bar.setValue(self.bar.value() + int(bottom - geometry.body.bottom()))
            top = self.geometry_.y_of(start) - 8
        if top < geometry.body.y():
            self.bar.setValue(self.bar.value() - int(geometry.body.y() - top))
