"""Bringing in people that other programs exported: new ones added, known ones updated."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.people_import import PersonCandidate
from townhall.domain.terms import PersonRole
from townhall.language import ngettext
from townhall.services.imports import ImportCounts
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def people_counts(session: Session, found: Sequence[PersonCandidate]) -> ImportCounts:
    """What `import_people` would do with the same candidates."""
    known = _KnownPeople(session)
    added = updated = 0
    for each in found:
        stored = known.match(each)
        if stored is None:
            added += 1
        elif _news(stored, each):
            updated += 1
    return ImportCounts(added, updated, len(found) - added - updated)


def import_people(uow: UnitOfWork, found: Sequence[PersonCandidate]) -> ImportCounts:
    """Add the people who are new and bring the others up to date.

    Somebody is known by e-mail address, else by name. What the file leaves empty stays as it is,
    and a role in the programme is only taken over where the file names one.
    """
    known = _KnownPeople(uow.session)
    added = updated = 0
    for each in found:
        stored = known.match(each)
        if stored is None:
            uow.session.add(
                m.Person(
                    name=each.name,
                    email=each.email,
                    role=each.role,
                    department=each.department,
                    phone=each.phone,
                    notes=each.job_title,
                )
            )
            added += 1
            continue
        news = _news(stored, each)
        for name, value in news.items():
            setattr(stored, name, value)
        updated += bool(news)
    uow.session.flush()
    uow.label = ngettext("Imported {count} person", "Imported {count} people", added).format(
        count=added
    )
    return ImportCounts(added, updated, len(found) - added - updated)


class _KnownPeople:
    """People of the plan by address and by name, in lower case."""

    def __init__(self, session: Session) -> None:
        stored = list(session.scalars(select(m.Person).order_by(m.Person.id.desc())))
        self._by_email = {each.email.casefold(): each for each in stored if each.email}
        self._by_name = {each.name.casefold(): each for each in stored}

    def match(self, found: PersonCandidate) -> m.Person | None:
        """Who `found` is, if they are in the plan: two addresses are two people."""
        by_email = self._by_email.get(found.email.casefold()) if found.email else None
        if by_email is not None:
            return by_email
        by_name = self._by_name.get(found.name.casefold())
        if by_name is not None and by_name.email and found.email:
            return None
        return by_name


def _news(stored: m.Person, found: PersonCandidate) -> dict[str, str | PersonRole]:
    """What the file knows better."""
    told: dict[str, str | PersonRole] = {
        "name": found.name,
        "department": found.department,
        "phone": found.phone,
    }
    if not stored.email:
        told["email"] = found.email
    if not stored.notes:
        told["notes"] = found.job_title
    if found.role is not PersonRole.EMPLOYEE:
        told["role"] = found.role
    return {name: value for name, value in told.items() if value and getattr(stored, name) != value}
