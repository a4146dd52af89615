"""The ledger: which version of a communication calendars have, and what changed since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.services.queries.people import not_found
from townhall.storage import models as m


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


def invitations(session: Session, *, communication_id: int | None = None) -> list[InvitationDetail]:
    """The ledger, oldest first."""
    query = select(m.Invitation).order_by(m.Invitation.id)
    if communication_id is not None:
        query = query.where(m.Invitation.communication_id == communication_id)
    return [_detail(stored) for stored in session.scalars(query)]


def invitation(session: Session, invitation_id: int) -> InvitationDetail:
    """One line of the ledger. Raises NotFound."""
    stored = session.get(m.Invitation, invitation_id)
    if stored is None:
        raise not_found("invitation", invitation_id)
    return _detail(stored)


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
