"""Packs to share show what somebody decided; internal packs show questions as they were asked."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from townhall.domain.blocks import texts
from townhall.domain.clock import Clock
from townhall.services.communications import add_communication
from townhall.services.follow_ups import add_follow_up
from townhall.services.packs import export_pack, pack_document, pack_leaks
from townhall.services.publish_check import decide_publication
from townhall.services.questions import add_question
from townhall.services.records import add_record
from townhall.storage.database import Database

START = datetime(2026, 12, 3, 10)
ASKED = "Waarom zei Proefman dat, bel mij op 06-12345678?"
ANSWER = "Vraag het Bram Proefman zelf: bram@delinde.example."
SECRETS = ("Proefman", "06-12345678", "bram@delinde.example", "kamer twaalf")


@pytest.fixture
def meeting(database: Database) -> int:
    values = {"kind": "town-hall", "title": "Town hall AI", "start": START.isoformat()}
    number = database.run(add_communication, {**values, "time_zone": "Europe/Amsterdam"}).value
    database.run(add_record, "person", {"name": "Bram Proefman"})
    asked = {"communication_id": number, "language": "nl"}
    named = database.run(add_question, {**asked, "text": ASKED, "answer": ANSWER}).value
    hidden = database.run(add_question, {**asked, "text": "Wie was dat op kamer twaalf?"}).value
    database.run(add_question, {**asked, "text": "Wat kost het?"})
    for question_id, words in ((named, "Proefman belt terug"), (hidden, "kamer twaalf belt")):
        database.run(add_follow_up, {"promised": words, "question_id": question_id})
    decide = ([named], "masked"), ([hidden], "withheld")
    for ids, word in decide:
        database.run(decide_publication, ids, word, "Anna Voorbeeld")
    return number


@pytest.mark.parametrize("kind", ["qa-pack", "speaker-brief"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_pack_to_share_hides_what_was_decided(
    database: Database, meeting: int, clock: Clock, tmp_path: Path, kind: str, language: str
) -> None:
    file = tmp_path / "pack.docx"
    result = database.read(
        export_pack, kind, meeting, START, language, file, clock=clock, internal=False
    )
    with zipfile.ZipFile(file) as parts:
        written = b"".join(parts.read(name) for name in parts.namelist()).decode("utf-8", "ignore")
    for secret in SECRETS:
        assert secret not in written
    name, phone = ("[naam]", "[telefoonnummer]") if language == "nl" else ("[name]", "[phone num")
    assert f"Waarom zei {name} dat" in written
    assert phone in written
    note = "vraag staat hier niet" if language == "nl" else "question is not shown here"
    assert f"1 {note}" in written
    assert result.leaks == ()


def test_an_internal_pack_shows_everything(database: Database, meeting: int, clock: Clock) -> None:
    made = database.read(pack_document, "qa-pack", meeting, START, "nl", clock=clock, internal=True)
    shown = texts(made)
    assert {ASKED, "Wie was dat op kamer twaalf?"} <= set(shown)
    assert not [text for text in shown if "staat hier niet" in text]


def test_what_nobody_decided_about_is_told(database: Database, meeting: int, clock: Clock) -> None:
    text = "Weet Proefman dat, en patiënt 4471902 ook?"
    asked = {"communication_id": meeting, "text": text, "language": "nl"}
    number = database.run(add_question, asked).value
    made = database.read(pack_document, "qa-pack", meeting, START, "en", clock=clock)
    found = database.read(pack_leaks, made, meeting, START, clock=clock)
    assert {(leak.text, leak.why) for leak in found} == {
        (text, "a name: Proefman"),
        (text, "a number that may be a patient’s or a colleague’s: 4471902"),
    }
    database.run(decide_publication, [number], "as-asked", "Anna Voorbeeld")
    assert database.read(pack_leaks, made, meeting, START, clock=clock) == []


def test_a_pack_of_withheld_questions_alone(database: Database, clock: Clock) -> None:
    values = {"kind": "town-hall", "title": "Town hall AI", "start": START.isoformat()}
    number = database.run(add_communication, {**values, "time_zone": "Europe/Amsterdam"}).value
    asked = database.run(add_question, {"text": "Wie was dat?", "communication_id": number}).value
    database.run(decide_publication, [asked], "withheld", "Anna Voorbeeld")
    for kind in ("qa-pack", "speaker-brief"):
        shown = texts(database.read(pack_document, kind, number, START, "en", clock=clock))
        assert "1 question is not shown here: it says too much about a person." in shown
        assert "No questions have come in yet." not in shown
