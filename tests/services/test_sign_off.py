"""Sign-off: what approves, what falls back to review, and what leaves an approval alone."""

from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest

from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.sign_off import ChangedText, changed_texts
from townhall.services.communications import (
    add_communication,
    cancel_communication,
    change_communication,
)
from townhall.services.invitations import export_invitation
from townhall.services.occurrences import change_occurrence
from townhall.services.queries.communication_details import communication
from townhall.services.queries.programme import key_message
from townhall.services.records import add_record, change_record
from townhall.services.sign_off import approve, back_to_draft, submit_for_review
from townhall.storage.database import Database

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
START = datetime(2026, 12, 3, 10)
TOWN_HALL = {
    "kind": "town-hall",
    "title": "Town hall",
    "objective": "Everybody knows.",
    "start": "2026-12-03T10:00",
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
}


@pytest.fixture
def plan(database: Database) -> Database:
    """A series and a key message, both approved by Carla Staal."""
    database.run(add_communication, TOWN_HALL)
    database.run(add_record, "key-message", {"text": "A doctor decides.", "proof_points": ["One"]})
    for noun in ("communication", "key-message"):
        database.run(submit_for_review, noun, 1)
        database.run(approve, noun, 1, " Carla  Staal ")
    return database


def signed(plan: Database) -> tuple[str, str, datetime | None]:
    found = plan.read(communication, 1)
    return found.sign_off.value, found.signed_by, found.signed_at


def changes(plan: Database) -> list[tuple[str, str, str]]:
    found = plan.read(communication, 1).changed_since_approval
    return [(each.field, each.approved, each.now) for each in found]


def test_approved_says_who_and_when(plan: Database) -> None:
    assert signed(plan) == ("approved", "Carla Staal", NOW)
    message = plan.read(key_message, 1)
    assert (message.sign_off, message.signed_by, message.signed_at) == (
        "approved",
        "Carla Staal",
        NOW,
    )


def test_nobody_cannot_approve_and_nothing_cannot_be_approved(plan: Database) -> None:
    with pytest.raises(InvalidInput, match="Say who approves it"):
        plan.run(approve, "communication", 1, "  ")
    with pytest.raises(NotFound):
        plan.run(approve, "key-message", 9, "Carla Staal")


def test_other_words_fall_back_to_review_and_say_what_changed(plan: Database) -> None:
    plan.run(change_communication, 1, {"title": "Town hall AI", "location": "Aula"})
    assert signed(plan) == ("in-review", "", None)
    assert changes(plan) == [("title", "Town hall", "Town hall AI")]
    plan.run(change_communication, 1, {"objective": ""})
    assert changes(plan)[1] == ("objective", "Everybody knows.", "")
    plan.run(approve, "communication", 1, "Carla Staal")
    assert changes(plan) == []
    assert signed(plan) == ("approved", "Carla Staal", NOW)


@pytest.mark.parametrize(
    "values",
    [
        {"location": "Aula", "notes": "Bring cake", "status": "held"},
        {"start": "2026-12-03T11:00"},
        {"title": "Town hall", "objective": "Everybody knows."},
        {"agenda": [{"title": "Welcome", "duration_minutes": 5}]},
    ],
)
def test_nothing_else_takes_an_approval_back(plan: Database, values: dict[str, object]) -> None:
    plan.run(change_communication, 1, values)
    plan.run(cancel_communication, 1)
    assert signed(plan) == ("approved", "Carla Staal", NOW)


def test_the_title_of_one_date_is_read_too(plan: Database) -> None:
    plan.run(change_occurrence, 1, START, {"location": "Hall 2"})
    assert signed(plan)[0] == "approved"
    plan.run(change_occurrence, 1, START, {"title": "Christmas special"})
    assert signed(plan)[0] == "in-review"
    assert changes(plan) == [("date_titles", "", "Christmas special")]
    plan.run(approve, "communication", 1, "Carla Staal")
    plan.run(change_communication, 1, {"location": "Aula"})
    assert signed(plan)[0] == "approved"


def test_only_the_half_that_was_changed_is_read_again(plan: Database) -> None:
    later = plan.run(
        change_occurrence, 1, datetime(2027, 1, 7, 10), {"title": "New"}, "following"
    ).value
    assert signed(plan)[0] == "approved"
    found = plan.read(communication, later)
    assert (found.sign_off, found.signed_by) == ("in-review", "")
    assert [each.field for each in found.changed_since_approval] == ["title"]


def test_a_key_message_falls_back_on_text_and_proof_alone(plan: Database) -> None:
    plan.run(change_record, "key-message", 1, {"valid_until": "2027-01-01", "language": "en"})
    assert plan.read(key_message, 1).sign_off == "approved"
    plan.run(change_record, "key-message", 1, {"proof_points": ["One", "Two"]})
    message = plan.read(key_message, 1)
    assert (message.sign_off, message.signed_by) == ("in-review", "")
    assert message.changed_since_approval == (ChangedText("proof_points", "One", "One\nTwo"),)


def test_back_to_draft_withdraws_the_approval_and_undo_returns_it(plan: Database) -> None:
    done = plan.run(back_to_draft, "communication", 1)
    assert signed(plan) == ("draft", "", None)
    plan.run(change_communication, 1, {"title": "Other"})
    assert changes(plan) == []
    assert done.step is not None
    assert done.step.label == "Made it a draft again"


def test_fields_follow_the_same_rules(plan: Database) -> None:
    plan.run(change_communication, 1, {"title": "B", "sign_off": "in-review"})
    with pytest.raises(InvalidInput, match="Only what is approved") as caught:
        plan.run(change_communication, 1, {"signed_by": "Carla Staal"})
    assert caught.value.field == "signed_by"
    both = {"title": "C", "sign_off": "approved", "signed_by": "Eva Modelaar"}
    plan.run(change_communication, 1, both)
    assert (signed(plan), changes(plan)) == (("approved", "Eva Modelaar", NOW), [])
    plan.run(change_record, "key-message", 1, {"text": "B", "sign_off": "draft"})
    with pytest.raises(InvalidInput, match="Only what is approved"):
        plan.run(change_record, "key-message", 1, {"signed_by": "Carla Staal"})
    plan.run(change_record, "key-message", 1, {"sign_off": "approved", "signed_by": "Eva Modelaar"})
    assert plan.read(key_message, 1).signed_by == "Eva Modelaar"


def test_who_approves_without_a_name_is_who_works_here(plan: Database) -> None:
    plan.actor = "Anna Voorbeeld"
    plan.run(change_communication, 1, {"sign_off": "draft"})
    plan.run(change_communication, 1, {"sign_off": "approved"})
    assert signed(plan) == ("approved", "Anna Voorbeeld", NOW)


@pytest.mark.parametrize("noun", ["communication", "key-message"])
def test_an_approval_of_before_texts_were_kept_is_judged_by_what_stood_there(
    plan: Database, noun: str
) -> None:
    plan.run(_forget, noun)
    if noun == "communication":
        plan.run(change_communication, 1, {"title": "B"})
        found = plan.read(communication, 1)
        assert found.changed_since_approval == (ChangedText("title", "Town hall", "B"),)
    else:
        plan.run(change_record, noun, 1, {"text": "B"})
        message = plan.read(key_message, 1)
        assert message.changed_since_approval == (ChangedText("text", "A doctor decides.", "B"),)


def _forget(uow, noun):
    from townhall.storage import models as m

    uow.get(m.Communication if noun == "communication" else m.KeyMessage, 1).approved = None


def test_what_was_never_approved_has_not_changed() -> None:
    assert changed_texts(None, {"title": "A"}) == ()


def test_invitations_are_marked_as_draft_without_asking_anybody_anew(
    database: Database, tmp_path: Path
) -> None:
    organizer = {"name": "Anna", "email": "anna@delinde.example"}
    attendees = [{"email": "bram@delinde.example"}]
    people = {"organizer": organizer, "attendees": attendees}
    database.run(add_communication, TOWN_HALL | people)
    sent = []
    for sign_off in ("draft", "approved"):
        database.run(change_communication, 1, {"sign_off": sign_off})
        [file] = database.run(export_invitation, 1, tmp_path).value
        [event] = icalendar.Calendar.from_ical(Path(file.file).read_bytes()).walk("VEVENT")
        sent.append((str(event["DESCRIPTION"]), int(event["SEQUENCE"])))
    draft = "Concept: op deze tekst is nog geen akkoord."
    why, contact = "Town hall\n\nWaarom\nEverybody knows.", "Contact: Anna, anna@delinde.example"
    assert sent == [(f"{why}\n\n{draft}\n\n{contact}", 0), (f"{why}\n\n{contact}", 0)]
