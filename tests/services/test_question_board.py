"""Cards on the board: where they stand, what a move takes, what is refused, and undo."""

from __future__ import annotations

import pytest

from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.question_moves import Need, Standing, need_for
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.queries.question_board import question_cards, question_columns
from townhall.services.queries.question_filter import QuestionFilter
from townhall.services.queries.questions import question
from townhall.services.question_answers import approve_answer
from townhall.services.question_board import move_question
from townhall.services.question_merging import merge_questions
from townhall.services.questions import add_question, change_question
from townhall.services.records import add_record


@pytest.fixture
def plan(database):
    """1 new, 2 assigned, 3 drafted, 4 approved, 5 declined, 6 merged into 1."""
    database.run(add_record, "person", {"name": "Bram Proefman"})
    owner = {"owner": "Bram Proefman"}
    for number, more in enumerate(({}, owner, {"answer": "Ja."}, {"answer": "Nee."}, {}, {}), 1):
        database.run(add_question, {"text": f"Vraag {number}?", "votes": number, **more})
    database.run(approve_answer, 4, "Anna Voorbeeld")
    declined = {"outcome": "declined", "decline_reason": "Niet over AI."}
    database.run(change_question, 5, declined)
    database.run(merge_questions, 1, [6])
    return database


def columns(plan, **filters):
    found = plan.read(question_columns, QuestionFilter(hide_merged=True, **filters))
    return {state.value: ids for state, ids in found.items()}


def test_questions_stand_in_the_column_of_their_state(plan) -> None:
    assert columns(plan) == {
        "new": [1],
        "assigned": [2],
        "drafted": [3],
        "approved": [4],
        "closed": [5],
    }
    assert columns(plan, text="vraag 4")["approved"] == [4]
    assert columns(plan, text="zebra") == {state: [] for state in QuestionState}


def test_a_card_tells_what_its_question_has(plan) -> None:
    assert [card.standing for card in plan.read(question_cards, [4, 99, 2])] == [
        Standing(4, QuestionState.APPROVED, Outcome.OPEN, False, True, True),
        Standing(2, QuestionState.ASSIGNED, Outcome.OPEN, True, False, False),
    ]


def test_moves_change_the_state_and_can_be_undone(plan) -> None:
    for id_, state, more, expected in (
        (1, "assigned", {"owner": "Bram Proefman"}, ("assigned", "Bram Proefman", "")),
        (1, "assigned", {"new_person": "Nora Nieuw"}, ("assigned", "Nora Nieuw", "")),
        (2, "new", {}, ("new", None, "")),
        (3, "approved", {"approved_by": "Anna Voorbeeld"}, ("approved", None, "Anna Voorbeeld")),
        (4, "drafted", {}, ("drafted", None, "")),
        (5, "new", {}, ("new", None, "")),
        (5, "assigned", {"owner": "Bram Proefman"}, ("assigned", "Bram Proefman", "")),
    ):
        before = plan.read(question, id_)
        done = plan.run(move_question, id_, state, **more)
        found = plan.read(question, id_)
        assert (found.state.value, found.owner, found.approved_by) == expected
        assert found.outcome is Outcome.OPEN
        plan.revert(done.step)
        assert plan.read(question, id_) == before


@pytest.mark.parametrize(
    ("id_", "state", "more", "sentence"),
    [
        (1, "assigned", {}, "Say who answers the question"),
        (1, "assigned", {"owner": "Niemand"}, "There is no person called"),
        (1, "drafted", {}, "no answer"),
        (1, "approved", {"approved_by": "Anna"}, "no answer to approve yet"),
        (3, "approved", {"approved_by": " "}, "Say who approved"),
        (3, "new", {}, "has an answer already"),
        (3, "closed", {}, "how the question ended"),
        (6, "new", {}, "was merged into another one"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(plan, id_, state, more, sentence) -> None:
    before = plan.read(question, id_)
    with pytest.raises(InvalidInput, match=sentence):
        plan.run(move_question, id_, state, **more)
    assert plan.read(question, id_) == before


def test_a_question_that_is_gone_is_not_found(plan) -> None:
    with pytest.raises(NotFound):
        plan.run(move_question, 99, "new")


def test_closed_questions_go_back_to_where_answer_and_owner_leave_them() -> None:
    closed = Standing(1, QuestionState.CLOSED, Outcome.ANSWERED_IN_WRITING, True, True, True)
    assert closed.when_open is QuestionState.APPROVED
    assert need_for(closed, QuestionState.APPROVED) is Need.NOTHING
    assert need_for(closed, QuestionState.CLOSED) is Need.ENDING
