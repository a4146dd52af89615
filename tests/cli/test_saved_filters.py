"""Saved filters on the command line, and every filter of `list occurrence`."""

from pathlib import Path
from typing import Any

TRIAGE = {
    "name": "Triage",
    "place": "calendar",
    "content": {"initiatives": ["Triage-assistent"], "kinds": ["progress-update"]},
}


def test_a_filter_is_kept_changed_and_used(run: Any, sample: Path) -> None:
    plan = ("--plan", sample, "--json")
    added = run("add", "saved-filter", *plan, "--json-input", "-", fields=TRIAGE).json
    assert added["content"] == {
        "kinds": ["progress-update"],
        "statuses": [],
        "channels": [],
        "audiences": [],
        "initiatives": ["Triage-assistent"],
        "people": [],
    }
    listed = run("list", "saved-filter", *plan).json
    assert {each["name"] for each in listed} >= {"Triage", "Radiologie", "Nachtdienst"}
    by_name = run("list", "occurrence", *plan, "--saved-filter", "triage").json
    by_hand = run(
        *("list", "occurrence", *plan),
        *("--initiative", "Triage-assistent", "--kind", "progress-update"),
    ).json
    assert by_name == by_hand
    assert by_name
    both = ("--saved-filter", "Triage", "--kind", "town-hall")
    assert run("list", "occurrence", *plan, *both).json == []
    changed = run(
        *("change", "saved-filter", added["id"], *plan, "--json-input", "-"),
        fields={"name": "Updates"},
    ).json
    assert changed["name"] == "Updates"
    assert (
        "“Triage”"
        in run("list", "occurrence", "--plan", sample, "--saved-filter", "Triage").refusal()
    )
    run("remove", "saved-filter", added["id"], *plan)
    assert "Updates" not in run("list", "saved-filter", "--plan", sample).out


def test_filters_of_dates(run: Any, sample: Path) -> None:
    plan = ("--plan", sample, "--json", "--from", "2026-11-01", "--to", "2026-12-31")
    every = run("list", "occurrence", *plan).json
    confirmed = run("list", "occurrence", *plan, "--status", "confirmed").json
    assert confirmed == [each for each in every if each["status"] == "confirmed"]
    people = run("list", "occurrence", *plan, "--person", "bram proefman").json
    assert 0 < len(people) < len(every)
    by_mail = ("--person", "bram.proefman@delinde.example")
    assert run("list", "occurrence", *plan, *by_mail).json == people
    assert run("list", "occurrence", *plan, "--person", "Nobody").json == []
    town_halls = run("list", "occurrence", *plan, "--channel", "town-hall").json
    assert 0 < len(town_halls) < len(every)
    parts = run("list", "occurrence", *plan, "--audience", "Diagnostiek").json
    own = run("list", "occurrence", *plan, "--audience", "Radiologie").json
    assert {each["communication_id"] for each in own} <= {
        each["communication_id"] for each in parts
    }
