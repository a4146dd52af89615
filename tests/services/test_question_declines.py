"""A decline needs two people, in the window always and in scripts that name one."""

from typing import Any

import pytest

from townhall.domain.errors import InvalidInput, NotFound
from townhall.services.queries.questions import QuestionDetail, question
from townhall.services.question_declines import confirm_decline, propose_decline, refuse_decline
from townhall.services.questions import add_question, change_question
from townhall.storage.database import Database

PROPOSAL = ("personal-case", "Dat gaat over één persoon.", "Anna Voorbeeld")
BY_SCRIPT = {
    "outcome": "declined",
    "decline_kind": "unclear",
    "decline_reason": "We begrijpen de vraag niet.",
    "declined_by": "Anna Voorbeeld",
}


@pytest.fixture
def plan(database: Database) -> Database:
    database.run(add_question, {"text": "Waarom kreeg mijn buurman dat?"})
    return database


def told(plan: Database) -> QuestionDetail:
    return plan.read(question, 1)


def steps(plan: Database) -> list[tuple[str, str, str]]:
    return [(each.step, each.by, each.detail) for each in told(plan).steps]


def test_a_proposal_leaves_the_question_open(plan: Database) -> None:
    plan.run(propose_decline, 1, *PROPOSAL)
    stored = told(plan)
    assert (stored.state, stored.outcome) == ("new", "open")
    assert (stored.decline_kind, stored.decline_reason, stored.declined_by) == PROPOSAL
    assert steps(plan) == [("decline-proposed", "Anna Voorbeeld", PROPOSAL[1])]


def test_somebody_else_confirms(plan: Database) -> None:
    plan.run(propose_decline, 1, *PROPOSAL)
    plan.run(confirm_decline, 1, "Bram Proefman")
    stored = told(plan)
    assert (stored.state, stored.outcome) == ("closed", "declined")
    assert (stored.declined_by, stored.decline_confirmed_by) == (
        "Anna Voorbeeld",
        "Bram Proefman",
    )
    assert steps(plan)[-1] == ("declined", "Bram Proefman", PROPOSAL[1])


@pytest.mark.parametrize("name", ["Anna Voorbeeld", " anna  VOORBEELD "])
def test_the_same_person_cannot_confirm(plan: Database, name: str) -> None:
    plan.run(propose_decline, 1, *PROPOSAL)
    with pytest.raises(InvalidInput, match="Somebody else has to confirm") as refused:
        plan.run(confirm_decline, 1, name)
    assert refused.value.field == "decline_confirmed_by"
    assert told(plan).outcome == "open"


def test_a_refused_proposal_leaves_nothing_but_its_steps(plan: Database) -> None:
    plan.run(propose_decline, 1, *PROPOSAL)
    plan.run(refuse_decline, 1, "Bram Proefman")
    stored = told(plan)
    assert (stored.state, stored.outcome) == ("new", "open")
    assert (stored.decline_kind, stored.decline_reason, stored.declined_by) == ("", "", "")
    assert steps(plan)[-1] == ("decline-refused", "Bram Proefman", PROPOSAL[1])


def test_another_end_drops_the_proposal(plan: Database) -> None:
    plan.run(propose_decline, 1, *PROPOSAL)
    plan.run(change_question, 1, {"outcome": "answered-live"})
    assert (told(plan).outcome, told(plan).declined_by) == ("answered-live", "")
    assert told(plan).decline_reason == ""


def test_opened_again_nothing_waits(plan: Database) -> None:
    plan.run(propose_decline, 1, *PROPOSAL)
    plan.run(confirm_decline, 1, "Bram Proefman")
    plan.run(change_question, 1, {"outcome": "open"})
    assert (told(plan).state, told(plan).declined_by) == ("new", "")
    assert steps(plan)[-1][0] == "reopened"


@pytest.mark.parametrize(
    ("kind", "reason", "name", "field"),
    [
        ("", "Daarom.", "Anna Voorbeeld", "decline_kind"),
        ("because", "Daarom.", "Anna Voorbeeld", "decline_kind"),
        ("unclear", " ", "Anna Voorbeeld", "decline_reason"),
        ("unclear", "Daarom.", " ", "declined_by"),
    ],
)
def test_a_proposal_says_why_and_who(
    plan: Database, kind: str, reason: str, name: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        plan.run(propose_decline, 1, kind, reason, name)
    assert refused.value.field == field
    assert told(plan).declined_by == ""


def test_nothing_to_confirm_or_refuse(plan: Database) -> None:
    for use_case in (confirm_decline, refuse_decline):
        with pytest.raises(InvalidInput, match="Nobody proposed"):
            plan.run(use_case, 1, "Bram Proefman")
        with pytest.raises(InvalidInput, match="needs two people"):
            plan.run(use_case, 1, "")
    with pytest.raises(NotFound):
        plan.run(confirm_decline, 9, "Bram Proefman")


def test_a_script_that_names_nobody_closes_at_once(plan: Database) -> None:
    values = {"outcome": "declined", "decline_reason": "Nee."}
    plan.run(change_question, 1, values)
    assert (told(plan).outcome, told(plan).decline_confirmed_by) == ("declined", "")


def test_a_script_that_names_one_proposes(plan: Database) -> None:
    plan.run(change_question, 1, BY_SCRIPT)
    assert (told(plan).outcome, told(plan).declined_by) == ("open", "Anna Voorbeeld")
    with pytest.raises(InvalidInput, match="Say who else confirms"):
        plan.run(change_question, 1, {"outcome": "declined"})
    plan.run(change_question, 1, {"decline_confirmed_by": "Bram Proefman"})
    assert told(plan).outcome == "declined"


def test_a_script_that_names_two_closes(plan: Database) -> None:
    plan.run(change_question, 1, BY_SCRIPT | {"decline_confirmed_by": "Bram Proefman"})
    assert (told(plan).outcome, told(plan).decline_confirmed_by) == ("declined", "Bram Proefman")


def test_what_was_shown_can_be_added_again(plan: Database) -> None:
    values: dict[str, Any] = BY_SCRIPT | {"decline_confirmed_by": "Bram Proefman"}
    added = plan.run(add_question, {"text": "Nog een?"} | values).value
    assert plan.read(question, added).decline_confirmed_by == "Bram Proefman"


@pytest.mark.parametrize("name", [3, ["Anna"], None])
def test_a_name_is_text(plan: Database, name: object) -> None:
    plan.run(propose_decline, 1, *PROPOSAL)
    if name is None:
        plan.run(change_question, 1, {"decline_confirmed_by": name})
        assert told(plan).outcome == "open"
        return
    with pytest.raises(InvalidInput):
        plan.run(change_question, 1, {"decline_confirmed_by": name})


def test_a_closed_question_is_not_proposed(plan: Database) -> None:
    plan.run(change_question, 1, {"outcome": "answered-live"})
    with pytest.raises(InvalidInput, match="Open it again"):
        plan.run(propose_decline, 1, *PROPOSAL)
