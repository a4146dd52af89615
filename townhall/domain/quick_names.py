"""Names of the plan in a line: audiences, initiatives, people and places, the longest first."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from townhall.domain.quick_line import Line, Span, What
from townhall.domain.quick_words import fold, is_word_of_time

_SHORTEST = 2
_AS_ONE = str.maketrans("-–_", "   ")


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the plan calls things; `places` are the locations used before."""

    audiences: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamesFound:
    """The names the line holds, as the plan spells them, in the order of the line."""

    audiences: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    place: str = ""


def find_names(line: Line, known: KnownNames, kind: Span) -> NamesFound:
    """Take the names in the line; of names that overlap, the longest.

    A name may hold the word that says the `kind` ("Werkgroep AI"), but a place may not.
    """
    text = line.left.translate(_AS_ONE)
    found: list[tuple[int, What, str]] = []
    for folded, what, name, spelled in _by_length(known):
        start = _find(text, folded)
        if start < 0:
            continue
        end = start + len(folded)
        if what is What.PLACE and (
            (start < kind.end and kind.start < end)
            or any(each is What.PLACE for _start, each, _name in found)
        ):
            continue
        line.take_when(what, start, end) if what is What.PLACE else line.take(what, start, end)
        line.spelling[start] = spelled
        text = text[:start] + "\x00" * len(folded) + text[end:]
        found.append((start, what, name))
    found.sort()

    def names(what: What) -> tuple[str, ...]:
        return tuple(name for _start, each, name in found if each is what)

    return NamesFound(
        names(What.AUDIENCE),
        names(What.INITIATIVE),
        names(What.PERSON),
        "".join(names(What.PLACE)),
    )


def _find(text: str, name: str) -> int:
    """Where `name` stands in `text` as whole words; -1 where it does not."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before = start == 0 or not _of_word(text[start - 1])
        after = end == len(text) or not _of_word(text[end])
        if before and after:
            return start
        start = text.find(name, start + 1)
    return -1


def _of_word(letter: str) -> bool:
    return letter.isalnum()


@lru_cache(maxsize=2)
def _by_length(known: KnownNames) -> tuple[tuple[str, What, str, str], ...]:
    """(folded, what, name, as spelled), the longest first.

    Of two that are the same an audience goes before an initiative, a person and a place.
    """
    ranked = (
        (What.AUDIENCE, known.audiences),
        (What.INITIATIVE, known.initiatives),
        (What.PERSON, known.people),
        (What.PLACE, known.places),
    )
    entries = []
    seen: set[str] = set()
    for what, names in ranked:
        for name in names:
            composed = " ".join(unicodedata.normalize("NFC", name).split())
            folded = fold(composed).translate(_AS_ONE)
            usable = len(folded) >= _SHORTEST and any(letter.isalpha() for letter in folded)
            if usable and folded not in seen and not is_word_of_time(folded):
                seen.add(folded)
                entries.append((folded, what, name, composed))
    return tuple(sorted(entries, key=lambda entry: -len(entry[0])))
