"""The week by hand and by key: made, moved and stretched; and its picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.announce import announce
from townhall.ui.calendar.dates_view import DAY, WEEK
from townhall.ui.calendar.drag import Drag, Pull, Slot, Span
from townhall.ui.calendar.layout import DAYS, Bar
from townhall.ui.calendar.week_layout import (
    DAY_MINUTES,
    is_whole,
)
from townhall.ui.calendar.week_paint import paint_week
from townhall.ui.calendar.week_picture import Target, WeekPicture
from townhall.ui.calendar.week_places import WeekPlaces
from townhall.ui.date_words import clock
from townhall.ui.theme import theme

SNAP = 15
"""Minutes to which everything is put by hand."""
_HANDLE, _EDGE = 7, 18
_QUARTER = timedelta(minutes=SNAP)
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class WeekView(WeekPlaces):
    """Seven days. The keyboard stands at a time: arrows go there, Shift makes the slot longer."""

    def day_told(self, day: date) -> str:
        told = super().day_told(day)
        if day == self.day and self.selected_item is None:
            return f"{told}, {self._cursor_text()}"
        return told

    def _cursor_text(self) -> str:
        start = datetime.combine(self.day, time()) + timedelta(minutes=self.minute)
        return f"{clock(start)} – {clock(start + timedelta(minutes=self.length))}"

    # Keys

    def move_keys(self) -> dict[Qt.Key, timedelta]:
        key, row = Qt.Key, self.selected_row
        found = super().move_keys() | {key.Key_PageUp: -WEEK, key.Key_PageDown: WEEK}
        if row is None or not is_whole(row):
            found |= {key.Key_Up: -_QUARTER, key.Key_Down: _QUARTER}
        return found

    def stretch_keys(self, row: OccurrenceRow) -> dict[Qt.Key, timedelta]:
        if is_whole(row):
            return super().stretch_keys(row)
        return {Qt.Key.Key_Up: -_QUARTER, Qt.Key.Key_Down: _QUARTER}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        longer = {Qt.Key.Key_Up: -SNAP, Qt.Key.Key_Down: SNAP}
        if self._drag is None and event.modifiers() == _SHIFT and event.key() in longer:
            self._choose(None)
            most = DAY_MINUTES - self.minute
            self.length = min(max(SNAP, self.length + longer[Qt.Key(event.key())]), most)
            self._on_cursor_moved()
            return
        super().keyPressEvent(event)

    def _plain_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        key, weekday = Qt.Key, self.day.weekday()

        def go(days: int) -> Callable[[], None]:
            return lambda: self.go_to_day(self.day + timedelta(days=days))

        return super()._plain_keys() | {
            key.Key_Left: go(-1),
            key.Key_Right: go(1),
            key.Key_Up: lambda: self._go_minutes(-2 * SNAP),
            key.Key_Down: lambda: self._go_minutes(2 * SNAP),
            key.Key_Home: go(-weekday),
            key.Key_End: go(DAYS - 1 - weekday),
        }

    def _go_minutes(self, by: int) -> None:
        """Move the keyboard up or down the day."""
        row = self.selected_row
        if row is not None:
            self._choose(None)
            if not is_whole(row):
                self.minute = row.shown_start.hour * 60 + row.shown_start.minute // SNAP * SNAP
        self.minute = min(max(0, self.minute + by), DAY_MINUTES - self.length)
        self._on_cursor_moved()

    def _on_cursor_moved(self) -> None:
        self._stands = True
        self._came_by_keyboard = True
        self.reveal()
        self.update()
        announce(self, self._cursor_text())

    def slot(self) -> Slot:
        return Slot(self.day, time(self.minute // 60, self.minute % 60), self.length)

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left, point = event.button() == Qt.MouseButton.LeftButton, event.position()
        more = self.more_at(point)
        if more is not None and left:
            self.day_opened.emit(more)
            return
        if left and self.item_at(point) is None and self.geometry_.body.contains(point):
            self.minute = int(self.geometry_.minutes_at(point.y())) // 30 * 30
            self.length = min(60, DAY_MINUTES - self.minute)
            self._stands = True
        super().mousePressEvent(event)

    def moment_at(self, point: QPointF, row: OccurrenceRow | None) -> datetime | None:
        found = self.geometry_.moment_at(point)
        drawing = self._drag is not None and self._drag.row is None
        whole = row is not None and is_whole(row)
        if drawing and self._drag is not None:
            whole = self._drag.pressed.y() < self.geometry_.body.y()
        if found is None or not whole:
            return found
        return datetime.combine(found.date(), time())

    def snapped(self, moment: datetime, *, exact: bool) -> datetime:
        drag = self._drag
        if exact or (drag is not None and drag.row is not None and is_whole(drag.row)):
            return moment
        minutes = round((moment.hour * 60 + moment.minute) / SNAP) * SNAP
        return datetime.combine(moment.date(), time()) + timedelta(minutes=minutes)

    def drawn(self, first: datetime, last: datetime, *, exact: bool) -> Span:
        if self._drag is not None and self._drag.pressed.y() < self.geometry_.body.y():
            return Span(first, last + DAY)
        step = 1 if exact else SNAP
        start = first.replace(minute=first.minute // step * step)
        day = datetime.combine(start.date(), time())
        if last.date() != start.date():
            last = day + (last - datetime.combine(last.date(), time()))
            start, last = min(start, last), max(start, last)
        return Span(start, max(self.snapped(last, exact=exact), start + _QUARTER))

    def slot_of(self, span: Span) -> Slot:
        if span.start.time() == span.end.time() == time():
            return Slot(span.start.date(), None, span.minutes, all_day=True)
        return Slot(span.start.date(), span.start.time(), span.minutes)

    def span_place(self, drag: Drag) -> QRectF | None:
        target, geometry = self._target(), self.geometry_
        number = (target.first - self._layout.monday).days if target is not None else -1
        if target is None or not 0 <= number < DAYS:
            return None
        if target.start is None:
            return geometry.bar_rect(Bar(0, 0, number, number, 0))
        return geometry.span_rect(number, target.start, target.end)

    def handle_at(self, point: QPointF) -> int | None:
        bar = self.bar_at(point)
        found = bar or self.block_at(point)
        if found is not None and self.own_row(found.item) is None:
            return None
        if bar is not None and not bar.goes_on:
            near = self.geometry_.bar_rect(bar).right() - point.x() < _HANDLE
            return bar.item if near else None
        block = self.block_at(point)
        if block is None or block.goes_on:
            return None
        rect = self.geometry_.block_rect(block)
        return block.item if rect.bottom() - point.y() < min(_HANDLE, rect.height() / 3) else None

    def stretch_cursor(self) -> Qt.CursorShape:
        row = self._drag.row if self._drag is not None else None
        sideways = row is not None and is_whole(row)
        return Qt.CursorShape.SizeHorCursor if sideways else Qt.CursorShape.SizeVerCursor

    def edge_at(self, point: QPointF) -> int:
        geometry = self.geometry_
        if point.x() < geometry.columns[0]:
            return -1
        return 1 if point.x() > geometry.columns[-1] - _EDGE else 0

    def least(self, row: OccurrenceRow) -> timedelta:
        return DAY if is_whole(row) else _QUARTER

    # Painting

    def _target(self) -> Target | None:
        drag = self.dragging
        if drag is None or drag.span is None:
            return None
        span, row = drag.span, drag.row
        day = span.start.date()
        whole = is_whole(row) if row is not None else span.minutes % DAY_MINUTES == 0
        if whole:
            return Target(day, max(day, (span.end - timedelta(minutes=1)).date()))
        start = span.start.hour * 60 + span.start.minute
        return Target(day, day, start, start + span.minutes)

    def picture(self) -> WeekPicture:
        """What there is to draw now."""
        found, drag = self.range, self.dragging
        plan = found.plan if found is not None else None
        work = (8 * 60, 18 * 60)
        if plan is not None:
            begin, end = plan.work_start, plan.work_end
            work = (begin.hour * 60 + begin.minute, end.hour * 60 + end.minute)
        stands = self.hasFocus() and (self.ring or self._stands)
        stretched = drag is not None and drag.pull is Pull.STRETCH
        return WeekPicture(
            layout=self._layout,
            rows=self.things,
            today=self.today,
            work=work,
            zone=plan.time_zone if plan is not None else "",
            second_zone=plan.second_time_zone if plan is not None else "",
            holidays=found.holidays if found is not None else {},
            blackouts=self._periods(),
            tasks=self._tasks(),
            now=self.now,
            selected=self.selected_item,
            hovered=None if drag else self.hovered,
            cursor=(self.day, self.minute, self.minute + self.length) if stands else None,
            ring=self.ring,
            dragged=self.selected_item if stretched else self.dragged_item,
            target=self._target(),
            ghost=drag.row if drag is not None else None,
            leaving=self.ghosts.leaving,
            coming=self.ghosts.coming,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), theme().tokens.surface)
            paint_week(painter, self.geometry_, theme().tokens, self.picture())
        finally:
            painter.end()


def week_days(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + (DAYS - 1) * DAY
