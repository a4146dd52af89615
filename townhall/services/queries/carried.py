"""Questions that went over: to whom that is told, and those that wait for a date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.calendar import Occurrence
from townhall.domain.carry_over import CLOSED, ESCALATED_AFTER, UNFINISHED, told_sponsors
from townhall.domain.carry_over_warnings import (
    escalated_warning,
    homeless_warning,
    waiting_warning,
)
from townhall.domain.clock import Clock
from townhall.domain.terms import CommunicationStatus, PersonRole
from townhall.domain.warnings import PlanWarning
from townhall.services.coming_dates import date_at, first_planned, series_halves, status_at
from townhall.services.queries.communications import OccurrenceRow, date_row, occurrences
from townhall.services.queries.people import names
from townhall.services.series import repeats
from townhall.storage import models as m
from townhall.storage.base import fetch

AHEAD = timedelta(days=190)
"""How far ahead dates are offered to carry questions over to."""

MOST_TARGETS = 40

_PLANNED = frozenset(CommunicationStatus) - CLOSED - {CommunicationStatus.CANCELLED}


@dataclass(frozen=True, slots=True)
class Move:
    """That a question went from one date to another; days in the zone of each communication.

    `to_day` None: it waited for a date. `off`: it left because the date was called off or removed.
    """

    from_title: str
    from_day: date | None
    to_title: str
    to_day: date | None
    off: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class CarryTargets:
    """Dates that open questions can go to: the next of the series, if any, and other ones."""

    following: OccurrenceRow | None
    others: tuple[OccurrenceRow, ...]
    today: date


def carried_warnings(session: Session, today: date, *, clock: Clock) -> Iterator[PlanWarning]:
    """Warnings of escalated questions, of open ones at dates that have been, and of homeless."""
    yield from _escalated(session, today)
    yield from _left_behind(session, today, clock)
    yield from _homeless(session, today)


def sponsors(session: Session, communication_ids: set[int]) -> dict[int, tuple[str, ...]]:
    """Who is told of questions that went over too often, by the communication they are at.

    The sponsors of its initiatives; else everybody who is a sponsor. 0 is what is at none.
    """
    people = names(session, m.Person)
    query = select(m.Person.id).where(m.Person.role == PersonRole.SPONSOR).order_by(m.Person.name)
    others = [people[each] for each in session.scalars(query)]
    links = select(
        m.CommunicationInitiative.communication_id, m.Initiative.id, m.Initiative.sponsor_id
    ).join(m.Initiative, m.Initiative.id == m.CommunicationInitiative.initiative_id)
    about: dict[int, dict[str, str]] = {}
    for communication_id, initiative_id, sponsor_id in session.execute(links):
        if communication_id in communication_ids:
            own = about.setdefault(communication_id, {})
            own[str(initiative_id)] = people.get(sponsor_id or 0, "")
    return {
        each: told_sponsors(list(about.get(each, {})), about.get(each, {}), others)
        for each in {0, *communication_ids}
    }


def moves(session: Session, question_id: int) -> tuple[Move, ...]:
    """How a question went from date to date, the first time first."""
    query = select(m.CarryOver).where(m.CarryOver.question_id == question_id)
    found = []
    for row in session.scalars(query.order_by(m.CarryOver.id)):
        left, off = _place(session, row.from_communication_id, row.from_original_start)
        to, _off = _place(session, row.to_communication_id, row.to_original_start)
        found.append(Move(*left, *to, off, row.at))
    return tuple(found)


def carry_targets(
    session: Session, communication_id: int, original_start: datetime, *, clock: Clock
) -> CarryTargets:
    """Where the open questions of a date can go. Raises NotFound."""
    stored = fetch(session, m.Communication, communication_id)
    left = date_row(session, communication_id, original_start)
    zone = session.get_one(m.Plan, 1).time_zone
    today = clock.today(zone)
    found = first_planned(series_halves(session, stored), left.start_utc, clock.now_utc())
    dates = [
        row
        for row in occurrences(session, today, today + AHEAD, zone)
        if row.status in _PLANNED and row.start_utc > max(left.start_utc, clock.now_utc())
    ]
    following = None
    if found is not None:
        following = date_row(session, found.communication_id, found.original_start)
        same = (found.communication_id, found.original_start)
        dates = [row for row in dates if (row.communication_id, row.original_start) != same]
    # Dates of the same kind first: a town hall goes on in a town hall.
    dates.sort(key=lambda row: (row.kind is not left.kind, row.start_utc))
    return CarryTargets(following, tuple(dates[:MOST_TARGETS]), today)


def _place(
    session: Session, communication_id: int | None, original_start: datetime | None
) -> tuple[tuple[str, date | None], bool]:
    """Title and day of a date, and whether it is off; without one, neither."""
    stored = session.get(m.Communication, communication_id) if communication_id else None
    if stored is None:
        return ("", None), True
    found = date_at(stored, original_start)
    if found is not None:
        return (found.title, found.start.date()), found.cancelled
    return (stored.title, original_start.date() if original_start else None), not repeats(stored)


def _escalated(session: Session, today: date) -> Iterator[PlanWarning]:
    table, last = m.Question, func.max(m.CarryOver.at)
    query = (
        select(table.id, table.text, table.communication_id, table.times_carried, last)
        .outerjoin(m.CarryOver, m.CarryOver.question_id == table.id)
        .where(table.outcome.in_(UNFINISHED), table.times_carried >= ESCALATED_AFTER)
        .group_by(table.id, table.text, table.communication_id, table.times_carried)
        .order_by(table.times_carried.desc(), table.id)
    )
    rows = session.execute(query).all()
    if not rows:
        return
    told = sponsors(session, {row[2] for row in rows if row[2] is not None})
    for id_, text, communication_id, times, at in rows:
        since = at.date() if at is not None else today
        yield escalated_warning(id_, text, times, told[communication_id or 0], since, today)


def _left_behind(session: Session, today: date, clock: Clock) -> Iterator[PlanWarning]:
    table = m.Question
    query = (
        select(table.communication_id, table.original_start, func.count())
        .where(
            table.outcome.in_(UNFINISHED),
            table.lead_id.is_(None),
            table.communication_id.is_not(None),
        )
        .group_by(table.communication_id, table.original_start)
        .order_by(table.communication_id, table.original_start)
    )
    now = clock.now_utc()
    for communication_id, original_start, number in session.execute(query).all():
        stored = session.get_one(m.Communication, communication_id)
        place = date_at(stored, original_start)
        if place is None or not _has_been(stored, place, now):
            continue
        to = first_planned(series_halves(session, stored), place.start_utc, now)
        yield waiting_warning(
            (stored.id, place.original_start),
            place.title,
            number,
            place.start.date(),
            to.start.date() if to is not None else None,
            today,
            recurring=repeats(stored),
        )


def _has_been(stored: m.Communication, place: Occurrence, now: datetime) -> bool:
    return status_at(stored, place) in CLOSED or place.end_utc < now


def _homeless(session: Session, today: date) -> Iterator[PlanWarning]:
    """Open questions without a date that had one, by the last thing that became of them."""
    last = select(func.max(m.CarryOver.id)).group_by(m.CarryOver.question_id)
    query = (
        select(m.Question.id, m.Question.text, m.CarryOver.at)
        .join(m.CarryOver, m.CarryOver.question_id == m.Question.id)
        .where(
            m.CarryOver.id.in_(last),
            m.CarryOver.to_communication_id.is_(None),
            m.Question.communication_id.is_(None),
            m.Question.outcome.in_(UNFINISHED),
        )
    )
    for id_, text, at in session.execute(query.order_by(m.Question.id)):
        yield homeless_warning(id_, text, at.date(), today)
