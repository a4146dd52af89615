"""The register of questions as one screen reads it: ids, accounting, and what to filter by."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.terms import CommunicationKind, CommunicationStatus, QuestionState
from townhall.services.queries.communications import OccurrenceFilter, occurrences
from townhall.services.queries.people import AudienceDetail, audiences, names
from townhall.services.queries.question_themes import ThemeRow, themes
from townhall.services.queries.questions import (
    Accounting,
    QuestionFilter,
    accounting,
    question_ids,
    questions_counted,
)
from townhall.storage import models as m

_ASKED_AT = (CommunicationKind.TOWN_HALL, CommunicationKind.DROP_IN)

DAYS_BACK, DAYS_AHEAD = 92, 183
"""Around today, the dates a question can be put with from a list."""


@dataclass(frozen=True, slots=True)
class Register:
    """What the list shows: `ids` in order, and the accounting of the same filter.

    `accounting` and `asked`, counted apart from each other, are of all outcomes: a list without
    merged questions still accounts for them, and that of an event for what was asked there.
    `all_asked` and `all_open` are of the whole plan.
    """

    ids: list[int]
    accounting: Accounting
    asked: int
    all_asked: int
    all_open: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A date a question can be asked for; `original_start` is None where it is held once.

    `start` is wall time in the plan's zone. `collects`: it is a meeting at which staff ask.
    """

    communication_id: int
    original_start: datetime | None
    title: str
    start: datetime
    collects: bool


@dataclass(frozen=True, slots=True)
class QuestionChoices:
    """What a question can be given or a list filtered by.

    `communications` are (id, title) of those with questions or ahead, newest first; `people` are
    (id, name, department).
    """

    communications: tuple[tuple[int, str], ...]
    meetings: tuple[Meeting, ...]
    audiences: tuple[AudienceDetail, ...]
    people: tuple[tuple[int, str, str], ...]
    themes: tuple[ThemeRow, ...]
    time_zone: str


def question_register(session: Session, filtered: QuestionFilter) -> Register:
    """Ids and accounting for `filtered`; an audience includes the audiences that are part of it."""
    filtered = replace(filtered, audience_ids=with_parts(session, filtered.audience_ids))
    whole = accounted_for(filtered)
    return Register(
        ids=question_ids(session, filtered),
        accounting=accounting(session, whole),
        asked=questions_counted(session, whole),
        all_asked=questions_counted(session),
        all_open=open_questions(session),
    )


def accounted_for(filtered: QuestionFilter) -> QuestionFilter:
    """All that a list with this filter accounts for, whatever became of it.

    Of an event that is what was asked there, wherever it is answered by now.
    """
    asked_at = filtered.asked_at
    if filtered.communication_id is not None:
        asked_at = (filtered.communication_id, filtered.original_start)
    return QuestionFilter(
        text=filtered.text,
        asked_at=asked_at,
        themes=filtered.themes,
        audience_ids=filtered.audience_ids,
        owner_ids=filtered.owner_ids,
        sources=filtered.sources,
        asked=filtered.asked,
        owner_named=filtered.owner_named,
        added=filtered.added,
    )


def open_questions(session: Session) -> int:
    """How many questions are not closed: the number in the rail."""
    open_ = select(func.count()).where(m.Question.state != QuestionState.CLOSED)
    return session.scalar(open_) or 0


def with_parts(session: Session, audience_ids: frozenset[int]) -> frozenset[int]:
    """`audience_ids` and those of all audiences below them."""
    if not audience_ids:
        return audience_ids
    parents = session.execute(select(m.Audience.id, m.Audience.parent_id)).all()
    found = set(audience_ids)
    while True:
        more = {child for child, parent in parents if parent in found} - found
        if not more:
            return frozenset(found)
        found |= more


def question_choices(session: Session, clock: Clock) -> QuestionChoices:
    """What questions can be filtered by and given; dates from three months ago to half a year."""
    zone = session.get_one(m.Plan, 1).time_zone
    today = clock.today(zone)
    rows = occurrences(
        session,
        today - timedelta(days=DAYS_BACK),
        today + timedelta(days=DAYS_AHEAD),
        zone,
        OccurrenceFilter(statuses=frozenset(CommunicationStatus) - {CommunicationStatus.CANCELLED}),
    )
    meetings = tuple(
        Meeting(
            row.communication_id,
            row.original_start if row.recurring else None,
            row.title,
            row.shown_start,
            row.kind in _ASKED_AT,
        )
        for row in rows
    )
    asked_for = set(session.scalars(select(m.Question.communication_id).distinct()))
    wanted = asked_for | {meeting.communication_id for meeting in meetings}
    communications = session.execute(
        select(m.Communication.id, m.Communication.title).order_by(m.Communication.start.desc())
    )
    people = session.execute(
        select(m.Person.id, m.Person.name, m.Person.department).order_by(m.Person.name, m.Person.id)
    )
    return QuestionChoices(
        communications=tuple((id_, title) for id_, title in communications if id_ in wanted),
        meetings=meetings,
        audiences=tuple(audiences(session)),
        people=tuple((id_, name, department) for id_, name, department in people),
        themes=themes(session),
        time_zone=zone,
    )


def audience_names(session: Session) -> frozenset[str]:
    """The names of all audiences in lower case, as an import compares them."""
    return frozenset(name.casefold() for name in names(session, m.Audience).values())
