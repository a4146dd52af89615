"""What a real plan is warned of, over all of it and about one date."""

from datetime import date, datetime

import pytest

from townhall.domain.clock import Clock, fixed_clock
from townhall.domain.errors import NotFound
from townhall.services.communications import add_communication, change_communication
from townhall.services.occurrences import cancel_occurrence
from townhall.services.plans import change_plan
from townhall.services.queries.warnings import date_warnings, warnings
from townhall.services.questions import add_question
from townhall.services.records import add_record
from townhall.storage.database import Database

TOWN_HALL = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-12-03T10:00",
    "duration_minutes": 60,
    "location": "Aula",
    "attendees": [{"email": "anna@delinde.example", "name": "Anna Voorbeeld", "role": "host"}],
    "audiences": ["All staff"],
}


@pytest.fixture
def plan(database: Database) -> Database:
    """All staff with a part that works at night; Radiology may have two a week."""
    database.run(add_record, "audience", {"name": "All staff"})
    night = {"shift_start": "23:00", "shift_end": "07:30", "headcount": 64}
    database.run(add_record, "audience", {"name": "Night shift", "parent": "All staff", **night})
    database.run(
        add_record, "audience", {"name": "Radiology", "parent": "All staff", "weekly_limit": 2}
    )
    return database


def told(plan: Database, clock: Clock, *kinds: str) -> list[str]:
    found = plan.read(warnings, clock=clock)
    return [each.text for each in found if not kinds or each.kind in kinds]


def test_an_empty_plan_has_nothing_to_be_warned_of(database: Database, clock: Clock) -> None:
    assert database.read(warnings, clock=clock) == ()


def test_people_rooms_and_parts_clash_across_time_zones(plan: Database, clock: Clock) -> None:
    plan.run(add_communication, TOWN_HALL)
    plan.run(
        add_communication,
        TOWN_HALL
        | {
            "title": "Call",
            "start": "2026-12-03T04:30",
            "time_zone": "America/New_York",
            "location": " aula",
            "attendees": [{"email": "ANNA@delinde.example"}],
            "audiences": ["Radiology"],
        },
    )
    assert told(plan, clock, "clash") == [
        "“Town hall” and “Call” overlap on Thu 3 Dec at 10:30: "
        "both need Anna Voorbeeld; both are in aula; both are for Radiology"
    ]
    plan.run(change_communication, 2, {"status": "cancelled"})
    assert told(plan, clock, "clash") == []


def test_informed_people_do_not_clash(plan: Database, clock: Clock) -> None:
    plan.run(add_communication, TOWN_HALL | {"audiences": []})
    informed = [{"email": "anna@delinde.example", "role": "informed"}]
    other = {"title": "Call", "attendees": informed, "location": "", "audiences": []}
    plan.run(add_communication, TOWN_HALL | other)
    assert told(plan, clock) == []


def test_a_repeat_session_covers_the_night_shift(plan: Database, clock: Clock) -> None:
    plan.run(add_communication, TOWN_HALL)
    assert told(plan, clock) == [
        "Night shift: 64 people are in no session of “Town hall”: "
        "their shift is from 23:00 to 07:30"
    ]
    plan.run(change_communication, 1, {"start": "2026-12-03T23:15"})
    assert told(plan, clock) == []


def test_a_full_week_of_an_audience_and_of_a_channel(plan: Database, clock: Clock) -> None:
    plan.run(change_plan, {"channel_limits": {"intranet": 1}})
    values = {"audiences": ["Radiology"], "attendees": [], "location": "", "channel": "intranet"}
    for day in (1, 3, 5):
        plan.run(add_communication, TOWN_HALL | values | {"start": f"2026-12-0{day}T10:00"})
    assert told(plan, clock) == [
        "Radiology gets 3 communications in week 49: 2 a week are the limit",
        "There are 3 communications by intranet in week 49: 1 a week is the limit",
    ]


def test_holidays_and_blackouts(plan: Database, clock: Clock) -> None:
    period = {"name": "Freeze", "first_day": "2026-12-21", "last_day": "2026-12-24"}
    plan.run(add_record, "blackout", period)
    alone = TOWN_HALL | {"audiences": [], "recurrence": "FREQ=DAILY;COUNT=2"}
    plan.run(add_communication, alone | {"start": "2026-12-24T10:00"})
    assert told(plan, clock) == [
        "“Town hall” is planned on Fri 25 Dec: Christmas Day is a public holiday",
        "“Town hall” is planned on Thu 24 Dec: Freeze is a blackout period",
    ]


def test_what_has_passed_is_not_warned_of(plan: Database) -> None:
    plan.run(add_communication, TOWN_HALL)
    assert told(plan, fixed_clock("2026-12-03T10:59+01:00")) != []
    assert told(plan, fixed_clock("2026-12-03T11:00+01:00")) == []


def test_silence_says_what_was_promised_and_what_is_planned(plan: Database, clock: Clock) -> None:
    plan.run(add_record, "initiative", {"name": "Triage"})
    cadence = {"audience": "Radiology", "initiative": "Triage", "kind": "progress-update"}
    plan.run(add_record, "cadence", cadence | {"every_weeks": 4, "starts_on": "2026-09-01"})
    (found,) = plan.read(warnings, clock=clock)
    assert found.text == (
        "Radiology has not heard of Triage yet: "
        "a progress update was promised every 4 weeks; nothing is planned"
    )
    assert (found.kind, found.severity, found.since) == ("silence", "high", date(2026, 9, 30))
    assert (found.subject.noun, found.subject.id) == ("cadence", 1)
    update = TOWN_HALL | {"kind": "progress-update", "initiatives": ["Triage"]}
    plan.run(add_communication, update | {"audiences": ["Radiology"]})
    (found,) = plan.read(warnings, clock=clock)
    assert found.reason.endswith("the next one is planned on Thu 3 Dec")
    assert found.severity == "medium"


def test_what_the_programme_lacks(plan: Database, clock: Clock) -> None:
    plan.run(add_record, "person", {"name": "Bram Proefman"})
    plan.run(
        add_record,
        "initiative",
        {
            "name": "Triage",
            "risk_class": "high",
            "go_live": "2026-12-14",
            "impacts": [{"audience": "Night shift", "text": "Another screen"}],
        },
    )
    about = {"initiative": "Triage", "audience": "Night shift"}
    training = {"title": "Reading a score", "required": True, "completed": 60}
    plan.run(add_record, "training", about | training)
    plan.run(
        add_record,
        "duty",
        {"initiative": "Triage", "kind": "works-council", "due": "2026-11-20"},
    )
    plan.run(
        add_question, {"text": "Who decides?", "owner": "Bram Proefman", "answer_by": "2026-11-23"}
    )
    assert told(plan, clock) == [
        "Works council for Triage must be done by Fri 20 Nov: that was 4 days ago",
        "“Who decides?” should have been answered by Mon 23 Nov: "
        "Bram Proefman has not answered it yet",
        "No communication about Triage reaches Night shift: it changes their work",
        "Triage has no approved ethics review: "
        "it is classed as high risk and goes live on Mon 14 Dec",
        "4 of 64 people of Night shift have not followed “Reading a score”: "
        "it is required, and Triage goes live on Mon 14 Dec",
    ]


def test_open_questions_for_a_coming_date(plan: Database, clock: Clock) -> None:
    plan.run(add_communication, TOWN_HALL | {"recurrence": "FREQ=WEEKLY", "audiences": []})
    asked = {"text": "Why?", "communication_id": 1}
    plan.run(add_question, asked)
    plan.run(add_question, asked | {"original_start": "2026-12-03T10:00"})
    plan.run(add_question, asked | {"state": "approved", "answer": "Because."})
    (found,) = (each for each in plan.read(warnings, clock=clock) if each.kind == "unanswered")
    assert found.text == (
        "2 questions for “Town hall” have no approved answer: it is held on Thu 3 Dec"
    )
    assert (found.subject.noun, found.subject.id) == ("occurrence", "1/2026-12-03T10:00")


def test_one_date_is_warned_of_by_itself(plan: Database, clock: Clock) -> None:
    plan.run(add_communication, TOWN_HALL | {"recurrence": "FREQ=WEEKLY"})
    plan.run(add_communication, TOWN_HALL | {"title": "Other", "start": "2026-12-10T10:30"})
    start = datetime(2026, 12, 3, 10)
    kinds = [each.kind.value for each in plan.read(date_warnings, 1, start, clock=clock)]
    assert kinds == ["uncovered-audience"]
    clashing = datetime(2026, 12, 10, 10)
    found = plan.read(date_warnings, 1, clashing, clock=clock)
    assert [each.kind.value for each in found] == ["clash", "uncovered-audience"]
    plan.run(cancel_occurrence, 1, clashing)
    assert plan.read(date_warnings, 1, clashing, clock=clock) == ()
    with pytest.raises(NotFound):
        plan.read(date_warnings, 1, datetime(2026, 12, 4, 10), clock=clock)
