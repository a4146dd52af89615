"""A year in lanes: who is reached by what, through whom, and when not."""

from datetime import date
from typing import Any

import pytest

from townhall.domain.lane_gaps import GapKind
from townhall.services.communications import add_communication, cancel_communication
from townhall.services.queries.communications import OccurrenceFilter
from townhall.services.queries.year import Lanes, Year, around, year
from townhall.services.records import add_record
from townhall.storage.database import Database

FIRST, LAST, TODAY = date(2026, 10, 1), date(2027, 9, 30), date(2026, 11, 24)


@pytest.fixture
def plan(database: Database) -> Database:
    for name, parent in (("Everyone", None), ("Radiology", "Everyone"), ("Board", None)):
        values = {"name": name, "headcount": 10, "parent": parent}
        database.run(add_record, "audience", values)
    initiative = {"name": "Triage", "why": "Waiting", "go_live": "2027-01-12"}
    database.run(add_record, "initiative", initiative)
    return database


def read(database: Database, by: Lanes = Lanes.AUDIENCE, **filters: Any) -> Year:
    return database.read(
        year,
        FIRST,
        LAST,
        OccurrenceFilter(**filters),
        by=by,
        today=TODAY,
        language="en",
    )


def plan_one(database: Database, start: str, **values: Any) -> int:
    fields = {"kind": "town-hall", "title": "Hall", "start": start} | values
    return database.run(add_communication, fields).value


def test_lanes_are_audiences_with_parts_below_them(plan: Database) -> None:
    plan_one(plan, "2026-12-03T10:00", audiences=["Everyone"])
    found = read(plan)
    lanes = [(lane.name, lane.depth, len(lane.items), lane.through) for lane in found.lanes]
    assert lanes == [
        ("Board", 0, 0, ()),
        ("Everyone", 0, 1, ()),
        ("Radiology", 1, 0, (date(2026, 12, 3),)),
    ]
    assert found.go_lives == ((date(2027, 1, 12), "Triage"),)


def test_a_wider_audience_ends_the_silence_of_its_parts(plan: Database) -> None:
    plan_one(plan, "2026-10-01T10:00", recurrence="FREQ=MONTHLY;BYDAY=1TH", audiences=["Everyone"])
    gaps = {lane.name: [gap.kind for gap in lane.gaps] for lane in read(plan).lanes}
    assert gaps == {"Board": [GapKind.ALL], "Everyone": [], "Radiology": []}


def test_a_promise_makes_gaps_shorter(plan: Database) -> None:
    values = {"recurrence": "FREQ=MONTHLY;BYDAY=1TH", "audiences": ["Board"]}
    plan_one(plan, "2026-10-01T10:00", **values)
    assert read(plan).lanes[0].gaps == ()
    cadence = {
        "initiative": "Triage",
        "audience": "Board",
        "kind": "progress-update",
        "every_weeks": 4,
    }
    plan.run(add_record, "cadence", cadence)
    board = read(plan).lanes[0]
    assert board.every_weeks == 4
    assert {gap.days for gap in board.gaps} == {35}


def test_ideas_and_what_is_called_off_reach_nobody(plan: Database) -> None:
    plan_one(plan, "2026-12-03T10:00", audiences=["Board"], status="idea")
    plan.run(cancel_communication, plan_one(plan, "2027-02-03T10:00", audiences=["Board"]))
    board = read(plan).lanes[0]
    assert len(board.items) == 2
    assert [gap.kind for gap in board.gaps] == [GapKind.ALL]


def test_lanes_of_initiatives_and_of_what_has_none(plan: Database) -> None:
    plan_one(plan, "2026-12-03T10:00", initiatives=["Triage"])
    plan_one(plan, "2026-12-04T10:00")
    found = read(plan, Lanes.INITIATIVE)
    assert [(lane.id, lane.name, len(lane.items)) for lane in found.lanes] == [
        (1, "Triage", 1),
        (None, "", 1),
    ]


def test_a_filter_leaves_the_other_lanes_out(plan: Database) -> None:
    assert [lane.name for lane in read(plan, audience_ids=frozenset({3})).lanes] == ["Board"]


def test_twelve_months_around_today() -> None:
    assert around(TODAY) == (FIRST, LAST)
    assert around(date(2027, 1, 2)) == (FIRST, LAST)
    assert around(date(2027, 2, 1)) == (date(2027, 1, 1), date(2027, 12, 31))
