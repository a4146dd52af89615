"""The AI programme around the communications: messages, reviews, ideas, training and more."""

import datetime as dt
from datetime import date, datetime

from sqlalchemy import JSON, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from townhall.domain.terms import (
    Aspect,
    CommunicationKind,
    DutyKind,
    IdeaOutcome,
    KnowledgeLevel,
    SignOff,
    Verdict,
)
from townhall.storage.base import NO_WORDS, Record, Short, UtcDateTime, reference, term_column


class KeyMessage(Record):
    """A sentence for an audience about an initiative, with its proof points.

    `approved` are its texts as they were approved.
    """

    __tablename__ = "key_message"
    noun = "key-message"

    text: Mapped[str] = mapped_column(Text)
    initiative_id: Mapped[int | None] = mapped_column(reference("initiative.id"), index=True)
    audience_id: Mapped[int | None] = mapped_column(reference("audience.id"), index=True)
    proof_points: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(Short, default="nl")
    valid_until: Mapped[date | None] = mapped_column(default=None)
    sign_off: Mapped[SignOff] = mapped_column(term_column(SignOff), default=SignOff.DRAFT)
    signed_by: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    approved: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))


class Cadence(Record):
    """The promise that an audience hears about an initiative every so many weeks.

    It counts from `starts_on`; None: from the day the plan was made.
    """

    __tablename__ = "cadence"
    noun = "cadence"

    initiative_id: Mapped[int] = mapped_column(reference("initiative.id"), index=True)
    audience_id: Mapped[int] = mapped_column(reference("audience.id"), index=True)
    kind: Mapped[CommunicationKind] = mapped_column(term_column(CommunicationKind))
    every_weeks: Mapped[int]
    starts_on: Mapped[date | None] = mapped_column(default=None)


class Task(Record):
    """One step of the run-up to a communication, counted in working days from its date.

    `original_start` None: a step towards every date. A step with `of_id` stands in its place for
    one date; `dropped`: that date goes without it. `due` holds instead of the counted day.
    """

    __tablename__ = "task"
    noun = "task"

    communication_id: Mapped[int] = mapped_column(reference("communication.id"), index=True)
    original_start: Mapped[datetime | None] = mapped_column(default=None)
    title: Mapped[str] = mapped_column(Short)
    owner_role: Mapped[str] = mapped_column(Short, default="")
    offset_days: Mapped[int] = mapped_column(default=0)
    owner_id: Mapped[int | None] = mapped_column(reference("person.id"), index=True)
    due: Mapped[date | None] = mapped_column(default=None)
    of_id: Mapped[int | None] = mapped_column(reference("task.id"), index=True)
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    done_on: Mapped[date | None] = mapped_column(default=None)


class Review(Record):
    """An ethics-committee examination of an initiative."""

    __tablename__ = "review"
    noun = "review"

    initiative_id: Mapped[int] = mapped_column(reference("initiative.id"), index=True)
    date: Mapped[dt.date]
    committee: Mapped[str] = mapped_column(Short, default="")
    verdict: Mapped[Verdict] = mapped_column(term_column(Verdict), default=Verdict.PENDING)
    next_date: Mapped[dt.date | None] = mapped_column(default=None)
    aspects: Mapped[list["ReviewAspect"]] = relationship(
        cascade="all, delete-orphan", order_by="ReviewAspect.id"
    )
    conditions: Mapped[list["ReviewCondition"]] = relationship(
        cascade="all, delete-orphan", order_by="ReviewCondition.id"
    )


class ReviewAspect(Record):
    """What the committee found on one aspect."""

    __tablename__ = "review_aspect"
    noun = "review"
    noun_key = "review_id"

    review_id: Mapped[int] = mapped_column(reference("review.id"), index=True)
    aspect: Mapped[Aspect] = mapped_column(term_column(Aspect))
    finding: Mapped[str] = mapped_column(Text, default="")


class ReviewCondition(Record):
    """What must be done before the verdict holds."""

    __tablename__ = "review_condition"
    noun = "review"
    noun_key = "review_id"

    review_id: Mapped[int] = mapped_column(reference("review.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(reference("person.id"))
    due: Mapped[date | None] = mapped_column(default=None)


class Duty(Record):
    """Information or consultation that must come before go-live."""

    __tablename__ = "duty"
    noun = "duty"

    initiative_id: Mapped[int] = mapped_column(reference("initiative.id"), index=True)
    kind: Mapped[DutyKind] = mapped_column(term_column(DutyKind))
    source: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[date | None] = mapped_column(default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)


class Idea(Record):
    """A proposal from staff, with what became of it."""

    __tablename__ = "idea"
    noun = "idea"

    text: Mapped[str] = mapped_column(Text)
    initiative_id: Mapped[int | None] = mapped_column(reference("initiative.id"), index=True)
    audience_id: Mapped[int | None] = mapped_column(reference("audience.id"), index=True)
    proposed_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[IdeaOutcome] = mapped_column(term_column(IdeaOutcome), default=IdeaOutcome.NEW)
    reason: Mapped[str] = mapped_column(Text, default="")


class WorkingGroup(Record):
    """Colleagues from several departments who meet about the programme."""

    __tablename__ = "working_group"
    noun = "working-group"

    name: Mapped[str] = mapped_column(Short, unique=True)
    purpose: Mapped[str] = mapped_column(Text, default="")
    communication_id: Mapped[int | None] = mapped_column(reference("communication.id"))
    members: Mapped[list["Membership"]] = relationship(
        cascade="all, delete-orphan", order_by="Membership.id"
    )


class Membership(Record):
    """A person in a working group."""

    __tablename__ = "membership"
    noun = "working-group"
    noun_key = "working_group_id"

    working_group_id: Mapped[int] = mapped_column(reference("working_group.id"), index=True)
    person_id: Mapped[int] = mapped_column(reference("person.id"), index=True)


class Training(Record):
    """What an audience must learn for an initiative, and how many have."""

    __tablename__ = "training"
    noun = "training"

    title: Mapped[str] = mapped_column(Short)
    initiative_id: Mapped[int | None] = mapped_column(reference("initiative.id"), index=True)
    audience_id: Mapped[int | None] = mapped_column(reference("audience.id"), index=True)
    level: Mapped[KnowledgeLevel] = mapped_column(
        term_column(KnowledgeLevel), default=KnowledgeLevel.BASIC
    )
    duration_minutes: Mapped[int] = mapped_column(default=60)
    required: Mapped[bool] = mapped_column(default=False)
    communication_id: Mapped[int | None] = mapped_column(reference("communication.id"))
    completed: Mapped[int] = mapped_column(default=0)
