"""What a saved filter holds: names as people give them, ids as they are stored."""

from collections.abc import Mapping
from typing import Any

from townhall.domain.errors import InvalidInput
from townhall.domain.question_marks import QuestionMark
from townhall.domain.question_periods import Period
from townhall.domain.terms import CommunicationKind, CommunicationStatus, Outcome, QuestionState
from townhall.language import _
from townhall.services import fields as f
from townhall.storage.unit_of_work import UnitOfWork

CALENDAR_PARTS: Mapping[str, Any] = {
    "kinds": f.term(CommunicationKind),
    "statuses": f.term(CommunicationStatus),
    "channels": f.line(),
    "audiences": f.audience,
    "initiatives": f.initiative,
    "people": f.person,
}
"""The parts of a filter of communications, and how each of their values is read."""

QUESTION_PARTS: Mapping[str, Any] = {
    "words": f.line(),
    "marks": f.term(QuestionMark),
    "states": f.term(QuestionState),
    "outcomes": f.term(Outcome),
    "themes": f.theme,
    "audiences": f.audience,
    "owners": f.person,
    "sources": f.line(),
    "communications": f.communication,
    "periods": f.term(Period),
    "merged": f.boolean,
}
"""The parts of a filter of questions; the first of `words`, `communications` and `periods` counts.

Merged questions are hidden unless `merged` holds true.
"""

PARTS_OF: Mapping[str, Mapping[str, Any]] = {
    "calendar": CALENDAR_PARTS,
    "questions": QUESTION_PARTS,
}
"""The parts of a filter by the screen it belongs to."""

_PARTS: Mapping[str, Any] = {**QUESTION_PARTS, **CALENDAR_PARTS}
_MOST = 500


def content(uow: UnitOfWork, value: Any, name: str) -> dict[str, object]:
    """A filter as it is stored, from lists of words and names; an empty part lets all through.

    Audiences, initiatives and themes are given by name, people by name or e-mail address,
    communications by id. `check_parts` says whether the parts are those of a screen.
    """
    if not isinstance(value, Mapping):
        raise f.wrong(name, _("an object with lists of what is let through"))
    for key in value:
        if key not in _PARTS:
            raise _no_part(key, _PARTS, name)
    return {
        part: _values(uow, value[part], read, f"{name}.{part}")
        for part, read in _PARTS.items()
        if value.get(part)
    }


def check_parts(content: Mapping[str, object], place: str, name: str) -> None:
    """Refuse parts that filters of the screen `place` do not have. Raises InvalidInput."""
    for key in content:
        if key not in PARTS_OF[place]:
            raise _no_part(key, PARTS_OF[place], name)


def _no_part(part: object, known: Mapping[str, Any], name: str) -> InvalidInput:
    return InvalidInput(
        _("A filter has no part “{part}”; it knows {parts}.").format(
            part=part, parts=", ".join(known)
        ),
        field=name,
    )


def _values(uow: UnitOfWork, given: Any, read: Any, name: str) -> list[object]:
    if not isinstance(given, list | tuple) or len(given) > _MOST:
        raise f.wrong(name, _("a list"))
    found = [read(uow, each, name) for each in given]
    stored = [getattr(each, "value", each) for each in found if each is not None]
    return list(dict.fromkeys(stored))
