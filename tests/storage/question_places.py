"""Whether an open question stands at a date that is off or gone, or at none though there is one."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.errors import NotFound
from townhall.domain.terms import CommunicationStatus, Outcome
from townhall.services.queries.communications import date_row, occurrences
from townhall.services.queries.occurrence_filter import OccurrenceFilter
from townhall.storage import models as m

OPEN = (Outcome.OPEN, Outcome.CARRIED_OVER)
OVER = (CommunicationStatus.CANCELLED, CommunicationStatus.HELD, CommunicationStatus.EVALUATED)


def lost_questions(session: Session, today: date) -> list[str]:
    """What is wrong with the places of open questions, one line each."""
    return list(_lost(session, today))


def _lost(session: Session, today: date) -> Iterator[str]:
    for question in session.scalars(select(m.Question).where(m.Question.outcome.in_(OPEN))):
        place = f"{question.id} at {question.communication_id}/{question.original_start}"
        if question.communication_id is None:
            if question.asked_communication_id is not None and _comes(
                session, question.asked_communication_id, today
            ):
                yield f"{place}: waits though there is a date"
            continue
        stored = session.get(m.Communication, question.communication_id)
        if stored is None:
            yield f"{place}: at nothing"
        elif question.original_start is not None:
            yield from _at_date(session, question, place)
        elif stored.status is CommunicationStatus.CANCELLED:
            yield f"{place}: at what is cancelled"


def _at_date(session: Session, question: m.Question, place: str) -> Iterator[str]:
    assert question.communication_id is not None
    assert question.original_start is not None
    try:
        row = date_row(session, question.communication_id, question.original_start)
    except NotFound:
        yield f"{place}: no such date"
        return
    if row.status is CommunicationStatus.CANCELLED:
        yield f"{place}: the date is cancelled"


def _comes(session: Session, communication_id: int, today: date) -> bool:
    only = OccurrenceFilter(communication_ids=frozenset({communication_id}))
    until = today + timedelta(days=400)
    rows = occurrences(session, today + timedelta(days=1), until, "Europe/Amsterdam", only)
    return any(row.status not in OVER for row in rows)
