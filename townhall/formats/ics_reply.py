"""Read answers to invitations: .ics files, and mails (.eml) that carry one."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from townhall.domain.errors import InvalidInput
from townhall.domain.foreign_events import Window
from townhall.domain.foreign_rule import UnreadableRule, read_moment
from townhall.domain.foreign_zone import KnownZone
from townhall.domain.reply_reading import Answer, FileTime, Line, Part, read_answers
from townhall.domain.zones import FIRST_YEAR, LAST_YEAR
from townhall.formats.ics_guard import REPLY_LIMITS, guarded
from townhall.formats.ics_lines import Component, Property, components
from townhall.formats.ics_when import Zones
from townhall.language import _

if TYPE_CHECKING:
    from email.message import Message

LARGEST_MAIL = 30_000_000
"""Bytes of a mail with its attachments; most systems refuse larger ones."""

_WANTED = frozenset(
    (
        *("METHOD", "UID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "ORGANIZER", "COMMENT"),
        *("RECURRENCE-ID", "DTSTART", "DTEND", "DURATION"),
        *("TZID", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"),
    )
)
_DATES = frozenset(("DTSTAMP", "DTSTART", "DTEND", "RECURRENCE-ID"))
_CARET = re.compile(r"\^(.)")
_CARETS = {"n": "\n", "^": "^", "'": '"'}
_MAIL_HEADER = re.compile(rb"\A(?:From |[!-9;-~]+:[^\n]*\n)")
_NESTING = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_MOST_NESTING = 40
_MOST_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_reply(data: bytes) -> tuple[Answer, ...]:
    """The answers in a calendar file, a mail or a pasted text.

    A mail may carry several, or the same one twice. Raises InvalidInput with one sentence.
    """
    if data.startswith(_OLE):
        raise InvalidInput(
            _(
                "Outlook’s own files (.msg) cannot be read. Save the mail as .eml, or the .ics "
                "in it."
            )
        )
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].upper()
    if not head.startswith(b"BEGIN:VCALENDAR") and _is_mail(data):
        return tuple(answer for part in _calendars(data) for answer in _answers(part))
    return _answers(data)


def _answers(data: bytes) -> tuple[Answer, ...]:
    calendars = list(components(guarded(data, REPLY_LIMITS), _WANTED))
    zones = [part for each in calendars for part in each.parts if part.name == "VTIMEZONE"]
    return read_answers([_part(each, zones) for each in calendars])


def _part(component: Component, zones: Sequence[Component]) -> Part:
    lines = (
        _line(name, told, zones) for name, all_ in component.properties.items() for told in all_
    )
    parts = (each for each in component.parts if each.name not in ("VTIMEZONE", "VALARM"))
    return Part(component.name, tuple(lines), tuple(_part(each, zones) for each in parts))


def _line(name: str, told: Property, zones: Sequence[Component]) -> Line:
    parameters = {key: _caret(value) for key, value in told.parameters.items()}
    time = _time(told, zones) if name in _DATES else None
    return Line(name, told.text, parameters, time)


def _caret(text: str) -> str:
    """A parameter's value as it was before it was quoted (RFC 6868)."""
    return _CARET.sub(lambda found: _CARETS.get(found[1], found[0]), text)


def _time(told: Property, zones: Sequence[Component]) -> FileTime | None:
    try:
        read = read_moment(told.value)
    except UnreadableRule:
        return None
    if not isinstance(read, datetime):
        return FileTime(read)
    local, name = read.replace(tzinfo=None), told.parameters.get("TZID", "").strip()
    if read.tzinfo is not None:
        return FileTime(read.date(), local, read)
    if not name or not FIRST_YEAR <= read.year <= LAST_YEAR:
        return FileTime(read.date(), local)
    # Its rules are followed around this day alone, whatever years the file speaks of.
    known = Zones(Window(read.date(), read.date()), KnownZone("UTC"))
    for zone in zones:
        known.describe(zone)
    when = known.when(told)
    if known.unknown:
        return FileTime(read.date(), local, zone=name)
    return FileTime(read.date(), local, when.zone.to_utc(local))


def _is_mail(data: bytes) -> bool:
    """Whether it begins as a mail does: with a header."""
    return _MAIL_HEADER.match(data.lstrip()[:2_000]) is not None


def _calendars(data: bytes) -> Iterator[bytes]:
    """The calendar files that a mail carries, each once. Raises InvalidInput when it has none."""
    from email import message_from_bytes

    if len(data) > LARGEST_MAIL:
        raise InvalidInput(
            _("This mail is larger than {n} MB; it was not read.").format(
                n=LARGEST_MAIL // 1_000_000
            )
        )
    if len(_NESTING.findall(data)) > _MOST_NESTING or data.count(b"\n--") > _MOST_PARTS:
        raise InvalidInput(_("This mail holds too many parts; it was not read."))
    found: list[bytes] = []
    for part in message_from_bytes(data.lstrip()).walk():
        if part.is_multipart() or not _is_calendar(part):
            continue
        content = _content(part)
        if content.strip() and content not in found:
            found.append(content)
    if not found:
        raise InvalidInput(_("This mail carries no calendar file, so no answer either."))
    yield from found


def _is_calendar(part: "Message") -> bool:
    if part.get_content_type() in ("text/calendar", "application/ics"):
        return True
    name = part.get_filename() or ""
    return name.lower().strip().endswith((".ics", ".ical"))


def _content(part: "Message") -> bytes:
    """The bytes of a part, in UTF-8 with plain line ends, whatever it was sent as."""
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    charset = (part.get_content_charset() or "utf-8").lower()
    if charset not in ("utf-8", "us-ascii"):
        # One that nobody knows stays as it is: the guard says so when it is no UTF-8.
        with suppress(LookupError, UnicodeError):
            content = content.decode(charset).encode()
    return content.replace(b"\r", b"").strip() + b"\n"
