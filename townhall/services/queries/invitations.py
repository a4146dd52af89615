"""The ledger: which version of a communication calendars have, and what changed since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.calendar import Attendee
from townhall.domain.clock import Clock
from townhall.domain.due_files import Why
from townhall.domain.invitations import Method, Snapshot, changed_fields, snapshot
from townhall.domain.ledger import lines_to, newest_about, version_of
from townhall.domain.terms import AttendeeRole, HandOver
from townhall.services.calendar_items import added_date, item_of
from townhall.services.due import as_sent, due_items, sent_lines
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class InvitationDetail:
    """One exported calendar file; `recurrence_id` is the local start of a single date.

    `removes`: it calls the item off for people who were taken off the list, and for nobody else.
    """

    id: int
    communication_id: int
    recurrence_id: datetime | None
    uid: str
    sequence: int
    method: str
    changed: tuple[str, ...]
    recipients: tuple[str, ...]
    file: str
    exported_at: datetime
    version_number: int
    hand_over: HandOver
    fingerprint: str
    dtstamp: datetime | None
    removes: bool


@dataclass(frozen=True, slots=True)
class InvitationState:
    """Where a communication's invitation stands.

    `last` is the newest file of all its dates, None when nothing was sent. `changes` are the
    fields that differ since, each with what invitees were told and what holds now.
    """

    last: InvitationDetail | None
    changes: tuple[tuple[str, object, object], ...]

    @property
    def due(self) -> bool:
        """Whether invitees have not been told of how it stands now."""
        return self.last is None or bool(self.changes)


@dataclass(frozen=True, slots=True)
class DueFile:
    """A calendar file that has to go out for its recipients to know how it stands.

    `original_start` (local) is the date it is about, of a series (then `recurrence_id` too) or
    added; None: the whole. `version_number` is the one it will get; `changed` names the fields
    its recipients do not know, as the command line does.
    """

    communication_id: int
    method: Method
    uid: str
    original_start: datetime | None
    recurrence_id: datetime | None
    version_number: int
    changed: tuple[str, ...]
    recipients: tuple[Attendee, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class RecipientVersion:
    """The version somebody on the list has of a date; None: nothing, or it was taken back.

    `latest`: it is the newest that went out about that date.
    """

    name: str
    email: str
    role: AttendeeRole
    version_number: int | None
    latest: bool


def invitation_state(session: Session, communication_id: int) -> InvitationState:
    """What invitees know, beside what holds now. Raises NotFound."""
    communication = fetch(session, m.Communication, communication_id)
    query = (
        select(m.Invitation)
        .where(
            m.Invitation.communication_id == communication_id,
            m.Invitation.original_start.is_(None),
            m.Invitation.method != Method.PUBLISH,
        )
        .order_by(m.Invitation.id.desc())
    )
    last = next((each for each in session.scalars(query) if not _removes(each)), None)
    if last is None:
        return InvitationState(None, ())
    now = snapshot(item_of(communication, None, _language(session)))
    told = told_by(session, last)
    changes = tuple((field, told.get(field), now.get(field)) for field in changed_fields(told, now))
    return InvitationState(_detail(last), changes)


def told_by(session: Session, line: m.Invitation) -> Snapshot:
    """What a line told, with the people on the list as its newest line has them.

    Who came or went was told of that in a file of their own.
    """
    people = sent_lines(session, line.uid)[-1].shown.get("attendees", [])
    return {**line.snapshot, "attendees": people}


def invitations(session: Session, *, communication_id: int | None = None) -> list[InvitationDetail]:
    """The ledger, oldest first."""
    query = select(m.Invitation).order_by(m.Invitation.id)
    if communication_id is not None:
        query = query.where(m.Invitation.communication_id == communication_id)
    return [_detail(stored) for stored in session.scalars(query)]


def invitation(session: Session, invitation_id: int) -> InvitationDetail:
    """One line of the ledger. Raises NotFound."""
    return _detail(fetch(session, m.Invitation, invitation_id))


def due_files(
    session: Session,
    communication_id: int,
    original_start: datetime | None = None,
    *,
    separate: bool = False,
    clock: Clock | None = None,
) -> tuple[DueFile, ...]:
    """Exactly the files that tell everybody what they do not know yet. Raises NotFound.

    With `original_start` (local) only what touches that date. `separate`: changed and cancelled
    dates in files of their own, as Outlook wants them. What is over by `clock` needs no file. The
    other half of a series that was split comes along: invitees hear in one go that one ends and
    the other begins.
    """
    communication = fetch(session, m.Communication, communication_id)
    found = due_items(session, communication, original_start, separate=separate, clock=clock)
    return tuple(
        DueFile(
            communication_id=wanted.communication.id,
            method=file.method,
            uid=wanted.item.uid,
            original_start=wanted.added or file.recurrence_id,
            recurrence_id=file.recurrence_id,
            version_number=version_of(snapshot(wanted.item), wanted.lines),
            changed=file.changed,
            recipients=file.recipients,
            why=file.why,
        )
        for wanted in found
        for file in wanted.files
    )


def recipient_versions(
    session: Session, communication_id: int, original_start: datetime | None = None
) -> tuple[RecipientVersion, ...]:
    """Which version everybody on the list has of a date (None: of the whole). Raises NotFound."""
    communication = fetch(session, m.Communication, communication_id)
    added = added_date(communication, original_start)
    item = item_of(communication, original_start if added else None, _language(session))
    date = None if added else original_start
    about = [line for line in sent_lines(session, item.uid) if line.original_start in (None, date)]
    newest = max((line.version_number for line in about), default=None)
    found = []
    for each in item.attendees:
        last = newest_about(lines_to(about, each.email), date)
        has = last is not None and (last.method == Method.REQUEST or last.calls_off)
        number = last.version_number if last is not None and has else None
        latest = number is not None and number == newest
        found.append(RecipientVersion(each.name, each.email, each.role, number, latest))
    return tuple(found)


def _language(session: Session) -> str:
    return session.get_one(m.Plan, 1).document_language


def _removes(stored: m.Invitation) -> bool:
    return stored.method == Method.CANCEL and not as_sent(stored).calls_off


def _detail(stored: m.Invitation) -> InvitationDetail:
    return InvitationDetail(
        id=stored.id,
        communication_id=stored.communication_id,
        recurrence_id=stored.original_start,
        uid=stored.uid,
        sequence=stored.sequence,
        method=stored.method,
        changed=tuple(stored.changed),
        recipients=tuple(stored.recipients),
        file=stored.file_name,
        exported_at=stored.exported_at,
        version_number=stored.version_number,
        hand_over=stored.hand_over,
        fingerprint=stored.fingerprint,
        dtstamp=stored.dtstamp,
        removes=_removes(stored),
    )
