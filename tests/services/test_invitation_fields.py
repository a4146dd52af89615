"""What invitations say of questions, contact and language: stored, checked, and taken along."""

from datetime import datetime
from typing import Any

import pytest

from townhall.domain.errors import InvalidInput
from townhall.services.communications import add_communication, change_communication
from townhall.services.copies import duplicate_to_next_quarter
from townhall.services.plans import change_plan
from townhall.services.queries.communication_details import communication
from townhall.services.queries.people import people
from townhall.services.queries.plans import plan_detail
from townhall.services.records import add_record, change_record
from townhall.storage.database import Database

SAID = {
    "invitation_language": "nl+en",
    "questions_to": "https://delinde.example/vragen",
    "contact": "Anna Voorbeeld, toestel 1234",
}
PLANNED = {"kind": "town-hall", "title": "Town hall", "start": "2026-12-03T10:00"}


def said(database: Database, number: int) -> dict[str, Any]:
    found = database.read(communication, number)
    return {name: getattr(found, name) for name in SAID}


def test_a_communication_keeps_what_its_invitation_says(database: Database) -> None:
    number = database.run(add_communication, PLANNED | SAID).value
    assert said(database, number) == SAID
    copy, _start = database.run(duplicate_to_next_quarter, number, datetime(2026, 12, 3, 10)).value
    assert said(database, copy) == SAID
    database.run(change_communication, number, dict.fromkeys(SAID, ""))
    assert said(database, number) == dict.fromkeys(SAID, "")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"questions_to": "javascript:alert(1)"}, "is neither an e-mail address nor a link"),
        ({"questions_to": "file:///etc/passwd"}, "is neither an e-mail address nor a link"),
        ({"questions_to": "the front desk"}, "is neither an e-mail address nor a link"),
        ({"questions_to": "a@delinde.example\nBcc: x@y.example"}, "questions_to"),
        ({"invitation_language": "de"}, "one of: nl, en, nl\\+en"),
        ({"contact": "Anna\nVoorbeeld"}, "contact"),
    ],
)
def test_what_cannot_be_reached_or_read_is_refused(
    database: Database, values: dict[str, str], sentence: str
) -> None:
    number = database.run(add_communication, PLANNED).value
    with pytest.raises(InvalidInput, match=sentence) as refusal:
        database.run(change_communication, number, values)
    assert refusal.value.field == next(iter(values))


def test_the_plan_says_it_for_all(database: Database) -> None:
    values = {"questions_to": "vragen@DeLinde.example", "contact": "Communicatie, toestel 1"}
    database.run(change_plan, values)
    found = database.read(plan_detail)
    assert (found.questions_to, found.contact) == (values["questions_to"], values["contact"])
    with pytest.raises(InvalidInput):
        database.run(change_plan, {"questions_to": "data:text/html,x"})


def test_a_person_is_written_to_in_their_language(database: Database) -> None:
    number = database.run(add_record, "person", {"name": "Bram", "language": "en"}).value
    assert [each.language for each in database.read(people)] == ["en"]
    database.run(change_record, "person", number, {"language": ""})
    with pytest.raises(InvalidInput, match="one of: nl, en"):
        database.run(change_record, "person", number, {"language": "nl+en"})
