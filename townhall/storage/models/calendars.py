"""Calendars besides the plan: others' that are read in, and feeds that are given out."""

from datetime import date, datetime

from sqlalchemy import Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from townhall.domain.terms import StandsFor
from townhall.storage.base import NO_WORDS, Record, Short, UtcDateTime, reference, term_column


class Overlay(Record):
    """A calendar of others, read only, shown behind the plan; its events count for clashes.

    `path` is the file it was read from. What it keeps busy is what `stands_for` says: everyone, a
    person, a room (`room` is the location of a communication) or an audience.
    """

    __tablename__ = "overlay"
    noun = "overlay"

    name: Mapped[str] = mapped_column(Short, unique=True)
    color: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    path: Mapped[str] = mapped_column(Text, default="", server_default=NO_WORDS)
    stands_for: Mapped[StandsFor] = mapped_column(
        term_column(StandsFor), default=StandsFor.EVERYONE
    )
    person_id: Mapped[int | None] = mapped_column(reference("person.id"), index=True)
    audience_id: Mapped[int | None] = mapped_column(reference("audience.id"), index=True)
    room: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    shown: Mapped[bool] = mapped_column(default=True, server_default=true())
    fingerprint: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    events: Mapped[list["OverlayEvent"]] = relationship(
        cascade="all, delete-orphan", order_by="OverlayEvent.id"
    )


class OverlayEvent(Record):
    """One date of an event of an overlay.

    A timed one has `start` and `end` in UTC; one of whole days `first_day` and `last_day`, both
    included. `key` is its RECURRENCE-ID or start as the file wrote it: with `uid` it is found again
    when the calendar is read again. `busy` False: it is shown, and clashes with nothing.
    """

    __tablename__ = "overlay_event"
    noun = "overlay"
    noun_key = "overlay_id"

    overlay_id: Mapped[int] = mapped_column(reference("overlay.id"), index=True)
    uid: Mapped[str] = mapped_column(Short)
    key: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    title: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    location: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    start: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None, index=True)
    end: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    first_day: Mapped[date | None] = mapped_column(default=None, index=True)
    last_day: Mapped[date | None] = mapped_column(default=None)
    busy: Mapped[bool] = mapped_column(default=True, server_default=true())


class Feed(Record):
    """A calendar given out, of everything or of what an audience or initiative hears.

    It goes to a file at `path`, or to a collection of a CalDAV server (RFC 4791) at
    `collection_url`, as `user_name`; the password is the keyring's, never the plan's. `language`
    empty: that of the plan's documents.
    """

    __tablename__ = "feed"
    noun = "feed"

    name: Mapped[str] = mapped_column(Short, unique=True)
    audience_id: Mapped[int | None] = mapped_column(reference("audience.id"), index=True)
    initiative_id: Mapped[int | None] = mapped_column(reference("initiative.id"), index=True)
    language: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    path: Mapped[str] = mapped_column(Text, default="", server_default=NO_WORDS)
    collection_url: Mapped[str] = mapped_column(Text, default="", server_default=NO_WORDS)
    user_name: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    fingerprint: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    written_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class PublishedItem(Record):
    """One item of a feed as the server has it: where it lies, and the ETag it had then.

    Another ETag on the server means that somebody else changed it: a conflict.
    """

    __tablename__ = "published_item"
    noun = "feed"
    noun_key = "feed_id"

    feed_id: Mapped[int] = mapped_column(reference("feed.id"), index=True)
    uid: Mapped[str] = mapped_column(Short)
    href: Mapped[str] = mapped_column(Text)
    etag: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    fingerprint: Mapped[str] = mapped_column(Short)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
