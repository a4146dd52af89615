"""Simple nouns: kept whole or not at all, changed field by field, removed when not needed."""

from dataclasses import asdict
from datetime import date, time
from functools import partial
from typing import Any

import pytest

from tests.conftest import NOW
from townhall.domain import terms
from townhall.domain.changes import Change, ChangeKind, Changes
from townhall.domain.clock import fixed_clock
from townhall.domain.errors import Conflict, InvalidInput, NotFound
from townhall.services.communications import add_communication
from townhall.services.nouns import NOUNS
from townhall.services.queries import cadence as cadence_queries
from townhall.services.queries import closed_days, programme
from townhall.services.queries import overlays as overlay_queries
from townhall.services.queries import people as people_queries
from townhall.services.queries import recipes as recipe_queries
from townhall.services.queries import saved_filters as saved_filter_queries
from townhall.services.queries import tasks as task_queries
from townhall.services.questions import add_question
from townhall.services.records import add_record, change_record, remove_record
from townhall.storage.database import Database

FULL: dict[str, dict[str, Any]] = {
    "person": {
        "name": "Bram Proefman",
        "email": "bram@delinde.example",
        "role": "change-manager",
        "department": "Radiologie",
        "phone": "06 12345678",
        "notes": "Werkt op dinsdag.\nBelt liever.",
    },
    "audience": {
        "name": "Laboranten",
        "parent": "Radiologie",
        "headcount": 42,
        "languages": ["nl", "en"],
        "knowledge_level": "basic",
        "channels": ["intranet", "team-meeting"],
        "lead": "Anna Voorbeeld",
        "shift": "nacht",
        "shift_start": "23:00:00",
        "shift_end": "07:30:00",
        "weekly_limit": 2,
    },
    "initiative": {
        "name": "Scankwaliteit",
        "why": "Minder herhaalscans.",
        "benefits": "Rust.",
        "stage": "pilot",
        "go_live": "2027-02-01",
        "risk_class": "high",
        "development": "Anna Voorbeeld",
        "implementation": None,
        "monitoring": "Anna Voorbeeld",
        "sponsor": None,
        "change_manager": "Anna Voorbeeld",
        "impacts": [{"audience": "Radiologie", "text": "Minder bellen."}],
    },
    "key-message": {
        "text": "De arts beslist.",
        "initiative": "Triage",
        "audience": "Radiologie",
        "proof_points": ["Pilot van 3 maanden", "Nul fouten"],
        "language": "nl",
        "valid_until": "2027-06-30",
        "sign_off": "approved",
    },
    "cadence": {
        "initiative": "Triage",
        "audience": "Radiologie",
        "kind": "progress-update",
        "every_weeks": 4,
        "starts_on": "2026-09-01",
    },
    "blackout": {
        "name": "Verhuizing poliklinieken",
        "first_day": "2027-02-15",
        "last_day": "2027-02-26",
    },
    "recipe": {
        "name": "Aanloop naar een grote town hall",
        "kind": "town-hall",
        "language": "nl",
        "steps": [
            {"title": "Zaal vastleggen", "owner_role": "communications", "offset_days": -30},
            {"title": "Sprekers bedanken", "owner_role": "host", "offset_days": 1},
        ],
    },
    "overlay": {
        "name": "Agenda raad van bestuur",
        "color": "pink",
        "stands_for": "person",
        "person": "Anna Voorbeeld",
        "shown": False,
    },
    "saved-filter": {
        "name": "Radiologie en triage",
        "place": "calendar",
        "content": {
            "kinds": ["town-hall", "drop-in"],
            "statuses": ["planned"],
            "channels": ["intranet"],
            "audiences": ["Radiologie"],
            "initiatives": ["Triage"],
            "people": ["Anna Voorbeeld"],
        },
    },
    "task": {
        "communication_id": 1,
        "original_start": "2026-12-03T10:00",
        "title": "Zaal reserveren",
        "owner_role": "host",
        "owner": "Anna Voorbeeld",
        "offset_days": -28,
        "due": None,
        "of_id": None,
        "dropped": False,
        "done_on": None,
    },
    "review": {
        "initiative": "Triage",
        "date": "2026-10-01",
        "committee": "Ethische commissie",
        "aspects": [
            {"aspect": "privacy", "finding": "In orde."},
            {"aspect": "bias", "finding": ""},
        ],
        "verdict": "approved-with-conditions",
        "conditions": [
            {"text": "Meet elk kwartaal.", "owner": "Anna Voorbeeld", "due": "2027-01-15"}
        ],
        "next_date": None,
    },
    "duty": {
        "initiative": "Triage",
        "kind": "works-council",
        "source": "WOR art. 27",
        "due": "2027-01-01",
        "done_on": None,
    },
    "idea": {
        "text": "Spreekuur op de afdeling",
        "initiative": "Triage",
        "audience": None,
        "proposed_on": "2026-11-01",
        "outcome": "adopted",
        "reason": "Ja.",
    },
    "working-group": {
        "name": "Werkgroep AI",
        "purpose": "Meedenken",
        "members": ["Anna Voorbeeld"],
        "communication_id": 1,
    },
    "training": {
        "title": "Basis AI",
        "initiative": "Triage",
        "audience": "Radiologie",
        "level": "user",
        "duration_minutes": 90,
        "required": True,
        "communication_id": 1,
        "completed": 12,
    },
}

ALL = {
    "person": people_queries.people,
    "audience": people_queries.audiences,
    "initiative": programme.initiatives,
    "key-message": programme.key_messages,
    "cadence": partial(cadence_queries.cadences, clock=fixed_clock(NOW)),
    "blackout": closed_days.blackouts,
    "recipe": recipe_queries.recipes,
    "overlay": overlay_queries.overlays,
    "saved-filter": saved_filter_queries.saved_filters,
    "task": task_queries.tasks,
    "review": programme.reviews,
    "duty": programme.duties,
    "idea": programme.ideas,
    "working-group": programme.working_groups,
    "training": programme.trainings,
}
ONE = {
    "person": people_queries.person,
    "audience": people_queries.audience,
    "initiative": programme.initiative,
    "key-message": programme.key_message,
    "cadence": partial(cadence_queries.cadence, clock=fixed_clock(NOW)),
    "blackout": closed_days.blackout,
    "recipe": recipe_queries.recipe,
    "overlay": overlay_queries.overlay,
    "saved-filter": saved_filter_queries.saved_filter,
    "task": task_queries.task,
    "review": programme.review,
    "duty": programme.duty,
    "idea": programme.idea,
    "working-group": programme.working_group,
    "training": programme.training,
}


@pytest.fixture
def plan(database: Database) -> Database:
    """A plan with what others refer to: Anna, Radiologie, Triage and a town hall."""
    database.run(add_record, "person", {"name": "Anna Voorbeeld", "department": "Radiologie"})
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(add_record, "initiative", {"name": "Triage"})
    database.run(
        add_communication,
        {"kind": "town-hall", "title": "Town hall", "start": "2026-12-03T10:00"},
    )
    return database


def told(database: Database, noun: str, record_id: int) -> dict[str, Any]:
    """The fields of a record as a command line would print them."""
    detail = asdict(database.read(ONE[noun], record_id))
    return {name: _plain(detail[name]) for name in FULL[noun]}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, terms.StrEnum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()[:16]
    return value


def test_every_simple_noun_is_tried() -> None:
    assert FULL.keys() == NOUNS.keys() == ALL.keys() == ONE.keys()


@pytest.mark.parametrize("noun", FULL)
def test_what_was_added_is_read_back_equal(plan: Database, noun: str) -> None:
    record_id = plan.run(add_record, noun, FULL[noun]).value
    assert told(plan, noun, record_id) == FULL[noun]
    assert plan.read(ONE[noun], record_id) in plan.read(ALL[noun])


@pytest.mark.parametrize("noun", FULL)
def test_outcome_names_the_noun_and_the_label_says_it(plan: Database, noun: str) -> None:
    added = plan.run(add_record, noun, FULL[noun])
    assert added.changes == Changes(frozenset({Change(noun, added.value, ChangeKind.ADDED)}))
    assert added.step is not None
    assert added.step.label == f"Added {terms.noun_label(noun)}"
    removed = plan.run(remove_record, noun, added.value)
    assert removed.changes == Changes(frozenset({Change(noun, added.value, ChangeKind.REMOVED)}))


@pytest.mark.parametrize("noun", FULL)
def test_storing_the_same_values_changes_nothing(plan: Database, noun: str) -> None:
    record_id = plan.run(add_record, noun, FULL[noun]).value
    assert plan.run(change_record, noun, record_id, FULL[noun]).step is None
    assert plan.run(change_record, noun, record_id, FULL[noun], FULL[noun]).step is None


@pytest.mark.parametrize("noun", FULL)
def test_removed_record_and_its_parts_are_gone(plan: Database, noun: str) -> None:
    record_id = plan.run(add_record, noun, FULL[noun]).value
    plan.run(remove_record, noun, record_id)
    with pytest.raises(NotFound):
        plan.read(ONE[noun], record_id)
    again = plan.run(add_record, noun, FULL[noun]).value
    assert again > record_id


@pytest.mark.parametrize(
    ("noun", "values", "field", "sentence"),
    [
        ("person", {}, "name", "“name” must be filled in."),
        ("person", {"name": "  "}, "name", "“name” must be filled in."),
        ("person", {"name": "A", "naam": "B"}, "naam", "There is no field “naam” here. Known are:"),
        ("person", ["name"], None, "A JSON object with fields is needed."),
        ("person", {"name": "A", "email": "x"}, "email", "is not an e-mail address"),
        ("audience", {"name": "Nacht", "parent": "Dag"}, "parent", "no audience called “Dag”"),
        ("audience", {"name": "RADIOLOGIE"}, "name", "Another audience is called"),
        ("audience", {"name": "Nacht", "headcount": -1}, "headcount", "a whole number from 0"),
        ("initiative", {"name": "X", "impacts": "veel"}, "impacts", "“impacts” must be a list."),
        (
            "initiative",
            {"name": "X", "impacts": [{"audience": "Radiologie"}]},
            "impacts.text",
            "“text” must be filled in.",
        ),
        (
            "initiative",
            {"name": "X", "impacts": [{"audience": "Radiologie", "text": t} for t in "ab"]},
            "impacts",
            "“Radiologie” is in “impacts” twice. Leave one out.",
        ),
        (
            "review",
            {"initiative": "Triage", "date": "2026-10-01", "aspects": [{"aspect": "luck"}]},
            "aspects.aspect",
            "must be one of: bias, privacy",
        ),
        (
            "cadence",
            {"initiative": "Triage", "audience": "Radiologie"},
            "kind",
            "must be filled in",
        ),
        ("task", {"communication_id": 9, "title": "X"}, "communication_id", "no communication 9"),
        (
            "task",
            {"communication_id": 1, "title": "X", "original_start": "2026-12-04T10:00"},
            "original_start",
            "“Town hall” has no date 2026-12-04T10:00.",
        ),
        (
            "working-group",
            {"name": "W", "members": ["Zoë"]},
            "members.name",
            "no person called “Zoë”",
        ),
    ],
)
def test_bad_input_is_refused_and_nothing_is_added(
    plan: Database, noun: str, values: Any, field: str | None, sentence: str
) -> None:
    before = plan.read(ALL[noun])
    with pytest.raises(InvalidInput) as caught:
        plan.run(add_record, noun, values)
    assert sentence in str(caught.value)
    assert caught.value.field == field
    assert plan.read(ALL[noun]) == before


def test_parts_left_out_of_a_new_list_do_not_lend_their_values(plan: Database) -> None:
    review_id = plan.run(add_record, "review", FULL["review"]).value
    plan.run(change_record, "review", review_id, {"conditions": [{"text": "Evalueer."}]})
    [condition] = plan.read(programme.review, review_id).conditions
    assert (condition.text, condition.owner, condition.due) == ("Evalueer.", None, None)


def test_parts_keep_the_order_they_are_given_in(plan: Database) -> None:
    review_id = plan.run(add_record, "review", FULL["review"]).value
    turned = FULL["review"]["aspects"][::-1]
    plan.run(change_record, "review", review_id, {"aspects": turned})
    found = plan.read(programme.review, review_id).aspects
    assert [each.aspect.value for each in found] == ["bias", "privacy"]


def test_member_named_twice_is_one(plan: Database) -> None:
    values = {"name": "W", "members": ["Anna Voorbeeld", "anna voorbeeld"]}
    group_id = plan.run(add_record, "working-group", values).value
    assert plan.read(programme.working_group, group_id).members == ("Anna Voorbeeld",)
    assert plan.read(programme.working_group, group_id).departments == ("Radiologie",)


def test_audience_cannot_be_inside_itself(plan: Database) -> None:
    plan.run(add_record, "audience", {"name": "Laboranten", "parent": "Radiologie"})
    plan.run(add_record, "audience", {"name": "Nacht", "parent": "Laboranten"})
    for parent in ("Radiologie", "Laboranten", "Nacht"):
        with pytest.raises(InvalidInput, match="“Radiologie” cannot be a part of itself") as caught:
            plan.run(change_record, "audience", 1, {"parent": parent})
        assert caught.value.field == "parent"
    assert plan.read(people_queries.audience, 1).parent is None


def test_new_name_may_be_the_old_one_in_another_case(plan: Database) -> None:
    plan.run(change_record, "audience", 1, {"name": "RADIOLOGIE"})
    assert plan.read(people_queries.audience, 1).name == "RADIOLOGIE"


def test_taken_name_is_refused_on_change(plan: Database) -> None:
    other = plan.run(add_record, "initiative", {"name": "Scans"}).value
    with pytest.raises(InvalidInput, match="Another initiative is called “triage” already"):
        plan.run(change_record, "initiative", other, {"name": "triage"})


def test_record_in_use_is_not_removed_and_its_uses_are_counted(plan: Database) -> None:
    plan.run(add_record, "review", FULL["review"])
    plan.run(add_record, "working-group", FULL["working-group"])
    for text in ("Een?", "Twee?"):
        plan.run(add_question, {"text": text, "owner": "Anna Voorbeeld"})
    with pytest.raises(InvalidInput) as caught:
        plan.run(remove_record, "person", 1)
    assert str(caught.value) == (
        "This person is still used by: question (2), ethics review (1), working group (1). "
        "Change that first."
    )
    assert plan.read(people_queries.person, 1).name == "Anna Voorbeeld"


def test_audience_with_parts_is_not_removed(plan: Database) -> None:
    plan.run(add_record, "audience", {"name": "Laboranten", "parent": "Radiologie"})
    with pytest.raises(InvalidInput, match=r"used by: audience \(1\)"):
        plan.run(remove_record, "audience", 1)


def test_missing_record_is_not_found(plan: Database) -> None:
    for change in (
        lambda: plan.run(change_record, "idea", 7, {"text": "X"}),
        lambda: plan.run(remove_record, "idea", 7),
    ):
        with pytest.raises(NotFound, match="There is no idea 7 in this plan"):
            change()


PERSON = {"name": "Anna Voorbeeld", "department": "Radiologie", "phone": "", "role": "employee"}


def test_fields_others_changed_stay_where_they_were_left_alone(plan: Database) -> None:
    plan.run(change_record, "person", 1, {"department": "Spoed"})
    mine = PERSON | {"phone": "06 1"}
    plan.run(change_record, "person", 1, mine, PERSON)
    person = plan.read(people_queries.person, 1)
    assert (person.department, person.phone) == ("Spoed", "06 1")


def test_same_field_changed_by_both_is_a_conflict_and_nothing_changes(plan: Database) -> None:
    plan.run(change_record, "person", 1, {"department": "Spoed"})
    mine = PERSON | {"department": "Lab", "phone": "06 1"}
    with pytest.raises(Conflict) as caught:
        plan.run(change_record, "person", 1, mine, PERSON)
    assert (caught.value.base, caught.value.mine, caught.value.theirs) == (
        {"department": "Radiologie"},
        {"department": "Lab"},
        {"department": "Spoed"},
    )
    assert str(caught.value) == ("Somebody else has changed this since you opened it: department.")
    assert plan.read(people_queries.person, 1).phone == ""


def test_both_changing_a_field_to_the_same_is_no_conflict(plan: Database) -> None:
    plan.run(change_record, "person", 1, {"department": "Spoed"})
    plan.run(change_record, "person", 1, PERSON | {"department": "Spoed"}, PERSON)
    assert plan.read(people_queries.person, 1).department == "Spoed"


def test_conflict_shows_names_and_parts_as_they_are_read(plan: Database) -> None:
    for name in ("Bram Proefman", "Carla Staal"):
        plan.run(add_record, "person", {"name": name})
    base = {"sponsor": None, "impacts": [{"audience": "Radiologie", "text": "A"}]}
    plan.run(change_record, "initiative", 1, base)
    plan.run(
        change_record,
        "initiative",
        1,
        {"sponsor": "Bram Proefman", "impacts": [{"audience": "Radiologie", "text": "B"}]},
    )
    mine = {"sponsor": "Carla Staal", "impacts": []}
    with pytest.raises(Conflict) as caught:
        plan.run(change_record, "initiative", 1, mine, base)
    assert caught.value.theirs == {
        "sponsor": "Bram Proefman",
        "impacts": [{"audience": "Radiologie", "text": "B"}],
    }
    assert caught.value.mine == mine
    assert caught.value.base == base


def test_name_changed_since_it_was_loaded_is_no_other_choice(plan: Database) -> None:
    plan.run(change_record, "initiative", 1, {"sponsor": "Anna Voorbeeld"})
    base = {"sponsor": "Anna Voorbeeld", "why": ""}
    plan.run(change_record, "person", 1, {"name": "Anna Nieuwenhuis"})
    plan.run(change_record, "initiative", 1, {"why": "Rust."}, base)
    initiative = plan.read(programme.initiative, 1)
    assert (initiative.sponsor, initiative.why) == ("Anna Nieuwenhuis", "Rust.")
