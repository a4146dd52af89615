"""Promises on a real plan: whom town halls and updates reach, and what does not count."""

from datetime import date

import pytest

from townhall.domain.clock import Clock
from townhall.domain.errors import NotFound
from townhall.services.communications import add_communication, change_communication
from townhall.services.queries.cadence import cadence, cadences
from townhall.services.records import add_record
from townhall.storage.database import Database

UPDATE = {
    "kind": "progress-update",
    "title": "Update",
    "start": "2026-11-10T09:00",
    "duration_minutes": 30,
    "status": "held",
    "sign_off": "approved",
    "audiences": ["Radiology"],
    "initiatives": ["Triage"],
}


@pytest.fixture
def plan(database: Database) -> Database:
    """Radiology, a part of all staff, was promised an update every four weeks."""
    database.run(add_record, "audience", {"name": "All staff"})
    database.run(add_record, "audience", {"name": "Radiology", "parent": "All staff"})
    database.run(add_record, "audience", {"name": "MR team", "parent": "Radiology"})
    for name in ("Triage", "Dictation"):
        database.run(add_record, "initiative", {"name": name})
    database.run(
        add_record,
        "cadence",
        {
            "initiative": "Triage",
            "audience": "Radiology",
            "kind": "progress-update",
            "every_weeks": 4,
            "starts_on": "2026-08-01",
        },
    )
    return database


def told(plan: Database, clock: Clock, **values: object) -> tuple[str, date | None, int]:
    plan.run(add_communication, UPDATE | values)
    found = plan.read(cadence, 1, clock=clock)
    return found.state.value, found.last_reached, found.days_silent


def test_what_was_held_keeps_the_promise(plan: Database, clock: Clock) -> None:
    assert told(plan, clock) == ("kept", date(2026, 11, 10), 14)


def test_a_town_hall_for_all_staff_reaches_radiology(plan: Database, clock: Clock) -> None:
    values = {"kind": "town-hall", "audiences": ["All staff"]}
    assert told(plan, clock, **values) == ("kept", date(2026, 11, 10), 14)


@pytest.mark.parametrize(
    "values",
    [
        {"audiences": ["MR team"]},
        {"initiatives": ["Dictation"]},
        {"kind": "working-group"},
        {"status": "confirmed"},
        {"status": "cancelled"},
        {"sign_off": "in-review"},
        {"start": "2026-11-24T08:45"},
    ],
)
def test_what_does_not_count(plan: Database, clock: Clock, values: dict[str, object]) -> None:
    assert told(plan, clock, **values) == ("broken", None, 115)


def test_the_last_one_without_approval_is_named(plan: Database, clock: Clock) -> None:
    told(plan, clock, sign_off="draft")
    assert plan.read(cadence, 1, clock=clock).not_approved == date(2026, 11, 10)
    plan.run(change_communication, 1, {"sign_off": "approved"})
    found = plan.read(cadence, 1, clock=clock)
    assert (found.not_approved, found.last_reached) == (None, date(2026, 11, 10))


def test_dates_of_a_series_count_as_they_pass_and_the_next_is_planned(
    plan: Database, clock: Clock
) -> None:
    values = {"status": "confirmed", "recurrence": "FREQ=WEEKLY;INTERVAL=3"}
    assert told(plan, clock, **values) == ("kept", date(2026, 11, 10), 14)
    found = plan.read(cadence, 1, clock=clock)
    assert (found.due_on, found.next_planned) == (date(2026, 12, 8), date(2026, 12, 1))
    assert found.is_planned_in_time


def test_days_are_those_of_the_plan_wherever_it_is_held(plan: Database, clock: Clock) -> None:
    values = {"start": "2026-11-10T20:00", "time_zone": "America/New_York"}
    assert told(plan, clock, **values) == ("kept", date(2026, 11, 11), 13)


def test_no_promise_is_no_trouble(database: Database, clock: Clock) -> None:
    assert database.read(cadences, clock=clock) == []
    with pytest.raises(NotFound):
        database.read(cadence, 1, clock=clock)
