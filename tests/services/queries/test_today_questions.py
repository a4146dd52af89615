"""What waits for somebody with questions, as Today tells it."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from townhall.services.queries.today_items import Item
from townhall.services.queries.today_questions import waiting_questions
from townhall.services.question_answers import approve_answer, draft_answer, renew_answer
from townhall.services.question_declines import confirm_decline, propose_decline
from townhall.services.questions import add_question, change_question
from townhall.storage.database import Database

TODAY = date(2026, 11, 24)


@pytest.fixture
def plan(database: Database) -> Database:
    for text in ("Waarom?", "Wanneer?", "Hoe?"):
        database.run(add_question, {"text": text})
    return database


def told(plan: Database) -> list[tuple[str, str, int | None]]:
    def items(session: Session) -> list[Item]:
        return list(waiting_questions(session, TODAY))

    return [(each.title, each.reason, each.question_id) for each in plan.read(items)]


def test_nothing_waits(plan: Database) -> None:
    assert told(plan) == []


def test_a_decline_waits_until_it_is_confirmed(plan: Database) -> None:
    plan.run(draft_answer, 2, "Nooit.")
    for question_id in (2, 3):
        plan.run(propose_decline, question_id, "unclear", "Hoe bedoel je?", "Anna Voorbeeld")
    assert told(plan) == [("2 declines wait for a second person", "“Wanneer?”", 2)]
    plan.run(confirm_decline, 2, "Bram Proefman")
    assert told(plan) == [("1 decline waits for a second person", "“Hoe?”", 3)]


def test_an_answer_past_its_day_is_rechecked(plan: Database) -> None:
    for question_id in (1, 2):
        plan.run(draft_answer, question_id, "Ja.")
        plan.run(approve_answer, question_id, "Carla Staal", "2026-11-23")
    plan.run(change_question, 1, {"outcome": "answered-live"})
    assert told(plan) == [("2 answers to recheck", "“Waarom?”", 1)]
    plan.run(renew_answer, 1)
    assert told(plan) == [("1 answer to recheck", "“Wanneer?”", 2)]
    plan.run(change_question, 2, {"outcome": "taken-away"})
    assert told(plan) == []


def test_a_drafted_answer_waits_for_approval(plan: Database) -> None:
    plan.run(draft_answer, 1, "Ja.")
    assert told(plan) == [("1 answer waits for approval", "“Waarom?”", 1)]
