"""From a wish to conditions, and from a proposal to dates in the plan."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput, NotFound
from townhall.services.communications import add_communication
from townhall.services.queries.communication_details import communication, communications
from townhall.services.queries.communications import occurrences
from townhall.services.queries.time_finder import TimeWish, find_for, found_times, time_search
from townhall.services.records import add_record
from townhall.services.time_finder import plan_time
from townhall.storage.database import Database

START = datetime(2026, 12, 3, 10)
TOWN_HALL = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-12-03T10:00",
    "duration_minutes": 60,
    "location": "Aula",
    "audiences": ["All staff"],
    "initiatives": ["Triage"],
    "attendees": [
        {"email": "anna@delinde.example", "name": "Anna", "role": "host"},
        {"email": "bram@delinde.example", "name": "Bram", "role": "participant"},
        {"email": "aula@delinde.example", "name": "Aula", "role": "room"},
    ],
}


@pytest.fixture
def plan(database: Database) -> Database:
    """A town hall for all staff, whose night shift it misses; a promise that is due."""
    database.run(add_record, "audience", {"name": "All staff", "headcount": 200})
    database.run(
        add_record,
        "audience",
        {
            "name": "Night shift",
            "parent": "All staff",
            "headcount": 64,
            "shift_start": "23:00",
            "shift_end": "07:30",
        },
    )
    database.run(add_record, "initiative", {"name": "Triage"})
    database.run(
        add_record,
        "cadence",
        {
            "initiative": "Triage",
            "audience": "All staff",
            "kind": "town-hall",
            "every_weeks": 4,
            "starts_on": "2026-11-10",
        },
    )
    database.run(add_record, "person", {"name": "Carla Staal", "email": "carla@delinde.example"})
    database.run(add_communication, TOWN_HALL)
    return database


def starts(plan: Database) -> list[str]:
    rows = plan.read(occurrences, date(2026, 11, 1), date(2027, 3, 1), "Europe/Amsterdam")
    return [row.start.isoformat(timespec="minutes") for row in rows]


def test_a_date_brings_its_people_room_and_promise(plan: Database, clock: Clock) -> None:
    search = plan.read(time_search, TimeWish(communication_id=1), clock=clock)
    found = search.conditions
    assert (search.title, search.room, search.recurring) == ("Town hall", "Aula", False)
    assert found.people == {"anna@delinde.example"}
    assert found.rooms == {"aula@delinde.example", "aula"}
    assert [each.name for each in search.people] == ["Anna", "Bram"]
    assert [each.name for each in search.colleagues] == ["Carla Staal"]
    assert (found.first, found.due_on) == (date(2026, 11, 25), date(2026, 12, 8))
    assert (found.duration_minutes, found.ignored) == (60, 1)


def test_choosing_moves_the_date_and_adds_a_repeat_in_one_step(
    plan: Database, clock: Clock
) -> None:
    wish = TimeWish(communication_id=1, original_start=START)
    search = plan.read(time_search, wish, clock=clock)
    found = plan.read(found_times, wish, search.conditions, clock=clock).found
    best = found.proposals[0]
    assert (best.reached, best.people, len(best.repeats)) == (200, 200, 1)
    done = plan.run(plan_time, search, (best.start, *best.repeats), 60, ["All staff"])
    assert starts(plan) == [
        each.isoformat(timespec="minutes") for each in (best.start, *best.repeats)
    ]
    assert done.value == (1, best.start)
    assert done.step is not None


def test_a_session_is_added_for_the_shift_that_is_missed(plan: Database, clock: Clock) -> None:
    wish = TimeWish(communication_id=1, original_start=START, adds_session=True)
    search = plan.read(time_search, wish, clock=clock)
    best = plan.read(found_times, wish, search.conditions, clock=clock).found.proposals[0]
    assert (best.reached, best.people) == (64, 64)
    plan.run(plan_time, search, (best.start,), 45, [])
    assert starts(plan) == sorted(["2026-12-03T10:00", best.start.isoformat(timespec="minutes")])


def test_a_promise_is_kept_by_something_new(plan: Database, clock: Clock) -> None:
    wish = TimeWish(cadence_id=1)
    search = plan.read(time_search, wish, clock=clock)
    assert (search.title, search.initiatives) == ("Town hall: Triage", ("Triage",))
    at = datetime(2026, 12, 2, 10)
    key = plan.run(plan_time, search, (at,), 60, ["All staff"]).value
    made = plan.read(communication, key[0])
    assert (made.title, made.start, made.audiences) == ("Town hall: Triage", at, ("All staff",))
    assert made.initiatives == ("Triage",)


def test_a_date_of_a_series_moves_alone_in_its_own_zone(plan: Database, clock: Clock) -> None:
    weekly = {"recurrence": "FREQ=WEEKLY;COUNT=2", "time_zone": "Europe/London"}
    plan.run(add_communication, TOWN_HALL | weekly | {"start": "2026-12-10T09:00"})
    wish = TimeWish(communication_id=2, original_start=datetime(2026, 12, 17, 9))
    search = plan.read(time_search, wish, clock=clock)
    assert search.recurring
    rule = plan.read(found_times, wish, search.conditions, clock=clock).conditions.rule_days
    assert rule == {date(2026, 12, 10), date(2026, 12, 17)}
    key = plan.run(plan_time, search, (datetime(2026, 12, 15, 14),), 60, []).value
    assert key == (2, datetime(2026, 12, 17, 9))
    assert starts(plan)[1:] == ["2026-12-10T09:00", "2026-12-15T13:00"]


def test_what_scripts_ask_for_must_exist(plan: Database, clock: Clock) -> None:
    days = (date(2026, 12, 1), date(2026, 12, 4))
    with pytest.raises(InvalidInput, match="no audience called “Nobody”"):
        plan.read(find_for, TimeWish(audiences=("Nobody",)), *days, None, clock=clock)
    with pytest.raises(InvalidInput, match="no person called “Nobody”"):
        plan.read(find_for, TimeWish(people=("Nobody",)), *days, None, clock=clock)
    with pytest.raises(NotFound):
        plan.read(find_for, TimeWish(communication_id=9), *days, None, clock=clock)
    wish = TimeWish(audiences=("all STAFF",), people=("carla staal",))
    found = plan.read(find_for, wish, *days, 30, clock=clock)
    assert found.proposals[0].people == 200
    assert "Everybody needed is free" in [each.text for each in found.proposals[0].reasons]


def test_a_chosen_moment_that_is_refused_plans_nothing(plan: Database, clock: Clock) -> None:
    search = plan.read(time_search, TimeWish(communication_id=1), clock=clock)
    before = plan.read(communications)
    gap = datetime(2027, 3, 28, 2, 30)
    with pytest.raises(InvalidInput):
        plan.run(plan_time, search, (datetime(2026, 12, 9, 10), gap, gap), 60, [])
    assert plan.read(communications) == before
    wish = replace(search.wish, communication_id=9)
    with pytest.raises(NotFound):
        plan.run(plan_time, replace(search, wish=wish), (START,), 60, [])
