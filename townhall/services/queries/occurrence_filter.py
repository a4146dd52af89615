"""Which communications a calendar or list shows, and the same as conditions of a query."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from townhall.domain.terms import CommunicationKind, CommunicationStatus
from townhall.storage import models as m


@dataclass(frozen=True, slots=True)
class OccurrenceFilter:
    """What a calendar or list shows; an empty part lets everything through.

    `people` are names and e-mail addresses of whom organizes, attends or speaks.
    """

    kinds: frozenset[CommunicationKind] = frozenset()
    statuses: frozenset[CommunicationStatus] = frozenset()
    audience_ids: frozenset[int] = frozenset()
    initiative_ids: frozenset[int] = frozenset()
    communication_ids: frozenset[int] = frozenset()
    channels: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


NO_FILTER = OccurrenceFilter()


def filter_conditions(filtered: OccurrenceFilter) -> list[ColumnElement[bool]]:
    """What a communication must meet; the status is not among it, for each date has its own."""
    table = m.Communication
    conditions: list[ColumnElement[bool]] = []
    if filtered.kinds:
        conditions.append(table.kind.in_(filtered.kinds))
    if filtered.communication_ids:
        conditions.append(table.id.in_(filtered.communication_ids))
    if filtered.channels:
        conditions.append(table.channel.in_(filtered.channels))
    if filtered.audience_ids:
        link = m.CommunicationAudience
        linked = select(link.communication_id).where(link.audience_id.in_(filtered.audience_ids))
        conditions.append(table.id.in_(linked))
    if filtered.initiative_ids:
        about = m.CommunicationInitiative
        linked = select(about.communication_id).where(
            about.initiative_id.in_(filtered.initiative_ids)
        )
        conditions.append(table.id.in_(linked))
    if filtered.people:
        conditions.append(_with_people(filtered.people))
    return conditions


def _with_people(people: frozenset[str]) -> ColumnElement[bool]:
    """One of `people` organizes, attends or speaks; addresses and names in any case."""
    lowered = {each.lower() for each in people}

    def is_one(column: ColumnElement[str]) -> ColumnElement[bool]:
        # A database lowers letters such as É in its own way, or not at all.
        return or_(column.in_(people), func.lower(column).in_(lowered))

    there, item = m.Attendance.__table__.c, m.AgendaEntry.__table__.c
    own = m.Communication.__table__.c
    attending = select(there.communication_id).where(or_(is_one(there.email), is_one(there.name)))
    spoken = [
        column.contains(name, autoescape=True)
        for each in people
        if "@" not in each
        for column, name in ((item.speaker, each), (func.lower(item.speaker), each.lower()))
    ]
    speaking = select(item.communication_id).where(or_(is_one(item.speaker), *spoken))
    return or_(
        is_one(own.organizer_email),
        is_one(own.organizer_name),
        m.Communication.id.in_(attending),
        m.Communication.id.in_(speaking),
    )
