"""Questions that ask the same: of one event together, and what was asked before."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from townhall.domain.asked_before import PromiseState
from townhall.domain.duplicate_groups import Likely, LikelyIndex, alike_groups, stem_counts
from townhall.domain.near_duplicates import DEFAULT_THRESHOLD, likeness
from townhall.domain.question_words import (
    QuestionWords,
    beginning,
    name_stems,
    question_words,
)
from townhall.domain.terms import FollowUpState, Outcome, QuestionState
from townhall.domain.zones import from_utc
from townhall.storage import models as m
from townhall.storage.base import fetch
from townhall.storage.search import questions_with_any

_CANDIDATES = 60
"""Questions that full text proposes for one; more would only be less alike."""
_CLOSED = (Outcome.ANSWERED_LIVE, Outcome.ANSWERED_IN_WRITING)


@dataclass(frozen=True, slots=True)
class SimilarQuestion:
    """A question asked before. `event` is the title of what it was asked for, `asked` the day.

    `answered` is the day it was answered on, where that is known.
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


@dataclass(frozen=True, slots=True)
class DuplicateMember:
    """A question that is like the lead of its group, and how much (0 to 100)."""

    id: int
    score: int
    text: str


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
    """The questions most like `text`, best first; one that was merged stands for its lead."""
    names = _names(session)
    words = question_words(text, names)
    wanted = list(dict.fromkeys(beginning(each) for each in words.words))[:8]
    found = questions_with_any(session, wanted, limit=_CANDIDATES)
    table = m.Question.__table__.c
    best: dict[int, int] = {}
    for row in session.execute(
        select(table.id, table.lead_id, table.text).where(table.id.in_(found))
    ):
        score = int(likeness(words, question_words(row.text, names)))
        lead = row.lead_id or row.id
        if score >= threshold and leave_out not in (lead, row.id):
            best[lead] = max(score, best.get(lead, 0))
    order = sorted(best, key=lambda each: (-best[each], -each))[:limit]
    return _described(session, [Likely(each, best[each]) for each in order])


def duplicate_groups(
    session: Session,
    communication_id: int | None = None,
    *,
    threshold: float = DEFAULT_THRESHOLD,
) -> list[DuplicateGroup]:
    """Groups of questions that are alike, of one communication or of the whole plan.

    A group never mixes events: what earlier ones were asked stands in `asked_before`. What is
    merged, and what ended in another way, is no member. Raises NotFound.
    """
    if communication_id is not None:
        fetch(session, m.Communication, communication_id)
    names = _names(session)
    rows = _rows(session)
    words = {row.id: question_words(row.text, names) for row in rows}
    events: defaultdict[tuple[int | None, datetime | None], list[Any]] = defaultdict(list)
    for row in rows:
        events[row.communication_id, row.original_start].append(row)
    before = LikelyIndex(stem_counts(words.values()))
    found = []
    in_order = sorted(events.items(), key=lambda each: min(map(_asked, each[1])))
    for event, asked in in_order:
        if communication_id in (None, event[0]):
            found += _of_event(session, asked, words, before, threshold)
        if event == in_order[-1][0]:
            break
        for row in asked:
            if row.lead_id is None:
                before.add(row.id, words[row.id])
    return found


def _of_event(
    session: Session,
    asked: list[Any],
    words: dict[int, QuestionWords],
    before: LikelyIndex,
    threshold: float,
) -> list[DuplicateGroup]:
    """The groups of one event; `before` holds what was asked at earlier ones."""
    followed = {row.lead_id for row in asked}
    asked = sorted(
        (row for row in asked if row.lead_id is None),
        key=lambda row: (
            row.outcome in (Outcome.OPEN, Outcome.CARRIED_OVER),
            row.id not in followed,
            not row.answer,
            -row.votes,
            row.id,
        ),
    )
    text = {row.id: row.text for row in asked}
    outcome = {row.id: row.outcome for row in asked}
    groups = alike_groups([(row.id, words[row.id]) for row in asked], threshold)
    members = {each.id for group in groups.values() for each in group}
    found = []
    for row in asked:
        if row.id in members:
            continue
        alike = tuple(
            DuplicateMember(each.id, each.score, text[each.id])
            for each in groups.get(row.id, ())
            if outcome[each.id] in (Outcome.OPEN, Outcome.CARRIED_OVER)
        )
        earlier = _described(session, before.like(words[row.id], threshold)[:3])
        if alike or earlier:
            found.append(DuplicateGroup(row.id, row.text, alike, tuple(earlier)))
    return found


def _names(session: Session) -> frozenset[str]:
    return name_stems(session.scalars(select(m.Audience.name)))


def _rows(session: Session) -> list[Row[Any]]:
    table = m.Question.__table__.c
    return list(
        session.execute(
            select(
                *(table.id, table.text, table.communication_id, table.original_start),
                *(table.lead_id, table.outcome, table.votes, table.answer),
                *(table.asked_at, table.created_at),
            ).order_by(table.id)
        )
    )


def _asked(row: Row[Any]) -> datetime:
    moment: datetime = row.asked_at or row.created_at
    return moment.replace(tzinfo=None)


def _described(session: Session, likely: list[Likely]) -> list[SimilarQuestion]:
    """What became of questions, in the order given."""
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
