"""Compares two calendar files of one item, in what a reader of the calendar would notice."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from townhall.domain.errors import InvalidInput
from townhall.domain.publication import Difference
from townhall.formats.content_lines import one_line
from townhall.formats.ics_guard import CALENDAR_LIMITS, guarded

if TYPE_CHECKING:
    from icalendar import Event

_FIELDS = {
    "SUMMARY": "title",
    "DTSTART": "start",
    "DTEND": "end",
    "RRULE": "recurrence",
    "LOCATION": "location",
    "STATUS": "status",
    "DESCRIPTION": "description",
}
"""What differs is shown under these fields, in this order."""
_UNNOTICED = frozenset(
    {"UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "RECURRENCE-ID", "TRANSP", "EXDATE"}
)
_LONGEST = 2_000
_FOLD = re.compile(rb"\r?\n[ \t]")
_UID = re.compile(rb"^UID(?:;[^:\r\n]*)?:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\;,])")


def differences(ours: bytes, theirs: bytes) -> tuple[Difference, ...]:
    """What differs between two files; stamps, order and spelling of lines do not count.

    A file of `theirs` that cannot be read differs as a whole, and says why.
    """
    mine = _events(ours)
    try:
        other = _events(theirs)
    except InvalidInput as error:
        return (Difference("other", "", str(error)),)
    main, their_main = mine.pop("", None), other.pop("", None)
    found = _between(_values(main), _values(their_main))
    dates = _dates(mine, main), _dates(other, their_main)
    if dates[0] != dates[1]:
        found.append(Difference("overrides", *_lines_apart(*dates)))
    rest = _rest(main), _rest(their_main)
    if rest[0] != rest[1]:
        found.append(Difference("other", *_lines_apart(*rest)))
    return tuple(found)


def uid_of(content: bytes) -> str:
    """The UID of the item in a file; empty when it has none. The file is not parsed for it."""
    found = _UID.search(_FOLD.sub(b"", content))
    return _ESCAPED.sub(r"\1", found[1].decode(errors="replace")) if found else ""


def title_of(content: bytes) -> str:
    """The title of the item in a file, on one line; empty when it has none."""
    try:
        events = _events(content)
    except InvalidInput:
        return ""
    return one_line(next((str(event.get("SUMMARY", "")) for event in events.values()), ""))


def _events(content: bytes) -> dict[str, "Event"]:
    """The events of a file by RECURRENCE-ID, the whole series by "". Raises InvalidInput."""
    from icalendar import Calendar, Event

    text = guarded(content, CALENDAR_LIMITS)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise InvalidInput(one_line(str(error))[:_LONGEST]) from error
    found: dict[str, Event] = {}
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            assert isinstance(event, Event)
            found[_shown(event.get("RECURRENCE-ID"))] = event
    return found


def _values(event: "Event | None") -> dict[str, str]:
    return {} if event is None else {name: _shown(event.get(name)) for name in _FIELDS}


def _between(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[Difference]:
    found = []
    for name, field in _FIELDS.items():
        mine, other = ours.get(name, ""), theirs.get(name, "")
        if mine != other and "\n" in mine + other:
            mine, other = _lines_apart(mine.split("\n"), other.split("\n"))
        if mine != other:
            found.append(Difference(field, mine, other))
    return found


def _dates(overrides: Mapping[str, "Event"], main: "Event | None") -> list[str]:
    """A line for every date that is not as the series: its start, then what it shows."""
    found = []
    for start, event in overrides.items():
        shown = [_shown(event.get(name)) for name in ("DTSTART", "SUMMARY", "LOCATION", "STATUS")]
        found.append(f"{start}: " + ", ".join(each for each in shown if each))
    excluded = main.get("EXDATE", []) if main is not None else []
    for each in excluded if isinstance(excluded, list) else [excluded]:
        shown_dates = [each] if isinstance(each, str) else each.dts
        found += [f"{_shown(value)}: –" for value in shown_dates]
    return sorted(found)


def _rest(event: "Event | None") -> list[str]:
    """The other properties that a calendar shows, and its alarms, a line each."""
    if event is None:
        return []
    found = []
    for name, value in event.property_items(recursive=False, sorted=False):
        known = name in _UNNOTICED or name in _FIELDS or name.startswith("X-")
        if not known and name not in ("BEGIN", "END"):
            found.append(f"{name}: {_shown(value)}")
    found += [f"{part.name}: {_shown(part.get('TRIGGER'))}" for part in event.subcomponents]
    return sorted(found)


def _lines_apart(ours: list[str], theirs: list[str]) -> tuple[str, str]:
    """The lines that only one side has."""
    mine = [line for line in ours if line not in theirs]
    other = [line for line in theirs if line not in ours]
    return "\n".join(mine)[:_LONGEST], "\n".join(other)[:_LONGEST]


def _shown(value: Any) -> str:
    """A property as text that is equal when it means the same."""
    from icalendar import vRecur

    if value is None:
        return ""
    if isinstance(value, str):  # text, an address, or what could not be read
        return value.replace("\r\n", "\n").strip()[:_LONGEST]
    if isinstance(value, list):
        return ", ".join(sorted(_shown(each) for each in value))
    moment = getattr(value, "dt", None)
    if moment is not None:
        return _moment(moment)
    if isinstance(value, vRecur):
        return ";".join(sorted(f"{name}={_shown(part)}" for name, part in value.items()))
    if hasattr(value, "cats"):
        return ", ".join(sorted(str(each) for each in value.cats))
    return str(value)[:_LONGEST]


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        zone = getattr(value.tzinfo, "key", "") or (value.tzname() or "")
        return f"{value:%Y-%m-%d %H:%M} {zone}".rstrip()
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return str(value)
