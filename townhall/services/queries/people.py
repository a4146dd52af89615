"""People and audiences as lists and editors show them."""

from dataclasses import dataclass
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.names import alphabetical
from townhall.domain.terms import KnowledgeLevel, PersonRole
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A colleague."""

    id: int
    name: str
    email: str
    role: PersonRole
    department: str
    phone: str
    language: str
    notes: str


@dataclass(frozen=True, slots=True)
class AudienceDetail:
    """A group of employees; `parent` and `lead` are names, None where there is none.

    A shift is local, and ends the next day when its end is not later than its start.
    """

    id: int
    name: str
    parent: str | None
    headcount: int
    languages: tuple[str, ...]
    knowledge_level: KnowledgeLevel
    channels: tuple[str, ...]
    lead: str | None
    shift: str
    shift_start: time | None
    shift_end: time | None
    weekly_limit: int | None
    parent_id: int | None


def names(
    session: Session, model: type[m.Person] | type[m.Audience] | type[m.Initiative]
) -> dict[int, str]:
    """The names of all records of `model`, by id."""
    return {row[0]: row[1] for row in session.execute(select(model.id, model.name))}


def people(session: Session) -> list[PersonDetail]:
    """All people, by name."""
    found = [_person(person) for person in session.scalars(select(m.Person))]
    return sorted(found, key=lambda each: (alphabetical(each.name), each.id))


def person(session: Session, person_id: int) -> PersonDetail:
    """One person. Raises NotFound."""
    return _person(fetch(session, m.Person, person_id))


def audiences(session: Session) -> list[AudienceDetail]:
    """All audiences, each parent right before its parts, parts by name."""
    called, leads = names(session, m.Audience), names(session, m.Person)
    details = [_audience(found, called, leads) for found in session.scalars(select(m.Audience))]
    details.sort(key=lambda each: alphabetical(each.name))
    children: dict[int | None, list[AudienceDetail]] = {}
    for detail in details:
        children.setdefault(detail.parent_id, []).append(detail)
    ordered: list[AudienceDetail] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        detail = waiting.pop()
        ordered.append(detail)
        waiting += reversed(children.get(detail.id, []))
    return ordered


def audience(session: Session, audience_id: int) -> AudienceDetail:
    """One audience. Raises NotFound."""
    found = fetch(session, m.Audience, audience_id)
    return _audience(found, names(session, m.Audience), names(session, m.Person))


def _person(person: m.Person) -> PersonDetail:
    return PersonDetail(
        id=person.id,
        name=person.name,
        email=person.email,
        role=person.role,
        department=person.department,
        phone=person.phone,
        language=person.language,
        notes=person.notes,
    )


def _audience(
    audience: m.Audience, called: dict[int, str], leads: dict[int, str]
) -> AudienceDetail:
    return AudienceDetail(
        id=audience.id,
        name=audience.name,
        parent=called.get(audience.parent_id or 0),
        headcount=audience.headcount,
        languages=tuple(audience.languages),
        knowledge_level=audience.knowledge_level,
        channels=tuple(audience.channels),
        lead=leads.get(audience.lead_id or 0),
        shift=audience.shift,
        shift_start=audience.shift_start,
        shift_end=audience.shift_end,
        weekly_limit=audience.weekly_limit,
        parent_id=audience.parent_id,
    )
