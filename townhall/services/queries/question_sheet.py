"""One question with everything its inspector shows: merged words, promises, what was told when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.terms import FollowUpState, Outcome, QuestionState
from townhall.domain.zones import from_utc
from townhall.services.queries.communication_details import communication
from townhall.services.queries.communications import occurrence
from townhall.services.queries.follow_ups import FollowUpDetail, follow_ups
from townhall.services.queries.questions import (
    QuestionDetail,
    QuestionRow,
    question,
    question_rows,
    votes_together,
)
from townhall.storage import models as m


class MomentKind(StrEnum):
    """What happened to a question, or is planned to."""

    ASKED = "asked"
    PUT_TO = "put-to"
    APPROVED = "approved"
    PROMISED_BY = "promised-by"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a question's life; `day` is a date in the plan's time zone.

    `subject` is a title or a name. `planned`: it is still to come. `kept` says of a promise that
    it is done.
    """

    day: date
    kind: MomentKind
    subject: str
    planned: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """A question as its inspector shows it; `lead` is the question it was merged into.

    `votes_together` are those of the question and of what is merged into it, none counted twice.
    `meeting` is the title and `meeting_start` the wall time of the date it is asked for.
    """

    question: QuestionDetail
    lead: QuestionRow | None
    merged: tuple[QuestionRow, ...]
    votes_together: int
    follow_ups: tuple[FollowUpDetail, ...]
    meeting: str
    meeting_start: datetime | None
    moments: tuple[Moment, ...]
    today: date


def question_sheet(session: Session, question_id: int, clock: Clock) -> QuestionSheet:
    """Everything about one question. Raises NotFound."""
    detail = question(session, question_id)
    zone = session.get_one(m.Plan, 1).time_zone
    today = clock.today(zone)
    promises = tuple(follow_ups(session, question_id=question_id))
    leads = question_rows(session, [detail.lead_id]) if detail.lead_id else []
    meeting, start = _meeting(session, detail)
    return QuestionSheet(
        question=detail,
        lead=leads[0] if leads else None,
        merged=tuple(question_rows(session, list(detail.merged_ids))),
        votes_together=votes_together(session, [question_id])[question_id],
        follow_ups=promises,
        meeting=meeting,
        meeting_start=start,
        moments=_moments(detail, promises, meeting, start, today, zone),
        today=today,
    )


def question_of_follow_up(session: Session, follow_up_id: int) -> int | None:
    """The question a promise was made for; None where it was made elsewhere or is gone."""
    return session.scalar(select(m.FollowUp.question_id).where(m.FollowUp.id == follow_up_id))


def _meeting(session: Session, detail: QuestionDetail) -> tuple[str, datetime | None]:
    if detail.communication_id is None:
        return "", None
    stored = communication(session, detail.communication_id)
    if detail.original_start is None:
        return stored.title, None if stored.recurrence else stored.start
    row = occurrence(session, stored.id, detail.original_start).row
    return row.title, row.start


def _moments(
    detail: QuestionDetail,
    promises: tuple[FollowUpDetail, ...],
    meeting: str,
    start: datetime | None,
    today: date,
    zone: str,
) -> tuple[Moment, ...]:
    asked = detail.asked_at or detail.created_at
    found = [Moment(asked.date(), MomentKind.ASKED, detail.source)]
    if start is not None:
        closed = detail.state is QuestionState.CLOSED
        held = start.date() < today or (closed and detail.outcome is Outcome.ANSWERED_LIVE)
        found.append(Moment(start.date(), MomentKind.PUT_TO, meeting, planned=not held))
    if detail.approved_at is not None:
        day = from_utc(detail.approved_at, zone).date()
        found.append(Moment(day, MomentKind.APPROVED, detail.approved_by))
    for promise in promises:
        if promise.due is not None and promise.state is not FollowUpState.DROPPED:
            kept = promise.state is FollowUpState.DONE
            found.append(
                Moment(
                    promise.due,
                    MomentKind.PROMISED_BY,
                    promise.owner or "",
                    planned=not kept,
                    kept=kept,
                )
            )
    order = list(MomentKind)
    return tuple(sorted(found, key=lambda one: (one.day, order.index(one.kind))))
