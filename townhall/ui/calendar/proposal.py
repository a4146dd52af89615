"""A move that waits for an answer, as the calendar draws it: items where they were and would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.ripple import MovedDate, Ripple
from townhall.ui.date_key import DateKey, key_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """The dates of one communication that would move; `like` is a row of it."""

    like: OccurrenceRow
    dates: tuple[MovedDate, ...]


@dataclass(frozen=True, slots=True)
class Ghosts:
    """Rows with those at new places behind the others; items that leave, and that would come."""

    rows: tuple[OccurrenceRow, ...]
    leaving: frozenset[int] = frozenset()
    coming: frozenset[int] = frozenset()


def proposal_of(ripple: Ripple, like: OccurrenceRow) -> Proposal:
    """What a ripple proposes for the communication of `like`."""
    own = MovedDate(ripple.original_start, ripple.start, ripple.new_start)
    return Proposal(like, ripple.dates or (own,))


def ghosts(rows: Sequence[OccurrenceRow], proposal: Proposal | None) -> Ghosts:
    """`rows` with what is proposed for them."""
    if proposal is None:
        return Ghosts(tuple(rows))
    places = {key_of(row): item for item, row in enumerate(rows)}
    all_rows, leaving = list(rows), []
    for each in proposal.dates:
        if each.new_start == each.start:
            continue
        item = places.get(DateKey(proposal.like.communication_id, each.original_start))
        if item is not None:
            leaving.append(item)
        if each.new_start is not None:
            row = proposal.like if item is None else rows[item]
            all_rows.append(_at(row, each.original_start, each.new_start))
    coming = range(len(rows), len(all_rows))
    return Ghosts(tuple(all_rows), frozenset(leaving), frozenset(coming))


def _at(row: OccurrenceRow, original_start: datetime, start: datetime) -> OccurrenceRow:
    """`row` as it would be at `start`, local to its communication."""
    by = start - row.start
    return replace(
        row,
        original_start=original_start,
        start=start,
        end=row.end + by,
        shown_start=row.shown_start + by,
        shown_end=row.shown_end + by,
    )
