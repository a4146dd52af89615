"""Who does a task: a person by name, or whoever has a part; as words and as a choice."""

from __future__ import annotations

from collections.abc import Sequence

from townhall.domain.terms import PersonRole, label
from townhall.language import _
from townhall.services.queries.people import PersonDetail
from townhall.ui.widgets.select import Option

NOBODY = ("", "")

OwnerKey = tuple[str, str]
"""("owner", name or e-mail address), ("owner_role", role), or NOBODY."""


def role_text(owner_role: str) -> str:
    """A part in words; what is no known part stands as it was written."""
    return label(PersonRole(owner_role)) if owner_role in list(PersonRole) else owner_role


def owner_text(owner: str | None, owner_role: str) -> str:
    """The person, else the part; empty for nobody."""
    return owner or role_text(owner_role)


def role_options(owner_role: str = "") -> list[Option]:
    """Parts to choose from, nobody first; `owner_role` is among them whatever it is."""
    roles = [each for each in PersonRole if each is not PersonRole.EMPLOYEE]
    options = [Option(each.value, label(each)) for each in roles]
    if owner_role and owner_role not in roles:
        options.append(Option(owner_role, role_text(owner_role)))
    return [Option("", _("Nobody yet")), *options]


def owner_options(people: Sequence[PersonDetail], owner_role: str = "") -> list[Option]:
    """People and parts to choose from; each value is an `OwnerKey`."""
    return [
        Option(NOBODY, _("Nobody yet")),
        *(
            Option(("owner_role", each.value), each.label, icon="people")
            for each in role_options(owner_role)[1:]
        ),
        *(
            Option(("owner", each.email or each.name), each.name, detail=each.department)
            for each in people
        ),
    ]


def owner_key(people: Sequence[PersonDetail], owner: str | None, owner_role: str) -> OwnerKey:
    """The choice that stands for an owner and a part."""
    for each in people:
        if owner is not None and each.name == owner:
            return ("owner", each.email or each.name)
    return ("owner_role", owner_role) if owner_role else NOBODY


def owner_values(key: OwnerKey) -> dict[str, str | None]:
    """The contract's fields for a choice."""
    field, value = key
    return {
        "owner": value if field == "owner" else None,
        "owner_role": value if field == "owner_role" else "",
    }
