"""Look through a calendar file before anything parses it, so that no file hangs or floods us."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

from townhall.domain.errors import InvalidInput
from townhall.language import _


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a calendar file may hold; a line is one of the file, before unfolding.

    `depth` counts components within components, VCALENDAR included. `seconds` is the most time
    that looking through it may take.
    """

    size: int
    lines: int
    line_size: int
    components: int
    depth: int
    seconds: float


REPLY_LIMITS = Limits(
    size=1 << 20, lines=20_000, line_size=1 << 16, components=200, depth=4, seconds=5
)
"""For an answer to an invitation: programs write 1 to 5 kB, with one event and one zone."""

CALENDAR_LIMITS = Limits(
    size=1 << 26, lines=2_000_000, line_size=1 << 16, components=100_000, depth=4, seconds=30
)
"""For a whole calendar: 20,000 events with alarms and many attendees stay well below."""

_BOM = b"\xef\xbb\xbf"
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06")
_BLANK_LINES = re.compile(rb"\n\n+")
_FOLD = re.compile(rb"\n[ \t]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_BLANKS = re.compile(r"[ \t]+")
_LONGEST_NAME = 60
_LINES_BETWEEN_LOOKS = 2_000


class Deadline:
    """The moment at which work on a file has taken too long."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise InvalidInput when the time is up."""
        if time.monotonic() >= self._end:
            raise InvalidInput(_("Reading this calendar file takes too long; it was left alone."))


def guarded(data: bytes, limits: Limits = REPLY_LIMITS) -> str:
    """The text of a calendar file, safe to parse: one property a line, unfolded, ended by CRLF.

    UTF-8 with or without byte order mark; line ends may lack their CR. Control characters and
    blank lines are left out, BEGIN and END are written plainly, and every component is closed
    within its own parent. The text is one or more whole VCALENDARs and nothing else.

    Raises InvalidInput with one sentence when it is packed, a web page, no text, no calendar, cut
    off, or larger, longer or deeper than `limits` allow.
    """
    deadline = Deadline(limits.seconds)
    data = _plain_bytes(data, limits)
    try:
        text = _FOLD.sub(b"", _BLANK_LINES.sub(b"\n", data)).decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidInput(
            _("The letters of this calendar file cannot be read: it is not UTF-8.")
        ) from None
    lines = _CONTROLS.sub("", text).split("\n")
    return "\r\n".join(_checked(lines, limits, deadline)) + "\r\n"


def _plain_bytes(data: bytes, limits: Limits) -> bytes:
    """`data` without byte order mark and CRs, when its size, kind and lines are allowed."""
    if len(data) > limits.size:
        raise InvalidInput(
            _("This calendar file is larger than {n} kB; it was not read.").format(
                n=limits.size >> 10
            )
        )
    data = data.removeprefix(_BOM)
    if data.startswith(_PACKED):
        raise InvalidInput(_("This file is packed. Unpack it first and read the .ics in it."))
    if data.lstrip()[:1] == b"<":
        raise InvalidInput(
            _("This is a web page, not a calendar file. Save the .ics itself and read that.")
        )
    if b"\0" in data:
        raise InvalidInput(_("This file holds bytes that are not text: it is no calendar file."))
    data = data.replace(b"\r", b"")
    if data.count(b"\n") > limits.lines:
        raise InvalidInput(
            _("This calendar file has more than {n} lines; it was not read.").format(n=limits.lines)
        )
    if max(map(len, data.split(b"\n"))) > limits.line_size:
        raise InvalidInput(
            _("This calendar file has a line of more than {n} kB; it was not read.").format(
                n=limits.line_size >> 10
            )
        )
    return data


def _checked(lines: list[str], limits: Limits, deadline: Deadline) -> Iterator[str]:
    """The lines that are not blank, when their components are nested as they must be."""
    open_: list[str] = []
    components = 0
    for number, line in enumerate(lines):
        if number % _LINES_BETWEEN_LOOKS == 0:
            deadline.check()
        if not line.strip():
            continue
        edge = _edge(line)
        if edge is None:
            if not open_:
                raise _no_calendar(components)
            yield line
            continue
        word, name = edge
        if word == "BEGIN":
            if not open_ and name != "VCALENDAR":
                raise _no_calendar(components)
            open_.append(name)
            components += 1
            _check_counts(components, len(open_), limits)
        elif not open_ or open_.pop() != name:
            raise InvalidInput(
                _("This calendar file is damaged: {name} ends where it did not begin.").format(
                    name=name[:_LONGEST_NAME]
                )
            )
        yield f"{word}:{name}"
    if open_ or not components:
        raise _no_calendar(components)


def _edge(line: str) -> tuple[str, str] | None:
    """BEGIN or END with the component's name, written as any reader would still take it."""
    if line[0] not in "BbEe \t":
        return None
    head, _colon, value = line.partition(":")
    word = _BLANKS.sub("", head.partition(";")[0]).upper()
    if word not in ("BEGIN", "END"):
        return None
    # A quoted parameter may hold a colon; the name is what follows the last one.
    return word, value.rpartition(":")[2].strip().upper()


def _check_counts(components: int, depth: int, limits: Limits) -> None:
    if components > limits.components:
        raise InvalidInput(
            _("This calendar file has more than {n} parts; it was not read.").format(
                n=limits.components
            )
        )
    if depth > limits.depth:
        raise InvalidInput(
            _("This calendar file nests its parts deeper than {n}; it was not read.").format(
                n=limits.depth
            )
        )


def _no_calendar(components: int) -> InvalidInput:
    if components:
        return InvalidInput(
            _("This calendar file is damaged or cut off. Ask for it again, or save it anew.")
        )
    return InvalidInput(_("This is no calendar file: it does not begin with BEGIN:VCALENDAR."))
