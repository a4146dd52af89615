"""What moves along with a date: shown first, ticked, applied as one step."""

from datetime import date, datetime
from pathlib import Path

import pytest

from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput
from townhall.services.communications import add_communication
from townhall.services.invitations import export_invitation
from townhall.services.issued_packs import note_pack
from townhall.services.occurrences import change_occurrence
from townhall.services.queries.communications import occurrence
from townhall.services.queries.follow_ups import follow_up
from townhall.services.queries.ripple import Ripple, ripple
from townhall.services.queries.run_up import run_up
from townhall.services.questions import add_question, take_away
from townhall.services.records import add_record
from townhall.services.ripple import move_with_ripple
from townhall.services.tasks import add_task, change_step, tick_task
from townhall.storage.database import Database

START, MOVED = datetime(2026, 12, 3, 10), datetime(2026, 12, 10, 10)
SERIES = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-12-03T10:00",
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
    "location": "Aula",
    "organizer": {"name": "Team", "email": "team@delinde.example"},
    "attendees": [{"name": "Bram Proefman", "email": "bram@delinde.example", "role": "speaker"}],
}


@pytest.fixture
def series(database: Database) -> int:
    """A series with three steps, the first of them done for December, and a promise."""
    number = database.run(add_communication, SERIES).value
    for title, days in (("Save the date", -15), ("Speaker brief", -5), ("Report", 3)):
        step = {"communication_id": number, "title": title, "offset_days": days}
        database.run(add_task, step)
    database.run(tick_task, 1, START)
    asked = {"text": "Waarom?", "communication_id": number, "original_start": START}
    question = database.run(add_question, asked).value
    database.run(add_record, "person", {"name": "Carla Staal"})
    database.run(take_away, question, "Cijfers tonen.", "Carla Staal", "2026-12-08")
    return number


def looked(database: Database, clock: Clock, number: int, start: datetime = MOVED) -> Ripple:
    return database.read(ripple, number, START, start, clock=clock)


def days(database: Database, number: int, start: datetime = START) -> dict[str, str]:
    found = database.read(run_up, number, start)
    return {each.title: f"{each.day:%m-%d}" for each in found}


def test_the_ripple_tells_old_and_new_days(database: Database, clock: Clock, series: int) -> None:
    found = looked(database, clock, series)
    assert [(each.key, each.title, each.day, each.new_day, each.moves) for each in found.tasks] == [
        ("task:2", "Speaker brief", date(2026, 11, 26), date(2026, 12, 3), True),
        ("task:3", "Report", date(2026, 12, 8), date(2026, 12, 15), True),
    ]
    assert (found.tasks_done, found.tasks_total) == (1, 3)
    assert [(each.key, each.day, each.new_day, each.moves) for each in found.promises] == [
        ("follow-up:1", date(2026, 12, 8), date(2026, 12, 15), False)
    ]
    assert (found.invitation, found.packs, found.warnings) == (None, (), ())
    assert not found.is_empty


def test_another_hour_moves_no_days(database: Database, clock: Clock, series: int) -> None:
    found = looked(database, clock, series, datetime(2026, 12, 3, 14))
    assert found.is_empty


def test_invitations_and_packs_go_out_of_date(
    database: Database, clock: Clock, series: int, tmp_path: Path
) -> None:
    database.run(export_invitation, series, tmp_path)
    for name in ("brief.docx", "brief-2.docx"):
        outcome = database.run(note_pack, "speaker-brief", series, START, "nl", tmp_path / name)
        assert outcome.step is None
    found = looked(database, clock, series, datetime(2026, 12, 3, 14))
    assert found.invitation is not None
    assert (found.invitation.version, found.invitation.recipients) == (1, 1)
    assert [(each.kind, each.file, each.version, each.is_current) for each in found.packs] == [
        ("speaker-brief", "brief-2.docx", 2, True)
    ]
    database.run(change_occurrence, series, START, {"location": "Kantine"})
    assert [each.is_current for each in looked(database, clock, series).packs] == [False]


def test_a_clash_at_the_new_moment_is_told_first(
    database: Database, clock: Clock, series: int
) -> None:
    other = {**SERIES, "title": "Overleg", "start": "2026-12-10T10:30", "recurrence": None}
    database.run(add_communication, other)
    kinds = {each.kind.value for each in looked(database, clock, series).warnings}
    assert kinds == {"clash"}
    christmas = looked(database, clock, series, datetime(2026, 12, 25, 10))
    assert {each.kind.value for each in christmas.warnings} == {"holiday"}


def test_ticked_things_move_and_others_stay_as_one_step(database: Database, series: int) -> None:
    outcome = database.run(
        move_with_ripple, series, START, {"start": MOVED}, along=["task:3", "follow-up:1"]
    )
    assert outcome.value == (series, START)
    assert database.read(occurrence, series, START).row.start == MOVED
    assert days(database, series) == {
        "Save the date": "11-19",
        "Speaker brief": "11-26",
        "Report": "12-15",
    }
    moved = database.read(follow_up, 1)
    assert (moved.due, moved.due_history) == (date(2026, 12, 15), ("2026-12-08",))
    assert days(database, series, datetime(2027, 1, 7, 10))["Speaker brief"] == "12-30"
    assert outcome.step is not None
    assert outcome.step.label == "Moved “Town hall” with 2 changes"
    database.revert(outcome.step)
    assert database.read(occurrence, series, START).row.start == START
    assert days(database, series)["Report"] == "12-08"
    assert database.read(follow_up, 1).due == date(2026, 12, 8)


def test_without_a_word_tasks_move_and_promises_stay(database: Database, series: int) -> None:
    database.run(move_with_ripple, series, START, {"start": MOVED})
    assert days(database, series)["Speaker brief"] == "12-03"
    assert database.read(follow_up, 1).due == date(2026, 12, 8)


def test_a_fixed_day_moves_only_when_it_is_ticked(
    database: Database, clock: Clock, series: int
) -> None:
    fixed = database.run(change_step, 2, START, {"due": "2026-11-30"}).value
    found = looked(database, clock, series)
    key = f"task:{fixed}"
    assert [(each.key, each.new_day, each.moves) for each in found.tasks if each.key == key] == [
        (key, date(2026, 12, 7), False)
    ]
    database.run(move_with_ripple, series, START, {"start": MOVED}, along=[key, "task:3"])
    assert days(database, series)["Speaker brief"] == "12-07"


@pytest.mark.parametrize("scope", ["following", "all"])
def test_a_task_of_a_series_that_moves_can_stay_on_its_day(database: Database, scope: str) -> None:
    weekly = {**SERIES, "start": "2026-12-01T10:00", "recurrence": "FREQ=WEEKLY"}
    number = database.run(add_communication, weekly).value
    step = {"communication_id": number, "title": "Brief", "offset_days": -2}
    database.run(add_task, step)
    second = datetime(2026, 12, 8, 10)
    key = database.run(
        move_with_ripple, number, second, {"start": "2026-12-10T10:00"}, scope, along=[]
    ).value
    assert key[1] == datetime(2026, 12, 10, 10)
    assert days(database, *key) == {"Brief": "12-04"}
    assert days(database, key[0], datetime(2026, 12, 17, 10)) == {"Brief": "12-15"}


def test_what_cannot_move_along_is_refused(database: Database, series: int) -> None:
    with pytest.raises(InvalidInput, match="“task:1” does not move along") as refused:
        database.run(move_with_ripple, series, START, {"start": MOVED}, along=["task:1"])
    assert refused.value.field == "move_along"
    assert database.read(occurrence, series, START).row.start == START
