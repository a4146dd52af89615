"""Who gets a mail together: by their part in the communication and by their language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from townhall.domain.calendar import Attendee
from townhall.domain.terms import AttendeeRole


class GroupKind(StrEnum):
    """Recipients who are written to alike."""

    EVERYBODY = "everybody"
    STAGE = "stage"
    """Hosts, speakers and moderators."""
    AUDIENCE = "audience"
    ROOMS = "rooms"


_KINDS = {
    AttendeeRole.HOST: GroupKind.STAGE,
    AttendeeRole.SPEAKER: GroupKind.STAGE,
    AttendeeRole.MODERATOR: GroupKind.STAGE,
    AttendeeRole.ROOM: GroupKind.ROOMS,
}
GROUPS = (GroupKind.STAGE, GroupKind.AUDIENCE, GroupKind.ROOMS)


@dataclass(frozen=True, slots=True)
class RecipientGroup:
    """Recipients of one mail, which is in `language` ("nl", "en", or "nl+en" for both)."""

    kind: GroupKind
    language: str
    recipients: tuple[Attendee, ...]


def kind_of(role: AttendeeRole) -> GroupKind:
    """The group of those who have a role."""
    return _KINDS.get(role, GroupKind.AUDIENCE)


def recipient_groups(
    recipients: Sequence[Attendee],
    *,
    language: str,
    languages: Mapping[str, str],
    kinds: Sequence[GroupKind] = (),
) -> list[RecipientGroup]:
    """`recipients` in groups of one kind and one language, none of them empty, in a fixed order.

    `languages` gives a person's own language by address (lower case); else `language` counts, and
    rooms have none of their own. Without `kinds` all get one mail, in `language`.
    """
    if not kinds:
        return [RecipientGroup(GroupKind.EVERYBODY, language, tuple(recipients))]
    found: dict[tuple[int, str], list[Attendee]] = {}
    for each in recipients:
        kind = kind_of(each.role)
        if kind not in kinds:
            continue
        own = "" if kind is GroupKind.ROOMS else languages.get(each.email.casefold(), "")
        found.setdefault((GROUPS.index(kind), own or language), []).append(each)
    return [
        RecipientGroup(GROUPS[place], spoken, tuple(people))
        for (place, spoken), people in sorted(found.items())
    ]
