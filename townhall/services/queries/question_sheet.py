"""One question with everything its inspector shows: merged words, promises, what was told when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.answer_validity import has_expired
from townhall.domain.calendar import Occurrence
from townhall.domain.clock import Clock
from townhall.domain.publish_check import MarkedWords
from townhall.domain.question_steps import QuestionStep, possible_steps
from townhall.domain.question_story import StepRow, StoryStep, told_once
from townhall.domain.terms import FollowUpState, Outcome, QuestionState
from townhall.domain.zones import from_utc
from townhall.services.coming_dates import date_at
from townhall.services.queries.carried import Move, moves
from townhall.services.queries.communication_details import communication
from townhall.services.queries.communications import occurrence
from townhall.services.queries.follow_ups import FollowUpDetail, follow_ups
from townhall.services.queries.publish_check import PublishCheck
from townhall.services.queries.questions import (
    QuestionDetail,
    QuestionRow,
    question,
    question_rows,
    votes_together,
)
from townhall.storage import models as m

_STORY = frozenset(StoryStep)


class MomentKind(StrEnum):
    """What happened to a question, or is planned to."""

    ASKED = "asked"
    PUT_TO = "put-to"
    APPROVED = "approved"
    CARRIED = "carried"
    STEP = "step"
    PROMISED_BY = "promised-by"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a question's life; `day` is a date in the plan's time zone.

    `subject` is a title or a name. `planned`: it is still to come. `kept` says of a promise that
    it is done. `step` is what was done of kind STEP, `move` where it went of kind
    CARRIED.
    """

    day: date
    kind: MomentKind
    subject: str
    planned: bool = False
    kept: bool = False
    step: StepRow | None = None
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """A question as its inspector shows it; `lead` is the question it was merged into.

    `votes_together` are those of the question and of what is merged into it, none counted twice.
    `marked` are the words in it that may tell who somebody is. `meeting` is the title and
    `meeting_start` the wall time of the date it is asked for.
    """

    question: QuestionDetail
    lead: QuestionRow | None
    merged: tuple[QuestionRow, ...]
    votes_together: int
    marked: tuple[MarkedWords, ...]
    follow_ups: tuple[FollowUpDetail, ...]
    meeting: str
    meeting_start: datetime | None
    moments: tuple[Moment, ...]
    today: date
    zone: str

    @property
    def declining(self) -> str:
        """Who proposed a decline that waits for a second person; empty where none does."""
        closed = self.question.state is QuestionState.CLOSED
        return "" if closed else self.question.declined_by

    @property
    def expired(self) -> bool:
        """Whether the approved answer is to be rechecked."""
        return has_expired(self.question.valid_until, self.today)

    @property
    def steps(self) -> tuple[QuestionStep, ...]:
        """What can be done next, the natural step first."""
        return possible_steps(
            self.question.state,
            self.question.outcome,
            declining=self.declining != "",
            dated=self.question.valid_until is not None,
            expired=self.expired,
        )


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
        marked=PublishCheck(session).marked(detail),
        follow_ups=promises,
        meeting=meeting,
        meeting_start=start,
        moments=_in_order(
            *_moments(detail, promises, meeting, start, today, zone),
            *_way(session, detail, zone),
        ),
        today=today,
        zone=zone,
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
) -> list[Moment]:
    asked = detail.asked_at or detail.created_at
    found = [Moment(asked.date(), MomentKind.ASKED, detail.source)]
    if start is not None:
        closed = detail.state is QuestionState.CLOSED
        held = start.date() < today or (closed and detail.outcome is Outcome.ANSWERED_LIVE)
        found.append(Moment(start.date(), MomentKind.PUT_TO, meeting, planned=not held))
    steps = told_once(step for step in detail.steps if step.step in _STORY)
    found += [
        Moment(from_utc(step.at, zone).date(), MomentKind.STEP, step.by, step=step)
        for step in steps
    ]
    kept_approvals = {StoryStep.APPROVED, StoryStep.REUSED} & {step.step for step in steps}
    if detail.approved_at is not None and not kept_approvals:
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
    return found


def _way(session: Session, detail: QuestionDetail, zone: str) -> Iterator[Moment]:
    """Where a question was asked, if it is to be answered elsewhere, and how it went there."""
    went = moves(session, detail.id)
    if went and detail.asked_communication_id is not None:
        asked = session.get_one(m.Communication, detail.asked_communication_id)
        place = date_at(asked, detail.asked_original_start)
        if place is not None and not place.cancelled and _is_elsewhere(detail, place):
            yield Moment(place.start.date(), MomentKind.PUT_TO, place.title)
    for move in went:
        yield Moment(from_utc(move.at, zone).date(), MomentKind.CARRIED, move.to_title, move=move)


def _is_elsewhere(detail: QuestionDetail, place: Occurrence) -> bool:
    asked = (detail.asked_communication_id, place.original_start)
    return asked != (detail.communication_id, detail.original_start)


def _in_order(*found: Moment) -> tuple[Moment, ...]:
    order = list(MomentKind)
    return tuple(sorted(found, key=lambda one: (one.day, order.index(one.kind))))
