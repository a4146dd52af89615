"""The invitation on the page: written, outdated by a change, written again, called off."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.ui.event.conftest import START
from townhall.services.communications import change_communication
from townhall.services.hand_over import Wish, hand_over
from townhall.services.occurrences import cancel_occurrence, change_occurrence
from townhall.services.queries.invitations import invitations
from townhall.services.records import add_record
from townhall.ui.event import invitation_card
from townhall.ui.event.invitation_card import InvitationCard


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the user chooses."""
    monkeypatch.setattr(invitation_card, "choose_folder", lambda *_args: tmp_path / "out")
    return tmp_path / "out"


def card(desk: Any) -> InvitationCard:
    """The card."""
    return desk.page.invitation


def told(desk: Any) -> tuple[str, str, str]:
    """State, sentence and first button."""
    shown = card(desk)
    return shown.state.text(), shown.text.words, shown.primary.text()


def differences(desk: Any) -> list[str]:
    """The lines of what differs, as read aloud."""
    return [line.accessibleName() for line in card(desk).differences.lines]


def event(path: Path) -> tuple[str, icalendar.Event]:
    """The method and the only event of a calendar file."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    [found] = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), found


def send(desk: Any, folder: Path) -> None:
    """Hand over what the card's first button leads to."""
    desk.frame.pages.clear()
    desk.click(card(desk).primary)
    [factory] = desk.frame.pages
    page = factory(desk.frame)
    page.refresh(None)
    desk.settle()
    desk.change(hand_over, page.sending.wish, folder)
    page.deleteLater()


def test_first_invitation_is_handed_over_and_said(desk, folder) -> None:
    assert told(desk) == (
        "Not sent",
        "Nothing was sent yet. On the list: 2 people.",
        "Prepare the invitation",
    )
    send(desk, folder)
    [file] = folder.iterdir()
    assert event(file)[0] == "REQUEST"
    assert told(desk) == (
        "Up to date",
        "v1 sent on 24 November to 2 people.",
        "Hand v1 over again",
    )
    assert card(desk).ledger.texts() == ["v1, Invitation, 24 Nov 09:00, 2 people"]
    assert not card(desk).difference.isVisible()
    assert desk.frame.history.undo_label is None


def test_a_change_makes_it_outdated_and_the_update_mends_it(desk, folder) -> None:
    send(desk, folder)
    desk.change(
        change_occurrence,
        desk.number,
        START,
        {"start": datetime(2026, 12, 3, 10, 30), "location": "Lecture hall 1"},
    )
    assert told(desk) == (
        "Outdated",
        "v1 sent on 24 November to 2 people. Changed since: time, place.",
        "Prepare v2",
    )
    assert differences(desk) == [
        "Time: 10:00 was told, now 10:30",
        "Place: Aula was told, now Lecture hall 1",
    ]
    send(desk, folder)
    assert told(desk)[0] == "Up to date"
    assert differences(desk) == []
    assert [entry.sequence for entry in desk.database.read(invitations)] == [0, 1]


def test_new_words_are_a_version_of_their_own(desk, folder) -> None:
    desk.change(change_communication, desk.number, {"sign_off": "approved"})
    send(desk, folder)
    desk.change(change_communication, desk.number, {"objective": "Everybody knows why."})
    assert differences(desk) == [
        "Objective: – was told, now Everybody knows why. "
        "Concept: op deze tekst is nog geen akkoord."
    ]
    desk.change(change_communication, desk.number, {"sign_off": "approved"})
    assert told(desk)[2] == "Prepare v2"
    assert differences(desk) == ["Objective: – was told, now Everybody knows why."]


def test_a_change_of_another_date_is_said_without_calling_this_one_outdated(desk, folder) -> None:
    send(desk, folder)
    other = datetime(2027, 1, 7, 10, 0)
    desk.change(change_occurrence, desk.number, other, {"location": "Elsewhere"})
    state, sentence, button = told(desk)
    assert state == "Up to date"
    assert sentence.endswith("Other dates of the series changed since.")
    assert button.startswith("Prepare")


def test_calling_off_leads_to_a_cancellation_of_the_date_alone(desk, folder) -> None:
    send(desk, folder)
    desk.change(cancel_occurrence, desk.number, START)
    assert told(desk)[0] == "Not told yet"
    assert told(desk)[2] == "Prepare the cancellation"
    send(desk, folder)
    method, gone = event(next(file for file in folder.iterdir() if "2026-12-03" in file.name))
    assert method == "CANCEL"
    assert gone["RECURRENCE-ID"].dt.replace(tzinfo=None) == START
    assert told(desk)[0] == "Cancelled"


def test_a_date_is_called_off_in_plan_and_calendars_at_once(desk, folder) -> None:
    send(desk, folder)
    card(desk).export(this_date=True, cancel=True)
    desk.settle()
    assert desk.date().row.status == "cancelled"
    assert told(desk)[0] == "Cancelled"
    assert [entry.method for entry in desk.database.read(invitations)] == ["REQUEST", "CANCEL"]


def test_a_file_for_anybodys_calendar_is_no_invitation(desk, folder) -> None:
    card(desk).export(publish=True)
    desk.settle()
    [file] = folder.iterdir()
    method, published = event(file)
    assert method == "PUBLISH"
    assert "ATTENDEE" not in published
    assert told(desk)[0] == "Not sent"


def test_without_an_organizer_the_card_leads_to_the_field(desk) -> None:
    desk.change(change_communication, desk.number, {"organizer": {"name": "", "email": ""}})
    assert told(desk)[1:] == (
        "An organiser with an e-mail address is missing; replies go there.",
        "Choose an organiser",
    )
    desk.click(card(desk).primary)
    [factory] = desk.frame.pages
    assert factory.keywords["field"] == "organizer.email"


def test_without_attendees_the_card_leads_to_who_is_invited(desk) -> None:
    desk.change(change_communication, desk.number, {"attendees": []})
    assert told(desk)[1:] == ("Nobody is invited yet.", "Invite people")
    desk.click(card(desk).primary)
    assert desk.page.audience.picker.entry.hasFocus()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_noted(
    desk, tmp_path, monkeypatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("x")
    monkeypatch.setattr(invitation_card, "choose_folder", lambda *_args: blocked)
    card(desk).export(publish=True)
    desk.settle()
    assert len(desk.frame.errors) == 1
    assert desk.database.read(invitations) == []


def test_no_folder_no_file(desk, monkeypatch) -> None:
    monkeypatch.setattr(invitation_card, "choose_folder", lambda *_args: None)
    card(desk).export(publish=True)
    desk.settle()
    assert desk.database.read(invitations) == []


def test_who_is_behind_is_said_with_a_way_to_them_alone(desk, folder) -> None:
    send(desk, folder)
    desk.change(change_communication, desk.number, {"location": "Lecture hall 1"})
    desk.change(hand_over, Wish(desk.number, only=("anna@delinde.example",)), folder)
    assert told(desk)[0] == "Partly sent"
    assert told(desk)[2] == "Prepare v2"
    [button] = card(desk).behind
    assert button.accessibleName() == "1 speaker still has v1: only to them"
    desk.frame.pages.clear()
    desk.click(button)
    page = desk.frame.pages[0](desk.frame)
    page.refresh(None)
    desk.settle()
    assert page.sending.wish.only == ("bram@delinde.example",)
    page.deleteLater()


def test_people_who_come_and_go_are_named(desk, folder) -> None:
    send(desk, folder)
    desk.change(
        change_communication,
        desk.number,
        {
            "attendees": [
                {"name": "Anna Voorbeeld", "email": "anna@delinde.example", "role": "host"},
                {"name": "Carla Staal", "email": "carla@delinde.example"},
            ]
        },
    )
    assert differences(desk) == ["Attendees: Bram Proefman was told, now Carla Staal"]
    send(desk, folder)
    methods = sorted(event(file)[0] for file in folder.iterdir())
    assert methods == ["CANCEL", "REQUEST"]


def test_older_versions_fold_away(desk, folder) -> None:
    for number in range(4):
        desk.change(change_communication, desk.number, {"start": f"2026-12-03T10:0{number}"})
        desk.page.follow((desk.number, datetime(2026, 12, 3, 10, number)))
        desk.settle()
        send(desk, folder)
    ledger = card(desk).ledger
    assert len(ledger.texts()) == 4
    assert ledger.more.text() == "2 older versions"
    desk.click(ledger.more)
    assert ledger.more.text() == "Show fewer"


def test_a_single_date_says_so_without_speaking_of_a_series(desk, database) -> None:
    database.run(add_record, "person", {"name": "Eva Modelaar", "email": "eva@delinde.example"})
    desk.change(change_communication, desk.number, {"recurrence": None})
    assert told(desk)[0] == "Not sent"
    assert not desk.page.run_of_show.head.scope.isVisible()
