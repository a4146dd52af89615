"""Approved answers to questions that ask much the same: what can be told again as it stands."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from townhall.domain.answer_validity import has_expired
from townhall.domain.clock import Clock
from townhall.domain.terms import QuestionState
from townhall.domain.zones import from_utc
from townhall.services.queries.near_duplicates import similar_questions
from townhall.storage import models as m
from townhall.storage.base import fetch

_LOOKED_AT = 12
"""Similar questions that are looked at; most of them have no approved answer."""
_OFFERED = 2


@dataclass(frozen=True, slots=True)
class ReusableAnswer:
    """An approved answer of another question; `approved` and `valid_until` are days."""

    id: int
    text: str
    answer: str
    approved_by: str
    approved: date
    valid_until: date | None


def reusable_answers(
    session: Session, question_id: int, clock: Clock
) -> tuple[ReusableAnswer, ...]:
    """Answers an open question without an approved one can take over, the likeliest first.

    They are approved, not to be rechecked, and written in the question's language. Raises
    NotFound.
    """
    question = fetch(session, m.Question, question_id)
    if question.state is QuestionState.CLOSED or question.approved_at is not None:
        return ()
    zone = session.get_one(m.Plan, 1).time_zone
    today = clock.today(zone)
    found = []
    similar = similar_questions(session, question.text, limit=_LOOKED_AT, leave_out=question_id)
    for each in similar:
        source = session.get_one(m.Question, each.id)
        mine = source.language == question.language
        answer = source.answer if mine else source.translation
        if source.approved_at is None or not answer or has_expired(source.valid_until, today):
            continue
        found.append(
            ReusableAnswer(
                id=source.id,
                text=source.text,
                answer=answer,
                approved_by=source.approved_by,
                approved=from_utc(source.approved_at, zone).date(),
                valid_until=source.valid_until,
            )
        )
    return tuple(found[:_OFFERED])
