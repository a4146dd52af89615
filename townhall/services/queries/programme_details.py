"""What editors and lists show of the AI programme, with the contract's field names."""

import datetime as dt
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.sign_off import ChangedText
from townhall.domain.terms import (
    Aspect,
    DutyKind,
    IdeaOutcome,
    KnowledgeLevel,
    RiskClass,
    SignOff,
    Stage,
    Verdict,
)
from townhall.services.queries.people import names
from townhall.services.sign_off import changes_since
from townhall.storage import models as m


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
    signed_by: str
    signed_at: datetime | None
    changed_since_approval: tuple[ChangedText, ...]


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


class Called:
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


def initiative_detail(stored: m.Initiative, called: Called) -> InitiativeDetail:
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


def key_message_detail(stored: m.KeyMessage, called: Called) -> KeyMessageDetail:
    return KeyMessageDetail(
        id=stored.id,
        text=stored.text,
        initiative=called.initiative(stored.initiative_id),
        audience=called.audience(stored.audience_id),
        proof_points=tuple(stored.proof_points),
        language=stored.language,
        valid_until=stored.valid_until,
        sign_off=stored.sign_off,
        signed_by=stored.signed_by,
        signed_at=stored.signed_at,
        changed_since_approval=changes_since(stored),
    )


def review_detail(stored: m.Review, called: Called) -> ReviewDetail:
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


def duty_detail(stored: m.Duty, called: Called) -> DutyDetail:
    return DutyDetail(
        id=stored.id,
        initiative=called.initiative(stored.initiative_id),
        kind=stored.kind,
        source=stored.source,
        due=stored.due,
        done_on=stored.done_on,
    )


def idea_detail(stored: m.Idea, called: Called) -> IdeaDetail:
    return IdeaDetail(
        id=stored.id,
        text=stored.text,
        initiative=called.initiative(stored.initiative_id),
        audience=called.audience(stored.audience_id),
        proposed_on=stored.proposed_on,
        outcome=stored.outcome,
        reason=stored.reason,
    )


def working_group_detail(stored: m.WorkingGroup, called: Called) -> WorkingGroupDetail:
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


def training_detail(stored: m.Training, called: Called) -> TrainingDetail:
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
