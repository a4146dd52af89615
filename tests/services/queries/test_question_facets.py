"""The number beside each choice of a filter is what choosing it gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from townhall.domain.question_marks import QuestionMark
from townhall.domain.question_periods import Period, days_of
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.communications import add_communication
from townhall.services.queries.question_facets import question_facets
from townhall.services.queries.question_filter import QuestionFilter, QuestionOrder, with_marks
from townhall.services.queries.question_hits import FoundIn, first_found
from townhall.services.queries.question_register import question_register
from townhall.services.queries.questions import question, question_ids
from townhall.services.question_merging import merge_questions
from townhall.services.questions import add_question, change_question
from townhall.services.records import add_record

TODAY = date(2026, 11, 24)
OWNERS = ("Bram Proefman", "Eva Modelaar", None)


@pytest.fixture
def plan(database):
    """Sixty questions that differ in every part of a filter."""
    for name in OWNERS[:2]:
        email = f"{name.split()[0].lower()}@delinde.example"
        database.run(add_record, "person", {"name": name, "email": email})
    database.run(add_record, "audience", {"name": "Night", "headcount": 40})
    database.run(add_record, "audience", {"name": "Night shift", "parent": "Night"})
    meeting = {"kind": "town-hall", "title": "Town hall", "start": "2026-12-03T10:00"}
    database.run(add_communication, {**meeting, "time_zone": "Europe/Amsterdam"})
    for number in range(60):
        database.run(
            add_question,
            {
                "text": f"Wie ziet de patiënt {number}?",
                "votes": number % 7,
                "theme": ("privacy", "workload", "other")[number % 3],
                "owner": OWNERS[number % 3] or "",
                "audience": (None, "Night", "Night shift")[number % 4 % 3],
                "source": ("floor", "mail")[number % 2],
                "answer_by": f"2026-11-{20 + number % 9}",
                "asked_at": f"202{5 + number % 2}-{1 + number % 11:02d}-03T10:00",
                "communication_id": 1 if number % 5 == 0 else None,
                "times_carried": number % 4,
                "answer": "De radioloog beslist." if number % 10 == 0 else "",
                "language": "nl",
            },
        )
    for number in range(1, 13):
        outcome = {"outcome": "declined", "decline_reason": "Niet over AI."}
        database.run(
            change_question,
            number * 4,
            outcome if number % 2 else {"state": "closed"} | {"outcome": "answered-live"},
        )
    database.run(merge_questions, 1, [2, 3])
    return database


FILTERS = (
    QuestionFilter(),
    QuestionFilter(hide_merged=True, states=frozenset({QuestionState.ASSIGNED})),
    QuestionFilter(themes=frozenset({"privacy"}), owner_ids=frozenset({1}), escalated=True),
    QuestionFilter(text="patient", audience_ids=frozenset({1}), asked=days_of("this-year", TODAY)),
    QuestionFilter(owner_named="eva@delinde.example", sources=frozenset({"mail"})),
    QuestionFilter(overdue_on=TODAY, outcomes=frozenset({Outcome.OPEN}), communication_id=1),
)


def all_marks(filtered):
    """`filtered` with each mark added to those it has; personal data takes reading every word."""
    for mark in set(QuestionMark) - {"personal-data"}:
        only = with_marks(QuestionFilter(), [mark], TODAY, "Bram Proefman")
        changed = {
            name: getattr(only, name)
            for name in (
                *("owner_named", "overdue_on", "unassigned", "escalated"),
                *("decline_waits", "recheck_on"),
            )
            if getattr(only, name)
        }
        yield mark, replace(filtered, **changed)


@pytest.mark.parametrize("filtered", FILTERS)
def test_each_number_is_what_choosing_it_gives(plan, filtered) -> None:
    facets = plan.read(question_facets, filtered, TODAY, "Bram Proefman")

    def given(**chosen):
        return len(plan.read(question_register, replace(filtered, **chosen)).ids)

    for part, numbers in facets.values.items():
        for value, number in numbers.items():
            one = value if part == "communication_id" else frozenset({value})
            assert number == given(**{part: one}), (part, value)
    assert dict(facets.marks) == {
        mark: len(plan.read(question_register, marked).ids) for mark, marked in all_marks(filtered)
    }
    assert dict(facets.periods) == {each: given(asked=days_of(each, TODAY)) for each in Period}


def test_a_plan_without_questions_counts_nothing(database) -> None:
    facets = database.read(question_facets, QuestionFilter(), TODAY)
    assert facets.values == {}
    assert set(facets.marks.values()) == {0}


@pytest.mark.parametrize("text", ['"', "*", "NEAR(", "a AND", "';--", "(", "%", "\x00", "🦄", "^"])
def test_no_search_fails(plan, text) -> None:
    for order in QuestionOrder:
        filtered = QuestionFilter(text=text, order=order)
        plan.read(question_ids, filtered)
    plan.read(first_found, filtered)
    plan.read(question_facets, filtered, TODAY)


def test_a_search_tells_where_it_found_its_words(plan) -> None:
    found = plan.read(first_found, QuestionFilter(text="PATIENT radio", order=QuestionOrder.MATCH))
    assert set(found.ids) == {1, 11, 21, 31, 41, 51}
    hit = found.hits[11]
    assert [found.rows[11].text[a:b] for a, b in hit.marks] == ["patiënt"]
    assert (hit.found_in, hit.piece) == (FoundIn.ANSWER, "De radioloog beslist.")
    assert [hit.piece[a:b] for a, b in hit.piece_marks] == ["radio"]


def test_a_question_is_found_by_the_words_merged_into_it(plan) -> None:
    plan.run(change_question, 1, {"text": "Hoofdvraag"})
    filtered = QuestionFilter(text="ziet 2", hide_merged=True, order=QuestionOrder.MATCH)
    found = plan.read(first_found, filtered)
    assert 1 in found.ids
    assert found.hits[1].found_in is FoundIn.MERGED
    assert found.hits[1].piece == "Wie ziet de patiënt 2?"
    assert set(plan.read(question_ids, filtered)) == set(found.ids)


def test_lists_are_sorted_by_owner_and_by_state(plan) -> None:
    by_state = plan.read(question_ids, QuestionFilter(order=QuestionOrder.STATE))
    states = [plan.read(question, each).state for each in by_state]
    assert states == sorted(states, key=list(QuestionState).index)
    by_owner = plan.read(question_ids, QuestionFilter(order=QuestionOrder.OWNER))
    assert by_owner[:2] == [1, 4]
    assert set(by_owner[40:]) == set(range(3, 61, 3))
