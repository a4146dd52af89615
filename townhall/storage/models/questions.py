"""What people asked, in their own words."""

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from townhall.domain.terms import Anonymity, Outcome, QuestionState, Theme
from townhall.storage.base import Record, Short, UtcDateTime, reference, term_column


class Question(Record):
    """A question; `text` is never rewritten. `lead_id` is set when it was merged."""

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_source", "source", "source_id"),
        {"sqlite_autoincrement": True},
    )
    noun = "question"

    text: Mapped[str] = mapped_column(Text)
    communication_id: Mapped[int | None] = mapped_column(reference("communication.id"), index=True)
    original_start: Mapped[datetime | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(Short, default="")
    source_id: Mapped[str] = mapped_column(Short, default="")
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    audience_id: Mapped[int | None] = mapped_column(reference("audience.id"), index=True)
    anonymity: Mapped[Anonymity] = mapped_column(
        term_column(Anonymity), default=Anonymity.ANONYMOUS
    )
    asker: Mapped[str] = mapped_column(Short, default="")
    votes: Mapped[int] = mapped_column(default=0, index=True)
    theme: Mapped[Theme] = mapped_column(term_column(Theme), default=Theme.OTHER, index=True)
    language: Mapped[str] = mapped_column(Short, default="nl")
    owner_id: Mapped[int | None] = mapped_column(reference("person.id"), index=True)
    answer_by: Mapped[date | None] = mapped_column(default=None, index=True)
    state: Mapped[QuestionState] = mapped_column(
        term_column(QuestionState), default=QuestionState.NEW, index=True
    )
    outcome: Mapped[Outcome] = mapped_column(term_column(Outcome), default=Outcome.OPEN, index=True)
    decline_reason: Mapped[str] = mapped_column(Text, default="")
    lead_id: Mapped[int | None] = mapped_column(reference("question.id"), index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    approved_by: Mapped[str] = mapped_column(Short, default="")
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    times_carried: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
