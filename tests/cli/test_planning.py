"""warnings, cadences and the plan's settings: what scripts read, and what people do."""

from pathlib import Path
from typing import Any

import pytest

WARNING = {"kind", "severity", "text", "subject", "since"}


def test_warnings_have_the_contracts_fields(run: Any, sample: Path) -> None:
    found = run("warnings", "--plan", sample, "--json").json
    assert found
    for each in found:
        assert set(each) >= WARNING
        assert set(each["subject"]) == {"noun", "id"}
        assert each["text"].count(each["title"]) == 1
        assert each["since"] <= "2026-11-24"
    assert {each["kind"] for each in found} >= {"silence", "overdue-follow-up", "unanswered"}


def test_every_subject_can_be_shown(run: Any, sample: Path) -> None:
    for each in run("warnings", "--plan", sample, "--json").json:
        noun, number = each["subject"]["noun"], each["subject"]["id"]
        assert run("show", noun, number, "--plan", sample, "--json").code == 0


def test_warnings_read_well_and_in_dutch(run: Any, plan: Path) -> None:
    assert run("warnings", "--plan", plan).out == "There is nothing to be warned of.\n"
    fields = {
        "kind": "drop-in",
        "title": "Inloop",
        "start": "2026-12-25T10:00",
        "audiences": [],
    }
    run("add", "communication", "--plan", plan, "--json-input", "-", fields=fields)
    assert run("warnings", "--plan", plan).out == (
        "- “Inloop” is planned on Fri 25 Dec: Christmas Day is a public holiday\n"
    )
    assert run("warnings", "--plan", plan, "--language", "nl").out == (
        "- “Inloop” staat gepland op vr 25 dec; Eerste kerstdag is een feestdag\n"
    )


def test_a_cadence_says_where_it_stands(run: Any, sample: Path) -> None:
    shown = run("show", "cadence", 1, "--plan", sample, "--json").json
    assert {name: shown[name] for name in ("state", "last_reached", "days_silent")} == {
        "state": "kept",
        "last_reached": "2026-11-05",
        "days_silent": 19,
    }
    assert shown["next_planned"] == "2026-12-03"
    broken = run("list", "cadence", "--state", "broken", "--plan", sample, "--json").json
    assert [each["state"] for each in broken] == ["broken"] * len(broken)
    listed = run("list", "cadence", "--plan", sample, "--language", "nl").out
    assert "Nagekomen" in listed
    later = run("show", "cadence", 1, "--plan", sample, "--json", now="2027-06-01T09:00+02:00")
    assert later.json["last_reached"] == "2027-04-01"


def test_settings_are_shown_and_changed(run: Any, plan: Path) -> None:
    shown = run("settings", "--plan", plan, "--json").json
    assert (shown["time_zone"], shown["channel_limits"]) == ("Europe/Amsterdam", {})
    fields = shown | {"channel_limits": {"e-mail": 2}}
    changed = run("settings", "--plan", plan, "--json-input", "-", "--json", fields=fields).json
    assert changed == fields
    assert "e-mail 2" in run("settings", "--plan", plan).out


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"channel_limits": {"pigeon": 1}}, "“channel_limits” must be one of: town-hall"),
        ({"channel_limits": {"e-mail": 0}}, "“channel_limits” must be a whole number from 1"),
        ({"channel_limits": ["e-mail"]}, "“channel_limits” must be a JSON object of channels"),
        ({"is_sample": True}, "“is_sample” is kept by Town Hall itself"),
        ({"colour": "red"}, "There is no field “colour” here."),
    ],
)
def test_settings_that_cannot_be(run: Any, plan: Path, fields: Any, sentence: str) -> None:
    refused = run("settings", "--plan", plan, "--json-input", "-", fields=fields)
    assert sentence in refused.refusal()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"shift_start": "23:00"}, "A shift needs both its start and its end."),
        ({"shift_end": "late"}, "“shift_end” must be a time such as 10:30"),
        ({"weekly_limit": 0}, "“weekly_limit” must be a whole number from 1 to 50"),
    ],
)
def test_hours_and_limits_that_cannot_be(run: Any, plan: Path, fields: Any, sentence: str) -> None:
    values = {"name": "Night", **fields}
    refused = run("add", "audience", "--plan", plan, "--json-input", "-", fields=values)
    assert sentence in refused.refusal()


def test_find_time_says_when_and_why(run: Any, sample: Path) -> None:
    asked = ("find-time", "--plan", sample, "--from", "2026-12-01", "--to", "2026-12-18")
    found = run(*asked, "--communication", 1, "--json").json
    assert found["duration_minutes"] == 75
    best = found["proposals"][0]
    assert best["start"] < best["end"]
    assert best["reached"] <= best["people"] == 412
    assert all(each["text"] for each in best["reasons"])
    shown = run(*asked, "--audience", "seh", "--person", "Bram Proefman", "--duration", 45)
    assert "  + Everybody needed is free\n" in shown.out


def test_find_time_proposes_closed_days_where_they_are_allowed(run: Any, sample: Path) -> None:
    asked = ("find-time", "--plan", sample, "--from", "2026-12-24", "--to", "2026-12-25")
    assert run(*asked).out.startswith("There is no such moment.\n")  # a blackout period, Christmas
    eve = run(*asked, "--allow-blackouts", "--json").json["proposals"]
    assert {each["start"][:10] for each in eve} == {"2026-12-24"}
    both = run(*asked, "--allow-blackouts", "--allow-holidays", "--json").json["proposals"]
    assert {each["start"][:10] for each in both} == {"2026-12-24", "2026-12-25"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--audience", "Nobody"), "There is no audience called “Nobody” in this plan."),
        (("--duration", 900), "900 minutes do not fit in the working day, 08:30 to 17:00."),
        (("--communication", 999), "There is no communication 999"),
    ],
)
def test_find_time_refuses_what_cannot_be(
    run: Any, sample: Path, words: Any, sentence: str
) -> None:
    days = ("--from", "2026-12-01", "--to", "2026-12-18")
    assert sentence in run("find-time", "--plan", sample, *days, *words).refusal()
    backwards = run("find-time", "--plan", sample, "--from", "2026-12-18", "--to", "2026-12-01")
    assert backwards.refusal() == "The last day lies before the first."
