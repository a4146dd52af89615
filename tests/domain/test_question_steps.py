"""What can be done next with a question."""

import pytest

from townhall.domain.question_steps import QuestionStep, possible_steps, standing, step_label
from townhall.domain.terms import Outcome, QuestionState
from townhall.language import set_language


@pytest.mark.parametrize(
    ("state", "first"),
    [
        (QuestionState.NEW, QuestionStep.ASSIGN),
        (QuestionState.ASSIGNED, QuestionStep.DRAFT),
        (QuestionState.DRAFTED, QuestionStep.APPROVE),
        (QuestionState.APPROVED, QuestionStep.ANSWER_IN_WRITING),
    ],
)
def test_the_natural_next_step_comes_first(state, first):
    steps = possible_steps(state, Outcome.OPEN)
    assert steps[0] is first
    assert QuestionStep.DECLINE in steps
    assert QuestionStep.REOPEN not in steps


def test_an_answer_in_writing_needs_approval_first():
    allowed = [
        state
        for state in QuestionState
        if QuestionStep.ANSWER_IN_WRITING in possible_steps(state, Outcome.OPEN)
    ]
    assert allowed == [QuestionState.APPROVED]


def test_a_closed_question_can_only_be_opened_again_and_a_merged_one_not():
    closed = QuestionState.CLOSED
    assert possible_steps(closed, Outcome.DECLINED) == (QuestionStep.REOPEN,)
    assert possible_steps(closed, Outcome.MERGED) == ()


def test_a_question_stands_by_its_state_until_it_is_closed():
    assert standing(QuestionState.DRAFTED, Outcome.OPEN) == "Awaiting approval"
    assert standing(QuestionState.CLOSED, Outcome.ANSWERED_IN_WRITING) == "In writing"
    set_language("nl")
    assert standing(QuestionState.CLOSED, Outcome.TAKEN_AWAY) == "Toegezegd"
    assert {step_label(step) for step in QuestionStep} >= {"Toewijzen", "Heropenen"}


def test_a_decline_that_waits_comes_first() -> None:
    steps = possible_steps(QuestionState.DRAFTED, Outcome.OPEN, declining=True)
    assert steps[:3] == (
        QuestionStep.CONFIRM_DECLINE,
        QuestionStep.REFUSE_DECLINE,
        QuestionStep.APPROVE,
    )
    assert QuestionStep.DECLINE not in steps


def test_an_answer_past_its_day_is_looked_at_first() -> None:
    closed, live = QuestionState.CLOSED, Outcome.ANSWERED_LIVE
    again, still = QuestionStep.REOPEN, QuestionStep.RENEW
    assert possible_steps(closed, live, dated=True, expired=True) == (still, again)
    assert possible_steps(closed, live, dated=True) == (again, still)
    assert possible_steps(closed, Outcome.DECLINED, dated=True, expired=True) == (again,)
