"""Time zones of calendars of others: one of the shipped data, or one that the file describes.

Windows and Outlook name zones in their own way ("W. Europe Standard Time") and describe them by a
VTIMEZONE (RFC 5545, 3.6.5): observances that begin at onsets, each with the offset it brings.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from townhall.domain.foreign_dates import Budget, BudgetSpent, foreign_starts
from townhall.domain.foreign_rule import ForeignRule
from townhall.domain.zones import from_utc, to_utc

_YEARS_BEFORE = timedelta(days=800)
"""Two years hold the last onset of each yearly observance."""


class Zone(Protocol):
    """What an event needs of its time zone; wall times are naive, instants aware in UTC."""

    def to_utc(self, wall: datetime) -> datetime:
        """The instant at which clocks show `wall`: the first of two, before a gap as before it."""

    def from_utc(self, instant: datetime) -> datetime:
        """What clocks show at `instant`."""


@dataclass(frozen=True, slots=True)
class KnownZone:
    """A zone of the shipped data, by its IANA name."""

    name: str

    def to_utc(self, wall: datetime) -> datetime:
        """The instant at which clocks show `wall`."""
        return to_utc(wall, self.name)

    def from_utc(self, instant: datetime) -> datetime:
        """What clocks show at `instant`."""
        return from_utc(instant, self.name)


@dataclass(frozen=True, slots=True)
class Observance:
    """STANDARD or DAYLIGHT of a VTIMEZONE: wall times of its onsets, and both offsets."""

    start: datetime
    before: timedelta
    after: timedelta
    rules: tuple[ForeignRule, ...] = ()
    extra: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class _Onset:
    wall: datetime
    before: timedelta
    after: timedelta

    @property
    def first_wall(self) -> datetime:
        """From this wall time on the new offset counts: after the gap, where there is one."""
        return self.wall + max(timedelta(), self.after - self.before)


@dataclass(slots=True)
class FileZone:
    """A zone as a file describes it, good for the years around the days it was made for."""

    _onsets: list[_Onset]
    _walls: list[datetime] = field(init=False)
    _instants: list[datetime] = field(init=False)

    def __post_init__(self) -> None:
        self._walls = [each.first_wall for each in self._onsets]
        self._instants = [(each.wall - each.before).replace(tzinfo=UTC) for each in self._onsets]

    def to_utc(self, wall: datetime) -> datetime:
        """The instant at which clocks show `wall`."""
        return (wall - self._offset(bisect_right(self._walls, wall))).replace(tzinfo=UTC)

    def from_utc(self, instant: datetime) -> datetime:
        """What clocks show at `instant`."""
        offset = self._offset(bisect_right(self._instants, instant))
        return (instant + offset).replace(tzinfo=None)

    def _offset(self, place: int) -> timedelta:
        return self._onsets[place - 1].after if place else self._onsets[0].before


def file_zone(observances: Sequence[Observance], first: date, last: date) -> FileZone | None:
    """The zone of a VTIMEZONE for the days around `first` to `last`; None where it says nothing."""
    since = datetime(first.year, first.month, 1) - _YEARS_BEFORE
    until = datetime(last.year, last.month, 1) + _YEARS_BEFORE
    onsets = {
        _Onset(wall, each.before, each.after)
        for each in observances
        for wall in (*_walls(each, since, until), each.start, *each.extra)
    }
    ordered = sorted(onsets, key=lambda each: (each.wall, each.after))
    return FileZone(ordered) if ordered else None


def _walls(observance: Observance, since: datetime, until: datetime) -> Iterable[datetime]:
    """Onsets that count in the range; of one that ended before it, the last ones."""
    for rule in observance.rules:
        if rule.frequency != "YEARLY":
            continue
        end = until
        if rule.until is not None:
            last = datetime(rule.until.year, rule.until.month, rule.until.day)
            end = min(until, last + timedelta(days=1))
        begin = min(since, end - _YEARS_BEFORE)
        try:
            yield from foreign_starts(
                rule, observance.start, begin, end, Budget(20_000), is_past=lambda _wall: False
            )
        except BudgetSpent:
            continue
