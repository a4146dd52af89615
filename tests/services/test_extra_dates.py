"""Dates beside a rule, and repeat sessions without one: added, changed, split and removed."""

from datetime import date, datetime
from typing import Any

import pytest

from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.terms import CommunicationStatus
from townhall.services.communications import add_communication, change_communication, set_agenda
from townhall.services.extra_dates import add_date, remove_date
from townhall.services.occurrences import (
    cancel_occurrence,
    change_occurrence,
    restore_occurrence,
)
from townhall.services.queries.communication_details import communication
from townhall.services.queries.communications import OccurrenceRow, occurrence, occurrences
from townhall.services.queries.questions import question
from townhall.services.questions import add_question
from townhall.services.records import add_record
from townhall.storage.database import Database
from townhall.storage.undo import revert

SESSION = {"kind": "town-hall", "title": "Town hall", "start": "2026-12-03T10:00"}
MONTHLY = {**SESSION, "recurrence": "FREQ=MONTHLY;BYDAY=1TH"}
FIRST, EVENING, LATER = (
    datetime(2026, 12, 3, 10),
    datetime(2026, 12, 3, 22),
    datetime(2026, 12, 10, 10),
)


def add(database: Database, values: dict[str, Any], *starts: datetime) -> int:
    number: int = database.run(add_communication, values).value
    for start in starts:
        database.run(add_date, number, {"start": start})
    return number


def rows(database: Database) -> list[OccurrenceRow]:
    return database.read(occurrences, date(2026, 11, 1), date(2027, 1, 31), "Europe/Amsterdam")


def starts(database: Database) -> list[str]:
    off = CommunicationStatus.CANCELLED
    return [f"{row.start:%m-%d %H:%M}" for row in rows(database) if row.status is not off]


def test_a_single_communication_gets_a_second_session(database: Database) -> None:
    number = add(database, SESSION)
    assert not rows(database)[0].recurring
    given = {"start": "2026-12-03T22:00", "location": "Nachtdienst", "duration_minutes": 30}
    added = database.run(add_date, number, given)
    assert added.value == EVENING
    first, second = rows(database)
    assert (first.recurring, first.added, first.overridden) == (True, False, False)
    assert (second.recurring, second.added, second.location) == (True, True, "Nachtdienst")
    assert (second.end - second.start).seconds == 1800
    database.run(revert, added.step)
    assert starts(database) == ["12-03 10:00"]


def test_a_date_may_lie_before_the_first_of_the_rule(database: Database) -> None:
    add(database, MONTHLY, datetime(2026, 11, 26, 9))
    assert starts(database) == ["11-26 09:00", "12-03 10:00", "01-07 10:00"]


@pytest.mark.parametrize("start", [FIRST, EVENING])
def test_a_moment_that_is_taken_is_refused(database: Database, start: datetime) -> None:
    number = add(database, MONTHLY, EVENING)
    with pytest.raises(InvalidInput, match=f"^“Town hall” has a date on {start:%Y-%m-%d %H:%M}"):
        database.run(add_date, number, {"start": start})


def test_bad_dates_are_refused_whole(database: Database) -> None:
    number = add(database, MONTHLY)
    for values, field in (
        ({}, "start"),
        ({"start": "morgen"}, "start"),
        ({"start": "2027-03-28T02:30"}, "start"),
        ({"start": LATER, "duration_minutes": -1}, "duration_minutes"),
        ({"start": LATER, "title": ""}, "title"),
        ({"start": LATER, "status": "held"}, "status"),
    ):
        with pytest.raises(InvalidInput) as refused:
            database.run(add_date, number, values)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        database.run(add_date, 99, {"start": LATER})
    assert starts(database) == ["12-03 10:00", "01-07 10:00"]


def test_a_clock_that_shows_the_moment_elsewhere_is_understood(database: Database) -> None:
    number = add(database, SESSION)
    database.run(add_date, number, {"start": "2026-12-10T09:00Z"})
    assert starts(database) == ["12-03 10:00", "12-10 10:00"]


def test_an_added_date_is_moved_renamed_put_back_and_removed(database: Database) -> None:
    number = add(database, MONTHLY, EVENING)
    moved = {"start": datetime(2026, 12, 4, 23), "title": "Nachtsessie"}
    database.run(change_occurrence, number, EVENING, moved)
    row = next(row for row in rows(database) if row.added)
    assert (row.start, row.title, row.overridden) == (moved["start"], "Nachtsessie", True)
    database.run(restore_occurrence, number, EVENING)
    row = next(row for row in rows(database) if row.added)
    assert (row.start, row.title, row.overridden) == (EVENING, "Town hall", False)
    database.run(cancel_occurrence, number, EVENING)
    assert starts(database) == ["12-03 10:00", "01-07 10:00"]
    removed = database.run(remove_date, number, EVENING)
    assert not any(row.added for row in rows(database))
    database.run(revert, removed.step)
    assert any(row.added for row in rows(database))


def test_only_an_added_date_can_be_removed(database: Database) -> None:
    number = add(database, MONTHLY, EVENING)
    sentence = "^The date of 2026-12-03 10:00 was not added by itself: cancel it instead.$"
    with pytest.raises(InvalidInput, match=sentence):
        database.run(remove_date, number, FIRST)
    with pytest.raises(NotFound):
        database.run(remove_date, number, LATER)


def test_what_belongs_to_a_removed_date_goes_and_its_questions_go_on(database: Database) -> None:
    number = add(database, SESSION, EVENING)
    item = {"title": "Welkom", "duration_minutes": 5}
    database.run(set_agenda, number, [item], EVENING)
    asked = {"text": "Waarom?", "communication_id": number, "original_start": EVENING}
    question_id = database.run(add_question, asked).value
    assert database.read(occurrence, number, EVENING).question_ids == (question_id,)
    database.run(remove_date, number, EVENING)
    kept = database.read(question, question_id)
    assert (kept.communication_id, kept.original_start) == (number, FIRST)
    assert database.read(occurrence, number, FIRST).agenda == ()


def test_one_session_left_is_a_single_communication_again(database: Database) -> None:
    number = add(database, SESSION, EVENING)
    item = {"title": "Welkom", "duration_minutes": 5}
    values = {"start": datetime(2026, 12, 3, 11), "title": "Dagsessie", "agenda": [item]}
    database.run(change_occurrence, number, FIRST, values)
    database.run(remove_date, number, EVENING)
    (row,) = rows(database)
    assert (row.recurring, row.overridden, row.title) == (False, False, "Dagsessie")
    assert row.original_start == row.start == values["start"]
    agenda = database.read(occurrence, number, row.start).agenda
    assert [each.title for each in agenda] == ["Welkom"]


def test_all_sessions_move_together(database: Database) -> None:
    number = add(database, SESSION, EVENING, LATER)
    database.run(change_occurrence, number, EVENING, {"start": datetime(2026, 12, 4, 22)}, "all")
    assert starts(database) == ["12-04 10:00", "12-04 22:00", "12-11 10:00"]


def test_sessions_are_split_from_one_on(database: Database) -> None:
    number = add(database, SESSION, EVENING, LATER)
    later = database.run(
        change_occurrence, number, EVENING, {"title": "Vervolg"}, "following"
    ).value
    assert later != number
    assert database.read(communication, later).follows_id == number
    found = [(row.communication_id, row.start, row.title) for row in rows(database)]
    assert found == [
        (number, FIRST, "Town hall"),
        (later, EVENING, "Vervolg"),
        (later, LATER, "Vervolg"),
    ]
    assert [row.added for row in rows(database)] == [False, False, True]


def test_an_earlier_session_stays_when_the_first_planned_one_goes(database: Database) -> None:
    early = datetime(2026, 11, 30, 9)
    number = add(database, SESSION, early, LATER)
    later = database.run(change_occurrence, number, FIRST, {"location": "Aula"}, "following").value
    found = [(row.communication_id, row.start, row.added) for row in rows(database)]
    assert found == [(number, early, False), (later, FIRST, False), (later, LATER, True)]


def test_a_date_beside_a_rule_says_nothing_of_the_dates_of_the_rule(database: Database) -> None:
    number = add(database, MONTHLY, EVENING)
    for values, scope in (
        ({"title": "Anders"}, "following"),
        ({"start": datetime(2026, 12, 4, 22)}, "all"),
    ):
        with pytest.raises(InvalidInput, match=r"^This date was added beside the rule"):
            database.run(change_occurrence, number, EVENING, values, scope)
    database.run(change_occurrence, number, EVENING, {"title": "Anders"}, "all")
    assert {row.title for row in rows(database)} == {"Anders"}


def test_a_rule_that_moves_leaves_added_dates_where_they_are(database: Database) -> None:
    number = add(database, MONTHLY, EVENING)
    database.run(change_communication, number, {"start": "2026-12-03T11:30"})
    assert starts(database) == ["12-03 11:30", "12-03 22:00", "01-07 11:30"]


def test_a_rule_that_gives_an_added_date_gives_it_once(database: Database) -> None:
    number = add(database, MONTHLY, datetime(2026, 12, 10, 10))
    database.run(change_communication, number, {"recurrence": "FREQ=WEEKLY;BYDAY=TH"})
    assert starts(database)[:3] == ["12-03 10:00", "12-10 10:00", "12-17 10:00"]


def test_what_the_only_date_had_stays_with_it_when_there_is_another(database: Database) -> None:
    number = add(database, SESSION)
    question_id = database.run(add_question, {"text": "Waarom?", "communication_id": number}).value
    database.run(add_record, "task", {"title": "Zaal", "communication_id": number})
    before = database.read(occurrence, number, FIRST)
    database.run(add_date, number, {"start": EVENING})
    after = database.read(occurrence, number, FIRST)
    assert after.question_ids == before.question_ids == (question_id,)
    assert after.task_ids == before.task_ids
    evening = database.read(occurrence, number, EVENING)
    assert (evening.question_ids, evening.task_ids) == ((), ())
