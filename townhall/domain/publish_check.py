"""Words of a question that may tell who somebody is: found before it is shown, and hidden."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from townhall.domain.personal_data import Finding, FindingKind, KnownNames, personal_data
from townhall.domain.terms import Publication
from townhall.domain.word_differences import Change, Piece
from townhall.language import N_, words

CHECKED = ("text", "answer", "translation", "decline_reason")
"""Fields of a question whose words are shown to others."""

_NEAR = 80
"""Characters that an excerpt shows on either side of marked words."""

_PLACEHOLDERS = {
    FindingKind.NAME: N_("[name]"),
    FindingKind.EMAIL: N_("[e-mail address]"),
    FindingKind.PHONE: N_("[phone number]"),
    FindingKind.BSN: N_("[number]"),
    FindingKind.NUMBER: N_("[number]"),
    FindingKind.DATE_OF_BIRTH: N_("[date of birth]"),
}


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words of one field of a question that may tell who somebody is."""

    field: str
    finding: Finding

    @property
    def kind(self) -> FindingKind:
        """What they are."""
        return self.finding.kind

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.finding.text


def marked_words(texts: Mapping[str, str], names: KnownNames) -> tuple[MarkedWords, ...]:
    """What in `texts`, by field, may tell who somebody is; in the order of CHECKED."""
    return tuple(
        MarkedWords(field, finding)
        for field in CHECKED
        if texts.get(field)
        for finding in personal_data(texts[field], names)
    )


def fingerprint(marked: Iterable[MarkedWords]) -> str:
    """Tells one set of findings from any other, without telling what they are."""
    said = sorted({f"{each.field}\n{each.kind}\n{each.text}" for each in marked})
    return hashlib.sha256("\n\n".join(said).encode()).hexdigest()[:16]


def masked(field: str, text: str, marked: Sequence[MarkedWords], language: str) -> str:
    """`text` of `field` with a neutral word, in `language` ("nl", "en"), for each marked one.

    The same words are hidden wherever they stand, in any case, whichever field they were found in.
    """
    if not marked:
        return text
    gettext = words(language).gettext
    kinds = {_folded(each.text): each.kind for each in marked}
    longest_first = sorted(kinds, key=len, reverse=True)
    again = re.compile(rf"(?<!\w)(?:{'|'.join(map(_spaced, longest_first))})(?!\w)", re.IGNORECASE)

    def hidden(match: re.Match[str]) -> str:
        return gettext(_PLACEHOLDERS[kinds.get(_folded(match[0]), FindingKind.NAME)])

    parts, end = [], 0
    for each in marked:
        if each.field == field:
            parts += [again.sub(hidden, text[end : each.finding.start])]
            parts += [gettext(_PLACEHOLDERS[each.kind])]
            end = each.finding.end
    return "".join([*parts, again.sub(hidden, text[end:])])


def excerpt(field: str, text: str, marked: Sequence[MarkedWords]) -> tuple[Piece, ...]:
    """The marked words (`Change.NEW`) of `text` with what stands around them."""
    pieces: list[Piece] = []
    end = 0
    for each in marked:
        if each.field == field:
            pieces.append(_around(text[end : each.finding.start], first=not pieces, last=False))
            pieces.append(Piece(each.text, Change.NEW))
            end = each.finding.end
    return (*pieces, _around(text[end:], first=not pieces, last=True))


def _around(text: str, *, first: bool, last: bool) -> Piece:
    """What stands beside marked words; of a long stretch what is farther off is left out."""
    begin, close = ("" if first else text[:_NEAR]), ("" if last else text[-_NEAR:])
    if len(text) > len(begin) + len(close) + 1:
        text = f"{begin}…{close}"
    return Piece(text, Change.KEPT)


def after_a_change(decided: Publication, marked: Sequence[MarkedWords]) -> Publication:
    """What is left of a decision when words or findings are not those it was made about.

    A question that is not shown stays so as long as nothing in it could be decided otherwise.
    """
    if decided is Publication.WITHHELD and not marked:
        return Publication.WITHHELD
    return Publication.UNDECIDED


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
