"""Planning: what was planned is read back, what makes no sense is refused, nothing is lost."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from townhall.domain.clock import fixed_clock
from townhall.domain.errors import Conflict, InvalidInput, NotFound
from townhall.domain.terms import AttendeeRole, CommunicationStatus, SignOff
from townhall.services.communications import (
    add_communication,
    cancel_communication,
    change_communication,
    remove_communication,
    set_agenda,
)
from townhall.services.invitations import export_invitation
from townhall.services.occurrences import change_occurrence, restore_occurrence
from townhall.services.plans import change_plan
from townhall.services.queries.communication_details import communication, communications
from townhall.services.queries.communications import OccurrenceRow, occurrence, occurrences
from townhall.services.queries.programme import training, working_group
from townhall.services.queries.questions import question
from townhall.services.queries.tasks import tasks
from townhall.services.questions import add_question
from townhall.services.records import add_record
from townhall.storage.database import Database

SINGLE = {"kind": "town-hall", "title": "Town hall", "start": "2026-12-03T10:00"}
MONTHLY = SINGLE | {"recurrence": "FREQ=MONTHLY;BYDAY=1TH", "duration_minutes": 75}
WEEKLY = SINGLE | {"kind": "drop-in", "start": "2026-12-01T12:00", "recurrence": "FREQ=WEEKLY"}


@pytest.fixture
def plan(database: Database) -> Database:
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(add_record, "audience", {"name": "Spoed"})
    database.run(add_record, "initiative", {"name": "Triage"})
    return database


def add(plan: Database, values: dict[str, Any]) -> int:
    return plan.run(add_communication, values).value


def dates(
    plan: Database, first: date = date(2026, 1, 1), last: date = date(2027, 12, 31)
) -> list[OccurrenceRow]:
    return plan.read(occurrences, first, last, "Europe/Amsterdam")


def starts(plan: Database, until: date = date(2027, 12, 31)) -> list[str]:
    """Starts of the dates that are held."""
    return [
        row.start.isoformat(timespec="minutes")
        for row in dates(plan, last=until)
        if row.status is not CommunicationStatus.CANCELLED
    ]


def refused(plan: Database, values: Any, communication_id: int | None = None) -> tuple[str, Any]:
    """The sentence and field of a refusal, after which nothing has changed."""
    before = (plan.read(communications), dates(plan))
    with pytest.raises(InvalidInput) as caught:
        _plan(plan, values, communication_id)
    assert (plan.read(communications), dates(plan)) == before
    return str(caught.value), caught.value.field


def _plan(plan: Database, values: Any, communication_id: int | None) -> None:
    if communication_id is None:
        plan.run(add_communication, values)
    else:
        plan.run(change_communication, communication_id, values)


def test_communication_is_read_back_equal(plan: Database) -> None:
    values = {
        **MONTHLY,
        "title": 'Town hall: «AI» "in" 100% van \\ de O\'zorg_',
        "objective": "Iedereen weet wat er verandert.\nEn waarom.",
        "status": "confirmed",
        "time_zone": "Europe/London",
        "skip_holidays": False,
        "channel": "town-hall",
        "location": "Aula",
        "join_link": "https://meet.delinde.example/x?a=1",
        "organizer": {"name": "Anna Voorbeeld", "email": "anna@delinde.example"},
        "attendees": [
            {"name": "Bram Proefman", "email": "bram@delinde.example", "role": "speaker"},
            {"name": "", "email": "aula@delinde.example", "role": "room"},
        ],
        "audiences": ["Spoed", "Radiologie"],
        "initiatives": ["Triage"],
        "reminder_minutes": 15,
        "notes": "Koffie!",
        "agenda": [
            {"title": "Opening", "duration_minutes": 5, "speaker": "Anna", "cues": "licht uit"},
            {"title": "Vragen", "duration_minutes": 40, "start": "10:20"},
        ],
    }
    found = plan.read(communication, add(plan, values))
    assert found.title == values["title"]
    assert (found.objective, found.notes) == (values["objective"], "Koffie!")
    assert (found.start, found.time_zone) == (datetime(2026, 12, 3, 10), "Europe/London")
    assert (found.duration_minutes, found.recurrence) == (75, "FREQ=MONTHLY;BYDAY=1TH")
    assert (found.organizer.name, found.organizer.email) == (
        "Anna Voorbeeld",
        "anna@delinde.example",
    )
    assert [(each.email, each.role) for each in found.attendees] == [
        ("bram@delinde.example", AttendeeRole.SPEAKER),
        ("aula@delinde.example", AttendeeRole.ROOM),
    ]
    assert (found.audiences, found.initiatives) == (("Spoed", "Radiologie"), ("Triage",))
    assert [(item.title, item.duration_minutes, item.start) for item in found.agenda] == [
        ("Opening", 5, None),
        ("Vragen", 40, time(10, 20)),
    ]
    assert (found.reminder_minutes, found.sequence, len(found.uid)) == (15, 0, 36)


def test_plan_lends_zone_and_organizer(plan: Database) -> None:
    plan.run(
        change_plan,
        {
            "time_zone": "Europe/Brussels",
            "organizer_name": "Anna Voorbeeld",
            "organizer_email": "anna@delinde.example",
        },
    )
    found = plan.read(communication, add(plan, SINGLE))
    assert (found.time_zone, found.organizer.email) == ("Europe/Brussels", "anna@delinde.example")
    own = plan.read(communication, add(plan, SINGLE | {"organizer": None, "time_zone": "UTC"}))
    assert (own.time_zone, own.organizer.name, own.organizer.email) == ("UTC", "", "")


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"kind": None}, "kind", "“kind” must be one of: town-hall"),
        ({"title": ""}, "title", "“title” must be filled in."),
        ({"title": "x" * 10_000}, "title", "has 10000 characters; at most 300 are allowed."),
        ({"title": "a\x07b"}, "title", "holds a control character (U+0007)"),
        ({"title": "a\nATTENDEE:mailto:x@x.example"}, "title", "must be one line of text"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "is not a time zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone", "is not a time zone"),
        ({"start": "2027-03-28T02:30"}, "start", "does not exist in Europe/Amsterdam"),
        ({"start": "2300-01-01T10:00"}, "start", "in the years 1970 to 2199"),
        ({"start": "0001-01-01T00:00+14:00"}, "start", "in the years 1970 to 2199"),
        ({"start": "2199-12-31T23:30-10:00", "all_day": True}, "start", "years 1970 to 2199"),
        ({"start": "morgen"}, "start", "a date and time such as"),
        ({"end": "2026-12-03T09:59"}, "end", "The end lies before the start."),
        ({"end": "2027-02-03T10:00"}, "end", "lasts at most 31 days"),
        ({"duration_minutes": -1}, "duration_minutes", "a whole number from 0"),
        ({"duration_minutes": 10**9}, "duration_minutes", "a whole number from 0"),
        ({"recurrence": "FREQ=HOURLY"}, "recurrence", "more than once a day"),
        ({"recurrence": "FREQ=SECONDLY;COUNT=2"}, "recurrence", "more than once a day"),
        ({"recurrence": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "recurrence", "no date at all"),
        ({"recurrence": "FREQ=WEEKLY;UNTIL=20261101"}, "recurrence", "ends before it begins"),
        ({"recurrence": "FREQ=DAILY\r\nATTENDEE:x"}, "recurrence", "must be one line of text"),
        ({"recurrence": "FREQ=DAILY;X=1"}, "recurrence", "unknown part"),
        ({"recurrence": "wekelijks"}, "recurrence", "is not a recurrence rule"),
        ({"recurrence": 7}, "recurrence", "must be text"),
        ({"join_link": "javascript:alert(1)"}, "join_link", "cannot be used as a link"),
        ({"organizer": "Anna"}, "organizer", "must be a JSON object with fields"),
        (
            {"organizer": {"email": "a@x.example\r\nBcc: b@x.example"}},
            "organizer.email",
            "must be one line of text",
        ),
        (
            {"organizer": {"email": "a@x.example>,<b@x.example"}},
            "organizer.email",
            "is not an e-mail address",
        ),
        ({"organizer": {"mail": "a@x.example"}}, "organizer.mail", "There is no field “mail”"),
        ({"attendees": "bram@delinde.example"}, "attendees", "“attendees” must be a list."),
        ({"attendees": ["bram"]}, "attendees.email", "is not an e-mail address"),
        ({"attendees": [{"name": "Bram"}]}, "attendees.email", "“email” must be filled in."),
        (
            {"attendees": [{"email": "a@x.example", "role": "baas"}]},
            "attendees.role",
            "must be one of: host",
        ),
        (
            {"attendees": ["bram@x.example", "Bram@x.example"]},
            "attendees",
            "“Bram@x.example” is in “attendees” twice.",
        ),
        ({"audiences": ["IC"]}, "audiences.name", "There is no audience called “IC”"),
        ({"initiatives": [7]}, "initiatives.name", "“name” must be text."),
        ({"agenda": [{"title": "Opening"}]}, "agenda.duration_minutes", "must be filled in"),
        ({"reminder_minutes": -5}, "reminder_minutes", "a whole number from 0"),
        ({"uid": "x"}, "uid", "There is no field “uid” here."),
    ],
)
def test_bad_input_is_refused_and_nothing_is_planned(
    plan: Database, values: dict[str, Any], field: str, sentence: str
) -> None:
    said, of_field = refused(plan, SINGLE | values)
    assert sentence in said
    assert of_field == field
    existing = add(plan, SINGLE)
    if "end" in values:
        return
    said, of_field = refused(plan, values, existing)
    assert sentence in said
    assert of_field == field


def test_hour_that_comes_twice_is_allowed(plan: Database) -> None:
    add(plan, SINGLE | {"start": "2026-10-25T02:30", "duration_minutes": 30})
    [row] = dates(plan)
    assert row.start_utc.isoformat() == "2026-10-25T00:30:00+00:00"


def test_start_with_an_offset_is_the_wall_time_of_its_zone(plan: Database) -> None:
    values = {"start": "2026-12-03T09:00Z", "end": "2026-12-03T12:15+02:00"}
    found = plan.read(communication, add(plan, SINGLE | values))
    assert (found.start, found.duration_minutes) == (datetime(2026, 12, 3, 10), 75)


def test_start_moves_to_the_first_date_of_the_rule(plan: Database) -> None:
    found = plan.read(communication, add(plan, MONTHLY | {"start": "2026-12-01T10:00"}))
    assert found.start == datetime(2026, 12, 3, 10)


def test_what_lasts_all_day_lasts_whole_days(plan: Database) -> None:
    values = {"all_day": True, "start": "2026-12-03T10:00", "duration_minutes": 1500}
    found = plan.read(communication, add(plan, SINGLE | values))
    assert (found.start, found.duration_minutes) == (datetime(2026, 12, 3), 2880)
    one = plan.read(communication, add(plan, SINGLE | {"all_day": True}))
    assert one.duration_minutes == 1440


def test_midnight_that_clocks_skip_can_be_a_whole_day(plan: Database) -> None:
    values = {"all_day": True, "start": "2026-09-06", "time_zone": "America/Santiago"}
    assert plan.read(communication, add(plan, SINGLE | values)).start == datetime(2026, 9, 6)


def test_change_touches_only_what_was_given(plan: Database) -> None:
    communication_id = add(plan, MONTHLY | {"location": "Aula", "audiences": ["Spoed"]})
    before = plan.read(communication, communication_id)
    outcome = plan.run(change_communication, communication_id, {"title": "Anders"})
    after = plan.read(communication, communication_id)
    assert (after.title, after.location, after.audiences) == ("Anders", "Aula", ("Spoed",))
    assert (after.uid, after.start) == (before.uid, before.start)
    assert outcome.step is not None
    assert outcome.step.label == "Changed “Anders”"
    assert [row.after for row in outcome.step.rows] == [{"title": "Anders"}]


def test_attendee_who_stays_keeps_their_row(plan: Database) -> None:
    communication_id = add(
        plan,
        SINGLE
        | {
            "attendees": [
                {"email": "anna@x.example", "name": "Anna", "role": "host"},
                {"email": "bram@x.example", "name": "Bram", "role": "speaker"},
            ]
        },
    )
    step = plan.run(
        change_communication, communication_id, {"attendees": ["bram@x.example", "carla@x.example"]}
    ).step
    found = plan.read(communication, communication_id).attendees
    assert [(each.email, each.name, each.role) for each in found] == [
        ("bram@x.example", "", AttendeeRole.PARTICIPANT),
        ("carla@x.example", "", AttendeeRole.PARTICIPANT),
    ]
    assert step is not None
    kinds = sorted((row.before is None, row.after is None) for row in step.rows)
    assert kinds == [(False, False), (False, True), (True, False)]


def test_audience_named_twice_is_one(plan: Database) -> None:
    communication_id = add(plan, SINGLE | {"audiences": ["Spoed", "spoed"]})
    assert plan.read(communication, communication_id).audiences == ("Spoed",)


def test_sign_off_notes_the_moment_and_loses_it(plan: Database) -> None:
    communication_id = add(plan, SINGLE | {"sign_off": "approved", "signed_by": "Bram Proefman"})
    signed = plan.read(communication, communication_id)
    assert (signed.signed_by, signed.signed_at) == (
        "Bram Proefman",
        fixed_clock("2026-11-24T08:00Z").fixed_utc,
    )
    plan.clock = fixed_clock("2026-11-25T09:00+01:00")
    plan.run(change_communication, communication_id, {"sign_off": "approved", "notes": "x"})
    assert plan.read(communication, communication_id).signed_at == signed.signed_at
    plan.run(change_communication, communication_id, {"sign_off": "in-review"})
    back = plan.read(communication, communication_id)
    assert (back.sign_off, back.signed_by, back.signed_at) == (SignOff.IN_REVIEW, "", None)


def test_series_in_another_hour_takes_its_dates_along(plan: Database) -> None:
    communication_id = add(plan, MONTHLY)
    january, february = datetime(2027, 1, 7, 10), datetime(2027, 2, 4, 10)
    plan.run(change_occurrence, communication_id, january, {"location": "Kantine"})
    plan.run(change_occurrence, communication_id, february, {"start": "2027-02-05T09:00"})
    for noun in ("agenda", "question", "task"):
        _add_to_date(plan, noun, communication_id, january)
    plan.run(change_communication, communication_id, {"start": "2026-12-03T14:30"})
    until = date(2027, 2, 28)
    assert starts(plan, until) == ["2026-12-03T14:30", "2027-01-07T14:30", "2027-02-05T09:00"]
    moved = plan.read(occurrence, communication_id, datetime(2027, 1, 7, 14, 30))
    assert (moved.row.location, moved.own_agenda) == ("Kantine", True)
    assert (moved.question_ids, moved.task_ids) == ((1,), (1,))


def _add_to_date(plan: Database, noun: str, communication_id: int, start: datetime) -> None:
    of_date = {"communication_id": communication_id, "original_start": start}
    if noun == "agenda":
        items = [{"title": "Opening", "duration_minutes": 5}]
        plan.run(set_agenda, communication_id, items, start)
    elif noun == "question":
        plan.run(add_question, {"text": "Waarom?", **of_date})
    else:
        plan.run(add_record, "task", {"title": "Zaal", **of_date})


def test_single_date_that_moves_takes_its_questions_along(plan: Database) -> None:
    communication_id = add(plan, SINGLE)
    _add_to_date(plan, "question", communication_id, datetime(2026, 12, 3, 10))
    plan.run(change_communication, communication_id, {"start": "2026-12-04T11:00"})
    moved = plan.read(occurrence, communication_id, datetime(2026, 12, 4, 11))
    assert moved.question_ids == (1,)


def test_dates_another_rule_does_not_give_are_let_go(plan: Database) -> None:
    communication_id = add(plan, WEEKLY)
    gone, stays = datetime(2026, 12, 15, 12), datetime(2026, 12, 8, 12)
    for start in (gone, stays):
        plan.run(change_occurrence, communication_id, start, {"location": "Kantine"})
    for noun in ("agenda", "question", "task"):
        _add_to_date(plan, noun, communication_id, gone)
    step = plan.run(
        change_communication, communication_id, {"recurrence": "FREQ=WEEKLY;COUNT=2"}
    ).step
    rows = dates(plan)
    assert [(row.start, row.location) for row in rows] == [
        (datetime(2026, 12, 1, 12), ""),
        (stays, "Kantine"),
    ]
    assert plan.read(question, 1).original_start == datetime(2026, 12, 1, 12)
    assert plan.read(tasks) == []
    assert step is not None
    plan.revert(step)
    back = plan.read(occurrence, communication_id, gone)
    assert (back.row.location, back.own_agenda) == ("Kantine", True)
    assert (back.question_ids, back.task_ids) == ((1,), (1,))


def test_series_that_ends_keeps_its_last_date_at_another_hour(plan: Database) -> None:
    rule = "FREQ=WEEKLY;UNTIL=20261215T110000Z"
    communication_id = add(plan, WEEKLY | {"recurrence": rule})
    plan.run(change_communication, communication_id, {"start": "2026-12-01T17:00"})
    assert starts(plan) == ["2026-12-01T17:00", "2026-12-08T17:00", "2026-12-15T17:00"]


@pytest.fixture
def running(plan: Database) -> int:
    """A weekly series that began three weeks ago."""
    return add(plan, WEEKLY | {"start": "2026-11-03T12:00", "duration_minutes": 30})


PAST = ["2026-11-03T12:00", "2026-11-10T12:00", "2026-11-17T12:00"]


def test_dates_that_have_been_keep_their_time(plan: Database, running: int) -> None:
    change = {"start": "2026-11-03T15:00", "duration_minutes": 45}
    plan.run(change_communication, running, change)
    assert starts(plan, date(2026, 12, 1)) == [*PAST, "2026-11-24T15:00", "2026-12-01T15:00"]
    minutes = [(row.end - row.start).seconds // 60 for row in dates(plan, last=date(2026, 12, 1))]
    assert minutes == [30, 30, 30, 45, 45]


def test_dates_that_have_been_keep_their_instant_in_another_zone(
    plan: Database, running: int
) -> None:
    plan.run(change_communication, running, {"time_zone": "Europe/London"})
    shown = [row.shown_start.hour for row in dates(plan, last=date(2026, 12, 1))]
    assert shown == [12, 12, 12, 13, 13]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"recurrence": "FREQ=WEEKLY;BYDAY=WE"}, "recurrence"),
        ({"recurrence": None}, "recurrence"),
        ({"start": "2026-12-01T12:00"}, "start"),
    ],
)
def test_dates_that_have_been_cannot_be_taken_out(
    plan: Database, running: int, values: dict[str, Any], field: str
) -> None:
    said, of_field = refused(plan, values, running)
    assert "which has passed, out of the series" in said
    assert of_field == field


def test_what_has_been_once_can_still_be_corrected(plan: Database) -> None:
    communication_id = add(plan, SINGLE | {"start": "2026-11-03T12:00"})
    plan.run(change_communication, communication_id, {"start": "2026-11-04T12:00"})
    assert starts(plan) == ["2026-11-04T12:00"]


ASCENSION = "2027-05-06T10:00"
"""The first Thursday of May 2027 is Ascension Day."""


def test_public_holidays_are_taken_out_as_exceptions(plan: Database) -> None:
    communication_id = add(plan, MONTHLY | {"skip_holidays": True})
    assert ASCENSION not in starts(plan)
    [off] = [row for row in dates(plan) if row.status is CommunicationStatus.CANCELLED]
    assert off.start.isoformat(timespec="minutes") == ASCENSION
    plan.run(change_communication, communication_id, {"skip_holidays": False})
    assert ASCENSION in starts(plan)


def test_holidays_follow_the_series_to_another_day(plan: Database) -> None:
    communication_id = add(
        plan, MONTHLY | {"skip_holidays": True, "recurrence": "FREQ=WEEKLY;BYDAY=TH"}
    )
    assert ASCENSION not in starts(plan)
    change = {"start": "2026-12-04T10:00", "recurrence": "FREQ=WEEKLY;BYDAY=FR"}
    plan.run(change_communication, communication_id, change)
    held = starts(plan)
    assert "2027-05-07T10:00" in held
    assert "2027-03-26T10:00" not in held  # Good Friday is no public holiday, New Year's Day is
    assert "2027-01-01T10:00" not in held


def test_date_put_back_on_a_holiday_stays_when_only_words_change(plan: Database) -> None:
    communication_id = add(plan, MONTHLY | {"skip_holidays": True})
    plan.run(restore_occurrence, communication_id, datetime.fromisoformat(ASCENSION))
    plan.run(change_communication, communication_id, {"title": "Anders", "skip_holidays": True})
    assert ASCENSION in starts(plan)


def test_cancelled_communication_shows_all_dates_as_off(plan: Database) -> None:
    communication_id = add(plan, MONTHLY)
    step = plan.run(cancel_communication, communication_id).step
    assert starts(plan) == []
    assert len(dates(plan)) == 13
    assert step is not None
    plan.revert(step)
    assert len(starts(plan)) == 13


def test_run_of_show_of_one_date_stands_apart(plan: Database) -> None:
    communication_id = add(
        plan, MONTHLY | {"agenda": [{"title": "Opening", "duration_minutes": 5}]}
    )
    january = datetime(2027, 1, 7, 10)
    plan.run(set_agenda, communication_id, [{"title": "Demo", "duration_minutes": 20}], january)
    own = plan.read(occurrence, communication_id, january)
    regular = plan.read(occurrence, communication_id, datetime(2026, 12, 3, 10))
    assert ([item.title for item in own.agenda], own.own_agenda) == (["Demo"], True)
    assert ([item.title for item in regular.agenda], regular.own_agenda) == (["Opening"], False)
    assert own.run_of_show.expected_end == datetime(2027, 1, 7, 10, 20)
    plan.run(set_agenda, communication_id, [], january)
    assert plan.read(occurrence, communication_id, january).own_agenda is False
    with pytest.raises(InvalidInput, match="has no date 2027-01-08T10:00"):
        plan.run(set_agenda, communication_id, [], datetime(2027, 1, 8, 10))


def test_removed_communication_leaves_groups_behind_and_its_questions_go_on(plan: Database) -> None:
    communication_id = add(plan, MONTHLY)
    of_it = {"communication_id": communication_id}
    for noun in ("agenda", "question", "task"):
        _add_to_date(plan, noun, communication_id, datetime(2027, 1, 7, 10))
    plan.run(add_record, "working-group", {"name": "Werkgroep", **of_it})
    plan.run(add_record, "training", {"title": "Basis", **of_it})
    later = plan.run(
        change_occurrence, communication_id, datetime(2027, 2, 4, 10), {"title": "B"}, "following"
    ).value
    step = plan.run(remove_communication, communication_id).step
    assert [each.id for each in plan.read(communications)] == [later]
    assert plan.read(communication, later).follows_id is None
    left = plan.read(question, 1)
    assert (left.communication_id, left.original_start) == (later, datetime(2027, 2, 4, 10))
    assert plan.read(tasks) == []
    assert plan.read(working_group, 1).communication_id is None
    assert plan.read(training, 1).communication_id is None
    assert step is not None
    plan.revert(step)
    assert plan.read(communication, later).follows_id == communication_id
    assert plan.read(question, 1).original_start == datetime(2027, 1, 7, 10)
    assert len(plan.read(tasks)) == 1


INVITING = SINGLE | {
    "organizer": {"email": "anna@delinde.example"},
    "attendees": ["bram@delinde.example"],
}


def test_what_invitees_expect_is_not_removed_until_they_heard(
    plan: Database, tmp_path: Path
) -> None:
    communication_id = add(plan, INVITING)
    plan.run(export_invitation, communication_id, tmp_path)
    for _attempt in ("planned", "cancelled, but nobody was told"):
        with pytest.raises(InvalidInput, match="Cancel it and send the cancellation first"):
            plan.run(remove_communication, communication_id)
        plan.run(cancel_communication, communication_id)
    plan.run(export_invitation, communication_id, tmp_path)
    plan.run(remove_communication, communication_id)
    assert plan.read(communications) == []


def test_what_is_over_can_be_removed(plan: Database, tmp_path: Path) -> None:
    communication_id = add(plan, INVITING)
    plan.run(export_invitation, communication_id, tmp_path)
    plan.clock = fixed_clock("2026-12-03T11:01+01:00")
    plan.run(remove_communication, communication_id)
    assert plan.read(communications) == []


BASE = {
    "title": "Town hall",
    "location": "",
    "organizer": {"name": "", "email": ""},
    "attendees": [],
    "audiences": ["Spoed"],
    "agenda": [],
}


def test_edits_of_different_fields_and_lists_merge(plan: Database) -> None:
    communication_id = add(plan, SINGLE | {"audiences": ["Spoed"]})
    plan.run(
        change_communication,
        communication_id,
        {
            "location": "Aula",
            "organizer": {"name": "Anna", "email": "anna@x.example"},
            "audiences": ["Spoed", "Radiologie"],
            "agenda": [{"title": "Opening", "duration_minutes": 5}],
        },
    )
    mine = BASE | {"title": "Anders", "attendees": ["bram@x.example"]}
    plan.run(change_communication, communication_id, mine, BASE)
    found = plan.read(communication, communication_id)
    assert (found.title, found.location, found.organizer.name) == ("Anders", "Aula", "Anna")
    assert found.audiences == ("Spoed", "Radiologie")
    assert [each.email for each in found.attendees] == ["bram@x.example"]
    assert [item.title for item in found.agenda] == ["Opening"]


def test_lists_and_groups_changed_by_both_are_conflicts(plan: Database) -> None:
    communication_id = add(plan, SINGLE | {"audiences": ["Spoed"]})
    theirs = {
        "organizer": {"name": "Anna", "email": ""},
        "attendees": ["bram@x.example"],
        "audiences": ["Radiologie"],
    }
    plan.run(change_communication, communication_id, theirs)
    mine = {
        "organizer": {"name": "Carla", "email": ""},
        "attendees": ["dirk@x.example"],
        "audiences": [],
    }
    before = plan.read(communication, communication_id)
    with pytest.raises(Conflict) as caught:
        plan.run(change_communication, communication_id, mine, BASE)
    assert caught.value.theirs == {
        "organizer.name": "Anna",
        "attendees": [
            {"email": "bram@x.example", "name": "", "role": AttendeeRole.PARTICIPANT},
        ],
        "audiences": ["Radiologie"],
    }
    assert caught.value.mine["audiences"] == []
    assert caught.value.base == {
        "organizer.name": "",
        "attendees": [],
        "audiences": ["Spoed"],
    }
    assert plan.read(communication, communication_id) == before


def test_communication_that_is_gone_is_not_found(plan: Database) -> None:
    for change in (
        lambda: plan.run(change_communication, 7, {}),
        lambda: plan.run(cancel_communication, 7),
        lambda: plan.run(remove_communication, 7),
        lambda: plan.run(set_agenda, 7, []),
        lambda: plan.read(communication, 7),
    ):
        with pytest.raises(NotFound, match="There is no communication 7 in this plan"):
            change()
