"""Answers in two languages: approval, how long it holds, and use for another question."""

from datetime import date, timedelta
from typing import Any

import pytest

from townhall.domain.clock import fixed_clock
from townhall.domain.errors import InvalidInput
from townhall.services.queries.questions import QuestionDetail, question
from townhall.services.question_answers import (
    approve_answer,
    draft_answer,
    renew_answer,
    reuse_answer,
)
from townhall.services.questions import add_question, change_question, remove_question
from townhall.services.records import add_record
from townhall.storage.database import Database


@pytest.fixture
def plan(database: Database) -> Database:
    """Two open questions, the first of them with an approved answer in two languages."""
    database.run(add_record, "person", {"name": "Anna Voorbeeld"})
    for text in ("Verandert mijn werk?", "Verandert ons werk?"):
        database.run(add_question, {"text": text})
    database.run(draft_answer, 1, "Deels.", translation="Partly.")
    database.run(approve_answer, 1, "Bram Proefman")
    return database


def told(plan: Database, question_id: int = 1) -> QuestionDetail:
    return plan.read(question, question_id)


def steps(plan: Database, question_id: int = 1) -> list[tuple[str, str, str]]:
    return [(each.step, each.by, each.detail) for each in told(plan, question_id).steps]


def test_an_approved_answer_holds_for_ninety_days(plan: Database) -> None:
    stored = told(plan)
    assert (stored.answer, stored.translation) == ("Deels.", "Partly.")
    today = plan.clock.today("Europe/Amsterdam")
    assert stored.valid_until == today + timedelta(days=90)
    plan.run(approve_answer, 1, "Bram Proefman", "2027-06-01")
    assert told(plan).valid_until == date(2027, 6, 1)


@pytest.mark.parametrize(
    ("values", "language", "was"),
    [({"answer": "Nee."}, "nl", "Deels."), ({"translation": "No."}, "en", "Partly.")],
)
def test_other_words_in_either_language_take_the_approval_back(
    plan: Database, values: dict[str, str], language: str, was: str
) -> None:
    plan.run(change_question, 1, values)
    stored = told(plan)
    assert (stored.state, stored.approved_by, stored.approved_at) == ("drafted", "", None)
    assert stored.valid_until is None
    assert steps(plan)[-2:] == [
        ("drafted", "", language),
        ("approval-lost", "", f"{language}: {was}"),
    ]


def test_undo_takes_the_steps_back_too(plan: Database) -> None:
    before = told(plan)
    step = plan.run(change_question, 1, {"answer": "Nee."}).step
    assert step is not None
    plan.revert(step)
    assert told(plan) == before


def test_still_true_renews_for_ninety_days(plan: Database) -> None:
    plan.clock = fixed_clock("2027-05-01T10:00:00+00:00")
    plan.actor = "Carla Staal"
    plan.run(renew_answer, 1)
    assert told(plan).valid_until == date(2027, 7, 30)
    assert told(plan).approved_by == "Bram Proefman"
    assert steps(plan)[-1] == ("renewed", "Carla Staal", "2027-07-30")


def test_what_is_not_approved_is_valid_until_no_day(plan: Database) -> None:
    with pytest.raises(InvalidInput) as refused:
        plan.run(change_question, 2, {"valid_until": "2027-06-01"})
    assert refused.value.field == "valid_until"
    with pytest.raises(InvalidInput, match="Only an approved answer can be renewed"):
        plan.run(renew_answer, 2)


def test_an_approved_answer_is_used_for_another_question(plan: Database) -> None:
    plan.run(reuse_answer, 2, 1)
    mine, source = told(plan, 2), told(plan)
    assert (mine.state, mine.answer, mine.translation) == ("approved", "Deels.", "Partly.")
    assert mine.reused_from == 1
    assert (mine.approved_by, mine.approved_at, mine.valid_until) == (
        source.approved_by,
        source.approved_at,
        source.valid_until,
    )
    assert steps(plan, 2) == [("reused", "", "1")]
    plan.run(change_question, 2, {"answer": "Deels, en later meer."})
    assert (told(plan, 2).state, told(plan, 2).approved_by) == ("drafted", "")
    assert told(plan).state == "approved"
    plan.run(reuse_answer, 2, 1)
    assert (told(plan, 2).state, told(plan, 2).answer) == ("approved", "Deels.")


def test_a_question_in_the_other_language_gets_the_translation(plan: Database) -> None:
    other = plan.run(add_question, {"text": "Will my job change?", "language": "en"}).value
    plan.run(reuse_answer, other, 1)
    assert (told(plan, other).answer, told(plan, other).translation) == ("Partly.", "Deels.")


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ({"translation": ""}, "is not approved"),
        ({"answer": "Nee."}, "is not approved"),
        ({"valid_until": "2026-01-01"}, "is to be rechecked first"),
    ],
)
def test_what_cannot_be_used_again(plan: Database, before: dict[str, Any], sentence: str) -> None:
    plan.run(change_question, 1, before)
    with pytest.raises(InvalidInput, match=sentence):
        plan.run(reuse_answer, 2, 1)
    assert told(plan, 2).answer == ""


def test_no_answer_is_used_for_itself_or_for_a_closed_question(plan: Database) -> None:
    with pytest.raises(InvalidInput, match="reuse its own answer"):
        plan.run(reuse_answer, 1, 1)
    plan.run(change_question, 2, {"outcome": "answered-live"})
    with pytest.raises(InvalidInput, match="This question is closed"):
        plan.run(reuse_answer, 2, 1)
    with pytest.raises(InvalidInput):
        plan.run(reuse_answer, 2, 99)


def test_an_untranslated_answer_is_not_used_in_the_other_language(plan: Database) -> None:
    other = plan.run(add_question, {"text": "Why?", "language": "en"}).value
    plan.run(draft_answer, 1, "Deels.", translation="")
    plan.run(approve_answer, 1, "Bram Proefman")
    with pytest.raises(InvalidInput, match="not translated yet"):
        plan.run(reuse_answer, other, 1)


def test_a_reused_answer_stays_when_its_source_goes(plan: Database) -> None:
    plan.run(reuse_answer, 2, 1)
    plan.run(remove_question, 1)
    assert (told(plan, 2).reused_from, told(plan, 2).answer) == (None, "Deels.")


def test_a_copy_with_its_own_words_keeps_them(plan: Database) -> None:
    values = {"text": "Waarom?", "answer": "Daarom.", "reused_from": 1}
    copied = told(plan, plan.run(add_question, values).value)
    assert (copied.answer, copied.state, copied.reused_from) == ("Daarom.", "drafted", 1)
