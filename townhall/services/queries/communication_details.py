"""Communications as lists and editors show them: everything but their dates."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from townhall.domain.sign_off import ChangedText
from townhall.domain.terms import (
    AttendeeRole,
    ClosedDays,
    CommunicationKind,
    CommunicationStatus,
    SignOff,
)
from townhall.services.queries.people import names
from townhall.services.sign_off import changes_since
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class AttendeeDetail:
    """An invited person or room."""

    name: str
    email: str
    role: AttendeeRole


@dataclass(frozen=True, slots=True)
class AgendaDetail:
    """An item of the run of show; `start` is a hard start (local), or None."""

    title: str
    duration_minutes: int
    start: time | None
    speaker: str
    cues: str


@dataclass(frozen=True, slots=True)
class OrganizerDetail:
    """Who invites."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CommunicationDetail:
    """A communication with the contract's field names; `start` is the wall time in `time_zone`."""

    id: int
    kind: CommunicationKind
    title: str
    objective: str
    status: CommunicationStatus
    sign_off: SignOff
    signed_by: str
    signed_at: datetime | None
    changed_since_approval: tuple[ChangedText, ...]
    start: datetime
    time_zone: str
    duration_minutes: int
    all_day: bool
    recurrence: str | None
    skip_holidays: bool
    on_holidays: ClosedDays
    on_blackouts: ClosedDays
    channel: str
    location: str
    join_link: str
    organizer: OrganizerDetail
    invitation_language: str
    questions_to: str
    contact: str
    attendees: tuple[AttendeeDetail, ...]
    audiences: tuple[str, ...]
    initiatives: tuple[str, ...]
    reminder_minutes: int | None
    notes: str
    agenda: tuple[AgendaDetail, ...]
    uid: str
    sequence: int
    follows_id: int | None


def communications(session: Session) -> list[CommunicationDetail]:
    """All communications, by start."""
    query = _loaded().order_by(m.Communication.start, m.Communication.id)
    called = Names(session)
    return [communication_detail(each, called) for each in session.scalars(query)]


def communication(session: Session, communication_id: int) -> CommunicationDetail:
    """One communication. Raises NotFound."""
    return communication_detail(stored_communication(session, communication_id), Names(session))


class Names:
    """Names by id, read once for a whole list."""

    def __init__(self, session: Session) -> None:
        self.audiences = names(session, m.Audience)
        self.initiatives = names(session, m.Initiative)


def _loaded() -> Select[m.Communication]:
    return select(m.Communication).options(
        selectinload(m.Communication.attendees),
        selectinload(m.Communication.audience_links),
        selectinload(m.Communication.initiative_links),
        selectinload(m.Communication.agenda_items),
        selectinload(m.Communication.overrides),
    )


def stored_communication(session: Session, communication_id: int) -> m.Communication:
    """The mapped communication, for queries of the same session. Raises NotFound."""
    return fetch(session, m.Communication, communication_id)


def agenda_item(entry: m.AgendaEntry) -> AgendaDetail:
    """A stored item of the run of show as a detail."""
    return AgendaDetail(entry.title, entry.duration_minutes, entry.start, entry.speaker, entry.cues)


def communication_detail(stored: m.Communication, called: Names) -> CommunicationDetail:
    """A stored communication as a detail."""
    return CommunicationDetail(
        id=stored.id,
        kind=stored.kind,
        title=stored.title,
        objective=stored.objective,
        status=stored.status,
        sign_off=stored.sign_off,
        signed_by=stored.signed_by,
        signed_at=stored.signed_at,
        changed_since_approval=changes_since(stored),
        start=stored.start,
        time_zone=stored.time_zone,
        duration_minutes=stored.duration_minutes,
        all_day=stored.all_day,
        recurrence=stored.recurrence,
        skip_holidays=stored.skip_holidays,
        on_holidays=stored.on_holidays,
        on_blackouts=stored.on_blackouts,
        channel=stored.channel,
        location=stored.location,
        join_link=stored.join_link,
        organizer=OrganizerDetail(stored.organizer_name, stored.organizer_email),
        invitation_language=stored.invitation_language,
        questions_to=stored.questions_to,
        contact=stored.contact,
        attendees=tuple(
            AttendeeDetail(each.name, each.email, each.role) for each in stored.attendees
        ),
        audiences=tuple(called.audiences[link.audience_id] for link in stored.audience_links),
        initiatives=tuple(
            called.initiatives[link.initiative_id] for link in stored.initiative_links
        ),
        reminder_minutes=stored.reminder_minutes,
        notes=stored.notes,
        agenda=tuple(
            agenda_item(entry) for entry in stored.agenda_items if entry.original_start is None
        ),
        uid=stored.uid,
        sequence=stored.sequence,
        follows_id=stored.follows_id,
    )
