"""Promises and actions."""

from datetime import date, datetime

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from townhall.domain.terms import FollowUpState
from townhall.storage.base import Record, Short, UtcDateTime, reference, term_column


class FollowUp(Record):
    """A promise: the words promised, who, by when. `due_history` keeps every earlier due date."""

    __tablename__ = "follow_up"
    noun = "follow-up"

    promised: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(reference("person.id"), index=True)
    due: Mapped[date | None] = mapped_column(default=None, index=True)
    state: Mapped[FollowUpState] = mapped_column(
        term_column(FollowUpState), default=FollowUpState.OPEN, index=True
    )
    evidence: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    question_id: Mapped[int | None] = mapped_column(reference("question.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(reference("review.id"), index=True)
    told_back_in: Mapped[str] = mapped_column(Short, default="")
    due_history: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
