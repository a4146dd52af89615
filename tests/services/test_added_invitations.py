"""Added dates in calendars: events of their own, with their own UID, SEQUENCE and ledger."""

from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from townhall.domain.date_invitation import Standing
from townhall.domain.errors import InvalidInput
from townhall.services.communications import add_communication, change_communication
from townhall.services.extra_dates import add_date, remove_date
from townhall.services.feeds import export_feed
from townhall.services.invitations import ExportedInvitation, export_invitation
from townhall.services.occurrences import cancel_occurrence, change_occurrence
from townhall.services.queries.event import EventDetail, event
from townhall.storage.database import Database

FIELDS = {
    "kind": "town-hall",
    "title": "Town hall",
    "status": "confirmed",
    "start": "2026-12-03T10:00",
    "organizer": {"name": "Team", "email": "team@delinde.example"},
    "attendees": [{"name": "Anna Voorbeeld", "email": "anna@delinde.example"}],
}
MONTHLY = {"recurrence": "FREQ=MONTHLY;BYDAY=1TH;COUNT=2"}
FIRST, EVENING = datetime(2026, 12, 3, 10), datetime(2026, 12, 3, 22)


def planned(database: Database, **more: Any) -> int:
    number: int = database.run(add_communication, FIELDS | more).value
    database.run(add_date, number, {"start": EVENING, "location": "Nachtdienst"})
    return number


def send(database: Database, number: int, folder: Path, **how: Any) -> list[ExportedInvitation]:
    files: list[ExportedInvitation] = database.run(export_invitation, number, folder, **how).value
    return files


def shown(database: Database, number: int, start: datetime) -> EventDetail:
    return database.read(event, [(number, start)])


def the_event(file: ExportedInvitation) -> Any:
    calendar = icalendar.Calendar.from_ical(Path(file.file).read_bytes())
    (found,) = calendar.walk("VEVENT")
    return found


@pytest.mark.parametrize("more", [MONTHLY, {}])
def test_an_invitation_is_a_file_for_each_item(
    database: Database, tmp_path: Path, more: dict[str, Any]
) -> None:
    number = planned(database, **more)
    series, added = send(database, number, tmp_path)
    assert series.uid != added.uid
    assert (added.original_start, added.recurrence_id, added.sequence) == (EVENING, None, 0)
    found = the_event(added)
    assert "RECURRENCE-ID" not in found
    assert "RRULE" not in found
    assert found["DTSTART"].dt.replace(tzinfo=None) == EVENING
    assert str(found["LOCATION"]) == "Nachtdienst"
    assert "RDATE" not in Path(series.file).read_text()
    again = send(database, number, tmp_path)
    assert [(file.uid, file.sequence) for file in again] == [(series.uid, 0), (added.uid, 0)]
    assert [shown(database, number, start).invitation.standing for start in (FIRST, EVENING)] == [
        Standing.CURRENT,
        Standing.CURRENT,
    ]


def test_each_item_is_updated_by_itself(database: Database, tmp_path: Path) -> None:
    number = planned(database, **MONTHLY)
    series, added = send(database, number, tmp_path)
    later = datetime(2026, 12, 3, 23)
    database.run(change_occurrence, number, EVENING, {"start": later})
    card = shown(database, number, EVENING).invitation
    assert card.standing is Standing.OUTDATED
    assert [(each.field, each.told, each.now) for each in card.differences] == [
        ("start", "2026-12-03T22:00:00", "2026-12-03T23:00:00")
    ]
    assert shown(database, number, FIRST).invitation.standing is Standing.CURRENT
    (update,) = send(database, number, tmp_path, original_start=EVENING)
    assert (update.uid, update.sequence, update.changed) == (added.uid, 1, ("start",))
    assert the_event(update)["DTSTART"].dt.replace(tzinfo=None) == later
    assert shown(database, number, EVENING).invitation.standing is Standing.CURRENT
    (same,) = [file for file in send(database, number, tmp_path) if file.uid == series.uid]
    assert same.sequence == 0


def test_a_date_that_was_added_and_told_is_cancelled_before_it_goes(
    database: Database, tmp_path: Path
) -> None:
    number = planned(database, **MONTHLY)
    _series, added = send(database, number, tmp_path)
    with pytest.raises(InvalidInput, match=r"^Invitations to “Town hall” were sent"):
        database.run(remove_date, number, EVENING)
    database.run(cancel_occurrence, number, EVENING)
    assert shown(database, number, EVENING).invitation.standing is Standing.TO_WITHDRAW
    (off,) = send(database, number, tmp_path, original_start=EVENING)
    assert (off.uid, off.method, off.sequence) == (added.uid, "CANCEL", 1)
    assert str(the_event(off)["STATUS"]) == "CANCELLED"
    assert shown(database, number, EVENING).invitation.standing is Standing.WITHDRAWN
    database.run(remove_date, number, EVENING)


def test_calling_all_of_it_off_tells_of_every_item(database: Database, tmp_path: Path) -> None:
    number = planned(database)
    invited = send(database, number, tmp_path)
    off = send(database, number, tmp_path, cancel=True)
    assert [(file.uid, file.method) for file in off] == [(file.uid, "CANCEL") for file in invited]


def test_a_split_keeps_the_event_that_calendars_have(database: Database, tmp_path: Path) -> None:
    number = planned(database, recurrence="FREQ=WEEKLY;BYDAY=TH")
    far = datetime(2026, 12, 11, 9)
    database.run(add_date, number, {"start": far})
    uids = {file.original_start: file.uid for file in send(database, number, tmp_path)}
    values = {"title": "Vervolg"}
    later = database.run(
        change_occurrence, number, datetime(2026, 12, 10, 10), values, "following"
    ).value
    files = {file.original_start: file for file in send(database, later, tmp_path)}
    assert (files[far].uid, files[far].changed) == (uids[far], ("title",))
    assert files[None].uid != uids[None]


def test_a_session_that_leads_the_later_half_stays_the_event_it_was(
    database: Database, tmp_path: Path
) -> None:
    number = planned(database)
    first, added = send(database, number, tmp_path)
    later = database.run(
        change_occurrence, number, EVENING, {"title": "Vervolg"}, "following"
    ).value
    (update,) = send(database, later, tmp_path)
    assert (update.uid, update.method, update.changed) == (added.uid, "REQUEST", ("title",))
    assert shown(database, later, EVENING).invitation.standing is Standing.CURRENT
    (same,) = send(database, number, tmp_path)
    assert (same.uid, same.sequence, same.changed) == (first.uid, 0, ())


def test_a_feed_shows_the_dates_of_the_plan(database: Database, tmp_path: Path) -> None:
    number = planned(database, **MONTHLY)
    planned(database, title="Sessies", start="2026-12-04T09:00")
    database.run(change_communication, number, {"duration_minutes": 45})
    path = tmp_path / "feed.ics"
    assert database.run(export_feed, path).value == 2
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    found = recurring_ical_events.of(calendar).between((2026, 12, 1), (2027, 2, 1))
    starts = sorted(
        (str(each["SUMMARY"]), each["DTSTART"].dt.replace(tzinfo=None)) for each in found
    )
    assert starts == [
        ("Sessies", EVENING),
        ("Sessies", datetime(2026, 12, 4, 9)),
        ("Town hall", FIRST),
        ("Town hall", EVENING),
        ("Town hall", datetime(2027, 1, 7, 10)),
    ]
    uids = [str(each["UID"]) for each in calendar.walk("VEVENT")]
    assert len(set(uids)) == len(uids) == 4
    first = path.read_bytes()
    database.run(export_feed, path)
    assert path.read_bytes() == first
