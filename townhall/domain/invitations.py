"""The ledger's rules: what was sent to calendars, what has changed since, and its SEQUENCE."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any
from uuid import UUID

from townhall.domain.calendar import CalendarItem, Override
from townhall.domain.file_names import safe_file_name
from townhall.domain.recurrence_dates import rule_starts, until_date
from townhall.domain.recurrence_rule import parse_rule
from townhall.domain.run_of_show import AgendaItem
from townhall.domain.zone_rules import rules_change
from townhall.language import _, pgettext

Snapshot = dict[str, Any]
"""What calendars show of an item, as JSON holds it; made by `snapshot`."""

_FIELDS = (
    "title",
    "objective",
    "status",
    "start",
    "time_zone",
    "duration_minutes",
    "all_day",
    "recurrence",
    "overrides",
    "location",
    "join_link",
    "organizer",
    "attendees",
    "agenda",
    "questions_to",
    "contact",
    "invitation_language",
    "reminder_minutes",
    "categories",
)
_FIELDS_OF_TIME = ("start", "time_zone", "duration_minutes", "all_day", "recurrence", "status")
_WORDS_OF_A_DATE = ("title", "location", "agenda")
_NEIGHBOURS_LOOKED_AT = 2_000


class Method(StrEnum):
    """What a calendar file asks of its reader (RFC 5546, 1.4)."""

    REQUEST = "REQUEST"
    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


def snapshot(item: CalendarItem) -> Snapshot:
    """What calendars show of `item`, without UID, SEQUENCE and stamps; JSON can hold it.

    An override that changes nothing is left out, and the order of attendees does not count. What
    was added to this later is left out where it is empty, so that older plans still agree.
    """
    added: Snapshot = {
        "agenda": _agenda(item.agenda),
        "questions_to": item.questions_to,
        "contact": item.contact,
        "invitation_language": item.invitation_language,
    }
    people = sorted(item.attendees, key=lambda attendee: attendee.email.casefold())
    organizer = item.organizer
    return {
        "title": item.title,
        "objective": item.description,
        "status": item.status,
        "start": item.start.isoformat(),
        "time_zone": item.time_zone,
        "duration_minutes": item.duration_minutes,
        "all_day": item.all_day,
        "recurrence": item.recurrence,
        "overrides": _shown_overrides(item),
        "location": item.location,
        "join_link": item.join_link,
        "organizer": organizer and {"name": organizer.name, "email": organizer.email},
        "attendees": [
            {"name": each.name, "email": each.email, "role": each.role.value} for each in people
        ],
        "reminder_minutes": item.reminder_minutes,
        "categories": sorted(item.categories),
        **{name: value for name, value in added.items() if value},
    }


def _agenda(items: Iterable[AgendaItem]) -> list[Snapshot]:
    """The agenda without the cues, which are the hosts' alone."""
    return [
        {
            "title": each.title,
            "duration_minutes": each.duration_minutes,
            "start": each.start and each.start.isoformat("minutes"),
            "speaker": each.speaker,
        }
        for each in items
    ]


def _shown_overrides(item: CalendarItem) -> list[Snapshot]:
    if not item.recurrence:
        return []
    shown = (_shown_override(item, override) for override in item.overrides)
    return [each for each in shown if len(each) > 1]


def _shown_override(item: CalendarItem, override: Override) -> Snapshot:
    original = override.original_start.isoformat()
    if override.cancelled:
        return {"original_start": original, "cancelled": True}
    changes: Snapshot = {"original_start": original}
    if override.start not in (None, override.original_start):
        changes["start"] = override.start and override.start.isoformat()
    if override.duration_minutes not in (None, item.duration_minutes):
        changes["duration_minutes"] = override.duration_minutes
    if override.title not in (None, item.title):
        changes["title"] = override.title
    if override.location not in (None, item.location):
        changes["location"] = override.location
    if override.agenda not in (None, item.agenda):
        changes["agenda"] = _agenda(override.agenda or ())
    return changes


def fingerprint(shown: Snapshot) -> str:
    """SHA-256, in hexadecimal, of a snapshot; equal for equal contents."""
    text = json.dumps(shown, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changed_fields(old: Snapshot, new: Snapshot) -> list[str]:
    """The fields, named as the command line does, that differ; in the order of a communication."""
    return [field for field in _FIELDS if differs(old, new, field)]


def in_order(fields: Iterable[str]) -> tuple[str, ...]:
    """Names of fields, each once, in the order of a communication."""
    named = set(fields)
    return tuple(field for field in _FIELDS if field in named)


def differs(old: Snapshot, new: Snapshot, field: str) -> bool:
    """Whether `field` says something else; what is empty in one may lack in the other."""
    return (old.get(field) or None) != (new.get(field) or None)


def needs_new_sequence(old: Snapshot, new: Snapshot) -> bool:
    """Whether attendees must be asked anew (RFC 5546, 2.1.4 and 3.2.2.6).

    So when start, end, rule, cancelled or moved dates, status, or the address of the organizer
    changed; not for words and place.
    """
    if any(old.get(field) != new.get(field) for field in _FIELDS_OF_TIME):
        return True
    if _organizer_address(old) != _organizer_address(new):
        return True
    return _times_of_overrides(old) != _times_of_overrides(new)


def _organizer_address(shown: Snapshot) -> str:
    organizer = shown.get("organizer")
    return organizer["email"].casefold() if organizer else ""


def _times_of_overrides(shown: Snapshot) -> list[Snapshot]:
    timed = (
        {name: value for name, value in override.items() if name not in _WORDS_OF_A_DATE}
        for override in shown.get("overrides", [])
    )
    return [override for override in timed if len(override) > 1]


def next_sequence(
    last_sequence: int | None, old: Snapshot | None, new: Snapshot, *, cancelling: bool
) -> int:
    """The SEQUENCE of the next file; never lower than `last_sequence`, None when none was sent.

    A cancellation is always one higher, except when the same cancellation is made again.
    """
    if last_sequence is None:
        return 1 if cancelling else 0
    unchanged = old is not None and not needs_new_sequence(old, new)
    again = unchanged and old is not None and old.get("status") == "CANCELLED"
    if cancelling:
        return last_sequence if again else last_sequence + 1
    return last_sequence if unchanged else last_sequence + 1


def next_dtstamp(last_utc: datetime | None, now_utc: datetime) -> datetime:
    """The DTSTAMP of a changed file: now, but a second after the last if the clock went back."""
    if last_utc is None or now_utc > last_utc:
        return now_utc
    return last_utc + timedelta(seconds=1)


def removed_attendees(old: Snapshot, new: Snapshot) -> list[dict[str, str]]:
    """Attendees (name, email, role) of `old` who are not invited any more; by address."""
    kept = {attendee["email"].casefold() for attendee in new.get("attendees", [])}
    return [each for each in old.get("attendees", []) if each["email"].casefold() not in kept]


def new_uid(seed: bytes) -> str:
    """A UID made of `seed`: the same seed gives the same; a UUID without host (RFC 7986, 5.3)."""
    return str(UUID(bytes=hashlib.sha256(seed).digest()[:16], version=5))


def export_warnings(item: CalendarItem) -> list[str]:
    """Sentences on what calendars may show differently, for the user to judge; often none."""
    found = []
    if _zone_rules_change(item):
        found.append(
            _(
                "The clock-change rules of {zone} change during these dates. "
                "Outlook may show some of them an hour off."
            ).format(zone=item.time_zone)
        )
    found += [
        _(
            "The date moved from {original} to {start} passes another date of the series. "
            "Outlook refuses that; cancel it and plan a separate one."
        ).format(original=f"{original:%Y-%m-%d %H:%M}", start=f"{start:%Y-%m-%d %H:%M}")
        for original, start in _passing_overrides(item)
    ]
    return found


def _zone_rules_change(item: CalendarItem) -> bool:
    if item.all_day or not item.recurrence:
        return False
    rule = parse_rule(item.recurrence)
    until = until_date(rule, item.time_zone)
    last = item.start.year + 10
    if until is not None:
        last = until.year
    elif rule.count is not None:
        last = max((start.year for start in _starts(item, item.start)), default=item.start.year)
    return rules_change(item.time_zone, item.start.year, last)


def _passing_overrides(item: CalendarItem) -> list[tuple[datetime, datetime]]:
    """Original and new start of every moved date that does not stay between its neighbours."""
    overrides = {override.original_start: override for override in item.overrides}
    if not item.recurrence or not overrides:
        return []
    order: list[tuple[datetime, datetime]] = []
    last = max(overrides)
    for original in _starts(item, item.start):
        override = overrides.get(original)
        if override is None or not override.cancelled:
            order.append((original, (override and override.start) or original))
            if original > last or len(order) > _NEIGHBOURS_LOOKED_AT:
                break
    passing = []
    for before, after in pairwise(order):
        if before[1] >= after[1]:
            passing.append(before if before[0] != before[1] else after)
    return list(dict.fromkeys(passing))


def _starts(item: CalendarItem, since: datetime) -> Iterator[datetime]:
    return rule_starts(
        item.recurrence or "", item.start, since, all_day=item.all_day, zone=item.time_zone
    )


def file_name(title: str, method: Method, occurrence: datetime | None = None) -> str:
    """A name for a calendar file that every system accepts, ending in `.ics`.

    At most 80 characters, whatever `title` holds; `occurrence` is the wall time of the one date
    that the file is about.
    """
    kinds = {
        Method.REQUEST: pgettext("file name", "invitation"),
        Method.PUBLISH: pgettext("file name", "calendar item"),
        Method.CANCEL: pgettext("file name", "cancellation"),
    }
    date = f" {occurrence:%Y-%m-%d %H%M}" if occurrence else ""
    ending = f"{date} - {kinds[method]}.ics"
    return safe_file_name(title, ending)
