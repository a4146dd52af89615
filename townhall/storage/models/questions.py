"""What people asked, in their own words, and what was done with it."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from townhall.domain.question_themes import OTHER
from townhall.domain.terms import Anonymity, Outcome, Publication, QuestionState
from townhall.storage.base import NO_WORDS, Record, Short, UtcDateTime, reference, term_column


class Question(Record):
    """A question; `text` is never rewritten. `lead_id` is set when it was merged.

    `theme` is the key of a QuestionTheme.

    `communication_id` and `original_start` say where it is to be answered, `asked_…` where it was
    asked first. `translation` is the answer in the other language (nl, en), `reused_from_id` the
    question whose approved answer was taken over. A decline waits for a second person as long as
    `decline_proposed_by` is set and the question is open.
    """

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_source", "source", "source_id"),
        {"sqlite_autoincrement": True},
    )
    noun = "question"
    forgotten = ("asker",)

    text: Mapped[str] = mapped_column(Text)
    communication_id: Mapped[int | None] = mapped_column(reference("communication.id"), index=True)
    original_start: Mapped[datetime | None] = mapped_column(default=None)
    asked_communication_id: Mapped[int | None] = mapped_column(
        reference("communication.id"), index=True
    )
    asked_original_start: Mapped[datetime | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(Short, default="")
    source_id: Mapped[str] = mapped_column(Short, default="")
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    audience_id: Mapped[int | None] = mapped_column(reference("audience.id"), index=True)
    anonymity: Mapped[Anonymity] = mapped_column(
        term_column(Anonymity), default=Anonymity.ANONYMOUS
    )
    asker: Mapped[str] = mapped_column(Short, default="")
    votes: Mapped[int] = mapped_column(default=0, index=True)
    theme: Mapped[str] = mapped_column(String(40), default=OTHER, index=True)
    language: Mapped[str] = mapped_column(Short, default="nl")
    owner_id: Mapped[int | None] = mapped_column(reference("person.id"), index=True)
    answer_by: Mapped[date | None] = mapped_column(default=None, index=True)
    state: Mapped[QuestionState] = mapped_column(
        term_column(QuestionState), default=QuestionState.NEW, index=True
    )
    outcome: Mapped[Outcome] = mapped_column(term_column(Outcome), default=Outcome.OPEN, index=True)
    decline_kind: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    decline_proposed_by: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    decline_reason: Mapped[str] = mapped_column(Text, default="")
    lead_id: Mapped[int | None] = mapped_column(reference("question.id"), index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    translation: Mapped[str] = mapped_column(Text, default="", server_default=NO_WORDS)
    valid_until: Mapped[date | None] = mapped_column(default=None, index=True)
    reused_from_id: Mapped[int | None] = mapped_column(reference("question.id"), index=True)
    publication: Mapped[Publication] = mapped_column(
        term_column(Publication),
        default=Publication.UNDECIDED,
        server_default=Publication.UNDECIDED.value,
    )
    publication_by: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    approved_by: Mapped[str] = mapped_column(Short, default="")
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    times_carried: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuestionTheme(Record):
    """A theme of questions, named in both languages; `key` is its name for scripts.

    `answer_days` is how many working days an answer may take.
    """

    __tablename__ = "question_theme"
    noun = "question-theme"

    key: Mapped[str] = mapped_column(String(40), unique=True)
    name_nl: Mapped[str] = mapped_column(Short)
    name_en: Mapped[str] = mapped_column(Short)
    color: Mapped[str] = mapped_column(Short, default="")
    answer_days: Mapped[int] = mapped_column(default=5)
    position: Mapped[int] = mapped_column(default=0)


class QuestionStep(Record):
    """One step of the work on a question that was taken: which, by whom, when."""

    __tablename__ = "question_step"
    noun = "question"
    noun_key = "question_id"

    question_id: Mapped[int] = mapped_column(reference("question.id"), index=True)
    step: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(Short, default="")
    detail: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CarryOver(Record):
    """That an open question went from one date to a later one."""

    __tablename__ = "carry_over"
    noun = "question"
    noun_key = "question_id"

    question_id: Mapped[int] = mapped_column(reference("question.id"), index=True)
    from_communication_id: Mapped[int | None] = mapped_column(
        reference("communication.id"), index=True
    )
    from_original_start: Mapped[datetime | None] = mapped_column(default=None)
    to_communication_id: Mapped[int | None] = mapped_column(
        reference("communication.id"), index=True
    )
    to_original_start: Mapped[datetime | None] = mapped_column(default=None)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class NotAlike(Record):
    """That two questions were looked at and found to be different; the lower id comes first."""

    __tablename__ = "not_alike"
    __table_args__ = (
        UniqueConstraint("question_id", "other_id"),
        {"sqlite_autoincrement": True},
    )
    noun = "question"
    noun_key = "question_id"

    question_id: Mapped[int] = mapped_column(reference("question.id"), index=True)
    other_id: Mapped[int] = mapped_column(reference("question.id"), index=True)
