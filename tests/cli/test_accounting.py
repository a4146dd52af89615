"""accounting and carry-over: where every question went, and where open ones go."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, contents

PARTS = ("answered_live", "answered_in_writing", "taken_away", "declined", "merged", "open")
SERIES = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-11-05T10:00",
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
}
SINGLE = {"kind": "town-hall", "title": "Extra", "start": "2026-12-10T15:00"}


@pytest.fixture
def asked(run: Run, plan: Path) -> Path:
    """A monthly town hall (1) with two questions of November, and a single one (2)."""
    for values in (SERIES, SINGLE):
        add(run, plan, "communication", values)
    for text in ("Waarom?", "Wanneer?"):
        of_date = {"communication_id": 1, "original_start": "2026-11-05T10:00"}
        add(run, plan, "question", {"text": text, **of_date})
    return plan


def add(run: Run, plan: Path, noun: str, values: dict[str, Any]) -> None:
    ran = run("add", noun, "--json-input", "-", "--plan", plan, fields=values)
    assert (ran.code, ran.err) == (0, "")


def change(run: Run, plan: Path, key: str, values: dict[str, Any]) -> None:
    words = ("change", "occurrence", key, "--json-input", "-", "--plan", plan)
    assert run(*words, fields=values).code == 0


def question(run: Run, plan: Path, number: int = 1) -> Any:
    return run("show", "question", number, "--plan", plan, "--json").json


def test_carry_over_to_the_next_date(run: Run, asked: Path) -> None:
    assert run("carry-over", 1, "--plan", asked, "--json").json == {
        "carried": 2,
        "questions": [1, 2],
        "communication_id": 1,
        "original_start": "2026-12-03T10:00:00",
        "start": "2026-12-03T10:00:00",
        "title": "Town hall",
    }
    found = question(run, asked)
    assert (found["outcome"], found["times_carried"]) == ("carried-over", 1)
    assert found["original_start"] == "2026-12-03T10:00:00"
    assert found["asked_original_start"] == "2026-11-05T10:00:00"


def test_carry_over_between_communications_and_dates(run: Run, asked: Path) -> None:
    ran = run("carry-over", "1/2026-11-05T10:00", 2, "--plan", asked)
    assert ran.out == "Carried 2 open questions over to “Extra” of 2026-12-10 15:00\n"
    assert question(run, asked)["communication_id"] == 2
    assert (
        run("carry-over", 2, "1/2027-01-07T10:00", "--plan", asked, "--json").json["carried"] == 2
    )
    assert question(run, asked)["times_carried"] == 2
    assert run("carry-over", 2, "1", "--plan", asked).out == (
        "There are no open questions to carry over\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((9,), "There is no communication 9 in this plan."),
        ((1, 9), "There is no communication 9 in this plan."),
        (("x",), "There is no communication x in this plan."),
        (
            (2,),
            "“Extra” has no later date that is planned. Its open questions stay: plan a next "
            "date, or say where they go.",
        ),
        ((1, "1/2026-12-04T10:00"), "“Town hall” has no date 2026-12-04T10:00."),
        (
            ("1/2026-11-05T10:00", "1/2026-11-05T10:00"),
            "“Town hall” of 2026-11-05 is not later. Choose a later date.",
        ),
        (
            (1, "1/morgen"),
            "“1/morgen” is not a date of a communication; write it as 3/2026-12-03T10:30, with "
            "the original start in local time.",
        ),
    ],
)
def test_bad_carry_overs_change_nothing(
    run: Run, asked: Path, words: tuple[object, ...], sentence: str
) -> None:
    before = contents(asked)
    assert run("carry-over", *words, "--plan", asked).refusal() == sentence
    assert contents(asked) == before


def test_closing_a_date_carries_and_calling_off_moves_along(run: Run, asked: Path) -> None:
    change(run, asked, "1/2026-11-05T10:00", {"status": "held"})
    assert question(run, asked)["original_start"] == "2026-12-03T10:00:00"
    change(run, asked, "1/2026-12-03T10:00", {"status": "cancelled"})
    assert question(run, asked)["original_start"] == "2027-01-07T10:00:00"
    counted = run("accounting", "--communication", 1, "--plan", asked, "--json").json
    assert counted == {"asked": 2, **dict.fromkeys(PARTS, 0), "open": 2}
    at = ("--occurrence", "2026-12-03T10:00")
    counted = run("accounting", "--communication", 1, *at, "--plan", asked, "--json").json
    assert counted == {"asked": 0, **dict.fromkeys(PARTS, 0)}


@pytest.mark.parametrize("by", ["theme", "audience", "communication", "occurrence", "month"])
def test_groups_add_up_to_the_whole(run: Run, sample: Path, by: str) -> None:
    whole = run("accounting", "--plan", sample, "--json").json
    found = run("accounting", "--by", by, "--plan", sample, "--json").json
    assert {name: found[name] for name in whole} == whole
    for name in whole:
        assert sum(group[name] for group in found["groups"]) == whole[name]
    for group in found["groups"]:
        assert group["asked"] == sum(group[part] for part in PARTS)
        assert by != "audience" or group["asked"] >= 5
    table = run("accounting", "--by", by, "--plan", sample).out.splitlines()
    assert len(table) >= len(found["groups"]) + 2


def test_what_is_counted_can_be_narrowed(run: Run, sample: Path) -> None:
    whole = run("accounting", "--by", "theme", "--plan", sample, "--json").json
    theme = whole["groups"][0]
    for words in (theme["key"], theme["name"].upper()):
        found = run("accounting", "--theme", words, "--plan", sample, "--json").json
        assert found["asked"] == theme["asked"]
    early = run("accounting", "--to", "2026-11-01", "--plan", sample, "--json").json["asked"]
    late = run("accounting", "--from", "2026-11-02", "--plan", sample, "--json").json["asked"]
    assert (early + late, early > 0, late > 0) == (whole["asked"], True, True)


def test_an_audience_with_few_questions_is_not_told(run: Run, asked: Path) -> None:
    add(run, asked, "audience", {"name": "Nacht"})
    add(run, asked, "question", {"text": "Hoe?", "audience": "Nacht"})
    assert "fewer than five" in run("accounting", "--audience", "nacht", "--plan", asked).refusal()
    found = run("accounting", "--by", "audience", "--plan", asked, "--json").json
    assert (found["asked"], found["groups"]) == (3, [])
    assert found["note"] == (
        "Fewer than five questions are not told apart, so that they point at nobody."
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--occurrence", "2026-11-05T10:00"), "Say with --communication whose date that is."),
        (("--theme", "wolken"), "There is no theme of questions called “wolken” in this plan."),
        (
            ("--audience", "Marsbewoners"),
            "There is no audience called “Marsbewoners” in this plan.",
        ),
        (
            ("--from", "2026-12-02", "--to", "2026-12-01"),
            "The first day lies after the last one.",
        ),
        (
            ("--communication", "1", "--occurrence", "2026-11-06T10:00"),
            "“Town hall” has no date 2026-11-06T10:00.",
        ),
    ],
)
def test_bad_narrowing_is_refused(
    run: Run, asked: Path, words: tuple[str, ...], sentence: str
) -> None:
    assert run("accounting", *words, "--plan", asked).refusal() == sentence
