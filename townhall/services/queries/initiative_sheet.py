"""One initiative with everything the plan knows of it, and the rows of their list."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.terms import RiskClass, Stage
from townhall.services.queries import programme
from townhall.services.queries.cadence import CadenceDetail, cadences
from townhall.services.queries.communications import (
    OccurrenceFilter,
    OccurrenceRow,
    occurrences,
)
from townhall.services.queries.people import AudienceDetail, audiences
from townhall.services.queries.plans import plan_detail
from townhall.services.queries.programme_details import (
    DutyDetail,
    InitiativeDetail,
    KeyMessageDetail,
    ReviewDetail,
    TrainingDetail,
    WorkingGroupDetail,
)
from townhall.storage import models as m


class _About(Protocol):
    @property
    def initiative(self) -> str | None: ...


D = TypeVar("D", bound=_About)

_BACK = timedelta(days=120)
_AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative in a list; `vacant` counts responsible roles without a person."""

    id: int
    name: str
    why: str
    stage: Stage
    risk_class: RiskClass
    go_live: date | None
    change_manager: str
    audiences: int
    vacant: int


@dataclass(frozen=True, slots=True)
class InitiativeSheet:
    """One initiative as its page shows it.

    `told` are its dates from four months back to three months ahead, in the plan's time zone, in
    which it is `today`. `people` are (name, department).
    """

    today: date
    time_zone: str

    detail: InitiativeDetail
    messages: tuple[KeyMessageDetail, ...]
    reviews: tuple[ReviewDetail, ...]
    duties: tuple[DutyDetail, ...]
    trainings: tuple[TrainingDetail, ...]
    groups: tuple[WorkingGroupDetail, ...]
    cadences: tuple[CadenceDetail, ...]
    told: tuple[OccurrenceRow, ...]
    audiences: tuple[AudienceDetail, ...]
    people: tuple[tuple[str, str], ...]


def initiative_rows(session: Session) -> list[InitiativeRow]:
    """All initiatives, by name."""
    told = dict(
        session.execute(
            select(m.Impact.initiative_id, func.count(m.Impact.audience_id.distinct())).group_by(
                m.Impact.initiative_id
            )
        ).all()
    )
    rows = [
        InitiativeRow(
            id=each.id,
            name=each.name,
            why=each.why,
            stage=each.stage,
            risk_class=each.risk_class,
            go_live=each.go_live,
            change_manager=each.change_manager or "",
            audiences=told.get(each.id, 0),
            vacant=sum(
                person is None
                for person in (
                    each.development,
                    each.implementation,
                    each.monitoring,
                    each.sponsor,
                    each.change_manager,
                )
            ),
        )
        for each in programme.initiatives(session)
    ]
    return sorted(rows, key=lambda row: row.name.casefold())


def initiative_sheet(session: Session, initiative_id: int, *, clock: Clock) -> InitiativeSheet:
    """One initiative with what belongs to it. Raises NotFound."""
    detail = programme.initiative(session, initiative_id)
    people = session.execute(select(m.Person.name, m.Person.department).order_by(m.Person.name))
    filtered = OccurrenceFilter(initiative_ids=frozenset({initiative_id}))
    zone = plan_detail(session).time_zone
    today = clock.today(zone)
    told = occurrences(session, today - _BACK, today + _AHEAD, zone, filtered)
    return InitiativeSheet(
        today=today,
        time_zone=zone,
        detail=detail,
        messages=tuple(_of(programme.key_messages(session), detail.name)),
        reviews=tuple(
            sorted(_of(programme.reviews(session), detail.name), key=lambda each: each.date)
        ),
        duties=tuple(_of(programme.duties(session), detail.name)),
        trainings=tuple(_of(programme.trainings(session), detail.name)),
        groups=_groups(session, initiative_id),
        cadences=tuple(_of(cadences(session, clock=clock), detail.name)),
        told=tuple(told),
        audiences=tuple(audiences(session)),
        people=tuple(people),
    )


def initiative_of_message(session: Session, message_id: int) -> int | None:
    """The initiative that a key message is about; None when it is about none."""
    return session.scalar(select(m.KeyMessage.initiative_id).where(m.KeyMessage.id == message_id))


def _of(details: list[D], name: str) -> list[D]:
    return [each for each in details if each.initiative == name]


def _groups(session: Session, initiative_id: int) -> tuple[WorkingGroupDetail, ...]:
    """Working groups whose meetings are about the initiative."""
    about = set(
        session.scalars(
            select(m.CommunicationInitiative.communication_id).where(
                m.CommunicationInitiative.initiative_id == initiative_id
            )
        )
    )
    return tuple(
        each for each in programme.working_groups(session) if each.communication_id in about
    )
