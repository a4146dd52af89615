"""Steps of run-ups as they are stored, with the contract's field names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.errors import NotFound
from townhall.services.queries.people import names
from townhall.services.queries.run_up import run_up
from townhall.services.series import repeats
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """One step of a run-up; `offset_days` are working days from the date.

    `original_start` None: a step towards every date. `due` is a day it was fixed to; `day` is the
    day it falls on, None where it belongs to every date of a series. `of_id` names the step that
    this one stands in for, `dropped` says that its date goes without that step.
    """

    id: int
    communication_id: int
    original_start: datetime | None
    title: str
    owner_role: str
    owner: str | None
    offset_days: int
    due: date | None
    day: date | None
    of_id: int | None
    dropped: bool
    done_on: date | None


def tasks(session: Session) -> list[TaskDetail]:
    """All steps of run-ups as they are stored, each with its day where it has one."""
    stored = list(session.scalars(select(m.Task).order_by(m.Task.id)))
    return _with_days(session, stored)


def task(session: Session, record_id: int) -> TaskDetail:
    """One step of a run-up. Raises NotFound."""
    return _with_days(session, [fetch(session, m.Task, record_id)])[0]


def _with_days(session: Session, stored: Sequence[m.Task]) -> list[TaskDetail]:
    dates: dict[tuple[int, datetime], dict[int, date]] = {}
    found = []
    called = names(session, m.Person)
    for record in stored:
        start = record.original_start
        if start is None:
            communication = session.get_one(m.Communication, record.communication_id)
            start = None if repeats(communication) else communication.start
        day = None
        if start is not None:
            key = (record.communication_id, start)
            if key not in dates:
                dates[key] = _days(session, *key)
            day = dates[key].get(record.id)
        found.append(_detail(record, day, called))
    return found


def _days(session: Session, communication_id: int, start: datetime) -> dict[int, date]:
    try:
        return {each.id: each.day for each in run_up(session, communication_id, start)}
    except NotFound:
        return {}


def _detail(stored: m.Task, day: date | None, called: dict[int, str]) -> TaskDetail:
    return TaskDetail(
        id=stored.id,
        communication_id=stored.communication_id,
        original_start=stored.original_start,
        title=stored.title,
        owner_role=stored.owner_role,
        owner=called.get(stored.owner_id) if stored.owner_id is not None else None,
        offset_days=stored.offset_days,
        due=stored.due,
        day=day,
        of_id=stored.of_id,
        dropped=stored.dropped,
        done_on=stored.done_on,
    )
