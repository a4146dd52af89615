"""Noting in the ledger what leaves the plan: each version once for each recipient."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.calendar import CalendarItem
from townhall.domain.due_files import Due
from townhall.domain.invitations import Method, Snapshot, changed_fields, fingerprint
from townhall.domain.terms import HandOver
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line of the ledger holds; `shown` is the snapshot of `item`."""

    communication_id: int
    original_start: datetime | None
    item: CalendarItem
    shown: Snapshot
    version_number: int
    file: Due
    changed: tuple[str, ...]
    hand_over: HandOver
    file_name: str


def note(uow: UnitOfWork, entry: Entry) -> None:
    """Add a line for those recipients who did not have this very file; none when all had."""
    same = _same_files(uow.session, entry)
    had = {email.casefold() for line in same for email in line.recipients}
    new = [each.email for each in entry.file.recipients if each.email.casefold() not in had]
    if same and not new:
        return
    uow.session.add(
        m.Invitation(
            communication_id=entry.communication_id,
            original_start=entry.original_start,
            uid=entry.item.uid,
            version_number=entry.version_number,
            sequence=entry.item.sequence,
            method=entry.file.method.value,
            dtstamp=entry.item.dtstamp_utc,
            fingerprint=fingerprint(entry.shown),
            snapshot=entry.shown,
            changed=list(entry.changed),
            recipients=new,
            hand_over=entry.hand_over,
            file_name=entry.file_name,
            exported_at=uow.now(),
        )
    )
    uow.session.flush()


def _same_files(session: Session, entry: Entry) -> list[m.Invitation]:
    """The lines of this very file; those of before stamps were kept tell no stamp."""
    date, stamp = m.Invitation.original_start, m.Invitation.dtstamp
    query = select(m.Invitation).where(
        m.Invitation.uid == entry.item.uid,
        m.Invitation.method == entry.file.method.value,
        m.Invitation.sequence == entry.item.sequence,
        m.Invitation.fingerprint == fingerprint(entry.shown),
        date.is_(None) if entry.original_start is None else date == entry.original_start,
        stamp.is_(None) | (stamp == entry.item.dtstamp_utc),
    )
    return list(session.scalars(query))


def changed_since_published(
    session: Session, uid: str, original_start: datetime | None, shown: Snapshot
) -> tuple[str, ...]:
    """The fields in which `shown` differs from what was published last of these dates."""
    date = m.Invitation.original_start
    query = select(m.Invitation).where(
        m.Invitation.uid == uid,
        m.Invitation.method == Method.PUBLISH.value,
        date.is_(None) if original_start is None else date.is_(None) | (date == original_start),
    )
    last = session.scalars(query.order_by(m.Invitation.id.desc()).limit(1)).first()
    return tuple(changed_fields(last.snapshot, shown)) if last is not None else ()
