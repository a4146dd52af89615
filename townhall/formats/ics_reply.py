"""Read answers to invitations: .ics files, and mails (.eml) that carry one.

The lines are taken apart by icalendar, after the guard. Its components are not used: they expand
the time zones of a file, and remember them for every file read later.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from townhall.domain.errors import InvalidInput
from townhall.domain.file_zones import Line, Part, Zones, is_zone
from townhall.domain.reply_reading import Answer, read_answers
from townhall.formats.ics_guard import REPLY_LIMITS, Deadline, guarded
from townhall.language import _

if TYPE_CHECKING:
    from email.message import Message

LARGEST_MAIL = 30_000_000
"""Bytes of a mail with its attachments; most systems refuse larger ones."""

_NAME = re.compile(r"\s*([A-Za-z0-9-]+)\s*[:;]")
_WANTED = frozenset(
    (
        *("METHOD", "UID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "ORGANIZER", "COMMENT"),
        *("RECURRENCE-ID", "DTSTART", "DTEND", "DURATION"),
        *("TZID", "TZOFFSETFROM", "TZOFFSETTO", "RRULE"),
    )
)
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
    deadline = Deadline(REPLY_LIMITS.seconds)
    calendars = _parts(guarded(data, REPLY_LIMITS), deadline)
    zones = [part for each in calendars for part in each.parts if part.name == "VTIMEZONE"]
    return read_answers(calendars, Zones(tuple(zones), _names(calendars)))


def _parts(text: str, deadline: Deadline) -> tuple[Part, ...]:
    """The calendars of guarded text, with the properties that an answer is read from."""
    root: list[Part] = []
    open_: list[tuple[str, list[Line], list[Part]]] = []
    for content in text.split("\r\n"):
        match = _NAME.match(content)
        name = match[1].upper() if match else ""
        if name == "BEGIN":
            deadline.check()
            open_.append((content[6:], [], []))
        elif name == "END":
            ended, lines, parts = open_.pop()
            (open_[-1][2] if open_ else root).append(Part(ended, tuple(lines), tuple(parts)))
        elif name in _WANTED:
            open_[-1][1].append(_line(content))
    return tuple(root)


def _line(content: str) -> Line:
    from icalendar.parser import Contentline

    # icalendar says nothing of the types of this class.
    content_line: Callable[[str], Any] = Contentline
    try:
        name, parameters, value = content_line(content).parts()
    except ValueError:
        raise InvalidInput(
            _("A line of this calendar file cannot be read: “{line}”.").format(line=content[:60])
        ) from None
    told = {
        key.upper(): each if isinstance(each, str) else ",".join(each)
        for key, each in parameters.items()
    }
    return Line(name.upper(), value, told)


def _names(calendars: tuple[Part, ...]) -> dict[str, str]:
    """The IANA names of the zones that are called otherwise: Windows', or with a path before."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    events = (part for calendar in calendars for part in calendar.parts)
    told = {line.parameters.get("TZID", "").strip() for part in events for line in part.lines}
    names = {}
    for name in told - {""}:
        tail = name.strip("/").split("/")
        tried = (WINDOWS_TO_OLSON.get(name, ""), *("/".join(tail[-n:]) for n in (3, 2, 1)))
        known = next((each for each in tried if each and is_zone(each)), "")
        if known:
            names[name] = known
    return names


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
