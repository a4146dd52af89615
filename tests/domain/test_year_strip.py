"""A year of weeks: every day in one week, every kind its own letter."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.terms import CommunicationKind, CommunicationStatus
from townhall.domain.year_strip import (
    StripLane,
    StripMark,
    StripPeriod,
    letters,
    week_marks,
    week_word,
    weeks_of,
)

HALL, UPDATE = CommunicationKind.TOWN_HALL, CommunicationKind.PROGRESS_UPDATE
PLANNED, OFF = CommunicationStatus.PLANNED, CommunicationStatus.CANCELLED


@given(st.integers(1980, 2190))
def test_every_day_of_the_iso_year_is_in_one_week(year: int) -> None:
    weeks = weeks_of(year)
    assert [week.number for week in weeks] == list(range(1, len(weeks) + 1))
    assert {week.monday.weekday() for week in weeks} == {0}
    assert weeks[-1].monday + timedelta(days=7) == date.fromisocalendar(year + 1, 1, 1)
    fourth = date(year, 1, 4)
    assert [week.number for week in weeks if week.holds(fourth)] == [1]
    assert sorted({week.month for week in weeks}) == list(range(1, 13))


def test_some_years_have_53_weeks() -> None:
    assert [len(weeks_of(year)) for year in (2026, 2027, 2032)] == [53, 52, 53]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_has_a_letter_of_its_own(language: str) -> None:
    found = letters(language)
    assert len(set(found.values())) == len(CommunicationKind)
    assert all(len(letter) == 1 and letter.isupper() for letter in found.values())


def test_a_week_says_what_reaches_a_lane() -> None:
    week = weeks_of(2026)[48]
    lane = StripLane(
        "SEH",
        0,
        (
            StripMark(date(2026, 12, 4), UPDATE, PLANNED, draft=True),
            StripMark(date(2026, 12, 3), HALL, PLANNED),
            StripMark(date(2026, 12, 2), HALL, OFF),
            StripMark(date(2026, 12, 7), HALL, PLANNED),
        ),
        (),
    )
    marks, capitals = week_marks(lane, week), letters("en")
    assert week_word(marks, capitals, through=True) == "Tp"
    assert week_word(marks * 2, capitals, through=True) == "4×"
    assert week_word([], capitals, through=True) == "·"
    assert week_word([], capitals, through=False) == ""


def test_a_period_reaches_every_week_it_has_a_day_in() -> None:
    period = StripPeriod("Kerst", date(2026, 12, 20), date(2026, 12, 28))
    assert [week.number for week in weeks_of(2026) if week.overlaps(period)] == [51, 52, 53]
