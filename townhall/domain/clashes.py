"""Clashes: two dates at the same time that need the same people, the same room, or one audience."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from townhall.domain.audience_nesting import Parents, with_parts
from townhall.domain.planned_dates import PlannedDate, last_instant


@dataclass(frozen=True, slots=True)
class Clash:
    """Two dates that overlap, the one that starts first in front, and what they share.

    `audience_ids` are the audiences that one of them names and the other reaches.
    """

    first: PlannedDate
    second: PlannedDate
    people: frozenset[str]
    rooms: frozenset[str]
    audience_ids: frozenset[int]


def clashes(dates: Sequence[PlannedDate], parents: Parents) -> list[Clash]:
    """Every pair of `dates` that share something at the same instant, by start.

    An audience is not asked to be in two places by what it reads, nor by what is on all day; two
    dates of one communication are repeat sessions, and only share people and rooms.
    """
    found: list[Clash] = []
    running: list[_Running] = []
    scopes: dict[frozenset[int], frozenset[int]] = {}
    for each in sorted(dates, key=_order):
        running = [other for other in running if each.start_utc < other.until]
        now = _Running(each, last_instant(each), _scope(each.audience_ids, parents, scopes))
        for other in running:
            # Most that overlap share nothing, and there are thousands: no sets are made for them.
            if now.may_share(other):
                clash = between(other.date, each, parents, scopes)
                if clash is not None:
                    found.append(clash)
        running.append(now)
    return found


class _Running(NamedTuple):
    """A date, the instant it is over, and all audiences it reaches."""

    date: PlannedDate
    until: datetime
    reached: frozenset[int]

    def may_share(self, other: "_Running") -> bool:
        """Whether the two have an audience, somebody or a room in common."""
        own, theirs = self.date, other.date
        return not (
            own.audience_ids.isdisjoint(other.reached)
            and theirs.audience_ids.isdisjoint(self.reached)
            and own.people.isdisjoint(theirs.people)
            and own.rooms.isdisjoint(theirs.rooms)
        )


def between(
    first: PlannedDate,
    second: PlannedDate,
    parents: Parents,
    scopes: dict[frozenset[int], frozenset[int]],
) -> Clash | None:
    """What two overlapping dates share, None when nothing; `scopes` remembers parts found."""
    people = first.people & second.people
    rooms = first.rooms & second.rooms
    audiences: frozenset[int] = frozenset()
    if _both_take_time(first, second):
        reached = [_scope(each.audience_ids, parents, scopes) for each in (first, second)]
        audiences = (first.audience_ids & reached[1]) | (second.audience_ids & reached[0])
    if not (people or rooms or audiences):
        return None
    return Clash(first, second, people, rooms, audiences)


def _both_take_time(first: PlannedDate, second: PlannedDate) -> bool:
    if first.communication_id == second.communication_id:
        return False
    return not any(each.is_written or each.all_day for each in (first, second))


def _scope(
    ids: frozenset[int], parents: Parents, scopes: dict[frozenset[int], frozenset[int]]
) -> frozenset[int]:
    if ids not in scopes:
        scopes[ids] = with_parts(ids, parents)
    return scopes[ids]


def _order(planned: PlannedDate) -> tuple[object, ...]:
    return (planned.start_utc, planned.communication_id, planned.original_start)
