"""The AI programme as lists and editors show it, with the contract's field names."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, selectinload

from townhall.domain.terms import (
    Aspect,
    CommunicationKind,
    DutyKind,
    IdeaOutcome,
    KnowledgeLevel,
    RiskClass,
    SignOff,
    Stage,
    Verdict,
)
from townhall.services.queries.people import names
from townhall.storage import models as m
from townhall.storage.base import Record, fetch

R = TypeVar("R", bound=Record)
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class ImpactDetail:
    """What an initiative changes in the work of one audience."""

    audience: str
    text: str


@dataclass(frozen=True, slots=True)
class InitiativeDetail:
    """An AI project; responsible people by name."""

    id: int
    name: str
    why: str
    benefits: str
    stage: Stage
    go_live: date | None
    risk_class: RiskClass
    development: str | None
    implementation: str | None
    monitoring: str | None
    sponsor: str | None
    change_manager: str | None
    impacts: tuple[ImpactDetail, ...]


@dataclass(frozen=True, slots=True)
class KeyMessageDetail:
    """A sentence for an audience about an initiative."""

    id: int
    text: str
    initiative: str | None
    audience: str | None
    proof_points: tuple[str, ...]
    language: str
    valid_until: date | None
    sign_off: SignOff


@dataclass(frozen=True, slots=True)
class CadenceDetail:
    """The promise to be heard of every so many weeks."""

    id: int
    initiative: str | None
    audience: str | None
    kind: CommunicationKind
    every_weeks: int


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """One step of a run-up; `offset_days` are working days from the date."""

    id: int
    communication_id: int
    original_start: datetime | None
    title: str
    owner_role: str
    offset_days: int
    done_on: date | None


@dataclass(frozen=True, slots=True)
class AspectDetail:
    """What the committee found on one aspect."""

    aspect: Aspect
    finding: str


@dataclass(frozen=True, slots=True)
class ConditionDetail:
    """What must be done before a verdict holds."""

    text: str
    owner: str | None
    due: date | None


@dataclass(frozen=True, slots=True)
class ReviewDetail:
    """An ethics-committee examination."""

    id: int
    initiative: str | None
    date: dt.date
    committee: str
    aspects: tuple[AspectDetail, ...]
    verdict: Verdict
    conditions: tuple[ConditionDetail, ...]
    next_date: dt.date | None


@dataclass(frozen=True, slots=True)
class DutyDetail:
    """What must come before go-live."""

    id: int
    initiative: str | None
    kind: DutyKind
    source: str
    due: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class IdeaDetail:
    """A proposal from staff."""

    id: int
    text: str
    initiative: str | None
    audience: str | None
    proposed_on: date | None
    outcome: IdeaOutcome
    reason: str


@dataclass(frozen=True, slots=True)
class WorkingGroupDetail:
    """Colleagues of several departments; `members` and `departments` by name."""

    id: int
    name: str
    purpose: str
    members: tuple[str, ...]
    departments: tuple[str, ...]
    communication_id: int | None


@dataclass(frozen=True, slots=True)
class TrainingDetail:
    """What an audience must learn; `completed` counts people."""

    id: int
    title: str
    initiative: str | None
    audience: str | None
    level: KnowledgeLevel
    duration_minutes: int
    required: bool
    communication_id: int | None
    completed: int


class _Called:
    """Names by id, read once for a whole list."""

    def __init__(self, session: Session) -> None:
        self._people = names(session, m.Person)
        self._audiences = names(session, m.Audience)
        self._initiatives = names(session, m.Initiative)
        rows = session.execute(select(m.Person.id, m.Person.department)).all()
        self._departments = dict(rows)

    def person(self, record_id: int | None) -> str | None:
        return self._people.get(record_id or 0)

    def audience(self, record_id: int | None) -> str | None:
        return self._audiences.get(record_id or 0)

    def initiative(self, record_id: int | None) -> str | None:
        return self._initiatives.get(record_id or 0)

    def department(self, record_id: int) -> str:
        return self._departments.get(record_id, "")


def _initiative(stored: m.Initiative, called: _Called) -> InitiativeDetail:
    return InitiativeDetail(
        id=stored.id,
        name=stored.name,
        why=stored.why,
        benefits=stored.benefits,
        stage=stored.stage,
        go_live=stored.go_live,
        risk_class=stored.risk_class,
        development=called.person(stored.development_id),
        implementation=called.person(stored.implementation_id),
        monitoring=called.person(stored.monitoring_id),
        sponsor=called.person(stored.sponsor_id),
        change_manager=called.person(stored.change_manager_id),
        impacts=tuple(
            ImpactDetail(called.audience(impact.audience_id) or "", impact.text)
            for impact in stored.impacts
        ),
    )


def _key_message(stored: m.KeyMessage, called: _Called) -> KeyMessageDetail:
    return KeyMessageDetail(
        id=stored.id,
        text=stored.text,
        initiative=called.initiative(stored.initiative_id),
        audience=called.audience(stored.audience_id),
        proof_points=tuple(stored.proof_points),
        language=stored.language,
        valid_until=stored.valid_until,
        sign_off=stored.sign_off,
    )


def _cadence(stored: m.Cadence, called: _Called) -> CadenceDetail:
    return CadenceDetail(
        id=stored.id,
        initiative=called.initiative(stored.initiative_id),
        audience=called.audience(stored.audience_id),
        kind=stored.kind,
        every_weeks=stored.every_weeks,
    )


def _task(stored: m.Task, called: _Called) -> TaskDetail:
    return TaskDetail(
        id=stored.id,
        communication_id=stored.communication_id,
        original_start=stored.original_start,
        title=stored.title,
        owner_role=stored.owner_role,
        offset_days=stored.offset_days,
        done_on=stored.done_on,
    )


def _review(stored: m.Review, called: _Called) -> ReviewDetail:
    return ReviewDetail(
        id=stored.id,
        initiative=called.initiative(stored.initiative_id),
        date=stored.date,
        committee=stored.committee,
        aspects=tuple(AspectDetail(each.aspect, each.finding) for each in stored.aspects),
        verdict=stored.verdict,
        conditions=tuple(
            ConditionDetail(each.text, called.person(each.owner_id), each.due)
            for each in stored.conditions
        ),
        next_date=stored.next_date,
    )


def _duty(stored: m.Duty, called: _Called) -> DutyDetail:
    return DutyDetail(
        id=stored.id,
        initiative=called.initiative(stored.initiative_id),
        kind=stored.kind,
        source=stored.source,
        due=stored.due,
        done_on=stored.done_on,
    )


def _idea(stored: m.Idea, called: _Called) -> IdeaDetail:
    return IdeaDetail(
        id=stored.id,
        text=stored.text,
        initiative=called.initiative(stored.initiative_id),
        audience=called.audience(stored.audience_id),
        proposed_on=stored.proposed_on,
        outcome=stored.outcome,
        reason=stored.reason,
    )


def _working_group(stored: m.WorkingGroup, called: _Called) -> WorkingGroupDetail:
    ids = [member.person_id for member in stored.members]
    departments = {called.department(each) for each in ids} - {""}
    return WorkingGroupDetail(
        id=stored.id,
        name=stored.name,
        purpose=stored.purpose,
        members=tuple(called.person(each) or "" for each in ids),
        departments=tuple(sorted(departments)),
        communication_id=stored.communication_id,
    )


def _training(stored: m.Training, called: _Called) -> TrainingDetail:
    return TrainingDetail(
        id=stored.id,
        title=stored.title,
        initiative=called.initiative(stored.initiative_id),
        audience=called.audience(stored.audience_id),
        level=stored.level,
        duration_minutes=stored.duration_minutes,
        required=stored.required,
        communication_id=stored.communication_id,
        completed=stored.completed,
    )


def _all(session: Session, model: type[R], make: Callable[[R, _Called], D]) -> list[D]:
    called = _Called(session)
    # The parts of all records in one statement for each kind of part.
    parts = [selectinload(relation.class_attribute) for relation in inspect(model).relationships]
    query = select(model).options(*parts).order_by(model.id)
    return [make(stored, called) for stored in session.scalars(query)]


def _one(session: Session, model: type[R], make: Callable[[R, _Called], D], record_id: int) -> D:
    return make(fetch(session, model, record_id), _Called(session))


def initiatives(session: Session) -> list[InitiativeDetail]:
    """All initiatives."""
    return _all(session, m.Initiative, _initiative)


def initiative(session: Session, record_id: int) -> InitiativeDetail:
    """One initiative. Raises NotFound."""
    return _one(session, m.Initiative, _initiative, record_id)


def key_messages(session: Session) -> list[KeyMessageDetail]:
    """All key messages."""
    return _all(session, m.KeyMessage, _key_message)


def key_message(session: Session, record_id: int) -> KeyMessageDetail:
    """One key message. Raises NotFound."""
    return _one(session, m.KeyMessage, _key_message, record_id)


def cadences(session: Session) -> list[CadenceDetail]:
    """All cadences."""
    return _all(session, m.Cadence, _cadence)


def cadence(session: Session, record_id: int) -> CadenceDetail:
    """One cadence. Raises NotFound."""
    return _one(session, m.Cadence, _cadence, record_id)


def tasks(session: Session) -> list[TaskDetail]:
    """All run-up tasks."""
    return _all(session, m.Task, _task)


def task(session: Session, record_id: int) -> TaskDetail:
    """One run-up task. Raises NotFound."""
    return _one(session, m.Task, _task, record_id)


def reviews(session: Session) -> list[ReviewDetail]:
    """All ethics reviews."""
    return _all(session, m.Review, _review)


def review(session: Session, record_id: int) -> ReviewDetail:
    """One ethics review. Raises NotFound."""
    return _one(session, m.Review, _review, record_id)


def duties(session: Session) -> list[DutyDetail]:
    """All duties."""
    return _all(session, m.Duty, _duty)


def duty(session: Session, record_id: int) -> DutyDetail:
    """One duty. Raises NotFound."""
    return _one(session, m.Duty, _duty, record_id)


def ideas(session: Session) -> list[IdeaDetail]:
    """All ideas."""
    return _all(session, m.Idea, _idea)


def idea(session: Session, record_id: int) -> IdeaDetail:
    """One idea. Raises NotFound."""
    return _one(session, m.Idea, _idea, record_id)


def working_groups(session: Session) -> list[WorkingGroupDetail]:
    """All working groups."""
    return _all(session, m.WorkingGroup, _working_group)


def working_group(session: Session, record_id: int) -> WorkingGroupDetail:
    """One working group. Raises NotFound."""
    return _one(session, m.WorkingGroup, _working_group, record_id)


def trainings(session: Session) -> list[TrainingDetail]:
    """All trainings."""
    return _all(session, m.Training, _training)


def training(session: Session, record_id: int) -> TrainingDetail:
    """One training. Raises NotFound."""
    return _one(session, m.Training, _training, record_id)
