"""Recipes: the usual run-up of a kind, put on a communication or made from one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from townhall.domain.errors import InvalidInput
from townhall.domain.names import same_name
from townhall.language import _, ngettext
from townhall.services.communications import add_communication
from townhall.services.queries.recipes import recipe, recipe_for
from townhall.services.queries.run_up import run_up
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def apply_recipe(
    uow: UnitOfWork,
    recipe_id: int,
    communication_id: int,
    original_start: datetime | None = None,
) -> int:
    """Add the recipe's steps, towards every date or towards `original_start` (local) alone.

    A step that is there by its title already is not added again. Returns how many were added.
    Raises NotFound, InvalidInput.
    """
    found = recipe(uow.session, recipe_id)
    communication = uow.get(m.Communication, communication_id)
    there = {same_name(title) for title in _titles(uow, communication_id, original_start)}
    new = [step for step in found.steps if same_name(step.title) not in there]
    for step in new:
        add_record(
            uow,
            "task",
            {
                "communication_id": communication_id,
                "original_start": original_start,
                "title": step.title,
                "owner_role": step.owner_role,
                "offset_days": step.offset_days,
            },
        )
    uow.label = ngettext(
        "Added {n} step to the run-up of “{title}”",
        "Added {n} steps to the run-up of “{title}”",
        len(new),
    ).format(n=len(new), title=communication.title)
    return len(new)


def save_as_recipe(
    uow: UnitOfWork, communication_id: int, original_start: datetime, name: str
) -> int:
    """Make a recipe of the run-up to a date; days that were fixed are counted as they were set.

    Returns its id. Raises NotFound; InvalidInput (`name`) for a name that is empty or taken, and
    for a date without run-up.
    """
    steps = run_up(uow.session, communication_id, original_start)
    if not steps:
        raise InvalidInput(
            _("This date has no run-up to make a recipe of. Add a task first."), field="name"
        )
    recipe_id = add_record(
        uow,
        "recipe",
        {
            "name": name,
            "kind": uow.get(m.Communication, communication_id).kind.value,
            "language": uow.plan.document_language,
            "steps": [
                {
                    "title": step.title,
                    "owner_role": step.owner_role,
                    "offset_days": step.offset_days,
                }
                for step in steps
            ],
        },
    )
    uow.label = _("Saved the recipe “{name}”").format(name=name)
    return recipe_id


def add_with_run_up(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Plan a communication with the run-up of its kind's recipe, in the plan's language.

    Without such a recipe it has none. Returns the id. Raises InvalidInput.
    """
    communication_id = add_communication(uow, values)
    label = uow.label
    kind = uow.get(m.Communication, communication_id).kind
    found = recipe_for(uow.session, kind, uow.plan.document_language)
    if found is not None:
        apply_recipe(uow, found.id, communication_id)
    uow.label = label
    return communication_id


def _titles(uow: UnitOfWork, communication_id: int, original_start: datetime | None) -> list[str]:
    """Titles of the steps that hold for the date already, or for every date."""
    if original_start is not None:
        return [each.title for each in run_up(uow.session, communication_id, original_start)]
    query = select(m.Task.title).where(
        m.Task.communication_id == communication_id, m.Task.original_start.is_(None)
    )
    return list(uow.session.scalars(query))
