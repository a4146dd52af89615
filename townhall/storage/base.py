"""The base of all mapped classes: ids that are never reused, and optimistic versions."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    MetaData,
    String,
    TypeDecorator,
    event,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column

from townhall.domain.errors import NotFound
from townhall.domain.terms import noun_label
from townhall.language import _

LARGEST_ID = 2**31 - 1
"""The largest number an id can be: INTEGER of PostgreSQL."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept as naive UTC so that every database compares it alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """All tables.

    `noun` is the noun a row belongs to for screens and the command line; `noun_key` names the
    column with that noun's id ("id", or the owner's key for a part such as an attendee).
    `forgotten` names columns whose earlier values must not stay in the file.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    noun: ClassVar[str] = ""
    noun_key: ClassVar[str] = "id"
    forgotten: ClassVar[tuple[str, ...]] = ()


class Record(Base):
    """A row with its own id and a version that rises with every update."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 (a declared_attr gets the class)
        return {"version_id_col": cls.__table__.c.version}

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805 (a declared_attr gets the class)
        # SQLite hands out the id of a deleted row again without AUTOINCREMENT.
        return {"sqlite_autoincrement": True}


R = TypeVar("R", bound=Record)


@event.listens_for(Record, "init", propagate=True)
def _fill_in(target: Record, args: tuple[object, ...], values: dict[str, object]) -> None:
    """Give a new record its defaults at once, so that rules can be checked before it is stored."""
    for column in target.__table__.columns:
        default = column.default
        if default is None or column.key in values:
            continue
        if default.is_scalar:
            values[column.key] = default.arg
        elif default.is_callable:
            values[column.key] = default.arg(None)


def fetch(session: Session, model: type[R], record_id: int) -> R:
    """The record of `model` with this id; raises NotFound."""
    found = session.get(model, record_id) if 0 < record_id <= LARGEST_ID else None
    if found is None:
        raise NotFound(
            _("There is no {noun} {id} in this plan.").format(
                noun=noun_label(model.noun), id=record_id
            )
        )
    return found


def reference(target: str, *, on_delete: str | None = None) -> ForeignKey:
    """A foreign key checked at commit, so that undo can put rows back in any order."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED", ondelete=on_delete)


def term_column(terms: type[StrEnum]) -> Enum:
    """A column type that stores a term by its value in the command line's contract."""
    return Enum(
        terms,
        native_enum=False,
        length=40,
        values_callable=lambda kinds: [member.value for member in kinds],
    )


Short = String(300)
"""A line of text: a name or a title."""

NO_WORDS = text("''")
"""What a column of words that came later holds in rows that were there already."""
