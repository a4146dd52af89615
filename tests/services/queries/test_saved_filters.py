"""Filters of communications: each part, saved ones, and names that no longer exist."""

from datetime import date
from typing import Any

import pytest

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import QuestionState
from townhall.services.communications import add_communication
from townhall.services.queries.communications import OccurrenceFilter, occurrences
from townhall.services.queries.question_filter import QuestionFilter
from townhall.services.queries.question_filter_content import QuestionContent
from townhall.services.queries.saved_filters import (
    FilterContent,
    audiences_with_parts,
    filter_called,
    known_as,
    question_filter_called,
    saved_filter,
    saved_filters,
)
from townhall.services.records import add_record, change_record, remove_record
from townhall.storage.database import Database

ANNA = {"name": "Anna Voorbeeld", "email": "anna@delinde.example", "role": "host"}
FIRST, LAST, ZONE = date(2026, 12, 1), date(2026, 12, 31), "Europe/Amsterdam"


@pytest.fixture
def plan(database: Database) -> Database:
    database.run(add_record, "audience", {"name": "Diagnostics"})
    database.run(add_record, "audience", {"name": "Radiology", "parent": "Diagnostics"})
    database.run(add_record, "initiative", {"name": "Triage", "why": "Waiting"})
    database.run(add_record, "person", ANNA)
    database.run(add_record, "person", {"name": "Élise Proef"})
    plans: list[dict[str, Any]] = [
        {"title": "Organized", "organizer": {"name": "A", "email": "ANNA@delinde.example"}},
        {"title": "Attended", "attendees": [{"name": "", "email": "anna@delinde.example"}]},
        {"title": "Spoken", "agenda": [{"title": "Talk", "duration_minutes": 5, "speaker": "x"}]},
        {"title": "Radiology", "audiences": ["Radiology"], "kind": "drop-in"},
        {"title": "Triage", "initiatives": ["Triage"], "channel": "intranet"},
    ]
    plans[2]["agenda"][0]["speaker"] = "Élise Proef, Anna Voorbeeld"
    for number, values in enumerate(plans):
        start = f"2026-12-{number + 1:02}T10:00"
        database.run(add_communication, {"kind": "town-hall", "start": start} | values)
    return database


def shown(database: Database, filtered: OccurrenceFilter) -> list[str]:
    rows = database.read(occurrences, FIRST, LAST, ZONE, filtered)
    return [row.title for row in rows]


def test_a_person_is_found_as_organizer_attendee_and_speaker(plan: Database) -> None:
    for asked in ("anna voorbeeld", "Anna@delinde.example"):
        people = plan.read(known_as, asked)
        assert people == {"Anna Voorbeeld", "anna@delinde.example"}
        assert shown(plan, OccurrenceFilter(people=people)) == [
            "Organized",
            "Attended",
            "Spoken",
        ]
    assert shown(plan, OccurrenceFilter(people=plan.read(known_as, "élise proef"))) == ["Spoken"]
    assert shown(plan, OccurrenceFilter(people=frozenset({"%"}))) == []


def test_an_audience_brings_its_parts(plan: Database) -> None:
    wide = plan.read(audiences_with_parts, {1})
    assert wide == {1, 2}
    assert shown(plan, OccurrenceFilter(audience_ids=wide)) == ["Radiology"]
    assert plan.read(audiences_with_parts, ()) == frozenset()


def test_a_channel(plan: Database) -> None:
    assert shown(plan, OccurrenceFilter(channels=frozenset({"intranet"}))) == ["Triage"]


def test_a_saved_filter_lets_the_same_through(plan: Database) -> None:
    content = {"audiences": ["diagnostics"], "kinds": ["drop-in", "drop-in"], "people": []}
    number = plan.run(
        add_record, "saved-filter", {"name": "Drop-ins", "place": "calendar", "content": content}
    ).value
    found = plan.read(saved_filter, number)
    assert found.content == FilterContent(kinds=("drop-in",), audiences=("Diagnostics",))
    assert shown(plan, plan.read(filter_called, "DROP-INS")) == ["Radiology"]
    with pytest.raises(InvalidInput, match="no saved filter called “Other”"):
        plan.read(filter_called, "Other")


def test_names_may_change_and_what_is_gone_lets_nothing_through(plan: Database) -> None:
    values = {
        "name": "Anna",
        "place": "calendar",
        "content": {"people": ["Anna Voorbeeld"], "initiatives": ["Triage"]},
    }
    number = plan.run(add_record, "saved-filter", values).value
    plan.run(change_record, "initiative", 1, {"name": "Triage assistant"})
    assert plan.read(saved_filter, number).content == FilterContent(
        initiatives=("Triage assistant",), people=("anna@delinde.example",)
    )
    plan.run(change_record, "saved-filter", number, {"content": {"people": [ANNA["email"]]}})
    plan.run(remove_record, "person", 1)
    assert plan.read(saved_filter, number).content == FilterContent()
    assert shown(plan, plan.read(filter_called, "Anna")) == []


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"name": "", "content": {}}, "name", ""),
        ({"content": {"colour": ["red"]}}, "content", "“colour”"),
        ({"content": {"kinds": ["party"]}}, "content.kinds", ""),
        ({"content": {"kinds": "town-hall"}}, "content.kinds", ""),
        ({"content": {"audiences": ["Nobody"]}}, "content.audiences", "“Nobody”"),
        ({"content": ["x"]}, "content", ""),
        ({"place": "kitchen"}, "place", "calendar"),
    ],
)
def test_what_is_no_filter_is_refused(
    plan: Database, values: dict[str, Any], field: str, words: str
) -> None:
    good = {"name": "One", "place": "calendar", "content": {"kinds": ["training"]}}
    with pytest.raises(InvalidInput) as refused:
        plan.run(add_record, "saved-filter", good | values)
    assert refused.value.field == field
    assert words in str(refused.value)
    assert plan.read(saved_filters) == []


def test_a_name_is_given_once(plan: Database) -> None:
    good = {"name": "One", "place": "calendar", "content": {}}
    plan.run(add_record, "saved-filter", good)
    with pytest.raises(InvalidInput, match="called “ONE” already"):
        plan.run(add_record, "saved-filter", good | {"name": "ONE"})


def test_a_filter_of_questions_is_saved_in_names_and_follows_the_day(plan: Database) -> None:
    content = {
        "words": ["nacht"],
        "marks": ["mine", "overdue"],
        "states": ["new"],
        "themes": ["privacy"],
        "audiences": ["diagnostics"],
        "owners": [ANNA["email"]],
        "periods": ["this-year"],
        "merged": [True],
    }
    number = plan.run(
        add_record, "saved-filter", {"name": "Night", "place": "questions", "content": content}
    ).value
    found = plan.read(saved_filter, number).content
    assert isinstance(found, QuestionContent)
    assert (found.audiences, found.owners) == (("Diagnostics",), ("Anna Voorbeeld",))
    today = date(2026, 11, 24)
    filtered = plan.read(question_filter_called, "night", today, "Anna Voorbeeld")
    assert filtered == QuestionFilter(
        text="nacht",
        states=frozenset({QuestionState.NEW}),
        themes=frozenset({"privacy"}),
        audience_ids=frozenset({1}),
        owner_ids=frozenset({1}),
        asked=(date(2026, 1, 1), date(2026, 12, 31)),
        owner_named="Anna Voorbeeld",
        overdue_on=today,
    )


def test_parts_of_one_screen_are_no_parts_of_another(plan: Database) -> None:
    for place, content in (("questions", {"kinds": ["training"]}), ("calendar", {"words": ["x"]})):
        values = {"name": "One", "place": place, "content": content}
        with pytest.raises(InvalidInput, match="has no part"):
            plan.run(add_record, "saved-filter", values)
    values = {"name": "One", "place": "questions", "content": {"themes": ["colour"]}}
    with pytest.raises(InvalidInput):
        plan.run(add_record, "saved-filter", values)
