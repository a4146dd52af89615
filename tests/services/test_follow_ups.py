"""Promises: recorded in words, moved in the open, closed with a reason or evidence."""

from datetime import date
from typing import Any

import pytest

from townhall.domain.errors import Conflict, InvalidInput, NotFound
from townhall.domain.terms import FollowUpState
from townhall.services.follow_ups import add_follow_up, change_follow_up, remove_follow_up
from townhall.services.queries.follow_ups import follow_up, follow_ups
from townhall.services.queries.questions import question
from townhall.services.questions import add_question, remove_question
from townhall.services.records import add_record
from townhall.storage.database import Database

PROMISE = {"promised": "We sturen het rooster na.", "owner": "Anna Voorbeeld", "due": "2026-12-15"}


@pytest.fixture
def plan(database: Database) -> Database:
    database.run(add_record, "person", {"name": "Anna Voorbeeld"})
    database.run(add_question, {"text": "Komt het rooster nog?"})
    return database


@pytest.fixture
def promise(plan: Database) -> int:
    return plan.run(add_follow_up, PROMISE | {"question_id": 1}).value


def test_promise_is_read_back_and_its_question_knows_it(plan: Database, promise: int) -> None:
    found = plan.read(follow_up, promise)
    assert (found.promised, found.owner, found.due) == (
        "We sturen het rooster na.",
        "Anna Voorbeeld",
        date(2026, 12, 15),
    )
    assert (found.state, found.question_id, found.due_history) == (FollowUpState.OPEN, 1, ())
    assert plan.read(question, 1).follow_ups == (promise,)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({}, "promised", "“promised” must be filled in."),
        ({"promised": "x", "owner": "Zoë"}, "owner", "There is no person called “Zoë”"),
        ({"promised": "x", "due": "morgen"}, "due", "a date such as"),
        ({"promised": "x", "question_id": 9}, "question_id", "There is no question 9"),
        ({"promised": "x", "review_id": 10**20}, "review_id", "There is no ethics review 1000"),
        ({"promised": "x", "state": "dropped"}, "reason", "Say why the promise is dropped"),
        ({"promised": "x", "due_history": []}, "due_history", "There is no field"),
    ],
)
def test_bad_promise_is_refused(
    plan: Database, values: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        plan.run(add_follow_up, values)
    assert sentence in str(caught.value)
    assert caught.value.field == field
    assert plan.read(follow_ups) == []


def test_every_earlier_due_date_stays_visible(plan: Database, promise: int) -> None:
    plan.run(change_follow_up, promise, {"due": "2026-12-15"})
    plan.run(change_follow_up, promise, {"due": "2027-01-10"})
    plan.run(change_follow_up, promise, {"due": None})
    step = plan.run(change_follow_up, promise, {"due": "2027-02-01"}).step
    found = plan.read(follow_up, promise)
    assert (found.due, found.due_history) == (date(2027, 2, 1), ("2026-12-15", "2027-01-10"))
    assert step is not None
    plan.revert(step)
    assert plan.read(follow_up, promise).due is None


def test_dropped_without_a_reason_is_refused(plan: Database, promise: int) -> None:
    with pytest.raises(InvalidInput, match="Say why the promise is dropped") as caught:
        plan.run(change_follow_up, promise, {"state": "dropped"})
    assert caught.value.field == "reason"
    assert plan.read(follow_up, promise).state is FollowUpState.OPEN
    plan.run(change_follow_up, promise, {"state": "dropped", "reason": "Wettelijk niet mogelijk."})
    assert plan.read(follow_up, promise).state is FollowUpState.DROPPED


def test_due_date_moved_by_both_is_a_conflict(plan: Database, promise: int) -> None:
    base = {"due": "2026-12-15", "evidence": ""}
    plan.run(change_follow_up, promise, {"due": "2026-12-20"})
    plan.run(change_follow_up, promise, {"due": "2026-12-15", "evidence": "Mail"}, base)
    found = plan.read(follow_up, promise)
    assert (found.due, found.evidence, found.due_history) == (
        date(2026, 12, 20),
        "Mail",
        ("2026-12-15",),
    )
    with pytest.raises(Conflict):
        plan.run(change_follow_up, promise, {"due": "2026-12-24"}, base)


def test_promises_come_by_due_date_those_without_last(plan: Database) -> None:
    for due in (None, "2027-03-01", "2026-12-01"):
        plan.run(add_follow_up, {"promised": str(due), "due": due})
    assert [each.promised for each in plan.read(follow_ups)] == ["2026-12-01", "2027-03-01", "None"]


def test_promise_outlives_its_question(plan: Database, promise: int) -> None:
    plan.run(remove_question, 1)
    assert plan.read(follow_up, promise).question_id is None


def test_removed_promise_is_not_found(plan: Database, promise: int) -> None:
    plan.run(remove_follow_up, promise)
    for change in (
        lambda: plan.read(follow_up, promise),
        lambda: plan.run(change_follow_up, promise, {}),
        lambda: plan.run(remove_follow_up, promise),
    ):
        with pytest.raises(NotFound, match=f"There is no follow-up {promise} in this plan"):
            change()
