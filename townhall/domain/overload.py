"""Overload: more communications in a week than an audience or a channel should have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from townhall.domain.audience_nesting import Parents, with_wholes
from townhall.domain.planned_dates import PlannedDate

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class FullWeek(Generic[K]):
    """An ISO week, by its Monday, in which `key` (an audience's id, a channel) has too many."""

    key: K
    monday: date
    limit: int
    dates: tuple[PlannedDate, ...]


def full_weeks_of_audiences(
    dates: Iterable[PlannedDate], limits: Mapping[int, int], parents: Parents
) -> list[FullWeek[int]]:
    """Weeks over the limit of an audience; what is meant for a whole counts for its parts."""
    wholes = {each: with_wholes(each, parents) for each in limits}
    hits = (
        (audience_id, each)
        for each in dates
        for audience_id, names in wholes.items()
        if not names.isdisjoint(each.audience_ids)
    )
    return _over(hits, limits)


def full_weeks_of_channels(
    dates: Iterable[PlannedDate], limits: Mapping[str, int]
) -> list[FullWeek[str]]:
    """Weeks over the limit of a channel."""
    return _over(((each.channel, each) for each in dates if each.channel in limits), limits)


def _over(hits: Iterable[tuple[K, PlannedDate]], limits: Mapping[K, int]) -> list[FullWeek[K]]:
    weeks: dict[tuple[date, K], list[PlannedDate]] = {}
    for key, each in hits:
        weeks.setdefault((each.monday, key), []).append(each)
    found = [
        FullWeek(key, monday, limits[key], tuple(sorted(held, key=lambda each: each.start_utc)))
        for (monday, key), held in weeks.items()
        if len(held) > limits[key]
    ]
    return sorted(found, key=lambda each: (each.monday, str(each.key)))
