"""What must not leave the house in a shareable pack: names of askers, addresses, numbers."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import accumulate

from townhall.domain.blocks import Document, texts
from townhall.domain.personal_data import FindingKind, personal_data
from townhall.domain.publish_check import MarkedWords
from townhall.language import N_, _

WHY = {
    FindingKind.NAME: N_("a name: {text}"),
    FindingKind.EMAIL: N_("an e-mail address: {text}"),
    FindingKind.PHONE: N_("a phone number: {text}"),
    FindingKind.BSN: N_("a citizen service number: {text}"),
    FindingKind.NUMBER: N_("a number that may be a patient’s or a colleague’s: {text}"),
    FindingKind.DATE_OF_BIRTH: N_("a date of birth: {text}"),
}
# Between two texts, so that nothing is read across them.
_BETWEEN = "\n\0\n"


@dataclass(frozen=True, slots=True)
class Leak:
    """A text of a pack and why it should not be shared."""

    text: str
    why: str


def leaks(document: Document, names: Collection[str], allowed: Collection[str] = ()) -> list[Leak]:
    """What in `document` should not be shared, in reading order, each text and reason once.

    `names` are the known names of people who asked; `allowed` what is there on purpose: the
    contact's phone and address, the names of host and speakers.
    """
    permitted = {_folded(text) for text in allowed}
    shown = texts(document)
    ends = list(accumulate(len(text) + len(_BETWEEN) for text in shown))
    found: dict[Leak, None] = {}
    for finding in personal_data(_BETWEEN.join(shown), names):
        if _folded(finding.text) not in permitted:
            why = _(WHY[finding.kind]).format(text=" ".join(finding.text.split()))
            found[Leak(shown[bisect_right(ends, finding.start)], why)] = None
    return list(found)


def undecided_leaks(
    document: Document, words: Mapping[str, str], marked: Collection[MarkedWords]
) -> list[Leak]:
    """The `marked` words of a question that stand in `document`; `words` are its texts by field."""
    found: list[Leak] = []
    for each in marked:
        whole = words[each.field]
        for shown in texts(document):
            if each.text in shown and (shown in whole or whole in shown):
                why = _(WHY[each.kind]).format(text=" ".join(each.text.split()))
                found.append(Leak(shown, why))
    return found


def _folded(text: str) -> str:
    return re.sub(r"[\s().-]+", "", text).casefold()
