"""Approved answers that are offered to a question like theirs."""

from datetime import date

import pytest

from townhall.domain.errors import NotFound
from townhall.services.queries.reusable_answers import ReusableAnswer, reusable_answers
from townhall.services.question_answers import approve_answer, draft_answer, reuse_answer
from townhall.services.questions import add_question, change_question
from townhall.storage.database import Database


@pytest.fixture
def plan(database: Database) -> Database:
    """Question 1 with an approved Dutch answer, 2 like it without, 3 about something else."""
    for text in (
        "Krijgt de nachtdienst een scholing?",
        "Krijgt de nachtdienst ook een scholing?",
        "Wat verdient de leverancier?",
    ):
        database.run(add_question, {"text": text, "language": "nl"})
    database.run(draft_answer, 1, "Ja, in maart.")
    database.run(approve_answer, 1, "Carla Staal")
    return database


def offered(plan: Database, question_id: int = 2) -> tuple[ReusableAnswer, ...]:
    return plan.read(reusable_answers, question_id, plan.clock)


def test_an_approved_answer_is_offered_with_its_date(plan: Database) -> None:
    [offer] = offered(plan)
    assert (offer.id, offer.answer, offer.approved_by) == (1, "Ja, in maart.", "Carla Staal")
    today = plan.clock.today("Europe/Amsterdam")
    assert (offer.approved, (offer.valid_until or date.min) - today) == (
        today,
        date(2026, 4, 1) - date(2026, 1, 1),
    )


def test_only_to_questions_that_are_like_it_and_wait(plan: Database) -> None:
    assert offered(plan, 3) == ()
    plan.run(reuse_answer, 2, 1)
    assert offered(plan) == ()
    closed = plan.run(add_question, {"text": "Krijgt de nachtdienst een scholing?"}).value
    plan.run(change_question, closed, {"outcome": "answered-live"})
    assert offered(plan, closed) == ()
    with pytest.raises(NotFound):
        offered(plan, 99)


@pytest.mark.parametrize(
    "values", [{"valid_until": "2026-01-01"}, {"answer": "Nee."}, {"language": "en"}]
)
def test_nothing_that_lapsed_or_is_in_another_language(
    plan: Database, values: dict[str, str]
) -> None:
    plan.run(change_question, 1, values)
    assert offered(plan) == ()


def test_a_translation_is_offered_in_its_language(plan: Database) -> None:
    plan.run(change_question, 1, {"language": "en", "translation": "Ja, in maart."})
    plan.run(approve_answer, 1, "Carla Staal")
    assert [each.answer for each in offered(plan)] == ["Ja, in maart."]
