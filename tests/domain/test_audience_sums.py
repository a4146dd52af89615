"""Counting people in audiences and their parts."""

from dataclasses import dataclass

import pytest

from townhall.domain.audience_sums import AudienceSum, audience_sums, total_people


@dataclass(frozen=True)
class Group:
    id: int
    parent_id: int | None
    headcount: int


HOSPITAL = [Group(1, None, 200), Group(2, 1, 86), Group(3, 2, 34), Group(4, None, 0)]


def test_parts_are_summed_under_their_whole():
    assert audience_sums(HOSPITAL) == {
        1: AudienceSum(people=200, parts=1, in_parts=86, depth=0),
        2: AudienceSum(people=86, parts=1, in_parts=34, depth=1),
        3: AudienceSum(people=34, parts=0, in_parts=0, depth=2),
        4: AudienceSum(people=0, parts=0, in_parts=0, depth=0),
    }


def test_the_whole_organisation_counts_nobody_twice():
    assert total_people(HOSPITAL, audience_sums(HOSPITAL)) == 200


def test_an_audience_without_a_headcount_holds_what_its_parts_hold():
    groups = [Group(1, None, 0), Group(2, 1, 0), Group(3, 2, 34), Group(4, 2, 6)]
    sums = audience_sums(groups)
    assert (sums[1].people, sums[2].people) == (40, 40)
    assert total_people(groups, sums) == 40


@pytest.mark.parametrize(("whole", "beyond"), [(100, 0), (120, 0), (90, 10)])
def test_parts_that_hold_more_than_the_whole_are_told(whole, beyond):
    groups = [Group(1, None, whole), Group(2, 1, 60), Group(3, 1, 40)]
    assert audience_sums(groups)[1].beyond == beyond
