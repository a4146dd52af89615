"""What a saved filter holds: names as people give them, ids as they are stored."""

from collections.abc import Mapping
from typing import Any

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import CommunicationKind, CommunicationStatus
from townhall.language import _
from townhall.services import fields as f
from townhall.storage.unit_of_work import UnitOfWork

PARTS: Mapping[str, Any] = {
    "kinds": f.term(CommunicationKind),
    "statuses": f.term(CommunicationStatus),
    "channels": f.line(),
    "audiences": f.audience,
    "initiatives": f.initiative,
    "people": f.person,
}
"""The parts of a filter of communications, and how each of their values is read."""

_MOST = 500


def content(uow: UnitOfWork, value: Any, name: str) -> dict[str, object]:
    """A filter as it is stored, from lists of words and names; an empty part lets all through.

    Audiences and initiatives are given by name, people by name or e-mail address.
    """
    if not isinstance(value, Mapping):
        raise f.wrong(name, _("an object with lists of what is let through"))
    for key in value:
        if key not in PARTS:
            raise InvalidInput(
                _("A filter has no part “{part}”; it knows {parts}.").format(
                    part=key, parts=", ".join(PARTS)
                ),
                field=name,
            )
    return {
        part: _values(uow, value[part], read, f"{name}.{part}")
        for part, read in PARTS.items()
        if value.get(part)
    }


def _values(uow: UnitOfWork, given: Any, read: Any, name: str) -> list[object]:
    if not isinstance(given, list | tuple) or len(given) > _MOST:
        raise f.wrong(name, _("a list"))
    found = [read(uow, each, name) for each in given]
    stored = [getattr(each, "value", each) for each in found if each is not None]
    return list(dict.fromkeys(stored))
