"""Which audiences are part of which, and who clashes by it, against the plain definitions."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.audience_nesting import with_parts, with_wholes
from townhall.domain.clashes import between, clashes
from townhall.domain.planned_dates import PlannedDate
from townhall.domain.terms import CommunicationKind

AUDIENCES = range(1, 9)
BEGIN = datetime(2026, 11, 2, 8)

parents = st.fixed_dictionaries(
    {each: st.sampled_from([None, *range(1, each)]) for each in AUDIENCES}
)
some_audiences = st.frozensets(st.sampled_from(AUDIENCES), max_size=3)


@st.composite
def planned(draw: st.DrawFn) -> PlannedDate:
    start = BEGIN + timedelta(minutes=15 * draw(st.integers(0, 12)))
    end = start + timedelta(minutes=15 * draw(st.integers(0, 6)))
    return PlannedDate(
        communication_id=draw(st.integers(1, 5)),
        original_start=start,
        title="Update",
        kind=CommunicationKind.TOWN_HALL,
        start=start,
        end=end,
        start_utc=start.replace(tzinfo=UTC),
        end_utc=end.replace(tzinfo=UTC),
        own_start=start,
        time_zone="Europe/Amsterdam",
        added=date(2026, 1, 1),
        all_day=draw(st.integers(0, 9)) == 0,
        channel=draw(st.sampled_from(["in-person", "email"])),
        people=draw(st.frozensets(st.sampled_from(["a", "b", "c"]), max_size=1)),
        rooms=draw(st.frozensets(st.sampled_from(["r", "s"]), max_size=1)),
        audience_ids=draw(some_audiences),
    )


@given(parents, some_audiences)
def test_parts_are_all_whose_wholes_are_named(
    parents: dict[int, int | None], named: frozenset[int]
) -> None:
    reached = {each for each in parents if with_wholes(each, parents) & named}
    assert with_parts(named, parents) == named | reached


def test_audiences_that_are_part_of_each_other_come_to_an_end() -> None:
    assert with_parts({1}, {1: 3, 2: 1, 3: 2, 4: None}) == {1, 2, 3}


@given(st.lists(planned(), max_size=9), parents)
def test_every_pair_that_overlaps_and_shares_something_clashes(
    dates: list[PlannedDate], parents: dict[int, int | None]
) -> None:
    found = clashes(dates, parents)
    expected = [
        clash
        for first, second in combinations(dates, 2)
        if first.overlaps(second) and (clash := between(first, second, parents, {})) is not None
    ]
    assert len(found) == len(expected)
    for clash in expected:
        turned = between(clash.second, clash.first, parents, {})
        assert clash in found or turned in found
