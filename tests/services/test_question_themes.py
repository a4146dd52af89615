"""Themes of questions: kept, named, ordered and removed, with a place for their questions."""

from typing import Any

import pytest
from sqlalchemy import select

from townhall.domain.errors import Conflict, InvalidInput, NotFound
from townhall.domain.question_themes import key_for, shipped_themes, theme_called
from townhall.language import set_language
from townhall.services.queries.question_themes import (
    question_theme,
    question_themes,
    themes,
)
from townhall.services.queries.questions import question, question_rows
from townhall.services.question_themes import (
    add_question_theme,
    change_question_theme,
    remove_question_theme,
)
from townhall.services.questions import add_question
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.database import Database
from townhall.storage.undo import revert

BREAKS = {"name_nl": "Pauzes", "name_en": "Breaks", "color": "pink", "answer_days": 3}


def keys(database: Database) -> list[str]:
    return [each.key for each in database.read(themes)]


def id_of(database: Database, key: str) -> int:
    return next(each.id for each in database.read(themes) if each.key == key)


def test_a_new_plan_has_the_start_set_in_both_languages(database: Database) -> None:
    found = database.read(themes)
    assert [(each.key, each.name("nl"), each.name("en")) for each in found] == [
        ("job-and-role", "Baan en rol", "Job and role"),
        ("skills-and-training", "Vaardigheden en scholing", "Skills and training"),
        ("workload", "Werkdruk", "Workload"),
        ("privacy", "Privacy", "Privacy"),
        ("bias-and-fairness", "Vooroordelen en eerlijkheid", "Bias and fairness"),
        ("patient-or-customer", "Patiënt of klant", "Patient or customer"),
        ("benefits", "Opbrengst", "Benefits"),
        ("accountability", "Verantwoordelijkheid", "Accountability"),
        ("other", "Overig", "Other"),
    ]
    assert all(each.answer_days > 0 for each in found)


def test_a_theme_is_added_above_other_and_undone(database: Database) -> None:
    added = database.run(add_question_theme, BREAKS)
    found = database.read(question_theme, added.value)
    assert (found.key, found.name_nl, found.color, found.answer_days, found.questions) == (
        *("breaks", "Pauzes", "pink", 3, 0),
    )
    assert keys(database)[-2:] == ["breaks", "other"]
    assert added.step is not None
    assert added.step.label == "Added the theme “Breaks”"
    database.run(revert, added.step)
    assert keys(database) == [each.key for each in shipped_themes()]


def test_a_key_stays_when_a_theme_gets_another_name(database: Database) -> None:
    theme_id = id_of(database, "privacy")
    database.run(change_question_theme, theme_id, {"name_en": "Data protection"})
    assert database.read(question_theme, theme_id).key == "privacy"
    again = database.run(add_question_theme, {"name_nl": "Privé", "name_en": "Privacy!"}).value
    assert database.read(question_theme, again).key == "privacy-2"
    called = theme_called(database.read(themes), "PRIVACY")
    assert called is not None
    assert called.id == theme_id


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Data & AI: what's next?", [], "data-ai-what-s-next"),
        ("  Één  ", ["een"], "een-2"),
        ("数据", [], "theme"),
        ("数据", ["theme", "theme-2"], "theme-3"),
        ("a" * 60, ["a" * 40], "a" * 38 + "-2"),
    ],
)
def test_keys_are_made_of_the_english_name(name: str, taken: list[str], key: str) -> None:
    assert key_for(name, taken) == key


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"name_nl": "Pauzes"}, "name_en", "“name_en” must be filled in."),
        ({"name_nl": " ", "name_en": "Breaks"}, "name_nl", "“name_nl” must be filled in."),
        (
            BREAKS | {"name_nl": "WERKDRUK"},
            "name_nl",
            "There is a theme called “WERKDRUK”",
        ),
        (
            BREAKS | {"name_en": "werkdruk"},
            "name_en",
            "There is a theme called “werkdruk”",
        ),
        (BREAKS | {"color": "red"}, "color", "“color” must be one of: indigo"),
        (BREAKS | {"answer_days": -1}, "answer_days", "must be a whole number from 0 to 250"),
        (BREAKS | {"answer_days": "5"}, "answer_days", "must be a whole number from 0 to 250"),
        (BREAKS | {"position": 0}, "position", "must be a whole number from 1 to 1000"),
        (BREAKS | {"name_en": "x" * 61}, "name_en", "has 61 characters; at most 60 are allowed"),
        (BREAKS | {"name_en": "two\nlines"}, "name_en", "must be one line of text"),
        (BREAKS | {"key": "mine"}, "key", "“key”"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    database: Database, values: dict[str, Any], field: str, sentence: str
) -> None:
    before = database.read(question_themes)
    with pytest.raises(InvalidInput) as refused:
        database.run(add_question_theme, values)
    assert refused.value.field == field
    assert sentence in str(refused.value)
    assert database.read(question_themes) == before


def test_a_theme_may_be_called_alike_in_both_languages(database: Database) -> None:
    database.run(add_question_theme, {"name_nl": "Chatbots", "name_en": "Chatbots"})
    theme_id = id_of(database, "chatbots")
    database.run(change_question_theme, theme_id, {"name_nl": "chatbots"})
    with pytest.raises(InvalidInput, match="There is a theme called “Chatbots” already"):
        database.run(change_question_theme, id_of(database, "workload"), {"name_nl": "Chatbots"})


def test_themes_are_put_in_another_order(database: Database) -> None:
    moved = database.run(change_question_theme, id_of(database, "privacy"), {"position": 1})
    assert keys(database)[:3] == ["privacy", "job-and-role", "skills-and-training"]
    database.run(change_question_theme, id_of(database, "job-and-role"), {"position": 99})
    assert keys(database)[-1] == "job-and-role"
    assert [each.position for each in database.read(question_themes)] == list(range(1, 10))
    assert moved.step is not None
    assert moved.step.label == "Moved the theme “Privacy”"


def test_an_editor_that_looked_at_an_older_name_is_told(database: Database) -> None:
    theme_id = id_of(database, "privacy")
    database.run(change_question_theme, theme_id, {"name_nl": "Gegevens"}, {"name_nl": "Privacy"})
    with pytest.raises(Conflict):
        database.run(change_question_theme, theme_id, {"name_nl": "AVG"}, {"name_nl": "Privacy"})


def test_removing_a_theme_asks_where_its_questions_go_and_moves_them_in_one_step(
    database: Database,
) -> None:
    ids = [
        database.run(add_question, {"text": text, "theme": "workload"}).value
        for text in ("Hoe druk wordt het?", "Wie doet dit?")
    ]
    theme_id = id_of(database, "workload")
    for nowhere in (None, "workload", "Werkdruk"):
        with pytest.raises(InvalidInput) as refused:
            database.run(remove_question_theme, theme_id, nowhere)
        assert str(refused.value) == "“Workload” has questions. Say which other theme they get."
        assert refused.value.field == "move_to"
    with pytest.raises(InvalidInput, match="“move_to” must be one of: job-and-role"):
        database.run(remove_question_theme, theme_id, "geld")
    removed = database.run(remove_question_theme, theme_id, "baan en rol")
    assert {database.read(question, each).theme for each in ids} == {"job-and-role"}
    assert "workload" not in keys(database)
    assert removed.step is not None
    database.run(revert, removed.step)
    assert {database.read(question, each).theme for each in ids} == {"workload"}
    assert "workload" in keys(database)


def test_a_theme_without_questions_is_simply_removed(database: Database) -> None:
    database.run(remove_question_theme, id_of(database, "benefits"))
    assert "benefits" not in keys(database)


def test_saved_filters_follow_the_questions_of_a_removed_theme(database: Database) -> None:
    for name, asked in (("Druk", ["workload", "privacy"]), ("Opbrengst", ["benefits"])):
        values = {"name": name, "place": "questions", "content": {"themes": asked}}
        database.run(add_record, "saved-filter", values)
    database.run(remove_question_theme, id_of(database, "workload"), "privacy")
    database.run(remove_question_theme, id_of(database, "benefits"))
    contents = database.read(
        lambda session: list(session.scalars(select(m.SavedFilter.content).order_by("id")))
    )
    assert [each["themes"] for each in contents] == [["privacy"], []]


def test_other_stays(database: Database) -> None:
    other = id_of(database, "other")
    with pytest.raises(InvalidInput, match="“Other” is for whatever fits no other theme"):
        database.run(remove_question_theme, other, "privacy")
    database.run(change_question_theme, other, {"name_nl": "Rest", "name_en": "Rest"})
    assert database.read(question_theme, other).key == "other"
    with pytest.raises(NotFound):
        database.run(remove_question_theme, 99)


def test_a_question_gets_a_theme_by_key_or_name_in_either_language(database: Database) -> None:
    for word in ("privacy", "BIAS AND FAIRNESS", "Patiënt of klant"):
        database.run(add_question, {"text": word, "theme": word})
    found = database.read(
        lambda session: list(session.scalars(select(m.Question.theme).order_by(m.Question.id)))
    )
    assert found == ["privacy", "bias-and-fairness", "patient-or-customer"]


def test_adding_a_theme_is_not_undone_any_more_once_a_question_has_it(database: Database) -> None:
    added = database.run(add_question_theme, BREAKS)
    asked = database.run(add_question, {"text": "Mag dat?", "theme": "breaks"}).value
    with pytest.raises(Conflict, match="it has been changed since"):
        database.run(revert, added.step)
    assert database.read(question, asked).theme == "breaks"
    (row,) = database.read(question_rows, [asked])
    assert (row.theme.name("nl"), row.theme.tone) == ("Pauzes", "pink")
    removed = database.run(remove_question_theme, added.value, "other")
    back = database.run(revert, removed.step)
    assert database.read(question, asked).theme == "breaks"
    database.run(revert, back.step)
    assert database.read(question, asked).theme == "other"
    assert "breaks" not in keys(database)


def test_labels_are_in_the_language_of_the_window(database: Database) -> None:
    set_language("nl")
    changed = database.run(change_question_theme, id_of(database, "benefits"), {"answer_days": 2})
    assert changed.step is not None
    assert changed.step.label == "Thema “Opbrengst” gewijzigd"
