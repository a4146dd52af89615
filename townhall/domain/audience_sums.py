"""How many people the audiences hold together, and whether parts add up to their whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Counted(Protocol):
    """An audience as far as counting goes; `parent_id` None for one that is no part."""

    @property
    def id(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...
    @property
    def headcount(self) -> int: ...


@dataclass(frozen=True, slots=True)
class AudienceSum:
    """One audience counted.

    `people` is its own headcount or, where none is filled in, what its parts hold. `in_parts`
    are the people of its `parts` direct parts; `depth` is 0 for one that is no part itself.
    """

    people: int
    parts: int
    in_parts: int
    depth: int

    @property
    def beyond(self) -> int:
        """How many people the parts hold more than the whole says: 0 when it fits."""
        return max(0, self.in_parts - self.people)


def audience_sums(audiences: Sequence[Counted]) -> dict[int, AudienceSum]:
    """Sums of every audience by id; each parent stands before its parts in `audiences`."""
    children: dict[int | None, list[Counted]] = {}
    for each in audiences:
        children.setdefault(each.parent_id, []).append(each)
    sums: dict[int, AudienceSum] = {}
    depths: dict[int | None, int] = {None: -1}
    for each in audiences:
        depths[each.id] = depths.get(each.parent_id, -1) + 1
    for each in reversed(audiences):
        parts = children.get(each.id, [])
        in_parts = sum(sums[part.id].people for part in parts if part.id in sums)
        sums[each.id] = AudienceSum(
            people=each.headcount or in_parts,
            parts=len(parts),
            in_parts=in_parts,
            depth=depths[each.id],
        )
    return sums


def total_people(audiences: Sequence[Counted], sums: Mapping[int, AudienceSum]) -> int:
    """People of the whole organisation: those of the audiences that are no part of another."""
    return sum(sums[each.id].people for each in audiences if each.parent_id is None)
