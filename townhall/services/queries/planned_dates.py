"""Dates as the rules of planning see them: with who comes, where, and whom they reach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.planned_dates import PlannedDate, room_key
from townhall.domain.terms import AttendeeRole, CommunicationStatus
from townhall.services.queries.communications import (
    NO_FILTER,
    OccurrenceFilter,
    OccurrenceRow,
    occurrences,
)
from townhall.services.queries.plans import plan_detail
from townhall.storage import models as m

_CHUNK = 500


@dataclass(slots=True)
class _Facts:
    """What every date of one communication shares."""

    channel: str
    added: datetime
    people: set[str] = field(default_factory=set)
    rooms: set[str] = field(default_factory=set)
    audience_ids: set[int] = field(default_factory=set)
    initiative_ids: set[int] = field(default_factory=set)


def planned_dates(
    session: Session, first: date, last: date, filtered: OccurrenceFilter = NO_FILTER
) -> list[PlannedDate]:
    """Dates that are not cancelled and overlap the days `first` to `last`, both included, by start.

    Days and wall times are those of the plan's zone.
    """
    rows = occurrences(session, first, last, plan_detail(session).time_zone, filtered)
    held = [row for row in rows if row.status is not CommunicationStatus.CANCELLED]
    facts = _facts(session, sorted({row.communication_id for row in held}))
    return [_planned(row, facts[row.communication_id]) for row in held]


def names_of_people(session: Session) -> dict[str, str]:
    """Names by e-mail address in lower case, of people, rooms and whoever was invited."""
    invited = select(m.Attendance.email, m.Attendance.name).distinct()
    known = select(m.Person.email, m.Person.name)
    rows = [*session.execute(invited), *session.execute(known)]
    return {email.casefold(): name for email, name in rows if email and name}


def _planned(row: OccurrenceRow, facts: _Facts) -> PlannedDate:
    place = room_key(row.location)
    return PlannedDate(
        communication_id=row.communication_id,
        original_start=row.original_start,
        title=row.title,
        kind=row.kind,
        start=row.shown_start,
        end=row.shown_end,
        start_utc=row.start_utc,
        end_utc=row.end_utc,
        own_start=row.start,
        time_zone=row.time_zone,
        added=facts.added.date(),
        location=row.location,
        all_day=row.all_day,
        recurring=row.recurring,
        channel=facts.channel,
        people=frozenset(facts.people),
        rooms=frozenset(facts.rooms | {place} if place else facts.rooms),
        audience_ids=frozenset(facts.audience_ids),
        initiative_ids=frozenset(facts.initiative_ids),
    )


def _facts(session: Session, ids: Sequence[int]) -> dict[int, _Facts]:
    found: dict[int, _Facts] = {}
    about, came = m.Communication, m.Attendance
    for part in _chunks(ids):
        for id_, channel, added in session.execute(
            select(about.id, about.channel, about.created_at).where(about.id.in_(part))
        ):
            found[id_] = _Facts(channel, added)
        for id_, email, role in session.execute(
            select(came.communication_id, came.email, came.role).where(
                came.communication_id.in_(part), came.role != AttendeeRole.INFORMED
            )
        ):
            is_room = role is AttendeeRole.ROOM
            (found[id_].rooms if is_room else found[id_].people).add(email.casefold())
        audience = m.CommunicationAudience
        for id_, audience_id in session.execute(
            select(audience.communication_id, audience.audience_id).where(
                audience.communication_id.in_(part)
            )
        ):
            found[id_].audience_ids.add(audience_id)
        initiative = m.CommunicationInitiative
        for id_, initiative_id in session.execute(
            select(initiative.communication_id, initiative.initiative_id).where(
                initiative.communication_id.in_(part)
            )
        ):
            found[id_].initiative_ids.add(initiative_id)
    return found


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
