"""What the page of answers shows: one date, or all that waits for a decision in the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.errors import NotFound
from townhall.domain.terms import ReplyVerdict
from townhall.services.queries.communications import OccurrenceRow, date_row
from townhall.services.queries.plans import plan_detail
from townhall.services.queries.replies import Attendance, Waiting, attendance, waiting_of
from townhall.storage import models as m

DateKey = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer that waits, with the date it is about; `row` None: it is about every date."""

    waiting: Waiting
    title: str
    row: OccurrenceRow | None


@dataclass(frozen=True, slots=True)
class RepliesDetail:
    """A date with who is coming, or None for both; and what waits. `zone` is the plan's."""

    row: OccurrenceRow | None
    attendance: Attendance | None
    decisions: tuple[Decision, ...]
    zone: str


def replies_detail(session: Session, key: DateKey | None) -> RepliesDetail:
    """What there is to show of a date; without one, what waits in the whole plan.

    Raises NotFound when there is no such date.
    """
    zone = plan_detail(session).time_zone
    if key is None:
        return RepliesDetail(None, None, waiting_decisions(session), zone)
    row = date_row(session, *key)
    found = attendance(session, *key)
    return RepliesDetail(row, found, tuple(_decisions(session, found.waiting)), zone)


def waiting_decisions(session: Session) -> tuple[Decision, ...]:
    """All answers that wait for a decision, the oldest first."""
    stored = session.scalars(
        select(m.Reply)
        .where(m.Reply.verdict == ReplyVerdict.ASK, m.Reply.decided_at.is_(None))
        .order_by(m.Reply.id)
    )
    return tuple(_decisions(session, waiting_of(session, stored)))


def _decisions(session: Session, waiting: Iterable[Waiting]) -> Iterable[Decision]:
    for each in waiting:
        communication = session.get_one(m.Communication, each.reply.communication_id)
        yield Decision(each, communication.title, _row(session, each))


def _row(session: Session, waiting: Waiting) -> OccurrenceRow | None:
    start = waiting.reply.original_start
    if start is None:
        return None
    try:
        return date_row(session, waiting.reply.communication_id, start)
    except NotFound:
        return None
