"""Calendars of others: read in, read again, undone; what they hold counts in the plan."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from townhall.domain.clock import Clock, fixed_clock
from townhall.domain.errors import InvalidInput, NotFound, UnreadableFile
from townhall.domain.terms import OverlayColor, StandsFor
from townhall.services.communications import add_communication
from townhall.services.overlays import (
    OverlayCounts,
    overlay_counts,
    read_calendar_file,
    read_overlay,
    whom,
)
from townhall.services.queries.communication_details import communication
from townhall.services.queries.overlays import OverlayRow, overlay_rows, overlay_sheet, overlays
from townhall.services.queries.time_finder import TimeWish, find_for
from townhall.services.queries.warnings import date_warnings, warnings
from townhall.services.records import add_record, change_record, remove_record
from townhall.storage.database import Database

ZONE = "Europe/Amsterdam"
ANNA = {"name": "Anna Voorbeeld", "email": "Anna@delinde.example"}


def event(uid: str, title: str, start: str, *more: str) -> str:
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", start, *more, "END:VEVENT"]
    )


MEETING = event("a", "Board meeting", "DTSTART:20261203T090000Z", "DURATION:PT2H")
WEEKLY = event(
    "b", "Stand-up", "DTSTART:20261201T080000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"
)
HOLIDAY = event(
    "c",
    "Kerstvakantie",
    "DTSTART;VALUE=DATE:20261219",
    "DTEND;VALUE=DATE:20270103",
    "TRANSP:TRANSPARENT",
)


def file(path: Path, *events: str, name: str = "Board") -> Path:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", f"X-WR-CALNAME:{name}"]
    path.write_bytes(("\r\n".join([*head, *events, "END:VCALENDAR"]) + "\r\n").encode())
    return path


def take(database: Database, path: Path, **values: Any) -> OverlayCounts:
    read = read_calendar_file(path, zone=ZONE, clock=database.clock)
    return database.run(read_overlay, read, values).value


def shown(database: Database, first: date, last: date) -> list[tuple[str, datetime]]:
    return [(each.title, each.start) for each in database.read(overlay_rows, first, last)]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return file(tmp_path / "board.ics", MEETING, WEEKLY, HOLIDAY)


def test_a_calendar_is_read_in_and_shown_for_the_days_asked(
    database: Database, board: Path
) -> None:
    counts = take(database, board)
    assert (counts.added, counts.updated, counts.skipped, counts.removed) == (5, 0, 0, 0)
    [found] = database.read(overlays)
    assert (found.name, found.color, found.stands_for, found.events, found.shown) == (
        "Board",
        OverlayColor.INDIGO,
        StandsFor.EVERYONE,
        5,
        True,
    )
    assert found.path == str(board)
    assert found.read_at == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert database.read(overlay_rows, date(2026, 12, 3), date(2026, 12, 3)) == (
        OverlayRow(
            id=1,
            overlay_id=1,
            calendar="Board",
            color=OverlayColor.INDIGO,
            stands_for=StandsFor.EVERYONE,
            whom="",
            title="Board meeting",
            location="",
            start=datetime(2026, 12, 3, 10),
            end=datetime(2026, 12, 3, 12),
            all_day=False,
            busy=True,
        ),
    )
    assert shown(database, date(2027, 1, 2), date(2027, 2, 1)) == [
        ("Kerstvakantie", datetime(2026, 12, 19))
    ]
    assert shown(database, date(2027, 1, 3), date(2027, 2, 1)) == []


def test_reading_again_finds_what_is_new_changed_and_gone(
    database: Database, tmp_path: Path, board: Path
) -> None:
    take(database, board)
    before = database.read(overlay_sheet, 1)
    same = take(database, board)
    assert (same.added, same.updated, same.skipped, same.is_same_file) == (0, 0, 5, True)
    moved = MEETING.replace("0900", "1300")
    new = event("d", "Away day", "DTSTART:20261210T090000Z")
    read = read_calendar_file(
        file(board, moved, WEEKLY.replace("COUNT=3", "COUNT=2"), new),
        zone=ZONE,
        clock=database.clock,
    )
    dry = database.read(overlay_counts, read)
    outcome = database.run(read_overlay, read)
    counts = outcome.value
    assert dry == counts
    assert (counts.added, counts.updated, counts.skipped, counts.removed) == (1, 1, 2, 2)
    assert [each.title for each in database.read(overlay_sheet, 1).dates] == [
        *("Stand-up", "Board meeting", "Stand-up", "Away day")
    ]
    assert len(database.read(overlays)) == 1
    assert outcome.step is not None
    database.revert(outcome.step)
    assert database.read(overlay_sheet, 1).dates == before.dates


def test_two_calendars_of_one_name_stay_two_unless_they_share_events(
    database: Database, tmp_path: Path, board: Path
) -> None:
    take(database, board)
    download = file(tmp_path / "board (1).ics", MEETING)
    assert take(database, download).overlay_id == 1
    other = file(tmp_path / "other.ics", event("z", "Gym", "DTSTART:20261203T090000Z"))
    assert take(database, other).name == "Board 2"
    assert [(each.name, each.color) for each in database.read(overlays)] == [
        ("Board", OverlayColor.INDIGO),
        ("Board 2", OverlayColor.GREEN),
    ]
    assert take(database, other, name="Sports").name == "Sports"
    assert take(database, board, name="sports").overlay_id == 3


def test_undo_takes_a_calendar_out_whole_and_redo_brings_it_back(
    database: Database, board: Path
) -> None:
    read = read_calendar_file(board, zone=ZONE, clock=database.clock)
    outcome = database.run(read_overlay, read)
    whole = database.read(overlay_sheet, 1)
    assert {(each.noun, each.id) for each in outcome.changes} == {("overlay", 1)}
    assert outcome.step is not None
    undone = database.revert(outcome.step)
    assert database.read(overlays) == []
    assert undone.step is not None
    database.revert(undone.step)
    assert database.read(overlay_sheet, 1) == whole
    removed = database.run(remove_record, "overlay", 1)
    assert database.read(overlays) == []
    assert removed.step is not None
    database.revert(removed.step)
    assert database.read(overlay_sheet, 1) == whole


def test_what_it_stands_for_is_checked_and_kept_single(database: Database, board: Path) -> None:
    database.run(add_record, "person", ANNA)
    take(database, board, **whom("person:Anna Voorbeeld"))
    assert database.read(overlay_sheet, 1).whom == "Anna Voorbeeld"
    database.run(change_record, "overlay", 1, {"stands_for": "room", "room": "Aula"})
    found = database.read(overlay_sheet, 1)
    assert (found.person, found.room, found.whom) == (None, "Aula", "Aula")
    with pytest.raises(InvalidInput, match="which person, room or audience") as refused:
        database.run(change_record, "overlay", 1, {"stands_for": "audience"})
    assert refused.value.field == "audience"
    with pytest.raises(InvalidInput, match="Nobody"):
        take(database, board, **whom("person:Nobody"))
    for words in ("somebody", "everyone:all", "person", "PERSON:Anna"):
        with pytest.raises(InvalidInput, match="does not say whom"):
            whom(words)
    with pytest.raises(NotFound):
        database.read(overlay_sheet, 9)


def test_hidden_calendars_are_not_shown_and_still_count(
    database: Database, board: Path, clock: Clock
) -> None:
    database.run(
        add_communication,
        {
            "kind": "town-hall",
            "title": "Town hall",
            "start": "2026-12-03T10:00",
            "duration_minutes": 60,
        },
    )
    take(database, board)
    database.run(change_record, "overlay", 1, {"shown": False})
    assert shown(database, date(2026, 12, 1), date(2026, 12, 31)) == []
    [found] = database.read(warnings, clock=clock)
    assert (found.kind, found.subject.id) == ("clash", 1)
    assert found.text == (
        "“Town hall” and “Board meeting” overlap on Thu 3 Dec at 10:00: "
        "everyone is busy, by the calendar “Board”"
    )
    assert database.read(date_warnings, 1, datetime(2026, 12, 3, 10), clock=clock) == (found,)


def test_holidays_that_keep_nobody_busy_clash_with_nothing(
    database: Database, board: Path, clock: Clock
) -> None:
    database.run(
        add_communication,
        {
            "kind": "town-hall",
            "title": "Town hall",
            "start": "2026-12-22T10:00",
            "duration_minutes": 60,
        },
    )
    take(database, board)
    assert shown(database, date(2026, 12, 22), date(2026, 12, 22)) == [
        ("Kerstvakantie", datetime(2026, 12, 19))
    ]
    assert database.read(warnings, clock=clock) == ()


def test_a_room_is_known_by_its_place_and_the_time_finder_asks_too(
    database: Database, board: Path, clock: Clock
) -> None:
    database.run(
        add_communication,
        {
            "kind": "town-hall",
            "title": "Town hall",
            "start": "2026-12-03T10:00",
            "duration_minutes": 60,
            "location": "de  Aula",
        },
    )
    take(database, board, **whom("room:De Aula"))
    assert [each.reason for each in database.read(warnings, clock=clock)] == [
        "De Aula is taken, by the calendar “Board”"
    ]
    day = date(2026, 12, 3)
    found = database.read(find_for, TimeWish(communication_id=1), day, day, None, clock=clock)
    assert datetime(2026, 12, 3, 10) not in {each.start for each in found.proposals}
    words = {each.text for miss in found.ruled_out for each in miss.hindrances}
    assert found.proposals
    assert not words or "De Aula is taken, by the calendar “Board”: “Board meeting”" in words


def test_our_own_invitation_in_a_colleagues_calendar_is_no_other_date(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    fields = {
        "kind": "town-hall",
        "title": "Town hall",
        "start": "2026-12-03T10:00",
        "duration_minutes": 60,
    }
    number = database.run(add_communication, fields).value
    uid = database.read(communication, number).uid
    own = event(uid, "Town hall", "DTSTART:20261203T090000Z", "DURATION:PT1H")
    take(database, file(tmp_path / "anna.ics", own))
    day = date(2026, 12, 3)
    assert shown(database, day, day) == []
    assert database.read(warnings, clock=clock) == ()
    assert database.read(overlays)[0].events == 1


def test_later_years_come_into_view_when_it_is_read_again_later(
    database: Database, tmp_path: Path
) -> None:
    endless = event("e", "Weekly", "DTSTART:20200106T090000Z", "RRULE:FREQ=WEEKLY")
    path = file(tmp_path / "e.ics", endless)
    take(database, path)
    first = database.read(overlay_sheet, 1)
    later = fixed_clock("2027-11-24T09:00+01:00")
    read = read_calendar_file(path, zone=ZONE, clock=later)
    counts = database.run(read_overlay, read).value
    assert (counts.is_same_file, counts.added, counts.removed) == (True, 52, 53)
    assert len(database.read(overlay_sheet, 1).dates) == len(first.dates) - 1


def test_a_file_that_is_no_calendar_changes_nothing(
    database: Database, tmp_path: Path, board: Path
) -> None:
    take(database, board)
    board.write_bytes(board.read_bytes()[:-40])
    with pytest.raises(UnreadableFile, match=r"board\.ics: This calendar file is damaged"):
        take(database, board)
    with pytest.raises(UnreadableFile, match="does not exist"):
        take(database, tmp_path / "missing.ics")
    assert len(database.read(overlay_sheet, 1).dates) == 5
