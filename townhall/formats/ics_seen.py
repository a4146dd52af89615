"""Reads back a calendar file of our own, to show what its reader will see."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import unquote

from townhall.domain.calendar import Organizer
from townhall.domain.seen_invitation import SeenAttendee, SeenDate, SeenInvitation, SeenRole

_ESCAPED = re.compile(r"\\(.)")
_ROLES = {
    "CHAIR": SeenRole.CHAIR,
    "OPT-PARTICIPANT": SeenRole.OPTIONAL,
    "NON-PARTICIPANT": SeenRole.INFORMED,
}


def seen(content: bytes) -> SeenInvitation:
    """The event in `content`, a file that `townhall.formats.ics` made: one UID, one METHOD."""
    from icalendar import Calendar

    calendar = Calendar.from_ical(content)
    # icalendar types a property as any of thirty values; each name has one of them.
    events: list[Any] = calendar.walk("VEVENT")
    about = next((each for each in events if "RECURRENCE-ID" not in each), events[0])
    start, end = _span(about)
    organizer = about["ORGANIZER"]
    return SeenInvitation(
        method=str(calendar["METHOD"]),
        title=str(about["SUMMARY"]),
        start=start,
        end=end,
        all_day=not isinstance(about["DTSTART"].dt, datetime),
        time_zone=str(about["DTSTART"].params.get("TZID", "")),
        location=str(about.get("LOCATION", "")),
        join_link=str(about.get("CONFERENCE", "")),
        description=str(about.get("DESCRIPTION", "")),
        html=_unescaped(str(about.get("X-ALT-DESC", ""))),
        organizer=Organizer(_name(organizer), _address(organizer)),
        attendees=tuple(map(_attendee, _listed(about.get("ATTENDEE")))),
        reminder_minutes=_reminder(about),
        sequence=int(about["SEQUENCE"]),
        recurrence=about["RRULE"].to_ical().decode() if "RRULE" in about else None,
        single="RECURRENCE-ID" in about,
        changed=tuple(_changed(each) for each in events if each is not about),
        left_out=tuple(
            _moment(each.dt) for dates in _listed(about.get("EXDATE")) for each in dates.dts
        ),
    )


def _unescaped(text: str) -> str:
    """`text` of a property that icalendar does not know, and leaves as it stands (3.3.11)."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _changed(event: Any) -> SeenDate:
    return SeenDate(
        _moment(event["RECURRENCE-ID"].dt),
        *_span(event),
        title=str(event["SUMMARY"]),
        location=str(event.get("LOCATION", "")),
    )


def _span(event: Any) -> tuple[datetime, datetime]:
    return _moment(event["DTSTART"].dt), _moment(event["DTEND"].dt)


def _moment(value: date | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def _reminder(event: Any) -> int | None:
    for alarm in event.walk("VALARM"):
        return int(-alarm["TRIGGER"].dt / timedelta(minutes=1))
    return None


def _attendee(value: Any) -> SeenAttendee:
    if str(value.params.get("CUTYPE", "")) == "ROOM":
        role = SeenRole.ROOM
    else:
        role = _ROLES.get(str(value.params.get("ROLE", "")), SeenRole.REQUIRED)
    return SeenAttendee(_name(value), _address(value), role)


def _name(value: Any) -> str:
    return str(value.params.get("CN", "")) or _address(value)


def _address(value: Any) -> str:
    return unquote(re.sub("^mailto:", "", str(value), flags=re.IGNORECASE))


def _listed(value: Any) -> list[Any]:
    """One property or several of a name, as icalendar gives them, or none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
