"""import replies, list and change reply, and the attendance of a date."""

from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.cli.conftest import TOWN_HALL


@pytest.fixture
def invited(run: Any, plan: Path, tmp_path: Path) -> Path:
    """A plan whose one invitation was sent; its file lies in the folder `out`."""
    host = {"name": "Anna Voorbeeld", "email": "anna@delinde.example", "role": "host"}
    speaker = {"name": "Bram Proefman", "email": "bram@delinde.example", "role": "speaker"}
    fields = TOWN_HALL | {"attendees": [host, speaker]}
    assert run("add", "communication", "--json-input", "-", "--plan", plan, fields=fields).code == 0
    run("export", "invitation", 1, "--out", tmp_path / "out", "--plan", plan)
    return plan


def answer(folder: Path, partstat: str = "ACCEPTED", **fields: str) -> Path:
    """What a calendar program makes of the invitation when somebody answers."""
    [sent] = (folder / "out").glob("*.ics")
    calendar = icalendar.Calendar.from_ical(sent.read_bytes())
    assert isinstance(calendar, icalendar.Calendar)
    calendar["METHOD"] = icalendar.vText("REPLY")
    [event] = calendar.walk("VEVENT")
    event["ATTENDEE"] = icalendar.vCalAddress("MAILTO:Bram@delinde.example")
    event["ATTENDEE"].params["PARTSTAT"] = partstat
    event["DTSTAMP"] = icalendar.vDatetime(datetime.fromisoformat("2026-11-24T08:30:00+00:00"))
    for name, value in fields.items():
        event[name] = icalendar.vText(value)
    path = folder / "answers" / "antwoord.ics"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(calendar.to_ical())
    return path


def test_an_answer_to_an_exported_invitation_is_taken_in(
    run: Any, invited: Path, tmp_path: Path
) -> None:
    file = answer(tmp_path, COMMENT="Graag, ik neem mijn dia’s mee.")
    words = ("import", "replies", file, "--plan", invited, "--json")
    [result] = run(*words).json["results"]
    found = {name: result[name] for name in ("verdict", "person", "occurrence", "partstat")}
    assert found == {
        "verdict": "accepted",
        "person": "Bram Proefman",
        "occurrence": "1/2026-12-03T10:00",
        "partstat": "ACCEPTED",
    }
    shown = run("show", "occurrence", result["occurrence"], "--plan", invited, "--json").json
    assert [(each["email"], each["partstat"], each["comment"]) for each in shown["attendance"]] == [
        ("anna@delinde.example", "NEEDS-ACTION", ""),
        ("bram@delinde.example", "ACCEPTED", "Graag, ik neem mijn dia’s mee."),
    ]
    assert shown["silent_speakers"] == ["anna@delinde.example"]
    assert run(*words).json["results"][0]["verdict"] == "ignored"
    [listed] = run("list", "reply", "--plan", invited, "--json").json
    assert (listed["partstat"], listed["stamp"]) == ("ACCEPTED", "2026-11-24T08:30:00Z")


def test_a_folder_with_damaged_files_is_judged_whole(
    run: Any, invited: Path, tmp_path: Path
) -> None:
    (answer(tmp_path, "DECLINED").parent / "zz.eml").write_bytes(b"Subject: x\n\nhello")
    ran = run("import", "replies", tmp_path / "answers", "--plan", invited)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "antwoord.ics: Taken in; Bram Proefman: Is not coming",
        "zz.eml: Refused; This mail carries no calendar file, so no answer either.",
    ]


def test_a_list_of_answers_needs_a_date(run: Any, invited: Path, tmp_path: Path) -> None:
    file = tmp_path / "tracking.csv"
    file.write_text("Name,Attendance,Response\nBram Proefman,Required Attendee,Accepted\n")
    words = ("import", "replies", file, "--plan", invited, "--json")
    assert run(*words).json["results"][0]["verdict"] == "refused"
    [result] = run(*words, "--communication", 1).json["results"]
    assert (result["verdict"], result["email"]) == ("accepted", "bram@delinde.example")
    refusal = run(*words, "--occurrence", "2026-12-03T10:00").refusal()
    assert "--communication" in refusal


def test_a_doubtful_answer_is_decided_on(run: Any, invited: Path, tmp_path: Path) -> None:
    run("import", "replies", answer(tmp_path, SEQUENCE="8"), "--plan", invited)
    words = ("change", "reply", 1, "--json-input", "-", "--plan", invited)
    assert "only the verdict" in run(*words, fields={"partstat": "DECLINED"}).refusal()
    assert run(*words, fields={"verdict": "accepted"}).code == 0
    assert run("show", "reply", 1, "--plan", invited, "--json").json["verdict"] == "accepted"
    assert "does not wait" in run(*words, fields={"verdict": "refused"}).refusal()
    assert (
        "import replies"
        in run("add", "reply", "--json-input", "-", "--plan", invited, fields={}).refusal()
    )


def test_a_dry_run_judges_and_stores_nothing(run: Any, invited: Path, tmp_path: Path) -> None:
    words = ("import", "replies", answer(tmp_path), "--plan", invited, "--json")
    [dry] = run(*words, "--dry-run").json["results"]
    assert (dry["verdict"], dry["reply_id"]) == ("accepted", None)
    assert run("list", "reply", "--plan", invited, "--json").json == []
    [real] = run(*words).json["results"]
    assert real == dry | {"reply_id": 1}


def test_a_file_that_is_not_there_is_refused(run: Any, invited: Path) -> None:
    refusal = run("import", "replies", "nothing.ics", "--plan", invited).refusal()
    assert refusal.endswith("nothing.ics does not exist.")
