"""The ledger: which version of a communication calendars have, and what changed since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.invitations import changed_fields, snapshot
from townhall.services.calendar_items import item_of
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class InvitationDetail:
    """One exported calendar file; `recurrence_id` is the local start of a single date."""

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


def invitation_state(session: Session, communication_id: int) -> InvitationState:
    """What invitees know, beside what holds now. Raises NotFound."""
    communication = fetch(session, m.Communication, communication_id)
    query = (
        select(m.Invitation)
        .where(
            m.Invitation.communication_id == communication_id,
            m.Invitation.original_start.is_(None),
            m.Invitation.method != "PUBLISH",
        )
        .order_by(m.Invitation.id.desc())
        .limit(1)
    )
    last = session.scalars(query).first()
    if last is None:
        return InvitationState(None, ())
    now = snapshot(item_of(communication, None, session.get_one(m.Plan, 1).document_language))
    changes = tuple(
        (field, last.snapshot.get(field), now.get(field))
        for field in changed_fields(last.snapshot, now)
    )
    return InvitationState(_detail(last), changes)


def invitations(session: Session, *, communication_id: int | None = None) -> list[InvitationDetail]:
    """The ledger, oldest first."""
    query = select(m.Invitation).order_by(m.Invitation.id)
    if communication_id is not None:
        query = query.where(m.Invitation.communication_id == communication_id)
    return [_detail(stored) for stored in session.scalars(query)]


def invitation(session: Session, invitation_id: int) -> InvitationDetail:
    """One line of the ledger. Raises NotFound."""
    return _detail(fetch(session, m.Invitation, invitation_id))


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
    )
