"""Promises as the ledger, the inspector and the packs show them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.terms import FollowUpState
from townhall.services.queries.people import names
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class FollowUpDetail:
    """A promise with the contract's field names."""

    id: int
    promised: str
    owner: str | None
    due: date | None
    state: FollowUpState
    evidence: str
    reason: str
    question_id: int | None
    review_id: int | None
    told_back_in: str
    due_history: tuple[str, ...]


def follow_ups(session: Session, *, question_id: int | None = None) -> list[FollowUpDetail]:
    """Promises, the earliest due first, those without a date last."""
    query = select(m.FollowUp).order_by(m.FollowUp.due.is_(None), m.FollowUp.due, m.FollowUp.id)
    if question_id is not None:
        query = query.where(m.FollowUp.question_id == question_id)
    owners = names(session, m.Person)
    return [_follow_up(stored, owners) for stored in session.scalars(query)]


def follow_up(session: Session, follow_up_id: int) -> FollowUpDetail:
    """One promise. Raises NotFound."""
    return _follow_up(fetch(session, m.FollowUp, follow_up_id), names(session, m.Person))


def _follow_up(stored: m.FollowUp, owners: dict[int, str]) -> FollowUpDetail:
    return FollowUpDetail(
        id=stored.id,
        promised=stored.promised,
        owner=owners.get(stored.owner_id or 0),
        due=stored.due,
        state=stored.state,
        evidence=stored.evidence,
        reason=stored.reason,
        question_id=stored.question_id,
        review_id=stored.review_id,
        told_back_in=stored.told_back_in,
        due_history=tuple(stored.due_history),
    )
