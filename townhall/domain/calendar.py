"""What a calendar program is told about a communication: frozen values, no format.

Local times are naive wall-clock times in the item's `time_zone`; names ending in `_utc` are aware.
"""

from dataclasses import dataclass
from datetime import datetime

from townhall.domain.run_of_show import AgendaItem
from townhall.domain.terms import AttendeeRole


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who invites; `email` is a plain address without `mailto:`."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """An invited person or room; `email` is a plain address without `mailto:`."""

    name: str
    email: str
    role: AttendeeRole = AttendeeRole.PARTICIPANT


@dataclass(frozen=True, slots=True)
class Override:
    """One date of a series that differs; `original_start` is the wall time the rule gives.

    A field that is None is as in the series. `cancelled` takes the date out altogether; `stands`:
    it has been or is held although the series was called off. `added`: a date besides those of
    the rule, which `original_start` names too. `agenda` is its own run of show.
    """

    original_start: datetime
    start: datetime | None = None
    duration_minutes: int | None = None
    title: str | None = None
    location: str | None = None
    cancelled: bool = False
    added: bool = False
    stands: bool = False
    agenda: tuple[AgendaItem, ...] | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a communication, expanded.

    `original_start`, `start` and `end` are wall times in `time_zone`; `start_utc` and `end_utc`
    the same instants, aware, in UTC.
    """

    original_start: datetime
    start: datetime
    end: datetime
    start_utc: datetime
    end_utc: datetime
    title: str
    location: str
    cancelled: bool = False
    overridden: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """A communication as a calendar sees it: one UID, one event or one series.

    `recurrence` is an RRULE value (RFC 5545, 3.3.10) or None. `overrides` is sorted by
    `original_start`. `status` is TENTATIVE, CONFIRMED or CANCELLED. `color` is a CSS3 name.
    `description` is the why, as plain text; the format adds agenda, join link, `questions_to` (an
    address or link) and `contact` to it, in `invitation_language` (nl, en, nl+en; empty: as
    `language`, which is that of the title).
    """

    uid: str
    sequence: int
    title: str
    start: datetime
    time_zone: str
    duration_minutes: int
    dtstamp_utc: datetime
    created_utc: datetime
    modified_utc: datetime
    all_day: bool = False
    recurrence: str | None = None
    overrides: tuple[Override, ...] = ()
    description: str = ""
    location: str = ""
    join_link: str = ""
    status: str = "CONFIRMED"
    organizer: Organizer | None = None
    attendees: tuple[Attendee, ...] = ()
    reminder_minutes: int | None = None
    categories: tuple[str, ...] = ()
    color: str = ""
    language: str = "nl"
    agenda: tuple[AgendaItem, ...] = ()
    questions_to: str = ""
    contact: str = ""
    invitation_language: str = ""
