"""Where every question went; parts that add up, and groups too small to be shown."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from townhall.domain.carry_over import UNFINISHED
from townhall.domain.terms import Outcome

K = TypeVar("K", bound=Hashable)

LEAST_SHOWN = 5
"""A group of an audience with fewer questions could point at the people who asked them."""


@dataclass(frozen=True, slots=True)
class Accounting:
    """Where every question went; the parts add up to `asked`, by construction."""

    answered_live: int = 0
    answered_in_writing: int = 0
    taken_away: int = 0
    declined: int = 0
    merged: int = 0
    open: int = 0

    @property
    def asked(self) -> int:
        """All questions."""
        return sum(getattr(self, part.name) for part in fields(self))

    def __add__(self, other: "Accounting") -> "Accounting":
        names = [part.name for part in fields(self)]
        return Accounting(*(getattr(self, name) + getattr(other, name) for name in names))


def accounting_of(counts: Mapping[Outcome, int]) -> Accounting:
    """The accounting of questions counted by how they ended; what was carried over is open."""
    return Accounting(
        answered_live=counts.get(Outcome.ANSWERED_LIVE, 0),
        answered_in_writing=counts.get(Outcome.ANSWERED_IN_WRITING, 0),
        taken_away=counts.get(Outcome.TAKEN_AWAY, 0),
        declined=counts.get(Outcome.DECLINED, 0),
        merged=counts.get(Outcome.MERGED, 0),
        open=sum(counts.get(outcome, 0) for outcome in UNFINISHED),
    )


def parts_of(found: Accounting) -> dict[str, Any]:
    """`asked` and its parts by name, in the order in which they are told."""
    return {"asked": found.asked} | {each.name: getattr(found, each.name) for each in fields(found)}


def folded(counts: Mapping[K, int]) -> frozenset[K]:
    """Groups that are told together only, because one of them is too small to be shown.

    Where those are too few together, so that the rest of the whole would give them away, the next
    smallest group goes with them, and so on. Too few in all: every group.
    """
    by_size = sorted(
        (key for key in counts if counts[key]), key=lambda key: (counts[key], str(key))
    )
    together = [key for key in by_size if counts[key] < LEAST_SHOWN]
    rest = by_size[len(together) :]
    while rest and 0 < sum(counts[key] for key in together) < LEAST_SHOWN:
        together.append(rest.pop(0))
    return frozenset(together)


def may_be_shown(counts: Mapping[K, int], members: Collection[K]) -> bool:
    """Whether the groups in `members` can be told as one, beside all others that are shown.

    What they hold of the groups that are told together only, and what they leave of those, must
    be nothing or enough: else one could be found from the other.
    """
    hidden = folded(counts)
    if sum(counts.get(key, 0) for key in members) == 0:
        return True
    inside = sum(counts[key] for key in hidden if key in members)
    outside = sum(counts[key] for key in hidden if key not in members)
    return all(part == 0 or part >= LEAST_SHOWN for part in (inside, outside))
