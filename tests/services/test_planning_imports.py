"""Bringing a planning in: once, again after changes on both sides, and back out in one step."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from townhall.domain.date_order import DateOrder
from townhall.domain.errors import Cancelled, NotFound
from townhall.services.communications import add_communication, change_communication
from townhall.services.imports import ImportCounts
from townhall.services.occurrences import change_occurrence
from townhall.services.planning_files import ReadPlanning, read_planning
from townhall.services.planning_imports import import_planning
from townhall.services.planning_names import NameChoices
from townhall.services.planning_outlook import RowState, outlook
from townhall.services.queries.communication_details import (
    CommunicationDetail,
    communication,
    communications,
)
from townhall.services.queries.communications import occurrences
from townhall.services.queries.people import audiences
from townhall.services.records import add_record
from townhall.storage.database import Database

TODAY = date(2026, 11, 24)
HEADER = ("Kenmerk", "Titel", "Soort", "Datum", "Tijd", "Locatie", "Doelgroep", "Status")
HALL = ("T1", "Town hall AI", "town hall", "3-12-2026", "10:00-11:00", "Aula", "SEH", "gepland")
UPDATE = ("T2", "Update triage", "voortgangsupdate", "14-12-2026", "", "", "", "")

Reader = Callable[..., ReadPlanning]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Writes rows as a file and reads them."""

    def reader(*rows: Sequence[str], header: Sequence[str] = HEADER) -> ReadPlanning:
        path = tmp_path / "planning.csv"
        path.write_text("\r\n".join(";".join(row) for row in (header, *rows)), "cp1252")
        return read_planning([path], today=TODAY)

    return reader


@pytest.fixture
def plan(database: Database) -> Database:
    """A plan with an audience, an initiative and two people."""
    database.run(add_record, "audience", {"name": "SEH"})
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(add_record, "initiative", {"name": "Triage-hulp"})
    database.run(add_record, "person", {"name": "Anna Voorbeeld", "email": "anna@delinde.example"})
    database.run(add_record, "person", {"name": "Bram Proefman"})
    return database


def bring(database: Database, found: ReadPlanning, **choices: Any) -> ImportCounts:
    """Import, after checking that looking said the same."""
    names = NameChoices(**choices)
    would = database.read(outlook, found.rows, names, left_out=found.left_out).counts
    done = database.run(import_planning, found.rows, names, left_out=found.left_out).value
    assert done == would
    return done


def numbers(counts: ImportCounts) -> tuple[int, int, int]:
    return counts.added, counts.updated, counts.skipped


def one(database: Database, title: str) -> CommunicationDetail:
    [found] = [each for each in database.read(communications) if each.title == title]
    return found


def test_every_field_of_a_row_is_stored(plan: Database, read: Reader) -> None:
    header = (*HEADER, "Doel", "Eigenaar", "Kanaal", "Initiatief", "Link")
    row = (*HALL, "Uitleg", "anna voorbeeld", "Intranet", "triage-hulp", "https://meet.example/1")
    assert numbers(bring(plan, read(row, header=header))) == (1, 0, 0)
    stored = one(plan, "Town hall AI")
    assert (stored.kind, stored.status, stored.location) == ("town-hall", "planned", "Aula")
    assert (stored.start.isoformat(), stored.duration_minutes) == ("2026-12-03T10:00:00", 60)
    assert (stored.objective, stored.channel) == ("Uitleg", "intranet")
    assert (stored.audiences, stored.initiatives) == (("SEH",), ("Triage-hulp",))
    assert (stored.organizer.name, stored.organizer.email) == (
        "Anna Voorbeeld",
        "anna@delinde.example",
    )
    assert stored.join_link == "https://meet.example/1"


def test_a_row_without_a_time_takes_all_day(plan: Database, read: Reader) -> None:
    bring(plan, read(UPDATE))
    stored = one(plan, "Update triage")
    assert (stored.all_day, stored.duration_minutes) == (True, 1440)


def test_the_same_file_again_changes_nothing(plan: Database, read: Reader) -> None:
    found = read(HALL, UPDATE)
    bring(plan, found)
    again = plan.run(import_planning, found.rows)
    assert (numbers(again.value), again.step) == ((0, 0, 2), None)


def test_an_import_is_undone_and_redone_in_one_step(plan: Database, read: Reader) -> None:
    done = plan.run(import_planning, read(HALL, UPDATE).rows, NameChoices(add_missing=True))
    before = plan.read(communications)
    assert done.step is not None
    assert done.step.label == "Imported 2 communications"
    undone = plan.revert(done.step)
    assert plan.read(communications) == []
    assert undone.step is not None
    plan.revert(undone.step)
    assert plan.read(communications) == before


def test_a_row_with_an_id_is_moved_and_changed(plan: Database, read: Reader) -> None:
    bring(plan, read(HALL))
    moved = ("T1", "Town hall AI", "town hall", "17-12-2026", "15:00-16:30", "Zaal 1", "SEH", "ok")
    assert numbers(bring(plan, read(moved))) == (0, 1, 0)
    stored = one(plan, "Town hall AI")
    assert (stored.start.isoformat(), stored.duration_minutes) == ("2026-12-17T15:00:00", 90)
    assert (stored.location, stored.status) == ("Zaal 1", "confirmed")


def test_a_row_without_an_id_is_known_by_title_and_date(plan: Database, read: Reader) -> None:
    header, first = HEADER[1:], HALL[1:]
    bring(plan, read(first, header=header))
    later = ("TOWN HALL  ai", *first[1:3], "15:00", *first[4:])
    assert numbers(bring(plan, read(later, header=header))) == (0, 1, 0)
    [stored] = plan.read(communications)
    assert stored.start.isoformat() == "2026-12-03T15:00:00"


def test_what_was_changed_in_the_plan_and_not_in_the_file_stays(
    plan: Database, read: Reader
) -> None:
    bring(plan, read(HALL))
    stored = one(plan, "Town hall AI")
    mine = {"location": "Zaal 9", "start": "2026-12-03T13:00", "audiences": ["Radiologie"]}
    plan.run(change_communication, stored.id, mine)
    file = (*HALL[:7], "bevestigd")
    assert numbers(bring(plan, read(file))) == (0, 1, 0)
    after = one(plan, "Town hall AI")
    assert (after.location, after.start.hour, after.audiences) == ("Zaal 9", 13, ("Radiologie",))
    assert after.status == "confirmed"


def test_a_date_in_the_file_moves_what_got_its_time_in_the_plan(
    plan: Database, read: Reader
) -> None:
    bring(plan, read(UPDATE))
    stored = one(plan, "Update triage")
    timed = {"start": "2026-12-14T10:00", "all_day": False, "duration_minutes": 30}
    plan.run(change_communication, stored.id, timed)
    bring(plan, read((*UPDATE[:3], "15-12-2026", *UPDATE[4:])))
    after = one(plan, "Update triage")
    assert (after.start.isoformat(), after.all_day) == ("2026-12-15T10:00:00", False)
    assert after.duration_minutes == 30


def test_a_field_that_both_changed_is_told(plan: Database, read: Reader) -> None:
    bring(plan, read(HALL))
    plan.run(change_communication, one(plan, "Town hall AI").id, {"location": "Zaal 9"})
    counts = bring(plan, read((*HALL[:5], "Kantine", *HALL[6:])))
    assert [(each.row, each.field) for each in counts.problems] == [(2, "location")]
    assert one(plan, "Town hall AI").location == "Kantine"


def test_what_was_planned_by_hand_is_only_completed(plan: Database, read: Reader) -> None:
    values = {"kind": "town-hall", "title": "Town hall AI", "start": "2026-12-03T09:00"}
    plan.run(add_communication, values)
    assert numbers(bring(plan, read(HALL))) == (0, 1, 0)
    [stored] = plan.read(communications)
    assert (stored.start.hour, stored.location, stored.audiences) == (9, "Aula", ("SEH",))


def test_names_that_are_missing_are_told_with_the_nearest(plan: Database, read: Reader) -> None:
    counts = bring(plan, read((*HALL[:6], "Radiologi, SEH", ""), (*UPDATE[:6], "Keuken", "")))
    assert [(each.row, each.field, each.message) for each in counts.problems] == [
        (
            2,
            "audiences",
            "There is no audience “Radiologi” in this plan; 1 row has it. Is “Radiologie” meant?",
        ),
        (3, "audiences", "There is no audience “Keuken” in this plan; 1 row has it."),
    ]
    assert {each.name for each in plan.read(audiences)} == {"SEH", "Radiologie"}
    assert one(plan, "Town hall AI").audiences == ("SEH",)


def test_missing_audiences_are_added_or_chosen_when_the_user_says_so(
    plan: Database, read: Reader
) -> None:
    rows = read((*HALL[:6], "Radiologi / Keuken / KEUKEN", ""))
    counts = bring(plan, rows, audiences={"Radiologi": "Radiologie"}, add_missing=True)
    assert counts.problems == ()
    assert one(plan, "Town hall AI").audiences == ("Keuken", "Radiologie")
    assert {each.name for each in plan.read(audiences)} == {"SEH", "Radiologie", "Keuken"}


def test_the_same_row_twice_is_one_and_two_sessions_are_two(plan: Database, read: Reader) -> None:
    header, first = HEADER[1:], HALL[1:]
    session = (*first[:3], "15:00", *first[4:])
    counts = bring(plan, read(first, first, session, header=header))
    assert numbers(counts) == (2, 0, 1)
    assert [(each.row, each.field) for each in counts.problems] == [(3, "title")]
    assert numbers(bring(plan, read(first, session, header=header))) == (0, 0, 2)


def test_an_id_of_another_file_overwrites_nothing(plan: Database, read: Reader) -> None:
    bring(plan, read(HALL))
    other = ("T1", "Training prompts", "training", "20-1-2027", "9:00", "", "", "")
    counts = bring(plan, read(other))
    assert (numbers(counts), [each.field for each in counts.problems]) == ((0, 0, 1), ["id"])
    assert one(plan, "Town hall AI").start.isoformat() == "2026-12-03T10:00:00"


def test_a_start_that_no_clock_shows_is_told(plan: Database, read: Reader) -> None:
    counts = bring(plan, read(("T3", "Nacht", "training", "28-03-2027", "02:30", "", "", ""), HALL))
    assert (numbers(counts), [(p.row, p.field) for p in counts.problems]) == (
        (1, 0, 1),
        [(2, "time")],
    )


def test_rows_that_cannot_be_read_are_counted_as_skipped(plan: Database, read: Reader) -> None:
    found = read(HALL, ("T4", "Zonder datum", "training", "", "", "", "", ""))
    assert numbers(bring(plan, found)) == (1, 0, 1)
    assert [(each.row, each.field) for each in found.problems] == [(3, "date")]


def test_a_date_of_a_series_is_changed_by_itself(plan: Database, read: Reader) -> None:
    values = {
        "kind": "town-hall",
        "title": "Maandelijks",
        "start": "2026-12-03T10:00",
        "recurrence": "FREQ=MONTHLY;BYDAY=1TH;COUNT=3",
    }
    number = plan.run(add_communication, values).value
    uid = plan.read(communication, number).uid
    row = (f"{uid}/2027-01-07T10:00", "Maandelijks", "town hall", "14-1-2027", "10:00", "", "", "")
    assert numbers(bring(plan, read(row))) == (0, 1, 0)
    assert numbers(bring(plan, read(row))) == (0, 0, 1)
    rows = plan.read(occurrences, TODAY, date(2027, 3, 1), "Europe/Amsterdam")
    assert [each.start.date().isoformat() for each in rows] == [
        "2026-12-03",
        "2027-01-14",
        "2027-02-04",
    ]
    gone = (f"{uid}/2027-01-08T10:00", *row[1:])
    assert [each.field for each in bring(plan, read(gone)).problems] == ["id"]
    broader = (*row[:5], "", "SEH", "")
    assert [each.field for each in bring(plan, read(broader)).problems] == ["audiences"]


def test_a_date_that_a_series_has_already_is_not_planned_twice(
    plan: Database, read: Reader
) -> None:
    values = {
        "kind": "town-hall",
        "title": "Town hall AI",
        "start": "2026-11-05T10:00",
        "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
    }
    plan.run(add_communication, values)
    done = plan.run(
        import_planning, read(HALL, ("T9", *HALL[1:3], "4-12-2026", "", "", "", "")).rows
    )
    assert numbers(done.value) == (1, 0, 1)
    assert [each.start.date() for each in plan.read(communications)] == [
        date(2026, 11, 5),
        date(2026, 12, 4),
    ]


def test_a_date_moved_in_the_plan_stays_after_the_file_is_read_again(
    plan: Database, read: Reader
) -> None:
    bring(plan, read(HALL))
    stored = one(plan, "Town hall AI")
    plan.run(change_occurrence, stored.id, stored.start, {"start": "2026-12-10T10:00"})
    assert numbers(bring(plan, read(HALL))) == (0, 0, 1)
    assert one(plan, "Town hall AI").start.isoformat() == "2026-12-10T10:00:00"


def test_an_import_that_is_stopped_leaves_nothing(plan: Database, read: Reader) -> None:
    with pytest.raises(Cancelled):
        plan.run(import_planning, read(HALL, UPDATE).rows, stop=lambda: True)
    assert plan.read(communications) == []
    with pytest.raises(NotFound):
        plan.read(communication, 1)


def test_looking_says_what_becomes_of_each_row(plan: Database, read: Reader) -> None:
    bring(plan, read(HALL))
    found = plan.read(outlook, read((*HALL[:5], "Kantine", *HALL[6:]), UPDATE).rows)
    known, new = found.rows
    assert (known.row.row, known.state, known.changes) == (
        2,
        RowState.CHANGED,
        {"location": "Kantine"},
    )
    assert (new.row.row, new.state, new.communication_id) == (3, RowState.NEW, None)


def test_an_open_date_order_is_handed_on(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Titel;Soort;Datum\nTown hall;town hall;03/04/2027\n", "utf-8")
    read = read_planning([path], today=TODAY)
    assert (read.doubtful, read.doubtful_in) == ("03/04/2027", "p.csv")
    told = read_planning([path], today=TODAY, date_order=DateOrder.MONTH_FIRST)
    assert (told.doubtful, told.rows[0].day) == ("", date(2027, 3, 4))
