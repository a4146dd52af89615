"""The run-up: steps towards every date of a communication, and what one date has of its own.

A step of a series that is ticked, moved, renamed or left out for one date gets a stand-in for
that date; the step itself, and all other dates, stay as they are.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from townhall.domain.errors import InvalidInput
from townhall.language import _
from townhall.services.dates import check_date
from townhall.services.editing import Shape, read_values, store
from townhall.services.nouns import NOUNS
from townhall.services.records import add_record, change_record, remove_record
from townhall.services.series import repeats
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_COPIED = ("title", "owner_role", "owner_id", "offset_days", "due")
_OF_ONE_DATE = ("title", "owner", "owner_role", "offset_days", "due", "done_on")


def add_task(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Add a step with the contract's fields; returns its id. Raises InvalidInput.

    Without `original_start` it is a step towards every date of its communication.
    """
    task_id = add_record(uow, "task", values)
    uow.label = _("Added “{title}” to the run-up").format(title=uow.get(m.Task, task_id).title)
    return task_id


def change_task(
    uow: UnitOfWork,
    task_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> None:
    """Change a step itself, of every date where it is one. Raises as `change_record` does."""
    change_record(uow, "task", task_id, values, base)
    uow.label = _("Changed “{title}” in the run-up").format(title=uow.get(m.Task, task_id).title)


def remove_task(uow: UnitOfWork, task_id: int) -> None:
    """Remove a step, with what single dates have in its place. Raises NotFound."""
    task = uow.get(m.Task, task_id)
    for stand_in in uow.session.scalars(select(m.Task).where(m.Task.of_id == task_id)).all():
        uow.session.delete(stand_in)
    uow.session.flush()
    title = task.title
    remove_record(uow, "task", task_id)
    uow.label = _("Removed “{title}” from the run-up").format(title=title)


def tick_task(
    uow: UnitOfWork, task_id: int, original_start: datetime, *, ticked: bool = True
) -> None:
    """Tick a step off for one date, today; or take the tick back. Raises NotFound, InvalidInput."""
    task = _for_date(uow, task_id, original_start)
    communication = uow.get(m.Communication, task.communication_id)
    today = uow.clock.today(communication.time_zone)
    store(task, {"done_on": today if ticked else None})
    said = _("Done: {title}") if ticked else _("Not done: {title}")
    uow.label = said.format(title=task.title)


def change_step(
    uow: UnitOfWork, task_id: int, original_start: datetime, values: Mapping[str, Any]
) -> int:
    """Change title, owner, owner_role, offset_days, due or done_on of a step for one date.

    Another offset lets go of a fixed day, unless both are given. Returns the id of the task that
    holds for the date from then on. Raises NotFound, InvalidInput.
    """
    shape = Shape({name: NOUNS["task"].shape.fields[name] for name in _OF_ONE_DATE})
    read = read_values(uow, shape, values, adding=False).plain
    if "offset_days" in read and "due" not in read:
        read["due"] = None
    task = _for_date(uow, task_id, original_start)
    store(task, read)
    uow.label = _("Changed “{title}” in the run-up").format(title=task.title)
    return task.id


def change_every_step(
    uow: UnitOfWork, task_id: int, original_start: datetime, values: Mapping[str, Any]
) -> None:
    """Change title, owner, owner_role or offset_days of a step for every date of its series.

    The date it was changed from follows too where it had a step of its own. Raises NotFound,
    InvalidInput.
    """
    task = uow.get(m.Task, task_id)
    shared = uow.get(m.Task, task.of_id) if task.of_id is not None else task
    fields = {name: value for name, value in values.items() if name != "due"}
    change_record(uow, "task", shared.id, fields)
    if shared is not task:
        store(task, {name: getattr(shared, name) for name in _COPIED if name != "due"})
        store(task, {"due": None})
    uow.label = _("Changed “{title}” for every date").format(title=shared.title)


def drop_step(uow: UnitOfWork, task_id: int, original_start: datetime) -> None:
    """Take a step out of the run-up to one date. Raises NotFound, InvalidInput."""
    task = uow.get(m.Task, task_id)
    title = task.title
    if task.of_id is None and not _is_shared(uow, task):
        uow.session.delete(task)
    else:
        store(_for_date(uow, task_id, original_start), {"dropped": True, "done_on": None})
    uow.label = _("Removed “{title}” from the run-up").format(title=title)


def fix_days(uow: UnitOfWork, days: Mapping[int, date], original_start: datetime) -> None:
    """Hold steps, by task id, on days of their own whatever becomes of the date."""
    for task_id, day in days.items():
        store(_for_date(uow, task_id, original_start), {"due": day})


def copy_run_up(uow: UnitOfWork, communication_id: int, later_id: int) -> None:
    """Give the later half of a split series the steps of every date.

    What single dates have in their place belongs to the later half already.
    """
    shared = uow.session.scalars(
        select(m.Task).where(
            m.Task.communication_id == communication_id, m.Task.original_start.is_(None)
        )
    ).all()
    for task in shared:
        copy = m.Task(communication_id=later_id, **{name: getattr(task, name) for name in _COPIED})
        uow.session.add(copy)
        uow.session.flush()
        for stand_in in uow.session.scalars(
            select(m.Task).where(m.Task.of_id == task.id, m.Task.communication_id == later_id)
        ).all():
            stand_in.of_id = copy.id


def _is_shared(uow: UnitOfWork, task: m.Task) -> bool:
    communication = uow.get(m.Communication, task.communication_id)
    return task.original_start is None and repeats(communication)


def _for_date(uow: UnitOfWork, task_id: int, original_start: datetime) -> m.Task:
    """The task that holds for the date: this one, or its stand-in, made where there is none."""
    task = uow.get(m.Task, task_id)
    check_date(uow, task.communication_id, original_start)
    if task.original_start is not None and task.original_start != original_start:
        raise InvalidInput(
            _("“{title}” belongs to another date.").format(title=task.title),
            field="original_start",
        )
    if not _is_shared(uow, task):
        return task
    found = uow.session.scalars(
        select(m.Task).where(m.Task.of_id == task_id, m.Task.original_start == original_start)
    ).first()
    if found is None:
        found = m.Task(
            communication_id=task.communication_id,
            original_start=original_start,
            of_id=task_id,
            **{name: getattr(task, name) for name in _COPIED},
        )
        first = uow.get(m.Communication, task.communication_id).start
        if original_start == first:
            found.done_on = task.done_on
        uow.session.add(found)
        uow.session.flush()
    return found
