"""Declines by two people, answers that are used again and the steps of a question, by command."""

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def change(run: Any, sample: Path, tmp_path: Path) -> Any:
    """Gives the fields of a new question, or of one, to the command line."""

    def changed(question_id: int | None, **values: Any) -> Any:
        source = tmp_path / "fields.json"
        source.write_text(json.dumps(values), encoding="utf-8")
        named = ["add", "question"] if question_id is None else ["change", "question", question_id]
        return run(*named, "--plan", sample, "--json-input", source, "--json")

    return changed


def steps(detail: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["step"], each["by"]) for each in detail["steps"]]


def test_a_script_can_decline_alone_or_by_two(change: Any) -> None:
    reason = "Dat gaat over één persoon."
    alone = change(None, text="Waarom hij?").json["id"]
    assert change(alone, outcome="declined", decline_reason=reason).json["outcome"] == "declined"
    asked = change(None, text="Waarom zij?").json["id"]
    proposed = change(
        asked,
        outcome="declined",
        decline_reason=reason,
        decline_kind="personal-case",
        declined_by="Anna Voorbeeld",
    ).json
    assert (proposed["outcome"], proposed["state"]) == ("open", "new")
    same = change(asked, decline_confirmed_by="ANNA VOORBEELD").refusal()
    assert "Anna Voorbeeld" in same
    closed = change(asked, decline_confirmed_by="Bram Proefman").json
    assert (closed["outcome"], closed["decline_confirmed_by"]) == ("declined", "Bram Proefman")
    assert steps(closed) == [
        ("decline-proposed", "Anna Voorbeeld"),
        ("declined", "Bram Proefman"),
    ]


def test_an_approved_answer_is_used_again(change: Any, run: Any, sample: Path) -> None:
    first = change(
        None, text="Wat kost het?", answer="Niets.", translation="Nothing.", approved_by="Carla"
    ).json
    assert first["valid_until"]
    second = change(None, text="Wat gaat het kosten?").json["id"]
    reused = change(second, reused_from=first["id"]).json
    for name in ("answer", "translation", "approved_by", "approved_at", "valid_until"):
        assert reused[name] == first[name]
    assert (reused["state"], reused["reused_from"]) == ("approved", first["id"])
    told = run("show", "question", second, "--plan", sample).out
    assert f"{first['id']}" in told
    fallen = change(second, translation="Nothing at all.").json
    assert (fallen["state"], fallen["approved_by"], fallen["valid_until"]) == ("drafted", "", None)
    assert fallen["steps"][-1]["detail"] == "en: Nothing."
    assert "steps" in change(second, steps=[]).refusal()
