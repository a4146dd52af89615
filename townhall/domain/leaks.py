"""What must not leave the house in a shareable pack: names of askers, addresses, numbers."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from townhall.domain.blocks import Document, texts
from townhall.language import _

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# National and international numbers as they are typed: ten digits or more, with separators.
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d(?:[\s().-]{0,2}\d){8,13}(?!\w)")
# Seven or eight digits on their own, or any digits after the word patient.
_PATIENT = re.compile(
    r"(?<!\d)\d{7,8}(?!\d)|\b(?:pati[eë]nt(?:nummer|en)?(?:\s+(?:number|no|nr))?|mrn)"
    r"\.?[\s:#]+\d{3,}",
    re.IGNORECASE,
)
# A Dutch citizen service number: nine digits.
_CITIZEN = re.compile(r"(?<!\d)\d{9}(?!\d)")


@dataclass(frozen=True, slots=True)
class Leak:
    """A text of a pack and why it should not be shared."""

    text: str
    why: str


def leaks(document: Document, names: Collection[str], allowed: Collection[str] = ()) -> list[Leak]:
    """What in `document` should not be shared, in reading order, each text and reason once.

    `names` are the known names of people who asked; `allowed` what is there on purpose (the
    contact's phone and address, the names of hosts and speakers).
    """
    permitted = {_folded(text) for text in allowed}
    patterns = [
        (re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", re.IGNORECASE), name)
        for name in names
        if len(name.strip()) > 1 and _folded(name) not in permitted
    ]
    found: dict[Leak, None] = {}
    for text in texts(document):
        for pattern, name in patterns:
            if pattern.search(text):
                why = _("the name of somebody who asked: {name}").format(name=name.strip())
                found[Leak(text, why)] = None
        for why, match in _numbers(text):
            if _folded(match) not in permitted:
                found[Leak(text, why)] = None
    return list(found)


def _numbers(text: str) -> list[tuple[str, str]]:
    found = [(_("an e-mail address"), match[0]) for match in _EMAIL.finditer(text)]
    found += [(_("a citizen service number"), match[0]) for match in _CITIZEN.finditer(text)]
    found += [
        (_("a phone number"), match[0])
        for match in _PHONE.finditer(text)
        if not _CITIZEN.fullmatch(match[0])
    ]
    found += [(_("a patient number"), match[0]) for match in _PATIENT.finditer(text)]
    return found


def _folded(text: str) -> str:
    return re.sub(r"[\s().-]+", "", text).casefold()
