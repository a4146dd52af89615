"""Parts always add up, and no group of an audience can be told apart that is too small."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.accounting import (
    LEAST_SHOWN,
    Accounting,
    accounting_of,
    folded,
    may_be_shown,
    parts_of,
)
from townhall.domain.terms import Outcome

COUNTS = st.dictionaries(st.sampled_from(Outcome), st.integers(0, 99))
GROUPS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30))


@given(COUNTS)
def test_parts_add_up_to_what_was_asked(counts: dict[Outcome, int]) -> None:
    parts = parts_of(accounting_of(counts))
    assert parts.pop("asked") == sum(parts.values()) == sum(counts.values())


def test_carried_over_is_open_and_groups_can_be_added() -> None:
    one = accounting_of({Outcome.CARRIED_OVER: 2, Outcome.OPEN: 1, Outcome.DECLINED: 4})
    assert one == Accounting(declined=4, open=3)
    assert one + Accounting(open=1, merged=2) == Accounting(declined=4, merged=2, open=4)


def test_small_groups_are_told_together() -> None:
    assert folded({"a": 3, "b": 2, "c": 9}) == {"a", "b"}
    assert folded({"a": 5, "b": 9}) == frozenset()
    assert folded({"a": 0, "b": 9}) == frozenset()


def test_the_next_smallest_goes_along_where_they_are_too_few_together() -> None:
    assert folded({"a": 3, "b": 7, "c": 9}) == {"a", "b"}
    assert folded({"a": 1, "b": 2}) == {"a", "b"}


@given(GROUPS)
def test_what_is_shown_leaves_no_small_group_to_be_computed(counts: dict[str, int]) -> None:
    together = folded(counts)
    assert all(counts[key] == 0 or counts[key] >= LEAST_SHOWN for key in counts.keys() - together)
    rest = sum(counts[key] for key in together)
    assert rest == 0 or rest >= LEAST_SHOWN or together == {key for key in counts if counts[key]}


@given(GROUPS, st.sets(st.sampled_from("abcdefg")))
def test_groups_that_may_be_told_as_one_give_no_small_rest(
    counts: dict[str, int], members: set[str]
) -> None:
    told = sum(counts.get(key, 0) for key in members)
    if not told or not may_be_shown(counts, members):
        # That there is none tells no more than the whole does.
        return
    shown = counts.keys() - folded(counts)
    whole = sum(counts.values())
    # What can be computed from it: less the groups that are shown, and less those of the rest.
    for number in range(len(shown) + 1):
        for known in combinations(shown, number):
            inside = sum(counts[key] for key in known if key in members)
            outside = sum(counts[key] for key in known if key not in members)
            for left in (told - inside, whole - told - outside):
                assert left == 0 or left >= LEAST_SHOWN
