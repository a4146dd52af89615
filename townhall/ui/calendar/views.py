"""The views of the calendar in one place: which one shows, which days, and going on and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeAlias

from PySide6.QtWidgets import QStackedLayout, QWidget

from townhall.language import _
from townhall.services.queries.calendar import CalendarRange
from townhall.services.queries.year import Lanes, Year, around
from townhall.ui.calendar.agenda_view import MONTHS, AgendaScroll, AgendaView
from townhall.ui.calendar.arranged import Arranged
from townhall.ui.calendar.dates_view import DatesView
from townhall.ui.calendar.drag_view import DragView
from townhall.ui.calendar.layout import DAYS, add_months, month_weeks
from townhall.ui.calendar.month_view import MonthView
from townhall.ui.calendar.week_view import WeekView, week_days
from townhall.ui.calendar.year_geometry import LaneMarks
from townhall.ui.calendar.year_view import YearView
from townhall.ui.calendar.year_words import year_title
from townhall.ui.date_words import day_text, month_text

MONTH, WEEK, AGENDA, YEAR = "month", "week", "agenda", "year"
MODES = (MONTH, WEEK, AGENDA, YEAR)
_QUARTER = 3
Read: TypeAlias = CalendarRange | Year
Arrangement: TypeAlias = Arranged | LaneMarks | None


class CalendarViews(QWidget):
    """A stack of the views, and of what is shown instead of them while the plan is empty.

    The year has a lane for each of `lanes`, and begins at `year_first`.
    """

    def __init__(self, today: date, empty: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = MONTH
        self.month = MonthView(today)
        self.week = WeekView(today)
        self.agenda = AgendaView(today)
        self.year = YearView(today)
        self.lanes = Lanes.AUDIENCE
        self.year_first = around(today)[0]
        self.empty = empty
        self._shown: dict[str, QWidget] = {
            MONTH: self.month,
            WEEK: self.week,
            AGENDA: AgendaScroll(self.agenda),
            YEAR: self.year,
        }
        self._stack = QStackedLayout(self)
        for widget in (*self._shown.values(), empty):
            self._stack.addWidget(widget)

    @property
    def all(self) -> tuple[DatesView, ...]:
        """Every view."""
        return (self.month, self.week, self.agenda, self.year)

    @property
    def drawing(self) -> tuple[DragView, ...]:
        """The views that draw where something would go."""
        return (self.month, self.week)

    @property
    def view(self) -> DatesView:
        """The view that shows."""
        return dict(zip(MODES, self.all, strict=True))[self.mode]

    @property
    def is_empty(self) -> bool:
        """Whether the plan has nothing to show."""
        return self._stack.currentWidget() is self.empty

    def first_focus(self) -> QWidget:
        """What has the keyboard."""
        return self.empty if self.is_empty else self.view

    def set_mode(self, mode: str) -> None:
        """Show another view."""
        self.mode = mode
        if not self.is_empty:
            self._stack.setCurrentWidget(self._shown[mode])
            if self.isVisible():
                self.view.setFocus()

    def show_empty(self, *, empty: bool) -> None:
        """Show that there is nothing yet, or the view."""
        shown = self.empty if empty else self._shown[self.mode]
        if self._stack.currentWidget() is not shown:
            had_focus = self.view.hasFocus() or self.empty.isAncestorOf(self.focusWidget())
            self._stack.setCurrentWidget(shown)
            if had_focus:
                self.first_focus().setFocus()

    # Days

    def span(self, day: date) -> tuple[date, date]:
        """The first and the last day that show when `day` is gone to."""
        if self.mode == AGENDA:
            return day.replace(day=1), add_months(day, MONTHS) - timedelta(days=1)
        if self.mode == WEEK:
            return week_days(day)
        if self.mode == YEAR:
            if not self.year_first <= day <= _year_end(self.year_first):
                self.year_first = around(day)[0]
            return self.year_first, _year_end(self.year_first)
        weeks = month_weeks(day)
        return weeks[0], weeks[-1] + timedelta(days=DAYS - 1)

    def year_span(self) -> tuple[date, date]:
        """The twelve months of the year view."""
        return self.year_first, _year_end(self.year_first)

    def turned(self, day: date, number: int) -> date:
        """The day `number` pages on: weeks, quarters in the year, else months; the same day of
        them where there is one."""
        if self.mode == WEEK:
            return day + timedelta(days=DAYS * number)
        if self.mode == YEAR:
            self.year_first = add_months(self.year_first, _QUARTER * number)
            return min(max(day, self.year_first), _year_end(self.year_first))
        first = add_months(day, number)
        last = (add_months(first, 1) - timedelta(days=1)).day
        return first.replace(day=min(day.day, last))

    def same_page(self, first: date, second: date) -> bool:
        """Whether two days show at once, as seen by the title."""
        if self.mode == WEEK:
            return week_days(first) == week_days(second)
        if self.mode == YEAR:
            return self.span(second)[0] <= first <= self.span(second)[1]
        return self.mode == AGENDA or first.replace(day=1) == second.replace(day=1)

    def page_title(self, day: date) -> str:
        """What shows: "November 2026", "21 – 27 December 2026"."""
        if self.mode == MONTH:
            return month_text(day)
        if self.mode == WEEK:
            first, last = week_days(day)
            until = day_text(last, "d MMMM yyyy")
            if (first.year, first.month) == (last.year, last.month):
                return f"{first.day} – {until}"
            return (
                f"{day_text(first, 'd MMM' if first.year == last.year else 'd MMM yyyy')} – {until}"
            )
        if self.mode == YEAR:
            return year_title(*self.span(day))
        last = add_months(day, MONTHS - 1)
        until = day_text(last, "MMMM yyyy")
        if last.year == day.year:
            return f"{month_text(day).split()[0]} – {until}"
        return f"{month_text(day)} – {until}"

    def widest_titles(self, year: int) -> list[str]:
        """Titles among which the widest of this view is."""
        if self.mode == WEEK:
            return [self.page_title(date(year, month, 27)) for month in range(1, 13)]
        if self.mode == YEAR:
            firsts = [date(year, month, 1) for month in (1, 4, 7, 10)]
            return [year_title(first, _year_end(first)) for first in firsts]
        return [month_text(date(year, month, 1)) for month in range(1, 13)]

    def turn_words(self) -> tuple[str, str]:
        """What the arrows back and on are called."""
        if self.mode == WEEK:
            return _("Previous week (Page Up)"), _("Next week (Page Down)")
        if self.mode == YEAR:
            return _("A quarter back (Page Up)"), _("A quarter on (Page Down)")
        return _("Previous month (Page Up)"), _("Next month (Page Down)")

    def beside(self, day: date, number: int) -> tuple[date, tuple[date, date]]:
        """Where `number` pages on from `day` lead, without going there: a day, and what shows."""
        if self.mode == YEAR:
            first = add_months(self.year_first, _QUARTER * number)
            return day, (first, _year_end(first))
        there = self.turned(day, number)
        return there, self.span(there)

    def arranging(
        self, query: Callable[..., Read], day: date
    ) -> Callable[..., tuple[Read, Arrangement]]:
        """`query`, and where everything stands that it gives when `day` is gone to: worked out
        on its thread too."""
        arrange: Callable[[Any], Arrangement] = (
            self.year.marking() if self.mode == YEAR else self.view.arranging(day)
        )

        def read(*args: Any, **kwargs: Any) -> tuple[Read, Arrangement]:
            found = query(*args, **kwargs)
            return found, arrange(found)

        return read

    def set_range(self, found: Read, made: Arrangement = None) -> None:
        """Show what was read, which `arranging` has arranged."""
        if isinstance(found, Year):
            self.show_empty(empty=found.range.is_empty)
            self.year.set_year(found, made if isinstance(made, LaneMarks) else None)
            return
        self.show_empty(empty=found.is_empty)
        self.view.take(made if isinstance(made, Arranged) else None)
        self.view.set_range(found)


def _year_end(first: date) -> date:
    """The last of the twelve months that begin on `first`."""
    return add_months(first, 12) - timedelta(days=1)
