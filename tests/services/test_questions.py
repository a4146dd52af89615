"""Questions: state, approval and outcome follow each other; what cannot be is refused."""

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from townhall.domain.clock import fixed_clock
from townhall.domain.errors import Conflict, InvalidInput, NotFound
from townhall.domain.terms import Anonymity, Outcome, QuestionState
from townhall.services.communications import add_communication
from townhall.services.queries.follow_ups import follow_up, follow_ups
from townhall.services.queries.questions import QuestionDetail, question, questions
from townhall.services.question_answers import approve_answer, draft_answer
from townhall.services.questions import (
    add_question,
    answer_question,
    assign_questions,
    assign_to_new_person,
    change_question,
    change_questions,
    remove_question,
    reopen_question,
    take_away,
)
from townhall.services.records import add_record
from townhall.storage.database import Database

ASKED = {"text": "Verandert mijn werk?"}


@pytest.fixture
def plan(database: Database) -> Database:
    """A plan with Anna, Bram, an audience and a monthly town hall."""
    for name in ("Anna Voorbeeld", "Bram Proefman"):
        database.run(add_record, "person", {"name": name})
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(
        add_communication,
        {
            "kind": "town-hall",
            "title": "Town hall",
            "start": "2026-12-03T10:00",
            "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
        },
    )
    return database


@pytest.fixture
def asked(plan: Database) -> int:
    return plan.run(add_question, ASKED).value


def declined(reason: str) -> dict[str, str]:
    return {"outcome": "declined", "decline_reason": reason}


def state_of(plan: Database, question_id: int) -> tuple[str, str]:
    found = plan.read(question, question_id)
    return found.state.value, found.outcome.value


def approval_of(found: QuestionDetail) -> tuple[str, datetime | None]:
    return found.approved_by, found.approved_at


def refused(plan: Database, question_id: int, values: dict[str, Any]) -> tuple[str, str | None]:
    """The sentence and field of a refusal, after which nothing has changed."""
    before = plan.read(questions)
    with pytest.raises(InvalidInput) as caught:
        plan.run(change_question, question_id, values)
    assert plan.read(questions) == before
    return str(caught.value), caught.value.field


def test_question_is_read_back_equal(plan: Database) -> None:
    values = {
        "text": "Krijg ik straks «minder» patiënten?\nEn wanneer?",
        "communication_id": 1,
        "original_start": "2027-01-07T10:00",
        "source": "Slido",
        "source_id": "s-1",
        "asked_at": "2026-11-20T14:05:30",
        "audience": "radiologie",
        "anonymity": "named",
        "asker": "Carla Staal",
        "votes": 12,
        "theme": "workload",
        "language": "nl",
        "owner": "Anna Voorbeeld",
        "answer_by": "2026-12-01",
    }
    found = plan.read(question, plan.run(add_question, values).value)
    assert found.text == values["text"]
    assert (found.communication_id, found.original_start) == (1, datetime(2027, 1, 7, 10))
    assert (found.source, found.source_id) == ("Slido", "s-1")
    assert found.asked_at == datetime(2026, 11, 20, 14, 5)
    assert (found.audience, found.owner) == ("Radiologie", "Anna Voorbeeld")
    assert (found.anonymity, found.asker) == (Anonymity.NAMED, "Carla Staal")
    assert (found.votes, found.theme, found.language) == (12, "workload", "nl")
    assert found.answer_by == date(2026, 12, 1)
    assert (found.state, found.outcome) == (QuestionState.ASSIGNED, Outcome.OPEN)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({}, "text", "“text” must be filled in."),
        ({"text": " \n "}, "text", "“text” must be filled in."),
        ({"text": "x" * 4001}, "text", "has 4001 characters; at most 4000 are allowed."),
        ({"text": "a\x00b"}, "text", "holds a control character (U+0000)"),
        ({"text": "x", "owner": "Zoë"}, "owner", "There is no person called “Zoë”"),
        ({"text": "x", "audience": "IC"}, "audience", "There is no audience called “IC”"),
        ({"text": "x", "votes": -1}, "votes", "a whole number from 0"),
        ({"text": "x", "theme": "geld"}, "theme", "must be one of: job-and-role"),
        ({"text": "x", "communication_id": 9}, "communication_id", "There is no communication 9"),
        ({"text": "x", "lead_id": 9}, "lead_id", "There is no question 9 in this plan"),
        (
            {"text": "x", "original_start": "2026-12-03T10:00"},
            "communication_id",
            "Say which communication this is a date of.",
        ),
        (
            {"text": "x", "communication_id": 1, "original_start": "2026-12-04T10:00"},
            "original_start",
            "“Town hall” has no date 2026-12-04T10:00.",
        ),
        ({"text": "x", "state": "assigned"}, "owner", "Say who answers the question"),
        ({"text": "x", "state": "drafted"}, "answer", "There is no answer to approve yet."),
        ({"text": "x", "state": "approved"}, "state", "There is no answer to approve yet."),
        ({"text": "x", "state": "closed"}, "outcome", "Say how the question ended"),
        (
            {"text": "x", "outcome": "declined"},
            "decline_reason",
            "Say why the question is declined",
        ),
        ({"text": "x", "outcome": "merged"}, "lead_id", "Say which question it is merged into."),
        (
            {"text": "x", "outcome": "answered-in-writing", "answer": "Ja."},
            "outcome",
            "An answer in writing must be approved before it is given.",
        ),
        ({"text": "x", "approved_at": "2026-12-03T10:00"}, "approved_at", "There is no field"),
    ],
)
def test_bad_question_is_refused(
    plan: Database, values: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        plan.run(add_question, values)
    assert sentence in str(caught.value)
    assert caught.value.field == field
    assert plan.read(questions) == []


def test_anonymous_question_never_stores_who_asked(plan: Database) -> None:
    for anonymity in ("anonymous", "held-by-source"):
        values = ASKED | {"asker": "Carla Staal", "anonymity": anonymity}
        question_id = plan.run(add_question, values).value
        assert plan.read(question, question_id).asker == ""
    named = plan.run(add_question, ASKED | {"asker": "Dirk Demo", "anonymity": "named"}).value
    plan.run(change_question, named, {"anonymity": "anonymous"})
    assert plan.read(question, named).asker == ""
    plan.run(change_question, named, {"asker": "Dirk Demo"})
    assert plan.read(question, named).asker == ""
    plan.close()
    with closing(sqlite3.connect(Path(plan.name))) as connection:
        assert not any("Carla" in line for line in connection.iterdump())


def test_owner_assigns_a_new_question_and_taking_it_away_makes_it_new(
    plan: Database, asked: int
) -> None:
    plan.run(change_question, asked, {"owner": "Anna Voorbeeld"})
    assert state_of(plan, asked) == ("assigned", "open")
    plan.run(change_question, asked, {"owner": None})
    assert state_of(plan, asked) == ("new", "open")


def test_answer_goes_from_draft_to_approved_to_given(plan: Database, asked: int) -> None:
    plan.run(draft_answer, asked, "Ja, deels.")
    assert state_of(plan, asked) == ("drafted", "open")
    plan.run(approve_answer, asked, "Bram Proefman")
    assert state_of(plan, asked) == ("approved", "open")
    assert approval_of(plan.read(question, asked)) == (
        "Bram Proefman",
        fixed_clock("2026-11-24T08:00Z").fixed_utc,
    )
    plan.run(answer_question, asked, "answered-in-writing")
    assert state_of(plan, asked) == ("closed", "answered-in-writing")
    assert plan.read(question, asked).approved_by == "Bram Proefman"


def test_other_words_take_an_approval_back(plan: Database, asked: int) -> None:
    plan.run(draft_answer, asked, "Ja, deels.")
    plan.run(approve_answer, asked, "Bram Proefman")
    plan.run(draft_answer, asked, "Ja, deels.")
    assert state_of(plan, asked) == ("approved", "open")
    plan.run(draft_answer, asked, "Nee.")
    assert state_of(plan, asked) == ("drafted", "open")
    assert approval_of(plan.read(question, asked)) == ("", None)


def test_changed_answer_in_writing_waits_for_approval_again(plan: Database, asked: int) -> None:
    plan.run(draft_answer, asked, "Ja.")
    plan.run(approve_answer, asked, "Bram Proefman")
    plan.run(answer_question, asked, "answered-in-writing")
    plan.run(draft_answer, asked, "Nee.")
    assert state_of(plan, asked) == ("drafted", "open")


def test_minutes_of_a_live_answer_leave_it_closed(plan: Database, asked: int) -> None:
    plan.run(answer_question, asked, "answered-live")
    plan.run(draft_answer, asked, "Zoals gezegd: ja.")
    assert state_of(plan, asked) == ("closed", "answered-live")
    plan.run(approve_answer, asked, "Bram Proefman")
    assert state_of(plan, asked) == ("closed", "answered-live")
    assert plan.read(question, asked).approved_by == "Bram Proefman"
    with pytest.raises(InvalidInput, match="Say who approved the answer"):
        plan.run(approve_answer, asked, " ")


def test_approval_without_an_answer_is_refused(plan: Database, asked: int) -> None:
    with pytest.raises(InvalidInput, match="There is no answer to approve yet"):
        plan.run(approve_answer, asked, "Bram Proefman")


def test_empty_approver_is_no_approval(plan: Database, asked: int) -> None:
    plan.run(draft_answer, asked, "Ja.")
    plan.run(change_question, asked, {"approved_by": ""})
    assert plan.read(question, asked).approved_at is None
    plan.run(approve_answer, asked, "Bram Proefman")
    plan.run(change_question, asked, {"approved_by": ""})
    assert state_of(plan, asked) == ("drafted", "open")
    assert approval_of(plan.read(question, asked)) == ("", None)


def test_answer_and_approval_can_come_together(plan: Database) -> None:
    values = ASKED | {
        "answer": "Ja.",
        "approved_by": "Bram Proefman",
        "outcome": "answered-in-writing",
    }
    question_id = plan.run(add_question, values).value
    assert state_of(plan, question_id) == ("closed", "answered-in-writing")


def test_emptied_answer_goes_back_to_its_owner(plan: Database, asked: int) -> None:
    plan.run(change_question, asked, {"owner": "Anna Voorbeeld"})
    plan.run(draft_answer, asked, "Ja.")
    plan.run(draft_answer, asked, "")
    assert state_of(plan, asked) == ("assigned", "open")


def test_declining_needs_a_reason(plan: Database, asked: int) -> None:
    with pytest.raises(InvalidInput, match="Say why the question is declined"):
        plan.run(change_question, asked, declined(" "))
    plan.run(change_question, asked, declined("Gaat over één persoon."))
    assert state_of(plan, asked) == ("closed", "declined")


def test_taking_away_keeps_the_promise(plan: Database, asked: int) -> None:
    promise = plan.run(take_away, asked, "We zoeken het uit.", "anna voorbeeld", "2026-12-15").value
    assert state_of(plan, asked) == ("closed", "taken-away")
    assert plan.read(question, asked).follow_ups == (promise,)
    found = plan.read(follow_up, promise)
    assert (found.owner, found.due) == ("Anna Voorbeeld", date(2026, 12, 15))


def test_taking_away_without_a_promise_changes_nothing(plan: Database, asked: int) -> None:
    for promised, owner, due in (("", "", None), ("x", "Zoë", None), ("x", "", "morgen")):
        with pytest.raises(InvalidInput):
            plan.run(take_away, asked, promised, owner, due)
    assert state_of(plan, asked) == ("new", "open")
    assert plan.read(follow_ups) == []


@pytest.mark.parametrize(
    ("before", "state"),
    [
        ({}, "new"),
        ({"owner": "Anna Voorbeeld"}, "assigned"),
        ({"answer": "Ja."}, "drafted"),
        ({"answer": "Ja.", "approved_by": "Bram Proefman"}, "approved"),
    ],
)
def test_reopened_question_is_where_it_was(
    plan: Database, before: dict[str, Any], state: str
) -> None:
    question_id = plan.run(add_question, ASKED | before).value
    plan.run(answer_question, question_id, "answered-live")
    plan.run(reopen_question, question_id)
    assert state_of(plan, question_id) == (state, "open")


def test_state_set_back_opens_the_question(plan: Database, asked: int) -> None:
    plan.run(change_question, asked, declined("Nee."))
    plan.run(change_question, asked, {"state": "assigned", "owner": "Anna Voorbeeld"})
    assert state_of(plan, asked) == ("assigned", "open")


def test_carried_over_question_stays_open(plan: Database, asked: int) -> None:
    plan.run(change_question, asked, {"outcome": "carried-over", "times_carried": 1})
    assert state_of(plan, asked) == ("new", "carried-over")
    plan.run(draft_answer, asked, "Ja.")
    assert state_of(plan, asked) == ("drafted", "carried-over")
    assert refused(plan, asked, {"state": "closed"})[1] == "outcome"


def test_lead_makes_a_question_merged_and_none_takes_it_apart(plan: Database, asked: int) -> None:
    other = plan.run(add_question, {"text": "Wat verandert er?"}).value
    plan.run(change_question, other, {"lead_id": asked})
    assert state_of(plan, other) == ("closed", "merged")
    assert plan.read(question, asked).merged_ids == (other,)
    assert plan.read(question, other).text == "Wat verandert er?"
    plan.run(change_question, other, {"lead_id": None})
    assert state_of(plan, other) == ("new", "open")


def test_merged_question_with_another_end_has_no_lead(plan: Database, asked: int) -> None:
    other = plan.run(add_question, {"text": "Wat verandert er?"}).value
    for values in ({"outcome": "answered-live"}, {"outcome": "open"}, {"state": "new"}):
        plan.run(change_question, other, {"lead_id": asked})
        plan.run(change_question, other, values)
        assert plan.read(question, other).lead_id is None
    assert state_of(plan, other) == ("new", "open")


def test_merging_in_circles_or_chains_is_refused(plan: Database, asked: int) -> None:
    second = plan.run(add_question, {"text": "Twee?"}).value
    third = plan.run(add_question, {"text": "Drie?"}).value
    sentence = "A question cannot be merged into itself."
    assert refused(plan, asked, {"lead_id": asked}) == (sentence, "lead_id")
    plan.run(change_question, second, {"lead_id": asked})
    sentence = f"Question {second} is merged into question {asked} itself. Choose that one."
    assert refused(plan, third, {"lead_id": second}) == (sentence, "lead_id")
    assert "Take them apart first" in refused(plan, asked, {"lead_id": third})[0]


def test_question_others_are_merged_into_is_not_removed(plan: Database, asked: int) -> None:
    other = plan.run(add_question, ASKED | {"lead_id": asked}).value
    with pytest.raises(InvalidInput, match="Take them apart first"):
        plan.run(remove_question, asked)
    plan.run(remove_question, other)
    plan.run(remove_question, asked)
    assert plan.read(questions) == []


def test_another_communication_has_other_dates(plan: Database) -> None:
    single = plan.run(
        add_communication, {"kind": "drop-in", "title": "Inloop", "start": "2026-12-10T12:00"}
    ).value
    values = ASKED | {"communication_id": 1, "original_start": "2026-12-03T10:00"}
    question_id = plan.run(add_question, values).value
    plan.run(change_question, question_id, {"communication_id": single})
    assert plan.read(question, question_id).original_start is None


def test_several_questions_change_as_one_step(plan: Database, asked: int) -> None:
    other = plan.run(add_question, {"text": "Twee?"}).value
    step = plan.run(assign_questions, [asked, other], "Anna Voorbeeld").step
    assert step is not None
    assert step.label == "Assigned 2 questions"
    assert [found.owner for found in plan.read(questions)] == ["Anna Voorbeeld"] * 2
    plan.revert(step)
    assert [found.owner for found in plan.read(questions)] == [None, None]
    step = plan.run(change_questions, [asked], {"theme": "privacy"}).step
    assert step is not None
    assert step.label == "Changed 1 question"


def test_one_refusal_of_several_changes_none(plan: Database, asked: int) -> None:
    other = plan.run(add_question, ASKED | {"answer": "Ja."}).value
    with pytest.raises(InvalidInput):
        plan.run(change_questions, [other, asked], {"state": "approved"})
    assert state_of(plan, other) == ("drafted", "open")
    with pytest.raises(NotFound):
        plan.run(assign_questions, [asked, 99], "Anna Voorbeeld")
    assert state_of(plan, asked) == ("new", "open")


def test_new_person_gets_the_questions_in_the_same_step(plan: Database, asked: int) -> None:
    step = plan.run(assign_to_new_person, [asked], "Dirk Demo").step
    assert plan.read(question, asked).owner == "Dirk Demo"
    assert step is not None
    plan.revert(step)
    assert plan.read(question, asked).owner is None


def test_answer_written_by_both_is_a_conflict(plan: Database, asked: int) -> None:
    plan.run(draft_answer, asked, "Ja.")
    plan.run(draft_answer, asked, "Nee.", {"answer": "Ja."})
    with pytest.raises(Conflict) as caught:
        plan.run(draft_answer, asked, "Misschien.", {"answer": "Ja."})
    assert (caught.value.base, caught.value.mine, caught.value.theirs) == (
        {"answer": "Ja."},
        {"answer": "Misschien."},
        {"answer": "Nee."},
    )
    plan.run(change_question, asked, {"votes": 3, "answer": "Ja."}, {"votes": 0, "answer": "Ja."})
    found = plan.read(question, asked)
    assert (found.votes, found.answer) == (3, "Nee.")


def test_question_that_is_gone_is_not_found(plan: Database, asked: int) -> None:
    plan.run(remove_question, asked)
    for change in (
        lambda: plan.run(change_question, asked, {}),
        lambda: plan.run(take_away, asked, "x", "", None),
        lambda: plan.run(approve_answer, asked, "x"),
        lambda: plan.run(remove_question, asked),
    ):
        with pytest.raises(NotFound, match=f"There is no question {asked} in this plan"):
            change()
