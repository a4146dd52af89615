"""Merging questions: nobody's words are lost, it is flat, and it can be taken apart and undone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from townhall.domain.asked_before import counted_votes
from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.queries.questions import accounting, question, questions
from townhall.services.question_merging import (
    add_asked_again,
    merge_questions,
    unmerge_question,
)
from townhall.services.questions import (
    add_question,
    answer_question,
    change_question,
    decline_question,
)
from townhall.services.records import add_record
from townhall.storage.database import Database

COUNT = 6


@pytest.fixture
def plan(database: Database) -> Database:
    """Six questions of two sources, with votes."""
    database.run(add_record, "person", {"name": "Anna Voorbeeld"})
    for number in range(1, COUNT + 1):
        source = {"source": "slido" if number % 2 else "", "source_id": f"s{number}"}
        database.run(add_question, {"text": f"Vraag {number}?", "votes": number, **source})
    return database


def kept(plan: Database) -> list[tuple[object, ...]]:
    return [
        (each.id, each.text, each.source, each.source_id, each.votes)
        for each in sorted(plan.read(questions), key=lambda each: each.id)
    ]


def leads(plan: Database) -> dict[int, int | None]:
    return {each.id: each.lead_id for each in plan.read(questions)}


def test_merged_questions_keep_words_source_and_votes(plan: Database) -> None:
    before = kept(plan)
    plan.run(merge_questions, 1, [2, 3])
    assert kept(plan) == before
    assert plan.read(question, 1).merged_ids == (2, 3)
    assert plan.read(question, 2).outcome is Outcome.MERGED
    assert plan.read(accounting).merged == 2


def test_merge_of_merges_is_flat(plan: Database) -> None:
    plan.run(merge_questions, 1, [2])
    plan.run(merge_questions, 3, [4])
    plan.run(merge_questions, 2, [3, 5])
    assert leads(plan) == {1: None, 2: 1, 3: 1, 4: 1, 5: 1, 6: None}


def test_a_member_is_taken_out_where_it_was_before(plan: Database) -> None:
    plan.run(change_question, 2, {"owner": "Anna Voorbeeld"})
    plan.run(change_question, 3, {"outcome": "carried-over", "times_carried": 2})
    plan.run(merge_questions, 1, [2, 3, 4])
    for question_id in (2, 3):
        plan.run(unmerge_question, question_id)
    assigned, carried = plan.read(question, 2), plan.read(question, 3)
    assert (assigned.state, assigned.outcome) == (QuestionState.ASSIGNED, Outcome.OPEN)
    assert (carried.outcome, carried.times_carried) == (Outcome.CARRIED_OVER, 2)
    assert plan.read(question, 1).merged_ids == (4,)


def test_an_answered_question_can_lead_and_cannot_be_hidden(plan: Database) -> None:
    plan.run(answer_question, 1, "answered-live")
    plan.run(decline_question, 2, "Te persoonlijk.")
    with pytest.raises(InvalidInput, match="Question 2 was answered, declined or taken away"):
        plan.run(merge_questions, 3, [4, 2])
    assert leads(plan)[4] is None
    plan.run(merge_questions, 1, [3])
    assert plan.read(question, 1).outcome is Outcome.ANSWERED_LIVE


def test_what_cannot_be_merged_or_taken_out_is_refused(plan: Database) -> None:
    for members in ([1], []):
        with pytest.raises(InvalidInput, match="merged already, or only one"):
            plan.run(merge_questions, 1, members)
    with pytest.raises(InvalidInput, match="Question 1 is not merged"):
        plan.run(unmerge_question, 1)
    for use_case, arguments in ((merge_questions, (1, [99])), (unmerge_question, (99,))):
        with pytest.raises(NotFound):
            plan.run(use_case, *arguments)
    assert set(leads(plan).values()) == {None}


def test_a_question_asked_again_is_added_and_merged_as_one_step(plan: Database) -> None:
    plan.run(merge_questions, 1, [2])
    done = plan.run(add_asked_again, {"text": "Weer vraag 2?"}, 2)
    assert plan.read(question, done.value).lead_id == 1
    assert done.step is not None
    plan.revert(done.step)
    assert len(plan.read(questions)) == COUNT


def test_votes_that_a_source_counted_once_count_once() -> None:
    assert counted_votes([("slido", "a", 5), ("Slido", "a", 7), ("slido", "b", 2)]) == 9
    assert counted_votes([("", "", 3), ("mail", "", 3)]) == 6
    assert counted_votes([]) == 0


STEPS = st.lists(
    st.tuples(
        st.booleans(),
        st.integers(1, COUNT),
        st.lists(st.integers(1, COUNT), min_size=1, max_size=3),
    ),
    max_size=8,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_any_merging_and_parting_keeps_everything_and_is_undone(
    plan: Database, steps: list[tuple[bool, int, list[int]]]
) -> None:
    before, states = kept(plan), plan.read(questions)
    done = []
    for merging, one, others in steps:
        try:
            if merging:
                done.append(plan.run(merge_questions, one, others).step)
            else:
                done.append(plan.run(unmerge_question, one).step)
        except InvalidInput:
            continue
        assert kept(plan) == before
        lead_of = leads(plan)
        assert all(lead is None or lead_of[lead] is None for lead in lead_of.values())
        counts = plan.read(accounting)
        assert counts.asked == COUNT
        assert counts.merged == sum(lead is not None for lead in lead_of.values())
    for step in reversed(done):
        assert step is not None
        plan.revert(step)
    assert plan.read(questions) == states
