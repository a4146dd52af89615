"""Dates that the story of a question names: where it was asked, and from where it went where.

Such a date is known by its original start, so it follows its series as what belongs to it does.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Named:
    """A record whose attributes `<prefix>communication_id` and `…original_start` name a date."""

    record: m.Question | m.CarryOver
    prefix: str

    @property
    def original_start(self) -> datetime | None:
        """The date, local; None: its communication as a whole."""
        start: datetime | None = getattr(self.record, f"{self.prefix}original_start")
        return start

    def set(self, communication_id: int | None, original_start: datetime | None) -> None:
        """Name another date, or none."""
        wanted = {"communication_id": communication_id, "original_start": original_start}
        for name, value in wanted.items():
            if getattr(self.record, self.prefix + name) != value:
                setattr(self.record, self.prefix + name, value)


def named_dates(uow: UnitOfWork, communication_id: int) -> Iterator[Named]:
    """Everything in the story of questions that names the communication, or a date of it."""
    query = select(m.Question).where(m.Question.asked_communication_id == communication_id)
    for question in uow.session.scalars(query.order_by(m.Question.id)).all():
        yield Named(question, "asked_")
    for prefix, column in (
        ("from_", m.CarryOver.from_communication_id),
        ("to_", m.CarryOver.to_communication_id),
    ):
        carried = select(m.CarryOver).where(column == communication_id).order_by(m.CarryOver.id)
        for carry_over in uow.session.scalars(carried).all():
            yield Named(carry_over, prefix)


def named_starts(uow: UnitOfWork, communication_id: int) -> set[datetime]:
    """The dates of the communication that the story of a question names."""
    starts = {each.original_start for each in named_dates(uow, communication_id)}
    return {start for start in starts if start is not None}


def rename_dates(
    uow: UnitOfWork, communication_id: int, places: Mapping[datetime, datetime | None]
) -> None:
    """Let dates that are known by another original start now be named by that; None: gone."""
    for each in named_dates(uow, communication_id):
        start = each.original_start
        if start is not None and start in places:
            each.set(communication_id, places[start])


def hand_over_dates(
    uow: UnitOfWork, communication_id: int, later_id: int, is_later: Callable[[datetime], bool]
) -> None:
    """Let dates that belong to another communication now be named as dates of that one."""
    for each in named_dates(uow, communication_id):
        start = each.original_start
        if start is not None and is_later(start):
            each.set(later_id, start)


def forget_dates(uow: UnitOfWork, communication_id: int) -> None:
    """Name the communication no more: it is removed."""
    for each in named_dates(uow, communication_id):
        each.set(None, None)
