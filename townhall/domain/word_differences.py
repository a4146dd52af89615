"""Which words of a text are new and which are gone."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

_TOKENS = re.compile(r"\n|[^\S\n]+|[\w’'-]+|[^\w\s]")
_LARGEST = 2_000_000
"""Most pairs of words that are compared; above that whole lines are."""


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, white space included, that share a fate."""

    words: str
    change: Change


def word_differences(before: str, after: str) -> tuple[Piece, ...]:
    """`before` and `after` as one text: what was kept, what is gone, what is new in its place.

    The pieces that are not new make `before` again, those that are not gone make `after`.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if len(old) * len(new) > _LARGEST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) * len(new) > _LARGEST:
        return _joined([Piece(before, Change.GONE), Piece(after, Change.NEW)])
    pieces = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("".join(old[old_from:old_to]), Change.KEPT))
            continue
        pieces.append(Piece("".join(old[old_from:old_to]), Change.GONE))
        pieces.append(Piece("".join(new[new_from:new_to]), Change.NEW))
    return _joined(pieces)


def differing_words(text: str, others: Sequence[str]) -> tuple[Piece, ...]:
    """`text` in pieces: new is what none of `others` has in its place, whatever its capitals.

    Without others nothing is. Only words are new, never the marks between them alone.
    """
    tokens = _TOKENS.findall(text)
    plain = [token.lower() for token in tokens]
    alone = [bool(others) and any(map(str.isalnum, token)) for token in tokens]
    for other in others:
        against = _TOKENS.findall(other.lower())
        if len(plain) * len(against) > _LARGEST:
            continue
        matcher = difflib.SequenceMatcher(None, plain, against, autojunk=False)
        for block in matcher.get_matching_blocks():
            alone[block.a : block.a + block.size] = [False] * block.size
    for place in range(1, len(tokens) - 1):
        if tokens[place].isspace() and alone[place - 1] and alone[place + 1]:
            alone[place] = True
    runs = groupby(zip(tokens, alone, strict=True), key=lambda each: each[1])
    return tuple(
        Piece("".join(token for token, _alone in run), Change.NEW if differs else Change.KEPT)
        for differs, run in runs
    )


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Without empty ones; a change, a blank and a change again read as one change."""
    kept = [piece for piece in pieces if piece.words]
    found: list[Piece] = []
    while kept:
        run = [kept.pop(0)]
        if run[0].change is Change.KEPT:
            found += run
            continue
        while kept and (kept[0].change is not Change.KEPT or _is_blank_between(kept)):
            run.append(kept.pop(0))
        gone = "".join(each.words for each in run if each.change is not Change.NEW)
        new = "".join(each.words for each in run if each.change is not Change.GONE)
        found += [Piece(gone, Change.GONE)] if gone else []
        found += [Piece(new, Change.NEW)] if new else []
    return tuple(found)


def _is_blank_between(rest: Sequence[Piece]) -> bool:
    return len(rest) > 1 and rest[0].words.isspace() and "\n" not in rest[0].words
