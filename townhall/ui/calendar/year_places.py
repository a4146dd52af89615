"""Where everything of a year stands: lanes that scroll, marks, gaps, the card beside one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from townhall.domain.lane_gaps import Gap
from townhall.language import _
from townhall.services.queries.run_up import RunUpTask
from townhall.services.queries.year import Lane, Lanes, Year
from townhall.ui.calendar.accessible import Group
from townhall.ui.calendar.dates_view import DatesView, days_between
from townhall.ui.calendar.layout import shown_days
from townhall.ui.calendar.year_geometry import (
    HIGHEST,
    LOWEST,
    LaneMarks,
    Mark,
    YearGeometry,
    contains,
)
from townhall.ui.calendar.year_paint import legend_height
from townhall.ui.calendar.year_run_up import (
    run_up_cells,
    run_up_height,
    run_up_told,
)
from townhall.ui.calendar.year_words import lane_told, year_title
from townhall.ui.date_words import day_text
from townhall.ui.theme import theme
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.notices import FloatCard
from townhall.ui.widgets.paint import BODY, HEAD

SCROLL_BAR = 12
_CARD = 320


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the window gives a year: its room, the heights of legends, how far it scrolled."""

    rect: QRectF
    today: date
    legends: Mapping[Lanes, float]
    offset: int

    def geometry(self, year: Year | None) -> YearGeometry:
        """The rectangles of `year`; lanes are as high as lets all show, within bounds."""
        first = year.range.first if year is not None else self.today
        last = year.range.last if year is not None else self.today
        count = len(year.lanes) if year is not None else 0

        def made(height: float) -> YearGeometry:
            return YearGeometry(
                self.rect,
                first,
                last,
                count=count,
                lane=height,
                legend=self.legends[year.by if year is not None else Lanes.AUDIENCE],
                run_up=run_up_height(year),
                offset=self.offset,
            )

        px = theme().px
        fitting = made(1).area.height() / max(1, count)
        return made(float(round(min(max(fitting, px(LOWEST)), px(HIGHEST)))))


class YearPlaces(DatesView):
    """A lane for each audience or initiative; the keyboard is in `lane`, perhaps on its `gap`."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self.year: Year | None = None
        self.lane = 0
        self.gap: Gap | None = None
        self._geometry: YearGeometry | None = None
        self._days: dict[date, list[int]] | None = None
        self._card: FloatCard | None = None
        self._hovered_gap: tuple[int, Gap] | None = None
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.valueChanged.connect(self._on_scrolled)
        self._marks = LaneMarks((), (), self.geometry_)
        self.setMinimumSize(560, 240)

    def set_year(self, found: Year, marks: LaneMarks | None = None) -> None:
        """Show what was read, with `marks` from `marking`; the keyboard stays in its lane."""
        self._marks = self._marks if marks is None else marks
        before = self.current_lane
        self.year, self.gap = found, None
        ids = [lane.id for lane in found.lanes]
        self.lane = ids.index(before.id) if before is not None and before.id in ids else 0
        self.set_range(found.range)

    @property
    def lanes(self) -> Sequence[Lane]:
        """The lanes, from the top."""
        return self.year.lanes if self.year is not None else ()

    @property
    def current_lane(self) -> Lane | None:
        """The lane of the keyboard."""
        return self.lanes[self.lane] if self.lane < len(self.lanes) else None

    @property
    def geometry_(self) -> YearGeometry:
        """The rectangles of the year at the present size."""
        if self._geometry is None:
            self._geometry = self._make_geometry()
        return self._geometry

    def _make_geometry(self) -> YearGeometry:
        by = self.year.by if self.year is not None else Lanes.AUDIENCE
        return self._frame(by).geometry(self.year)

    def _frame(self, *kinds: Lanes) -> _Frame:
        rect = QRectF(self.rect()).adjusted(0, 0, -SCROLL_BAR, 0)
        legends = {by: legend_height(by, rect.width()) for by in kinds}
        return _Frame(rect, self.today, legends, self.bar.value())

    def marking(self) -> Callable[[Year], LaneMarks]:
        """What works out, on any thread, where the marks will stand in the lanes that show."""
        frame = self._frame(*Lanes)

        def mark(found: Year) -> LaneMarks:
            geometry = frame.geometry(found)
            marks = LaneMarks(found.lanes, found.range.rows, geometry)
            for lane in geometry.visible():
                marks.lay_out(lane)
            return marks

        return mark

    def rearrange(self) -> None:
        self._close_card()
        self._geometry = None
        geometry = self.geometry_
        page = int(geometry.area.height())
        self.bar.setRange(0, max(0, round(geometry.tall) - page))
        self.bar.setPageStep(page)
        self.bar.setSingleStep(int(geometry.lane_height))
        top = round(geometry.area.y())
        self.bar.setGeometry(self.width() - SCROLL_BAR, top, SCROLL_BAR, page)
        self._geometry = None
        if not self._marks.hold(self.lanes, self.geometry_):
            self._marks = LaneMarks(self.lanes, self.rows, self.geometry_)
        self._days = None
        if self.range is not None:
            title = year_title(self.range.first, self.range.last)
            self.setAccessibleName(_("Year, {months}").format(months=title))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rearrange()

    def restyle(self) -> None:
        super().restyle()
        self.rearrange()

    def _on_scrolled(self) -> None:
        self._close_card()
        self._geometry = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta().y() or round(event.angleDelta().y() / 120 * 66)
        self.bar.setValue(self.bar.value() - pixels)
        event.accept()

    # What is where

    def shown_days(self) -> Sequence[date]:
        return days_between(self.range.first, self.range.last) if self.range is not None else []

    def items_of(self, day: date) -> Sequence[int]:
        if self._days is None:
            # Only a screen reader and stepping through dates ask for it.
            self._days = {}
            for item, row in enumerate(self.rows):
                self._days.setdefault(shown_days(row)[0], []).append(item)
        return self._days.get(day, ())

    def day_place(self, day: date) -> QRectF | None:
        return self.geometry_.columns(day, day) if self.range is not None else None

    def item_place(self, item: int, day: date) -> QRectF | None:
        lane = self._lane_of(item)
        return None if lane is None else self.group_item_place(item, lane)

    def mark_at(self, point: QPointF) -> Mark | None:
        """The mark under `point`, the topmost first."""
        lane = self.geometry_.lane_at(point.y())
        if lane is None:
            return None
        for mark in reversed(self._marks[lane]):
            if contains(self.geometry_.mark_rect(mark), point):
                return mark
        return None

    def item_at(self, point: QPointF) -> int | None:
        mark = self.mark_at(point)
        return None if mark is None else mark.item

    def gap_at(self, point: QPointF) -> tuple[int, Gap] | None:
        """The lane and the gap under `point`."""
        lane = self.geometry_.lane_at(point.y())
        if lane is None:
            return None
        for gap in self.lanes[lane].gaps:
            if self.geometry_.gap_rect(lane, gap).contains(point):
                return lane, gap
        return None

    def day_at(self, point: QPointF) -> date | None:
        if self.range is None or self.geometry_.lane_at(point.y()) is None:
            return None
        return self.geometry_.day_at(point.x())

    def _lane_of(self, item: int) -> int | None:
        """The lane an item is in: that of the keyboard where it is one of several."""
        if self.current_lane is not None and item in self.current_lane.items:
            return self.lane
        return next((at for at, lane in enumerate(self.lanes) if item in lane.items), None)

    # What a screen reader finds: lanes

    def groups(self) -> Sequence[Group]:
        """The lanes, and behind them the run-up where it shows."""
        return range(len(self.lanes) + bool(self._tasks()))

    def _tasks(self) -> Sequence[RunUpTask]:
        return self.range.tasks if self.range is not None else ()

    def _is_lane(self, group: Group) -> TypeGuard[int]:
        return isinstance(group, int) and group < len(self.lanes)

    def group_items(self, group: Group) -> Sequence[int]:
        return self.lanes[group].items if self._is_lane(group) else ()

    def group_told(self, group: Group) -> str:
        if self.year is None:
            return ""
        if not self._is_lane(group):
            return run_up_told(run_up_cells(self.geometry_, self._tasks()), self.today)
        return lane_told(self.year.lanes[group], self.year.by)

    def group_place(self, group: Group) -> QRectF | None:
        return self.geometry_.lane(group) if self._is_lane(group) else self.geometry_.run_up

    def group_item_place(self, item: int, group: Group) -> QRectF | None:
        if not self._is_lane(group):
            return None
        marks = (mark for mark in self._marks[group] if mark.item == item)
        mark = next(marks, None)
        return None if mark is None else self.geometry_.mark_rect(mark)

    def item_told(self, item: int) -> str:
        day = day_text(self.rows[item].shown_start.date()) if item < len(self.rows) else ""
        return f"{super().item_told(item)}, {day}" if day else ""

    def focused(self) -> tuple[Group | None, int | None]:
        if self.current_lane is None:
            return None, None
        item = self.selected_item
        return self.lane, item if item in self.current_lane.items else None

    def reveal(self) -> None:
        item = self.selected_item
        lane = self._lane_of(item) if item is not None else None
        self.lane = self.lane if lane is None else lane
        rect, area = self.geometry_.lane(self.lane), self.geometry_.area
        if rect.y() < area.y():
            self.bar.setValue(self.bar.value() - round(area.y() - rect.y()))
        elif rect.bottom() > area.bottom():
            self.bar.setValue(self.bar.value() + round(rect.bottom() - area.bottom()))

    def _show_card(self, title: str, lines: Sequence[str], place: QRectF) -> None:
        self._close_card()
        card = FloatCard(parent=self)
        card.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        head = Label(title, HEAD, wrap=True)
        head.setMaximumWidth(theme().px(_CARD))
        card.body.addWidget(head)
        for line in lines:
            if line:
                words = Label(line, BODY, "text2", wrap=True)
                words.setMaximumWidth(theme().px(_CARD))
                card.body.addWidget(words)
        card.adjustSize()
        x = min(place.x() - card.MARGIN, self.width() - card.width())
        y = place.bottom() + 6 - card.MARGIN
        if y + card.height() > self.height():
            y = place.y() - 6 + card.MARGIN - card.height()
        card.move(round(max(0.0, x)), round(max(0.0, y)))
        card.show()
        card.raise_()
        self._card = card

    def _close_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
