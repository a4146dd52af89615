"""The ledger: what calendars are told, when SEQUENCE rises, and that nothing is told twice."""

from datetime import date, datetime
from pathlib import Path

import icalendar
import pytest

from townhall.domain.clock import fixed_clock
from townhall.domain.errors import CannotWrite, InvalidInput, NotFound
from townhall.services.communications import (
    add_communication,
    change_communication,
    remove_communication,
)
from townhall.services.feeds import export_feed
from townhall.services.invitations import export_invitation
from townhall.services.occurrences import cancel_occurrence, change_occurrence
from townhall.services.plans import change_plan
from townhall.services.queries.communication_details import communication
from townhall.services.queries.invitations import invitation_state, invitations
from townhall.services.records import add_record
from townhall.storage.database import Database

SERIES = {
    "kind": "town-hall",
    "title": "Town hall AI",
    "start": "2026-12-03T10:00",
    "duration_minutes": 75,
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
    "location": "Aula",
    "organizer": {"name": "Anna Voorbeeld", "email": "anna@delinde.example"},
    "attendees": [
        {"name": "Bram Proefman", "email": "bram@delinde.example", "role": "speaker"},
        {"name": "Carla Staal", "email": "carla@delinde.example", "role": "host"},
    ],
}


@pytest.fixture
def series(database: Database) -> int:
    return database.run(add_communication, SERIES).value


def later(database: Database, minutes: int = 5) -> None:
    """Let the frozen clock go on."""
    database.clock = fixed_clock(f"2026-11-24T09:{minutes:02d}+01:00")


def events(path: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(Path(path).read_bytes()).walk("VEVENT"))


def test_first_invitation_is_a_request_with_sequence_zero(
    database: Database, series: int, tmp_path: Path
) -> None:
    [file] = database.run(export_invitation, series, tmp_path / "out").value
    calendar = icalendar.Calendar.from_ical(Path(file.file).read_bytes())
    [event] = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["SEQUENCE"], event["UID"]) == ("REQUEST", 0, file.uid)
    assert [line.method for line in database.read(invitations)] == ["REQUEST"]


def test_exporting_again_without_a_change_gives_the_same_bytes_and_no_new_line(
    database: Database, series: int, tmp_path: Path
) -> None:
    [first] = database.run(export_invitation, series, tmp_path).value
    written = Path(first.file).read_bytes()
    later(database)
    [again] = database.run(export_invitation, series, tmp_path).value
    assert Path(again.file).read_bytes() == written
    assert again.changed == ()
    assert len(database.read(invitations)) == 1


def test_new_time_raises_sequence_and_new_words_do_not(
    database: Database, series: int, tmp_path: Path
) -> None:
    database.run(export_invitation, series, tmp_path)
    later(database)
    database.run(change_communication, series, {"title": "Town hall over AI"})
    [words] = database.run(export_invitation, series, tmp_path).value
    assert (words.sequence, words.changed) == (0, ("title",))
    later(database, 10)
    database.run(change_communication, series, {"start": "2026-12-03T11:00"})
    [moved] = database.run(export_invitation, series, tmp_path).value
    assert (moved.sequence, moved.changed) == (1, ("start",))
    stamps = [line.exported_at for line in database.read(invitations)]
    assert stamps == sorted(stamps)


def test_dtstamp_does_not_go_back_after_undo(
    database: Database, series: int, tmp_path: Path
) -> None:
    later(database, 10)
    step = database.run(change_communication, series, {"title": "Other"}).step
    [file] = database.run(export_invitation, series, tmp_path).value
    before = events(file.file)[0].decoded("DTSTAMP")
    assert step is not None
    later(database, 5)
    database.revert(step)
    [file] = database.run(export_invitation, series, tmp_path).value
    assert events(file.file)[0].decoded("DTSTAMP") > before


def test_cancelling_raises_sequence_once_and_says_so_in_the_plan(
    database: Database, series: int, tmp_path: Path
) -> None:
    database.run(export_invitation, series, tmp_path)
    [file] = database.run(export_invitation, series, tmp_path, cancel=True).value
    assert (file.method, file.sequence) == ("CANCEL", 1)
    assert database.read(communication, series).status == "cancelled"
    [again] = database.run(export_invitation, series, tmp_path, cancel=True).value
    assert again.sequence == 1
    [event] = events(file.file)
    assert event["STATUS"] == "CANCELLED"


def test_cancelled_communication_goes_out_as_a_cancellation_by_itself(
    database: Database, series: int, tmp_path: Path
) -> None:
    database.run(export_invitation, series, tmp_path)
    database.run(change_communication, series, {"status": "cancelled"})
    [file] = database.run(export_invitation, series, tmp_path).value
    assert (file.method, file.sequence) == ("CANCEL", 1)


def test_one_date_can_be_cancelled_alone(database: Database, series: int, tmp_path: Path) -> None:
    database.run(export_invitation, series, tmp_path)
    date_start = datetime(2027, 1, 7, 10, 0)
    [file] = database.run(
        export_invitation, series, tmp_path, original_start=date_start, cancel=True
    ).value
    [event] = events(file.file)
    assert file.method == "CANCEL"
    assert event.decoded("RECURRENCE-ID").replace(tzinfo=None) == date_start
    assert "RRULE" not in event
    [again] = database.run(
        export_invitation, series, tmp_path, original_start=date_start, cancel=True
    ).value
    assert again.sequence == file.sequence == 1


def test_update_of_the_series_holds_moved_and_cancelled_dates(
    database: Database, series: int, tmp_path: Path
) -> None:
    database.run(
        change_occurrence, series, datetime(2026, 12, 3, 10), {"start": "2026-12-03T10:30"}
    )
    database.run(cancel_occurrence, series, datetime(2027, 1, 7, 10))
    [file] = database.run(export_invitation, series, tmp_path).value
    master, moved = events(file.file)
    assert [d.dt.replace(tzinfo=None) for d in master["EXDATE"].dts] == [datetime(2027, 1, 7, 10)]
    assert moved.decoded("DTSTART").replace(tzinfo=None) == datetime(2026, 12, 3, 10, 30)


def test_person_who_is_not_invited_any_more_gets_a_cancellation_alone(
    database: Database, series: int, tmp_path: Path
) -> None:
    database.run(export_invitation, series, tmp_path)
    database.run(change_communication, series, {"attendees": SERIES["attendees"][:1]})
    request, cancel = database.run(export_invitation, series, tmp_path).value
    assert (request.method, cancel.method) == ("REQUEST", "CANCEL")
    [event] = events(cancel.file)
    assert str(event["ATTENDEE"]) == "mailto:carla@delinde.example"
    assert request.uid == cancel.uid
    assert (request.sequence, cancel.sequence) == (1, 1)
    assert [line.method for line in database.read(invitations)].count("REQUEST") == 2
    [again] = database.run(export_invitation, series, tmp_path).value
    assert (again.sequence, again.changed) == (1, ())
    assert len(database.read(invitations)) == 3
    assert not database.read(invitation_state, series).due


def test_everybody_who_is_taken_off_the_list_hears_of_it(
    database: Database, series: int, tmp_path: Path
) -> None:
    third = {"name": "Dirk Fictief", "email": "dirk@delinde.example", "role": "participant"}
    database.run(change_communication, series, {"attendees": [*SERIES["attendees"], third]})
    told = []
    for invited in ([*SERIES["attendees"], third], SERIES["attendees"], SERIES["attendees"][:1]):
        database.run(change_communication, series, {"attendees": invited})
        database.run(export_feed, tmp_path / "feed.ics")
        files = database.run(export_invitation, series, tmp_path).value
        database.run(export_invitation, series, tmp_path, publish=True)
        told += [(file.method, file.sequence, len(events(file.file))) for file in files]
    assert told == [
        ("REQUEST", 0, 1),
        ("REQUEST", 1, 1),
        ("CANCEL", 1, 1),
        ("REQUEST", 2, 1),
        ("CANCEL", 2, 1),
    ]


def test_one_date_can_be_published_alone(database: Database, series: int, tmp_path: Path) -> None:
    second = datetime(2027, 1, 7, 10)
    [file] = database.run(
        export_invitation, series, tmp_path, original_start=second, publish=True
    ).value
    [event] = events(file.file)
    assert event.decoded("RECURRENCE-ID").replace(tzinfo=None) == second
    assert not {"RRULE", "ATTENDEE"} & set(event)


def test_a_cancelled_date_stays_as_it_was_told_when_the_series_is_told_again(
    database: Database, series: int, tmp_path: Path
) -> None:
    one = {"original_start": datetime(2027, 1, 7, 10)}
    database.run(export_invitation, series, tmp_path)
    [first] = database.run(export_invitation, series, tmp_path, cancel=True, **one).value
    written = Path(first.file).read_bytes()
    later(database)
    [whole] = database.run(export_invitation, series, tmp_path).value
    [again] = database.run(export_invitation, series, tmp_path, cancel=True, **one).value
    assert (first.sequence, whole.sequence, again.sequence) == (1, 1, 1)
    assert Path(again.file).read_bytes() == written


def test_one_date_of_a_cancelled_series_is_cancelled_with_it(
    database: Database, series: int, tmp_path: Path
) -> None:
    database.run(export_invitation, series, tmp_path)
    database.run(change_communication, series, {"status": "cancelled"})
    [file] = database.run(
        export_invitation, series, tmp_path, original_start=datetime(2027, 1, 7, 10)
    ).value
    assert (file.method, file.recurrence_id) == ("CANCEL", None)
    assert "RECURRENCE-ID" not in events(file.file)[0]


def test_a_series_with_a_cancelled_date_is_still_expected(
    database: Database, series: int, tmp_path: Path
) -> None:
    database.run(export_invitation, series, tmp_path)
    one = {"original_start": datetime(2027, 1, 7, 10)}
    database.run(export_invitation, series, tmp_path, cancel=True, **one)
    with pytest.raises(InvalidInput, match="Invitations to “Town hall AI” were sent"):
        database.run(remove_communication, series)
    database.run(export_invitation, series, tmp_path, cancel=True)
    database.run(remove_communication, series)


def test_what_calendars_may_take_otherwise_is_said(
    database: Database, series: int, tmp_path: Path
) -> None:
    assert database.run(export_invitation, series, tmp_path).value[0].warnings == ()
    database.run(
        change_occurrence, series, datetime(2026, 12, 3, 10), {"start": "2027-01-08T10:00"}
    )
    other = {"name": "Dirk Fictief", "email": "dirk@delinde.example"}
    database.run(change_communication, series, {"organizer": other})
    passing, organiser = database.run(export_invitation, series, tmp_path).value[0].warnings
    assert passing.startswith("The date moved from 2026-12-03 10:00 to 2027-01-08 10:00 passes")
    assert organiser.startswith("The organiser was anna@delinde.example before")


def test_state_names_what_changed_since_it_was_sent(
    database: Database, series: int, tmp_path: Path
) -> None:
    assert database.read(invitation_state, series).due
    database.run(export_invitation, series, tmp_path)
    assert not database.read(invitation_state, series).due
    database.run(change_communication, series, {"location": "Collegezaal 1"})
    state = database.read(invitation_state, series)
    assert state.changes == (("location", "Aula", "Collegezaal 1"),)


def test_sending_cannot_be_undone(database: Database, series: int, tmp_path: Path) -> None:
    assert database.run(export_invitation, series, tmp_path).step is None


def test_nothing_is_noted_when_the_file_cannot_be_written(
    database: Database, series: int, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(CannotWrite):
        database.run(export_invitation, series, blocked / "out")
    assert database.read(invitations) == []
    assert database.read(invitation_state, series).last is None


def test_unknown_date_is_refused(database: Database, series: int, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="has no date 2026-12-04T10:00"):
        database.run(export_invitation, series, tmp_path, original_start=datetime(2026, 12, 4, 10))


def test_same_title_does_not_overwrite_another_invitation(
    database: Database, series: int, tmp_path: Path
) -> None:
    other = database.run(add_communication, SERIES | {"start": "2027-03-04T10:00"}).value
    [one] = database.run(export_invitation, series, tmp_path).value
    [two] = database.run(export_invitation, other, tmp_path).value
    assert one.file != two.file
    assert [event["UID"] for event in events(one.file)] == [one.uid]


def test_feed_holds_everything_but_ideas(database: Database, series: int, tmp_path: Path) -> None:
    database.run(add_communication, SERIES | {"title": "Perhaps", "status": "idea"})
    database.run(change_plan, {"organisation": "De Linde"})
    path = tmp_path / "feed.ics"
    assert database.run(export_feed, path).value == 1
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    [event] = calendar.walk("VEVENT")
    assert (str(calendar["NAME"]), str(event["SUMMARY"])) == ("De Linde", "Town hall AI")
    assert "ATTENDEE" not in event


def test_feed_of_an_audience_and_a_range(database: Database, series: int, tmp_path: Path) -> None:
    database.run(add_record, "audience", {"name": "Radiologie"})
    once = SERIES | {"recurrence": None, "title": "Update", "audiences": ["Radiologie"]}
    database.run(add_communication, once)
    path = tmp_path / "feed.ics"
    assert database.run(export_feed, path, audience="radiologie").value == 1
    assert database.run(export_feed, path, first=date(2027, 1, 1)).value == 1
    with pytest.raises(InvalidInput):
        database.run(export_feed, path, first=date(2020, 1, 1), last=date(2020, 2, 1))
    with pytest.raises(InvalidInput, match="no audience called"):
        database.run(export_feed, path, audience="Nobody")
