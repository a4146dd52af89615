"""The register of questions: each filter by itself, orders, rows, an accounting that adds up."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.queries.statements import statements
from townhall.domain.errors import NotFound
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.communications import add_communication
from townhall.services.follow_ups import add_follow_up
from townhall.services.queries.question_themes import themes
from townhall.services.queries.questions import (
    QuestionFilter,
    QuestionOrder,
    accounting,
    question,
    question_ids,
    question_rows,
    questions,
    questions_counted,
)
from townhall.services.questions import add_question, remove_question
from townhall.services.records import add_record
from townhall.storage.database import Database

ANSWERED = {"answer": "Ja, vanaf maart.", "approved_by": "Bram Proefman"}
QUESTIONS: list[dict[str, Any]] = [
    {"text": "Verandert mijn werk?", "votes": 5, "theme": "job-and-role", "audience": "Radiologie"},
    {"text": "Komt er scholing?", "votes": 9, "owner": "Anna O'Neill", "answer_by": "2026-11-20"},
    {"text": "Is het veilig?", "votes": 9, "theme": "privacy", "outcome": "answered-live"},
    {"text": "Wie beslist?", "outcome": "answered-in-writing", **ANSWERED},
    {"text": "Waarom ik?", "outcome": "declined", "decline_reason": "Eén persoon."},
    {"text": "Hoe dan?", "lead_id": 1},
    {
        "text": "En de nacht?",
        "outcome": "carried-over",
        "answer_by": "2026-11-30",
        "times_carried": 2,
    },
    {"text": "Wat kost het?", "outcome": "taken-away", "communication_id": 1},
    {
        "text": "50% van «ons_werk»?",
        "communication_id": 1,
        "original_start": "2027-01-07T10:00",
        "owner": "Bram Proefman",
        "audience": "Spoed",
        "answer": "Ja.",
    },
]


@pytest.fixture
def plan(database: Database) -> Database:
    for name in ("Anna O'Neill", "Bram Proefman"):
        database.run(add_record, "person", {"name": name})
    for name in ("Radiologie", "Spoed"):
        database.run(add_record, "audience", {"name": name})
    database.run(
        add_communication,
        {
            "kind": "town-hall",
            "title": "Town hall",
            "start": "2026-12-03T10:00",
            "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
        },
    )
    for values in QUESTIONS:
        database.run(add_question, values)
    return database


FILTERS: list[tuple[QuestionFilter, set[int]]] = [
    (QuestionFilter(), set(range(1, 10))),
    (QuestionFilter(text="werk"), {1, 9}),
    (QuestionFilter(text="WERK verandert"), {1}),
    (QuestionFilter(text="maart"), {4}),
    (QuestionFilter(text="50%"), {9}),
    (QuestionFilter(text="ons_werk"), {9}),
    (QuestionFilter(text="'; DROP TABLE question"), set()),
    (QuestionFilter(text="   "), set(range(1, 10))),
    (QuestionFilter(communication_id=1), {8, 9}),
    (QuestionFilter(communication_id=1, original_start=datetime(2027, 1, 7, 10)), {9}),
    (QuestionFilter(communication_id=7), set()),
    (QuestionFilter(states=frozenset({QuestionState.NEW})), {1, 7}),
    (QuestionFilter(states=frozenset({QuestionState.DRAFTED, QuestionState.ASSIGNED})), {2, 9}),
    (QuestionFilter(outcomes=frozenset({Outcome.OPEN})), {1, 2, 9}),
    (QuestionFilter(outcomes=frozenset({Outcome.MERGED, Outcome.DECLINED})), {5, 6}),
    (QuestionFilter(themes=frozenset({"privacy", "job-and-role"})), {1, 3}),
    (QuestionFilter(audience_ids=frozenset({2})), {9}),
    (QuestionFilter(owner_ids=frozenset({1, 2})), {2, 9}),
    (QuestionFilter(hide_merged=True), set(range(1, 10)) - {6}),
    (QuestionFilter(unassigned=True), {1, 7}),
    (QuestionFilter(overdue_on=date(2026, 11, 24)), {2}),
    (QuestionFilter(overdue_on=date(2026, 12, 1)), {2, 7}),
    (QuestionFilter(added=(4, 6)), {4, 5, 6}),
    (QuestionFilter(ids=frozenset({2, 9, 77})), {2, 9}),
    (QuestionFilter(ids=frozenset()), set()),
    (QuestionFilter(text="werk", communication_id=1, hide_merged=True), {9}),
]


@pytest.mark.parametrize(("filtered", "ids"), FILTERS)
def test_filter_keeps_what_it_names(
    plan: Database, filtered: QuestionFilter, ids: set[int]
) -> None:
    found = plan.read(question_ids, filtered)
    assert set(found) == ids
    assert len(found) == len(ids)
    assert [each.id for each in plan.read(questions, filtered)] == found
    if filtered.ids is None:
        assert plan.read(questions_counted, filtered) == len(ids)
        assert plan.read(accounting, filtered).asked == len(ids)


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        (QuestionOrder.VOTES, [2, 3, 1, 4, 5, 6, 7, 8, 9]),
        (QuestionOrder.NEWEST, [9, 8, 7, 6, 5, 4, 3, 2, 1]),
        (QuestionOrder.ANSWER_BY, [2, 7, 1, 9, 3, 4, 5, 6, 8]),
    ],
)
def test_list_is_ordered(plan: Database, order: QuestionOrder, ids: list[int]) -> None:
    assert plan.read(question_ids, QuestionFilter(order=order)) == ids


def test_rows_come_as_asked_for_without_those_that_are_gone(plan: Database) -> None:
    plan.run(remove_question, 3)
    rows = plan.read(question_rows, [9, 3, 1, 2])
    assert [row.id for row in rows] == [9, 1, 2]
    last, first, second = rows
    assert (last.text, last.owner, last.audience) == (
        "50% van «ons_werk»?",
        "Bram Proefman",
        "Spoed",
    )
    assert (last.state, last.outcome, last.merged) == (QuestionState.DRAFTED, Outcome.OPEN, 0)
    assert (first.votes, first.theme.key, first.merged) == (5, "job-and-role", 1)
    assert (second.owner, second.answer_by) == ("Anna O'Neill", date(2026, 11, 20))
    assert plan.read(question_rows, []) == []


def test_detail_names_follow_ups_and_merged_ones(plan: Database) -> None:
    promise = plan.run(add_follow_up, {"promised": "Nasturen.", "question_id": 1}).value
    found = plan.read(question, 1)
    assert (found.follow_ups, found.merged_ids, found.audience) == ((promise,), (6,), "Radiologie")
    assert plan.read(questions)[2] == found


@pytest.mark.parametrize("question_id", [0, 99, 2**40])
def test_question_that_is_none_is_not_found(plan: Database, question_id: int) -> None:
    with pytest.raises(NotFound, match=f"There is no question {question_id} in this plan"):
        plan.read(question, question_id)


def test_accounting_says_where_every_question_went(plan: Database) -> None:
    found = plan.read(accounting)
    assert (found.answered_live, found.answered_in_writing, found.taken_away) == (1, 1, 1)
    assert (found.declined, found.merged, found.open, found.asked) == (1, 1, 4, 9)


OUTCOMES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                {},
                {"outcome": "carried-over"},
                {"outcome": "answered-live"},
                {"outcome": "answered-in-writing", **ANSWERED},
                {"outcome": "taken-away"},
                {"outcome": "declined", "decline_reason": "Nee."},
                {"lead_id": 1},
            ]
        ),
        st.sampled_from(["other", "privacy", "workload"]),
    ),
    max_size=8,
)


@given(asked=OUTCOMES)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_accounting_adds_up_whatever_was_asked(plan: Database, asked: list[Any]) -> None:
    def ask(uow: Any) -> None:
        for outcome, theme in asked:
            add_question(uow, {"text": "Hoe?", "theme": theme, **outcome})

    plan.run(ask)
    all_ids = plan.read(question_ids)
    assert plan.read(accounting).asked == len(all_ids)
    parts = [
        plan.read(accounting, QuestionFilter(themes=frozenset({theme.key}))).asked
        for theme in plan.read(themes)
    ]
    assert sum(parts) == len(all_ids)


@pytest.mark.parametrize("number", [10, 300])
def test_number_of_statements_does_not_depend_on_how_many_there_are(
    plan: Database, number: int
) -> None:
    def ask(uow: Any) -> None:
        for count in range(number):
            add_question(uow, {"text": f"Vraag {count}?", "owner": "Bram Proefman"})

    plan.run(ask)
    ids = plan.read(question_ids)
    assert len(statements(plan, question_ids)) == 1
    assert len(statements(plan, question_rows, ids[:50])) == 2
    assert len(statements(plan, questions)) == 10
    assert len(statements(plan, accounting)) == 1


def test_text_and_filters_are_one_statement(plan: Database) -> None:
    filtered = replace(FILTERS[-1][0], states=frozenset(QuestionState))
    assert len(statements(plan, question_ids, filtered)) == 1
