"""Undo of everything: the plan is as it was, or nothing happens and the reason is told."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.storage.plan_state import State, state_of
from tests.storage.use_cases import DATE, SERIES, USE_CASES, fill
from townhall.domain.changes import Outcome
from townhall.domain.clock import fixed_clock
from townhall.domain.errors import Conflict
from townhall.services import communications as c
from townhall.services import follow_ups as fu
from townhall.services import occurrences as o
from townhall.services import question_answers as qa
from townhall.services import questions as q
from townhall.services.invitations import export_invitation
from townhall.services.queries.communication_details import communication
from townhall.services.queries.people import people
from townhall.services.queries.plans import activities
from townhall.services.queries.questions import question
from townhall.services.records import add_record, change_record, remove_record
from townhall.storage.database import Database


@pytest.fixture
def plan(database: Database) -> Database:
    fill(database)
    return database


@pytest.fixture(scope="module")
def same_plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One plan for tests that leave it as it was."""
    path = tmp_path_factory.mktemp("undo") / "plan.townhall"
    with Database.create(path, fixed_clock("2026-11-24T09:00+01:00")) as made:
        fill(made)
        yield made


@pytest.mark.parametrize("use_case", USE_CASES.values(), ids=USE_CASES.keys())
def test_every_use_case_can_be_undone_and_done_again(
    same_plan: Database, use_case: tuple[Any, ...]
) -> None:
    plan = same_plan
    before = state_of(plan)
    done = plan.run(*use_case)
    after = state_of(plan)
    assert done.step is not None
    assert after != before
    undone = plan.revert(done.step)
    assert state_of(plan) == before
    assert undone.step is not None
    redone = plan.revert(undone.step)
    assert state_of(plan) == after
    assert redone.step is not None
    plan.revert(redone.step)
    assert state_of(plan) == before
    assert undone.changes.nouns() == done.changes.nouns() == redone.changes.nouns()


def test_steps_are_undone_in_turn_back_to_the_beginning(plan: Database) -> None:
    states, steps = [state_of(plan)], []
    for name in ("change this date", "take away", "change lists", "move series"):
        steps.append(plan.run(*USE_CASES[name]).step)
        states.append(state_of(plan))
    while steps:
        step = steps.pop()
        assert step is not None
        states.pop()
        plan.revert(step)
        assert state_of(plan) == states[-1]


def test_sent_invitation_cannot_be_taken_back(plan: Database, tmp_path: Path) -> None:
    outcome = plan.run(export_invitation, 1, tmp_path)
    assert outcome.step is None
    assert outcome.changes.nouns() == {"communication", "invitation"}


def test_words_can_be_undone_after_an_invitation_was_sent(plan: Database, tmp_path: Path) -> None:
    step = _step(plan.run(c.change_communication, 1, {"title": "Anders"}))
    plan.run(export_invitation, 1, tmp_path)
    told = plan.read(communication, 1).sequence
    plan.revert(step)
    found = plan.read(communication, 1)
    assert (found.title, found.sequence) == ("Town hall", told)


def _step(outcome: Outcome[Any]) -> Any:
    assert outcome.step is not None
    return outcome.step


def refused(plan: Database, step: Any) -> Conflict:
    """Undo is refused, and the plan is as it was, its history included."""
    before: tuple[State, Any] = (state_of(plan), plan.read(activities))
    with pytest.raises(Conflict, match="cannot be undone any more") as caught:
        plan.revert(step)
    assert (state_of(plan), plan.read(activities)) == before
    return caught.value


def test_value_changed_since_is_not_overwritten(plan: Database) -> None:
    step = _step(plan.run(qa.draft_answer, 1, "Omdat."))
    plan.run(qa.draft_answer, 1, "Nee.")
    conflict = refused(plan, step)
    assert conflict.base == {"answer": "Daarom."}
    assert conflict.mine == {"answer": "Omdat."}
    assert conflict.theirs == {"answer": "Nee."}


def test_other_field_changed_since_stays(plan: Database) -> None:
    step = _step(plan.run(q.change_question, 1, {"votes": 9}))
    plan.run(qa.draft_answer, 1, "Nee.")
    plan.revert(step)
    found = plan.read(question, 1)
    assert (found.votes, found.answer) == (0, "Nee.")


def test_value_that_came_back_can_be_undone(plan: Database) -> None:
    step = _step(plan.run(qa.draft_answer, 1, "Omdat."))
    plan.run(qa.draft_answer, 1, "Nee.")
    plan.run(qa.draft_answer, 1, "Omdat.")
    plan.revert(step)
    assert plan.read(question, 1).answer == "Daarom."


ADDED: dict[str, tuple[tuple[Any, ...], Callable[[int], tuple[Any, ...]]]] = {
    "changed since": (
        (q.add_question, {"text": "Hoe?"}),
        lambda new: (q.change_question, new, {"votes": 1}),
    ),
    "removed since": ((q.add_question, {"text": "Hoe?"}), lambda new: (q.remove_question, new)),
    "used since": (
        (add_record, "person", {"name": "Carla Staal"}),
        lambda new: (q.assign_questions, [1], "Carla Staal"),
    ),
    "part added since": (
        (c.add_communication, SERIES),
        lambda new: (
            c.change_communication,
            new,
            {"attendees": [*SERIES["attendees"], "x@y.example"]},
        ),
    ),
    "date changed since": (
        (c.add_communication, SERIES | {"skip_holidays": False}),
        lambda new: (o.change_occurrence, new, DATE, {"location": "Tuin"}),
    ),
    "question for it since": (
        (c.add_communication, SERIES),
        lambda new: (q.change_question, 2, {"communication_id": new}),
    ),
    "audience inside it since": (
        (add_record, "audience", {"name": "Nacht"}),
        lambda new: (change_record, "audience", 2, {"parent": "Nacht"}),
    ),
}


@pytest.mark.parametrize(("add", "since"), ADDED.values(), ids=ADDED.keys())
def test_adding_is_not_undone_when_something_hangs_on_it(
    plan: Database, add: tuple[Any, ...], since: Callable[[int], tuple[Any, ...]]
) -> None:
    added = plan.run(*add)
    plan.run(*since(added.value))
    refused(plan, _step(added))


def test_removing_is_not_undone_when_its_name_is_taken(plan: Database) -> None:
    step = _step(plan.run(remove_record, "audience", 2))
    plan.run(add_record, "audience", {"name": "Spoed"})
    refused(plan, step)


def test_removing_is_not_undone_when_what_it_needs_is_gone(plan: Database) -> None:
    step = _step(plan.run(q.remove_question, 2))
    plan.run(fu.remove_follow_up, 1)
    plan.run(remove_record, "working-group", 1)
    plan.run(remove_record, "person", 1)
    refused(plan, step)


def test_step_is_undone_once(plan: Database) -> None:
    for use_case in (
        (add_record, "idea", {"text": "x"}),
        (q.change_question, 1, {"votes": 3}),
        (remove_record, "task", 1),
    ):
        step = _step(plan.run(*use_case))
        plan.revert(step)
        refused(plan, step)


def test_id_of_a_removed_record_is_never_given_again(plan: Database) -> None:
    removed = plan.run(q.add_question, {"text": "Een?"})
    plan.run(q.remove_question, removed.value)
    assert plan.run(q.add_question, {"text": "Twee?"}).value == removed.value + 1


def test_values_set_without_being_loaded_can_be_undone(plan: Database) -> None:
    def blind(uow: Any) -> None:
        from townhall.storage.models import Question

        found = uow.get(Question, 1)
        uow.session.expire(found)
        found.votes = 7
        uow.label = "Blind"

    before = state_of(plan)
    plan.revert(_step(plan.run(blind)))
    assert state_of(plan) == before


def test_change_and_change_back_in_one_step_is_no_step(plan: Database) -> None:
    def there_and_back(uow: Any) -> None:
        for votes in (7, 0):
            q.change_question(uow, 1, {"votes": votes})
            uow.session.flush()

    assert plan.run(there_and_back).step is None


def test_added_and_removed_in_one_step_is_no_step(plan: Database) -> None:
    def there_and_gone(uow: Any) -> None:
        q.remove_question(uow, q.add_question(uow, {"text": "Even?"}))

    outcome = plan.run(there_and_gone)
    assert (outcome.step, bool(outcome.changes)) == (None, False)


def test_undo_stands_in_the_history_with_its_words(plan: Database) -> None:
    step = _step(plan.run(add_record, "person", {"name": "Carla Staal"}))
    plan.revert(step)
    undone, done = plan.read(activities, limit=2)
    assert (undone.label, done.label) == ("Added person", "Added person")
    assert (undone.changes, done.changes) == (
        (("person", 3, "removed"),),
        (("person", 3, "added"),),
    )
    assert len(plan.read(people)) == 2


def test_a_split_with_a_run_of_show_and_a_run_up_can_be_undone(database: Database) -> None:
    database.run(add_record, "audience", {"name": "Radiologie"})
    weekly = {"start": "2026-11-03T12:00", "recurrence": "FREQ=WEEKLY", "audiences": ["Radiologie"]}
    database.run(c.add_communication, {"kind": "drop-in", "title": "Inloop", **weekly})
    database.run(add_record, "task", {"title": "Zaal", "communication_id": 1, "offset_days": -3})
    before = state_of(database)
    agenda = {"agenda": [{"title": "Demo", "duration_minutes": 0}]}
    date = datetime(2026, 12, 1, 12)
    step = database.run(o.change_occurrence, 1, date, agenda, "following").step
    assert step is not None
    database.revert(step)
    assert state_of(database) == before
