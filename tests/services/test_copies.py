"""A date copied to another moment: what it takes along, and what it does not."""

from datetime import datetime, time

import pytest

from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.terms import CommunicationStatus, SignOff
from townhall.services.communications import add_communication
from townhall.services.copies import copy_date
from townhall.services.occurrences import change_occurrence
from townhall.services.queries.communication_details import communication, communications
from townhall.services.records import add_record
from townhall.storage.database import Database

MONTHLY = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-12-03T10:00",
    "duration_minutes": 60,
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
    "status": "confirmed",
    "location": "Aula",
    "audiences": ["Radiology"],
    "attendees": [{"name": "Anna Voorbeeld", "email": "anna@delinde.example"}],
    "agenda": [{"title": "Open", "duration_minutes": 10, "start": "10:00", "speaker": "Anna"}],
}
DATE = datetime(2026, 12, 3, 10)


@pytest.fixture
def plan(database: Database) -> Database:
    database.run(add_record, "audience", {"name": "Radiology"})
    database.run(add_communication, MONTHLY)
    return database


def test_one_date_is_copied_with_what_it_shows(plan: Database) -> None:
    plan.run(change_occurrence, 1, DATE, {"title": "Special", "duration_minutes": 90})
    number = plan.run(copy_date, 1, DATE, datetime(2026, 12, 10, 10)).value
    copy, first = plan.read(communication, number), plan.read(communication, 1)
    assert (copy.title, copy.start, copy.duration_minutes) == (
        "Special",
        datetime(2026, 12, 10, 10),
        90,
    )
    assert (copy.location, copy.audiences, copy.attendees) == (
        "Aula",
        ("Radiology",),
        first.attendees,
    )
    assert copy.agenda == first.agenda
    assert (copy.recurrence, copy.sign_off, copy.sequence) == (None, SignOff.DRAFT, 0)
    assert copy.status is CommunicationStatus.PLANNED
    assert copy.uid != first.uid


def test_a_hard_start_stays_behind_when_the_hour_is_another(plan: Database) -> None:
    number = plan.run(copy_date, 1, DATE, datetime(2026, 12, 10, 14)).value
    assert [item.start for item in plan.read(communication, number).agenda] == [None]
    assert plan.read(communication, 1).agenda[0].start == time(10)


def test_what_cannot_be_copied_leaves_the_plan_as_it_was(plan: Database) -> None:
    with pytest.raises(NotFound):
        plan.run(copy_date, 1, datetime(2026, 12, 4, 10), datetime(2026, 12, 10, 10))
    with pytest.raises(InvalidInput):
        plan.run(copy_date, 1, DATE, datetime(2027, 3, 28, 2, 30))
    assert len(plan.read(communications)) == 1
