"""Recipes: shipped with every plan, put on a communication, saved from one."""

from datetime import datetime

import pytest

from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.shipped_recipes import shipped_recipes
from townhall.domain.terms import CommunicationKind, PersonRole
from townhall.services.communications import add_communication
from townhall.services.queries.recipes import recipe, recipe_for, recipes
from townhall.services.queries.run_up import run_up
from townhall.services.queries.tasks import tasks
from townhall.services.recipes import add_with_run_up, apply_recipe, save_as_recipe
from townhall.services.records import add_record, change_record, remove_record
from townhall.services.tasks import change_step
from townhall.storage.database import Database

TOWN_HALL = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2027-01-21T10:00",
}
START = datetime(2027, 1, 21, 10)


def test_every_kind_has_a_recipe_in_both_languages() -> None:
    shipped = shipped_recipes()
    assert {(each.kind, each.language) for each in shipped} == {
        (kind, language) for kind in CommunicationKind for language in ("nl", "en")
    }
    assert len({each.name for each in shipped}) == len(shipped)
    for each in shipped:
        assert {step.owner_role for step in each.steps} <= set(PersonRole)
        assert [step.offset_days for step in each.steps] == sorted(
            step.offset_days for step in each.steps
        )
    dutch = next(each for each in shipped if each.language == "nl")
    assert (dutch.name, dutch.steps[4].title) == (
        "Aanloop naar een town hall",
        "Sprekersbriefing sturen",
    )


def test_a_new_plan_has_the_shipped_recipes(database: Database) -> None:
    found = database.read(recipes)
    assert {(each.name, each.kind, each.language, len(each.steps)) for each in found} == {
        (each.name, each.kind, each.language, len(each.steps)) for each in shipped_recipes()
    }


def test_a_communication_gets_the_run_up_of_its_kind(database: Database) -> None:
    outcome = database.run(add_with_run_up, TOWN_HALL)
    found = database.read(run_up, outcome.value, START)
    assert [(each.title, each.offset_days, f"{each.day:%m-%d}") for each in found][:3] == [
        ("Save the date sturen", -28, "12-10"),
        ("Sprekers en gastheer of -vrouw vragen", -20, "12-22"),
        ("Vragenbus openen", -14, "12-31"),
    ]
    assert outcome.step is not None
    assert outcome.step.label == "Planned “Town hall”"
    database.revert(outcome.step)
    assert database.read(tasks) == []


def test_applying_twice_adds_nothing_twice(database: Database) -> None:
    town_hall = database.run(add_with_run_up, TOWN_HALL).value
    found = database.read(recipe_for, CommunicationKind.TOWN_HALL, "nl")
    assert found is not None
    assert database.run(apply_recipe, found.id, town_hall).value == 0
    assert database.run(apply_recipe, found.id, town_hall, START).value == 0
    assert len(database.read(run_up, town_hall, START)) == len(found.steps)


def test_a_run_up_becomes_a_recipe(database: Database) -> None:
    town_hall = database.run(add_communication, TOWN_HALL).value
    with pytest.raises(InvalidInput, match="no run-up"):
        database.run(save_as_recipe, town_hall, START, "Kort")
    own = {"communication_id": town_hall, "title": "Taart", "offset_days": -1}
    task_id = database.run(add_record, "task", own).value
    database.run(change_step, task_id, START, {"owner_role": "host"})
    saved = database.read(recipe, database.run(save_as_recipe, town_hall, START, "Kort").value)
    assert (saved.name, saved.kind, saved.language) == ("Kort", "town-hall", "nl")
    assert [(step.title, step.owner_role, step.offset_days) for step in saved.steps] == [
        ("Taart", "host", -1)
    ]
    with pytest.raises(InvalidInput, match="called “kort” already"):
        database.run(save_as_recipe, town_hall, START, "kort")
    with pytest.raises(InvalidInput) as refused:
        database.run(save_as_recipe, town_hall, START, "")
    assert refused.value.field == "name"


def test_a_recipe_is_edited_and_removed(database: Database) -> None:
    first = database.read(recipes)[0]
    steps = [{"title": "Taart", "owner_role": "", "offset_days": -1}]
    database.run(change_record, "recipe", first.id, {"steps": steps})
    assert [each.title for each in database.read(recipe, first.id).steps] == ["Taart"]
    with pytest.raises(InvalidInput) as refused:
        database.run(
            change_record, "recipe", first.id, {"steps": [{"title": "x", "offset_days": 401}]}
        )
    assert (refused.value.field, refused.value.row) == ("steps.offset_days", 1)
    database.run(remove_record, "recipe", first.id)
    with pytest.raises(NotFound):
        database.read(recipe, first.id)
