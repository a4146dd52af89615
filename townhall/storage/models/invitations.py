"""The ledger of what calendars were told, and what came back."""

from datetime import datetime

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from townhall.domain.terms import HandOver, PartStat, ReplyVerdict
from townhall.storage.base import NO_WORDS, Record, Short, UtcDateTime, reference, term_column


class Invitation(Record):
    """One exported calendar file: which dates, which version, to whom, how, when.

    `version_number` counts what differs of one UID, from 1; `sequence` rises more rarely.
    `dtstamp` is the stamp in the file; None in lines older than this column. `recipients` are the
    addresses this version was handed to.
    """

    __tablename__ = "invitation"
    noun = "invitation"

    communication_id: Mapped[int] = mapped_column(reference("communication.id"), index=True)
    original_start: Mapped[datetime | None] = mapped_column(default=None)
    uid: Mapped[str] = mapped_column(Short, index=True)
    version_number: Mapped[int] = mapped_column(default=1, server_default="1")
    sequence: Mapped[int]
    method: Mapped[str] = mapped_column(Short)
    dtstamp: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    fingerprint: Mapped[str] = mapped_column(Short)
    snapshot: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    changed: Mapped[list[str]] = mapped_column(JSON, default=list)
    recipients: Mapped[list[str]] = mapped_column(JSON, default=list)
    hand_over: Mapped[HandOver] = mapped_column(
        term_column(HandOver), default=HandOver.FILE, server_default=HandOver.FILE.value
    )
    file_name: Mapped[str] = mapped_column(Short)
    exported_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Reply(Record):
    """What somebody answered to an invitation, as it was read.

    `original_start` None: the answer is about every date. `stamp` is the answer's own DTSTAMP; the
    newest counts. `proposed_start` (local time of the communication) is a counter-proposal.
    `verdict` "ask" waits for a decision until `decided_at`; then it is "accepted" or "refused".
    The address is claimed, not proven.
    """

    __tablename__ = "reply"
    noun = "reply"

    communication_id: Mapped[int] = mapped_column(reference("communication.id"), index=True)
    original_start: Mapped[datetime | None] = mapped_column(default=None)
    email: Mapped[str] = mapped_column(Short, index=True)
    name: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    partstat: Mapped[PartStat] = mapped_column(term_column(PartStat))
    comment: Mapped[str] = mapped_column(Text, default="", server_default=NO_WORDS)
    stamp: Mapped[datetime] = mapped_column(UtcDateTime)
    proposed_start: Mapped[datetime | None] = mapped_column(default=None)
    proposed_minutes: Mapped[int | None] = mapped_column(default=None)
    verdict: Mapped[ReplyVerdict] = mapped_column(term_column(ReplyVerdict))
    reason: Mapped[str] = mapped_column(Text, default="", server_default=NO_WORDS)
    source: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
