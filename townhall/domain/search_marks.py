"""Where the words of a search stand in a text, and the piece of a text around them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

Span = tuple[int, int]
"""First character and the one after the last."""

_WORD = re.compile(r"[^\W_]+")
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
    wanted = sorted(_plain_words(words), key=len, reverse=True)
    found = []
    for match in _WORD.finditer(letters):
        word = next((each for each in wanted if match.group().startswith(each)), None)
        if word is not None:
            found.append((places[match.start()], places[match.start() + len(word)]))
    return tuple(found)


def missing_words(text: str, words: Sequence[str]) -> list[str]:
    """Those of `words` that begin no word of `text`."""
    held = _WORD.findall(_folded(text)[0])
    return [
        word
        for word in words
        if not all(any(each.startswith(one) for each in held) for one in _plain_words([word]))
    ]


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


def _plain_words(words: Sequence[str]) -> set[str]:
    return {_folded(word)[0] for word in words} - {""}


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """`text` in lower case without accents, and the place in it of each letter that is left."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    letters, places = [], []
    for place, letter in enumerate(text):
        for plain in _plain(letter):
            letters.append(plain)
            places.append(place)
    return "".join(letters), [*places, len(text)]


@lru_cache(maxsize=4_096)
def _plain(letter: str) -> str:
    lower = unicodedata.normalize("NFKD", letter).lower()
    return "".join(each for each in lower if not unicodedata.combining(each))
