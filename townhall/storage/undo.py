"""Revert a captured step, only where the plan still is as the step left it."""

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Mapper

from townhall.domain.changes import RowChange, Step
from townhall.domain.errors import Conflict
from townhall.language import _
from townhall.storage.base import Record
from townhall.storage.unit_of_work import UnitOfWork


def revert(uow: UnitOfWork, step: Step) -> None:
    """Put back what `step` changed; the unit of work then holds the step that redoes it.

    Raises Conflict when something else has changed since; then nothing is reverted.
    """
    uow.label = step.label
    models = _models()
    touched = {(row.table, row.id) for row in step.rows}
    for row in step.rows:
        if row.before is not None and row.after is None:
            uow.session.add(models[row.table](**row.before))
    for row in step.rows:
        model = models[row.table]
        if row.before is not None and row.after is not None:
            found = _unchanged(uow, model, row)
            for name, value in row.before.items():
                setattr(found, name, value)
    for row in step.rows:
        if row.before is None and row.after is not None:
            found = _unchanged(uow, models[row.table], row)
            _refuse_newer_parts(uow, found, touched)
            uow.session.delete(found)
    uow.session.flush()


def _models() -> dict[str, type[Record]]:
    return {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Record.registry.mappers
        if issubclass(mapper.class_, Record)
    }


def _unchanged(uow: UnitOfWork, model: type[Record], row: RowChange) -> Record:
    found = uow.session.get(model, row.id)
    after = row.after or {}
    if found is None:
        raise _conflict(row, after, {})
    theirs = {name: getattr(found, name) for name in after}
    differing = {name for name, value in theirs.items() if value != after[name]}
    if differing:
        raise _conflict(row, after, {name: theirs[name] for name in differing})
    return found


def _conflict(row: RowChange, mine: dict[str, object], theirs: dict[str, object]) -> Conflict:
    message = _("This cannot be undone any more: it has been changed since. Nothing was changed.")
    return Conflict(message, row.before or {}, mine, theirs)


def _refuse_newer_parts(uow: UnitOfWork, found: Record, touched: set[tuple[str, int]]) -> None:
    """Deleting a row takes its parts along; parts added later must not vanish unseen."""
    mapper: Mapper[Any] = inspect(found).mapper
    for relation in mapper.relationships:
        if not relation.cascade.delete:
            continue
        for part in getattr(found, relation.key):
            if (part.__tablename__, part.id) not in touched:
                row = RowChange(part.__tablename__, part.id, None, {})
                raise _conflict(row, {}, {})
