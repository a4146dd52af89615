"""Where dates stand in a month and in an agenda."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.calendar.rows import row
from townhall.ui.calendar.layout import (
    AgendaDay,
    AgendaItem,
    Bar,
    add_months,
    agenda_days,
    lay_out,
    month_weeks,
    shown_days,
)

WEEKS = month_weeks(date(2026, 11, 24))
DAY = 24 * 60


@pytest.mark.parametrize(
    ("month", "first", "number"),
    [
        (date(2026, 2, 14), date(2026, 1, 26), 5),
        (date(2021, 2, 1), date(2021, 2, 1), 4),
        (date(2026, 11, 1), date(2026, 10, 26), 6),
        (date(2026, 12, 31), date(2026, 11, 30), 5),
    ],
)
def test_a_month_shows_four_to_six_weeks(month: date, first: date, number: int) -> None:
    weeks = month_weeks(month)
    assert (weeks[0], len(weeks)) == (first, number)
    assert all(later - earlier == timedelta(days=7) for earlier, later in pairwise(weeks))


def test_months_are_counted_over_the_year() -> None:
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 1)
    assert add_months(date(2027, 1, 31), -2) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("start", "minutes", "days"),
    [
        ("2026-11-24T22:00", 240, (24, 24)),
        ("2026-11-24T00:00", DAY, (24, 24)),
        ("2026-11-24T00:00", 3 * DAY, (24, 26)),
        ("2026-11-24T12:00", DAY, (24, 25)),
        ("2026-11-24T12:00", 0, (24, 24)),
    ],
)
def test_a_date_shows_on_the_days_it_fills(start: str, minutes: int, days: tuple[int, int]) -> None:
    first, last = shown_days(row(start, minutes))
    assert (first.day, last.day) == days


def test_several_days_come_first_then_whole_days_then_hours() -> None:
    rows = [
        row("2026-11-24T08:00", number=1),
        row("2026-11-24T00:00", DAY, 2, all_day=True),
        row("2026-11-23T00:00", 3 * DAY, 3, all_day=True),
        row("2026-11-24T09:00", number=4),
    ]
    laid = lay_out(rows, WEEKS, 6)
    assert laid.days[date(2026, 11, 24)] == (2, 1, 0, 3)
    assert laid.hidden == {}
    assert laid.bars[0] == Bar(item=2, week=4, first=0, last=2, lane=0)


def test_what_passes_the_end_of_a_week_goes_on_in_the_next() -> None:
    laid = lay_out([row("2026-11-28T00:00", 4 * DAY, all_day=True)], WEEKS, 4)
    assert list(laid.bars) == [
        Bar(item=0, week=4, first=5, last=6, lane=0, goes_on=True),
        Bar(item=0, week=5, first=0, last=1, lane=0, comes_in=True),
    ]


def test_a_full_day_gives_its_last_lane_to_the_number_of_the_others() -> None:
    rows = [row(f"2026-11-24T{hour:02}:00", number=hour) for hour in range(8, 14)]
    laid = lay_out(rows, WEEKS, 4)
    assert [bar.item for bar in laid.bars] == [0, 1, 2]
    assert laid.hidden == {date(2026, 11, 24): 3}
    assert len(laid.days[date(2026, 11, 24)]) == 6


def test_a_day_that_just_fits_hides_nothing() -> None:
    rows = [row(f"2026-11-24T{hour:02}:00", number=hour) for hour in range(8, 12)]
    laid = lay_out(rows, WEEKS, 4)
    assert (len(laid.bars), laid.hidden) == (4, {})


def test_a_long_item_makes_room_only_on_the_days_that_are_full() -> None:
    rows = [
        row("2026-11-23T00:00", 3 * DAY, 1, all_day=True),
        row("2026-11-23T00:00", 3 * DAY, 2, all_day=True),
        row("2026-11-24T09:00", number=3),
    ]
    laid = lay_out(rows, WEEKS, 2)
    second = [(bar.first, bar.last, bar.comes_in, bar.goes_on) for bar in laid.bars if bar.item]
    assert second == [(0, 0, False, True), (2, 2, True, False)]
    assert laid.hidden == {date(2026, 11, 24): 2}


def test_what_lies_outside_the_weeks_is_left_out() -> None:
    laid = lay_out([row("2026-10-25T23:00", 120), row("2026-12-07T09:00")], WEEKS, 4)
    assert (laid.bars, laid.days) == ((), {})


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-3, 45), st.integers(0, 23), st.sampled_from([30, 60, DAY, 5 * DAY])),
        max_size=40,
    ),
    st.integers(1, 6),
)
def test_nothing_overlaps_and_nothing_is_lost(
    items: list[tuple[int, int, int]], lanes: int
) -> None:
    first = WEEKS[0]
    rows = sorted(
        (
            row(f"{first + timedelta(days=day)}T{hour:02}:00", minutes, number)
            for number, (day, hour, minutes) in enumerate(items)
        ),
        key=lambda each: each.shown_start,
    )
    laid = lay_out(rows, WEEKS, lanes)
    taken = [
        (bar.week, column, bar.lane)
        for bar in laid.bars
        for column in range(bar.first, bar.last + 1)
    ]
    assert len(taken) == len(set(taken))
    assert all(lane < lanes for _week, _column, lane in taken)
    for week, monday in enumerate(WEEKS):
        for column in range(7):
            day = monday + timedelta(days=column)
            there = sum(1 for each in rows if shown_days(each)[0] <= day <= shown_days(each)[1])
            visible = sum(1 for place in taken if place[:2] == (week, column))
            assert visible + laid.hidden.get(day, 0) == there


def test_the_agenda_lists_days_with_something_and_today() -> None:
    rows = [row("2026-11-25T00:00", 2 * DAY, 1, all_day=True), row("2026-11-25T09:00", number=2)]
    days = agenda_days(
        rows,
        date(2026, 11, 1),
        date(2026, 12, 31),
        today=date(2026, 11, 24),
        holidays={date(2026, 12, 25): "Christmas Day"},
    )
    assert list(days) == [
        AgendaDay(date(2026, 11, 24), ()),
        AgendaDay(date(2026, 11, 25), (AgendaItem(0, 1, 2), AgendaItem(1))),
        AgendaDay(date(2026, 11, 26), (AgendaItem(0, 2, 2),)),
        AgendaDay(date(2026, 12, 25), (), "Christmas Day"),
    ]
