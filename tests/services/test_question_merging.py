"""Merging questions: nobody's words are lost, it is flat, and it can be taken apart and undone."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.merging import Votes, counted_votes
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.queries.merging import after_merging
from townhall.services.queries.near_duplicates import apart
from townhall.services.queries.questions import accounting, question, questions, votes_together
from townhall.services.question_merging import (
    add_asked_again,
    mark_different,
    merge_questions,
    unmerge_question,
)
from townhall.services.questions import (
    add_question,
    answer_question,
    change_question,
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
    # 1, 3 and 5 are of slido: 5 votes; 2 and 4 of nobody.
    assert plan.read(votes_together, [1]) == {1: 11}
    plan.run(unmerge_question, 5)
    assert plan.read(votes_together, [1, 5]) == {1: 9, 5: 5}


def test_an_open_lead_is_owned_and_due_as_what_is_merged_into_it(plan: Database) -> None:
    plan.run(change_question, 2, {"owner": "Anna Voorbeeld", "answer_by": "2026-12-04"})
    plan.run(change_question, 3, {"answer_by": "2026-12-01"})
    after = plan.read(after_merging, 1, [2, 3])
    assert (after.votes, after.twice) == (5, 1)
    assert (after.waiting, after.kept, after.askers) == (1, 2, 3)
    assert (after.owner, after.answer_by) == ("Anna Voorbeeld", date(2026, 12, 1))
    done = plan.run(merge_questions, 1, [2, 3])
    lead = plan.read(question, 1)
    assert (lead.owner, lead.answer_by) == (after.owner, after.answer_by)
    assert plan.read(votes_together, [1]) == {1: after.votes}
    assert done.step is not None
    plan.revert(done.step)
    assert plan.read(question, 1).owner is None


def test_an_answered_lead_is_not_handed_on(plan: Database) -> None:
    plan.run(answer_question, 1, "answered-live")
    plan.run(change_question, 2, {"owner": "Anna Voorbeeld", "answer_by": "2026-12-04"})
    plan.run(merge_questions, 1, [2])
    lead = plan.read(question, 1)
    assert (lead.owner, lead.answer_by) == (None, None)


def marks(plan: Database) -> dict[int, set[int]]:
    return plan.read(apart)


def test_different_questions_are_marked_once_and_undone(plan: Database) -> None:
    plan.run(merge_questions, 1, [4])
    done = plan.run(mark_different, [4, 2, 3, 3])
    assert done.value == [(1, 2), (1, 3), (2, 3)]
    assert marks(plan) == {1: {2, 3}, 2: {1, 3}, 3: {1, 2}}
    assert plan.run(mark_different, [1, 2, 5]).value == [(1, 5), (2, 5)]
    for refused in ([1], [1, 4], [], [2, 3]):
        with pytest.raises(InvalidInput):
            plan.run(mark_different, refused)
    with pytest.raises(InvalidInput, match="At most 60"):
        plan.run(mark_different, added(plan, 61))
    with pytest.raises(NotFound):
        plan.run(mark_different, [1, 999])
    assert done.step is not None
    plan.revert(done.step)
    assert marks(plan) == {1: {5}, 2: {5}, 5: {1, 2}}


def added(plan: Database, count: int) -> list[int]:
    return [plan.run(add_question, {"text": f"Nog {n}?"}).value for n in range(count)]


def test_merging_takes_marks_among_the_merged_away_and_notes_who_was_left_out(
    plan: Database,
) -> None:
    plan.run(mark_different, [1, 2, 5])
    done = plan.run(merge_questions, 1, [2, 3], left_out=[4, 3])
    assert marks(plan) == {1: {4, 5}, 2: {5}, 4: {1}, 5: {1, 2}}
    assert done.step is not None
    plan.revert(done.step)
    assert marks(plan) == {1: {2, 5}, 2: {1, 5}, 5: {1, 2}}


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
    plan.run(change_question, 2, {"outcome": "declined", "decline_reason": "Te persoonlijk."})
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


def votes(*asked: tuple[str, str, int | None, int]) -> int:
    return counted_votes(Votes(source, id_, (event, None), n) for source, id_, event, n in asked)


def test_votes_that_a_source_counted_once_count_once() -> None:
    assert votes(("slido", "a", 1, 5), ("Slido", "a", 2, 7)) == 7
    assert votes(("slido", "a", 1, 5), ("slido", "b", 1, 4)) == 5
    assert votes(("slido", "a", 1, 5), ("slido", "b", 2, 4)) == 9
    assert votes(("slido", "a", 1, 5), ("forms", "a", 1, 4)) == 9
    assert votes(("", "", 1, 3), ("", "", 1, 3), ("mail", "", 1, 3)) == 9
    assert votes() == 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "slido", "Slido ", "forms"]),
            st.sampled_from(["", "a", "b"]),
            st.sampled_from([None, 1, 2]),
            st.integers(0, 50),
        ),
        min_size=1,
    )
)
def test_votes_are_never_below_the_highest_nor_above_the_sum(
    asked: list[tuple[str, str, int | None, int]],
) -> None:
    numbers = [number for *_others, number in asked]
    assert max(numbers) <= votes(*asked) <= sum(numbers)
    assert votes(*asked) == votes(*reversed(asked))


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
        counted = plan.read(votes_together, list(range(1, COUNT + 1)))
        assert all(counted[each] >= each for each in counted)
        lead_of = leads(plan)
        assert all(lead is None or lead_of[lead] is None for lead in lead_of.values())
        counts = plan.read(accounting)
        assert counts.asked == COUNT
        assert counts.merged == sum(lead is not None for lead in lead_of.values())
    for step in reversed(done):
        assert step is not None
        plan.revert(step)
    assert plan.read(questions) == states
