"""Series kept off closed days: explicit exceptions that follow the plan, and can be undone."""

from datetime import date, datetime
from typing import Any

import pytest

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import CausedBy, CommunicationStatus
from townhall.services.communications import add_communication, change_communication
from townhall.services.occurrences import (
    cancel_occurrence,
    change_occurrence,
    restore_occurrence,
)
from townhall.services.plans import change_plan
from townhall.services.queries.communication_details import communication
from townhall.services.queries.communications import OccurrenceRow, occurrences
from townhall.services.records import add_record, change_record, remove_record
from townhall.storage.database import Database
from townhall.storage.undo import revert

FRIDAYS = {
    "kind": "progress-update",
    "title": "Update",
    "start": "2026-12-04T10:00",
    "recurrence": "FREQ=WEEKLY;BYDAY=FR",
}
CHRISTMAS, NEW_YEAR = datetime(2026, 12, 25, 10), datetime(2027, 1, 1, 10)
MONDAY_AFTER = datetime(2026, 12, 28, 10)


def add(database: Database, **fields: Any) -> int:
    number: int = database.run(add_communication, FRIDAYS | fields).value
    return number


def rows(database: Database, first: str = "2026-12-01", last: str = "2027-01-10") -> Any:
    days = date.fromisoformat(first), date.fromisoformat(last)
    return database.read(occurrences, *days, "Europe/Amsterdam")


def held(database: Database, *days: str) -> list[str]:
    return [f"{row.start:%m-%d %H:%M}" for row in rows(database, *days) if not _is_off(row)]


def _is_off(row: OccurrenceRow) -> bool:
    return row.status is CommunicationStatus.CANCELLED


def test_a_holiday_is_kept_left_out_or_moved_as_the_series_asks(database: Database) -> None:
    number = add(database)
    assert "12-25 10:00" in held(database)
    database.run(change_communication, number, {"on_holidays": "skip"})
    assert held(database) == ["12-04 10:00", "12-11 10:00", "12-18 10:00", "01-08 10:00"]
    database.run(change_communication, number, {"on_holidays": "move"})
    expected = ["12-04 10:00", "12-11 10:00", "12-18 10:00", "12-28 10:00", "01-04 10:00"]
    assert held(database) == [*expected, "01-08 10:00"]
    moved = next(row for row in rows(database) if row.original_start == CHRISTMAS)
    assert (moved.start, moved.cause) == (MONDAY_AFTER, CausedBy.HOLIDAY)
    database.run(change_communication, number, {"on_holidays": "keep"})
    assert "12-25 10:00" in held(database)
    assert not any(row.overridden for row in rows(database))


def test_the_older_word_for_leaving_holidays_out_still_works(database: Database) -> None:
    number = add(database, skip_holidays=True)
    assert "12-25 10:00" not in held(database)
    assert database.read(communication, number).on_holidays == "skip"
    database.run(change_communication, number, {"skip_holidays": False})
    assert "12-25 10:00" in held(database)


def test_a_blackout_that_comes_changes_and_goes_takes_coming_dates_along(
    database: Database,
) -> None:
    add(
        database, on_blackouts="move", recurrence="FREQ=MONTHLY;BYDAY=2FR", start="2026-12-11T10:00"
    )
    freeze = {"name": "Wijzigingsstop", "first_day": "2027-02-08", "last_day": "2027-02-12"}
    spring = ("2027-02-01", "2027-02-28")
    before = held(database, *spring)
    assert before == ["02-12 10:00"]
    added = database.run(add_record, "blackout", freeze)
    assert held(database, *spring) == ["02-15 10:00"]
    longer = database.run(change_record, "blackout", added.value, {"last_day": "2027-02-19"})
    assert held(database, *spring) == ["02-22 10:00"]
    database.run(revert, longer.step)
    assert held(database, *spring) == ["02-15 10:00"]
    removed = database.run(remove_record, "blackout", added.value)
    assert held(database, *spring) == before
    database.run(revert, removed.step)
    assert held(database, *spring) == ["02-15 10:00"]


def test_another_country_has_other_days_off(database: Database) -> None:
    add(
        database,
        start="2027-07-07T09:00",
        recurrence="FREQ=WEEKLY;BYDAY=WE",
        on_holidays="skip",
    )
    july = ("2027-07-01", "2027-07-31")
    all_dates = ["07-07 09:00", "07-14 09:00", "07-21 09:00", "07-28 09:00"]
    assert held(database, *july) == all_dates
    step = database.run(change_plan, {"country": "BE"}).step
    assert held(database, *july) == ["07-07 09:00", "07-14 09:00", "07-28 09:00"]
    database.run(revert, step)
    assert held(database, *july) == all_dates


def test_a_date_that_would_meet_or_pass_another_is_left_out(database: Database) -> None:
    add(
        database,
        recurrence="FREQ=WEEKLY;BYDAY=MO,FR",
        on_holidays="move",
        start="2026-12-04T10:00",
    )
    # Monday 28 December has its own date; the day after New Year's Day does not.
    days = held(database, "2026-12-21", "2027-01-06")
    assert days == ["12-21 10:00", "12-28 10:00", "01-04 10:00"]
    christmas = next(row for row in rows(database) if row.original_start == CHRISTMAS)
    assert (_is_off(christmas), christmas.cause) == (True, CausedBy.HOLIDAY)


def test_what_was_changed_by_hand_is_never_overwritten(database: Database) -> None:
    number = add(database)
    database.run(
        change_occurrence, number, CHRISTMAS, {"start": datetime(2026, 12, 24, 9), "title": "Kerst"}
    )
    database.run(change_communication, number, {"on_holidays": "skip"})
    assert "12-24 09:00" in held(database)
    assert "01-01 10:00" not in held(database)
    # A date that is held on a closed day after all.
    database.run(restore_occurrence, number, NEW_YEAR)
    assert "01-01 10:00" in held(database)
    database.run(change_communication, number, {"on_holidays": "move", "title": "Anders"})
    assert "01-01 10:00" in held(database)
    database.run(restore_occurrence, number, NEW_YEAR)
    assert "01-01 10:00" not in held(database)
    assert "01-04 10:00" in held(database)


def test_a_date_that_was_left_out_is_held_where_somebody_puts_it(database: Database) -> None:
    number = add(database, on_holidays="skip")
    elsewhere = datetime(2026, 12, 23, 14)
    database.run(change_occurrence, number, CHRISTMAS, {"start": elsewhere})
    assert "12-23 14:00" in held(database)
    # And stays there whatever becomes of closed days later.
    database.run(change_communication, number, {"on_holidays": "move"})
    found = next(row for row in rows(database) if row.original_start == CHRISTMAS)
    assert (found.start, found.status, found.cause) == (
        elsewhere,
        CommunicationStatus.PLANNED,
        None,
    )


def test_a_date_set_back_to_its_closed_day_by_hand_stays_there(database: Database) -> None:
    number = add(database, on_holidays="move")
    database.run(change_occurrence, number, CHRISTMAS, {"start": CHRISTMAS})
    assert "12-25 10:00" in held(database)
    database.run(change_communication, number, {"duration_minutes": 45})
    assert "12-25 10:00" in held(database)


def test_a_name_of_its_own_goes_along_with_the_closed_day(database: Database) -> None:
    number = add(database, on_holidays="move")
    database.run(change_occurrence, number, CHRISTMAS, {"title": "Kerstupdate"})
    moved = next(row for row in rows(database) if row.original_start == CHRISTMAS)
    assert (moved.title, moved.start) == ("Kerstupdate", MONDAY_AFTER)
    database.run(change_communication, number, {"on_holidays": "keep"})
    back = next(row for row in rows(database) if row.original_start == CHRISTMAS)
    assert (back.title, back.start, back.cause) == ("Kerstupdate", CHRISTMAS, None)


def test_a_cancelled_date_is_not_moved(database: Database) -> None:
    number = add(database)
    database.run(cancel_occurrence, number, CHRISTMAS)
    database.run(change_communication, number, {"on_holidays": "move"})
    off = next(row for row in rows(database) if row.original_start == CHRISTMAS)
    assert (_is_off(off), off.cause) == (True, None)
    database.run(change_communication, number, {"on_holidays": "keep"})
    assert "12-25 10:00" not in held(database)


def test_dates_that_have_been_stay_on_their_day(database: Database) -> None:
    database.run(change_plan, {"country": "US"})
    # Veterans Day, 11 November, has been.
    add(
        database,
        start="2026-11-04T10:00",
        recurrence="FREQ=WEEKLY;BYDAY=WE",
        on_holidays="skip",
    )
    november = ("2026-11-01", "2026-11-23")
    assert held(database, *november) == ["11-04 10:00", "11-11 10:00", "11-18 10:00"]
    days = {"first_day": "2026-11-16", "last_day": "2026-11-20"}
    database.run(add_record, "blackout", {"name": "Voorbij", **days})
    assert held(database, *november) == ["11-04 10:00", "11-11 10:00", "11-18 10:00"]


def test_another_time_of_day_takes_moved_dates_along(database: Database) -> None:
    number = add(database, on_holidays="move")
    database.run(change_communication, number, {"start": "2026-12-04T14:30"})
    assert "12-28 14:30" in held(database)
    assert "12-28 10:00" not in held(database)


def test_leaving_out_goes_before_moving_where_both_close_a_day(database: Database) -> None:
    days = {"first_day": "2026-12-24", "last_day": "2026-12-26"}
    database.run(add_record, "blackout", {"name": "Stop", **days})
    add(database, on_holidays="move", on_blackouts="skip")
    off = next(row for row in rows(database) if row.original_start == CHRISTMAS)
    assert (_is_off(off), off.cause) == (True, CausedBy.BLACKOUT)


def test_a_choice_that_is_none_is_refused(database: Database) -> None:
    with pytest.raises(InvalidInput, match=r"^“on_blackouts” must be one of: keep, skip, move.$"):
        add(database, on_blackouts="drop")
    assert rows(database) == []
