"""The agenda: the same dates as a list by day, for reading, printing and small windows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from townhall.language import _
from townhall.services.queries.calendar import CalendarRange
from townhall.services.queries.overlays import OverlayRow
from townhall.ui.calendar.agenda_paint import AgendaLine, paint_agenda_line
from townhall.ui.calendar.arranged import Arranged, Rows, arranged
from townhall.ui.calendar.dates_view import DatesView
from townhall.ui.calendar.layout import AgendaDay, AgendaItem, Shown, agenda_days
from townhall.ui.date_words import month_text
from townhall.ui.theme import theme

MONTHS = 3
"""How many months the agenda shows at once, the chosen one first."""

_MONTH_HEAD, _ITEM, _EMPTY, _PAD = 44, 52, 32, 6


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with its place from the top."""

    line: AgendaLine
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lays rows out by day, with the heights of a month's head, an item, no item, and padding."""

    first: date
    last: date
    today: date
    holidays: Mapping[date, str]
    heights: tuple[int, ...]
    overlays: tuple[OverlayRow, ...] = ()

    def __call__(self, rows: Rows) -> tuple[tuple[AgendaDay, ...], tuple[_Placed, ...]]:
        things: tuple[Shown, ...] = (*rows, *self.overlays)
        days = agenda_days(things, self.first, self.last, today=self.today, holidays=self.holidays)
        return days, tuple(self._placed(days))

    def _placed(self, days: Sequence[AgendaDay]) -> Iterator[_Placed]:
        head, whole, empty, pad = self.heights
        top, month = 0, None
        for day in days:
            if (day.day.year, day.day.month) != month:
                month = (day.day.year, day.day.month)
                yield _Placed(AgendaLine(day.day, month=True), top, head)
                top += head
            contents: list[tuple[str, AgendaItem | None]] = [("", each) for each in day.items]
            if day.holiday or not contents:
                contents.insert(0, (day.holiday, None))
            for number, (holiday, item) in enumerate(contents):
                height = whole if item is not None else empty
                first, last = number == 0, number == len(contents) - 1
                extra = (pad if first else 0) + (pad if last else 0)
                if first and last and item is None:
                    extra = whole - height + 2 * pad
                line = AgendaLine(day.day, holiday=holiday, item=item, first=first)
                yield _Placed(line, top, height + extra)
                top += height + extra


class AgendaView(DatesView):
    """A day per block; up and down go from item to item, left and right from day to day."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self._days: tuple[AgendaDay, ...] = ()
        self._placed: tuple[_Placed, ...] = ()
        self._height = 0
        self.setMinimumWidth(320)

    def rearrange(self) -> None:
        self._days, self._placed = (), ()
        if self.range is not None:
            self._days, self._placed = self.laid_out(self.rows, self._how(self.range))
        self._height = self._placed[-1].top + self._placed[-1].height + 24 if self._placed else 0
        self.setAccessibleName(_("List, {month}").format(month=month_text(self.month)))
        self.setMinimumHeight(self._height)
        self.updateGeometry()
        self.update()

    def arranging(self, day: date) -> Callable[[CalendarRange], Arranged | None]:
        return lambda found: arranged(found.rows, self._how(found))

    def _how(self, found: CalendarRange) -> _Lines:
        heights = tuple(theme().px(each) for each in (_MONTH_HEAD, _ITEM, _EMPTY, _PAD))
        return _Lines(found.first, found.last, self.today, found.holidays, heights, found.overlays)

    def sizeHint(self) -> QSize:
        return QSize(640, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def restyle(self) -> None:
        super().restyle()
        self.rearrange()

    # What is where

    def shown_days(self) -> Sequence[date]:
        return [day.day for day in self._days]

    def items_of(self, day: date) -> Sequence[int]:
        return next((tuple(e.item for e in one.items) for one in self._days if one.day == day), ())

    def _rect(self, placed: _Placed) -> QRectF:
        return QRectF(0, placed.top, self.width(), placed.height)

    def day_place(self, day: date) -> QRectF | None:
        found: QRectF | None = None
        for placed in self._placed:
            if placed.line.day == day and not placed.line.month:
                rect = self._rect(placed)
                found = rect if found is None else found.united(rect)
        return found

    def item_place(self, item: int, day: date) -> QRectF | None:
        for placed in self._placed:
            line = placed.line
            if line.item is not None and line.item.item == item and line.day == day:
                return self._rect(placed)
        return None

    def _at(self, point: QPointF) -> AgendaLine | None:
        placed = next(self._from(point.y()), None)
        return placed.line if placed is not None and placed.top <= point.y() else None

    def _from(self, y: float) -> Iterator[_Placed]:
        """The lines that end below `y`, from the top."""
        first = bisect_right(self._placed, y, key=lambda each: each.top + each.height)
        return islice(self._placed, first, None)

    def item_at(self, point: QPointF) -> int | None:
        line = self._at(point)
        return None if line is None or line.item is None else line.item.item

    def day_at(self, point: QPointF) -> date | None:
        line = self._at(point)
        return None if line is None else line.day

    # Keys

    def _plain_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        key = Qt.Key
        return super()._plain_keys() | {
            key.Key_Up: lambda: self.step(-1),
            key.Key_Down: lambda: self.step(1),
            key.Key_Left: lambda: self._step_day(-1),
            key.Key_Right: lambda: self._step_day(1),
        }

    def _step_day(self, number: int) -> None:
        days = list(self.shown_days())
        later = [day for day in days if day > self.day]
        earlier = [day for day in days if day < self.day]
        if number > 0 and later:
            self.go_to_day(later[0])
        elif number < 0 and earlier:
            self.go_to_day(earlier[-1])

    def reveal(self) -> None:
        """Scroll the least that shows the item selected, or the day of the keyboard."""
        item = self.selected_item
        rect = self.item_place(item, self.day) if item is not None else None
        self._scroll_to(rect or self.day_place(self.day), top=False)

    def reveal_day(self) -> None:
        """Scroll so that the day of the keyboard, or the next that has something, is on top."""
        day = next((day for day in self.shown_days() if day >= self.day), None)
        self._scroll_to(self.day_place(day) if day is not None else None, top=True)

    def _scroll_to(self, rect: QRectF | None, *, top: bool) -> None:
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if rect is None or not isinstance(area, QScrollArea):
            return
        bar, view = area.verticalScrollBar(), area.viewport().height()
        if top:
            # A widget that was just given another height has not told its scroll bar yet.
            bar.setMaximum(max(0, self._height - view))
            bar.setValue(round(rect.y()))
        elif rect.y() < bar.value():
            bar.setValue(round(rect.y()) - 8)
        elif rect.bottom() > bar.value() + view:
            bar.setValue(round(rect.bottom()) - view + 8)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, exposed = theme().tokens, QRectF(event.rect())
        selected, day = self.selected_item, self.day if self.hasFocus() else None
        painter = QPainter(self)
        try:
            painter.fillRect(exposed, tokens.surface)
            for placed in self._from(exposed.y()):
                if placed.top >= exposed.bottom():
                    break
                rect = self._rect(placed)
                item = placed.line.item.item if placed.line.item is not None else None
                paint_agenda_line(
                    painter,
                    rect,
                    tokens,
                    placed.line,
                    self.thing(item) if item is not None else None,
                    today=self.today,
                    chosen=item is not None and item == selected,
                    hovered=item is not None and item == self.hovered,
                    ring=self.ring and selected is None and placed.line.day == day,
                )
        finally:
            painter.end()


class AgendaScroll(QScrollArea):
    """Lets the agenda scroll; the keyboard is in the agenda itself."""

    def __init__(self, agenda: AgendaView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(agenda)
