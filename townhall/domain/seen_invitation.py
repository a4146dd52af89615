"""What a reader sees of a calendar file: read from the file itself, not from the plan.

`start` and `end` of something timed are aware, in the file's own zone; of something that lasts
whole days they are naive midnights, the end being the day after the last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from townhall.domain.calendar import CalendarItem, Organizer
from townhall.domain.recurrence_dates import rule_starts
from townhall.domain.zones import to_utc

_DATES_SHOWN = 5


class SeenRole(StrEnum):
    """Part of an attendee, as calendar programs show it (RFC 5545, 3.2.3 and 3.2.16)."""

    CHAIR = "chair"
    REQUIRED = "required"
    OPTIONAL = "optional"
    INFORMED = "informed"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class SeenAttendee:
    """Somebody on the list of a file; `name` is the address where the file gives no name."""

    name: str
    email: str
    role: SeenRole


@dataclass(frozen=True, slots=True)
class SeenDate:
    """One date of a series that differs in the file; `original_start` is what the rule gives."""

    original_start: datetime
    start: datetime
    end: datetime
    title: str
    location: str


@dataclass(frozen=True, slots=True)
class SeenInvitation:
    """The event of one calendar file.

    `single`: the file is about one date of a series. `left_out` are starts that the series skips,
    `changed` the dates that differ. `reminder_minutes` None: no alarm. `html` may be empty.
    """

    method: str
    title: str
    start: datetime
    end: datetime
    all_day: bool
    time_zone: str
    location: str
    join_link: str
    description: str
    html: str
    organizer: Organizer
    attendees: tuple[SeenAttendee, ...]
    reminder_minutes: int | None
    sequence: int
    recurrence: str | None = None
    single: bool = False
    changed: tuple[SeenDate, ...] = ()
    left_out: tuple[datetime, ...] = ()


def next_dates(item: CalendarItem, after: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Start and end of the first dates of a series that begin at `after` (wall time) or later.

    As in `SeenInvitation`: aware, in UTC, or naive midnights. Nothing where it happens once.
    """
    if not item.recurrence:
        return ()
    return tuple(islice(_dates(item, after), _DATES_SHOWN))


def _dates(item: CalendarItem, after: datetime) -> Iterator[tuple[datetime, datetime]]:
    own = {each.original_start: each for each in item.overrides}
    rule = item.recurrence or ""
    for original in rule_starts(rule, item.start, after, all_day=item.all_day, zone=item.time_zone):
        date = own.get(original)
        if date is not None and date.cancelled:
            continue
        start = (date and date.start) or original
        minutes = (date and date.duration_minutes) or item.duration_minutes
        end = start + timedelta(minutes=minutes)
        if item.all_day:
            yield start, end
        else:
            yield to_utc(start, item.time_zone), to_utc(end, item.time_zone)
