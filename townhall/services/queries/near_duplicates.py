"""Questions that ask the same: of one event together, and what was asked before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import overload

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.asked_before import PromiseState
from townhall.domain.duplicate_batch import (
    WHOLE_PLAN,
    AlikeGroup,
    Asked,
    Batch,
    Scope,
    find_groups,
)
from townhall.domain.duplicate_groups import Apart, Likely
from townhall.domain.near_duplicates import DEFAULT_THRESHOLD, likeness
from townhall.domain.question_words import beginning, name_stems, question_words
from townhall.domain.terms import FollowUpState, Outcome, QuestionState
from townhall.domain.zones import from_utc
from townhall.storage import models as m
from townhall.storage.base import fetch
from townhall.storage.search import questions_with_any

_CANDIDATES = 60
"""Questions that full text proposes for one; more would only be less alike."""
_CLOSED = (Outcome.ANSWERED_LIVE, Outcome.ANSWERED_IN_WRITING)
_UNFINISHED = (Outcome.OPEN, Outcome.CARRIED_OVER)


@dataclass(frozen=True, slots=True)
class SimilarQuestion:
    """A question asked before. `event` is the title of what it was asked for, `asked` the day.

    `answered` is the day it was answered on, where that is known. `different`: somebody found the
    two to be different questions.
    """

    id: int
    text: str
    score: int
    event: str
    communication_id: int | None
    state: QuestionState
    outcome: Outcome
    asked: date
    answered: date | None
    promise: PromiseState
    different: bool = False


@dataclass(frozen=True, slots=True)
class DuplicateMember:
    """A question that is like the lead of its group, and how much (0 to 100).

    `different`: somebody found it to be another question.
    """

    id: int
    score: int
    text: str
    different: bool = False


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Questions of one event that are alike, and those of earlier events that are.

    The `lead` has most merged into it, else an answer, else most votes. Without members only
    `asked_before` says something.
    """

    lead: int
    text: str
    members: tuple[DuplicateMember, ...]
    asked_before: tuple[SimilarQuestion, ...]


def similar_questions(
    session: Session,
    text: str,
    *,
    limit: int = 3,
    leave_out: int | None = None,
    threshold: float = DEFAULT_THRESHOLD,
) -> list[SimilarQuestion]:
    """The questions most like `text`, best first; one that was merged stands for its lead.

    `leave_out` is the question whose text it is. What was found to be different from it, or for a
    new one from a question with the same words, is not suggested again.
    """
    names = names_that_tell(session)
    words = question_words(text, names)
    wanted = list(dict.fromkeys(beginning(each) for each in words.words))[:8]
    found = questions_with_any(session, wanted, limit=_CANDIDATES)
    table = m.Question.__table__.c
    best: dict[int, int] = {}
    said: set[int] = set()
    for row in session.execute(
        select(table.id, table.lead_id, table.text).where(table.id.in_(found))
    ):
        other = question_words(row.text, names)
        if other.key == words.key:
            said.add(row.id)
        score = int(likeness(words, other))
        lead = row.lead_id or row.id
        if score >= threshold and leave_out not in (lead, row.id):
            best[lead] = max(score, best.get(lead, 0))
    if leave_out is not None:
        different = set(apart(session, [leave_out]).get(leave_out, ()))
    else:
        marked = apart(session, said)
        different = {other for each in said for other in marked.get(each, ())} - said
    order = sorted(best.keys() - different, key=lambda each: (-best[each], -each))[:limit]
    return described(session, [Likely(each, best[each]) for each in order])


def duplicate_groups(
    session: Session,
    communication_id: int | None = None,
    *,
    threshold: float = DEFAULT_THRESHOLD,
    different_too: bool = False,
) -> list[DuplicateGroup]:
    """Groups of questions that are alike, of one communication or of the whole plan.

    A group never mixes events: what earlier ones were asked stands in `asked_before`. What is
    merged, and what ended in another way, is no member. `different_too`: also what somebody found
    to be different, marked so. Raises NotFound.
    """
    batch = question_batch(session)
    scope = scope_of(session, communication_id)
    groups = find_groups(batch, scope, threshold=threshold, different_too=different_too)
    return described_groups(session, batch, groups)


def scope_of(session: Session, communication_id: int | None) -> Scope:
    """The groups of one communication, or all. Raises NotFound."""
    if communication_id is None:
        return WHOLE_PLAN
    fetch(session, m.Communication, communication_id)
    return Scope(communication_id)


@overload
def question_batch(session: Session) -> Batch: ...


@overload
def question_batch(session: Session, *, most: int | None) -> Batch | None: ...


def question_batch(session: Session, *, most: int | None = None) -> Batch | None:
    """Everything the search for near-duplicates needs, so that it can run beside the database.

    None where the plan has more than `most` questions.
    """
    table = m.Question.__table__.c
    if most is not None and (session.scalar(select(func.count(table.id))) or 0) > most:
        return None
    rows = session.execute(
        select(
            *(table.id, table.text, table.communication_id, table.original_start),
            *(table.lead_id, table.outcome, table.votes, table.answer),
            *(table.asked_at, table.created_at),
        ).order_by(table.id)
    )
    return Batch(
        asked=tuple(
            Asked(
                id=row.id,
                text=row.text,
                event=(row.communication_id, row.original_start),
                asked=(row.asked_at or row.created_at).replace(tzinfo=None),
                lead_id=row.lead_id,
                votes=row.votes,
                open_=row.outcome in _UNFINISHED,
                answered=bool(row.answer),
            )
            for row in rows
        ),
        names=names_that_tell(session),
        apart=apart(session),
    )


def apart(session: Session, of: Iterable[int] | None = None) -> Apart:
    """By question, those that were found to be different from it; of all, or of some."""
    query = select(m.NotAlike.question_id, m.NotAlike.other_id)
    if of is not None:
        ids = list(of)
        query = query.where(m.NotAlike.question_id.in_(ids) | m.NotAlike.other_id.in_(ids))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in session.execute(query):
        found[one].add(other)
        found[other].add(one)
    return dict(found)


def described_groups(
    session: Session, batch: Batch, groups: Iterable[AlikeGroup]
) -> list[DuplicateGroup]:
    """Groups with the words of their questions and what became of earlier ones."""
    text = {each.id: each.text for each in batch.asked}
    found = []
    for group in groups:
        different = batch.apart.get(group.lead, frozenset())
        members = tuple(
            DuplicateMember(each.id, each.score, text[each.id], each.id in different)
            for each in group.members
        )
        earlier = tuple(described(session, group.before, different))
        found.append(DuplicateGroup(group.lead, text[group.lead], members, earlier))
    return found


def names_that_tell(session: Session) -> frozenset[str]:
    """Stems of the names of audiences: another one makes another question."""
    return name_stems(session.scalars(select(m.Audience.name)))


def described(
    session: Session, likely: Sequence[Likely], different: Set[int] = frozenset()
) -> list[SimilarQuestion]:
    """What became of questions, in the order given; those in `different` are marked so."""
    if not likely:
        return []
    zone = session.get_one(m.Plan, 1).time_zone
    ids = [each.id for each in likely]
    promises = _promises(session, ids)
    titles = dict(
        session.execute(
            select(m.Question.id, m.Communication.title)
            .join(m.Communication, m.Communication.id == m.Question.communication_id)
            .where(m.Question.id.in_(ids))
        ).all()
    )
    stored = {
        each.id: each for each in session.scalars(select(m.Question).where(m.Question.id.in_(ids)))
    }
    found = []
    for each in likely:
        question = stored[each.id]
        found.append(
            SimilarQuestion(
                id=question.id,
                text=question.text,
                score=each.score,
                event=titles.get(question.id, ""),
                communication_id=question.communication_id,
                state=question.state,
                outcome=question.outcome,
                asked=_day_asked(question, zone),
                answered=_day_answered(question, zone),
                promise=promises.get(question.id, PromiseState.NONE),
                different=question.id in different,
            )
        )
    return found


def _day_asked(question: m.Question, zone: str) -> date:
    return (question.asked_at or from_utc(question.created_at, zone)).date()


def _day_answered(question: m.Question, zone: str) -> date | None:
    """The date it was put to, else the day the answer was approved."""
    if question.outcome not in _CLOSED:
        return None
    if question.outcome is Outcome.ANSWERED_LIVE and question.original_start is not None:
        return question.original_start.date()
    approved = question.approved_at
    return from_utc(approved, zone).date() if approved is not None else None


def _promises(session: Session, ids: list[int]) -> dict[int, PromiseState]:
    """Kept where all that was promised and not dropped is done."""
    found: dict[int, PromiseState] = {}
    for question_id, state in session.execute(
        select(m.FollowUp.question_id, m.FollowUp.state).where(m.FollowUp.question_id.in_(ids))
    ):
        if question_id is None or state is FollowUpState.DROPPED:
            continue
        kept = state is FollowUpState.DONE and found.get(question_id) is not PromiseState.OPEN
        found[question_id] = PromiseState.KEPT if kept else PromiseState.OPEN
    return found
