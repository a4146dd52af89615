"""Whether a promise is kept, against counting the days one by one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.audience_nesting import outermost, reaches, with_parts
from townhall.domain.cadence import Promise, is_to_come, keeps, standing, was_told
from townhall.domain.terms import CadenceState, CommunicationKind, CommunicationStatus, SignOff

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
days = st.integers(0, 400).map(lambda back: TODAY - timedelta(days=back))


def promise(weeks, starts_on=None, made_on=TODAY):
    return Promise(weeks, made_on, starts_on)


def test_broken_the_day_after_the_interval_has_passed():
    told = [TODAY - timedelta(days=47)]
    found = standing(promise(4), told, [], TODAY)
    assert found.state is CadenceState.BROKEN
    assert found.last_reached == date(2026, 10, 8)
    assert found.days_silent == 47
    assert found.due_on == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("back", "state"),
    [
        (0, "kept"),
        (21, "kept"),
        (22, "due"),
        (28, "due"),
        (29, "broken"),
    ],
)
def test_due_in_the_last_week_of_four(back, state):
    found = standing(promise(4), [TODAY - timedelta(days=back)], [], TODAY)
    assert found.state == state


def test_a_promise_counts_from_its_start_however_long_ago_was_heard():
    long_ago = [date(2026, 3, 1)]
    assert standing(promise(4, TODAY), long_ago, [], TODAY).due_on == date(2026, 12, 22)
    assert standing(promise(4), long_ago, [], TODAY).state is CadenceState.BROKEN


def test_who_never_heard_counts_from_the_day_the_plan_was_made():
    made = TODAY - timedelta(days=10)
    found = standing(promise(1, made_on=made), [], [date(2026, 12, 1)], TODAY)
    assert (found.state, found.last_reached, found.days_silent) == ("broken", None, 10)
    assert found.next_planned == date(2026, 12, 1)
    assert not found.is_planned_in_time


@given(weeks=st.integers(1, 12), told=st.lists(days, max_size=6), starts=st.none() | days)
def test_broken_means_that_every_day_of_an_interval_went_by_in_silence(weeks, told, starts):
    found = standing(promise(weeks, starts), told, [], TODAY)
    counted_from = max([*told, *([starts] if starts else [])], default=TODAY)
    if starts is None and told:
        counted_from = max(told)
    silent = [
        counted_from + timedelta(days=each)
        for each in range(1, 500)
        if counted_from + timedelta(days=each) < TODAY
    ]
    assert (found.state is CadenceState.BROKEN) == (len(silent) >= weeks * 7)


@pytest.mark.parametrize(
    ("status", "recurring", "counts"),
    [
        ("held", False, True),
        ("evaluated", False, True),
        ("confirmed", False, False),
        ("planned", False, False),
        ("confirmed", True, True),
        ("planned", True, True),
        ("idea", True, False),
        ("cancelled", True, False),
    ],
)
def test_what_was_told(status, recurring, counts):
    past = {"recurring": recurring, "end_utc": NOW - timedelta(minutes=1), "now_utc": NOW}
    known = CommunicationStatus(status)
    assert was_told(known, SignOff.APPROVED, **past) is counts
    assert not was_told(known, SignOff.IN_REVIEW, **past)
    assert not was_told(known, SignOff.DRAFT, **past)
    ahead = {**past, "end_utc": NOW + timedelta(minutes=1)}
    assert not was_told(known, SignOff.APPROVED, **ahead)
    assert is_to_come(known, end_utc=ahead["end_utc"], now_utc=NOW) is (
        status in ("planned", "confirmed")
    )


def test_a_town_hall_keeps_every_promise_and_an_update_its_own():
    kind = CommunicationKind
    assert keeps(kind.PROGRESS_UPDATE, kind.TOWN_HALL)
    assert keeps(kind.PROGRESS_UPDATE, kind.PROGRESS_UPDATE)
    assert not keeps(kind.PROGRESS_UPDATE, kind.WORKING_GROUP)
    assert not keeps(kind.TOWN_HALL, kind.PROGRESS_UPDATE)


@given(
    parents=st.lists(st.none() | st.integers(0, 7), min_size=8, max_size=8).map(
        # A part comes after its whole, so that there are no rings.
        lambda given: {i: p if p is not None and p < i else None for i, p in enumerate(given)}
    ),
    named=st.frozensets(st.integers(0, 7)),
)
def test_a_whole_reaches_its_parts_and_never_the_reverse(parents, named):
    def above(each):
        return [each, *above(parents[each])] if each is not None else []

    for each in parents:
        assert reaches(named, each, parents) == any(one in named for one in above(each))
    assert with_parts(named, parents) == {each for each in parents if set(above(each)) & named}
    assert outermost(named, parents) == {
        each for each in named if not set(above(parents[each])) & named
    }
