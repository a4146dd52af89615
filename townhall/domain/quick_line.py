"""The line being read: what has been understood is covered up, so that nothing is read twice."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from townhall.domain.quick_words import fold

_COVERS = {"kind": "\x02", "name": "\x01", "when": "\x00", "place": "\x03"}
_BEFORE = re.compile(
    r"(?:(?<!\w)(?:op|on|om|at|@|vanaf|vanuit|starting|startend|from|van|by|rond|around|the|de|"
    r"in|bij|te|for|duurt|gedurende)[ ]|[(,][ ]?)+\Z"
)


class What(StrEnum):
    """What a stretch of the line says."""

    KIND = "kind"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    REPETITION = "repetition"
    PLACE = "place"
    AUDIENCE = "audience"
    INITIATIVE = "initiative"
    PERSON = "person"
    TITLE = "title"


OF_TITLE = frozenset({What.KIND, What.AUDIENCE, What.INITIATIVE, What.PERSON, What.TITLE})
"""What is understood and stays in the title all the same."""


@dataclass(frozen=True, slots=True)
class Span:
    """The characters `start` up to `end` of the line, and what they were understood as."""

    what: What
    start: int
    end: int


class Line:
    """One line as typed, in composed letters, with single spaces and without control characters.

    `left` is the same in folded letters, with a cover over each letter that has been understood.
    """

    def __init__(self, text: str) -> None:
        composed = unicodedata.normalize("NFC", text)
        printable = (" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in composed)
        self.text = " ".join("".join(printable).split())
        self.folded = fold(self.text)
        self.left = self.folded
        self.spans: list[Span] = []
        self.spelling: dict[int, str] = {}

    def take(self, what: What, start: int, end: int) -> None:
        """Note that `start` to `end` says `what`, and cover it."""
        self.spans.append(Span(what, start, end))
        if what is What.PLACE:
            cover = _COVERS["place"]
        elif what is What.KIND:
            cover = _COVERS["kind"]
        else:
            cover = _COVERS["name" if what in OF_TITLE else "when"]
        self.left = self.left[:start] + cover * (end - start) + self.left[end:]

    def take_when(self, what: What, start: int, end: int) -> None:
        """Like `take`, with the small words that lead to a date or time: "op", "at", "from"."""
        lead = _BEFORE.search(self.left, 0, start)
        self.take(what, lead.start() if lead else start, end)

    def pieces(self, removed: list[tuple[int, int]]) -> list[str]:
        """The text between the `removed` stretches (start, end), names as the plan spells them."""
        letters = list(self.text)
        for start, name in self.spelling.items():
            letters[start : start + len(name)] = name
        found, since = [], 0
        for start, end in sorted(removed):
            found.append("".join(letters[since:start]))
            since = max(since, end)
        found.append("".join(letters[since:]))
        return found
