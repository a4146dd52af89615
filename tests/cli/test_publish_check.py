"""Personal data in questions, listed and decided about from the command line."""

from pathlib import Path
from typing import Any

from tests.cli.conftest import Run


def test_findings_are_listed_until_somebody_decides(plan: Path, run: Run) -> None:
    def add(**fields: Any) -> int:
        return int(
            run(
                "add", "question", "--json-input", "-", "--json", "--plan", plan, fields=fields
            ).json["id"]
        )

    run("add", "person", "--json-input", "-", "--plan", plan, fields={"name": "Bram Proefman"})
    first = add(text="Waarom zei Proefman dat op 06-12345678?")
    second = add(text="Personeelsnummer 12345?", answer="Mail hr@delinde.example")
    add(text="Wat kost het?")
    expected = [
        {"question": first, "field": "text", "kind": "name", "text": "Proefman"},
        {"question": first, "field": "text", "kind": "phone", "text": "06-12345678"},
        {"question": second, "field": "text", "kind": "number", "text": "12345"},
        {"question": second, "field": "answer", "kind": "e-mail", "text": "hr@delinde.example"},
    ]
    found = run("check-questions", "--json", "--plan", plan).json
    assert found == [{**one, "publication": "undecided"} for one in expected]
    fields = {"publication": "masked", "publication_by": "Anna Voorbeeld"}
    run("change", "question", first, "--json-input", "-", "--plan", plan, fields=fields)
    shown = run("show", "question", first, "--json", "--plan", plan).json
    assert {name: shown[name] for name in fields} == fields
    undecided = run("check-questions", "--undecided", "--json", "--plan", plan).json
    assert [one["question"] for one in undecided] == [second, second]
    said = run("check-questions", "--plan", plan).out
    assert f"{first}  Text  With the marked words hidden: a name: Proefman" in said
    assert f"{second}  Answer  an e-mail address: hr@delinde.example" in said


def test_a_check_of_one_meeting(plan: Path, run: Run) -> None:
    run("add", "question", "--json-input", "-", "--plan", plan, fields={"text": "Bel 06-12345678"})
    assert run("check-questions", "--communication", 9, "--plan", plan).refusal() == (
        "There is no communication 9 in this plan."
    )
    assert run("check-questions", "--json", "--plan", plan).json != []


def test_bad_decisions_change_nothing(plan: Path, run: Run) -> None:
    run("add", "question", "--json-input", "-", "--plan", plan, fields={"text": "Bel 06-12345678"})
    for fields in (
        {"publication": "masked"},
        {"publication": "hidden", "publication_by": "Anna Voorbeeld"},
        {"publication": 7},
    ):
        assert run(
            "change", "question", 1, "--json-input", "-", "--plan", plan, fields=fields
        ).refusal()
    assert run("show", "question", 1, "--json", "--plan", plan).json["publication"] == "undecided"
    assert (
        run("check-questions", "--plan", plan).out.strip() == "1  Text  a phone number: 06-12345678"
    )


def test_a_plan_without_personal_data(plan: Path, run: Run) -> None:
    assert run("check-questions", "--plan", plan).out.strip() == "No personal data was found."
    assert run("--language", "nl", "check-questions", "--plan", plan).out.strip() == (
        "Er zijn geen persoonsgegevens gevonden."
    )
