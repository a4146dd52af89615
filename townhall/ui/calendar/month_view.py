"""The month: painted weeks, moved through by keys, with items that are dragged to other days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from townhall.language import _, pgettext
from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.announce import announce
from townhall.ui.calendar.dates_view import DatesView, days_between
from townhall.ui.calendar.geometry import MonthGeometry
from townhall.ui.calendar.layout import DAYS, Bar, MonthLayout, lay_out, month_weeks, shown_days
from townhall.ui.calendar.paint import MonthPicture, paint_ghost, paint_month
from townhall.ui.date_key import key_of
from townhall.ui.date_words import day_text, month_text, time_text
from townhall.ui.theme import theme
from townhall.ui.widgets.key_cap import KeyCap
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.notices import FloatCard
from townhall.ui.widgets.paint import BODY, SMALL


@dataclass(slots=True)
class _Drag:
    """A press on an item that becomes a drag once the pointer has moved far enough."""

    item: int
    pressed: QPointF
    day: date
    started: bool = False
    point: QPointF | None = None
    target: date | None = None


class MonthView(DatesView):
    """Six rows of weeks at most; arrows move the day, Alt and arrows the item."""

    # Qt sends events while the base class is still being made.
    _drag: _Drag | None = None

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self._layout = MonthLayout((), (), {}, {})
        self._card: _DragCard | None = None
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
        self._drop_drag()
        weeks = month_weeks(self.month)
        lanes = MonthGeometry(QRectF(self.rect()), weeks).lanes
        self._layout = lay_out(self.rows, weeks, lanes)
        self.setAccessibleName(month_text(self.month))
        self.update()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._drag is not None:
            if event.key() == Qt.Key.Key_Escape:
                item = self._drag.item
                self._drop_drag()
                self._choose(item)
                announce(self, _("Moving stopped"))
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        dragging = self._drag is not None and self._drag.started
        if (
            dragging
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
        ):
            event.accept()
            return True
        return super().event(event)

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            return
        more = self.more_at(event.position())
        if more is not None and event.button() == Qt.MouseButton.LeftButton:
            self.day_opened.emit(more)
            return
        item = self._press(event)
        if item is None or event.button() != Qt.MouseButton.LeftButton:
            self._choose(item)
            return
        # Said when the button comes up: the panel that opens would take room from under a drag.
        self.key = key_of(self.rows[item])
        self.update()
        self._drag = _Drag(item, event.position(), self.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            more = self.more_at(event.position())
            super().mouseMoveEvent(event)
            if more != self._hovered_more:
                self._hovered_more = more
                self.setCursor(
                    Qt.CursorShape.ArrowCursor
                    if more is None
                    else Qt.CursorShape.PointingHandCursor
                )
                self.update()
            return
        far = (event.position() - drag.pressed).manhattanLength()
        if not drag.started and far < QApplication.startDragDistance():
            return
        drag.started, drag.point = True, event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        day = self.day_at(event.position())
        if day != drag.target:
            drag.target = day
            self._tell_drag(drag)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        row, target = self.rows[drag.item], drag.target
        self._drop_drag()
        if drag.started and target is not None and target != drag.day:
            self.day = target
            self.move_wanted.emit(row, (target - drag.day).days)
        else:
            self._choose(drag.item)

    def _tell_drag(self, drag: _Drag) -> None:
        row = self.rows[drag.item]
        self._close_card()
        cell = self.geometry_.day_rect(drag.target) if drag.target is not None else None
        if drag.target is None or cell is None:
            return
        self._card = _DragCard(row, (drag.target - drag.day).days, self)
        self._card.show_beside(cell)

    def _close_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None

    def _drop_drag(self) -> None:
        self._close_card()
        if self._drag is not None:
            self._drag = None
            self.unsetCursor()
            self.update()

    # Painting

    def picture(self) -> MonthPicture:
        """What there is to draw now."""
        drag = self._drag if self._drag is not None and self._drag.started else None
        return MonthPicture(
            layout=self._layout,
            rows=self.rows,
            month=self.month,
            today=self.today,
            holidays=self.range.holidays if self.range is not None else {},
            selected=self.selected_item,
            hovered=None if drag else self.hovered,
            hovered_more=self._hovered_more,
            focus=self.day if self.hasFocus() else None,
            ring=self.ring and self.selected_item is None,
            dragged=drag.item if drag else None,
            target=drag.target if drag else None,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            paint_month(painter, QRectF(self.rect()), tokens, self.picture())
            drag = self._drag
            if drag is not None and drag.started and drag.point is not None:
                width = min(self.geometry_.cell(0, 0).width() - 7, 220)
                rect = QRectF(drag.point.x() - 24, drag.point.y() - 10, width, theme().px(21))
                paint_ghost(painter, rect, tokens, self.rows[drag.item])
        finally:
            painter.end()


class _DragCard(FloatCard):
    """Beside the target while dragging: where it goes, where it was, how to stop."""

    def __init__(self, row: OccurrenceRow, days: int, parent: QWidget) -> None:
        first = shown_days(row)[0]
        target = first + timedelta(days=days)
        super().__init__(_described(target, row, moved=bool(days)), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if days:
            was = _("was {when}").format(when=day_text(first, "ddd d MMMM"))
            self.body.addWidget(Label(was, BODY, "text2"))
        if row.recurring:
            self.body.addWidget(Label(_("This date alone"), BODY, "text2"))
        keys = QHBoxLayout()
        keys.setSpacing(6)
        keys.addWidget(KeyCap("Esc"))
        keys.addWidget(Label(pgettext("drag", "back"), SMALL, "text2"))
        keys.addStretch(1)
        self.body.addLayout(keys)

    def show_beside(self, cell: QRectF) -> None:
        """Stand right of `cell`, or left of it where there is no room."""
        parent = self.parentWidget()
        self.adjustSize()
        x = cell.right() - self.MARGIN + 8
        if parent is not None and x + self.width() > parent.width():
            x = cell.x() - self.width() + self.MARGIN - 8
        lowest = (parent.height() if parent is not None else 0) - self.height()
        y = max(0.0, min(cell.y() - self.MARGIN, float(lowest)))
        self.move(QPoint(round(x), round(y)))
        self.show()
        self.raise_()


def _described(day: date, row: OccurrenceRow, *, moved: bool) -> str:
    if not moved:
        return _("Back in its place")
    text = day_text(day, "ddd d MMMM")
    return text if row.all_day else f"{text}, {time_text(row)}"
