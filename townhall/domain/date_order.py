"""Which of two numbers is the day in a date such as 03/04/2026."""

from enum import StrEnum


class DateOrder(StrEnum):
    """What comes first in 3/4/2026."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
