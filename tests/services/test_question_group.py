"""Changing several questions: one step, and what cannot be changed is left and explained."""

from __future__ import annotations

import pytest

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.queries.questions import question
from townhall.services.question_group import change_group, step_group
from townhall.services.question_merging import merge_questions
from townhall.services.questions import add_question
from townhall.services.records import add_record


@pytest.fixture
def plan(database):
    """Two answered questions, one without an answer, and one merged into the first."""
    database.run(add_record, "person", {"name": "Bram Proefman"})
    for number, answer in enumerate(("Ja.", "Nee.", "", ""), 1):
        database.run(add_question, {"text": f"Vraag {number}?", "answer": answer})
    database.run(merge_questions, 1, [4])
    return database


def states(plan):
    return [plan.read(question, each).state.value for each in (1, 2, 3, 4)]


def test_several_fields_of_several_questions_are_one_step(plan) -> None:
    outcome = plan.run(change_group, [1, 2, 3], {"owner": "Bram Proefman", "answer_by": None})
    assert (outcome.value.changed, outcome.value.refused) == (3, ())
    assert outcome.value.words == "Changed 3 questions"
    assert {plan.read(question, each).owner for each in (1, 2, 3)} == {"Bram Proefman"}
    plan.revert(outcome.step)
    assert {plan.read(question, each).owner for each in (1, 2, 3)} == {None}


def test_what_cannot_be_approved_stays_as_it_is_and_says_why(plan) -> None:
    outcome = plan.run(step_group, [1, 2, 3], "approve", "Anna Voorbeeld")
    assert outcome.value.words == (
        "Changed 2 questions. Question 3 stays as it is: Not possible where a question is “New”."
    )
    assert states(plan) == ["approved", "approved", "new", "closed"]
    plan.revert(outcome.step)
    assert states(plan) == ["drafted", "drafted", "new", "closed"]


def test_a_refused_question_keeps_every_field(plan) -> None:
    done = plan.run(
        change_group, [1, 3], {"outcome": "answered-in-writing", "approved_by": "Anna Voorbeeld"}
    ).value
    assert done.changed == 1
    assert [id_ for id_, _why in done.refused] == [3]
    kept = plan.read(question, 3)
    assert (kept.outcome, kept.approved_by, kept.state) == (Outcome.OPEN, "", QuestionState.NEW)


def test_nothing_that_can_be_changed_is_an_error_with_the_reason(plan) -> None:
    with pytest.raises(InvalidInput, match="2 stay as they are, 1 of them for this reason"):
        plan.run(step_group, [3, 4], "approve", "Anna Voorbeeld")
    with pytest.raises(InvalidInput, match="There is no person called"):
        plan.run(change_group, [1, 2], {"owner": "Niemand"})
    with pytest.raises(InvalidInput, match="99"):
        plan.run(change_group, [99], {"theme": "other"})
    assert plan.read(question, 1).owner is None
