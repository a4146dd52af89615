"""Names, addresses and numbers of people in a text, found before it is published."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class FindingKind(StrEnum):
    EMAIL = "e-mail"
    PHONE = "phone"
    BSN = "bsn"
    NUMBER = "number"
    DATE_OF_BIRTH = "date-of-birth"
    NAME = "name"


NUMBERS = (FindingKind.BSN, FindingKind.NUMBER)
"""What may be the number of a patient or a colleague."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text, `text[start:end]`, that may tell who somebody is."""

    kind: FindingKind
    text: str
    start: int
    end: int


_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# Dutch numbers as they are written by hand: 06-12345678, (020) 566 91 11, +31 6 1234 5678.
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)?\(?(?P<bare>\d(?:[\s()-]{0,2}\d){8,13})(?!\w)")
_PHONE_START = re.compile(r"\+|00[1-9]|\(?0[1-9]")
# Patient, citizen service and personnel numbers: seven digits or more, dots and blanks allowed, but
# not an amount such as 1.250.000.
_NUMBER = re.compile(
    r"(?<![\w.,])(?!\d{1,2}(?:[. ]\d{3}){2}(?![\d.])|\d{3}[. ]\d{3}[. ]000\b)"
    r"\d(?:[. ]?\d){6,11}(?!\w)(?![.,]\d)"
)
# A number that says what it is may be shorter: "personeelsnummer 12345", "patient no. A-1234".
_NUMBERED = re.compile(
    r"\b(?:(?:personeels|medewerkers?|pati[eë]nt(?:en)?|dossier|burgerservice|sofi|cli[eë]nt(?:en)?)"
    r"-?(?:nummer|nr)|(?:staff|employee|personnel|patient|hospital|record)[ -](?:number|no|nr|id)|"
    r"bsn|mrn|upn)\b[.:#]?\s*(?:is|was|=)?\s*"
    r"(?P<number>(?:[A-Z]{1,3}-?)?\d(?:[. -]?\d){2,13})(?!\w)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:geboren|geb\.?|geboortedatum|born|date of birth|dob)\s*(?:op|on|:|is)?\s*"
    r"(?P<date>\d{1,2}[-/. ]\w{1,9}[-/. ]\d{2,4})",
    re.IGNORECASE,
)
# The particle of a Dutch surname may stand between title and name: "mevrouw Van der Proef".
_TITLED = re.compile(
    r"\b(?:[Mm]evrouw|[Mm]evr\.?|[Mm]eneer|[Dd]hr\.?|[Dd]e heer|[Mm]rs?\.?|[Mm]s\.?|[Dd]r\.?|"
    r"[Pp]rof\.?|[Dd]okter|[Pp]atiënt|[Pp]atient)\s+"
    r"(?P<name>(?:(?:[Vv]an|[Dd]e[nr]?|[Tt]en|[Tt]er|'t|in)\s+){0,3}[A-ZÀ-Þ][\w'’-]+"
    r"(?:\s[A-ZÀ-Þ][\w'’-]+)?)"
)
_TITLES = frozenset(
    ("mevrouw", "mevr", "meneer", "dhr", "heer", "mr", "mrs", "ms", "dr", "prof", "dokter")
) | {"patiënt", "patient"}
_PARTICLES = frozenset(("van", "de", "den", "der", "ten", "ter", "'t", "in", "het", "op", "el"))
_SHORTEST_SURNAME = 4
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"\w+")


class KnownNames:
    """Names that people are known by, ready to be looked for in many texts.

    A name counts where it stands in full, in any case, or where its surname stands alone with a
    capital. A single word is no name: it may be any word.
    """

    def __init__(self, names: Iterable[str]) -> None:
        # By their last word, so that a text is searched only for names it can hold.
        self._patterns: dict[str, list[re.Pattern[str]]] = {}
        for name in sorted(set(names)):
            words = name.split()
            ends = _LETTERS.findall(name)
            if len(words) < 2 or not ends:
                continue
            patterns = self._patterns.setdefault(ends[-1].casefold(), [])
            patterns.append(re.compile(_whole(r"\s+".join(map(re.escape, words))), re.IGNORECASE))
            last = words[-1]
            if len(last) >= _SHORTEST_SURNAME and last.casefold() not in _PARTICLES:
                patterns.append(re.compile(_whole(re.escape(last[:1].upper() + last[1:]))))

    def findings(self, text: str, words: frozenset[str]) -> list[Finding]:
        """Where these names stand in `text`; they may overlap, the fuller ones come first.

        `words` are those of the text, in lower case.
        """
        held = words & self._patterns.keys()
        found = [
            Finding(FindingKind.NAME, m[0], m.start(), m.end())
            for last in sorted(held)
            for pattern in self._patterns[last]
            for m in pattern.finditer(text)
        ]
        return sorted(found, key=lambda finding: finding.start - finding.end)


def personal_data(text: str, known_names: Iterable[str] | KnownNames = ()) -> list[Finding]:
    """What in `text` may tell who somebody is, in order, without overlaps.

    E-mail addresses, telephone numbers, citizen service numbers (BSN, by their check digit),
    numbers of seven digits or more, shorter ones that are called a number of a patient or a
    colleague, dates of birth, names after a title, and `known_names`. It finds what has a form;
    it cannot find a patient who is only described.
    """
    names = known_names if isinstance(known_names, KnownNames) else KnownNames(known_names)
    found: list[Finding] = []
    if "@" in text:
        found += (_finding(FindingKind.EMAIL, m) for m in _EMAIL.finditer(text))
    if _DIGIT.search(text):
        found += _numbers(text)
    words = frozenset(_LETTERS.findall(text.casefold()))
    found += names.findings(text, words)
    if not words.isdisjoint(_TITLES):
        found += (_finding(FindingKind.NAME, m, "name") for m in _TITLED.finditer(text))
    kept: list[Finding] = []
    for finding in found:
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)


def _numbers(text: str) -> list[Finding]:
    found = [_finding(FindingKind.DATE_OF_BIRTH, m, "date") for m in _DATE.finditer(text)]
    found += (
        _finding(FindingKind.PHONE, m, "bare" if m[0][0] == "(" and ")" not in m[0] else 0)
        for m in _PHONE.finditer(text)
        if _PHONE_START.match(m[0])
    )
    numbers = [_finding(FindingKind.NUMBER, m) for m in _NUMBER.finditer(text)]
    numbers += (_finding(FindingKind.NUMBER, m, "number") for m in _NUMBERED.finditer(text))
    found += (replace(each, kind=_kind(each.text)) for each in numbers)
    return found


def _kind(number: str) -> FindingKind:
    return FindingKind.BSN if is_bsn(number) else FindingKind.NUMBER


def is_bsn(text: str) -> bool:
    """Whether the digits of `text` make a citizen service number: nine digits of which the sum,
    weighed 9, 8, ... 2, -1, is a multiple of eleven (the "elfproef"; Besluit bsn)."""
    digits = [int(digit) for digit in text if digit.isdecimal()]
    if len(digits) != 9 or not any(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 0


def _finding(kind: FindingKind, match: re.Match[str], group: int | str = 0) -> Finding:
    return Finding(kind, match[group], match.start(group), match.end(group))


def _whole(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?!\w)"
