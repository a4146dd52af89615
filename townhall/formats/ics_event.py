"""One VEVENT (RFC 5545, 3.6.1) of a communication: the whole, or one date of its series."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote as percent_encoded

from townhall.domain.calendar import Attendee, CalendarItem, Organizer, Override
from townhall.domain.errors import InvalidInput
from townhall.domain.invitation_text import Facts, InvitationText, describe
from townhall.domain.invitations import Method
from townhall.domain.mail import check_email, check_link
from townhall.domain.terms import AttendeeRole
from townhall.domain.zones import from_utc, is_in_gap, to_utc
from townhall.formats.content_lines import escape, one_line, plain, quote
from townhall.formats.css_colors import check_color
from townhall.language import N_, _, words

_LONGEST_UID = 255
_MINUTES_A_DAY = 1440
_JOIN_LABEL = N_("Join")

_ROLES = {
    AttendeeRole.HOST: "CUTYPE=INDIVIDUAL;ROLE=CHAIR",
    AttendeeRole.SPEAKER: "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT",
    AttendeeRole.MODERATOR: "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT",
    AttendeeRole.PARTICIPANT: "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT",
    AttendeeRole.OPTIONAL: "CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT",
    AttendeeRole.INFORMED: "CUTYPE=INDIVIDUAL;ROLE=NON-PARTICIPANT",
    AttendeeRole.ROOM: "CUTYPE=ROOM;ROLE=NON-PARTICIPANT",
}
"""In order of weight: somebody who is listed twice is invited in the heavier role."""
_WEIGHTS = {role: weight for weight, role in enumerate(_ROLES)}


def vevent(
    item: CalendarItem, method: Method, *, override: Override | None = None, excluded: str = ""
) -> list[str]:
    """Content lines, not yet folded, of the event, or with `override` of that one date.

    `excluded` are the finished EXDATE lines of a series. Raises InvalidInput for anything that a
    calendar could misread: no title, no length, a bad address, link or colour.
    """
    cancelled = method is Method.CANCEL
    title, location = _shown_texts(item, override)
    link = check_link(item.join_link, "join_link") if item.join_link.strip(" ") else ""
    lines = ["BEGIN:VEVENT", f"UID:{_checked_uid(item)}", *_stamps(item)]
    lines += _when(item, override)
    if override is None and item.recurrence:
        lines.append(f"RRULE:{item.recurrence}")
        lines += excluded.splitlines()
    lines.append(f"SUMMARY;LANGUAGE={item.language}:{escape(title)}")
    text = description(item, override)
    if text.plain:
        lines.append(f"DESCRIPTION;LANGUAGE={item.language}:{escape(plain(text.plain))}")
        lines.append(f"X-ALT-DESC;FMTTYPE=text/html:{escape(plain(text.html))}")
    if location:
        lines.append(f"LOCATION:{escape(location)}")
    lines += _availability(item, cancelled="CANCELLED" if cancelled else item.status)
    lines += _people(item, method)
    lines += _extras(item, link)
    if item.reminder_minutes is not None and not cancelled:
        lines += _alarm(item.reminder_minutes, title)
    lines.append("END:VEVENT")
    return lines


def date_value(name: str, wall: datetime, item: CalendarItem) -> str:
    """The property `name` with naive wall time `wall` in the item's zone, or its date."""
    if item.all_day:
        return f"{name};VALUE=DATE:{wall:%Y%m%d}"
    return f"{name};TZID={item.time_zone}:{wall:%Y%m%dT%H%M%S}"


def span(item: CalendarItem, override: Override | None) -> tuple[datetime, datetime]:
    """Start and end, naive wall times; the end of an all-day item is the day after its last.

    The duration counts on the wall clock; an end that no clock shows becomes the instant at which
    clocks have gone on.
    """
    start, minutes = item.start, item.duration_minutes
    if override is not None:
        start = override.original_start if override.start is None else override.start
        minutes = minutes if override.duration_minutes is None else override.duration_minutes
    if item.all_day:
        days = max(1, -(-minutes // _MINUTES_A_DAY))
        return start, start + timedelta(days=days)
    if minutes < 1:
        raise InvalidInput(
            _("“{title}” must last at least one minute to be exported.").format(
                title=_short(item.title)
            ),
            field="duration_minutes",
        )
    end = start + timedelta(minutes=minutes)
    if is_in_gap(end, item.time_zone):
        end = from_utc(to_utc(end, item.time_zone), item.time_zone)
    return start, end


def utc(instant: datetime) -> str:
    """An aware instant as RFC 5545 writes UTC."""
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _when(item: CalendarItem, override: Override | None) -> list[str]:
    start, end = span(item, override)
    lines = [date_value("DTSTART", start, item), date_value("DTEND", end, item)]
    lasting = timedelta(minutes=item.duration_minutes)
    if item.recurrence and override is None and not item.all_day and end - start != lasting:
        # No clock shows the end of the first date: as DTEND it would make all others longer.
        lines[1] = f"DURATION:PT{item.duration_minutes}M"
    if override is not None:
        lines.insert(0, date_value("RECURRENCE-ID", override.original_start, item))
    return lines


def _stamps(item: CalendarItem) -> list[str]:
    return [
        f"DTSTAMP:{utc(item.dtstamp_utc)}",
        f"CREATED:{utc(item.created_utc)}",
        f"LAST-MODIFIED:{utc(item.modified_utc)}",
        f"SEQUENCE:{item.sequence}",
    ]


def _checked_uid(item: CalendarItem) -> str:
    uid = item.uid
    if not uid or len(uid.encode(errors="replace")) > _LONGEST_UID or not uid.isprintable():
        raise InvalidInput(
            _("“{title}” has a UID that calendars refuse; it needs 1 to 255 plain bytes.").format(
                title=_short(item.title)
            ),
            field="uid",
        )
    return escape(uid)


def _shown_texts(item: CalendarItem, override: Override | None) -> tuple[str, str]:
    title, location = item.title, item.location
    if override is not None:
        title = title if override.title is None else override.title
        location = location if override.location is None else override.location
    title = one_line(title)
    if not title.strip():
        raise InvalidInput(_("Give it a title before you export it."), field="title")
    return title, one_line(location)


def description(item: CalendarItem, override: Override | None = None) -> InvitationText:
    """What people read in the item, or in that date of it: see `invitation_text`.

    The join link stands in it because most calendars show it nowhere else.
    """
    title, location = _shown_texts(item, override)
    start, minutes, agenda = item.start, item.duration_minutes, item.agenda
    if override is not None:
        start = override.original_start if override.start is None else override.start
        minutes = minutes if override.duration_minutes is None else override.duration_minutes
        agenda = agenda if override.agenda is None else override.agenda
    link = item.join_link.strip(" ")
    shown_already = link in item.description or link in location
    facts = Facts(
        title=title,
        why=plain(item.description),
        start=start,
        duration_minutes=minutes,
        timed=not item.all_day,
        agenda=agenda,
        join_link="" if shown_already else link,
        questions_to=item.questions_to,
        contact=one_line(item.contact) or _organizer_as_contact(item.organizer),
    )
    return describe(facts, item.invitation_language or item.language)


def _organizer_as_contact(organizer: Organizer | None) -> str:
    if organizer is None:
        return ""
    name = one_line(organizer.name).strip()
    return f"{name}, {organizer.email}" if name else organizer.email


def _availability(item: CalendarItem, *, cancelled: str) -> list[str]:
    """STATUS, TRANSP and what Outlook reads of them, always in agreement."""
    status = cancelled
    free = item.all_day or status == "CANCELLED"
    busy = "FREE" if free else "TENTATIVE" if status == "TENTATIVE" else "BUSY"
    return [
        f"STATUS:{status}",
        f"TRANSP:{'TRANSPARENT' if free else 'OPAQUE'}",
        f"X-MICROSOFT-CDO-BUSYSTATUS:{busy}",
        f"X-MICROSOFT-CDO-ALLDAYEVENT:{'TRUE' if item.all_day else 'FALSE'}",
    ]


def _people(item: CalendarItem, method: Method) -> list[str]:
    if item.organizer is None:
        raise InvalidInput(
            _("“{title}” has no organiser; choose one before you export it.").format(
                title=_short(item.title)
            ),
            field="organizer",
        )
    lines = [_organizer_line(item.organizer)]
    if method is Method.PUBLISH:
        return lines
    invited: dict[str, Attendee] = {}
    for attendee in item.attendees:
        key = check_email(attendee.email, "attendees").casefold()
        known = invited.get(key)
        if known is None or _WEIGHTS[attendee.role] < _WEIGHTS[known.role]:
            invited[key] = attendee
    lines += [_attendee_line(attendee) for attendee in invited.values()]
    return lines


@lru_cache(maxsize=1024)
def _organizer_line(organizer: Organizer) -> str:
    email = check_email(organizer.email, "organizer.email")
    return f"ORGANIZER;CN={quote(one_line(organizer.name).strip() or email)}:{_mailto(email)}"


@lru_cache(maxsize=8192)
def _attendee_line(attendee: Attendee) -> str:
    email = check_email(attendee.email, "attendees")
    name = quote(one_line(attendee.name).strip() or email)
    return (
        f"ATTENDEE;{_ROLES[attendee.role]};PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN={name}"
        f":{_mailto(email)}"
    )


def _mailto(email: str) -> str:
    # RFC 6068, 2: what a URI cannot hold is percent-encoded.
    return "mailto:" + percent_encoded(email, safe="@!$&'*+/=_~-.")


def _extras(item: CalendarItem, link: str) -> list[str]:
    lines = []
    names = [one_line(category) for category in item.categories]
    if any(names):
        lines.append("CATEGORIES:" + ",".join(escape(name) for name in names if name))
    if item.color:
        lines.append(f"COLOR:{check_color(item.color)}")
    if link:
        feature = "PHONE" if link.lower().startswith("tel:") else "VIDEO"
        label = quote(words(item.language).gettext(_JOIN_LABEL))
        lines.append(f"CONFERENCE;VALUE=URI;FEATURE={feature};LABEL={label}:{link}")
    return lines


def _alarm(minutes: int, title: str) -> list[str]:
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escape(title)}",
        f"TRIGGER:-PT{max(0, minutes)}M",
        "END:VALARM",
    ]


def _short(title: str) -> str:
    """A title as a message names it."""
    line = one_line(title)
    return line if len(line) <= 60 else line[:59] + "…"
