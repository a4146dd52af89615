"""The planning written out: read by others, and read in again without a change."""

import io
import json
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from townhall.domain.clock import Clock
from townhall.domain.errors import CannotWrite, InvalidInput
from townhall.services.communications import add_communication
from townhall.services.occurrences import cancel_occurrence, change_occurrence
from townhall.services.planning_exports import export_communications
from townhall.services.planning_files import read_planning
from townhall.services.planning_imports import import_planning
from townhall.services.plans import change_plan
from townhall.services.queries.communications import occurrences
from townhall.services.records import add_record
from townhall.storage.database import Database

TODAY = date(2026, 11, 24)
HOSTILE = '=HYPERLINK("http://x.example";"Klik") \'tekst\''


@pytest.fixture
def plan(database: Database) -> Database:
    """A series with exceptions, something of several days, hostile words, and closed days."""
    database.run(add_record, "audience", {"name": "Alle medewerkers"})
    database.run(add_record, "audience", {"name": "SEH, acute zorg", "parent": "Alle medewerkers"})
    database.run(add_record, "audience", {"name": "=cmd|' /C calc'!A0"})
    database.run(add_record, "initiative", {"name": "Triage-hulp"})
    period = {"name": "Wijzigingsstop", "first_day": "2026-12-21", "last_day": "2027-01-01"}
    database.run(add_record, "blackout", period)
    hall = {
        "kind": "town-hall",
        "title": "Town hall AI",
        "objective": "Twee\nregels",
        "start": "2026-12-03T10:00",
        "duration_minutes": 75,
        "recurrence": "FREQ=MONTHLY;BYDAY=1TH;COUNT=3",
        "audiences": ["SEH, acute zorg"],
        "initiatives": ["Triage-hulp"],
        "channel": "team-meeting",
        "location": "Aula",
        "status": "confirmed",
        "sign_off": "approved",
        "signed_by": "Carla Staal",
        "organizer": {"name": "Anna Voorbeeld", "email": "anna@delinde.example"},
    }
    number = database.run(add_communication, hall).value
    january = datetime(2027, 1, 7, 10)
    moved = {"start": "2027-01-14T11:00", "location": "Zaal 1"}
    database.run(change_occurrence, number, january, moved)
    database.run(cancel_occurrence, number, datetime(2027, 2, 4, 10))
    days = {
        "kind": "training",
        "title": HOSTILE,
        "notes": "-1+1",
        "start": "2026-12-07",
        "all_day": True,
        "duration_minutes": 5 * 1440,
        "audiences": ["=cmd|' /C calc'!A0"],
    }
    database.run(add_communication, days)
    night = {
        "kind": "drop-in",
        "title": "Nachtdienst",
        "start": "2026-12-10T23:00",
        "duration_minutes": 90,
        "time_zone": "Europe/London",
        "status": "idea",
    }
    database.run(add_communication, night)
    database.run(change_plan, {"document_language": "nl"})
    return database


def written(database: Database, path: Path, clock: Clock, **days: date) -> int:
    return database.read(export_communications, path, clock=clock, **days)


def book_of(path: Path) -> Any:
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_written_is_read_in_again_without_a_change(
    plan: Database, tmp_path: Path, clock: Clock, suffix: str, language: str
) -> None:
    plan.run(change_plan, {"document_language": language})
    file = tmp_path / f"planning.{suffix}"
    assert written(plan, file, clock) == 5
    read = read_planning([file], today=TODAY)
    assert (len(read.rows), read.problems, read.left_out) == (5, (), 0)
    done = plan.run(import_planning, read.rows)
    assert (done.value.added, done.value.updated, done.value.problems) == (0, 0, ())
    assert (done.value.skipped, done.step) == (5, None)


def test_into_another_plan_it_comes_whole(
    plan: Database, tmp_path: Path, clock: Clock, empty_plan: Path
) -> None:
    file = tmp_path / "planning.xlsx"
    written(plan, file, clock)
    read = read_planning([file], today=TODAY)
    other = tmp_path / "andere.townhall"
    other.write_bytes(empty_plan.read_bytes())
    with Database.open(other, clock) as database:
        assert database.run(import_planning, read.rows).value.added == 5
        here = plan.read(occurrences, TODAY, date(2027, 3, 1), "Europe/Amsterdam")
        there = database.read(occurrences, TODAY, date(2027, 3, 1), "Europe/Amsterdam")
        assert [(o.title, o.start, o.end, o.status, o.location, o.time_zone) for o in here] == [
            (o.title, o.start, o.end, o.status, o.location, o.time_zone) for o in there
        ]
        assert database.run(import_planning, read.rows).value.skipped == 5


def test_a_change_in_the_file_changes_that_date(
    plan: Database, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "planning.xlsx"
    written(plan, file, clock)
    book = book_of(file)
    sheet = book["Town hall"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["Begin"]).value = time(13, 30)
    sheet.cell(2, heads["Einde"]).value = time(14, 30)
    sheet.cell(2, heads["Locatie"]).value = "Kantine"
    book.save(file)
    done = plan.run(import_planning, read_planning([file], today=TODAY).rows)
    assert (done.value.added, done.value.updated) == (0, 1)
    first = plan.read(occurrences, TODAY, date(2026, 12, 4), "Europe/Amsterdam")[0]
    assert (first.start.time(), first.end.time(), first.location) == (
        time(13, 30),
        time(14, 30),
        "Kantine",
    )


def test_the_workbook_has_a_sheet_for_each_kind_with_real_dates(
    plan: Database, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "planning.xlsx"
    written(plan, file, clock)
    book = book_of(file)
    assert book.sheetnames == [
        *("Town hall", "Voortgangsupdate", "Training", "Werkgroepbijeenkomst", "Inloopuur"),
        *("Bestuursoverleg", "Jaarstrook 2026", "Jaarstrook 2027"),
    ]
    sheet = book["Town hall"]
    assert [cell.value for cell in sheet[1]][:6] == [
        *("Titel", "Soort", "Datum", "Begin", "Einde", "Laatste dag"),
    ]
    assert [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=2)] == [
        ["Town hall AI", "Town hall", datetime(2026, 12, 3), time(10), time(11, 15)],
        ["Town hall AI", "Town hall", datetime(2027, 1, 14), time(11), time(12, 15)],
        ["Town hall AI", "Town hall", datetime(2027, 2, 4), time(10), time(11, 15)],
    ]
    assert (sheet.freeze_panes, sheet.page_setup.orientation) == ("B2", "landscape")
    assert book["Voortgangsupdate"].max_row == 1
    # The order of a font's parts is openpyxl's own, in every workbook it writes; Excel takes it.
    assert [
        each
        for each in OpenXmlValidator().validate(file).errors
        if each.severity.value == "error" and "/fonts" not in str(each.path)
    ] == []


def test_text_is_never_a_formula(plan: Database, tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "planning.xlsx"
    written(plan, file, clock)
    cells = [cell for sheet in book_of(file) for row in sheet for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert "'" + HOSTILE in {cell.value for cell in cells}
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as package:
        for name in package.namelist():
            assert b"<f>" not in package.read(name)
    text = tmp_path / "planning.csv"
    written(plan, text, clock)
    assert "\n=" not in text.read_text("utf-8-sig")


def test_what_nobody_signed_off_is_marked_as_a_draft(
    plan: Database, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "planning.xlsx"
    written(plan, file, clock)
    marks = {}
    for page in book_of(file).worksheets:
        heads = [cell.value for cell in page[1]]
        if "Vrijgave" in heads:
            place = heads.index("Vrijgave")
            marks |= {row[0].value: row[place].value for row in page.iter_rows(min_row=2)}
    assert set(marks.values()) == {"Akkoord", "Concept"}
    assert marks["Nachtdienst"] == "Concept"


def test_the_strip_shows_weeks_lanes_and_closed_days(
    plan: Database, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "planning.xlsx"
    written(plan, file, clock)
    strip = book_of(file)["Jaarstrook 2026"]
    rows = {row[0].value: row for row in strip.iter_rows(max_row=12) if row[0].value}
    weeks = {cell.value: place for place, cell in enumerate(rows["Week"]) if place}
    assert (min(weeks), max(weeks)) == (1, 53)
    lane = rows["SEH, acute zorg"]
    assert lane[weeks[49]].value == "T"
    assert lane[weeks[49]].fill.fgColor.rgb.endswith("E7EAFD")
    assert rows["Feestdagen"][weeks[52]].value == "◆"
    assert [rows["Sperperioden"][weeks[week]].value for week in (51, 52, 53)] == [None, "▒", "▒"]
    assert lane[weeks[52]].fill.patternType == "lightUp"
    assert rows["'=cmd|' /C calc'!A0"][weeks[50]].value == "r"
    assert rows["Geen doelgroep"][weeks[50]].value == "i"
    assert strip.freeze_panes == "B7"
    page = strip.page_setup
    assert (page.orientation, page.fitToWidth, strip.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        1,
        True,
    )
    assert "Wijzigingsstop" in " ".join(
        str(cell.value) for row in strip for cell in row if cell.value
    )


def test_the_same_plan_gives_the_same_bytes(plan: Database, tmp_path: Path, clock: Clock) -> None:
    files = [tmp_path / "een.xlsx", tmp_path / "twee.xlsx"]
    for file in files:
        written(plan, file, clock)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_range_is_written_where_it_is_asked(plan: Database, tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "planning.csv"
    assert written(plan, file, clock, first=date(2027, 1, 1), last=date(2027, 1, 31)) == 1
    with pytest.raises(InvalidInput, match="before the first"):
        written(plan, file, clock, first=date(2027, 1, 2), last=date(2027, 1, 1))
    with pytest.raises(InvalidInput, match="at most 10 years"):
        written(plan, file, clock, first=date(2027, 1, 2), last=date(2057, 1, 1))


def test_json_has_whole_communications(plan: Database, tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "planning.json"
    assert written(plan, file, clock) == 3
    hall = json.loads(file.read_text("utf-8"))[0]
    assert (hall["title"], hall["start"], hall["recurrence"]) == (
        "Town hall AI",
        "2026-12-03T10:00:00",
        "FREQ=MONTHLY;COUNT=3;BYDAY=1TH",
    )
    assert hall["organizer"] == {"name": "Anna Voorbeeld", "email": "anna@delinde.example"}


def test_an_id_of_a_file_is_written_as_it_was(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "planning.csv"
    file.write_text("Kenmerk;Titel;Soort;Datum\nC-01;Town hall;town hall;13-1-2027\n", "utf-8")
    database.run(import_planning, read_planning([file], today=TODAY).rows)
    written(database, file, clock)
    assert file.read_text("utf-8-sig").splitlines()[1].endswith(",C-01")


def test_a_suffix_that_is_not_known_is_refused_and_nothing_written(
    plan: Database, tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(InvalidInput, match=r"planning\.ods must end in"):
        written(plan, tmp_path / "planning.ods", clock)
    with pytest.raises(CannotWrite):
        written(plan, tmp_path / "weg" / "planning.csv", clock)
    assert list(tmp_path.glob("planning.*")) == []
