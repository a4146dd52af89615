"""Blackout periods: which can be, and the days they close."""

from datetime import date

import pytest

from townhall.domain.closed_days import Period, check_period, days_of
from townhall.domain.errors import InvalidInput


def test_a_period_of_one_day_and_one_of_two_years_can_be() -> None:
    check_period(date(2027, 7, 10), date(2027, 7, 10))
    check_period(date(2027, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("last_day", "sentence"),
    [
        (
            date(2026, 12, 31),
            "The last day of a blackout period cannot lie before its first.",
        ),
        (
            date(2029, 1, 2),
            "A blackout period lasts at most two years; choose an earlier last day.",
        ),
    ],
)
def test_other_periods_are_refused(last_day: date, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{sentence}$") as refused:
        check_period(date(2027, 1, 1), last_day)
    assert refused.value.field == "last_day"


def test_days_are_named_within_the_range_by_the_period_that_began_first() -> None:
    periods = [
        Period("Verhuizing", date(2027, 2, 16), date(2027, 2, 19)),
        Period("Vakantie", date(2027, 2, 13), date(2027, 2, 17)),
    ]
    assert days_of(periods, date(2027, 2, 15), date(2027, 2, 18)) == {
        date(2027, 2, 15): "Vakantie",
        date(2027, 2, 16): "Vakantie",
        date(2027, 2, 17): "Vakantie",
        date(2027, 2, 18): "Verhuizing",
    }
