"""What a list of questions is narrowed to and how it is sorted, as conditions of the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from townhall.domain.carry_over import ESCALATED_AFTER
from townhall.domain.names import same_name
from townhall.domain.question_marks import QuestionMark
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.queries.publish_check import to_decide
from townhall.storage import models as m
from townhall.storage.search import matching_questions, question_ranks


class QuestionOrder(StrEnum):
    """How a list of questions is sorted; the best match is that of a search."""

    MATCH = "match"
    VOTES = "votes"
    NEWEST = "newest"
    ANSWER_BY = "answer-by"
    OWNER = "owner"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """What a list of questions shows; an empty part lets everything through.

    `communication_id` and `original_start` say where they are to be answered, `asked_at` where they
    were asked first: a communication, and one of its dates or None for all.
    `text` is found in a question's words and answer, and in those of what was merged into it.
    `asked` keeps those asked from the first day to the last, `owner_named` those of the person
    with that name or address. `overdue_on` keeps those open past their answer-by date on that day;
    `unassigned` those open without an owner; `recheck_on` those whose approved answer was valid
    until before that day; `decline_waits` those open with a decline that a second person has to
    agree with; `escalated` those open and carried over too often; `to_publish` those with personal
    data in them that nobody has decided about. `added` keeps ids from the
    first to the last, as one import gives them. `ids` keeps a list or an export to these; the
    accounting does not look at it.
    """

    text: str = ""
    communication_id: int | None = None
    original_start: datetime | None = None
    asked_at: tuple[int, datetime | None] | None = None
    states: frozenset[QuestionState] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    themes: frozenset[str] = frozenset()
    audience_ids: frozenset[int] = frozenset()
    owner_ids: frozenset[int] = frozenset()
    sources: frozenset[str] = frozenset()
    asked: tuple[date, date] | None = None
    owner_named: str = ""
    hide_merged: bool = False
    unassigned: bool = False
    overdue_on: date | None = None
    recheck_on: date | None = None
    decline_waits: bool = False
    escalated: bool = False
    to_publish: bool = False
    added: tuple[int, int] | None = None
    ids: frozenset[int] | None = None
    order: QuestionOrder = QuestionOrder.VOTES


NO_FILTER = QuestionFilter()


def with_marks(
    filtered: QuestionFilter, marks: Collection[QuestionMark], today: date, mine: str
) -> QuestionFilter:
    """`filtered`, and all of `marks` on `today`; `mine` is the name whose own questions are."""
    return replace(
        filtered,
        owner_named=mine if QuestionMark.MINE in marks else "",
        overdue_on=today if QuestionMark.OVERDUE in marks else None,
        unassigned=QuestionMark.UNASSIGNED in marks,
        escalated=QuestionMark.ESCALATED in marks,
        decline_waits=QuestionMark.DECLINE_WAITS in marks,
        recheck_on=today if QuestionMark.RECHECK in marks else None,
        to_publish=QuestionMark.PERSONAL_DATA in marks,
    )


_Query = TypeVar("_Query", bound="Select[*tuple[Any, ...]]")
Condition = ColumnElement[bool]


def narrowed(session: Session, query: _Query, filtered: QuestionFilter) -> _Query:
    """`query` on questions, with only what `filtered` lets through; not its `ids`."""
    return query.where(*conditions(session, filtered).values())


def conditions(session: Session, filtered: QuestionFilter) -> dict[str, Condition]:
    """One condition for each part of `filtered` that is set, by the part's name."""
    table = m.Question.__table__.c
    found: dict[str, Condition] = {}
    if filtered.text.strip():
        found["text"] = _holds(session, filtered.text)
    if filtered.communication_id is not None:
        found["communication_id"] = table.communication_id == filtered.communication_id
    if filtered.original_start is not None:
        found["original_start"] = table.original_start == filtered.original_start
    if filtered.asked_at is not None:
        found["asked_at"] = asked_first_at(*filtered.asked_at)
    wanted: Mapping[str, tuple[ColumnElement[Any], frozenset[Any]]] = {
        "states": (table.state, filtered.states),
        "outcomes": (table.outcome, filtered.outcomes),
        "themes": (table.theme, filtered.themes),
        "audience_ids": (table.audience_id, filtered.audience_ids),
        "owner_ids": (table.owner_id, filtered.owner_ids),
        "sources": (table.source, filtered.sources),
    }
    found |= {name: column.in_(values) for name, (column, values) in wanted.items() if values}
    if filtered.asked is not None:
        found["asked"] = asked_between(*filtered.asked)
    if filtered.owner_named:
        found["owner_named"] = owned_by(session, filtered.owner_named)
    if filtered.added is not None:
        found["added"] = table.id.between(*filtered.added)
    if filtered.hide_merged:
        found["hide_merged"] = table.outcome != Outcome.MERGED
    if filtered.unassigned:
        found["unassigned"] = unassigned()
    if filtered.overdue_on is not None:
        found["overdue_on"] = overdue(filtered.overdue_on)
    if filtered.recheck_on is not None:
        found["recheck_on"] = to_recheck(filtered.recheck_on)
    if filtered.decline_waits:
        found["decline_waits"] = waiting_decline()
    if filtered.escalated:
        found["escalated"] = escalated()
    if filtered.to_publish:
        found["to_publish"] = table.id.in_(to_decide(session))
    return found


def _holds(session: Session, words: str) -> Condition:
    """That a question, or one that was merged into it, holds all words."""
    table, member = m.Question.__table__.c, m.Question.__table__
    own = matching_questions(session, words)
    leads = select(member.c.lead_id).where(member.c.lead_id.is_not(None), own)
    return or_(own, table.id.in_(leads.correlate(None)))


def _open() -> Condition:
    return m.Question.__table__.c.state != QuestionState.CLOSED


def asked_first_at(communication_id: int, original_start: datetime | None) -> Condition:
    """Asked at a communication, or at one of its dates, wherever it is to be answered by now."""
    table = m.Question.__table__.c
    found = table.asked_communication_id == communication_id
    return (
        found if original_start is None else found & (table.asked_original_start == original_start)
    )


def asked_between(first: date, last: date) -> Condition:
    """Asked from `first` to `last`, both included; where that is not known, entered then."""
    table = m.Question.__table__.c
    begin, end = datetime.combine(first, time()), datetime.combine(last + timedelta(1), time())
    asked = func.coalesce(table.asked_at, table.created_at, type_=table.asked_at.type)
    return (asked >= begin) & (asked < end)


def owned_by(session: Session, name: str) -> Condition:
    """Owned by whoever is called `name` or has that address."""
    wanted = same_name(name)
    people = session.execute(select(m.Person.id, m.Person.name, m.Person.email))
    ids = [row[0] for row in people if wanted in (same_name(row[1]), same_name(row[2]))]
    return m.Question.__table__.c.owner_id.in_(ids)


def unassigned() -> Condition:
    """Open, and nobody's."""
    return m.Question.__table__.c.owner_id.is_(None) & _open()


def overdue(today: date) -> Condition:
    """Open, and to be answered before `today`."""
    return (m.Question.__table__.c.answer_by < today) & _open()


def to_recheck(today: date) -> Condition:
    """With an approved answer that was valid until before `today`."""
    table = m.Question.__table__.c
    return (table.valid_until < today) & table.approved_at.is_not(None)


def waiting_decline() -> Condition:
    """Open, with a decline that a second person has to agree with."""
    return (m.Question.__table__.c.decline_proposed_by != "") & _open()


def escalated() -> Condition:
    """Open, and carried over so often that its sponsor is to know."""
    return (m.Question.__table__.c.times_carried >= ESCALATED_AFTER) & _open()


def ids_in_order(session: Session, filtered: QuestionFilter, *, newest: int = 0) -> Select[Any]:
    """The ids of `filtered` in its order; of two alike the one entered first comes first.

    By state the new ones come first; by owner those that are nobody's come last; without a search
    the best match is what has most votes. With `newest` only so many of the newest hits of a
    search are looked at.
    """
    # Plain columns of the table: mapped ones would cost as much again for a long list.
    table = m.Question.__table__.c
    query, wanted = select(table.id), conditions(session, filtered)
    if filtered.order is QuestionOrder.MATCH or newest:
        ranks = question_ranks(session, filtered.text, newest=newest)
        if ranks is not None:
            wanted.pop("text", None)
            query = query.join(ranks, ranks.c.id == table.id).order_by(ranks.c.rank)
    return query.where(*wanted.values()).order_by(*_by(filtered.order), table.id)


def _by(order: QuestionOrder) -> tuple[ColumnElement[Any], ...]:
    table, person = m.Question.__table__.c, m.Person.__table__.c
    match order:
        case QuestionOrder.VOTES | QuestionOrder.MATCH:
            return (table.votes.desc(),)
        case QuestionOrder.NEWEST:
            return (table.id.desc(),)
        case QuestionOrder.ANSWER_BY:
            return table.answer_by.is_(None), table.answer_by
        case QuestionOrder.OWNER:
            name = select(func.lower(person.name)).where(person.id == table.owner_id)
            return table.owner_id.is_(None), name.scalar_subquery()
        case QuestionOrder.STATE:
            places = {state: place for place, state in enumerate(QuestionState)}
            return case(places, value=table.state), table.outcome, table.votes.desc()
