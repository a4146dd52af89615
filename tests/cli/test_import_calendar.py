"""import calendar: calendars of others from the command line, and what they do to warnings."""

from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parents[1] / "data" / "calendars"
BOARD = CORPUS / "calendar-board-weekly.ics"
HOLIDAYS = CORPUS / "calendar-holidays-transparent.ics"


@pytest.fixture
def held(run: Any, plan: Path) -> Path:
    """A plan with one town hall on a Thursday at ten, in the board's room."""
    fields = {
        "kind": "town-hall",
        "title": "Town hall AI",
        "start": "2026-12-03T10:00",
        "time_zone": "Europe/Amsterdam",
        "duration_minutes": 60,
        "location": "Bestuurskamer",
        "attendees": [{"name": "Anna Voorbeeld", "email": "anna@delinde.example", "role": "host"}],
    }
    run("add", "communication", "--plan", plan, "--json-input", "-", fields=fields)
    return plan


def test_a_dry_run_says_what_the_import_does_and_reading_again_does_nothing(
    run: Any, plan: Path
) -> None:
    words = ("import", "calendar", BOARD, HOLIDAYS, "--plan", plan, "--json")
    dry = run(*words, "--dry-run").json
    assert (dry["added"], dry["updated"], dry["skipped"], dry["problems"]) == (205, 0, 0, [])
    assert run("list", "overlay", "--plan", plan, "--json").json == []
    first = run(*words).json
    assert first["calendars"] == [
        {"id": 1, "name": "Agenda bestuur"},
        {"id": 2, "name": "Schoolvakanties"},
    ]
    again = run(*words).json
    assert (again["added"], again["updated"], again["skipped"], again["removed"]) == (0, 0, 205, 0)
    said = run("import", "calendar", BOARD, "--plan", plan).out
    assert "Nothing in it has changed since it was read last." in said


@pytest.mark.parametrize("whom", ["everyone", "room:bestuurskamer", "person:Anna Voorbeeld"])
def test_what_it_stands_for_is_warned_of(run: Any, held: Path, whom: str) -> None:
    person = {"name": "Anna Voorbeeld", "email": "ANNA@delinde.example"}
    run("add", "person", "--plan", held, "--json-input", "-", fields=person)
    run("import", "calendar", BOARD, HOLIDAYS, "--for", whom, "--plan", held)
    [found] = run("warnings", "--plan", held, "--json").json
    assert (found["kind"], found["subject"]) == ("clash", {"noun": "communication", "id": 1})
    assert "Agenda bestuur" in found["text"]


def test_an_audience_counts_with_its_parts(run: Any, held: Path) -> None:
    run("add", "audience", "--plan", held, "--json-input", "-", fields={"name": "Staff"})
    part = {"name": "Radiology", "parent": "Staff"}
    run("add", "audience", "--plan", held, "--json-input", "-", fields=part)
    run(
        *("change", "communication", 1, "--plan", held, "--json-input", "-"),
        fields={"audiences": ["Radiology"]},
    )
    run("import", "calendar", BOARD, "--for", "audience:Staff", "--plan", held)
    [found] = run("warnings", "--plan", held, "--json").json
    assert found["text"].endswith(": Staff is busy, by the calendar “Agenda bestuur”")


def test_a_calendar_is_listed_shown_changed_and_removed(run: Any, plan: Path) -> None:
    run("import", "calendar", HOLIDAYS, "--name", "Vakanties", "--plan", plan)
    [listed] = run("list", "overlay", "--plan", plan, "--json").json
    assert (listed["name"], listed["stands_for"], listed["events"]) == ("Vakanties", "everyone", 2)
    shown = run("show", "overlay", 1, "--plan", plan, "--json").json
    assert [(each["title"], each["first_day"], each["busy"]) for each in shown["dates"]] == [
        ("Herfstvakantie regio Noord", "2026-10-10", False),
        ("Kerstvakantie", "2026-12-19", False),
    ]
    changed = run(
        *("change", "overlay", 1, "--plan", plan, "--json-input", "-", "--json"),
        fields={"name": "Schoolvrij", "color": "violet", "shown": False},
    ).json
    assert (changed["name"], changed["color"], changed["shown"]) == ("Schoolvrij", "violet", False)
    assert "Schoolvrij" in run("list", "overlay", "--plan", plan).out
    run("remove", "overlay", 1, "--plan", plan)
    assert run("list", "overlay", "--plan", plan, "--json").json == []


def test_what_cannot_be_read_is_refused_in_one_line(run: Any, plan: Path, tmp_path: Path) -> None:
    page = tmp_path / "agenda.ics"
    page.write_bytes(b"<!doctype html>")
    words = ("import", "calendar", page, "--plan", plan)
    assert "agenda.ics: This is a web page" in run(*words).refusal()
    assert "does not exist" in run("import", "calendar", "x.ics", "--plan", plan).refusal()
    for whom in ("nobody", "person:Nobody", "audience:Nobody", "room:"):
        assert run("import", "calendar", BOARD, "--for", whom, "--plan", plan).refusal()
        assert (
            run("import", "calendar", BOARD, "--for", whom, "--dry-run", "--plan", plan).code == 1
        )
    two = ("import", "calendar", BOARD, HOLIDAYS, "--name", "X", "--plan", plan)
    assert "one by one" in run(*two).refusal()
    add = run("add", "overlay", "--plan", plan, "--json-input", "-", fields={"name": "X"})
    assert "import calendar" in add.refusal()
    assert run("list", "overlay", "--plan", plan, "--json").json == []


def test_a_hostile_calendar_ends_in_problems(run: Any, plan: Path) -> None:
    files = [
        CORPUS / f"calendar-{name}.ics"
        for name in ("secondly", "never-matches", "count-from-the-year-one", "nonsense-rule")
    ]
    found = run("import", "calendar", *files, "--plan", plan, "--json").json
    assert [each["file"] for each in found["problems"]] == [
        "calendar-secondly.ics",
        "calendar-count-from-the-year-one.ics",
        "calendar-nonsense-rule.ics",
    ]
    assert found["added"] == 3
