"""Content lines of iCalendar files: escaping, quoting and folding (RFC 5545, 3.1; RFC 6868).

Written here because icalendar spends most of its time on these; its readers prove them equal.
"""

import re

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_BREAKS = re.compile(r"\r\n?")
_LINE_OCTETS = 75


def plain(text: str) -> str:
    """`text` without control characters and lone surrogates; line breaks become `\\n`."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """`text` as `plain` leaves it, each run of line breaks a single space."""
    if text.isprintable():
        return text
    return re.sub("\n+", " ", plain(text).strip("\n"))


def escape(text: str) -> str:
    """`text` as a TEXT value (RFC 5545, 3.3.11); it has passed `plain` or `one_line`."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def quote(text: str) -> str:
    """`text`, which has passed `one_line`, as a quoted parameter value (RFC 6868)."""
    carets = text.replace("^", "^^").replace('"', "^'")
    return f'"{carets}"'


def fold(line: str) -> str:
    """`line` ended by CRLF, folded at 75 octets without splitting a character."""
    if len(line) <= _LINE_OCTETS and line.isascii():
        return line + "\r\n"
    octets = line.encode()
    parts = []
    start, room = 0, _LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end])
        start, room = end, _LINE_OCTETS - 1
    parts.append(octets[start:])
    return b"\r\n ".join(parts).decode() + "\r\n"
