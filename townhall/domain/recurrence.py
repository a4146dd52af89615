"""Series on the calendar: which occurrences a communication has in a range of time.

Rules expand on wall time: a series at 10:00 stays at 10:00 when the clocks change. An occurrence
ends at its start plus its duration on the wall clock (DTEND local is DTSTART local plus
duration), so 23:00 with 120 minutes ends at 01:00 whatever the clocks do that night; `end_utc` is
the instant at which clocks show that end. Where the start falls in a clock-change gap, it counts
with the offset before the gap (RFC 5545, 3.3.5) and the duration with the time that passes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from townhall.domain.calendar import Occurrence, Override
from townhall.domain.recurrence_choice import (
    End,
    Frequency,
    RuleChoice,
    start_of,
    to_choice,
    to_rule,
)
from townhall.domain.recurrence_dates import check_rule, first_start, rule_starts
from townhall.domain.recurrence_words import describe
from townhall.domain.zones import is_in_gap, to_utc

__all__ = [
    "End",
    "Frequency",
    "RuleChoice",
    "Series",
    "check_rule",
    "count",
    "describe",
    "expand",
    "first_start",
    "gives",
    "is_occurrence",
    "next_occurrence",
    "occurrence_at",
    "start_of",
    "to_choice",
    "to_rule",
]


@dataclass(frozen=True, slots=True)
class Series:
    """What is needed to expand a communication: one date or a rule, and dates added to it.

    `start` is a naive wall time in `time_zone`, the first date of `recurrence` (an RRULE value as
    `check_rule` gives it, or None); `cancelled` says that all of it is called off. An override of
    a date that the rule does not give is ignored, unless it is added.
    """

    title: str
    location: str
    start: datetime
    time_zone: str
    duration_minutes: int
    all_day: bool = False
    recurrence: str | None = None
    overrides: tuple[Override, ...] = ()
    cancelled: bool = False

    @property
    def repeats(self) -> bool:
        """Whether it has more dates than one: by its rule, or because some were added."""
        return self.recurrence is not None or any(each.added for each in self.overrides)


def expand(series: Series, from_local: datetime, until_local: datetime) -> list[Occurrence]:
    """Occurrences that overlap the half-open range of naive wall times in the series' zone.

    One that starts before `until_local` and ends after `from_local` is in; one without length
    when it starts in the range. Moved dates count where they moved to. Cancelled ones are
    included, marked. Sorted by start.
    """
    overridden = {override.original_start: override for override in series.overrides}
    found = []
    # Reaching back by the duration, and a minute for those without length.
    since = from_local - timedelta(minutes=max(1, series.duration_minutes))
    for start in _starts(series, since):
        if start >= until_local:
            break
        if start not in overridden:
            found.append(_occurrence(series, start, None))
    found += [
        _occurrence(series, original, override)
        for original, override in overridden.items()
        if _overlaps(_occurrence(series, original, override), from_local, until_local)
        and (override.added or gives(series, original))
    ]
    inside = [each for each in found if _overlaps(each, from_local, until_local)]
    return sorted(inside, key=lambda each: (each.start, each.original_start))


def next_occurrence(series: Series, after_local: datetime) -> Occurrence | None:
    """The first occurrence that starts after `after_local` and is not cancelled, if any."""
    overridden = {override.original_start: override for override in series.overrides}
    regular = (start for start in _starts(series, after_local) if start > after_local)
    unchanged = next((start for start in regular if start not in overridden), None)
    candidates = []
    if unchanged is not None and not series.cancelled:
        candidates.append(_occurrence(series, unchanged, None))
    for original, override in overridden.items():
        moved = _occurrence(series, original, override)
        if moved.start <= after_local or moved.cancelled:
            continue
        if override.added or gives(series, original):
            candidates.append(moved)
    return min(candidates, key=lambda each: (each.start, each.original_start), default=None)


def occurrence_at(series: Series, original_start: datetime) -> Occurrence | None:
    """The date named by the wall time `original_start`, moved or cancelled or not; or None."""
    if not is_occurrence(series, original_start):
        return None
    overridden = {override.original_start: override for override in series.overrides}
    return _occurrence(series, original_start, overridden.get(original_start))


def is_occurrence(series: Series, original_start: datetime) -> bool:
    """Whether `original_start` names a date: the rule gives it, or it was added."""
    added = any(each.added and each.original_start == original_start for each in series.overrides)
    return added or gives(series, original_start)


def gives(series: Series, original_start: datetime) -> bool:
    """Whether the rule gives the wall time `original_start`, moved or cancelled or not."""
    return next(_starts(series, original_start), None) == original_start


def count(series: Series, limit: int) -> int:
    """How many dates the series has that are not cancelled; counting stops at `limit`."""
    special = {override.original_start: override for override in series.overrides}
    held = sum(
        1
        for original, override in special.items()
        if not _occurrence(series, original, override).cancelled
        and (override.added or gives(series, original))
    )
    if series.cancelled or held >= limit:
        return min(held, limit)
    plain = (start for start in _starts(series, series.start) if start not in special)
    return held + sum(1 for _start in islice(plain, limit - held))


def _starts(series: Series, since: datetime) -> Iterator[datetime]:
    if series.recurrence is None:
        return iter([series.start] if series.start >= since else [])
    return rule_starts(
        series.recurrence, series.start, since, all_day=series.all_day, zone=series.time_zone
    )


def _overlaps(occurrence: Occurrence, from_local: datetime, until_local: datetime) -> bool:
    if occurrence.start == occurrence.end:
        return from_local <= occurrence.start < until_local
    return occurrence.start < until_local and occurrence.end > from_local


def _occurrence(series: Series, original: datetime, override: Override | None) -> Occurrence:
    changed = override or Override(original)
    start = original if changed.start is None else changed.start
    minutes = changed.duration_minutes
    length = timedelta(minutes=series.duration_minutes if minutes is None else minutes)
    start_utc, end_utc = to_utc(start, series.time_zone), to_utc(start + length, series.time_zone)
    # Only where the two differ can the start lie in a gap.
    if end_utc - start_utc != length and is_in_gap(start, series.time_zone):
        end_utc = start_utc + length
    return Occurrence(
        original_start=original,
        start=start,
        end=start + length,
        start_utc=start_utc,
        end_utc=end_utc,
        title=series.title if changed.title is None else changed.title,
        location=series.location if changed.location is None else changed.location,
        cancelled=changed.cancelled or (series.cancelled and not changed.stands),
        overridden=override is not None and not _is_plainly_added(override),
        added=changed.added,
    )


def _is_plainly_added(override: Override) -> bool:
    """Whether a date was added and differs in nothing but its time."""
    return override == Override(override.original_start, added=True)
