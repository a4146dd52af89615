"""The ledger of what calendars were told."""

from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from townhall.storage.base import Record, Short, UtcDateTime, reference


class Invitation(Record):
    """One exported calendar file: which dates, which version, to whom, when."""

    __tablename__ = "invitation"
    noun = "invitation"

    communication_id: Mapped[int] = mapped_column(reference("communication.id"), index=True)
    original_start: Mapped[datetime | None] = mapped_column(default=None)
    uid: Mapped[str] = mapped_column(Short, index=True)
    sequence: Mapped[int]
    method: Mapped[str] = mapped_column(Short)
    fingerprint: Mapped[str] = mapped_column(Short)
    snapshot: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    changed: Mapped[list[str]] = mapped_column(JSON, default=list)
    recipients: Mapped[list[str]] = mapped_column(JSON, default=list)
    file_name: Mapped[str] = mapped_column(Short)
    exported_at: Mapped[datetime] = mapped_column(UtcDateTime)
