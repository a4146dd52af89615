"""What moves along when a date moves: tasks, invitations, packs and promises around it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.date_invitation import Standing
from townhall.domain.holidays import add_working_days, is_working_day
from townhall.domain.run_up import LONGEST_REACH, Step, step_day
from townhall.domain.terms import FollowUpState
from townhall.domain.warnings import PlanWarning
from townhall.services.queries.closed_days import closed_days
from townhall.services.queries.communications import OccurrenceRow, date_row
from townhall.services.queries.event import date_invitation
from townhall.services.queries.issued_packs import IssuedPackDetail, issued_packs
from townhall.services.queries.run_up import RunUpTask, run_up
from townhall.services.queries.warnings import warnings_if_moved
from townhall.storage import models as m

_AROUND = timedelta(days=28)
"""A promise due within so many days of the date is one that may have been made for it."""

_OPEN_STATES = (FollowUpState.OPEN, FollowUpState.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Moving:
    """Something with a day that can move along; `key` names it: "task:3", "follow-up:4".

    `moves`: it does unless it is told otherwise, because its day is counted from the date. Of a
    step `offset_days` is how far it lies from its date. Where several dates move, `of` is the day
    of the one it belongs to and `place` the original start that one has afterwards.
    """

    key: str
    title: str
    day: date
    new_day: date
    moves: bool
    offset_days: int = 0
    of: date | None = None
    place: datetime | None = None


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A date that gets another start (local), or None: it is not held any more."""

    original_start: datetime
    start: datetime
    new_start: datetime | None


class Promise(NamedTuple):
    """An open promise and the day it is due."""

    id: int
    promised: str
    due: date


@dataclass(frozen=True, slots=True)
class SentInvitation:
    """What invitees have now; the move makes an update due. `version` is SEQUENCE + 1."""

    version: int
    recipients: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Ripple:
    """Everything that a move of one date touches, or a change by which several move.

    `start` and `new_start` are local to the communication; no `new_start`: it is not held any
    more. `warnings` are what would be wrong with the new moment and is not now. `tasks_done` were
    ticked off and stay where they are. Where several dates move, `dates` are all that do,
    `tasks_lost` open steps of those that fall away, `tasks_further` steps of later dates that
    move with them and are not told one by one.
    """

    communication_id: int
    original_start: datetime
    title: str
    start: datetime
    new_start: datetime | None
    all_day: bool
    recurring: bool
    warnings: tuple[PlanWarning, ...]
    tasks: tuple[Moving, ...]
    tasks_done: int
    tasks_total: int
    invitation: SentInvitation | None
    packs: tuple[IssuedPackDetail, ...]
    promises: tuple[Moving, ...]
    dates: tuple[MovedDate, ...] = ()
    tasks_lost: int = 0
    tasks_further: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the move touches nothing but the date."""
        sent = self.invitation is not None or bool(self.packs)
        return not (sent or self.warnings or self.moving or self.tasks_lost or self.tasks_further)

    @property
    def moving(self) -> tuple[Moving, ...]:
        """Everything that can move along."""
        return (*self.tasks, *self.promises)


def ripple(
    session: Session,
    communication_id: int,
    original_start: datetime,
    new_start: datetime,
    *,
    clock: Clock,
) -> Ripple:
    """What moving a date to `new_start` (local to its communication) touches. Raises NotFound."""
    row = date_row(session, communication_id, original_start)
    if row.all_day:
        new_start = datetime.combine(new_start.date(), time())
    steps = run_up(session, communication_id, row.original_start)
    key = (communication_id, row.original_start)
    now_warned = {each.text for each in warnings_if_moved(session, *key, row.start, clock=clock)}
    warned = warnings_if_moved(session, *key, new_start, clock=clock)
    return Ripple(
        communication_id=communication_id,
        original_start=row.original_start,
        title=row.title,
        start=row.start,
        new_start=new_start,
        all_day=row.all_day,
        recurring=row.recurring,
        warnings=tuple(each for each in warned if each.text not in now_warned),
        tasks=_tasks(session, steps, row.start.date(), new_start.date()),
        tasks_done=sum(each.is_done for each in steps),
        tasks_total=len(steps),
        invitation=sent_invitation(session, row),
        packs=issued_packs(session, row),
        promises=_promises(session, row, new_start.date()),
    )


def _tasks(
    session: Session, steps: tuple[RunUpTask, ...], old: date, new: date
) -> tuple[Moving, ...]:
    still_open = [each for each in steps if not each.is_done]
    if old == new or not still_open:
        return ()
    closed = closed_days(session, min(old, new) - LONGEST_REACH, max(old, new) + LONGEST_REACH)
    found = []
    for each in still_open:
        if each.due is not None:
            new_day = shifted(each.day, new - old, closed)
        else:
            step = Step(each.id, None, each.title, each.offset_days)
            new_day = step_day(step, new, closed)
        if new_day != each.day:
            key, counted = f"task:{each.id}", each.due is None
            moving = Moving(key, each.title, each.day, new_day, counted, each.offset_days)
            found.append(moving)
    return tuple(found)


def shifted(day: date, by: timedelta, closed: Collection[date]) -> date:
    """So many days on, or the next working day after that."""
    moved = day + by
    return moved if is_working_day(moved, closed) else add_working_days(moved, 1, closed)


def sent_invitation(session: Session, row: OccurrenceRow) -> SentInvitation | None:
    """What invitees of a date expect; None when there was no invitation, or it was withdrawn."""
    found = date_invitation(session, row.communication_id, row.original_start)
    if found.last is None or found.standing in (Standing.NEVER_SENT, Standing.WITHDRAWN):
        return None
    return SentInvitation(
        version=found.last.version_number,
        recipients=len(found.last.recipients),
        sent_at=found.last.exported_at,
    )


def _promises(session: Session, row: OccurrenceRow, new: date) -> tuple[Moving, ...]:
    """Open promises on questions of the date that are due around it; none moves by itself."""
    old = row.start.date()
    stored = promises_around(session, row) if old != new else ()
    if not stored:
        return ()
    margin = abs(new - old) + 2 * _AROUND
    closed = closed_days(session, old - margin, old + margin)
    return tuple(
        Moving(
            f"follow-up:{each.id}",
            each.promised,
            each.due,
            shifted(each.due, new - old, closed),
            moves=False,
        )
        for each in stored
    )


def promises_around(session: Session, row: OccurrenceRow) -> tuple[Promise, ...]:
    """Open promises on questions of a date that are due around it."""
    old = row.start.date()
    asked = select(m.Question.id).where(m.Question.communication_id == row.communication_id)
    if row.recurring:
        asked = asked.where(m.Question.original_start == row.original_start)
    stored = session.scalars(
        select(m.FollowUp)
        .where(
            m.FollowUp.question_id.in_(asked),
            m.FollowUp.state.in_(_OPEN_STATES),
            m.FollowUp.due.between(old - _AROUND, old + _AROUND),
        )
        .order_by(m.FollowUp.due, m.FollowUp.id)
    )
    return tuple(
        Promise(each.id, each.promised, each.due) for each in stored if each.due is not None
    )
