"""What planning falls back on: recipes of run-ups, templates, closed periods, saved filters."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column, relationship

from townhall.domain.terms import CommunicationKind
from townhall.storage.base import Record, Short, UtcDateTime, reference, term_column


class Blackout(Record):
    """A period, both days included, in which nothing should be planned."""

    __tablename__ = "blackout"
    noun = "blackout"

    name: Mapped[str] = mapped_column(Short)
    first_day: Mapped[date] = mapped_column(index=True)
    last_day: Mapped[date] = mapped_column(index=True)


class Recipe(Record):
    """The run-up that communications of `kind` get, in one language."""

    __tablename__ = "recipe"
    noun = "recipe"

    name: Mapped[str] = mapped_column(Short, unique=True)
    kind: Mapped[CommunicationKind] = mapped_column(term_column(CommunicationKind))
    language: Mapped[str] = mapped_column(Short, default="nl")
    steps: Mapped[list["RecipeStep"]] = relationship(
        cascade="all, delete-orphan", order_by="RecipeStep.position"
    )


class RecipeStep(Record):
    """One task a recipe makes, `offset_days` working days from the date."""

    __tablename__ = "recipe_step"
    noun = "recipe"
    noun_key = "recipe_id"

    recipe_id: Mapped[int] = mapped_column(reference("recipe.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(Short)
    owner_role: Mapped[str] = mapped_column(Short, default="")
    offset_days: Mapped[int] = mapped_column(default=0)


class Template(Record):
    """A communication to start from: `content` holds its fields and its run-up, no dates."""

    __tablename__ = "template"
    noun = "template"

    name: Mapped[str] = mapped_column(Short, unique=True)
    kind: Mapped[CommunicationKind] = mapped_column(term_column(CommunicationKind))
    content: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)


class SavedFilter(Record):
    """A filter of a screen (`place`) that was given a name."""

    __tablename__ = "saved_filter"
    noun = "saved-filter"

    name: Mapped[str] = mapped_column(Short)
    place: Mapped[str] = mapped_column(Short)
    content: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)


class IssuedPack(Record):
    """A briefing pack that was written to a file, and the date as it showed it."""

    __tablename__ = "issued_pack"
    noun = "pack"

    communication_id: Mapped[int] = mapped_column(reference("communication.id"), index=True)
    original_start: Mapped[datetime | None] = mapped_column(default=None)
    kind: Mapped[str] = mapped_column(Short)
    language: Mapped[str] = mapped_column(Short)
    file_name: Mapped[str] = mapped_column(Short)
    shown: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
