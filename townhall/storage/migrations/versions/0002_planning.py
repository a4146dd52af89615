"""Planning: closed days, extra dates, run-up of single dates, recipes, templates, sign-off."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from townhall.storage.base import NO_WORDS, UtcDateTime

revision = "0002"
down_revision = "0001"

KINDS = (
    *("town-hall", "progress-update", "training"),
    *("working-group", "drop-in", "board-briefing"),
)


def upgrade() -> None:
    _add_columns()
    _make_tables()


def _add_columns() -> None:
    for name in ("on_holidays", "on_blackouts"):
        op.add_column(
            "communication",
            _filled(name, _term("closeddays", "keep", "skip", "move"), "keep"),
        )
    op.execute("UPDATE communication SET on_holidays = 'skip' WHERE skip_holidays")
    op.drop_column("communication", "skip_holidays")
    op.add_column("communication", sa.Column("approved", sa.JSON(none_as_null=True)))
    op.add_column("communication", _filled("import_key", sa.String(300), NO_WORDS))
    op.create_index(op.f("ix_communication_import_key"), "communication", ["import_key"])
    op.add_column("communication", sa.Column("imported", sa.JSON(none_as_null=True)))
    op.add_column("occurrence_override", _filled("added", sa.Boolean(), sa.false()))
    op.add_column(
        "occurrence_override", sa.Column("cause", _term("causedby", "holiday", "blackout"))
    )
    op.add_column("audience", sa.Column("shift_start", sa.Time()))
    op.add_column("audience", sa.Column("shift_end", sa.Time()))
    op.add_column("audience", sa.Column("weekly_limit", sa.Integer()))
    op.add_column("plan", _filled("second_time_zone", sa.String(300), NO_WORDS))
    op.add_column("plan", _filled("channel_limits", sa.JSON(), "{}"))
    op.add_column("key_message", _filled("signed_by", sa.String(300), NO_WORDS))
    op.add_column("key_message", sa.Column("signed_at", UtcDateTime()))
    op.add_column("key_message", sa.Column("approved", sa.JSON(none_as_null=True)))
    op.add_column("cadence", sa.Column("starts_on", sa.Date()))
    _widen_tasks()


def _widen_tasks() -> None:
    # SQLite adds a foreign key to a table only by making the table anew.
    with op.batch_alter_table("task", table_kwargs={"sqlite_autoincrement": True}) as task:
        task.add_column(sa.Column("due", sa.Date()))
        task.add_column(_filled("dropped", sa.Boolean(), sa.false()))
        for name, target in (("owner_id", "person"), ("of_id", "task")):
            task.add_column(_reference(name, "task", target, nullable=True))
            task.create_index(op.f(f"ix_task_{name}"), [name])


def _make_tables() -> None:
    _table(
        "blackout",
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
    )
    op.create_index(op.f("ix_blackout_first_day"), "blackout", ["first_day"])
    op.create_index(op.f("ix_blackout_last_day"), "blackout", ["last_day"])
    _table(
        "recipe",
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("kind", _term("communicationkind", *KINDS), nullable=False),
        sa.Column("language", sa.String(300), nullable=False),
        sa.UniqueConstraint("name", name=op.f("uq_recipe_name")),
    )
    _table(
        "recipe_step",
        _reference("recipe_id", "recipe_step", "recipe", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("owner_role", sa.String(300), nullable=False),
        sa.Column("offset_days", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("ix_recipe_step_recipe_id"), "recipe_step", ["recipe_id"])
    _table(
        "template",
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("kind", _term("communicationkind", *KINDS), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.UniqueConstraint("name", name=op.f("uq_template_name")),
    )
    _table(
        "saved_filter",
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )
    _table(
        "issued_pack",
        _reference("communication_id", "issued_pack", "communication", nullable=False),
        sa.Column("original_start", sa.DateTime()),
        sa.Column("kind", sa.String(300), nullable=False),
        sa.Column("language", sa.String(300), nullable=False),
        sa.Column("file_name", sa.String(300), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
    )
    op.create_index(op.f("ix_issued_pack_communication_id"), "issued_pack", ["communication_id"])


def _term(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def _filled(name: str, type_: Any, default: Any) -> sa.Column[Any]:
    """A column in which rows already there are to have a value."""
    return sa.Column(name, type_, nullable=False, server_default=default)


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
