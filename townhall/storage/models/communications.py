"""Anything planned to reach an audience at a time, its series, agenda and attendees."""

from datetime import datetime, time

from sqlalchemy import JSON, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from townhall.domain.terms import (
    AttendeeRole,
    CausedBy,
    ClosedDays,
    CommunicationKind,
    CommunicationStatus,
    SignOff,
)
from townhall.storage.base import NO_WORDS, Record, Short, UtcDateTime, reference, term_column


class Communication(Record):
    """A communication, or a whole series when `recurrence` is set.

    `start` is the wall time in `time_zone`. `sequence` and `told` are what calendars were told
    last, by an invitation or a feed: {"shown": snapshot, "dtstamp": ISO}; None: nothing yet.
    `approved` are the texts as they were approved. `import_key` tells a spreadsheet's row again,
    and `imported` are the values it had there when it was last read. `invitation_language` is
    nl, en or nl+en; `questions_to` and `contact` are what invitations say; empty: as the plan says.
    """

    __tablename__ = "communication"
    noun = "communication"

    kind: Mapped[CommunicationKind] = mapped_column(term_column(CommunicationKind))
    title: Mapped[str] = mapped_column(Short)
    objective: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[CommunicationStatus] = mapped_column(
        term_column(CommunicationStatus), default=CommunicationStatus.PLANNED
    )
    sign_off: Mapped[SignOff] = mapped_column(term_column(SignOff), default=SignOff.DRAFT)
    signed_by: Mapped[str] = mapped_column(Short, default="")
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    approved: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    start: Mapped[datetime] = mapped_column(index=True)
    last_end: Mapped[datetime | None] = mapped_column(default=None, index=True)
    time_zone: Mapped[str] = mapped_column(Short)
    duration_minutes: Mapped[int] = mapped_column(default=60)
    all_day: Mapped[bool] = mapped_column(default=False)
    recurrence: Mapped[str | None] = mapped_column(Short, default=None)
    on_holidays: Mapped[ClosedDays] = mapped_column(
        term_column(ClosedDays), default=ClosedDays.KEEP, server_default=ClosedDays.KEEP.value
    )
    on_blackouts: Mapped[ClosedDays] = mapped_column(
        term_column(ClosedDays), default=ClosedDays.KEEP, server_default=ClosedDays.KEEP.value
    )
    channel: Mapped[str] = mapped_column(Short, default="")
    location: Mapped[str] = mapped_column(Short, default="")
    join_link: Mapped[str] = mapped_column(Text, default="")
    organizer_name: Mapped[str] = mapped_column(Short, default="")
    organizer_email: Mapped[str] = mapped_column(Short, default="")
    invitation_language: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    questions_to: Mapped[str] = mapped_column(Text, default="", server_default=NO_WORDS)
    contact: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    reminder_minutes: Mapped[int | None] = mapped_column(default=None)
    notes: Mapped[str] = mapped_column(Text, default="")
    uid: Mapped[str] = mapped_column(Short, unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    told: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    import_key: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS, index=True)
    imported: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    follows_id: Mapped[int | None] = mapped_column(reference("communication.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    attendees: Mapped[list["Attendance"]] = relationship(
        cascade="all, delete-orphan", order_by="Attendance.position"
    )
    audience_links: Mapped[list["CommunicationAudience"]] = relationship(
        cascade="all, delete-orphan", order_by="CommunicationAudience.id"
    )
    initiative_links: Mapped[list["CommunicationInitiative"]] = relationship(
        cascade="all, delete-orphan", order_by="CommunicationInitiative.id"
    )
    agenda_items: Mapped[list["AgendaEntry"]] = relationship(
        cascade="all, delete-orphan", order_by="AgendaEntry.position"
    )
    overrides: Mapped[list["OccurrenceOverride"]] = relationship(
        cascade="all, delete-orphan", order_by="OccurrenceOverride.original_start"
    )

    @property
    def skip_holidays(self) -> bool:
        """Whether dates on public holidays are left out."""
        return self.on_holidays is ClosedDays.SKIP

    @skip_holidays.setter
    def skip_holidays(self, skips: bool) -> None:
        self.on_holidays = ClosedDays.SKIP if skips else ClosedDays.KEEP


class Attendance(Record):
    """One invited person or room."""

    __tablename__ = "attendance"
    noun = "communication"
    noun_key = "communication_id"

    communication_id: Mapped[int] = mapped_column(reference("communication.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(Short, default="")
    email: Mapped[str] = mapped_column(Short)
    role: Mapped[AttendeeRole] = mapped_column(
        term_column(AttendeeRole), default=AttendeeRole.PARTICIPANT
    )


class CommunicationAudience(Record):
    """An audience a communication is meant for."""

    __tablename__ = "communication_audience"
    noun = "communication"
    noun_key = "communication_id"

    communication_id: Mapped[int] = mapped_column(reference("communication.id"), index=True)
    audience_id: Mapped[int] = mapped_column(reference("audience.id"), index=True)


class CommunicationInitiative(Record):
    """An initiative a communication is about."""

    __tablename__ = "communication_initiative"
    noun = "communication"
    noun_key = "communication_id"

    communication_id: Mapped[int] = mapped_column(reference("communication.id"), index=True)
    initiative_id: Mapped[int] = mapped_column(reference("initiative.id"), index=True)


class AgendaEntry(Record):
    """One item of the run of show.

    `original_start` None: the agenda of the whole series; else that date's own agenda, which
    then stands in place of the series'. `start` is a hard start (local time), or None.
    """

    __tablename__ = "agenda_entry"
    noun = "communication"
    noun_key = "communication_id"

    communication_id: Mapped[int] = mapped_column(reference("communication.id"), index=True)
    original_start: Mapped[datetime | None] = mapped_column(default=None)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(Short)
    duration_minutes: Mapped[int]
    start: Mapped[time | None] = mapped_column(default=None)
    speaker: Mapped[str] = mapped_column(Short, default="")
    cues: Mapped[str] = mapped_column(Text, default="")


class OccurrenceOverride(Record):
    """A date of a series that was changed; None where it is as in the series.

    `added`: a date besides those of the rule, known by `original_start` too. `cause` says that a
    closed day changed it, so that the date comes back when the day is open again.
    """

    __tablename__ = "occurrence_override"
    noun = "communication"
    noun_key = "communication_id"

    communication_id: Mapped[int] = mapped_column(reference("communication.id"), index=True)
    original_start: Mapped[datetime]
    start: Mapped[datetime | None] = mapped_column(default=None)
    duration_minutes: Mapped[int | None] = mapped_column(default=None)
    title: Mapped[str | None] = mapped_column(Short, default=None)
    location: Mapped[str | None] = mapped_column(Short, default=None)
    status: Mapped[CommunicationStatus | None] = mapped_column(
        term_column(CommunicationStatus), default=None
    )
    added: Mapped[bool] = mapped_column(default=False, server_default=false())
    cause: Mapped[CausedBy | None] = mapped_column(term_column(CausedBy), default=None)
