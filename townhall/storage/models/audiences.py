"""Groups of employees."""

from datetime import time

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from townhall.domain.terms import KnowledgeLevel
from townhall.storage.base import Record, Short, reference, term_column


class Audience(Record):
    """A department, site, role or shift; a part of `parent` where it has one.

    A shift works from `shift_start` to `shift_end` (local time; past midnight when the end is not
    later). More communications in a week than `weekly_limit` are too many; None: no limit.
    """

    __tablename__ = "audience"
    noun = "audience"

    name: Mapped[str] = mapped_column(Short, unique=True)
    parent_id: Mapped[int | None] = mapped_column(reference("audience.id"), index=True)
    headcount: Mapped[int] = mapped_column(default=0)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    knowledge_level: Mapped[KnowledgeLevel] = mapped_column(
        term_column(KnowledgeLevel), default=KnowledgeLevel.NONE
    )
    channels: Mapped[list[str]] = mapped_column(JSON, default=list)
    lead_id: Mapped[int | None] = mapped_column(reference("person.id"), index=True)
    shift: Mapped[str] = mapped_column(Text, default="")
    shift_start: Mapped[time | None] = mapped_column(default=None)
    shift_end: Mapped[time | None] = mapped_column(default=None)
    weekly_limit: Mapped[int | None] = mapped_column(default=None)
