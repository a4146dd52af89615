"""Questions: editable themes, steps with names, carry-overs, and what was found not alike."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from townhall.storage.base import NO_WORDS, UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _add_columns()
    _make_tables()


def _add_columns() -> None:
    # SQLite adds a column with a foreign key only while it rebuilds the table.
    with op.batch_alter_table("question", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(_reference("asked_communication_id", "question", "communication"))
        table.add_column(sa.Column("asked_original_start", sa.DateTime()))
        table.add_column(_filled("decline_kind", sa.String(300), NO_WORDS))
        table.add_column(_filled("decline_proposed_by", sa.String(300), NO_WORDS))
        table.add_column(_filled("translation", sa.Text(), NO_WORDS))
        table.add_column(sa.Column("valid_until", sa.Date()))
        table.add_column(_reference("reused_from_id", "question", "question"))
        table.add_column(_filled("publication", _term("publication", *PUBLICATIONS), "undecided"))
        table.add_column(_filled("publication_by", sa.String(300), NO_WORDS))
    _index("question", "asked_communication_id", "valid_until", "reused_from_id")
    op.execute(
        "UPDATE question SET asked_communication_id = communication_id, "
        "asked_original_start = original_start"
    )


def _make_tables() -> None:
    _table(
        "question_theme",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("name_nl", sa.String(300), nullable=False),
        sa.Column("name_en", sa.String(300), nullable=False),
        sa.Column("color", sa.String(300), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.UniqueConstraint("key", name=op.f("uq_question_theme_key")),
    )
    _table(
        "question_step",
        _reference("question_id", "question_step", "question", nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("by", sa.String(300), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
    )
    _index("question_step", "question_id")
    _table(
        "carry_over",
        _reference("question_id", "carry_over", "question", nullable=False),
        _reference("from_communication_id", "carry_over", "communication"),
        sa.Column("from_original_start", sa.DateTime()),
        _reference("to_communication_id", "carry_over", "communication"),
        sa.Column("to_original_start", sa.DateTime()),
        sa.Column("at", UtcDateTime(), nullable=False),
    )
    _index("carry_over", "question_id", "from_communication_id", "to_communication_id")
    _table(
        "not_alike",
        _reference("question_id", "not_alike", "question", nullable=False),
        _reference("other_id", "not_alike", "question", nullable=False),
        sa.UniqueConstraint(
            "question_id", "other_id", name=op.f("uq_not_alike_question_id_other_id")
        ),
    )
    _index("not_alike", "question_id", "other_id")


PUBLICATIONS = ("undecided", "as-asked", "masked", "withheld")


def _term(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def _filled(name: str, type_: Any, default: Any) -> sa.Column[Any]:
    """A column in which rows already there are to have a value."""
    return sa.Column(name, type_, nullable=False, server_default=default)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _reference(column: str, table: str, target: str, *, nullable: bool = True) -> sa.Column[int]:
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
