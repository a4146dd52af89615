"""Periods in which questions were asked, around a given day."""

from __future__ import annotations

from datetime import date

import pytest

from townhall.domain.question_periods import Period, days_of, period_words


@pytest.mark.parametrize(
    ("period", "today", "days"),
    [
        (Period.THIS_MONTH, date(2026, 2, 28), (date(2026, 2, 1), date(2026, 2, 28))),
        (Period.THIS_MONTH, date(2026, 12, 31), (date(2026, 12, 1), date(2026, 12, 31))),
        (Period.THIS_QUARTER, date(2026, 11, 24), (date(2026, 10, 1), date(2026, 12, 31))),
        (Period.THIS_QUARTER, date(2026, 3, 31), (date(2026, 1, 1), date(2026, 3, 31))),
        (Period.THIS_YEAR, date(2028, 2, 29), (date(2028, 1, 1), date(2028, 12, 31))),
        (Period.LAST_YEAR, date(2028, 2, 29), (date(2027, 1, 1), date(2027, 12, 31))),
    ],
)
def test_a_period_is_whole_days_around_today(period, today, days) -> None:
    assert days_of(period, today) == days


def test_years_are_called_by_their_number() -> None:
    today = date(2026, 11, 24)
    assert [period_words(each, today) for each in Period] == [
        "this month",
        "this quarter",
        "2026",
        "2025",
    ]
