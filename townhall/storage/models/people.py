"""Colleagues."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from townhall.domain.terms import PersonRole
from townhall.storage.base import NO_WORDS, Record, Short, term_column


class Person(Record):
    """A colleague with a role in the AI programme.

    `language` is what they are written to in; empty: that of the plan's documents.
    """

    __tablename__ = "person"
    noun = "person"

    name: Mapped[str] = mapped_column(Short, index=True)
    email: Mapped[str] = mapped_column(Short, default="", index=True)
    role: Mapped[PersonRole] = mapped_column(term_column(PersonRole), default=PersonRole.EMPLOYEE)
    department: Mapped[str] = mapped_column(Short, default="")
    phone: Mapped[str] = mapped_column(Short, default="")
    language: Mapped[str] = mapped_column(Short, default="", server_default=NO_WORDS)
    notes: Mapped[str] = mapped_column(Text, default="")
