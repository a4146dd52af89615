"""What one committed unit of work changed: for screens (Changes) and for undo (Step)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class ChangeKind(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; `noun` is a noun of the command line ("question")."""

    noun: str
    id: int
    kind: ChangeKind


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes of one unit of work."""

    items: frozenset[Change] = frozenset()

    def __iter__(self) -> Iterator[Change]:
        return iter(self.items)

    def __bool__(self) -> bool:
        return bool(self.items)

    def nouns(self) -> frozenset[str]:
        """The nouns that are touched, for a screen to decide whether it is concerned."""
        return frozenset(change.noun for change in self.items)

    def touches(self, *nouns: str) -> bool:
        """Whether any of `nouns` changed."""
        return not self.nouns().isdisjoint(nouns)

    def ids(self, noun: str) -> frozenset[int]:
        """Ids of `noun` that changed in any way."""
        return frozenset(change.id for change in self.items if change.noun == noun)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A database row before and after; None where it did not exist. Keys are column names.

    For an update both sides hold only the columns that changed.
    """

    table: str
    id: int
    before: dict[str, object] | None
    after: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable unit of work; `label` says in words what was done."""

    label: str
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a use case returned, what it changed, and how to undo it (None: nothing changed)."""

    value: T
    changes: Changes
    step: Step | None
