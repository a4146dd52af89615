"""Questions as the register, the inspector and the accounting show them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from townhall.domain.accounting import Accounting as Accounting
from townhall.domain.accounting import accounting_of
from townhall.domain.carry_over import is_escalated
from townhall.domain.merging import Votes, counted_votes
from townhall.domain.question_story import StepRow
from townhall.domain.question_themes import QuestionTheme, theme_of
from townhall.domain.terms import Anonymity, Outcome, Publication, QuestionState
from townhall.services.queries.carried import sponsors
from townhall.services.queries.people import names
from townhall.services.queries.publish_check import PublishCheck
from townhall.services.queries.question_filter import NO_FILTER as NO_FILTER
from townhall.services.queries.question_filter import QuestionFilter as QuestionFilter
from townhall.services.queries.question_filter import QuestionOrder as QuestionOrder
from townhall.services.queries.question_filter import ids_in_order, narrowed
from townhall.services.queries.question_steps import confirmed_by, steps_of
from townhall.services.queries.question_themes import themes
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in a list; `merged` counts the questions merged into it."""

    id: int
    text: str
    votes: int
    theme: QuestionTheme
    state: QuestionState
    outcome: Outcome
    owner: str | None
    answer_by: date | None
    audience: str | None
    source: str
    times_carried: int
    merged: int
    language: str
    declined_by: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """A question with the contract's field names; `escalated_to` are sponsors that are told."""

    id: int
    text: str
    communication_id: int | None
    original_start: datetime | None
    asked_communication_id: int | None
    asked_original_start: datetime | None
    source: str
    source_id: str
    asked_at: datetime | None
    audience: str | None
    anonymity: Anonymity
    asker: str
    votes: int
    theme: str
    language: str
    owner: str | None
    answer_by: date | None
    state: QuestionState
    outcome: Outcome
    decline_kind: str
    decline_reason: str
    declined_by: str
    decline_confirmed_by: str
    lead_id: int | None
    answer: str
    translation: str
    approved_by: str
    approved_at: datetime | None
    valid_until: date | None
    reused_from: int | None
    publication: Publication
    publication_by: str
    times_carried: int
    escalated_to: tuple[str, ...]
    follow_ups: tuple[int, ...]
    merged_ids: tuple[int, ...]
    steps: tuple[StepRow, ...]
    created_at: datetime


def question_ids(session: Session, filtered: QuestionFilter = NO_FILTER) -> list[int]:
    """Ids of the questions a list shows, in its order."""
    found = session.scalars(ids_in_order(session, filtered)).all()
    wanted = filtered.ids
    # Compared here: a database takes only so many values in one statement.
    return list(found) if wanted is None else [each for each in found if each in wanted]


def questions_counted(session: Session, filtered: QuestionFilter = NO_FILTER) -> int:
    """How many questions `filtered` lets through."""
    return session.scalar(narrowed(session, select(func.count(m.Question.id)), filtered)) or 0


def question_rows(session: Session, ids: list[int]) -> list[QuestionRow]:
    """Rows for `ids`, in that order; ids that are gone are left out. For one page of a list."""
    if not ids:
        return []
    rows = session.execute(_ROWS, {"ids": ids}).all()
    known = themes(session)
    looks = {key: theme_of(known, key) for key in {row.theme for row in rows}}
    found = {row.id: QuestionRow(**{**row._mapping, "theme": looks[row.theme]}) for row in rows}
    return [found[each] for each in ids if each in found]


def questions(session: Session, filtered: QuestionFilter = NO_FILTER) -> list[QuestionDetail]:
    """Whole questions, for an export; in the filter's order."""
    ids = question_ids(session, filtered)
    details = {}
    called = _Called(session)
    for chunk in range(0, len(ids), 500):
        part = ids[chunk : chunk + 500]
        follow_ups, merged = _follow_up_ids(session, part), _merged_ids(session, part)
        steps = steps_of(session, part)
        for stored in session.scalars(select(m.Question).where(m.Question.id.in_(part))):
            details[stored.id] = _detail(stored, called, follow_ups, merged, steps)
    return [details[each] for each in ids]


def question(session: Session, question_id: int) -> QuestionDetail:
    """One question. Raises NotFound."""
    stored = fetch(session, m.Question, question_id)
    ids = [question_id]
    return _detail(
        stored,
        _Called(session),
        _follow_up_ids(session, ids),
        _merged_ids(session, ids),
        steps_of(session, ids),
    )


def votes_together(session: Session, lead_ids: list[int]) -> dict[int, int]:
    """Votes of each question with those of what is merged into it, none counted twice."""
    table = m.Question.__table__.c
    asked: dict[int, list[Votes]] = {each: [] for each in lead_ids}
    for chunk in range(0, len(lead_ids), 500):
        part = lead_ids[chunk : chunk + 500]
        query = select(
            *(table.id, table.lead_id, table.source, table.source_id, table.votes),
            *(table.communication_id, table.original_start),
            *(table.asked_communication_id, table.asked_original_start),
        ).where(or_(table.id.in_(part), table.lead_id.in_(part)))
        for row in session.execute(query):
            for each in {row.id, row.lead_id} & asked.keys():
                asked[each].append(votes_of(row))
    return {each: counted_votes(votes) for each, votes in asked.items()}


def votes_of(stored: Any) -> Votes:
    """The votes of a question, or of a row with its columns, with where it was asked first."""
    first = (stored.asked_communication_id, stored.asked_original_start)
    event = first if first[0] is not None else (stored.communication_id, stored.original_start)
    return Votes(stored.source, stored.source_id, event, stored.votes)


def accounting(session: Session, filtered: QuestionFilter = NO_FILTER) -> Accounting:
    """Where the questions of `filtered` went; its filter on outcomes should be empty."""
    query = narrowed(session, select(m.Question.outcome, func.count()), filtered)
    return accounting_of(dict(session.execute(query.group_by(m.Question.outcome)).all()))


def _row_query() -> Select[Any]:
    table, member = m.Question.__table__.c, m.Question.__table__.alias("member")
    owner, audience = m.Person.__table__, m.Audience.__table__
    merged = select(func.count()).where(member.c.lead_id == table.id).scalar_subquery()
    return (
        select(
            *(table.id, table.text, table.votes, table.theme, table.state, table.outcome),
            *(table.answer_by, table.source, table.times_carried, table.language),
            *(table.decline_proposed_by.label("declined_by"), table.valid_until),
            owner.c.name.label("owner"),
            audience.c.name.label("audience"),
            merged.label("merged"),
        )
        .outerjoin(owner, owner.c.id == table.owner_id)
        .outerjoin(audience, audience.c.id == table.audience_id)
        .where(table.id.in_(bindparam("ids", expanding=True)))
    )


_ROWS = _row_query()


class _Called:
    """Names by id, read once for a whole list."""

    def __init__(self, session: Session) -> None:
        self.people = names(session, m.Person)
        self.audiences = names(session, m.Audience)
        self.check = PublishCheck(session)
        self._session = session
        self._sponsors: dict[int, tuple[str, ...]] = {}

    def escalated_to(self, stored: m.Question) -> tuple[str, ...]:
        """Who is told that a question went over too often; nobody where it did not."""
        if not is_escalated(stored.outcome, stored.times_carried):
            return ()
        number = stored.communication_id or 0
        if number not in self._sponsors:
            self._sponsors |= sponsors(self._session, {number})
        return self._sponsors[number]


def _merged_ids(session: Session, ids: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    query = select(m.Question.lead_id, m.Question.id).where(m.Question.lead_id.in_(ids))
    for lead, merged in session.execute(query.order_by(m.Question.id)):
        if lead is not None:
            found.setdefault(lead, []).append(merged)
    return found


def _follow_up_ids(session: Session, ids: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    query = select(m.FollowUp.question_id, m.FollowUp.id).where(m.FollowUp.question_id.in_(ids))
    for question_id, follow_up_id in session.execute(query.order_by(m.FollowUp.id)):
        if question_id is not None:
            found.setdefault(question_id, []).append(follow_up_id)
    return found


def _detail(
    stored: m.Question,
    called: _Called,
    follow_up_ids: dict[int, list[int]],
    merged: dict[int, list[int]],
    steps: dict[int, tuple[StepRow, ...]],
) -> QuestionDetail:
    taken = steps.get(stored.id, ())
    declined = stored.outcome is Outcome.DECLINED and stored.decline_proposed_by != ""
    publication = called.check.decided(stored)
    return QuestionDetail(
        id=stored.id,
        text=stored.text,
        communication_id=stored.communication_id,
        original_start=stored.original_start,
        asked_communication_id=stored.asked_communication_id,
        asked_original_start=stored.asked_original_start,
        source=stored.source,
        source_id=stored.source_id,
        asked_at=stored.asked_at,
        audience=called.audiences.get(stored.audience_id or 0),
        anonymity=stored.anonymity,
        asker=stored.asker,
        votes=stored.votes,
        theme=stored.theme,
        language=stored.language,
        owner=called.people.get(stored.owner_id or 0),
        answer_by=stored.answer_by,
        state=stored.state,
        outcome=stored.outcome,
        decline_kind=stored.decline_kind,
        decline_reason=stored.decline_reason,
        declined_by=stored.decline_proposed_by,
        decline_confirmed_by=confirmed_by(taken) if declined else "",
        lead_id=stored.lead_id,
        answer=stored.answer,
        translation=stored.translation,
        approved_by=stored.approved_by,
        approved_at=stored.approved_at,
        valid_until=stored.valid_until,
        reused_from=stored.reused_from_id,
        publication=publication,
        publication_by=stored.publication_by if publication is stored.publication else "",
        times_carried=stored.times_carried,
        escalated_to=called.escalated_to(stored),
        follow_ups=tuple(follow_up_ids.get(stored.id, ())),
        merged_ids=tuple(merged.get(stored.id, ())),
        steps=taken,
        created_at=stored.created_at,
    )
