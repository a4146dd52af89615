"""Where a question was asked stays known, whatever becomes of its dates."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from townhall.domain.errors import InvalidInput
from townhall.services import communications as c
from townhall.services import extra_dates as e
from townhall.services import occurrences as o
from townhall.services import questions as q
from townhall.storage import models as m
from townhall.storage.database import Database
from townhall.storage.unit_of_work import UnitOfWork

WEEKLY = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-12-01T10:00",
    "recurrence": "FREQ=WEEKLY",
}
FIRST, SECOND, THIRD = (datetime(2026, 12, day, 10) for day in (1, 8, 15))


def asked(session: Session, question_id: int = 1) -> tuple[int | None, datetime | None]:
    found = session.get_one(m.Question, question_id)
    return found.asked_communication_id, found.asked_original_start


def carry(uow: UnitOfWork, question_id: int, start: datetime, to: datetime) -> None:
    """As a carry-over does: it is to be answered elsewhere, and where it was asked stays."""
    question = uow.get(m.Question, question_id)
    question.original_start, question.times_carried = to, 1
    uow.session.add(
        m.CarryOver(
            question_id=question_id,
            from_communication_id=1,
            from_original_start=start,
            to_communication_id=1,
            to_original_start=to,
            at=datetime(2026, 12, 1, 12, tzinfo=UTC),
        )
    )


@pytest.fixture
def plan(database: Database) -> Database:
    """A weekly town hall (1) with a question of its first date (1)."""
    database.run(c.add_communication, WEEKLY)
    of_first = {"communication_id": 1, "original_start": FIRST}
    database.run(q.add_question, {"text": "Waarom?", **of_first})
    return database


def test_a_question_was_asked_where_it_is_added(plan: Database) -> None:
    assert plan.read(asked) == (1, FIRST)
    plan.run(q.add_question, {"text": "Per mail?"})
    assert plan.read(asked, 2) == (None, None)


def test_moving_one_that_was_never_carried_moves_where_it_was_asked(plan: Database) -> None:
    plan.run(q.change_question, 1, {"communication_id": 1, "original_start": SECOND})
    assert plan.read(asked) == (1, SECOND)
    plan.run(q.change_question, 1, {"communication_id": None})
    assert plan.read(asked) == (None, None)


def test_moving_one_that_was_carried_keeps_where_it_was_asked(plan: Database) -> None:
    plan.run(carry, 1, FIRST, SECOND)
    plan.run(q.change_question, 1, {"communication_id": 1, "original_start": THIRD})
    assert plan.read(asked) == (1, FIRST)


def test_where_it_was_asked_can_be_said(plan: Database) -> None:
    values = {"text": "Hoe?", "communication_id": 1, "original_start": SECOND}
    origin = {"asked_communication_id": 1, "asked_original_start": FIRST}
    plan.run(q.add_question, values | origin)
    assert plan.read(asked, 2) == (1, FIRST)
    with pytest.raises(InvalidInput, match="has no date"):
        plan.run(q.change_question, 2, {**origin, "asked_original_start": "2026-12-02T10:00"})


def test_where_it_was_asked_follows_the_series(plan: Database) -> None:
    plan.run(carry, 1, FIRST, SECOND)
    plan.run(c.change_communication, 1, {"start": "2026-12-01T11:30"})
    assert plan.read(asked) == (1, datetime(2026, 12, 1, 11, 30))
    row = plan.read(lambda session: session.get_one(m.CarryOver, 1))
    assert row.from_original_start == datetime(2026, 12, 1, 11, 30)
    assert row.to_original_start == datetime(2026, 12, 8, 11, 30)


def test_a_split_takes_the_dates_of_the_later_half_along(plan: Database) -> None:
    plan.run(carry, 1, FIRST, THIRD)
    later = plan.run(o.change_occurrence, 1, SECOND, {"title": "Anders"}, "following").value
    assert plan.read(asked) == (1, FIRST)
    row = plan.read(lambda session: session.get_one(m.CarryOver, 1))
    assert (row.from_communication_id, row.to_communication_id) == (1, later)


def test_sessions_without_a_rule_keep_it_too(database: Database) -> None:
    single = {"kind": "drop-in", "title": "Inloop", "start": "2026-12-04T12:00"}
    database.run(c.add_communication, single)
    database.run(q.add_question, {"text": "Waarom?", "communication_id": 1})
    added = database.run(e.add_date, 1, {"start": "2026-12-05T12:00"}).value
    assert database.read(asked) == (1, datetime(2026, 12, 4, 12))
    database.run(q.change_question, 1, {"communication_id": 1, "original_start": added})
    database.run(e.remove_date, 1, added)
    assert database.read(asked) == (1, None)


def test_removing_a_communication_forgets_it(plan: Database) -> None:
    plan.run(carry, 1, FIRST, SECOND)
    step = plan.run(c.remove_communication, 1).step
    assert plan.read(asked) == (None, None)
    assert step is not None
    plan.revert(step)
    assert plan.read(asked) == (1, FIRST)


def test_removing_a_question_removes_its_story(plan: Database) -> None:
    for text in ("Hoe?", "Wie?"):
        plan.run(q.add_question, {"text": text})
    plan.run(carry, 1, FIRST, SECOND)
    plan.run(_story)
    step = plan.run(q.remove_question, 1).step
    assert plan.read(_told) == (0, 0, 0, None)
    assert step is not None
    plan.revert(step)
    assert plan.read(_told) == (1, 1, 2, 1)


def _story(uow: UnitOfWork) -> None:
    at = datetime(2026, 12, 1, 12, tzinfo=UTC)
    uow.session.add(m.QuestionStep(question_id=1, step="assigned", at=at))
    uow.session.add(m.NotAlike(question_id=1, other_id=2))
    uow.session.add(m.NotAlike(question_id=1, other_id=3))
    uow.get(m.Question, 2).reused_from_id = 1


def _told(session: Session) -> tuple[int, int, int, int | None]:
    return (
        session.query(m.CarryOver).count(),
        session.query(m.QuestionStep).count(),
        session.query(m.NotAlike).count(),
        session.get_one(m.Question, 2).reused_from_id,
    )
