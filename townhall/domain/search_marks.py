"""Where the words of a search stand in a text, and the piece of a text around them."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Span = tuple[int, int]
"""First character and the one after the last."""

_BEFORE, _WIDTH = 24, 90
"""Characters that a piece keeps before its first hit, and at most in all."""


class Piece(NamedTuple):
    """A part of a text, with dots where it was cut, and where the hits stand in it."""

    text: str
    marks: tuple[Span, ...]


def search_marks(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Where a word of `text` begins with one of `words`, without case and accents.

    It finds what the full text of the plan finds: accents, also those written as a letter of
    their own, do not tell words apart.
    """
    letters, places = _folded(text)
    wanted = sorted({_folded(word)[0] for word in words} - {""}, key=len, reverse=True)
    found = []
    for start in _starts(letters):
        word = next((each for each in wanted if letters.startswith(each, start)), None)
        if word is not None:
            found.append((places[start], places[start + len(word)]))
    return tuple(found)


def holds_all(text: str, words: Sequence[str]) -> bool:
    """Whether each of `words` begins some word of `text`."""
    return all(search_marks(text, [word]) for word in words)


def piece_around(text: str, words: Sequence[str]) -> Piece:
    """The piece of `text` around the first hit, on one line; empty when there is none."""
    line = " ".join(text.split())
    marks = search_marks(line, words)
    if not marks:
        return Piece("", ())
    begin = 0
    if marks[0][0] > _BEFORE:
        begin = line.rfind(" ", 0, marks[0][0] - _BEFORE + 1) + 1
        begin = begin if marks[0][0] - begin <= 2 * _BEFORE else marks[0][0] - _BEFORE
    end = min(len(line), begin + _WIDTH)
    if end < len(line):
        end = max(line.rfind(" ", begin, end), min(marks[0][1], begin + _WIDTH))
    before, after = "…" if begin else "", "…" if end < len(line) else ""
    moved = len(before) - begin
    inside = tuple((first + moved, last + moved) for first, last in marks if last <= end)
    return Piece(before + line[begin:end] + after, inside)


def _folded(text: str) -> tuple[str, list[int]]:
    """`text` in lower case without accents, and the place in it of each letter that is left."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for plain in unicodedata.normalize("NFKD", letter).lower():
            if not unicodedata.combining(plain):
                letters.append(plain)
                places.append(place)
    return "".join(letters), [*places, len(text)]


def _starts(letters: str) -> Iterator[int]:
    before = False
    for place, letter in enumerate(letters):
        inside = letter.isalnum()
        if inside and not before:
            yield place
        before = inside
