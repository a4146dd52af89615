"""What invitees were told of one date of a communication, beside what holds now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from townhall.domain.invitations import Method, Snapshot, differs

_SHARED = (
    "objective",
    "time_zone",
    "all_day",
    "recurrence",
    "join_link",
    "organizer",
    "attendees",
    "reminder_minutes",
    "questions_to",
    "contact",
    "invitation_language",
)
_OF_A_DATE = ("status", "title", "start", "duration_minutes", "location", "agenda")


class Standing(StrEnum):
    """Where the invitation for a date stands."""

    NEVER_SENT = "never-sent"
    CURRENT = "current"
    OUTDATED = "outdated"
    TO_WITHDRAW = "to-withdraw"
    """It is called off, and invitees have not been told."""
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, named as the command line does, with what was told and what holds now.

    The start is a local time as ISO 8601, the duration in minutes, as in a snapshot.
    """

    field: str
    told: Any
    now: Any


def date_differences(told: Snapshot, now: Snapshot, original_start: datetime) -> list[Difference]:
    """What differs for the date that the rule now gives at `original_start` (local).

    A series that moved as a whole has moved this date along with it.
    """
    moved = _moment(now["start"]) - _moment(told["start"])
    before, after = date_facts(told, original_start - moved), date_facts(now, original_start)
    found = [
        Difference(name, before[name], after[name])
        for name in _OF_A_DATE
        if before[name] != after[name]
    ]
    return found + [
        Difference(name, told.get(name), now.get(name))
        for name in _SHARED
        if differs(told, now, name)
    ]


def other_dates_differ(told: Snapshot, now: Snapshot, original_start: datetime) -> bool:
    """Whether dates of the series other than this one were changed or called off since."""
    if told["start"] != now["start"]:
        return False
    this = original_start.isoformat()
    return _others(told, this) != _others(now, this)


def standing(method: str | None, differences: list[Difference], *, called_off: bool) -> Standing:
    """Where it stands when `method` was sent last (None: nothing) and `differences` came since."""
    if method is None:
        return Standing.NEVER_SENT
    if called_off:
        return Standing.WITHDRAWN if method == Method.CANCEL else Standing.TO_WITHDRAW
    if method == Method.CANCEL or differences:
        return Standing.OUTDATED
    return Standing.CURRENT


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _others(shown: Snapshot, this: str) -> list[Snapshot]:
    return [each for each in shown.get("overrides", []) if each["original_start"] != this]


def date_facts(shown: Snapshot, original_start: datetime) -> dict[str, Any]:
    """What `shown` says of the date that its rule gives at `original_start` (local)."""
    this = original_start.isoformat()
    overrides: list[Snapshot] = shown.get("overrides", [])
    own: Snapshot = next((each for each in overrides if each["original_start"] == this), {})
    regular = this if shown.get("recurrence") else shown["start"]
    off = shown["status"] == "CANCELLED" or own.get("cancelled", False)
    return {
        "status": "CANCELLED" if off else shown["status"],
        "title": own.get("title", shown["title"]),
        "start": own.get("start", regular),
        "duration_minutes": own.get("duration_minutes", shown["duration_minutes"]),
        "location": own.get("location", shown["location"]),
        "agenda": own.get("agenda", shown.get("agenda", [])),
    }
