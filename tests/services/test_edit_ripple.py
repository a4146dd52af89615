"""What moves along with a change of a whole series: shown by rehearsal, applied as one step."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from townhall.domain.errors import InvalidInput
from townhall.services.communications import add_communication, change_communication
from townhall.services.edit_effects import DatesEdit
from townhall.services.edit_ripple import edit_ripple, edit_with_ripple
from townhall.services.invitations import export_invitation
from townhall.services.occurrences import change_occurrence, restore_occurrence
from townhall.services.queries.communication_details import communication
from townhall.services.queries.communications import OccurrenceFilter, occurrences
from townhall.services.queries.follow_ups import follow_up
from townhall.services.queries.ripple import Ripple
from townhall.services.queries.run_up import run_up
from townhall.services.queries.tasks import tasks
from townhall.services.questions import add_question, take_away
from townhall.services.records import add_record
from townhall.services.tasks import add_task, tick_task
from townhall.storage.database import Database

DEC, JAN, FEB = (
    datetime(2026, 12, 3, 10),
    datetime(2027, 1, 7, 10),
    datetime(2027, 2, 11, 10),
)
SERIES = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-12-03T10:00",
    "recurrence": "FREQ=WEEKLY;INTERVAL=5;BYDAY=TH;COUNT=3",
    "location": "Aula",
    "organizer": {"name": "Team", "email": "team@delinde.example"},
    "attendees": [{"name": "Bram Proefman", "email": "bram@delinde.example", "role": "speaker"}],
}


@pytest.fixture
def series(database: Database) -> int:
    """Three dates with a brief and a report; in January something was promised."""
    number = database.run(add_communication, SERIES).value
    for title, days in (("Brief", -5), ("Report", 3)):
        step = {"communication_id": number, "title": title, "offset_days": days}
        database.run(add_task, step)
    asked = {"text": "Waarom?", "communication_id": number, "original_start": JAN}
    question = database.run(add_question, asked).value
    database.run(add_record, "person", {"name": "Carla Staal"})
    database.run(take_away, question, "Cijfers tonen.", "Carla Staal", "2027-01-12")
    return number


def whole(number: int, **values: Any) -> DatesEdit:
    return DatesEdit(number, DEC, "all", change_communication, (number, values))


def later(number: int, since: datetime, **values: Any) -> DatesEdit:
    args = (number, since, values, "following")
    return DatesEdit(number, since, "following", change_occurrence, args)


def told(found: Ripple) -> list[tuple[str, str, str]]:
    return [(each.key, f"{each.day:%m-%d}", f"{each.new_day:%m-%d}") for each in found.moving]


def days(database: Database, number: int, start: datetime) -> dict[str, str]:
    return {each.title: f"{each.day:%m-%d}" for each in database.read(run_up, number, start)}


def test_another_rule_tells_every_date_that_moves(database: Database, series: int) -> None:
    found = database.rehearse(
        edit_ripple, whole(series, recurrence="FREQ=MONTHLY;BYDAY=1TU;COUNT=3")
    )
    assert [(each.start, each.new_start) for each in found.dates] == [
        (DEC, None),
        (JAN, None),
        (FEB, None),
    ]
    assert (found.new_start, found.tasks_lost, told(found)) == (None, 6, [])


def test_all_dates_a_day_later_tells_steps_and_promises_of_each(
    database: Database, series: int
) -> None:
    args = (series, DEC, {"start": datetime(2026, 12, 4, 10)}, "all")
    found = database.rehearse(edit_ripple, DatesEdit(series, DEC, "all", change_occurrence, args))
    assert [each.new_start for each in found.dates] == [
        datetime(2026, 12, 4, 10),
        datetime(2027, 1, 8, 10),
        datetime(2027, 2, 12, 10),
    ]
    assert told(found) == [
        ("task:1/2026-12-03T10:00", "11-26", "11-27"),
        ("task:2/2026-12-03T10:00", "12-08", "12-09"),
        ("task:1/2027-01-07T10:00", "12-30", "12-31"),
        ("task:2/2027-01-07T10:00", "01-12", "01-13"),
        ("task:1/2027-02-11T10:00", "02-04", "02-05"),
        ("task:2/2027-02-11T10:00", "02-16", "02-17"),
        ("follow-up:1", "01-12", "01-13"),
    ]
    assert [each.of for each in found.promises] == [date(2027, 1, 7)]


def test_a_rehearsal_changes_nothing(database: Database, series: int) -> None:
    before = (database.read(communication, series), database.read(tasks))
    database.rehearse(edit_ripple, whole(series, recurrence="FREQ=MONTHLY;BYDAY=1TU;COUNT=3"))
    assert (database.read(communication, series), database.read(tasks)) == before


def test_the_later_half_keeps_what_is_not_ticked(database: Database, series: int) -> None:
    edit = later(series, JAN, start=datetime(2027, 1, 14, 10))
    found = database.rehearse(edit_ripple, edit)
    assert [each.original_start for each in found.dates] == [JAN, FEB]
    along = ["task:2/2027-01-07T10:00", "follow-up:1", "task:1/2027-02-11T10:00"]
    outcome = database.run(edit_with_ripple, edit, found, along=along)
    half, start = outcome.value, datetime(2027, 1, 14, 10)
    assert half != series
    assert days(database, half, start) == {"Brief": "12-30", "Report": "01-19"}
    assert days(database, half, datetime(2027, 2, 18, 10)) == {"Brief": "02-11", "Report": "02-16"}
    assert days(database, series, DEC) == {"Brief": "11-26", "Report": "12-08"}
    assert database.read(follow_up, 1).due == date(2027, 1, 19)
    assert outcome.step.label == "Moved “Town hall” with 3 changes"
    database.revert(outcome.step)
    assert days(database, series, JAN) == {"Brief": "12-30", "Report": "01-12"}
    assert database.read(follow_up, 1).due == date(2027, 1, 12)


def test_another_zone_makes_the_invitation_due(
    database: Database, series: int, tmp_path: Path
) -> None:
    database.run(export_invitation, series, tmp_path / "uitnodiging.ics")
    found = database.rehearse(edit_ripple, whole(series, time_zone="Europe/London"))
    assert found.invitation is not None
    assert (found.invitation.version, found.moving) == (1, ())
    assert [each.start == each.new_start for each in found.dates] == [True] * 3
    named = database.rehearse(edit_ripple, whole(series, title="Zaalgesprek"))
    assert named.is_empty


def test_a_closed_day_that_is_skipped_takes_its_steps_along(
    database: Database, series: int
) -> None:
    period = {"name": "Freeze", "first_day": "2027-01-07", "last_day": "2027-01-07"}
    database.run(add_record, "blackout", period)
    found = database.rehearse(edit_ripple, whole(series, on_blackouts="skip"))
    assert [(each.start, each.new_start) for each in found.dates] == [(JAN, None)]
    assert found.tasks_lost == 2
    moved = database.rehearse(edit_ripple, whole(series, on_blackouts="move"))
    assert [each.new_start for each in moved.dates] == [datetime(2027, 1, 8, 10)]
    assert [each.title for each in moved.moving] == ["Report", "Cijfers tonen."]


def test_putting_a_date_back_moves_its_steps(database: Database, series: int) -> None:
    moved = {"start": datetime(2026, 12, 10, 10)}
    database.run(change_occurrence, series, DEC, moved, "this")
    database.run(tick_task, 1, DEC)
    edit = DatesEdit(series, DEC, "this", restore_occurrence, (series, DEC))
    found = database.rehearse(edit_ripple, edit)
    assert told(found) == [("task:2/2026-12-03T10:00", "12-15", "12-08")]
    assert (found.tasks_done, found.tasks_total) == (1, 2)


def test_what_cannot_move_along_is_refused_before_anything_changes(
    database: Database, series: int
) -> None:
    edit = later(series, JAN, start=datetime(2027, 1, 14, 10))
    found = database.rehearse(edit_ripple, edit)
    before = database.read(communication, series)
    with pytest.raises(InvalidInput) as refused:
        database.run(edit_with_ripple, edit, found, along=["task:9"])
    assert refused.value.field == "move_along"
    assert database.read(communication, series) == before
    with pytest.raises(InvalidInput):
        database.rehearse(edit_ripple, whole(series, recurrence="FREQ=NEVER"))


def test_steps_of_a_long_series_are_counted_beyond_the_first_dates(database: Database) -> None:
    values = SERIES | {"recurrence": "FREQ=WEEKLY;BYDAY=TH"}
    number = database.run(add_communication, values).value
    database.run(add_task, {"communication_id": number, "title": "Brief", "offset_days": -2})
    args = (number, DEC, {"start": datetime(2026, 12, 4, 10)}, "all")
    found = database.rehearse(edit_ripple, DatesEdit(number, DEC, "all", change_occurrence, args))
    assert len(found.tasks) == 8
    assert (len(found.dates), found.tasks_further) == (25, 16)  # the day after Easter stays free


EDITS: list[dict[str, Any]] = [
    {"recurrence": "FREQ=WEEKLY;INTERVAL=5;BYDAY=MO;COUNT=4", "start": "2026-12-07T11:00"},
    {"recurrence": "FREQ=WEEKLY;INTERVAL=10;BYDAY=TH;COUNT=2"},
    {"recurrence": "FREQ=MONTHLY;BYDAY=1TH;COUNT=3"},
    {"start": "2026-12-03T16:30"},
    {"time_zone": "America/New_York"},
    {"all_day": True},
    {"recurrence": None},
]


@pytest.mark.parametrize("values", EDITS)
def test_what_was_shown_is_what_happens(
    database: Database, series: int, values: dict[str, Any]
) -> None:
    edit = whole(series, **values)
    found = database.rehearse(edit_ripple, edit)
    before = held(database, series)
    database.run(edit_with_ripple, edit, found)
    after = held(database, series)
    moved = {each.start: each.new_start for each in found.dates}
    assert moved.keys() <= before
    assert {moved.get(start, start) for start in before} - {None} <= after
    lost = {start for start, new in moved.items() if new is None}
    assert not lost & after


def held(database: Database, number: int) -> set[datetime]:
    """When the dates of a communication start."""
    only = OccurrenceFilter(communication_ids=frozenset({number}))
    first, last = date(2026, 11, 1), date(2027, 12, 31)
    rows = database.read(occurrences, first, last, "Europe/Amsterdam", only)
    return {row.start for row in rows if row.status != "cancelled"}
