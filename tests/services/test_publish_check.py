"""Deciding about personal data in questions: by a person, about these words, undone in one step."""

import pytest

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Publication
from townhall.services.publish_check import decide_publication
from townhall.services.queries.publish_check import publish_findings, to_decide
from townhall.services.queries.questions import question
from townhall.services.question_merging import merge_questions
from townhall.services.questions import add_question, change_question
from townhall.services.records import add_record
from townhall.storage.database import Database


def asked(database: Database, text: str, **values: object) -> int:
    return database.run(add_question, {"text": text, **values}).value


def decision(database: Database, question_id: int) -> tuple[str, str]:
    found = database.read(question, question_id)
    return found.publication.value, found.publication_by


def decide(database: Database, word: str, *ids: int) -> None:
    database.run(decide_publication, list(ids), word, "Anna Voorbeeld")


def test_people_of_the_plan_and_askers_are_known_by_name(database: Database) -> None:
    database.run(add_record, "person", {"name": "Bram Proefman"})
    asked(database, "Wat kost het?", anonymity="named", asker="Carla Testers")
    first = asked(database, "Waarom zei Proefman dat tegen CARLA TESTERS?")
    second = asked(database, "Wie helpt mij?", answer="Bel 06-12345678.")
    found = database.read(publish_findings)
    assert [(one.question, one.field, one.kind.value, one.text) for one in found] == [
        (first, "text", "name", "Proefman"),
        (first, "text", "name", "CARLA TESTERS"),
        (second, "answer", "phone", "06-12345678"),
    ]
    assert database.read(to_decide) == [first, second]
    assert [one.question for one in database.read(publish_findings, {second})] == [second]


def test_a_decision_is_one_step_of_a_person(database: Database) -> None:
    ids = [asked(database, f"Bel 06-1234567{n}") for n in range(3)]
    outcome = database.run(decide_publication, ids, "masked", "Anna Voorbeeld")
    assert [decision(database, one) for one in ids] == [("masked", "Anna Voorbeeld")] * 3
    assert database.read(to_decide) == []
    assert database.read(publish_findings, undecided=True) == []
    assert {one.publication for one in database.read(publish_findings)} == {Publication.MASKED}
    assert outcome.step is not None
    redo = database.revert(outcome.step).step
    assert [decision(database, one) for one in ids] == [("undecided", "")] * 3
    assert redo is not None
    database.revert(redo)
    assert [decision(database, one) for one in ids] == [("masked", "Anna Voorbeeld")] * 3
    decide(database, "undecided", ids[0])
    assert decision(database, ids[0]) == ("undecided", "")


def test_nobody_decides_nothing(database: Database) -> None:
    one = asked(database, "Bel 06-12345678")
    with pytest.raises(InvalidInput) as refused:
        database.run(decide_publication, [one], "masked", "")
    assert refused.value.field == "publication_by"
    with pytest.raises(InvalidInput):
        database.run(decide_publication, [one], "hidden", "Anna Voorbeeld")
    with pytest.raises(InvalidInput):
        asked(database, "Bel 06-12345678", publication="as-asked")
    assert decision(database, one) == ("undecided", "")


def test_whoever_uses_the_window_decides(database: Database) -> None:
    database.actor = "Bram Proefman"
    one = asked(database, "Bel 06-12345678")
    database.run(change_question, one, {"publication": "as-asked"})
    assert decision(database, one) == ("as-asked", "Bram Proefman")


@pytest.mark.parametrize("field", ["text", "answer", "decline_reason"])
@pytest.mark.parametrize("word", ["as-asked", "masked", "withheld"])
def test_other_words_are_decided_about_anew(database: Database, field: str, word: str) -> None:
    one = asked(database, "Bel 06-12345678")
    decide(database, word, one)
    database.run(change_question, one, {"votes": 7, "owner": ""})
    assert decision(database, one)[0] == word
    database.run(change_question, one, {field: "Bel 06-87654321"})
    assert decision(database, one) == ("undecided", "")
    assert database.read(to_decide) == [one]


def test_other_findings_are_decided_about_anew(database: Database) -> None:
    one = asked(database, "Waarom doet Proefman dat? Bel 06-12345678")
    decide(database, "as-asked", one)
    assert decision(database, one)[0] == "as-asked"
    database.run(add_record, "person", {"name": "Bram Proefman"})
    assert decision(database, one) == ("undecided", "")
    assert database.read(to_decide) == [one]
    # The same word again, about what is found now.
    decide(database, "as-asked", one)
    assert decision(database, one)[0] == "as-asked"


def test_what_is_not_shown_stays_so_where_no_check_finds_why(database: Database) -> None:
    one = asked(database, "Waarom is de patiënt op kamer twaalf vergeten?")
    decide(database, "withheld", one)
    database.run(change_question, one, {"answer": "Daar gaan we niet op in."})
    assert decision(database, one) == ("withheld", "Anna Voorbeeld")


def test_the_words_of_a_merged_question_are_not_shown(database: Database) -> None:
    lead = asked(database, "Wie helpt mij?")
    member = asked(database, "Wie helpt mij op 06-12345678?")
    database.run(merge_questions, lead, [member])
    assert database.read(to_decide) == []
