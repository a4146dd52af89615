"""AI projects and systems, and what surrounds them in the programme."""

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from townhall.domain.terms import RiskClass, Stage
from townhall.storage.base import Record, Short, reference, term_column


class Initiative(Record):
    """An AI project or system that staff are told about."""

    __tablename__ = "initiative"
    noun = "initiative"

    name: Mapped[str] = mapped_column(Short, unique=True)
    why: Mapped[str] = mapped_column(Text, default="")
    benefits: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[Stage] = mapped_column(term_column(Stage), default=Stage.EXPLORING)
    go_live: Mapped[date | None] = mapped_column(default=None)
    risk_class: Mapped[RiskClass] = mapped_column(term_column(RiskClass), default=RiskClass.LIMITED)
    development_id: Mapped[int | None] = mapped_column(reference("person.id"))
    implementation_id: Mapped[int | None] = mapped_column(reference("person.id"))
    monitoring_id: Mapped[int | None] = mapped_column(reference("person.id"))
    sponsor_id: Mapped[int | None] = mapped_column(reference("person.id"))
    change_manager_id: Mapped[int | None] = mapped_column(reference("person.id"))
    impacts: Mapped[list["Impact"]] = relationship(
        cascade="all, delete-orphan", order_by="Impact.id"
    )


class Impact(Record):
    """What one initiative changes in the work of one audience."""

    __tablename__ = "impact"
    noun = "initiative"
    noun_key = "initiative_id"

    initiative_id: Mapped[int] = mapped_column(reference("initiative.id"), index=True)
    audience_id: Mapped[int] = mapped_column(reference("audience.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
