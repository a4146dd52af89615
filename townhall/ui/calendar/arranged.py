"""Where rows stand in a view, worked out beside the window's thread and kept while it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from townhall.services.queries.communications import OccurrenceRow

Rows = tuple[OccurrenceRow, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """`layout` is what `how` makes of `rows`; `how` is a value, so that two can be compared."""

    rows: Rows
    how: Callable[[Rows], Any]
    layout: Any

    def holds(self, rows: Rows, how: Callable[[Rows], Any]) -> bool:
        """Whether working it out again would give the same."""
        return self.rows is rows and self.how == how


def arranged(rows: Rows, how: Callable[[Rows], Any]) -> Arranged:
    """Work it out, on any thread."""
    return Arranged(rows, how, how(rows))
