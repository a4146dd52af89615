"""The list of people: found and sorted by words and role, and what one person is tied to."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.terms import FollowUpState, Outcome, PersonRole, label
from townhall.services.queries.people import PersonDetail, person
from townhall.storage import models as m

_RESPONSIBLE = ("development", "implementation", "monitoring", "sponsor", "change_manager")


class PeopleOrder(StrEnum):
    """What a list of people is sorted by."""

    NAME = "name"
    ROLE = "role"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list."""

    id: int
    name: str
    email: str
    role: PersonRole
    department: str


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """One person with what refers to them.

    `leads` are audiences, `responsible` pairs of an initiative and the field of its role
    ("monitoring"); `questions` and `follow_ups` count what is still open in their hands.
    """

    detail: PersonDetail
    leads: tuple[str, ...]
    responsible: tuple[tuple[str, str], ...]
    questions: int
    follow_ups: int


def person_ids(
    session: Session,
    text: str = "",
    roles: Collection[PersonRole] = (),
    order: PeopleOrder = PeopleOrder.NAME,
    *,
    descending: bool = False,
) -> tuple[int, ...]:
    """Ids of people whose name, e-mail address or department holds every word of `text`.

    Accents and capitals make no difference. No `roles`: people of every role.
    """
    words = _plain(text).split()
    columns = (m.Person.id, m.Person.name, m.Person.email, m.Person.department, m.Person.role)
    found = []
    for id_, name, email, department, role in session.execute(select(*columns)):
        if roles and role not in roles:
            continue
        called, place = _plain(name), _plain(department)
        if words and not all(word in f"{called} {_plain(email)} {place}" for word in words):
            continue
        first = {
            PeopleOrder.NAME: "",
            PeopleOrder.ROLE: label(role).casefold(),
            PeopleOrder.DEPARTMENT: place,
        }[order]
        found.append((first, called, id_))
    found.sort(reverse=descending)
    return tuple(id_ for _first, _name, id_ in found)


def person_rows(session: Session, ids: Sequence[int]) -> dict[int, PersonRow]:
    """Rows for these ids; one that is gone is left out."""
    query = select(m.Person).where(m.Person.id.in_(ids))
    return {
        each.id: PersonRow(each.id, each.name, each.email, each.role, each.department)
        for each in session.scalars(query)
    }


def person_sheet(session: Session, person_id: int) -> PersonSheet:
    """One person with what refers to them. Raises NotFound."""
    detail = person(session, person_id)
    leads = select(m.Audience.name).where(m.Audience.lead_id == person_id)
    responsible = [
        (name, field)
        for field in _RESPONSIBLE
        for name in session.scalars(
            select(m.Initiative.name).where(getattr(m.Initiative, f"{field}_id") == person_id)
        )
    ]
    questions = select(func.count()).where(
        m.Question.owner_id == person_id,
        m.Question.outcome.in_((Outcome.OPEN, Outcome.CARRIED_OVER)),
    )
    follow_ups = select(func.count()).where(
        m.FollowUp.owner_id == person_id,
        m.FollowUp.state.in_((FollowUpState.OPEN, FollowUpState.IN_PROGRESS)),
    )
    return PersonSheet(
        detail=detail,
        leads=tuple(session.scalars(leads.order_by(m.Audience.name))),
        responsible=tuple(sorted(responsible)),
        questions=session.scalar(questions) or 0,
        follow_ups=session.scalar(follow_ups) or 0,
    )


def _plain(text: str) -> str:
    """`text` without accents and capitals, to find and to sort by."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
