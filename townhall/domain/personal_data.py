"""Names, addresses and numbers of people in a text, found before it is published."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    EMAIL = "e-mail"
    PHONE = "phone"
    NUMBER = "number"
    DATE_OF_BIRTH = "date-of-birth"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text, `text[start:end]`, that may tell who somebody is."""

    kind: FindingKind
    text: str
    start: int
    end: int


_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# Dutch numbers as they are written by hand: 06-12345678, (020) 566 91 11, +31 6 1234 5678.
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d(?:[\s()-]{0,2}\d){8,13}(?!\w)")
_PHONE_START = re.compile(r"\+|00[1-9]|\(?0[1-9]")
# Patient, citizen service and personnel numbers: seven digits or more, dots and blanks allowed, but
# not an amount such as 1.250.000.
_NUMBER = re.compile(
    r"(?<![\w.,])(?!\d{1,2}(?:[. ]\d{3}){2}(?![\d.])|\d{3}[. ]\d{3}[. ]000\b)"
    r"\d(?:[. ]?\d){6,11}(?!\w)(?![.,]\d)"
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
_PARTICLES = frozenset(("van", "de", "den", "der", "ten", "ter", "'t", "in", "het", "op", "el"))
_SHORTEST_SURNAME = 4


def personal_data(text: str, known_names: Iterable[str] = ()) -> list[Finding]:
    """What in `text` may tell who somebody is, in order, without overlaps.

    E-mail addresses, telephone numbers, numbers of seven digits or more, dates of birth, names
    after a title, and `known_names` (full, or the surname written with a capital). It finds what
    has a form; it cannot find a patient who is only described.
    """
    found = [Finding(FindingKind.EMAIL, m[0], m.start(), m.end()) for m in _EMAIL.finditer(text)]
    found += [
        Finding(FindingKind.DATE_OF_BIRTH, m["date"], m.start("date"), m.end("date"))
        for m in _DATE.finditer(text)
    ]
    found += [
        Finding(FindingKind.PHONE, m[0], m.start(), m.end())
        for m in _PHONE.finditer(text)
        if _PHONE_START.match(m[0])
    ]
    found += [Finding(FindingKind.NUMBER, m[0], m.start(), m.end()) for m in _NUMBER.finditer(text)]
    for pattern in _name_patterns(known_names):
        found += [
            Finding(FindingKind.NAME, m[0], m.start(), m.end()) for m in pattern.finditer(text)
        ]
    found += [
        Finding(FindingKind.NAME, m["name"], m.start("name"), m.end("name"))
        for m in _TITLED.finditer(text)
    ]
    kept: list[Finding] = []
    for finding in found:
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)


def _name_patterns(names: Iterable[str]) -> list[re.Pattern[str]]:
    full, surnames = [], []
    for name in names:
        words = name.split()
        if len(words) < 2:
            continue
        full.append(re.compile(_whole(r"\s+".join(map(re.escape, words))), re.IGNORECASE))
        last = words[-1]
        if len(last) >= _SHORTEST_SURNAME and last.casefold() not in _PARTICLES:
            surnames.append(re.compile(_whole(re.escape(last[:1].upper() + last[1:]))))
    return full + surnames


def _whole(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?!\w)"
