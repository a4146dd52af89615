"""Spans of days around today in which questions were asked."""

from datetime import date, timedelta
from enum import StrEnum

from townhall.language import _


class Period(StrEnum):
    """A span of days that moves along with today."""

    THIS_MONTH = "this-month"
    THIS_QUARTER = "this-quarter"
    THIS_YEAR = "this-year"
    LAST_YEAR = "last-year"


def days_of(period: Period, today: date) -> tuple[date, date]:
    """The first and the last day of `period`, both included."""
    month = today.replace(day=1)
    year = today.replace(month=1, day=1)
    first = {
        Period.THIS_MONTH: month,
        Period.THIS_QUARTER: month.replace(month=(today.month - 1) // 3 * 3 + 1),
        Period.THIS_YEAR: year,
        Period.LAST_YEAR: year.replace(year=today.year - 1),
    }[period]
    if period is Period.LAST_YEAR:
        return first, year - timedelta(days=1)
    months = {Period.THIS_MONTH: 1, Period.THIS_QUARTER: 3, Period.THIS_YEAR: 12}[period]
    after = first.month - 1 + months
    following = date(first.year + after // 12, after % 12 + 1, 1)
    return first, following - timedelta(days=1)


def period_words(period: Period, today: date) -> str:
    """What a person reads for `period`: years by their number."""
    return {
        Period.THIS_MONTH: _("this month"),
        Period.THIS_QUARTER: _("this quarter"),
        Period.THIS_YEAR: str(today.year),
        Period.LAST_YEAR: str(today.year - 1),
    }[period]
