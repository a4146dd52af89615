"""Exactly the files that are due: who is told what, in which version, and nobody twice."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from townhall.domain.clock import fixed_clock
from townhall.domain.due_files import Why
from townhall.domain.errors import Conflict, InvalidInput
from townhall.domain.invitations import Method
from townhall.services.communications import (
    add_communication,
    change_communication,
    remove_communication,
    set_agenda,
)
from townhall.services.invitations import ComposedFile, compose_files, export_invitation
from townhall.services.occurrences import (
    cancel_occurrence,
    change_occurrence,
    restore_occurrence,
)
from townhall.services.plans import change_plan
from townhall.services.queries.event import event
from townhall.services.queries.invitations import (
    DueFile,
    due_files,
    invitation_state,
    invitations,
    recipient_versions,
)
from townhall.storage.database import Database

BRAM = {"name": "Bram Proefman", "email": "bram@delinde.example", "role": "speaker"}
CARLA = {"name": "Carla Staal", "email": "carla@delinde.example", "role": "host"}
DIRK = {"name": "Dirk Fictief", "email": "dirk@delinde.example", "role": "participant"}
SERIES = {
    "kind": "town-hall",
    "title": "Town hall AI",
    "status": "confirmed",
    "start": "2026-12-03T10:00",
    "duration_minutes": 75,
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH;COUNT=6",
    "location": "Aula",
    "organizer": {"name": "Anna Voorbeeld", "email": "anna@delinde.example"},
    "attendees": [BRAM, CARLA],
}
JANUARY, FEBRUARY = datetime(2027, 1, 7, 10), datetime(2027, 2, 4, 10)


@pytest.fixture
def series(database: Database) -> int:
    return database.run(add_communication, SERIES).value


def change(database: Database, number: int, **values: Any) -> None:
    database.run(change_communication, number, values)


def send(
    database: Database, number: int, *, only: Collection[str] | None = None, **how: Any
) -> list[ComposedFile]:
    how = {"due_only": True} | how
    files: list[ComposedFile] = database.run(compose_files, number, only=only, **how).value
    return files


def due(database: Database, number: int, **how: Any) -> list[tuple[str, str, list[str]]]:
    """Method, reason and first names of who has to hear."""
    found = database.read(due_files, number, clock=database.clock, **how)
    return [(each.method, each.why, names(each)) for each in found]


def names(file: DueFile | ComposedFile) -> list[str]:
    return [person.name.split()[0] for person in file.recipients]


def versions(database: Database, number: int, start: datetime | None = None) -> dict[str, Any]:
    found = database.read(recipient_versions, number, start)
    return {each.name.split()[0]: (each.version_number, each.latest) for each in found}


def the_events(file: ComposedFile) -> list[Any]:
    return list(icalendar.Calendar.from_ical(file.content).walk("VEVENT"))


def test_everybody_is_due_at_first_and_nobody_afterwards(database: Database, series: int) -> None:
    assert due(database, series) == [("REQUEST", "new", ["Bram", "Carla"])]
    assert versions(database, series) == {"Bram": (None, False), "Carla": (None, False)}
    [file] = send(database, series)
    assert (file.version_number, file.name) == (1, "Town hall AI - invitation.ics")
    assert due(database, series) == []
    assert send(database, series) == []
    assert versions(database, series) == {"Bram": (1, True), "Carla": (1, True)}


def test_a_change_is_named_and_gets_the_next_version(database: Database, series: int) -> None:
    send(database, series)
    change(database, series, start="2026-12-03T11:00", location="Collegezaal")
    [file] = database.read(due_files, series)
    assert (file.version_number, file.changed) == (2, ("start", "location"))
    assert (file.uid, file.original_start, file.why) == (file.uid, None, Why.CHANGED)


def test_who_was_not_told_yet_still_has_the_earlier_version(
    database: Database, series: int
) -> None:
    send(database, series)
    change(database, series, start="2026-12-03T11:00")
    [to_host] = send(database, series, only=["CARLA@delinde.example"])
    assert versions(database, series) == {"Bram": (1, False), "Carla": (2, True)}
    assert due(database, series) == [("REQUEST", "changed", ["Bram"])]
    [to_speaker] = send(database, series)
    assert to_speaker.content == to_host.content
    assert versions(database, series) == {"Bram": (2, True), "Carla": (2, True)}
    assert [line.version_number for line in database.read(invitations)] == [1, 2, 2]


def test_who_is_added_later_gets_the_current_state_and_the_others_nothing(
    database: Database, series: int
) -> None:
    send(database, series)
    change(database, series, location="Collegezaal")
    send(database, series)
    change(database, series, attendees=[BRAM, CARLA, DIRK])
    assert due(database, series) == [("REQUEST", "new", ["Dirk"])]
    [file] = send(database, series)
    [event_] = the_events(file)
    assert (file.version_number, event_["SEQUENCE"], len(event_["ATTENDEE"])) == (2, 0, 3)
    assert versions(database, series) == dict.fromkeys(("Bram", "Carla", "Dirk"), (2, True))
    assert [line.recipients for line in database.read(invitations)][-1] == (DIRK["email"],)
    assert not database.read(invitation_state, series).due


def test_who_is_taken_off_gets_a_cancellation_alone_and_can_come_back(
    database: Database, series: int
) -> None:
    send(database, series)
    change(database, series, attendees=[CARLA])
    assert due(database, series) == [("CANCEL", "removed", ["Bram"])]
    [off] = send(database, series)
    [event_] = the_events(off)
    assert str(event_["ATTENDEE"]) == "mailto:bram@delinde.example"
    assert (event_["SEQUENCE"], event_["STATUS"], "RRULE" in event_) == (1, "CANCELLED", True)
    assert due(database, series) == []
    assert not database.read(invitation_state, series).due
    card = database.read(event, [(series, JANUARY)]).invitation
    assert (card.standing, card.differences) == ("current", ())
    with pytest.raises(InvalidInput, match="Invitations to “Town hall AI” were sent"):
        database.run(remove_communication, series)
    change(database, series, attendees=[CARLA, BRAM])
    assert due(database, series) == [("REQUEST", "new", ["Bram"])]
    [again] = send(database, series)
    assert again.item.sequence == 2


def test_a_part_that_changes_is_told_to_that_person_alone(database: Database, series: int) -> None:
    send(database, series)
    room = {"name": "Aula", "email": "aula@delinde.example", "role": "room"}
    change(database, series, attendees=[BRAM | {"role": "moderator"}, CARLA, room])
    assert due(database, series) == [
        ("REQUEST", "changed", ["Bram"]),
        ("REQUEST", "new", ["Aula"]),
    ]
    files = send(database, series)
    assert {file.version_number for file in files} == {1}
    assert len({file.content for file in files}) == 1


def test_calling_it_off_and_on_again(database: Database, series: int) -> None:
    send(database, series)
    change(database, series, status="cancelled")
    assert due(database, series) == [("CANCEL", "cancelled", ["Bram", "Carla"])]
    [off] = send(database, series)
    assert (off.item.sequence, off.version_number) == (1, 2)
    assert due(database, series) == []
    change(database, series, status="confirmed")
    assert due(database, series) == [("REQUEST", "reinstated", ["Bram", "Carla"])]
    [on] = send(database, series)
    [event_] = the_events(on)
    assert (event_["SEQUENCE"], event_["STATUS"], on.version_number) == (2, "CONFIRMED", 3)


def test_nobody_hears_that_something_they_never_heard_of_is_off(
    database: Database, series: int
) -> None:
    change(database, series, status="cancelled")
    assert due(database, series) == []


def test_dates_are_files_of_their_own_for_outlook_and_one_series_for_others(
    database: Database, series: int
) -> None:
    send(database, series)
    database.run(change_occurrence, series, JANUARY, {"start": "2027-01-07T14:00"})
    database.run(cancel_occurrence, series, FEBRUARY)
    assert due(database, series) == [("REQUEST", "changed", ["Bram", "Carla"])]
    assert due(database, series, separate=True) == [
        ("REQUEST", "changed", ["Bram", "Carla"]),
        ("CANCEL", "cancelled", ["Bram", "Carla"]),
    ]
    found = database.read(due_files, series, separate=True)
    assert [(each.recurrence_id, each.changed) for each in found] == [
        (JANUARY, ("start",)),
        (FEBRUARY, ("status",)),
    ]
    only_january = database.read(due_files, series, JANUARY, separate=True)
    assert [each.recurrence_id for each in only_january] == [JANUARY]
    moved, off = send(database, series, separate=True)
    assert [len(the_events(file)) for file in (moved, off)] == [1, 1]
    assert {file.item.sequence for file in (moved, off)} == {1}
    assert due(database, series) == due(database, series, separate=True) == []
    assert versions(database, series, JANUARY)["Bram"] == (2, True)


def test_a_date_that_is_planned_again_is_told_with_a_higher_sequence(
    database: Database, series: int
) -> None:
    send(database, series)
    database.run(cancel_occurrence, series, JANUARY)
    [off] = send(database, series, separate=True)
    database.run(restore_occurrence, series, JANUARY)
    assert due(database, series, separate=True) == [("REQUEST", "reinstated", ["Bram", "Carla"])]
    [on] = send(database, series, separate=True)
    [event_] = the_events(on)
    assert (off.item.sequence, event_["SEQUENCE"], event_["STATUS"]) == (1, 2, "CONFIRMED")
    assert event_.decoded("RECURRENCE-ID").replace(tzinfo=None) == JANUARY


def test_a_new_series_goes_out_with_its_changed_dates_beside_it(
    database: Database, series: int
) -> None:
    database.run(change_occurrence, series, JANUARY, {"location": "Collegezaal"})
    database.run(cancel_occurrence, series, FEBRUARY)
    whole, january = send(database, series, separate=True)
    [master] = the_events(whole)
    assert [d.dt.replace(tzinfo=None) for d in master["EXDATE"].dts] == [FEBRUARY]
    [date] = the_events(january)
    assert str(date["LOCATION"]) == "Collegezaal"
    change(database, series, title="Town hall over AI")
    assert [file.recurrence_id for file in send(database, series, separate=True)] == [
        None,
        JANUARY,
    ]


def test_this_and_following_ends_the_series_and_invites_to_the_next(
    database: Database, series: int
) -> None:
    send(database, series)
    values = {"start": "2027-02-04T15:00"}
    later = database.run(change_occurrence, series, FEBRUARY, values, "following").value
    for number, order in ((series, [series, later]), (later, [later, series])):
        found = database.read(due_files, number)
        assert [each.communication_id for each in found] == order
        assert {each.communication_id: (each.method, each.why) for each in found} == {
            series: (Method.REQUEST, Why.ENDED),
            later: (Method.REQUEST, Why.NEW),
        }
    [alone] = send(database, later, due_only=False)
    assert alone.warnings == (
        f"The other half of the series, “Town hall AI” (number {series}), is due too.",
    )
    [ending] = send(database, later)
    assert ending.why is Why.ENDED
    change(database, later, location="Collegezaal")
    [beginning] = send(database, series)
    assert beginning.changed == ("location",)
    [old], [new] = the_events(ending), the_events(beginning)
    assert old["UID"] != new["UID"]
    assert "COUNT" not in old["RRULE"]
    assert old["RRULE"]["UNTIL"][0].replace(tzinfo=None) < FEBRUARY
    assert (old["SEQUENCE"], new["SEQUENCE"]) == (1, 0)
    assert due(database, later) == []


def test_a_split_that_was_told_is_not_undone(database: Database, series: int) -> None:
    send(database, series)
    outcome = database.run(change_occurrence, series, FEBRUARY, {"title": "Vervolg"}, "following")
    assert [file.item.sequence for file in send(database, series)] == [1, 0]
    assert outcome.step is not None
    with pytest.raises(Conflict):
        database.revert(outcome.step)
    assert due(database, series) == due(database, outcome.value) == []


def test_another_organizer_asks_everybody_anew(database: Database, series: int) -> None:
    send(database, series)
    change(database, series, organizer={"name": "Dirk Fictief", "email": "dirk@delinde.example"})
    [file] = send(database, series)
    assert (file.item.sequence, file.changed, names(file)) == (1, ("organizer",), ["Bram", "Carla"])
    assert file.warnings[0].startswith("The organiser was anna@delinde.example before")


def test_another_agenda_or_address_for_questions_is_a_version_without_a_sequence(
    database: Database, series: int
) -> None:
    send(database, series)
    database.run(set_agenda, series, [{"title": "Opening", "duration_minutes": 10}])
    [file] = send(database, series)
    assert (file.changed, file.version_number, file.item.sequence) == (("agenda",), 2, 0)
    assert "10:00  Opening" in str(the_events(file)[0]["DESCRIPTION"])
    database.run(set_agenda, series, [{"title": "Vragen", "duration_minutes": 20}], JANUARY)
    [file] = send(database, series, separate=True)
    assert (file.recurrence_id, file.version_number) == (JANUARY, 3)
    assert "10:00  Vragen" in str(the_events(file)[0]["DESCRIPTION"])
    database.run(change_plan, {"questions_to": "vragen@delinde.example"})
    [file] = send(database, series)
    assert (file.changed, file.version_number, file.item.sequence) == (("questions_to",), 4, 0)


def test_what_is_over_needs_no_file(database: Database, series: int) -> None:
    send(database, series)
    database.run(change_occurrence, series, JANUARY, {"location": "Collegezaal"})
    database.clock = fixed_clock("2027-01-08T09:00+01:00")
    assert due(database, series, separate=True) == []
    database.clock = fixed_clock("2028-01-08T09:00+01:00")
    change(database, series, title="Other")
    assert due(database, series) == []


def test_an_idea_is_no_news(database: Database, series: int) -> None:
    change(database, series, status="idea")
    assert due(database, series) == []


def test_somebody_who_has_it_can_get_it_once_more(database: Database, series: int) -> None:
    send(database, series)
    change(database, series, attendees=[BRAM, CARLA, DIRK])
    [file] = send(database, series, only=[CARLA["email"]], due_only=False)
    assert names(file) == ["Carla"]
    assert due(database, series) == [("REQUEST", "new", ["Dirk"])]


def test_only_people_on_the_list_can_be_chosen(database: Database, series: int) -> None:
    with pytest.raises(InvalidInput, match="Nobody of the chosen people is on the list"):
        send(database, series, only=["nobody@delinde.example"])
    assert database.read(invitations) == []


def test_the_files_of_a_folder_are_one_where_they_are_alike(
    database: Database, series: int, tmp_path: Path
) -> None:
    send(database, series)
    change(database, series, location="Collegezaal", attendees=[BRAM, CARLA, DIRK])
    folder = tmp_path / "out"
    files = database.run(export_invitation, series, folder, due_only=True).value
    assert len(files) == 2
    assert [Path(file.file) for file in files] == list(folder.iterdir()) * 2
    nothing = tmp_path / "nothing"
    assert database.run(export_invitation, series, nothing, due_only=True).value == []
    assert not nothing.exists()


def test_every_file_again_is_the_same_and_adds_no_line(
    database: Database, series: int, tmp_path: Path
) -> None:
    def everything(minutes: int) -> list[bytes]:
        database.clock = fixed_clock(f"2026-11-24T09:{minutes:02d}+01:00")
        found = []
        for how in ({}, {"separate": True}, {"publish": True}, {"original_start": JANUARY}):
            found += [file.content for file in send(database, series, due_only=False, **how)]
        return found

    database.run(change_occurrence, series, JANUARY, {"start": "2027-01-07T14:00"})
    first, lines = everything(0), len(database.read(invitations))
    assert everything(5) == first
    assert len(database.read(invitations)) == lines
    assert {line.version_number for line in database.read(invitations)} == {1}


@pytest.mark.parametrize("told", [{"status": "cancelled"}, {"start": "2026-12-03T12:00"}])
def test_undo_never_takes_a_sequence_back(
    database: Database, series: int, told: dict[str, Any]
) -> None:
    send(database, series)
    step = database.run(change_communication, series, told).step
    [changed] = send(database, series)
    assert step is not None
    database.revert(step)
    [back] = send(database, series)
    assert (changed.item.sequence, back.item.sequence) == (1, 2)
    assert back.item.dtstamp_utc > changed.item.dtstamp_utc
    assert (back.method, back.version_number) == (Method.REQUEST, 3)
