"""Days on which nothing is held: what a blackout period may be, and its days by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from townhall.domain.errors import InvalidInput
from townhall.language import _

LONGEST_BLACKOUT = timedelta(days=731)
"""A blackout period of more than two years is a mistake in a date."""


@dataclass(frozen=True, slots=True)
class Period:
    """A named period; both days are in it."""

    name: str
    first_day: date
    last_day: date


def check_period(first_day: date, last_day: date) -> None:
    """Refuse a blackout period of no days, or of over two years: InvalidInput (`last_day`)."""
    if last_day < first_day:
        raise InvalidInput(
            _("The last day of a blackout period cannot lie before its first."), field="last_day"
        )
    if last_day - first_day >= LONGEST_BLACKOUT:
        raise InvalidInput(
            _("A blackout period lasts at most two years; choose an earlier last day."),
            field="last_day",
        )


def days_of(periods: Iterable[Period], first: date, last: date) -> dict[date, str]:
    """The days of `periods` from `first` to `last`, both included, in order; the earliest names."""
    named: dict[date, str] = {}
    for period in sorted(periods, key=lambda each: (each.first_day, each.last_day)):
        day = max(first, period.first_day)
        while day <= min(last, period.last_day):
            named.setdefault(day, period.name)
            day += timedelta(days=1)
    return dict(sorted(named.items()))
