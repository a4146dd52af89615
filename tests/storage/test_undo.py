"""Undo of everything: the plan is as it was, or nothing happens and the reason is told."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.storage.plan_state import State, state_of
from townhall.domain.changes import Outcome
from townhall.domain.errors import Conflict
from townhall.services import communications as c
from townhall.services import follow_ups as fu
from townhall.services import occurrences as o
from townhall.services import questions as q
from townhall.services.invitations import export_invitation
from townhall.services.plans import change_plan
from townhall.services.queries.communication_details import communication
from townhall.services.queries.people import people
from townhall.services.queries.plans import activities
from townhall.services.queries.questions import question
from townhall.services.records import add_record, change_record, remove_record
from townhall.storage.database import Database

SERIES = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-11-03T10:00",
    "recurrence": "FREQ=WEEKLY",
    "skip_holidays": True,
    "organizer": {"email": "anna@delinde.example"},
    "attendees": ["bram@delinde.example", "carla@delinde.example"],
    "audiences": ["Radiologie"],
    "initiatives": ["Triage"],
    "agenda": [{"title": "Opening", "duration_minutes": 5}],
}
DATE = datetime(2026, 12, 8, 10)
LATER = datetime(2026, 12, 15, 10)


@pytest.fixture
def plan(database: Database) -> Database:
    """A plan with something of everything: a series (1), a single (2), questions, parts."""
    for name in ("Anna Voorbeeld", "Bram Proefman"):
        database.run(add_record, "person", {"name": name})
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(add_record, "audience", {"name": "Spoed", "parent": "Radiologie"})
    impact = {"audience": "Radiologie", "text": "Minder bellen."}
    database.run(add_record, "initiative", {"name": "Triage", "impacts": [impact]})
    database.run(c.add_communication, SERIES)
    database.run(
        c.add_communication, {"kind": "drop-in", "title": "Inloop", "start": "2026-12-04T12:00"}
    )
    of_date = {"communication_id": 1, "original_start": LATER}
    database.run(q.add_question, {"text": "Waarom?", "answer": "Daarom.", **of_date})
    database.run(q.add_question, {"text": "Wanneer?", "owner": "Anna Voorbeeld"})
    database.run(q.add_question, {"text": "Hoezo?", "lead_id": 1})
    database.run(fu.add_follow_up, {"promised": "Nasturen.", "due": "2026-12-20", "question_id": 2})
    database.run(add_record, "task", {"title": "Zaal", **of_date})
    database.run(add_record, "working-group", {"name": "Werkgroep", "members": ["Anna Voorbeeld"]})
    database.run(
        add_record,
        "review",
        {
            "initiative": "Triage",
            "date": "2026-10-01",
            "aspects": [{"aspect": "bias", "finding": "In orde."}],
            "conditions": [{"text": "Meet.", "owner": "Bram Proefman"}],
        },
    )
    database.run(o.change_occurrence, 1, LATER, {"location": "Kantine"})
    database.run(c.set_agenda, 1, [{"title": "Demo", "duration_minutes": 9}], LATER)
    return database


USE_CASES: dict[str, tuple[Any, ...]] = {
    "add person": (add_record, "person", {"name": "Carla Staal"}),
    "change person": (change_record, "person", 1, {"name": "Anna Nieuw", "notes": "é\nz"}),
    "add audience": (add_record, "audience", {"name": "Nacht", "parent": "Spoed"}),
    "remove audience": (remove_record, "audience", 2),
    "change audience": (
        change_record,
        "audience",
        1,
        {"channels": ["video"], "lead": "Anna Voorbeeld"},
    ),
    "add initiative": (
        add_record,
        "initiative",
        {"name": "Scans", "impacts": [{"audience": "Spoed", "text": "x"}]},
    ),
    "change impacts": (change_record, "initiative", 1, {"impacts": []}),
    "add cadence": (
        add_record,
        "cadence",
        {"initiative": "Triage", "audience": "Spoed", "kind": "training", "every_weeks": 4},
    ),
    "add key message": (add_record, "key-message", {"text": "x", "proof_points": ["y"]}),
    "add idea": (add_record, "idea", {"text": "x"}),
    "add duty": (add_record, "duty", {"initiative": "Triage", "kind": "other"}),
    "add training": (add_record, "training", {"title": "x", "communication_id": 1}),
    "change task": (change_record, "task", 1, {"done_on": "2026-11-24"}),
    "remove task": (remove_record, "task", 1),
    "change members": (
        change_record,
        "working-group",
        1,
        {"members": ["Bram Proefman", "Anna Voorbeeld"]},
    ),
    "remove working group": (remove_record, "working-group", 1),
    "change review": (
        change_record,
        "review",
        1,
        {"aspects": [{"aspect": "privacy"}, {"aspect": "bias"}], "conditions": []},
    ),
    "remove review": (remove_record, "review", 1),
    "change settings": (change_plan, {"organisation": "De Linde", "work_start": "07:00"}),
    "add communication": (c.add_communication, SERIES | {"title": "Tweede"}),
    "change words": (c.change_communication, 1, {"title": "Anders", "location": "Aula"}),
    "change lists": (
        c.change_communication,
        1,
        {
            "organizer": None,
            "attendees": ["carla@delinde.example", "dirk@delinde.example"],
            "audiences": ["Spoed"],
            "initiatives": [],
            "agenda": [
                {"title": "A", "duration_minutes": 1},
                {"title": "B", "duration_minutes": 2},
            ],
        },
    ),
    "move series": (c.change_communication, 1, {"start": "2026-11-03T11:30"}),
    "change rule": (
        c.change_communication,
        1,
        {"recurrence": "FREQ=WEEKLY;BYDAY=TU;COUNT=5", "skip_holidays": False},
    ),
    "sign off": (c.change_communication, 1, {"sign_off": "approved", "signed_by": "Anna"}),
    "cancel communication": (c.cancel_communication, 1),
    "remove series": (c.remove_communication, 1),
    "remove single": (c.remove_communication, 2),
    "set agenda": (c.set_agenda, 1, [{"title": "Anders", "duration_minutes": 1}]),
    "set agenda of a date": (c.set_agenda, 1, [{"title": "X", "duration_minutes": 1}], DATE),
    "drop agenda of a date": (c.set_agenda, 1, [], LATER),
    "change this date": (o.change_occurrence, 1, DATE, {"start": "2026-12-09T10:00", "title": "X"}),
    "change this date again": (o.change_occurrence, 1, LATER, {"location": "Tuin"}),
    "regular again": (o.change_occurrence, 1, LATER, {"location": ""}),
    "change following dates": (
        o.change_occurrence,
        1,
        DATE,
        {"start": "2026-12-10T09:00", "title": "X"},
        "following",
    ),
    "change all dates": (o.change_occurrence, 1, DATE, {"start": "2026-12-08T09:00"}, "all"),
    "widen a change": (o.widen_change, 1, LATER, {"location": "Kantine"}, "following"),
    "cancel this date": (o.cancel_occurrence, 1, DATE),
    "cancel following dates": (o.cancel_occurrence, 1, DATE, "following"),
    "put back a date": (o.restore_occurrence, 1, LATER),
    "add question": (q.add_question, {"text": "Hoe?", "anonymity": "named", "asker": "Dirk"}),
    "change question": (q.change_question, 1, {"votes": 9, "theme": "privacy"}),
    "assign": (q.assign_questions, [1, 2], "Bram Proefman"),
    "assign to new person": (q.assign_to_new_person, [1, 2], "Dirk Demo"),
    "draft": (q.draft_answer, 1, "Omdat."),
    "approve": (q.approve_answer, 1, "Bram Proefman"),
    "answer": (q.answer_question, 1, "answered-live"),
    "decline": (q.decline_question, 1, "Gaat over één persoon."),
    "take away": (q.take_away, 1, "We zoeken het uit.", "Anna Voorbeeld", "2026-12-15"),
    "take apart": (q.change_question, 3, {"lead_id": None}),
    "reopen": (q.reopen_question, 3),
    "remove question": (q.remove_question, 2),
    "add follow-up": (fu.add_follow_up, {"promised": "x", "question_id": 1}),
    "change follow-up": (fu.change_follow_up, 1, {"due": "2027-01-10", "state": "in-progress"}),
    "remove follow-up": (fu.remove_follow_up, 1),
}


@pytest.mark.parametrize("use_case", USE_CASES.values(), ids=USE_CASES.keys())
def test_every_use_case_can_be_undone_and_done_again(
    plan: Database, use_case: tuple[Any, ...]
) -> None:
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
    step = _step(plan.run(q.draft_answer, 1, "Omdat."))
    plan.run(q.draft_answer, 1, "Nee.")
    conflict = refused(plan, step)
    assert conflict.base == {"answer": "Daarom."}
    assert conflict.mine == {"answer": "Omdat."}
    assert conflict.theirs == {"answer": "Nee."}


def test_other_field_changed_since_stays(plan: Database) -> None:
    step = _step(plan.run(q.change_question, 1, {"votes": 9}))
    plan.run(q.draft_answer, 1, "Nee.")
    plan.revert(step)
    found = plan.read(question, 1)
    assert (found.votes, found.answer) == (0, "Nee.")


def test_value_that_came_back_can_be_undone(plan: Database) -> None:
    step = _step(plan.run(q.draft_answer, 1, "Omdat."))
    plan.run(q.draft_answer, 1, "Nee.")
    plan.run(q.draft_answer, 1, "Omdat.")
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
