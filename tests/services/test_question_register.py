"""The register and the sheet of a question as the window reads them."""

from datetime import date

import pytest

from townhall.domain.errors import InvalidInput
from townhall.services.communications import add_communication
from townhall.services.follow_ups import add_follow_up
from townhall.services.queries.question_register import (
    open_questions,
    question_choices,
    question_register,
)
from townhall.services.queries.question_sheet import MomentKind, question_sheet
from townhall.services.queries.questions import QuestionFilter, question
from townhall.services.questions import add_question, assign_to_new_person, change_question
from townhall.services.records import add_record

START = "2026-12-03T10:00"


@pytest.fixture
def asked(database):
    """Three questions: of a department, of a team in it, and one merged into the first."""
    database.run(add_record, "audience", {"name": "Diagnostiek"})
    database.run(add_record, "audience", {"name": "Laboratorium", "parent": "Diagnostiek"})
    hall = {"kind": "town-hall", "title": "Town hall", "start": START}
    database.run(add_communication, hall)
    for text, audience in (("A?", "Diagnostiek"), ("B?", "Laboratorium"), ("C?", "")):
        values = {"text": text, "audience": audience, "communication_id": 1}
        database.run(add_question, values)
    database.run(change_question, 3, {"lead_id": 1, "outcome": "merged"})
    return database


def test_the_accounting_counts_what_the_list_hides(asked):
    found = asked.read(question_register, QuestionFilter(hide_merged=True))
    assert found.ids == [1, 2]
    assert (found.asked, found.accounting.asked) == (3, 3)
    assert (found.accounting.open, found.accounting.merged) == (2, 1)
    assert (found.all_asked, found.all_open, asked.read(open_questions)) == (3, 2, 2)


def test_an_audience_stands_for_its_parts(asked):
    wide = QuestionFilter(audience_ids=frozenset({1}))
    narrow = QuestionFilter(audience_ids=frozenset({2}))
    assert asked.read(question_register, wide).ids == [1, 2]
    assert asked.read(question_register, narrow).ids == [2]


def test_a_list_can_be_kept_to_ids_or_to_one_import(asked):
    assert asked.read(question_register, QuestionFilter(added=(2, 3))).ids == [2, 3]
    assert asked.read(question_register, QuestionFilter(ids=frozenset({3, 1}))).ids == [1, 3]


def test_choices_offer_the_meeting_as_held_once(asked, clock):
    [meeting] = asked.read(question_choices, clock).meetings
    assert (meeting.title, meeting.original_start, meeting.collects) == ("Town hall", None, True)


def test_a_sheet_tells_what_was_asked_and_what_is_promised(asked, clock):
    promise = {"promised": "I will look.", "due": "2026-12-10", "question_id": 1}
    asked.run(add_follow_up, promise)
    sheet = asked.read(question_sheet, 1, clock)
    assert [row.text for row in sheet.merged] == ["C?"]
    assert [(one.day, one.kind, one.planned) for one in sheet.moments] == [
        (date(2026, 11, 24), MomentKind.ASKED, False),
        (date(2026, 12, 3), MomentKind.PUT_TO, True),
        (date(2026, 12, 10), MomentKind.PROMISED_BY, True),
    ]
    assert asked.read(question_sheet, 3, clock).lead.text == "A?"


def test_a_new_person_without_a_name_is_refused_and_nothing_is_kept(asked):
    with pytest.raises(InvalidInput):
        asked.run(assign_to_new_person, [1, 2], " ")
    assert asked.read(question, 1).owner is None
