"""What an answer to an invitation says, read from a file; whether it is an answer at all.

The shape is that of RFC 5546, 3.2.3 and 3.2.7. What needs the plan is in `replies`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import unquote

from townhall.domain.errors import InvalidInput
from townhall.domain.mail import check_email
from townhall.domain.tables import cleaned
from townhall.domain.terms import PartStat
from townhall.language import _

LONGEST_COMMENT = 2_000
"""Characters of a comment that are kept."""

_LONGEST_NAME = 200
_HIGHEST_SEQUENCE = 2**31 - 1  # RFC 5545, 3.3.8
_METHODS = ("REPLY", "COUNTER")
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?)")


@dataclass(frozen=True, slots=True)
class FileTime:
    """A day, or a moment: as it is written, and as an instant (UTC) when the zone is known.

    `zone` is a TZID that neither we nor the file explain. A moment may have no zone at all.
    """

    day: date
    local: datetime | None = None
    instant: datetime | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A property of a file: parameters by name in capitals, the value unescaped.

    `time` is what a date means; None: it is none that exists.
    """

    name: str
    value: str
    parameters: Mapping[str, str]
    time: FileTime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a file, its name in capitals, with the properties an answer is read from."""

    name: str
    lines: tuple[Line, ...]
    parts: tuple["Part", ...] = ()

    def all(self, name: str) -> list[Line]:
        """The properties called `name`."""
        return [line for line in self.lines if line.name == name]

    def value(self, name: str) -> str:
        """The value of the first property called `name`, without blanks around it; or ""."""
        return next((line.value.strip() for line in self.lines if line.name == name), "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers for one date, or for all where `recurrence_id` is None.

    Addresses are claimed, not proven. `organizers` is empty where the file names none, which
    outlook.com does. `stamp` is an instant (UTC). A counter-proposal names `start` and `minutes`.
    `unknown_zone` is a zone that nobody defines.
    """

    uid: str
    email: str
    name: str
    partstat: PartStat
    comment: str
    stamp: datetime
    sequence: int
    organizers: tuple[str, ...] = ()
    recurrence_id: FileTime | None = None
    counter: bool = False
    start: FileTime | None = None
    minutes: int | None = None
    delegate: str = ""
    unknown_zone: str = ""


def read_answers(calendars: Sequence[Part]) -> tuple[Answer, ...]:
    """The answers of a file, one for each date it is about.

    Raises InvalidInput with one sentence when any of it is not as an answer must be.
    """
    if len(calendars) != 1:
        raise InvalidInput(_("This file holds several calendars; an answer is a single one."))
    methods = {line.value.strip().upper() for line in calendars[0].all("METHOD")}
    if not methods:
        raise InvalidInput(_("This calendar file does not say that it is an answer."))
    if len(methods) > 1 or not methods <= set(_METHODS):
        raise InvalidInput(
            _("This is no answer to an invitation, but a file of the kind {method}.").format(
                method=", ".join(sorted(methods))[:60]
            )
        )
    events = [part for part in calendars[0].parts if part.name == "VEVENT"]
    if not events:
        raise InvalidInput(_("This answer is about no event."))
    if any(inner.name == "VEVENT" for event in events for inner in event.parts):
        raise InvalidInput(_("This answer has an event within an event."))
    if {line.value.strip() for event in events for line in event.all("UID")} != {
        events[0].value("UID")
    } or any(len(event.all("UID")) != 1 for event in events):
        raise InvalidInput(_("This answer is not about one event: it has no UID, or several."))
    counter = methods == {"COUNTER"}
    answers = tuple(_answer(event, counter=counter) for event in events)
    if len({answer.email.casefold() for answer in answers}) > 1:
        raise InvalidInput(_("This answer is by several people; it should be by one."))
    return answers


def _answer(event: Part, *, counter: bool) -> Answer:
    attendee = _single(event, "ATTENDEE")
    if attendee is None:
        raise InvalidInput(_("This answer names not exactly one person who answers."))
    partstat = _partstat(attendee)
    times = {name: _time(event, name) for name in ("RECURRENCE-ID", "DTSTART", "DTEND")}
    unknown = next((time.zone for time in times.values() if time and time.zone), "")
    start = times["DTSTART"] if counter else None
    return Answer(
        uid=event.value("UID"),
        email=_address(attendee),
        name=_name(attendee),
        partstat=partstat,
        comment=_comment(event, attendee),
        stamp=_stamp(event),
        sequence=_sequence(event),
        organizers=tuple(_organizers(event)),
        recurrence_id=times["RECURRENCE-ID"],
        counter=counter,
        start=start,
        minutes=_minutes(event, start, times["DTEND"]) if start else None,
        delegate=_delegate(attendee),
        unknown_zone=unknown[:100],
    )


def _single(event: Part, name: str) -> Line | None:
    found = event.all(name)
    return found[0] if len(found) == 1 else None


def _partstat(attendee: Line) -> PartStat:
    text = attendee.parameters.get("PARTSTAT", "").strip().lower()
    try:
        partstat = PartStat(text)
    except ValueError:
        raise InvalidInput(
            _("The answer itself, “{answer}”, is not one that is known.").format(answer=text[:40])
        ) from None
    if partstat is PartStat.DELEGATED and not attendee.parameters.get("DELEGATED-TO"):
        raise InvalidInput(_("This answer sends somebody else, and does not say whom."))
    return partstat


def _address(attendee: Line) -> str:
    """The plain address: mailto:, or the EMAIL parameter where the value is something else."""
    return check_email(_plain_address(attendee), "email")


def _plain_address(line: Line) -> str:
    value = line.value.strip()
    scheme, colon, rest = value.partition(":")
    if colon and scheme.lower() == "mailto":
        return unquote(rest.partition("?")[0]).strip()
    return line.parameters.get("EMAIL", "").strip() or value


def _name(line: Line) -> str:
    return " ".join(cleaned(line.parameters.get("CN", "")).split())[:_LONGEST_NAME]


def _delegate(attendee: Line) -> str:
    told = attendee.parameters.get("DELEGATED-TO", "")
    return cleaned(re.sub("^mailto:", "", told.strip('" '), flags=re.IGNORECASE))[:_LONGEST_NAME]


def _organizers(event: Part) -> Iterator[str]:
    for line in event.all("ORGANIZER"):
        address = _plain_address(line)
        # Exchange writes this where it has no address to give.
        if address and address.casefold() != "invalid:nomail":
            yield address


def _comment(event: Part, attendee: Line) -> str:
    """What they wrote, as plain text; Google and Apple write it beside the person."""
    told = [cleaned(line.value) for line in event.all("COMMENT")]
    told = told or [cleaned(attendee.parameters.get("X-RESPONSE-COMMENT", ""))]
    return "\n".join(each for each in told if each)[:LONGEST_COMMENT].rstrip()


def _stamp(event: Part) -> datetime:
    line = _single(event, "DTSTAMP")
    if line is None:
        raise InvalidInput(_("This answer does not say when it was given (DTSTAMP)."))
    time = line.time
    if time is None:
        raise _no_date("DTSTAMP", line)
    if time.instant is None or "TZID" in line.parameters:
        raise InvalidInput(_("This answer says when it was given (DTSTAMP), but not in UTC."))
    return time.instant


def _sequence(event: Part) -> int:
    """SEQUENCE; 0 where there is none (RFC 5546, 2.1.4)."""
    lines = event.all("SEQUENCE")
    text = lines[0].value.strip() if lines else "0"
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else -1
    if len(lines) > 1 or not 0 <= number <= _HIGHEST_SEQUENCE:
        raise InvalidInput(_("The number of the version it answers (SEQUENCE) is no number."))
    return number


def _time(event: Part, name: str) -> FileTime | None:
    lines = event.all(name)
    if not lines:
        return None
    if len(lines) > 1:
        raise InvalidInput(_("This answer has {name} more than once.").format(name=name))
    if "RANGE" in lines[0].parameters:
        raise InvalidInput(
            _("It answers for a date and those after it at once; ask for an answer for each date.")
        )
    if lines[0].time is None:
        raise _no_date(name, lines[0])
    return lines[0].time


def _no_date(name: str, line: Line) -> InvalidInput:
    return InvalidInput(
        _("{name} is “{text}”, which is no date that exists.").format(
            name=name, text=cleaned(line.value)[:40]
        )
    )


def _minutes(event: Part, start: FileTime, end: FileTime | None) -> int | None:
    """How long the proposed date lasts, in minutes; None where it does not say."""
    if end is not None:
        if start.instant and end.instant:
            return max(0, (end.instant - start.instant) // timedelta(minutes=1))
        if start.local and end.local:
            return max(0, (end.local - start.local) // timedelta(minutes=1))
        return max(0, (end.day - start.day).days) * 24 * 60
    match = _DURATION.fullmatch(event.value("DURATION").upper())
    if match is None or not any(match.groups()):
        return None
    weeks, days, hours, minutes = (int(each or 0) for each in match.groups())
    return ((weeks * 7 + days) * 24 + hours) * 60 + minutes
