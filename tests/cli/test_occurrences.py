"""Dates on the command line: listed, shown with their run of show, changed, called off."""

from pathlib import Path
from typing import Any

import pytest

SERIES = {
    "kind": "progress-update",
    "title": "Voortgangsupdate",
    "start": "2026-12-01T10:00",
    "time_zone": "Europe/Amsterdam",
    "duration_minutes": 30,
    "recurrence": "FREQ=WEEKLY;BYDAY=TU;COUNT=4",
    "location": "Kamer 1",
    "agenda": [
        {"title": "Welkom", "duration_minutes": 5},
        {"title": "Vragen", "duration_minutes": 15, "start": "10:10"},
    ],
}


@pytest.fixture
def series(run: Any, plan: Path) -> Path:
    """A plan with one series of four dates."""
    run("add", "communication", "--plan", plan, "--json-input", "-", fields=SERIES)
    return plan


def starts(run: Any, plan: Path, *filters: object) -> list[tuple[str, str]]:
    rows = run("list", "occurrence", *filters, "--plan", plan, "--json").json
    return [(row["original_start"], row["start"]) for row in rows]


def test_dates_of_the_coming_year_are_listed(run: Any, series: Path) -> None:
    rows = run("list", "occurrence", "--plan", series, "--json").json
    assert [row["start_utc"] for row in rows] == [
        "2026-12-01T09:00:00Z",
        "2026-12-08T09:00:00Z",
        "2026-12-15T09:00:00Z",
        "2026-12-22T09:00:00Z",
    ]
    assert {key: rows[0][key] for key in rows[0] if key not in ("kind", "sign_off")} == {
        "communication_id": 1,
        "original_start": "2026-12-01T10:00:00",
        "start": "2026-12-01T10:00:00",
        "end": "2026-12-01T10:30:00",
        "start_utc": "2026-12-01T09:00:00Z",
        "end_utc": "2026-12-01T09:30:00Z",
        "time_zone": "Europe/Amsterdam",
        "title": "Voortgangsupdate",
        "status": "planned",
        "overridden": False,
        "location": "Kamer 1",
        "all_day": False,
        "recurring": True,
        "added": False,
        "cause": None,
    }


def test_dates_are_filtered_by_day_and_communication(run: Any, series: Path) -> None:
    between = starts(run, series, "--from", "2026-12-02", "--to", "2026-12-15")
    assert [start for _original, start in between] == ["2026-12-08T10:00:00", "2026-12-15T10:00:00"]
    assert starts(run, series, "--status", "cancelled") == []
    assert len(starts(run, series, "--communication", 1, "--kind", "progress-update")) == 4
    assert starts(run, series, "--kind", "town-hall") == []


def test_a_day_that_is_none_is_wrong_usage(run: Any, series: Path) -> None:
    ran = run("list", "occurrence", "--from", "morgen", "--plan", series)
    assert (ran.code, ran.out) == (2, "")
    assert "“morgen” is not a date; write it as 2026-12-03" in ran.err
    backwards = run(
        "list", "occurrence", "--from", "2026-12-02", "--to", "2026-12-01", "--plan", series
    )
    assert backwards.refusal() == "The last day lies before the first."


def test_a_date_is_shown_with_its_run_of_show(run: Any, series: Path) -> None:
    shown = run("show", "occurrence", "1/2026-12-08T10:00", "--plan", series, "--json").json
    assert [(item["title"], item["start"], item["hard_start"]) for item in shown["agenda"]] == [
        ("Welkom", "2026-12-08T10:00:00", False),
        ("Vragen", "2026-12-08T10:10:00", True),
    ]
    assert (shown["expected_end"], shown["under_minutes"]) == ("2026-12-08T10:25:00", 5)
    assert (shown["attendance"], shown["questions"], shown["tasks"]) == ([], [], [])


def test_a_date_of_the_sample_shows_everything_about_it(run: Any, sample: Path) -> None:
    shown = run("show", "occurrence", "1/2026-12-03T10:00", "--plan", sample, "--json").json
    assert (shown["start"], shown["location"], shown["overridden"]) == (
        "2026-12-03T10:30:00",
        "Aula",
        True,
    )
    assert (len(shown["questions"]), len(shown["tasks"]), shown["headcount"]) == (38, 12, 412)
    assert shown["attendance"][0] == {
        "name": "Anna Voorbeeld",
        "email": "anna.voorbeeld@delinde.example",
        "role": "host",
        "partstat": "NEEDS-ACTION",
        "comment": "",
        "answered_at": None,
    }
    text = run("show", "occurrence", "1/2026-12-03T10:00", "--plan", sample).out.splitlines()
    assert text[0].split() == ["Number", "1/2026-12-03T10:00"]
    assert text[-10].split() == ["Start", "Minutes", "Title", "Speaker"]
    assert text[-1].split()[:4] == ["2026-12-03", "11:44", "4", "Toezeggingen"]


def test_one_date_is_moved_and_the_others_stay(run: Any, series: Path) -> None:
    change = {"start": "2026-12-09T11:00", "location": "Kamer 2", "scope": "this"}
    changed = run(
        *("change", "occurrence", "1/2026-12-08T10:00", "--plan", series, "--json-input", "-"),
        "--json",
        fields=change,
    ).json
    assert (changed["start"], changed["location"]) == ("2026-12-09T11:00:00", "Kamer 2")
    assert starts(run, series) == [
        ("2026-12-01T10:00:00", "2026-12-01T10:00:00"),
        ("2026-12-08T10:00:00", "2026-12-09T11:00:00"),
        ("2026-12-15T10:00:00", "2026-12-15T10:00:00"),
        ("2026-12-22T10:00:00", "2026-12-22T10:00:00"),
    ]


def test_following_dates_become_a_series_of_their_own(run: Any, series: Path) -> None:
    changed = run(
        *("change", "occurrence", "1/2026-12-15T10:00", "--plan", series, "--json-input", "-"),
        "--json",
        fields={"start": "2026-12-15T14:00", "scope": "following"},
    ).json
    assert (changed["communication_id"], changed["original_start"]) == (2, "2026-12-15T14:00:00")
    assert starts(run, series, "--communication", 1) == [
        ("2026-12-01T10:00:00", "2026-12-01T10:00:00"),
        ("2026-12-08T10:00:00", "2026-12-08T10:00:00"),
    ]
    assert starts(run, series, "--communication", 2) == [
        ("2026-12-15T14:00:00", "2026-12-15T14:00:00"),
        ("2026-12-22T14:00:00", "2026-12-22T14:00:00"),
    ]


def test_all_dates_move_together(run: Any, series: Path) -> None:
    ran = run(
        *("change", "occurrence", "1/2026-12-08T10:00", "--plan", series, "--json-input", "-"),
        fields={"start": "2026-12-09T09:00", "scope": "all"},
    )
    assert ran.out == "Changed date 1/2026-12-09T09:00.\n"
    assert [start for _original, start in starts(run, series)] == [
        "2026-12-02T09:00:00",
        "2026-12-09T09:00:00",
        "2026-12-16T09:00:00",
        "2026-12-23T09:00:00",
    ]


def test_a_moved_series_is_shown_where_it_now_is(run: Any, series: Path) -> None:
    change = ("--plan", series, "--json-input", "-", "--json")
    with_offset = run(
        *("change", "occurrence", "1/2026-12-15T10:00", *change),
        fields={"start": "2026-12-15T14:00+00:00", "scope": "following"},
    ).json
    assert (with_offset["communication_id"], with_offset["original_start"]) == (
        2,
        "2026-12-15T15:00:00",
    )
    days = {"title": "Dag", "all_day": True, "recurrence": "FREQ=WEEKLY;COUNT=3"}
    run(
        *("add", "communication", "--plan", series, "--json-input", "-"),
        fields={"kind": "training", "start": "2026-12-02"} | days,
    )
    all_day = run(
        *("change", "occurrence", "3/2026-12-09", *change),
        fields={"start": "2026-12-10T15:00", "scope": "all"},
    ).json
    assert (all_day["original_start"], all_day["start"]) == ("2026-12-10T00:00:00",) * 2


def test_following_dates_change_with_one_that_was_an_exception(run: Any, series: Path) -> None:
    given = ("--plan", series, "--json-input", "-", "--json")
    key = "1/2026-12-15T10:00"
    run("change", "occurrence", key, *given, fields={"start": "2026-12-16T09:00"})
    same = run("change", "occurrence", key, *given, fields={"scope": "following"}).json
    assert (same["communication_id"], same["overridden"]) == (1, True)
    later = {"start": "2026-12-17T11:00", "scope": "following"}
    changed = run("change", "occurrence", key, *given, fields=later).json
    assert (changed["communication_id"], changed["start"]) == (2, "2026-12-17T11:00:00")
    assert [start for _original, start in starts(run, series, "--communication", 2)] == [
        "2026-12-17T11:00:00",
        "2026-12-24T11:00:00",
    ]


def test_what_show_gives_can_be_given_back(run: Any, series: Path) -> None:
    key = "1/2026-12-08T10:00"
    given = ("change", "occurrence", key, "--plan", series, "--json-input", "-", "--json")
    shown = run("show", "occurrence", key, "--plan", series, "--json").json
    same = run(*given, fields=shown)
    assert (same.err, same.json) == ("", shown)
    moved = run(*given, fields=shown | {"start": "2026-12-09T11:00:00"}).json
    assert (moved["start"], moved["end"]) == ("2026-12-09T11:00:00", "2026-12-09T11:30:00")
    assert moved["own_agenda"] is False
    refused = run(*given, fields=moved | {"end": "2026-12-09T12:00:00"})
    assert refused.refusal() == "“end” is kept by Town Hall itself and cannot be changed."


def test_a_run_of_show_that_show_gave_can_be_edited(run: Any, series: Path) -> None:
    key = "1/2026-12-08T10:00"
    agenda = run("show", "occurrence", key, "--plan", series, "--json").json["agenda"]
    agenda[0]["duration_minutes"] = 8
    agenda.append({"title": "Slot", "duration_minutes": 2, "start": "10:28"})
    changed = run(
        *("change", "occurrence", key, "--plan", series, "--json-input", "-", "--json"),
        fields={"agenda": agenda},
    ).json
    assert changed["own_agenda"] is True
    assert [
        (item["title"], item["start"][11:], item["hard_start"], item["duration_minutes"])
        for item in changed["agenda"]
    ] == [
        ("Welkom", "10:00:00", False, 8),
        ("Vragen", "10:10:00", True, 15),
        ("Slot", "10:28:00", True, 2),
    ]


def test_an_item_that_cannot_be_is_named_by_its_place(run: Any, series: Path) -> None:
    agenda = [{"title": "Welkom", "duration_minutes": 5}, {"title": "Vragen"}]
    for scope in ("this", "all"):
        refused = run(
            *("change", "occurrence", "1/2026-12-08T10:00", "--plan", series),
            *("--json-input", "-"),
            fields={"agenda": agenda, "scope": scope},
        )
        assert refused.refusal() == ("In “agenda”, number 2: “duration_minutes” must be filled in.")


def test_a_date_is_called_off_and_stays_visible(run: Any, series: Path) -> None:
    ran = run("remove", "occurrence", "1/2026-12-08T10:00", "--plan", series)
    assert ran.out == "Cancelled date 1/2026-12-08T10:00.\n"
    rows = run("list", "occurrence", "--plan", series, "--json").json
    assert [row["status"] for row in rows] == ["planned", "cancelled", "planned", "planned"]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("1", "“1” is not a date of a communication; write it as 3/2026-12-03T10:30, with"),
        ("1/gisteren", "“1/gisteren” is not a date of a communication;"),
        ("x/2026-12-08T10:00", "“x/2026-12-08T10:00” is not a date of a communication;"),
        ("1/2026-12-08T10:00Z", "“1/2026-12-08T10:00Z” is not a date of a communication;"),
        ("9/2026-12-08T10:00", "There is no communication 9 in this plan."),
        ("1/2026-12-09T10:00", "“Voortgangsupdate” has no date 2026-12-09T10:00."),
        ("1/0001-01-01T00:00", "“Voortgangsupdate” has no date 0001-01-01T00:00."),
        ("1/9999-12-31T23:59", "“Voortgangsupdate” has no date 9999-12-31T23:59."),
    ],
)
def test_a_date_that_is_none_is_refused(run: Any, series: Path, key: str, sentence: str) -> None:
    for words in (("show",), ("change",), ("remove",)):
        given = ["--json-input", "-"] if words == ("change",) else []
        ran = run(*words, "occurrence", key, "--plan", series, *given, fields={"title": "x"})
        assert ran.refusal().startswith(sentence)


def test_an_unknown_scope_is_refused(run: Any, series: Path) -> None:
    ran = run(
        *("change", "occurrence", "1/2026-12-08T10:00", "--plan", series, "--json-input", "-"),
        fields={"scope": "some"},
    )
    assert ran.refusal() == "“scope” must be one of: this, following, all."


def test_a_date_is_added_changed_and_removed(run: Any, series: Path) -> None:
    fields = {"communication_id": 1, "start": "2026-12-02T22:00", "location": "Nachtdienst"}
    added = run(
        "add", "occurrence", "--plan", series, "--json-input", "-", "--json", fields=fields
    ).json
    assert (added["original_start"], added["end"]) == ("2026-12-02T22:00:00", "2026-12-02T22:30:00")
    assert (added["added"], added["overridden"], added["location"]) == (True, True, "Nachtdienst")
    key = "1/2026-12-02T22:00"
    later = {"start": "2026-12-02T23:00"}
    run("change", "occurrence", key, "--plan", series, "--json-input", "-", fields=later)
    assert starts(run, series)[1] == ("2026-12-02T22:00:00", "2026-12-02T23:00:00")
    assert run("remove", "occurrence", key, "--plan", series).out == f"Removed date {key}.\n"
    assert len(starts(run, series)) == 4


def test_adding_a_date_says_its_key(run: Any, series: Path) -> None:
    fields = {"communication_id": 1, "start": "2026-12-02T22:00"}
    added = run("add", "occurrence", "--plan", series, "--json-input", "-", fields=fields)
    assert added.out == "Added date 1/2026-12-02T22:00.\n"
    again = run("add", "occurrence", "--plan", series, "--json-input", "-", fields=fields)
    assert again.refusal() == (
        "“Voortgangsupdate” has a date on 2026-12-02 22:00 already. Choose another moment."
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "“communication_id” must be the number of a communication."),
        ({"communication_id": 7, "start": "2026-12-02T22:00"}, "There is no communication 7"),
        ({"communication_id": 1}, "“start” must be filled in."),
        (
            {"communication_id": 1, "start": "2027-03-28T02:30"},
            "2027-03-28 02:30 does not exist in Europe",
        ),
        ({"communication_id": 1, "start": "2026-12-02T22:00", "status": "held"}, "There is no"),
    ],
)
def test_a_date_that_cannot_be_is_refused(
    run: Any, series: Path, fields: dict[str, Any], sentence: str
) -> None:
    refused = run("add", "occurrence", "--plan", series, "--json-input", "-", fields=fields)
    assert sentence in refused.refusal()
    assert len(starts(run, series)) == 4


def test_what_moves_along_is_told_and_chosen(run: Any, sample: Path) -> None:
    key = "1/2026-12-03T10:00"
    told = run("ripple", key, "--plan", sample, "--to", "2026-12-10T10:30", "--json").json
    assert (told["start"], told["new_start"]) == ("2026-12-03T10:30:00", "2026-12-10T10:30:00")
    assert (told["tasks_done"], told["tasks_total"]) == (4, 12)
    brief = told["tasks"][0]
    assert (brief["title"], brief["day"], brief["new_day"], brief["moves"]) == (
        *("Sprekersbriefing sturen", "2026-11-24", "2026-12-01"),
        True,
    )
    text = run("ripple", key, "--plan", sample, "--to", "2026-12-10T10:30").out
    assert "task:5" in text
    fields = {"start": "2026-12-10T10:30", "move_along": []}
    moved = run(
        *("change", "occurrence", key, "--plan", sample, "--json-input", "-", "--json"),
        fields=fields,
    ).json
    assert moved["start"] == "2026-12-10T10:30:00"
    assert {task["title"]: task["day"] for task in moved["tasks"]}["Sprekersbriefing sturen"] == (
        "2026-11-24"
    )
    refused = run(
        *("change", "occurrence", key, "--plan", sample, "--json-input", "-"),
        fields={"start": "2026-12-11T10:30", "move_along": ["task:99"]},
    ).refusal()
    assert refused.startswith("“task:99” does not move along with this date.")


def test_today_tells_what_needs_attention(run: Any, sample: Path) -> None:
    told = run("today", "--plan", sample, "--json").json
    assert told["today"] == "2026-11-24"
    assert told["hero"]["date"]["row"]["title"] == "Town hall AI in de diagnostiek"
    brief = next(each for each in told["now"] if each["kind"] == "task")
    assert (brief["title"], brief["severity"], brief["day"]) == (
        *("Sprekersbriefing sturen", "medium"),
        "2026-11-24",
    )
    text = run("today", "--plan", sample).out
    assert text.startswith("Needs attention now\n")
    assert "Sprekersbriefing sturen: Town hall AI in de diagnostiek, Thu 3 Dec" in text


def test_what_a_change_of_a_series_moves_is_told_and_changes_nothing(
    run: Any, series: Path
) -> None:
    before = run("show", "communication", "1", "--plan", series, "--json").json
    key = f"1/{before['start'][:16]}"
    looking = ("ripple", key, "--plan", series, "--scope", "all", "--json-input", "-")
    told = run(*looking, "--json", fields={"time_zone": "Europe/London"}).json
    assert [each["start"] == each["new_start"] for each in told["dates"]] == [True] * 4
    told = run(*looking, fields={"time_zone": "Europe/London"})
    assert told.code == 0
    assert told.out.count("2026-12-") == 10
    assert told.out.splitlines()[1].split() == ["Start", "New", "start"]
    assert run("show", "communication", "1", "--plan", series, "--json").json == before
    gone = run(*looking, fields={"recurrence": "FREQ=WEEKLY;BYDAY=FR;COUNT=4"})
    assert (gone.code, gone.out.count("Falls away")) == (0, 4)
    assert gone.out.splitlines()[0].endswith(": 2026-12-01 10:00 is not held any more")
    refused = run("ripple", key, "--plan", series).refusal()
    assert refused.startswith("Say what would change")
