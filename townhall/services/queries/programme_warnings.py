"""Warnings that the programme around the dates gives: who hears nothing, what is not done."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from townhall.domain import programme_warnings as tell
from townhall.domain.audience_nesting import reaches
from townhall.domain.clock import Clock
from townhall.domain.terms import (
    CommunicationStatus,
    FollowUpState,
    Outcome,
    QuestionState,
    RiskClass,
    Stage,
    Verdict,
)
from townhall.domain.warnings import PlanWarning
from townhall.domain.zones import from_utc
from townhall.services.queries.cadence import cadences
from townhall.services.queries.carried import carried_warnings
from townhall.services.queries.communications import OccurrenceFilter, occurrences
from townhall.services.queries.people import names
from townhall.storage import models as m

_OPEN = (Outcome.OPEN, Outcome.CARRIED_OVER)
_PROMISED = (FollowUpState.OPEN, FollowUpState.IN_PROGRESS)
_APPROVED = (Verdict.APPROVED, Verdict.APPROVED_WITH_CONDITIONS)
_UNHEARD = (CommunicationStatus.IDEA, CommunicationStatus.CANCELLED)


def programme_warnings(session: Session, today: date, *, clock: Clock) -> Iterator[PlanWarning]:
    """Warnings of silence, training, reviews, duties, follow-ups and questions."""
    yield from _silences(session, today, clock)
    yield from _unreached(session, today)
    yield from _trainings(session, today)
    yield from _reviews(session, today)
    yield from _duties(session, today)
    yield from _follow_ups(session, today)
    yield from _late_answers(session, today)
    yield from _open_questions(session, today)
    yield from carried_warnings(session, today, clock=clock)


def _silences(session: Session, today: date, clock: Clock) -> Iterator[PlanWarning]:
    retired = set(
        session.scalars(select(m.Initiative.name).where(m.Initiative.stage == Stage.RETIRED))
    )
    for each in cadences(session, clock=clock):
        if each.initiative in retired:
            continue
        silence = tell.Silence(
            cadence_id=each.id,
            audience=each.audience,
            initiative=each.initiative,
            kind=each.kind,
            every_weeks=each.every_weeks,
            state=each.state,
            last_reached=each.last_reached,
            days_silent=each.days_silent,
            due_on=each.due_on,
            next_planned=each.next_planned,
            not_approved=each.not_approved,
        )
        found = tell.silence_warning(silence, today)
        if found is not None:
            yield found


def _unreached(session: Session, today: date) -> Iterator[PlanWarning]:
    """Affected audiences of initiatives for which nothing is, or was, planned."""
    about, meant, told = m.CommunicationInitiative, m.CommunicationAudience, m.Communication
    spoken = session.execute(
        select(about.initiative_id, meant.audience_id)
        .join(meant, meant.communication_id == about.communication_id)
        .join(told, told.id == about.communication_id)
        .where(told.status.not_in(_UNHEARD))
        .distinct()
    )
    named: dict[int, set[int]] = {}
    for initiative_id, audience_id in spoken:
        named.setdefault(initiative_id, set()).add(audience_id)
    parents = dict(session.execute(select(m.Audience.id, m.Audience.parent_id)).all())
    plan = session.get_one(m.Plan, 1)
    since = from_utc(plan.created_at, plan.time_zone).date()
    called = names(session, m.Audience)
    rows = session.execute(
        select(m.Initiative.id, m.Initiative.name, m.Impact.audience_id)
        .join(m.Impact, m.Impact.initiative_id == m.Initiative.id)
        .where(m.Initiative.stage != Stage.RETIRED)
        .order_by(m.Initiative.id, m.Impact.id)
    )
    for initiative_id, initiative, audience_id in rows:
        if not reaches(named.get(initiative_id, ()), audience_id, parents):
            audience = called[audience_id]
            yield tell.unreached_warning(
                initiative_id, initiative, audience, today=today, since=min(since, today)
            )


def _trainings(session: Session, today: date) -> Iterator[PlanWarning]:
    rows = session.execute(
        select(m.Training, m.Initiative.name, m.Initiative.go_live, m.Audience)
        .join(m.Initiative, m.Initiative.id == m.Training.initiative_id)
        .join(m.Audience, m.Audience.id == m.Training.audience_id)
        .where(
            m.Training.required,
            m.Training.completed < m.Audience.headcount,
            m.Initiative.stage != Stage.RETIRED,
            m.Initiative.go_live <= today + tell.TRAINING_AHEAD,
        )
        .order_by(m.Training.id)
    )
    for training, initiative, go_live, audience in rows:
        missing = audience.headcount - training.completed
        if go_live is not None and training.initiative_id is not None:
            yield tell.training_warning(
                training.id,
                training.initiative_id,
                training.title,
                audience.name,
                initiative,
                (missing, audience.headcount),
                go_live,
                today,
            )


def _reviews(session: Session, today: date) -> Iterator[PlanWarning]:
    called = names(session, m.Initiative)
    stored = list(session.scalars(select(m.Review).order_by(m.Review.date, m.Review.id)))
    approved = {each.initiative_id for each in stored if each.verdict in _APPROVED}
    query = select(m.Initiative).where(
        m.Initiative.stage != Stage.RETIRED,
        m.Initiative.risk_class == RiskClass.HIGH,
        m.Initiative.go_live <= today + tell.REVIEW_AHEAD,
    )
    for initiative in session.scalars(query.order_by(m.Initiative.id)):
        if initiative.id not in approved and initiative.go_live is not None:
            yield tell.review_warning(
                initiative.id, initiative.name, initiative.risk_class, initiative.go_live, today
            )
    latest = {each.initiative_id: each for each in stored}
    for review in latest.values():
        if review.next_date is not None and review.next_date < today:
            yield tell.repeat_review_warning(
                review.id,
                review.initiative_id,
                called[review.initiative_id],
                review.next_date,
                today,
            )


def _duties(session: Session, today: date) -> Iterator[PlanWarning]:
    called = names(session, m.Initiative)
    query = select(m.Duty).where(m.Duty.done_on.is_(None), m.Duty.due <= today + tell.DUTY_AHEAD)
    for duty in session.scalars(query.order_by(m.Duty.due, m.Duty.id)):
        if duty.due is not None:
            yield tell.duty_warning(
                duty.id,
                duty.initiative_id,
                duty.kind,
                called[duty.initiative_id],
                duty.due,
                today,
            )


def _follow_ups(session: Session, today: date) -> Iterator[PlanWarning]:
    owners = names(session, m.Person)
    query = select(m.FollowUp).where(m.FollowUp.state.in_(_PROMISED), m.FollowUp.due < today)
    for promise in session.scalars(query.order_by(m.FollowUp.due, m.FollowUp.id)):
        if promise.due is not None:
            owner = owners.get(promise.owner_id or 0)
            yield tell.follow_up_warning(promise.id, promise.promised, owner, promise.due, today)


def _late_answers(session: Session, today: date) -> Iterator[PlanWarning]:
    owners = names(session, m.Person)
    table = m.Question
    query = select(table.id, table.text, table.owner_id, table.answer_by, table.state).where(
        *_unanswered(), table.answer_by < today
    )
    for id_, text, owner_id, answer_by, state in session.execute(query.order_by(table.answer_by)):
        if answer_by is not None:
            yield tell.late_answer_warning(
                id_,
                text,
                owners.get(owner_id or 0),
                answer_by,
                today,
                written=state is QuestionState.DRAFTED,
            )


def _open_questions(session: Session, today: date) -> Iterator[PlanWarning]:
    """Questions for dates of the coming days; what names no date belongs to the next one."""
    table = m.Question
    counts: dict[int, dict[object, int]] = {}
    for communication_id, original_start, count in session.execute(
        select(table.communication_id, table.original_start, func.count())
        .where(*_unanswered(), table.communication_id.is_not(None))
        .group_by(table.communication_id, table.original_start)
    ):
        counts.setdefault(communication_id or 0, {})[original_start] = count
    if not counts:
        return
    zone = session.get_one(m.Plan, 1).time_zone
    asked = OccurrenceFilter(communication_ids=frozenset(counts))
    for row in occurrences(session, today, today + tell.QUESTIONS_AHEAD, zone, asked):
        if row.status is CommunicationStatus.CANCELLED:
            continue
        own = counts[row.communication_id]
        count = own.pop(row.original_start, 0) + own.pop(None, 0)
        if count:
            yield tell.open_questions_warning(
                (row.communication_id, row.original_start),
                row.title,
                row.shown_start.date(),
                count,
                today,
                recurring=row.recurring,
            )


def _unanswered() -> tuple[ColumnElement[bool], ...]:
    """Open questions without an approved answer; merged ones are answered with their lead."""
    return (
        m.Question.outcome.in_(_OPEN),
        m.Question.lead_id.is_(None),
        or_(m.Question.state != QuestionState.APPROVED, m.Question.answer == ""),
    )
