"""The views of the calendar in one place: which one shows, which days, and going on and back."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QStackedLayout, QWidget

from townhall.language import _
from townhall.services.queries.calendar import CalendarRange
from townhall.ui.calendar.agenda_view import MONTHS, AgendaScroll, AgendaView
from townhall.ui.calendar.dates_view import DatesView
from townhall.ui.calendar.layout import DAYS, add_months, month_weeks
from townhall.ui.calendar.month_view import MonthView
from townhall.ui.calendar.week_view import WeekView, week_days
from townhall.ui.date_words import day_text, month_text

MONTH, WEEK, AGENDA = "month", "week", "agenda"
MODES = (MONTH, WEEK, AGENDA)


class CalendarViews(QWidget):
    """A stack of the views, and of what is shown instead of them while the plan is empty."""

    def __init__(self, today: date, empty: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = MONTH
        self.month = MonthView(today)
        self.week = WeekView(today)
        self.agenda = AgendaView(today)
        self.empty = empty
        self._shown: dict[str, QWidget] = {
            MONTH: self.month,
            WEEK: self.week,
            AGENDA: AgendaScroll(self.agenda),
        }
        self._stack = QStackedLayout(self)
        for widget in (*self._shown.values(), empty):
            self._stack.addWidget(widget)

    @property
    def all(self) -> tuple[DatesView, ...]:
        """Every view."""
        return (self.month, self.week, self.agenda)

    @property
    def view(self) -> DatesView:
        """The view that shows."""
        return {MONTH: self.month, WEEK: self.week, AGENDA: self.agenda}[self.mode]

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
        weeks = month_weeks(day)
        return weeks[0], weeks[-1] + timedelta(days=DAYS - 1)

    def turned(self, day: date, number: int) -> date:
        """The day `number` pages on: weeks, or months with the same day where there is one."""
        if self.mode == WEEK:
            return day + timedelta(days=DAYS * number)
        first = add_months(day, number)
        last = (add_months(first, 1) - timedelta(days=1)).day
        return first.replace(day=min(day.day, last))

    def same_page(self, first: date, second: date) -> bool:
        """Whether two days show at once, as seen by the title."""
        if self.mode == WEEK:
            return week_days(first) == week_days(second)
        return self.mode == AGENDA or first.replace(day=1) == second.replace(day=1)

    def title(self, day: date) -> str:
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
        last = add_months(day, MONTHS - 1)
        until = day_text(last, "MMMM yyyy")
        if last.year == day.year:
            return f"{month_text(day).split()[0]} – {until}"
        return f"{month_text(day)} – {until}"

    def widest_titles(self, year: int) -> list[str]:
        """Titles among which the widest of this view is."""
        if self.mode == WEEK:
            return [self.title(date(year, month, 27)) for month in range(1, 13)]
        return [month_text(date(year, month, 1)) for month in range(1, 13)]

    def turn_words(self) -> tuple[str, str]:
        """What the arrows back and on are called."""
        if self.mode == WEEK:
            return _("Previous week (Page Up)"), _("Next week (Page Down)")
        return _("Previous month (Page Up)"), _("Next month (Page Down)")

    def set_range(self, found: CalendarRange) -> None:
        """Show what was read."""
        self.show_empty(empty=found.is_empty)
        self.view.set_range(found)
