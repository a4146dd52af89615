"""Dates as the rules of planning see them: with who comes, where, and whom they reach."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Facts:
    """What every date of one communication shares."""

    channel: str
    added: datetime
    people: frozenset[str]
    rooms: frozenset[str]
    audience_ids: frozenset[int]
    initiative_ids: frozenset[int]


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
        people=facts.people,
        rooms=facts.rooms | {place} if place else facts.rooms,
        audience_ids=facts.audience_ids,
        initiative_ids=facts.initiative_ids,
    )


def _facts(session: Session, ids: Sequence[int]) -> dict[int, _Facts]:
    about, came = m.Communication, m.Attendance
    added: list[tuple[int, str, datetime]] = []
    people: defaultdict[int, set[str]] = defaultdict(set)
    rooms: defaultdict[int, set[str]] = defaultdict(set)
    audiences: defaultdict[int, set[int]] = defaultdict(set)
    initiatives: defaultdict[int, set[int]] = defaultdict(set)
    for part in _chunks(ids):
        asked = select(about.id, about.channel, about.created_at).where(about.id.in_(part))
        added += [(id_, channel, moment) for id_, channel, moment in session.execute(asked)]
        for id_, email, role in session.execute(
            select(came.communication_id, came.email, came.role).where(
                came.communication_id.in_(part), came.role != AttendeeRole.INFORMED
            )
        ):
            (rooms if role is AttendeeRole.ROOM else people)[id_].add(email.casefold())
        audience = m.CommunicationAudience
        for id_, audience_id in session.execute(
            select(audience.communication_id, audience.audience_id).where(
                audience.communication_id.in_(part)
            )
        ):
            audiences[id_].add(audience_id)
        initiative = m.CommunicationInitiative
        for id_, initiative_id in session.execute(
            select(initiative.communication_id, initiative.initiative_id).where(
                initiative.communication_id.in_(part)
            )
        ):
            initiatives[id_].add(initiative_id)
    return {
        id_: _Facts(
            channel,
            moment,
            people=frozenset(people.get(id_, ())),
            rooms=frozenset(rooms.get(id_, ())),
            audience_ids=frozenset(audiences.get(id_, ())),
            initiative_ids=frozenset(initiatives.get(id_, ())),
        )
        for id_, channel, moment in added
    }


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
