"""Dates that open questions can go to: planned, neither held nor cancelled, the first one first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from townhall.domain.calendar import Occurrence
from townhall.domain.carry_over import CLOSED
from townhall.domain.recurrence import next_occurrence, occurrence_at
from townhall.domain.terms import CommunicationStatus
from townhall.domain.zones import from_utc, to_utc
from townhall.services.series import find_override, repeats, series_of
from townhall.storage import models as m


@dataclass(frozen=True, slots=True)
class ComingDate:
    """A date of a communication; `start` is the wall time there, `start_utc` aware."""

    communication_id: int
    original_start: datetime
    start: datetime
    start_utc: datetime
    title: str


def date_at(communication: m.Communication, original_start: datetime | None) -> Occurrence | None:
    """The date of that name, cancelled or not; None: there is none.

    Without a name it is the only date of what is held once.
    """
    if original_start is None:
        original_start = None if repeats(communication) else communication.start
    if original_start is None:
        return None
    return occurrence_at(series_of(communication), original_start)


def status_at(communication: m.Communication, found: Occurrence) -> CommunicationStatus:
    """How a date stands: its own state, else that of the whole."""
    if found.cancelled:
        return CommunicationStatus.CANCELLED
    own = find_override(communication, found.original_start)
    return own.status if own is not None and own.status is not None else communication.status


def next_planned(communication: m.Communication, after_utc: datetime) -> ComingDate | None:
    """The first date that starts after the instant and can still be held."""
    series = series_of(communication)
    if communication.status in CLOSED:
        # Only dates that have a state of their own can still come.
        series = replace(series, cancelled=True)
    after = from_utc(after_utc, communication.time_zone)
    while (found := next_occurrence(series, after)) is not None:
        if status_at(communication, found) not in CLOSED:
            return as_coming(communication, found)
        after = found.start
    return None


def moment_of(communication: m.Communication, original_start: datetime | None) -> datetime | None:
    """The instant at which a date starts, or started as long as it was there."""
    found = date_at(communication, original_start)
    if found is not None:
        return found.start_utc
    if original_start is None:
        return None
    return to_utc(original_start, communication.time_zone)


def is_lost(communication: m.Communication, original_start: datetime | None) -> bool:
    """Whether no question can be answered at a date: it is cancelled or gone."""
    if original_start is None and repeats(communication):
        return communication.status is CommunicationStatus.CANCELLED
    found = date_at(communication, original_start)
    return found is None or found.cancelled


def as_coming(communication: m.Communication, found: Occurrence) -> ComingDate:
    """A date of the communication as a place to go to."""
    return ComingDate(
        communication.id, found.original_start, found.start, found.start_utc, found.title
    )


def first_planned(
    communications: Iterable[m.Communication], after_utc: datetime, now_utc: datetime
) -> ComingDate | None:
    """The first date after both instants, of any of them; else the first after `after_utc`.

    A date that has passed but was never closed is better than none.
    """
    offered = list(communications)
    for since in (max(after_utc, now_utc), after_utc):
        found = [each for one in offered if (each := next_planned(one, since)) is not None]
        if found:
            return min(found, key=lambda each: (each.start_utc, each.communication_id))
    return None


def series_halves(session: Session, communication: m.Communication) -> list[m.Communication]:
    """The communication with what it goes on from and what goes on from it, all the way."""
    known = {communication.id: communication}
    new = [communication]
    while new:
        ids = [each.id for each in new]
        before = [each.follows_id for each in new if each.follows_id is not None]
        query = select(m.Communication).where(
            or_(m.Communication.follows_id.in_(ids), m.Communication.id.in_(before))
        )
        new = [each for each in session.scalars(query).all() if each.id not in known]
        known |= {each.id: each for each in new}
    return [known[each] for each in sorted(known)]


def of_the_same_kind(session: Session, communication: m.Communication) -> list[m.Communication]:
    """Other communications that are alike: the kind, and an audience or initiative if it has any.

    Where one names nobody and nothing, the kind alone counts.
    """
    query = select(m.Communication).where(
        m.Communication.kind == communication.kind,
        m.Communication.id != communication.id,
        m.Communication.status != CommunicationStatus.CANCELLED,
    )
    about = _about(communication)
    return [
        each
        for each in session.scalars(query.order_by(m.Communication.id))
        if not about or not _about(each) or about & _about(each)
    ]


def _about(communication: m.Communication) -> set[tuple[str, int]]:
    audiences = {("audience", each.audience_id) for each in communication.audience_links}
    return audiences | {
        ("initiative", each.initiative_id) for each in communication.initiative_links
    }
