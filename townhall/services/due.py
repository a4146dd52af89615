"""Which calendar files of a communication are due, item by item, with what was told of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.calendar import CalendarItem
from townhall.domain.clock import Clock
from townhall.domain.due_files import Due, Why, due, expecting
from townhall.domain.invitations import Method
from townhall.domain.ledger import Sent
from townhall.domain.terms import CommunicationStatus
from townhall.services.calendar_items import added_starts, item_of
from townhall.storage import models as m


@dataclass(frozen=True, slots=True)
class DueItem:
    """An item as it stands, what was told of it, and the files that are due.

    `added` is its original start (local) where it is a date that was added; else None.
    """

    communication: m.Communication
    added: datetime | None
    item: CalendarItem
    lines: tuple[Sent, ...]
    files: tuple[Due, ...]


def due_items(
    session: Session,
    communication: m.Communication,
    original_start: datetime | None,
    *,
    separate: bool,
    clock: Clock | None,
) -> list[DueItem]:
    """What is due of a communication, or of one date of it, and of the other half of a split."""
    added = added_starts(communication)
    starts: Sequence[datetime | None] = (None, *added)
    only_date = original_start
    if original_start is not None and original_start in added:
        starts, only_date = (original_start,), None
    elif original_start is not None:
        starts = (None,)
    found = [
        _due_item(session, communication, start, only_date, separate=separate, clock=clock)
        for start in starts
    ]
    for half in split_halves(session, communication):
        found += [
            _due_item(session, half, start, None, separate=separate, clock=clock)
            for start in (None, *added_starts(half))
        ]
    return [each for each in found if each.files]


def _due_item(
    session: Session,
    communication: m.Communication,
    added: datetime | None,
    only_date: datetime | None,
    *,
    separate: bool,
    clock: Clock | None,
) -> DueItem:
    item = item_of(communication, added, session.get_one(m.Plan, 1).document_language)
    lines = sent_lines(session, item.uid)
    now = local_now(clock, item)
    files: list[Due] = []
    if _is_planned(communication, lines) and not _is_over(communication, item, added, now):
        files = due(item, lines, now=now, original_start=only_date, separate=separate)
    if _is_followed(session, communication):
        files = [_ending(each) for each in files]
    return DueItem(communication, added, item, tuple(lines), tuple(files))


def local_now(clock: Clock | None, item: CalendarItem) -> datetime:
    """The wall time at the item; long ago without a clock, so that nothing is over."""
    return clock.local_now(item.time_zone) if clock is not None else datetime.min


def sent_lines(session: Session, uid: str) -> list[Sent]:
    """The ledger of one item, oldest first."""
    query = select(m.Invitation).where(m.Invitation.uid == uid).order_by(m.Invitation.id)
    return [as_sent(line) for line in session.scalars(query)]


def as_sent(line: m.Invitation) -> Sent:
    """A line of the ledger as the rules see it; an added date is an item by itself."""
    shown = line.snapshot
    return Sent(
        original_start=line.original_start if shown.get("recurrence") else None,
        method=line.method,
        version_number=line.version_number,
        sequence=line.sequence,
        shown=shown,
        recipients=frozenset(email.casefold() for email in line.recipients),
    )


def is_expected(session: Session, uid: str) -> bool:
    """Whether somebody was invited to the item, or a date of it, and not told that it is off."""
    return any(True for _each in expecting(sent_lines(session, uid)))


def split_halves(session: Session, communication: m.Communication) -> list[m.Communication]:
    """What it goes on from and what goes on from it, where invitees know either half."""
    near = m.Communication.follows_id == communication.id
    if communication.follows_id is not None:
        near = near | (m.Communication.id == communication.follows_id)
    halves = session.scalars(select(m.Communication).where(near).order_by(m.Communication.id))
    known = _is_known(session, communication)
    return [half for half in halves if known or _is_known(session, half)]


def waiting_halves(
    session: Session, communication: m.Communication, clock: Clock
) -> list[m.Communication]:
    """The halves of a split series of which invitees have to hear too."""
    return [
        half
        for half in split_halves(session, communication)
        if _due_item(session, half, None, None, separate=False, clock=clock).files
    ]


def _is_known(session: Session, communication: m.Communication) -> bool:
    lines = sent_lines(session, communication.uid)
    return any(line.method != Method.PUBLISH for line in lines)


def _ending(file: Due) -> Due:
    """The same file of a series that another one goes on from: a new rule means that it ends."""
    if file.why is Why.CHANGED and "recurrence" in file.changed:
        return replace(file, why=Why.ENDED)
    return file


def _is_followed(session: Session, communication: m.Communication) -> bool:
    query = select(m.Communication.id).where(m.Communication.follows_id == communication.id)
    return session.scalars(query.limit(1)).first() is not None


def _is_over(
    communication: m.Communication, item: CalendarItem, added: datetime | None, now: datetime
) -> bool:
    if added is not None:
        return item.start < now
    return communication.last_end is not None and communication.last_end < now


def _is_planned(communication: m.Communication, lines: Sequence[Sent]) -> bool:
    """Whether invitees should know of it: not of an idea nobody has heard of."""
    return bool(lines) or communication.status is not CommunicationStatus.IDEA
