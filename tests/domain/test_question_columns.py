"""Headers of exported tables: recognised, proposed, and told in a mapping file."""

import json

import pytest

from townhall.domain.errors import InvalidInput
from townhall.domain.mapping_file import mapping_from_json, mapping_to_json
from townhall.domain.question_columns import (
    ColumnMapping,
    header_of,
    propose_mapping,
    recognise,
)
from townhall.domain.question_sources import Source
from townhall.domain.tables import Row, Table

ENGLISH = ["ID", "Start time", "Completion time", "Email", "Name"]
DUTCH = ["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"]
QUESTIONS = ["Welke vraag heb je over AI bij ons?", "Wat maakt je bezorgd of nieuwsgierig?"]


@pytest.mark.parametrize("own", [ENGLISH, DUTCH, [*DUTCH[:2], "Voltooiingstijd", *DUTCH[3:]]])
def test_forms_is_recognised_in_both_languages(own: list[str]) -> None:
    header = [*own, *QUESTIONS]
    assert recognise(header) is Source.MICROSOFT_FORMS
    assert propose_mapping(header) == ColumnMapping(
        text=(5, 6), source_id=0, asked_at=2, email=3, asker=4
    )


def test_columns_of_a_quiz_and_about_the_answerer_are_no_questions() -> None:
    header = [
        *ENGLISH,
        "Total points",
        "Quiz feedback",
        "Last modified time",
        "Language",
        "Op welke afdeling werk je?",
        "Je vraag\xa0",
        "Points - Je vraag",
        "Feedback - Je vraag",
        "Wat is je naam?",
        "Telefoonnummer",
        "Name2",
    ]
    mapping = propose_mapping(header)
    assert mapping.text == (10,)
    assert (mapping.audience, mapping.language, mapping.asked_at) == (9, 8, 2)


def test_a_choice_is_no_question() -> None:
    header = [*ENGLISH, "Hoe voel je je over AI?", "Wat wil je weten?"]
    rows = [
        Row(n, ("1", "", "", "", "", ("Goed", "Matig")[n % 2], f"Vraag {n}")) for n in range(2, 12)
    ]
    assert propose_mapping(header, rows).text == (6,)
    assert propose_mapping(header).text == (5, 6)


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        (
            ["Question", "Votes", "Name", "Created at"],
            ColumnMapping(text=(0,), votes=1, asker=2, asked_at=3),
        ),
        (
            ["Datum", "Vraag", "Stemmen", "Afdeling", "Vragensteller", "E-mailadres", "Thema"],
            ColumnMapping(asked_at=0, text=(1,), votes=2, audience=3, asker=4, email=5, theme=6),
        ),
        (["Wat wil je weten over AI?", "Naam"], ColumnMapping(text=(0,), asker=1)),
        (["Jouw vraag voor de raad van bestuur"], ColumnMapping(text=(0,))),
        (
            ["Antwoord", "Taal", "Bron", "Vraag"],
            ColumnMapping((3,), answer=0, language=1, source=2),
        ),
        (["Naam", "E-mail"], ColumnMapping(asker=0, email=1)),
    ],
)
def test_a_mapping_is_proposed_in_both_languages(header: list[str], mapping: ColumnMapping) -> None:
    assert recognise(header) is Source.TABLE
    assert propose_mapping(header) == mapping


def test_a_title_above_the_table_is_not_its_header() -> None:
    rows = (
        Row(1, ("Vragen van de ronde",)),
        Row(2, ("12 maart 2026",)),
        Row(4, ("Vraag", "Afdeling", "Datum")),
        Row(5, ("Wat nu?", "Radiologie", "12-3-2026")),
    )
    header, below = header_of(Table("v.csv", rows))
    assert (header.number, [row.number for row in below]) == (4, [5])


HEADER = ["Vraag", "Toelichting", "Wanneer gesteld", "Vraag"]


def test_a_mapping_names_columns_or_their_numbers() -> None:
    told = '{"text": [1, "toelichting "], "asked_at": "Wanneer gesteld", "day_first": false}'
    mapping = mapping_from_json(told, HEADER, "map.json")
    assert mapping == ColumnMapping(text=(0, 1), asked_at=2, day_first=False)
    again = mapping_to_json(mapping, HEADER)
    assert json.loads(again) == {
        "text": [1, "Toelichting"],
        "asked_at": "Wanneer gesteld",
        "day_first": False,
    }
    assert mapping_from_json(again, HEADER) == mapping


@pytest.mark.parametrize(
    ("told", "field", "message"),
    [
        ("{", "map", "map.json is not valid JSON."),
        ("[]", "map", 'map.json must hold an object such as {"text": "Question"}.'),
        (
            '{"txt": "Vraag"}',
            "txt",
            "map.json maps txt, which is not a field; use text, asked_at, votes, audience, "
            "anonymity, asker, email, source, source_id, theme, language, answer, day_first.",
        ),
        (
            '{"text": "Stelling"}',
            "text",
            "map.json names the column “Stelling”, which is not there; the columns are Vraag, "
            "Toelichting, Wanneer gesteld, Vraag.",
        ),
        (
            '{"text": "Vraag"}',
            "text",
            "map.json names the column “Vraag”, which occurs twice; use its number.",
        ),
        (
            '{"text": 1, "votes": 9}',
            "votes",
            "map.json names the column “9”, which is not there; the columns are Vraag, "
            "Toelichting, Wanneer gesteld, Vraag.",
        ),
        (
            '{"votes": "Toelichting"}',
            "text",
            "map.json does not say which column holds the questions (text).",
        ),
        (
            '{"text": 1, "day_first": "ja"}',
            "day_first",
            "In map.json, day_first must be true or false.",
        ),
        ('{"text": true}', "text", None),
        ('{"text": ""}', "text", None),
        ('{"text": {"a": 1}}', "text", None),
    ],
)
def test_a_wrong_mapping_is_refused(told: str, field: str, message: str | None) -> None:
    with pytest.raises(InvalidInput) as refused:
        mapping_from_json(told, HEADER, "map.json")
    assert (refused.value.field, refused.value.file) == (field, "map.json")
    if message is not None:
        assert str(refused.value) == message
