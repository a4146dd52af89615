"""One date, the dates from there on, or all: what changes, what stays, what is refused."""

from datetime import date, datetime
from typing import Any

import pytest

from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.terms import CommunicationStatus
from townhall.services.communications import add_communication, set_agenda
from townhall.services.occurrences import (
    cancel_occurrence,
    change_occurrence,
    restore_occurrence,
    widen_change,
)
from townhall.services.queries.communication_details import communication, communications
from townhall.services.queries.communications import OccurrenceRow, occurrence, occurrences
from townhall.services.questions import add_question
from townhall.services.records import add_record
from townhall.storage.database import Database

WEEKLY = {
    "kind": "drop-in",
    "title": "Inloop",
    "start": "2026-12-01T12:00",
    "duration_minutes": 30,
    "location": "Aula",
    "recurrence": "FREQ=WEEKLY",
    "attendees": ["anna@delinde.example"],
    "audiences": ["Radiologie"],
    "initiatives": ["Triage"],
    "agenda": [{"title": "Opening", "duration_minutes": 5}],
}
SECOND = datetime(2026, 12, 8, 12)
THIRD = datetime(2026, 12, 15, 12)


@pytest.fixture
def series(database: Database) -> int:
    """A drop-in every Tuesday at noon."""
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(add_record, "initiative", {"name": "Triage"})
    return database.run(add_communication, WEEKLY).value


def rows(database: Database, last: date = date(2026, 12, 31)) -> list[OccurrenceRow]:
    return database.read(occurrences, date(2026, 11, 1), last, "Europe/Amsterdam")


def starts(database: Database, last: date = date(2026, 12, 31)) -> list[str]:
    return [f"{row.start:%m-%d %H:%M}" for row in rows(database, last)]


ALL = ["12-01 12:00", "12-08 12:00", "12-15 12:00", "12-22 12:00", "12-29 12:00"]


def test_this_date_alone_changes(database: Database, series: int) -> None:
    change = {
        "start": "2026-12-09T13:30",
        "duration_minutes": 60,
        "title": "Lange inloop",
        "location": "Kantine",
        "status": "confirmed",
        "agenda": [{"title": "Demo", "duration_minutes": 20}],
    }
    assert database.run(change_occurrence, series, SECOND, change).value == series
    assert starts(database) == [ALL[0], "12-09 13:30", *ALL[2:]]
    detail = database.read(occurrence, series, SECOND)
    row = detail.row
    assert (row.original_start, row.start, row.end) == (
        SECOND,
        datetime(2026, 12, 9, 13, 30),
        datetime(2026, 12, 9, 14, 30),
    )
    assert (row.title, row.location, row.status) == (
        "Lange inloop",
        "Kantine",
        CommunicationStatus.CONFIRMED,
    )
    assert [item.title for item in detail.agenda] == ["Demo"]
    others = {(each.title, each.location, each.overridden) for each in rows(database)}
    assert others == {("Inloop", "Aula", False), ("Lange inloop", "Kantine", True)}


def test_value_of_the_series_is_no_exception(database: Database, series: int) -> None:
    database.run(change_occurrence, series, SECOND, {"location": "Kantine", "title": "X"})
    database.run(change_occurrence, series, SECOND, {"location": "Aula"})
    assert [row.overridden for row in rows(database)] == [False, True, False, False, False]
    database.run(
        change_occurrence,
        series,
        SECOND,
        {"title": "Inloop", "start": "2026-12-08T12:00", "duration_minutes": 30},
    )
    assert not any(row.overridden for row in rows(database))


def test_empty_location_of_one_date_stays_empty(database: Database, series: int) -> None:
    database.run(change_occurrence, series, SECOND, {"location": ""})
    assert [row.location for row in rows(database)][:3] == ["Aula", "", "Aula"]


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"start": "2027-03-28T02:30"}, "start", "does not exist in Europe/Amsterdam"),
        ({"start": "morgen"}, "start", "a date and time such as"),
        ({"start": None}, "start", "a date and time such as"),
        ({"title": ""}, "title", "“title” must be filled in."),
        ({"duration_minutes": -1}, "duration_minutes", "a whole number from 0"),
        ({"status": "weg"}, "status", "must be one of: idea"),
        ({"recurrence": "FREQ=DAILY"}, "recurrence", "There is no field “recurrence” here."),
        ({"agenda": "x"}, "agenda", "“agenda” must be a list."),
        ({"agenda": [{"title": ""}]}, "agenda.title", "“title” must be filled in."),
        (["start"], None, "A JSON object with fields is needed."),
    ],
)
def test_bad_change_of_a_date_is_refused(
    database: Database, series: int, values: Any, field: str | None, sentence: str
) -> None:
    before = rows(database)
    with pytest.raises(InvalidInput) as caught:
        database.run(change_occurrence, series, SECOND, values)
    assert sentence in str(caught.value)
    assert caught.value.field == field
    assert rows(database) == before


def test_unknown_scope_is_refused(database: Database, series: int) -> None:
    with pytest.raises(InvalidInput, match="“scope” must be one of: this, following, all"):
        database.run(change_occurrence, series, SECOND, {"title": "X"}, "later")


@pytest.mark.parametrize("scope", ["this", "following", "all"])
def test_date_the_rule_does_not_give_is_not_found(
    database: Database, series: int, scope: str
) -> None:
    for start in (datetime(2026, 12, 9, 12), datetime(2026, 11, 24, 12), datetime(2026, 12, 8, 13)):
        with pytest.raises(NotFound, match="“Inloop” has no date 2026-1"):
            database.run(change_occurrence, series, start, {"title": "X"}, scope)
    for change in (cancel_occurrence, restore_occurrence):
        with pytest.raises(NotFound):
            database.run(change, series, datetime(2026, 12, 9, 12))


def test_moment_with_an_offset_counts(database: Database, series: int) -> None:
    original = datetime.fromisoformat("2026-12-08T11:00+00:00")
    database.run(change_occurrence, series, original, {"start": "2026-12-09T12:30Z"})
    assert starts(database)[1] == "12-09 13:30"


def test_cancelled_date_stays_in_sight_and_can_be_put_back(database: Database, series: int) -> None:
    step = database.run(cancel_occurrence, series, SECOND).step
    assert step is not None
    assert step.label == "Cancelled “Inloop”"
    assert [row.status.value for row in rows(database)][:3] == ["planned", "cancelled", "planned"]
    database.run(restore_occurrence, series, SECOND)
    assert {row.status.value for row in rows(database)} == {"planned"}


def test_putting_back_what_is_regular_changes_nothing(database: Database, series: int) -> None:
    assert database.run(restore_occurrence, series, SECOND).step is None


def test_all_dates_move_with_one_of_them(database: Database, series: int) -> None:
    database.run(change_occurrence, series, THIRD, {"location": "Kantine"})
    change = {"start": "2026-12-10T14:00", "title": "Donderdag"}
    assert database.run(change_occurrence, series, SECOND, change, "all").value == series
    assert starts(database) == [
        "12-03 14:00",
        "12-10 14:00",
        "12-17 14:00",
        "12-24 14:00",
        "12-31 14:00",
    ]
    assert database.read(communication, series).recurrence == "FREQ=WEEKLY;BYDAY=TH"
    assert [row.location for row in rows(database)][:4] == ["Aula", "Aula", "Kantine", "Aula"]
    assert {row.title for row in rows(database)} == {"Donderdag"}


def test_series_with_an_end_moves_with_its_last_date(database: Database, series: int) -> None:
    ending = database.run(
        add_communication, WEEKLY | {"title": "Kort", "recurrence": "FREQ=WEEKLY;UNTIL=20261215"}
    ).value
    database.run(change_occurrence, ending, SECOND, {"start": "2026-12-11T09:00"}, "all")
    shown = [f"{row.start:%m-%d %H:%M}" for row in rows(database) if row.title == "Kort"]
    assert shown == ["12-04 09:00", "12-11 09:00", "12-18 09:00"]


def test_series_bound_to_days_of_the_month_keeps_them(database: Database, series: int) -> None:
    monthly = database.run(
        add_communication, WEEKLY | {"recurrence": "FREQ=MONTHLY;BYDAY=1TU", "title": "Maand"}
    ).value
    january = datetime(2027, 1, 5, 12)
    with pytest.raises(InvalidInput, match="The rule fixes the day of this series"):
        database.run(change_occurrence, monthly, january, {"start": "2027-01-06T12:00"}, "all")
    database.run(change_occurrence, monthly, january, {"start": "2027-01-05T09:00"}, "all")
    assert database.read(communication, monthly).start == datetime(2026, 12, 1, 9)


def test_following_dates_become_a_series_of_their_own(database: Database, series: int) -> None:
    of_third = {"communication_id": series, "original_start": THIRD}
    of_first = {"communication_id": series, "original_start": datetime(2026, 12, 1, 12)}
    for of_date in (of_third, of_first):
        database.run(add_question, {"text": "Waarom?", **of_date})
        database.run(add_record, "task", {"title": "Zaal", **of_date})
    database.run(change_occurrence, series, THIRD, {"location": "Kantine"})
    database.run(set_agenda, series, [{"title": "Demo", "duration_minutes": 9}], THIRD)
    change = {"start": "2026-12-08T16:00", "title": "Middag"}
    outcome = database.run(change_occurrence, series, SECOND, change, "following")
    later = outcome.value
    assert starts(database) == [
        ALL[0],
        *("12-08 16:00", "12-15 16:00", "12-22 16:00", "12-29 16:00"),
    ]
    assert [(row.title, row.location) for row in rows(database)] == [
        ("Inloop", "Aula"),
        ("Middag", "Aula"),
        ("Middag", "Kantine"),
        ("Middag", "Aula"),
        ("Middag", "Aula"),
    ]
    old, new = database.read(communication, series), database.read(communication, later)
    assert (old.recurrence, new.recurrence) == (
        "FREQ=WEEKLY;UNTIL=20261208T105900Z",
        "FREQ=WEEKLY",
    )
    assert (new.follows_id, new.sequence, old.follows_id) == (series, 0, None)
    assert new.uid != old.uid
    assert (new.audiences, new.initiatives, new.attendees, new.agenda) == (
        old.audiences,
        old.initiatives,
        old.attendees,
        old.agenda,
    )
    third = database.read(occurrence, later, datetime(2026, 12, 15, 16))
    assert ([item.title for item in third.agenda], third.own_agenda) == (["Demo"], True)
    assert (third.question_ids, third.task_ids) == ((1,), (1,))
    first = database.read(occurrence, series, datetime(2026, 12, 1, 12))
    assert (first.question_ids, first.task_ids, first.own_agenda) == ((2,), (2,), False)
    assert outcome.step is not None
    database.revert(outcome.step)
    assert starts(database) == ALL
    assert database.read(occurrence, series, THIRD).question_ids == (1,)
    assert [each.id for each in database.read(communications)] == [series]


def test_following_from_the_first_date_is_all(database: Database, series: int) -> None:
    first = datetime(2026, 12, 1, 12)
    assert (
        database.run(change_occurrence, series, first, {"title": "X"}, "following").value == series
    )
    assert len(database.read(communications)) == 1


def test_counted_series_is_split_without_a_date_more_or_less(
    database: Database, series: int
) -> None:
    counted = database.run(
        add_communication, WEEKLY | {"title": "Vijf", "recurrence": "FREQ=WEEKLY;COUNT=5"}
    ).value
    later = database.run(change_occurrence, counted, THIRD, {"title": "Drie"}, "following").value
    titles = [row.title for row in rows(database, date(2027, 12, 31)) if row.title != "Inloop"]
    assert titles == ["Vijf", "Vijf", "Drie", "Drie", "Drie"]
    assert database.read(communication, later).recurrence == "FREQ=WEEKLY;COUNT=3"


def test_cancelling_from_a_date_on_leaves_the_earlier_ones(database: Database, series: int) -> None:
    database.run(cancel_occurrence, series, THIRD, "following")
    assert [row.status.value for row in rows(database)] == [*["planned"] * 2, *["cancelled"] * 3]


def test_refused_split_leaves_one_series(database: Database, series: int) -> None:
    before = rows(database)
    with pytest.raises(InvalidInput):
        database.run(change_occurrence, series, THIRD, {"start": "2027-03-28T02:30"}, "following")
    assert rows(database) == before
    assert len(database.read(communications)) == 1


@pytest.mark.parametrize("scope", ["this", "following", "all"])
def test_what_happens_once_has_one_date_to_change(database: Database, scope: str) -> None:
    single = database.run(
        add_communication, {"kind": "training", "title": "Les", "start": "2026-12-01T09:00"}
    ).value
    start = datetime(2026, 12, 1, 9)
    change = {"start": "2026-12-02T10:00", "status": "confirmed"}
    assert database.run(change_occurrence, single, start, change, scope).value == single
    [row] = rows(database)
    assert (row.start, row.status.value, row.overridden) == (
        datetime(2026, 12, 2, 10),
        "confirmed",
        False,
    )


def test_change_of_one_date_can_hold_for_all(database: Database, series: int) -> None:
    change = {
        "start": datetime(2026, 12, 9, 9),
        "location": "Kantine",
        "agenda": [{"title": "Demo", "duration_minutes": 9}],
    }
    database.run(change_occurrence, series, SECOND, change | {"title": "Alleen deze"})
    database.run(widen_change, series, SECOND, change, "all")
    assert starts(database) == [
        "12-02 09:00",
        "12-09 09:00",
        "12-16 09:00",
        "12-23 09:00",
        "12-30 09:00",
    ]
    assert {row.location for row in rows(database)} == {"Kantine"}
    assert [row.title for row in rows(database)][:3] == ["Inloop", "Alleen deze", "Inloop"]
    shown = database.read(occurrence, series, datetime(2026, 12, 16, 9))
    assert [item.title for item in shown.agenda] == ["Demo"]
    assert not database.read(occurrence, series, datetime(2026, 12, 9, 9)).own_agenda


def test_whole_days_move_by_whole_days(database: Database, series: int) -> None:
    days = database.run(
        add_communication,
        WEEKLY | {"title": "Dag", "all_day": True, "recurrence": "FREQ=DAILY;COUNT=3"},
    ).value
    database.run(change_occurrence, days, datetime(2026, 12, 2), {"start": "2026-12-20T15:00"})
    found = [row for row in rows(database) if row.title == "Dag"]
    assert [(row.start, row.end) for row in found] == [
        (datetime(2026, 12, 1), datetime(2026, 12, 2)),
        (datetime(2026, 12, 3), datetime(2026, 12, 4)),
        (datetime(2026, 12, 20), datetime(2026, 12, 21)),
    ]


def test_an_all_day_date_lasts_whole_days(database: Database) -> None:
    days = {"kind": "training", "title": "Dag", "start": "2026-12-01", "all_day": True}
    made = database.run(add_communication, days | {"recurrence": "FREQ=DAILY;COUNT=3"}).value
    second = datetime(2026, 12, 2)
    database.run(change_occurrence, made, second, {"duration_minutes": 45, "title": "Halve dag"})
    changed = database.read(occurrence, made, second).row
    assert (changed.start, changed.end) == (second, datetime(2026, 12, 3))
    database.run(change_occurrence, made, second, {"duration_minutes": 1500})
    assert database.read(occurrence, made, second).row.end == datetime(2026, 12, 4)
