"""The place in a line: behind "in" or "@", or the few words left over behind the time."""

import re

from townhall.domain.quick_line import Line, What

_MOST_WORDS = 4
_MOST_WORDS_LEFT_OVER = 3
_LEAD = re.compile(
    r"(?:(?P<lead>@|(?:in|at|te|op|bij|locatie|location|zaal|waar|place)(?!\w)) ?:? ?)"
)
_ARTICLE = re.compile(r"(?:de|het|the)[ ]")
_TOPIC = re.compile(
    r"(?<![\w-])(?:over|about|voor|for|met|with|van|of|en|and|door|by|on|rond|re|inzake|naar|to|"
    r"als|as|is|do|we|om)(?!\w)|[:;|–—]|(?<!\w)-(?!\w)"
)
_FREE = re.compile(r"[^\x00-\x03]+")
_LED_AFTER_KIND = frozenset({"te", "at", "in", "locatie", "location", "waar", "place"})


def find_place(line: Line, *, led: bool) -> str:
    """Take the place, as it was typed; empty when none is named.

    It is what follows "@" anywhere, or "in", "at" and the like right behind the kind (`led`; a
    training "in" something is a subject) or behind a date or time; or else up to three words
    directly behind a date or time.
    """
    for match in _FREE.finditer(line.left):
        start, end = match.span()
        at = line.left.find("@", start, end)
        behind_when = _cover_before(line, start) == "\x00" and _has_kind_before(line, start)
        behind_kind = led and _cover_before(line, start) == "\x02"
        found = (at, end) if at >= 0 else None
        if found is None and behind_when:
            found = _leading(line, start, end) or _left_over(line, start, end)
        if found is None and _cover_before(line, start) == "\x01" and "\x00" in line.left[:start]:
            found = _leading(line, start, end)
        if found is None and behind_kind:
            found = _leading(line, start, end, _LED_AFTER_KIND)
        if found is not None:
            place = _taken(line, *found)
            if place:
                return place
    return ""


def _cover_before(line: Line, start: int) -> str:
    return line.left[start - 1] if start else ""


def _has_kind_before(line: Line, start: int) -> bool:
    return "\x02" in line.left[:start]


def _leading(
    line: Line, start: int, end: int, allowed: frozenset[str] | None = None
) -> tuple[int, int] | None:
    """The stretch of a place with its "in" at the front of `start` to `end`."""
    first = start + len(line.left[start:end]) - len(line.left[start:end].lstrip(" ,"))
    lead = _LEAD.match(line.left, first, end)
    if lead is None or (allowed is not None and lead["lead"] not in allowed):
        return None
    return first, end


def _left_over(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """The stretch when it is short enough to be a place and does not begin a subject."""
    text = line.left[start:end]
    first = start + len(text) - len(text.lstrip(" ,-–·|"))
    topic = _TOPIC.search(line.left, first, end)
    stop = topic.start() if topic else end
    words = line.left[first:stop].split()
    return (first, end) if 1 <= len(words) <= _MOST_WORDS_LEFT_OVER else None


def _taken(line: Line, start: int, end: int) -> str:
    """Take the place at the front of `start` to `end`, up to a subject; as it was typed."""
    lead = _LEAD.match(line.left, start, end)
    first = lead.end() if lead else start
    article = _ARTICLE.match(line.left, first, end)
    first = article.end() if article else first
    topic = _TOPIC.search(line.left, first, end)
    last = topic.start() if topic else end
    words = line.left[first:last].split(" ")
    if lead and lead["lead"] != "@" and len([word for word in words if word]) > _MOST_WORDS:
        return ""
    place = line.text[first:last].strip(" ,.-–()")
    if not any(letter.isalpha() for letter in place):
        return ""
    line.take(What.PLACE, start, last)
    return place[:1].upper() + place[1:]
