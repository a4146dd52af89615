"""Revert a captured step, only where the plan still is as the step left it."""

from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Mapper

from townhall.domain.changes import RowChange, Step
from townhall.domain.errors import Conflict
from townhall.language import _
from townhall.storage.base import Record
from townhall.storage.models import Question, QuestionTheme
from townhall.storage.unit_of_work import UnitOfWork


def revert(uow: UnitOfWork, step: Step) -> None:
    """Put back what `step` changed; the unit of work then holds the step that redoes it.

    Raises Conflict when something else has changed since; then nothing is reverted.
    """
    uow.label = step.label
    models = {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}
    touched = {(row.table, row.id) for row in step.rows}
    for row in step.rows:
        if row.before is not None and row.after is None:
            if uow.session.get(models[row.table], row.id) is not None:
                raise changed_since(row)
            uow.session.add(models[row.table](**row.before))
    for row in step.rows:
        if row.before is not None and row.after is not None:
            found = _unchanged(uow, models[row.table], row)
            for name, value in row.before.items():
                setattr(found, name, value)
    uow.session.flush()
    # Rows that are deleted take their parts along; those must not be gone before their turn.
    with uow.session.no_autoflush:
        for row in step.rows:
            if row.before is None and row.after is not None:
                found = _unchanged(uow, models[row.table], row)
                _refuse_newer_parts(found, touched)
                _refuse_theme_in_use(uow, found)
                uow.session.delete(found)
    uow.session.flush()


_NO_ROW = RowChange("", 0, None, None)


def changed_since(row: RowChange = _NO_ROW, **theirs: object) -> Conflict:
    """The refusal to revert a step; `theirs` are the values of `row` that differ now."""
    return Conflict(
        _("This cannot be undone any more: it has been changed since. Nothing was changed."),
        row.before or {},
        row.after or {},
        theirs,
    )


def _unchanged(uow: UnitOfWork, model: type[Record], row: RowChange) -> Record:
    """The row as it is stored, when it still has the values the step gave it."""
    found = uow.session.get(model, row.id)
    if found is None:
        raise changed_since(row)
    after = row.after or {}
    theirs = {name: getattr(found, name) for name in after}
    differing = {name: value for name, value in theirs.items() if value != after[name]}
    if differing:
        raise changed_since(row, **differing)
    return found


def _refuse_newer_parts(found: Record, touched: set[tuple[str, int]]) -> None:
    """Deleting a row takes its parts along; parts added later must not vanish unseen."""
    mapper: Mapper[Any] = inspect(found).mapper
    for relation in mapper.relationships:
        if not relation.cascade.delete:
            continue
        for part in getattr(found, relation.key):
            if (part.__tablename__, part.id) not in touched:
                raise changed_since()


def _refuse_theme_in_use(uow: UnitOfWork, found: Record) -> None:
    """Questions name their theme by its key, which no foreign key guards."""
    if isinstance(found, QuestionTheme):
        asked = select(Question.id).where(Question.theme == found.key).limit(1)
        if uow.session.scalars(asked).first() is not None:
            raise changed_since()
