"""The run-up: which steps hold for a date, and counting in working days."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.run_up import Step, offset_between, reach, step_day, steps_of

FIRST, SECOND = datetime(2026, 12, 3, 10), datetime(2027, 1, 7, 10)
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
SHARED = Step(1, None, "Speaker brief", -7)


def test_a_step_of_the_series_holds_for_every_date() -> None:
    for start in (FIRST, SECOND):
        assert steps_of([SHARED], start, first_start=FIRST) == [SHARED]


def test_a_stand_in_holds_for_its_date_alone() -> None:
    ticked = Step(2, SECOND, "Speaker brief", -7, of_id=1, done_on=date(2026, 12, 20))
    own = Step(3, SECOND, "Order cake", -1)
    assert steps_of([SHARED, ticked, own], SECOND, first_start=FIRST) == [ticked, own]
    assert steps_of([SHARED, ticked, own], FIRST, first_start=FIRST) == [SHARED]


def test_a_dropped_step_is_left_out_of_its_date() -> None:
    dropped = Step(2, FIRST, "Speaker brief", -7, of_id=1, dropped=True)
    assert steps_of([SHARED, dropped], FIRST, first_start=FIRST) == []
    assert steps_of([SHARED, dropped], SECOND, first_start=FIRST) == [SHARED]


def test_a_tick_from_before_the_series_is_that_of_the_first_date() -> None:
    done = Step(1, None, "Speaker brief", -7, done_on=date(2026, 11, 20))
    assert [each.done_on for each in steps_of([done], FIRST, first_start=FIRST)] == [
        date(2026, 11, 20)
    ]
    assert [each.done_on for each in steps_of([done], SECOND, first_start=FIRST)] == [None]


def test_days_are_counted_past_weekends_and_closed_days() -> None:
    day = date(2026, 12, 29)
    assert step_day(Step(1, None, "x", -1), day, CHRISTMAS) == date(2026, 12, 24)
    assert step_day(Step(1, None, "x", 3), day, CHRISTMAS) == date(2027, 1, 4)
    assert step_day(Step(1, None, "x", 0), date(2026, 12, 25), CHRISTMAS) == date(2026, 12, 25)
    fixed = Step(1, None, "x", -1, due=date(2026, 12, 26))
    assert step_day(fixed, day, CHRISTMAS) == date(2026, 12, 26)


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(-60, 60),
    st.frozensets(st.dates(date(2025, 9, 1), date(2028, 4, 30)), max_size=40),
)
def test_offset_and_day_are_each_other_s_inverse(
    day: date, offset: int, closed: frozenset[date]
) -> None:
    step = Step(1, None, "x", offset)
    fell = step_day(step, day, closed)
    assert abs(fell - day) <= reach([step])
    assert offset_between(day, fell, closed) == offset


def test_no_steps_reach_no_further_than_the_date() -> None:
    assert reach([]) == timedelta()
