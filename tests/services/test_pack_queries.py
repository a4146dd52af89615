"""What stands beside a pack: dates to choose and how far it is."""

from datetime import datetime

import pytest

from townhall.domain.errors import NotFound
from townhall.services.communications import add_communication
from townhall.services.occurrences import cancel_occurrence
from townhall.services.queries.packs import pack_dates, pack_state
from townhall.services.questions import add_question
from townhall.services.records import add_record

HALL = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-12-03T10:00",
    "time_zone": "Europe/Amsterdam",
    "duration_minutes": 60,
}


def add(database, **values):
    return database.run(add_communication, {**HALL, **values}).value


def test_an_empty_plan_has_no_dates(database, clock):
    dates = database.read(pack_dates, clock=clock)
    assert (dates.coming, dates.recent, dates.suggested, dates.is_empty) == ((), (), None, True)


def test_the_next_town_hall_goes_before_what_comes_sooner(database, clock):
    add(database, kind="progress-update", title="Update", start="2026-11-25T09:00")
    add(database, title="Past", start="2026-11-20T10:00")
    add(database, title="Today", start="2026-11-24T08:00", kind="drop-in")
    add(database)
    dates = database.read(pack_dates, clock=clock)
    assert [row.title for row in dates.coming] == ["Today", "Update", "Town hall"]
    assert [row.title for row in dates.recent] == ["Past"]
    assert dates.suggested.title == "Town hall"


def test_a_cancelled_town_hall_is_not_suggested(database, clock):
    hall = add(database)
    database.run(cancel_occurrence, hall, datetime(2026, 12, 3, 10))
    dates = database.read(pack_dates, clock=clock)
    assert dates.suggested.title == "Town hall"
    later = add(database, title="Later", start="2027-01-07T10:00")
    dates = database.read(pack_dates, clock=clock)
    assert dates.suggested.communication_id == later


@pytest.mark.parametrize("start", ["2028-12-07T10:00", "2025-01-02T10:00"])
def test_a_date_far_off_is_offered_when_there_is_no_other(database, clock, start):
    add(database, start=start)
    dates = database.read(pack_dates, clock=clock)
    assert [row.title for row in [*dates.coming, *dates.recent]] == ["Town hall"]
    assert dates.suggested.start == datetime.fromisoformat(start)
    assert not dates.is_empty


def test_state_counts_as_the_packs_do(database, clock):
    agenda = [
        {"title": "Welcome", "duration_minutes": 5, "speaker": "Anna Voorbeeld"},
        {"title": "News", "duration_minutes": 20, "speaker": "bram  proefman"},
        {"title": "Close", "duration_minutes": 5, "speaker": "anna voorbeeld"},
    ]
    attendees = [{"name": "Bram Proefman", "email": "bram@example.org", "role": "speaker"}]
    initiative = {"name": "Triage"}
    database.run(add_record, "initiative", initiative)
    message = {"initiative": "Triage", "text": "Nobody waits longer.", "language": "nl"}
    database.run(add_record, "key-message", message)
    hall = add(database, agenda=agenda, attendees=attendees, initiatives=["Triage"])
    asked = [
        {"text": "Who decides?", "votes": 9},
        {"text": "Who signs?", "votes": 20, "answer": "A doctor.", "state": "approved"},
        {"text": "What does it cost?", "outcome": "declined", "decline_reason": "Not yet."},
    ]
    ids = [
        database.run(add_question, {**values, "communication_id": hall}).value for values in asked
    ]
    again = {"text": "Who is it that decides?", "communication_id": hall, "lead_id": ids[0]}
    database.run(add_question, again)
    state = database.read(pack_state, hall, None, None, clock=clock)
    assert state.row.original_start == datetime(2026, 12, 3, 10)
    assert (state.asked, [each.id for each in state.to_approve]) == (3, [ids[0]])
    assert (state.messages, state.draft_messages) == (1, 1)
    assert state.speakers == ("Anna Voorbeeld", "bram proefman")
    assert state.document_language == "nl"


def test_a_date_that_does_not_exist_is_not_found(database, clock):
    hall = add(database)
    with pytest.raises(NotFound):
        database.read(pack_state, hall, datetime(2026, 12, 4, 10), None, clock=clock)
