"""The same place in the next quarter: third Tuesday of October becomes third Tuesday of January."""

from collections.abc import Container
from datetime import date, timedelta

from townhall.domain.errors import InvalidInput
from townhall.language import _

_WEEK = timedelta(weeks=1)
_MONTHS = 3


def next_quarter(day: date, closed: Container[date]) -> date:
    """The day three months on with the same weekday at the same place in its month.

    A fifth weekday becomes the last one where the month has four. A day in `closed` gives way to
    the same weekday of the nearest open week, later ones first, inside the same month and the
    three weeks around it. Raises InvalidInput (`to`) when all of them are closed.
    """
    month = day.month - 1 + _MONTHS
    first = date(day.year + month // 12, month % 12 + 1, 1)
    wanted = first + timedelta(days=(day.weekday() - first.weekday()) % 7)
    wanted += ((day.day - 1) // 7) * _WEEK
    if wanted.month != first.month:
        wanted -= _WEEK
    for weeks in (0, 1, -1, 2, -2, 3, -3):
        found = wanted + weeks * _WEEK
        if found not in closed:
            return found
    raise InvalidInput(
        _("Every week around {day:%Y-%m-%d} is closed. Choose a date yourself.").format(day=wanted),
        field="to",
    )
