"""The year by hand and by key: stops to go to, choose and open; and its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent

from townhall.domain.lane_gaps import Gap, GapKind
from townhall.domain.terms import label
from townhall.language import _
from townhall.services.queries.year import Lanes
from townhall.ui.announce import announce
from townhall.ui.calendar.drag import Slot
from townhall.ui.calendar.layout import shown_days
from townhall.ui.calendar.year_geometry import Mark
from townhall.ui.calendar.year_overlays import named_on
from townhall.ui.calendar.year_paint import YearPicture, paint_year
from townhall.ui.calendar.year_places import YearPlaces
from townhall.ui.calendar.year_run_up import cell_at, cell_tip
from townhall.ui.calendar.year_words import gap_reason, gap_text, lane_name
from townhall.ui.date_words import day_text, state_word, time_text
from townhall.ui.theme import theme


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the keyboard can be in a lane: on a mark, or on a gap."""

    day: date
    item: int | None = None
    gap: Gap | None = None


class YearView(YearPlaces):
    """A lane for each audience or initiative. Up and down change lanes, left and right stops."""

    # Keys

    def _plain_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        key = Qt.Key
        return super()._plain_keys() | {
            key.Key_Left: lambda: self.step(-1),
            key.Key_Right: lambda: self.step(1),
            key.Key_Up: lambda: self._go_lane(-1),
            key.Key_Down: lambda: self._go_lane(1),
            key.Key_Home: lambda: self._go_end(0),
            key.Key_End: lambda: self._go_end(-1),
        }

    def _stops(self) -> list[_Stop]:
        lane = self.current_lane
        if lane is None:
            return []
        marks = [_Stop(shown_days(self.rows[item])[0], item) for item in lane.items]
        return sorted(
            [*marks, *(_Stop(gap.first, gap=gap) for gap in lane.gaps)],
            key=lambda stop: (stop.day, stop.gap is not None),
        )

    def step(self, number: int) -> None:
        stops = self._stops()
        here = next(
            (
                at
                for at, stop in enumerate(stops)
                if (stop.gap is not None and stop.gap == self.gap)
                or (stop.item is not None and stop.item == self.selected_item)
            ),
            None,
        )
        if here is None:
            later = (at for at, stop in enumerate(stops) if stop.day >= self.day)
            first = next(later, len(stops))
            place = first if number > 0 else first - 1
        else:
            place = here + number
        if 0 <= place < len(stops):
            self._stop_at(stops[place])

    def _go_end(self, which: int) -> None:
        stops = self._stops()
        if stops:
            self._stop_at(stops[which])

    def _stop_at(self, stop: _Stop) -> None:
        self.gap, self.day = stop.gap, stop.day
        if stop.gap is not None:
            self.day = self._day_in(stop.gap)
        self._choose(stop.item)
        if stop.gap is not None:
            announce(self, gap_text(stop.gap))

    def _go_lane(self, by: int) -> None:
        """Go to another lane, to what is nearest there."""
        place = self.lane + by
        if not 0 <= place < len(self.lanes):
            return
        self.lane, self.gap = place, None
        items = self.lanes[place].items
        nearest = min(
            items,
            key=lambda item: abs((shown_days(self.rows[item])[0] - self.day).days),
            default=None,
        )
        if nearest is not None and self.key is not None:
            self.day = shown_days(self.rows[nearest])[0]
            self._choose(nearest)
        else:
            self._choose(None)

    def _day_in(self, gap: Gap) -> date:
        """A day in a gap on which something could be planned."""
        if gap.kind is GapKind.BETWEEN:
            return gap.first + timedelta(days=gap.days // 2)
        return max(gap.first, min(self.today, gap.last))

    def slot(self) -> Slot:
        lane = self.current_lane
        if lane is None or lane.id is None or self.year is None:
            return Slot(self.day)
        if self.year.by is Lanes.AUDIENCE:
            return Slot(self.day, audiences=(lane.name,))
        return Slot(self.day, initiatives=(lane.name,))

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        lane, found = self.geometry_.lane_at(event.position().y()), self.gap_at(event.position())
        if lane is not None:
            self.lane = lane
        self.gap = found[1] if found is not None else None
        self._close_card()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        mark, gap = self.mark_at(event.position()), self.gap_at(event.position())
        shown = None if mark is not None else gap
        if mark is not None and (self._card is None or not self._card.isVisible()):
            self._show_mark(mark)
        elif mark is None and shown != self._hovered_gap:
            self._close_card()
            if shown is not None:
                self._show_gap(*shown)
        elif mark is None and shown is None:
            self._close_card()
        self._hovered_gap = shown

    def leaveEvent(self, event: QEvent) -> None:
        self._close_card()
        self._hovered_gap = None
        super().leaveEvent(event)

    def _hover(self, item: int | None) -> None:
        if item != self.hovered:
            self._close_card()
        super()._hover(item)

    def _tip(self, point: QPointF) -> str:
        """Cards tell of marks and gaps; tasks, holidays and periods are left."""
        cell = cell_at(self.geometry_, self._tasks(), point)
        if cell is not None:
            return cell_tip(cell, self.today)
        if self.item_at(point) is not None or self.gap_at(point) is not None or not self.range:
            return ""
        day = self.geometry_.day_at(point.x())
        if day is None:
            return ""
        names = [self.range.holidays.get(day, "")]
        names += [p.name for p in self.range.blackouts if p.first_day <= day <= p.last_day]
        names += named_on(self.range.overlays, day)
        known = ", ".join(name for name in names if name)
        return f"{day_text(day)}: {known}" if known else ""

    def _show_mark(self, mark: Mark) -> None:
        row = self.rows[mark.item]
        when = f"{day_text(shown_days(row)[0])}, {time_text(row)}"
        lines = [when, f"{label(row.kind)}, {state_word(row).lower()}", row.location]
        self._show_card(row.title, lines, self.geometry_.mark_rect(mark))

    def _show_gap(self, number: int, gap: Gap) -> None:
        if self.year is None:
            return
        lane = self.lanes[number]
        lines = [gap_text(gap), gap_reason(gap, lane)]
        if gap.kind in (GapKind.SILENT, GapKind.BETWEEN):
            lines.append(_("Last word: {day}").format(day=day_text(gap.first)))
        lines.append(_("Double-click to plan something here"))
        self._show_card(lane_name(lane, self.year.by), lines, self.geometry_.gap_rect(number, gap))

    # Painting

    def picture(self) -> YearPicture | None:
        """What there is to draw now."""
        if self.year is None:
            return None
        return YearPicture(
            year=self.year,
            marks=self._marks,
            today=self.today,
            selected=self.selected_item,
            hovered=self.hovered,
            focus=self.lane if self.hasFocus() else None,
            ring=self.ring,
            chosen_gap=self.gap,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), theme().tokens.surface)
            picture = self.picture()
            if picture is not None:
                paint_year(painter, self.geometry_, theme().tokens, picture)
        finally:
            painter.end()
