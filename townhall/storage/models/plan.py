"""The plan's own settings and its history."""

from datetime import datetime, time

from sqlalchemy import JSON, Text, Time
from sqlalchemy.orm import Mapped, mapped_column

from townhall.storage.base import NO_WORDS, Base, Record, Short, UtcDateTime


class Plan(Record):
    """One row: the organisation, and what holds where nothing else is said.

    `questions_to` is the address or link at which questions can be asked beforehand, `contact`
    whom to turn to; invitations say both. `channel_limits` is how many communications a
    week are enough, by channel.
    """

    __tablename__ = "plan"
    noun = "plan"

    organisation: Mapped[str] = mapped_column(Short, default="")
    organizer_name: Mapped[str] = mapped_column(Short, default="")
    organizer_email: Mapped[str] = mapped_column(Short, default="")
    time_zone: Mapped[str] = mapped_column(Short, default="Europe/Amsterdam")
    country: Mapped[str] = mapped_column(Short, default="NL")
    region: Mapped[str | None] = mapped_column(Short, default=None)
    work_start: Mapped[time] = mapped_column(Time, default=time(8, 30))
    work_end: Mapped[time] = mapped_column(Time, default=time(17, 0))
    second_time_zone: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    channel_limits: Mapped[dict[str, int]] = mapped_column(JSON, default=dict, server_default="{}")
    questions_to: Mapped[str] = mapped_column(Text, default="", server_default=NO_WORDS)
    contact: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    document_language: Mapped[str] = mapped_column(Short, default="nl")
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Activity(Base):
    """What happened, without contents: ids, who, and a label. Never undone."""

    __tablename__ = "activity"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 (SQLAlchemy's own attribute)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Short)
    label: Mapped[str] = mapped_column(Short)
    changes: Mapped[list[list[object]]] = mapped_column(JSON)
