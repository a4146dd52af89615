"""The same way on the command line: every command a program of its own, as scripts run it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import icalendar
import pytest
from docx.oxml.ns import qn

from townhall.services.sample import sample_file

MAIN = Path(__file__).resolve().parents[2] / "main.py"
NOW = "2026-11-24T09:00+01:00"


def townhall(*words, fields=None):
    """What `townhall` prints as JSON."""
    done = subprocess.run(
        [sys.executable, MAIN, "--now", NOW, *map(str, words), "--json"],
        input=json.dumps(fields) if fields is not None else None,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def paragraphs(document):
    """The words of every paragraph, in tables and boxes too."""
    return [
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in document.element.iter(qn("w:p"))
    ]


def test_from_a_new_plan_to_a_brief(tmp_path):
    plan = tmp_path / "De Linde.townhall"
    subprocess.run([sys.executable, MAIN, "--now", NOW, "new", plan], check=True)
    here = ("--plan", plan)
    add = ("--json-input", "-", *here)
    townhall("add", "audience", *add, fields={"name": "Radiologie", "headcount": 86})
    made = townhall(
        "add",
        "communication",
        *add,
        fields={
            "kind": "town-hall",
            "title": "Town hall AI",
            "start": "2026-12-03T10:00",
            "time_zone": "Europe/Amsterdam",
            "duration_minutes": 60,
            "audiences": ["Radiologie"],
            "organizer": {"name": "Anna Voorbeeld", "email": "anna@delinde.example"},
            "attendees": [
                {"name": "Bram Proefman", "email": "bram@delinde.example", "role": "speaker"}
            ],
            "agenda": [{"title": "Welkom", "duration_minutes": 5}],
        },
    )
    number = made["id"]
    told = townhall(
        *("import", "questions", sample_file("forms-export.xlsx")),
        *("--communication", number, *here),
    )
    assert (told["added"], told["updated"], told["skipped"]) == (300, 0, 0)
    invitation = ("export", "invitation", number, "--out", tmp_path, *here)
    [first] = townhall(*invitation)
    townhall("change", "communication", number, *add, fields={"start": "2026-12-03T10:30"})
    [update] = townhall(*invitation)
    assert (update["uid"], update["sequence"]) == (first["uid"], first["sequence"] + 1)
    [event] = icalendar.Calendar.from_ical(Path(update["file"]).read_bytes()).events
    assert event["DTSTART"].dt.isoformat() == "2026-12-03T10:30:00+01:00"
    brief = tmp_path / "brief.docx"
    pack = townhall(
        *("export", "pack", "speaker-brief", "--communication", number, "--language", "nl"),
        *("--format", "docx", "--out", brief, *here),
    )
    shown = "\n".join(paragraphs(docx.Document(str(brief))))
    assert [text for text in pack["strings"] if text not in shown] == []
    assert townhall("check", plan)["faults"] == []


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
@pytest.mark.parametrize("after", [0.4, 1.0])
def test_an_import_that_is_killed_is_there_as_a_whole_or_not_at_all(tmp_path, after):
    plan = tmp_path / "test.townhall"
    subprocess.run([sys.executable, MAIN, "--now", NOW, "new", plan], check=True)
    words = ["import", "questions", sample_file("forms-export.csv"), "--plan", plan]
    process = subprocess.Popen(
        [sys.executable, MAIN, "--now", NOW, *map(str, words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(townhall("list", "question", "--plan", plan)) in (0, 300)
    assert townhall("check", plan)["faults"] == []
