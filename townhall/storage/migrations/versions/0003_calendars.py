"""Calendar exchange: versions in the ledger, replies, calendars read in, feeds, servers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from townhall.storage.base import NO_WORDS, UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _add_columns()
    _make_replies()
    _make_overlays()
    _make_feeds()


def _add_columns() -> None:
    op.add_column("invitation", _filled("version_number", sa.Integer(), "1"))
    op.add_column("invitation", sa.Column("dtstamp", UtcDateTime()))
    op.add_column(
        "invitation", _filled("hand_over", _term("handover", "file", "mail", "server"), "file")
    )
    op.execute("UPDATE invitation SET version_number = sequence + 1")
    op.add_column("plan", _filled("questions_to", sa.Text(), NO_WORDS))
    op.add_column("plan", _filled("contact", sa.String(300), NO_WORDS))
    op.add_column("person", _filled("language", sa.String(300), NO_WORDS))
    op.add_column("communication", _filled("invitation_language", sa.String(300), NO_WORDS))
    op.add_column("communication", _filled("questions_to", sa.Text(), NO_WORDS))
    op.add_column("communication", _filled("contact", sa.String(300), NO_WORDS))


def _make_replies() -> None:
    _table(
        "reply",
        _reference("communication_id", "reply", "communication", nullable=False),
        sa.Column("original_start", sa.DateTime()),
        sa.Column("email", sa.String(300), nullable=False),
        _filled("name", sa.String(300), NO_WORDS),
        sa.Column("partstat", _term("partstat", *PARTSTATS), nullable=False),
        _filled("comment", sa.Text(), NO_WORDS),
        sa.Column("stamp", UtcDateTime(), nullable=False),
        sa.Column("proposed_start", sa.DateTime()),
        sa.Column("proposed_minutes", sa.Integer()),
        sa.Column("verdict", _term("replyverdict", *VERDICTS), nullable=False),
        _filled("reason", sa.Text(), NO_WORDS),
        _filled("source", sa.String(300), NO_WORDS),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime()),
    )
    _index("reply", "communication_id", "email")


def _make_overlays() -> None:
    _table(
        "overlay",
        sa.Column("name", sa.String(300), nullable=False),
        _filled("color", sa.String(300), NO_WORDS),
        _filled("path", sa.Text(), NO_WORDS),
        sa.Column("stands_for", _term("standsfor", *STANDS_FOR), nullable=False),
        _reference("person_id", "overlay", "person", nullable=True),
        _reference("audience_id", "overlay", "audience", nullable=True),
        _filled("room", sa.String(300), NO_WORDS),
        _filled("shown", sa.Boolean(), sa.true()),
        _filled("fingerprint", sa.String(300), NO_WORDS),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("name", name=op.f("uq_overlay_name")),
    )
    _index("overlay", "person_id", "audience_id")
    _table(
        "overlay_event",
        _reference("overlay_id", "overlay_event", "overlay", nullable=False),
        sa.Column("uid", sa.String(300), nullable=False),
        _filled("key", sa.String(300), NO_WORDS),
        _filled("title", sa.String(300), NO_WORDS),
        _filled("location", sa.String(300), NO_WORDS),
        sa.Column("start", UtcDateTime()),
        sa.Column("end", UtcDateTime()),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        _filled("busy", sa.Boolean(), sa.true()),
    )
    _index("overlay_event", "overlay_id", "start", "first_day")


def _make_feeds() -> None:
    _table(
        "feed",
        sa.Column("name", sa.String(300), nullable=False),
        _reference("audience_id", "feed", "audience", nullable=True),
        _reference("initiative_id", "feed", "initiative", nullable=True),
        _filled("language", sa.String(300), NO_WORDS),
        _filled("path", sa.Text(), NO_WORDS),
        _filled("collection_url", sa.Text(), NO_WORDS),
        _filled("user_name", sa.String(300), NO_WORDS),
        _filled("fingerprint", sa.String(300), NO_WORDS),
        sa.Column("written_at", UtcDateTime()),
        sa.UniqueConstraint("name", name=op.f("uq_feed_name")),
    )
    _index("feed", "audience_id", "initiative_id")
    _table(
        "published_item",
        _reference("feed_id", "published_item", "feed", nullable=False),
        sa.Column("uid", sa.String(300), nullable=False),
        sa.Column("href", sa.Text(), nullable=False),
        _filled("etag", sa.String(300), NO_WORDS),
        sa.Column("fingerprint", sa.String(300), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
    )
    _index("published_item", "feed_id")


PARTSTATS = ("needs-action", "accepted", "tentative", "declined", "delegated")
VERDICTS = ("accepted", "ask", "ignored", "refused")
STANDS_FOR = ("everyone", "person", "room", "audience")


def _term(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def _filled(name: str, type_: Any, default: Any) -> sa.Column[Any]:
    """A column in which rows already there are to have a value."""
    return sa.Column(name, type_, nullable=False, server_default=default)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _reference(column: str, table: str, target: str, *, nullable: bool) -> sa.Column[int]:
    key = sa.ForeignKey(
        f"{target}.id",
        name=op.f(f"fk_{table}_{column}"),
        deferrable=True,
        initially="DEFERRED",
    )
    return sa.Column(column, sa.Integer(), key, nullable=nullable)


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        *parts,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )
