"""The AI programme as lists and editors show it, by id."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, selectinload

from townhall.services.queries.programme_details import (
    Called,
    DutyDetail,
    IdeaDetail,
    InitiativeDetail,
    KeyMessageDetail,
    ReviewDetail,
    TrainingDetail,
    WorkingGroupDetail,
    duty_detail,
    idea_detail,
    initiative_detail,
    key_message_detail,
    review_detail,
    training_detail,
    working_group_detail,
)
from townhall.storage import models as m
from townhall.storage.base import Record, fetch

R = TypeVar("R", bound=Record)
D = TypeVar("D")


def _all(session: Session, model: type[R], make: Callable[[R, Called], D]) -> list[D]:
    called = Called(session)
    # The parts of all records in one statement for each kind of part.
    parts = [selectinload(relation.class_attribute) for relation in inspect(model).relationships]
    query = select(model).options(*parts).order_by(model.id)
    return [make(stored, called) for stored in session.scalars(query)]


def _one(session: Session, model: type[R], make: Callable[[R, Called], D], record_id: int) -> D:
    return make(fetch(session, model, record_id), Called(session))


def initiatives(session: Session) -> list[InitiativeDetail]:
    """All initiatives."""
    return _all(session, m.Initiative, initiative_detail)


def initiative(session: Session, record_id: int) -> InitiativeDetail:
    """One initiative. Raises NotFound."""
    return _one(session, m.Initiative, initiative_detail, record_id)


def key_messages(session: Session) -> list[KeyMessageDetail]:
    """All key messages."""
    return _all(session, m.KeyMessage, key_message_detail)


def key_message(session: Session, record_id: int) -> KeyMessageDetail:
    """One key message. Raises NotFound."""
    return _one(session, m.KeyMessage, key_message_detail, record_id)


def reviews(session: Session) -> list[ReviewDetail]:
    """All ethics reviews."""
    return _all(session, m.Review, review_detail)


def review(session: Session, record_id: int) -> ReviewDetail:
    """One ethics review. Raises NotFound."""
    return _one(session, m.Review, review_detail, record_id)


def duties(session: Session) -> list[DutyDetail]:
    """All duties."""
    return _all(session, m.Duty, duty_detail)


def duty(session: Session, record_id: int) -> DutyDetail:
    """One duty. Raises NotFound."""
    return _one(session, m.Duty, duty_detail, record_id)


def ideas(session: Session) -> list[IdeaDetail]:
    """All ideas."""
    return _all(session, m.Idea, idea_detail)


def idea(session: Session, record_id: int) -> IdeaDetail:
    """One idea. Raises NotFound."""
    return _one(session, m.Idea, idea_detail, record_id)


def working_groups(session: Session) -> list[WorkingGroupDetail]:
    """All working groups."""
    return _all(session, m.WorkingGroup, working_group_detail)


def working_group(session: Session, record_id: int) -> WorkingGroupDetail:
    """One working group. Raises NotFound."""
    return _one(session, m.WorkingGroup, working_group_detail, record_id)


def trainings(session: Session) -> list[TrainingDetail]:
    """All trainings."""
    return _all(session, m.Training, training_detail)


def training(session: Session, record_id: int) -> TrainingDetail:
    """One training. Raises NotFound."""
    return _one(session, m.Training, training_detail, record_id)
