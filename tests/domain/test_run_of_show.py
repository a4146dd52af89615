"""The run of show: starts, hard starts, waits, and the end."""

from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.errors import InvalidInput
from townhall.domain.run_of_show import AgendaItem, schedule

TEN = datetime(2026, 12, 3, 10)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 12, 3, hour, minute)


def test_a_town_hall_that_runs_over() -> None:
    lengths = [5, 10, 12, 8, 15, 10, 7, 6, 5]
    items = [AgendaItem(f"Item {number}", length) for number, length in enumerate(lengths, 1)]
    items[-1] = AgendaItem("Closing by the board", 5, start=time(11, 10))
    show = schedule(items, TEN, 75)
    assert [each.start for each in show.items] == [
        at(10, 0), at(10, 5), at(10, 15), at(10, 27), at(10, 35),
        at(10, 50), at(11, 0), at(11, 7), at(11, 13),
    ]  # fmt: skip
    assert [each.late_minutes for each in show.items] == [0] * 8 + [3]
    assert (show.item_minutes, show.over_minutes, show.under_minutes) == (78, 3, 0)
    assert (show.planned_end, show.expected_end) == (at(11, 15), at(11, 18))


def test_a_hard_start_reached_two_minutes_late() -> None:
    lengths = [4, 10, 12, 8, 14, 10, 7, 7, 6]
    items = [AgendaItem(f"Item {number}", length) for number, length in enumerate(lengths)]
    items[-1] = AgendaItem("Link to the second site", 6, start=time(11, 20))
    show = schedule(items, at(10, 10), 75)
    assert (show.items[-1].start, show.items[-1].end) == (at(11, 22), at(11, 28))
    assert (show.items[-1].late_minutes, show.items[-1].wait_minutes) == (2, 0)
    assert (show.item_minutes, show.planned_end, show.over_minutes) == (78, at(11, 25), 3)


def test_a_later_hard_start_makes_a_wait() -> None:
    show = schedule([AgendaItem("Opening", 10), AgendaItem("Live link", 20, time(10, 25))], TEN, 60)
    assert (show.items[1].start, show.items[1].wait_minutes) == (at(10, 25), 15)
    assert (show.expected_end, show.over_minutes, show.under_minutes) == (at(10, 45), 0, 15)


def test_the_first_item_waits_for_its_hard_start_too() -> None:
    show = schedule([AgendaItem("Opening", 10, time(10, 5))], TEN, 15)
    assert (show.items[0].wait_minutes, show.over_minutes, show.under_minutes) == (5, 0, 0)


def test_a_hard_start_before_the_beginning_is_late_not_tomorrow() -> None:
    show = schedule([AgendaItem("Opening", 10, time(9, 50))], TEN, 60)
    assert (show.items[0].start, show.items[0].late_minutes) == (TEN, 10)


def test_a_night_shift_passes_midnight() -> None:
    items = [AgendaItem("Opening", 20), AgendaItem("Questions", 20, time(0, 10))]
    show = schedule(items, datetime(2026, 12, 3, 23, 30), 60)
    assert show.items[1].start == datetime(2026, 12, 4, 0, 10)
    assert (show.items[1].late_minutes, show.items[1].wait_minutes) == (0, 20)


def test_an_empty_agenda_ends_where_it_begins() -> None:
    show = schedule([], TEN, 60)
    assert (show.items, show.expected_end, show.under_minutes) == ((), TEN, 60)


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        schedule([AgendaItem("Opening", -5)], TEN, 60)
    assert (str(caught.value), caught.value.field) == (
        "Item “Opening” of the run of show lasts -5 minutes; give 0 or more.",
        "agenda",
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            AgendaItem,
            st.just("Item"),
            st.integers(0, 90),
            st.none()
            | st.times(time(9), time(13)).map(lambda t: t.replace(second=0, microsecond=0)),
        ),
        max_size=8,
    ),
    st.integers(0, 180),
)
def test_time_never_runs_back_and_adds_up(items: list[AgendaItem], planned: int) -> None:
    show = schedule(items, TEN, planned)
    running = TEN
    for each in show.items:
        assert each.start >= running
        running = each.end
        if each.item.start is not None:
            assert each.late_minutes == 0 or each.wait_minutes == 0
    waits = sum(each.wait_minutes for each in show.items)
    total = int((show.expected_end - TEN).total_seconds() // 60)
    assert total == show.item_minutes + waits
    assert total - planned == show.over_minutes - show.under_minutes
