"""Handing an invitation over: files, drafts, packages, and what the ledger knows afterwards."""

from __future__ import annotations

import email
import zipfile
from datetime import datetime
from email.utils import getaddresses
from pathlib import Path

import icalendar
import pytest

from townhall.domain.clock import fixed_clock
from townhall.domain.errors import CannotWrite, InvalidInput
from townhall.domain.recipient_groups import GROUPS, GroupKind
from townhall.domain.terms import HandOver
from townhall.services.communications import add_communication, change_communication
from townhall.services.hand_over import HandedFile, Way, Wish, hand_over, prepare
from townhall.services.occurrences import change_occurrence
from townhall.services.queries.hand_over import hand_over_detail
from townhall.services.queries.invitations import due_files, invitations
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.database import Database
from townhall.storage.unit_of_work import UnitOfWork

JANUARY = datetime(2027, 1, 7, 10)
SERIES = {
    "kind": "town-hall",
    "title": "Town hall AI",
    "status": "confirmed",
    "start": "2026-12-03T10:00",
    "duration_minutes": 75,
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
    "location": "Aula",
    "organizer": {"name": "Anna Voorbeeld", "email": "anna@delinde.example"},
    "attendees": [
        {"name": "Bram Proefman", "email": "bram@delinde.example", "role": "speaker"},
        {"name": "Carla Staal", "email": "carla@delinde.example", "role": "host"},
        {"name": "Daan Specimen", "email": "daan@delinde.example"},
        {"name": "Eva Modelaar", "email": "eva@delinde.example", "role": "optional"},
        {"name": "Aula", "email": "aula@delinde.example", "role": "room"},
    ],
}


@pytest.fixture
def series(database: Database) -> int:
    person = {"name": "Eva Modelaar", "email": "Eva@delinde.example"}
    eva = database.run(add_record, "person", person).value
    database.run(speak, eva, "en")
    return database.run(add_communication, SERIES).value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


def speak(uow: UnitOfWork, person_id: int, language: str) -> None:
    """Give somebody a language of their own."""
    uow.get(m.Person, person_id).language = language
    uow.label = "language"


def later(database: Database) -> None:
    """Let the frozen clock go on."""
    database.clock = fixed_clock("2026-11-24T09:05+01:00")


def to(file: HandedFile) -> list[str]:
    """Whom a draft is addressed to, as an independent reader finds it."""
    message = email.message_from_bytes(Path(file.file).read_bytes())
    return [address for _name, address in getaddresses(message.get_all("To") or [])]


def calendar_in(path: Path) -> icalendar.Calendar:
    """The calendar a draft carries."""
    for part in email.message_from_bytes(path.read_bytes()).walk():
        if part.get_content_type() == "text/calendar":
            return icalendar.Calendar.from_ical(part.get_payload(decode=True))
    raise AssertionError(path)


def test_one_draft_goes_to_every_attendee(database, series, folder) -> None:
    [file] = database.run(hand_over, Wish(series), folder, way=Way.MAIL).value
    assert Path(file.file).name == "Town hall AI - invitation.eml"
    [event] = calendar_in(Path(file.file)).walk("VEVENT")
    attendees = [str(each).removeprefix("mailto:") for each in event["ATTENDEE"]]
    assert to(file) == list(file.recipients) == attendees
    [line] = database.read(invitations)
    assert (line.hand_over, list(line.recipients)) == (HandOver.MAIL, attendees)


def test_groups_get_mails_of_their_own_in_their_language(database, series, folder) -> None:
    wish = Wish(series, kinds=GROUPS)
    files = database.run(hand_over, wish, folder, way=Way.MAIL).value
    assert [(each.group, each.language, to(each)) for each in files] == [
        (GroupKind.STAGE, "nl", ["bram@delinde.example", "carla@delinde.example"]),
        (GroupKind.AUDIENCE, "en", ["eva@delinde.example"]),
        (GroupKind.AUDIENCE, "nl", ["daan@delinde.example"]),
        (GroupKind.ROOMS, "nl", ["aula@delinde.example"]),
    ]
    subjects = [email.message_from_bytes(Path(each.file).read_bytes())["Subject"] for each in files]
    assert subjects[1] == "Invitation: Town hall AI"
    assert subjects[2] == "Uitnodiging: Town hall AI"
    assert len({each.file for each in files}) == 4


def test_a_chosen_group_alone_is_noted_alone(database, series, folder) -> None:
    wish = Wish(series, kinds=(GroupKind.STAGE,))
    database.run(hand_over, wish, folder, way=Way.MAIL)
    [line] = database.read(invitations)
    assert sorted(line.recipients) == ["bram@delinde.example", "carla@delinde.example"]
    [due] = database.read(due_files, series)
    assert [each.email for each in due.recipients] == [
        "daan@delinde.example",
        "eva@delinde.example",
        "aula@delinde.example",
    ]


def test_an_update_says_what_changed(database, series, folder) -> None:
    database.run(hand_over, Wish(series), folder, way=Way.MAIL)
    later(database)
    database.run(change_communication, series, {"location": "Collegezaal 1"})
    [file] = database.run(hand_over, Wish(series, due_only=True), folder, way=Way.MAIL).value
    message = email.message_from_bytes(Path(file.file).read_bytes())
    assert message["Subject"] == "Gewijzigd: Town hall AI"
    plain = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    assert "Aula → Collegezaal 1" in plain.get_payload(decode=True).decode()
    assert (file.version_number, list(folder.iterdir())) == (2, [Path(file.file)])


def test_the_same_plan_and_clock_give_the_same_draft(database, series, folder) -> None:
    [first] = database.run(hand_over, Wish(series), folder / "a", way=Way.MAIL).value
    later(database)
    [again] = database.run(hand_over, Wish(series), folder / "b", way=Way.MAIL).value
    assert Path(first.file).read_bytes() == Path(again.file).read_bytes()
    assert len(database.read(invitations)) == 1


def test_a_package_holds_every_file_once(database, series, folder) -> None:
    database.run(change_occurrence, series, JANUARY, {"location": "Foyer"})
    wish = Wish(series, separate=True)
    files = database.run(hand_over, wish, folder, way=Way.ZIP).value
    [path] = folder.iterdir()
    assert {each.file for each in files} == {str(path)}
    with zipfile.ZipFile(path) as package:
        assert package.namelist() == [each.entry for each in files]
        methods = {
            str(icalendar.Calendar.from_ical(package.read(name))["METHOD"])
            for name in package.namelist()
        }
    assert methods == {"REQUEST"}
    assert len(files) == 2


def test_what_would_go_out_can_be_looked_at_without_a_trace(database, series) -> None:
    [file] = database.rehearse(prepare, Wish(series, kinds=GROUPS))
    assert file.seen.title == "Town hall AI"
    assert len(file.next_dates) == 5
    assert file.next_dates[0][0].isoformat() == "2026-12-03T09:00:00+00:00"
    assert file.mail_for("eva@delinde.example").subject == "Invitation: Town hall AI"
    assert file.mail_for("daan@delinde.example").subject == "Uitnodiging: Town hall AI"
    assert database.read(invitations) == []


def test_when_everybody_knows_nothing_is_due(database, series, folder) -> None:
    database.run(hand_over, Wish(series), folder)
    assert database.run(hand_over, Wish(series, due_only=True), folder).value == []


def test_a_folder_that_cannot_be_written_leaves_no_trace(database, series, folder) -> None:
    folder.mkdir()
    blocked = folder / "file"
    blocked.write_text("x")
    for way in Way:
        with pytest.raises(CannotWrite):
            database.run(hand_over, Wish(series), blocked, way=way)
    (folder / "Town hall AI - invitation - participants nl.eml").mkdir()
    files = database.run(hand_over, Wish(series, kinds=GROUPS), folder, way=Way.MAIL).value
    assert Path(files[2].file).name == "Town hall AI - invitation - participants nl (2).eml"


def test_without_organizer_or_people_it_is_said_what_to_do(database, series, folder) -> None:
    database.run(change_communication, series, {"attendees": []})
    with pytest.raises(InvalidInput, match="no attendees to invite"):
        database.run(hand_over, Wish(series), folder, way=Way.MAIL)
    database.run(change_communication, series, {"organizer": {"name": "", "email": ""}})
    with pytest.raises(InvalidInput):
        database.run(hand_over, Wish(series), folder, way=Way.MAIL)
    assert database.read(invitations) == []


def test_both_halves_of_a_split_series_go_out_together(database, series, folder) -> None:
    database.run(hand_over, Wish(series), folder)
    later(database)
    fields = {"location": "Foyer", "start": "2027-02-04T11:00"}
    following = datetime(2027, 2, 4, 10)
    database.run(change_occurrence, series, following, fields, scope="following")
    files = database.run(hand_over, Wish(series, due_only=True), folder, way=Way.ZIP).value
    assert [each.why.value for each in files] == ["ended-series", "new"]
    assert len({each.uid for each in files}) == 2
    start = datetime(2026, 12, 3, 10)
    found = database.read(hand_over_detail, series, start, clock=database.clock)
    assert found.due == ()


def test_what_anybody_may_add_goes_to_everybody_without_asking(database, series, folder) -> None:
    [file] = database.run(hand_over, Wish(series, publish=True), folder, way=Way.MAIL).value
    calendar = calendar_in(Path(file.file))
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in calendar.walk("VEVENT")[0]
    assert len(to(file)) == 5


def test_the_page_knows_what_is_due_and_what_changed(database, series, folder) -> None:
    start = datetime(2026, 12, 3, 10)
    found = database.read(hand_over_detail, series, start, clock=database.clock)
    assert found.changes is None
    assert [each.method for each in found.due] == ["REQUEST"]
    database.run(hand_over, Wish(series), folder)
    later(database)
    database.run(change_occurrence, series, JANUARY, {"location": "Foyer"})
    found = database.read(hand_over_detail, series, start, clock=database.clock)
    assert found.changes is not None
    assert [each.original_start for each in found.changes.dates] == [JANUARY]
    assert [each.recurrence_id for each in found.due] == [None]
    assert [each.recurrence_id for each in found.due_separate] == [JANUARY]
