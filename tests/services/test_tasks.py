"""The run-up to the dates of a series: shared steps, and what one date has of its own."""

from datetime import date, datetime

import pytest

from townhall.domain.errors import InvalidInput, NotFound
from townhall.services.communications import add_communication, change_communication
from townhall.services.occurrences import cancel_occurrence, change_occurrence
from townhall.services.queries.run_up import run_up, tasks_between
from townhall.services.queries.tasks import task, tasks
from townhall.services.records import add_record
from townhall.services.tasks import (
    add_task,
    change_every_step,
    change_step,
    change_task,
    drop_step,
    remove_task,
    tick_task,
)
from townhall.storage.database import Database

MONTHLY = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-12-03T10:00",
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
}
DECEMBER, JANUARY, FEBRUARY = (
    datetime(2026, 12, 3, 10),
    datetime(2027, 1, 7, 10),
    datetime(2027, 2, 4, 10),
)


@pytest.fixture
def series(database: Database) -> int:
    """A monthly town hall with two steps towards every date."""
    communication_id = database.run(add_communication, MONTHLY).value
    for title, days in (("Speaker brief", -7), ("Question report", 3)):
        database.run(
            add_task,
            {"communication_id": communication_id, "title": title, "offset_days": days},
        )
    return communication_id


def shown(database: Database, series: int, start: datetime) -> list[tuple[str, str, bool]]:
    found = database.read(run_up, series, start)
    return [(each.title, f"{each.day:%m-%d}", each.is_done) for each in found]


def test_every_date_has_the_steps_on_its_own_days(database: Database, series: int) -> None:
    assert shown(database, series, DECEMBER) == [
        ("Speaker brief", "11-24", False),
        ("Question report", "12-08", False),
    ]
    # New Year's Day is no working day, nor are Christmas and Boxing Day.
    assert shown(database, series, JANUARY) == [
        ("Speaker brief", "12-28", False),
        ("Question report", "01-12", False),
    ]


def test_a_tick_is_of_one_date_and_can_be_taken_back(database: Database, series: int) -> None:
    database.run(tick_task, 1, JANUARY)
    assert [row[2] for row in shown(database, series, JANUARY)] == [True, False]
    assert [row[2] for row in shown(database, series, DECEMBER)] == [False, False]
    january = database.read(run_up, series, JANUARY)[0]
    assert (january.done_on, january.is_shared) == (date(2026, 11, 24), False)
    step = database.run(tick_task, january.id, JANUARY, ticked=False).step
    assert [row[2] for row in shown(database, series, JANUARY)] == [False, False]
    assert step is not None
    assert step.label == "Not done: Speaker brief"
    database.revert(step)
    assert [row[2] for row in shown(database, series, JANUARY)] == [True, False]


def test_one_date_renames_moves_assigns_and_drops(database: Database, series: int) -> None:
    database.run(add_record, "person", {"name": "Anna Voorbeeld"})
    values = {"title": "Brief the board", "owner": "Anna Voorbeeld", "due": "2026-12-21"}
    stand_in = database.run(change_step, 1, JANUARY, values).value
    found = database.read(run_up, series, JANUARY)[0]
    assert (found.title, found.owner, found.day) == (
        "Brief the board",
        "Anna Voorbeeld",
        date(2026, 12, 21),
    )
    assert shown(database, series, DECEMBER)[0][0] == "Speaker brief"
    database.run(change_step, stand_in, JANUARY, {"offset_days": -2})
    assert database.read(run_up, series, JANUARY)[0].day == date(2027, 1, 5)
    database.run(drop_step, 2, JANUARY)
    assert [row[0] for row in shown(database, series, JANUARY)] == ["Brief the board"]
    assert len(shown(database, series, FEBRUARY)) == 2


def test_a_change_for_every_date_takes_the_date_it_came_from_along(
    database: Database, series: int
) -> None:
    stand_in = database.run(change_step, 1, JANUARY, {"title": "Brief the board"}).value
    database.run(change_every_step, stand_in, JANUARY, {"offset_days": -9, "title": "Brief all"})
    for start in (DECEMBER, JANUARY, FEBRUARY):
        first = database.read(run_up, series, start)[0]
        assert (first.title, first.offset_days) == ("Brief all", -9)


def test_a_step_of_one_date_is_only_that_one_s(database: Database, series: int) -> None:
    values = {"communication_id": series, "original_start": JANUARY, "title": "Order cake"}
    own = database.run(add_task, values).value
    with pytest.raises(InvalidInput, match="belongs to another date"):
        database.run(tick_task, own, DECEMBER)
    with pytest.raises(InvalidInput, match="has no date 2027-01-08T10:00"):
        database.run(tick_task, 1, datetime(2027, 1, 8, 10))
    database.run(drop_step, own, JANUARY)
    assert [each.id for each in database.read(tasks)] == [1, 2]


@pytest.mark.parametrize("values", [{"due": "2026-12-01"}, {"done_on": "2026-12-01"}])
def test_what_belongs_to_one_date_is_refused_for_all(
    database: Database, series: int, values: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput, match="step towards every date"):
        database.run(change_task, 1, values)
    assert database.read(task, 1).due is None


def test_removing_a_step_removes_its_stand_ins(database: Database, series: int) -> None:
    database.run(tick_task, 1, JANUARY)
    step = database.run(remove_task, 1).step
    assert [each.title for each in database.read(tasks)] == ["Question report"]
    assert step is not None
    database.revert(step)
    assert [row[2] for row in shown(database, series, JANUARY)] == [True, False]
    with pytest.raises(NotFound):
        database.run(remove_task, 99)


def test_a_date_that_moves_takes_its_run_up_along(database: Database, series: int) -> None:
    database.run(change_occurrence, series, DECEMBER, {"start": "2026-12-10T10:00"})
    assert shown(database, series, DECEMBER)[0] == ("Speaker brief", "12-01", False)


def test_both_halves_of_a_split_series_keep_the_steps(database: Database, series: int) -> None:
    database.run(tick_task, 1, FEBRUARY)
    later = database.run(
        change_occurrence, series, JANUARY, {"title": "Plenary"}, "following"
    ).value
    assert shown(database, series, DECEMBER) == [
        ("Speaker brief", "11-24", False),
        ("Question report", "12-08", False),
    ]
    assert [row[2] for row in shown(database, later, FEBRUARY)] == [True, False]
    assert [row[2] for row in shown(database, later, JANUARY)] == [False, False]


def test_a_series_that_loses_a_date_loses_its_stand_ins(database: Database, series: int) -> None:
    database.run(tick_task, 1, FEBRUARY)
    database.run(change_communication, series, {"recurrence": "FREQ=MONTHLY;BYDAY=1TH;COUNT=2"})
    assert [each.original_start for each in database.read(tasks)] == [None, None]


def test_a_single_date_that_repeats_keeps_its_ticks(database: Database) -> None:
    single = {"kind": "drop-in", "title": "Inloop", "start": "2026-12-01T12:00"}
    inloop = database.run(add_communication, single).value
    start = datetime(2026, 12, 1, 12)
    task_id = database.run(add_task, {"communication_id": inloop, "title": "Koffie"}).value
    database.run(tick_task, task_id, start)
    database.run(change_communication, inloop, {"recurrence": "FREQ=WEEKLY"})
    assert shown(database, inloop, start) == [("Koffie", "12-01", True)]
    assert shown(database, inloop, datetime(2026, 12, 8, 12)) == [("Koffie", "12-08", False)]
    database.run(tick_task, task_id, start, ticked=False)
    assert shown(database, inloop, start) == [("Koffie", "12-01", False)]


def test_what_falls_between_two_days(database: Database, series: int) -> None:
    database.run(change_step, 1, FEBRUARY, {"due": "2026-12-09"})
    found = database.read(tasks_between, date(2026, 12, 1), date(2026, 12, 31))
    assert [(each.title, each.original_start, f"{each.day:%m-%d}") for each in found] == [
        ("Question report", DECEMBER, "12-08"),
        ("Speaker brief", FEBRUARY, "12-09"),
        ("Speaker brief", JANUARY, "12-28"),
    ]
    database.run(cancel_occurrence, series, JANUARY)
    titles = [
        each.original_start
        for each in database.read(tasks_between, date(2026, 12, 20), date(2026, 12, 31))
    ]
    assert titles == []


def test_blackout_days_do_not_count(database: Database, series: int) -> None:
    period = {"name": "Verhuizing", "first_day": "2026-11-30", "last_day": "2026-12-02"}
    database.run(add_record, "blackout", period)
    assert shown(database, series, DECEMBER)[0] == ("Speaker brief", "11-19", False)


def test_a_stored_step_says_its_day_where_it_has_one(database: Database, series: int) -> None:
    database.run(tick_task, 1, JANUARY)
    assert [(each.id, each.day) for each in database.read(tasks)] == [
        (1, None),
        (2, None),
        (3, date(2026, 12, 28)),
    ]
