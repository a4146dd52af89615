"""Stretches of a year in which nothing reaches a lane."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.lane_gaps import Gap, GapKind, gaps

FIRST, LAST, TODAY = date(2026, 10, 1), date(2027, 9, 30), date(2026, 11, 24)


def found(*days: date, longest: int = 60) -> list[tuple[str, date, date]]:
    made = gaps(days, FIRST, LAST, longest=longest, today=TODAY)
    return [(gap.kind.value, gap.first, gap.last) for gap in made]


def monthly(since: date = FIRST) -> list[date]:
    return [since + timedelta(days=28 * number) for number in range(14)]


def test_a_steady_lane_has_none() -> None:
    assert found(*monthly()) == []


def test_an_empty_lane_is_one_gap() -> None:
    assert found() == [("all", FIRST, LAST)]
    assert found(date(2020, 1, 1)) == [("all", FIRST, LAST)]


def test_before_between_and_after() -> None:
    assert found(date(2026, 12, 24), date(2027, 3, 22), date(2027, 4, 16)) == [
        ("before", FIRST, date(2026, 12, 24)),
        ("between", date(2026, 12, 24), date(2027, 3, 22)),
        ("after", date(2027, 4, 16), LAST),
    ]


def test_what_is_silent_today_ends_today_whatever_is_planned() -> None:
    days = [date(2026, 10, 8), *monthly(date(2026, 12, 1))]
    assert found(*days, longest=28) == [("silent", date(2026, 10, 8), TODAY)]
    assert gaps(days, FIRST, LAST, longest=28, today=TODAY)[0].days == 47


def test_silent_and_nothing_planned_are_two_things() -> None:
    assert found(date(2026, 10, 8), longest=28) == [
        ("silent", date(2026, 10, 8), TODAY),
        ("after", TODAY, LAST),
    ]


def test_exactly_as_long_as_promised_is_no_gap() -> None:
    days = [FIRST + timedelta(days=28 * number) for number in range(14)]
    assert found(*days, longest=28) == []
    assert found(*days, longest=27) != []


@given(st.lists(st.dates(FIRST, LAST), max_size=40), st.integers(7, 120))
def test_gaps_are_long_in_order_and_hold_no_word(days: list[date], longest: int) -> None:
    made = gaps(days, FIRST, LAST, longest=longest, today=TODAY)
    assert list(made) == sorted(made, key=lambda gap: gap.first)
    for one, other in pairwise(made):
        assert one.last <= other.first
    for gap in made:
        assert isinstance(gap, Gap)
        assert gap.days > longest
        assert not any(gap.first < day < gap.last for day in days)
        assert (gap.kind is GapKind.ALL) == (not days)
