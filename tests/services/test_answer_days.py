"""By when a question is to be answered: working days by its theme, unless somebody said when."""

from datetime import date

import pytest

from townhall.domain.clock import fixed_clock
from townhall.domain.question_import import QuestionCandidate
from townhall.services.answer_days import answer_day
from townhall.services.queries.question_themes import themes
from townhall.services.queries.questions import question
from townhall.services.question_imports import import_questions
from townhall.services.question_themes import change_question_theme, remove_question_theme
from townhall.services.questions import (
    add_question,
    assign_questions,
    assign_to_new_person,
    change_question,
    change_questions,
)
from townhall.services.records import add_record
from townhall.storage.database import Database
from townhall.storage.undo import revert

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def plan(database: Database) -> Database:
    database.run(add_record, "person", {"name": "Bram Proefman"})
    return database


def ask(plan: Database, **values: object) -> int:
    return int(plan.run(add_question, {"text": "Wie beslist?", **values}).value)


def due(plan: Database, question_id: int) -> date | None:
    return plan.read(question, question_id).answer_by


def theme_id(plan: Database, key: str) -> int:
    return next(each.id for each in plan.read(themes) if each.key == key)


def test_working_days_pass_over_weekends_holidays_and_blackout_periods(plan: Database) -> None:
    assert plan.read(answer_day, "workload", TUESDAY) == date(2026, 12, 1)
    assert plan.read(answer_day, "privacy", TUESDAY) == date(2026, 12, 8)
    # Christmas and Boxing Day are on a Friday and a Saturday, New Year's Day is on a Friday.
    assert plan.read(answer_day, "workload", date(2026, 12, 23)) == date(2026, 12, 31)
    days = {"first_day": "2026-11-25", "last_day": "2026-12-06"}
    plan.run(add_record, "blackout", {"name": "Verhuizing", **days})
    assert plan.read(answer_day, "workload", TUESDAY) == date(2026, 12, 11)


def test_a_question_is_dated_when_it_gets_its_owner(plan: Database) -> None:
    asked = ask(plan)
    assert due(plan, asked) is None
    step = plan.run(assign_questions, [asked], "Bram Proefman").step
    assert due(plan, asked) == date(2026, 12, 1)
    assert step is not None
    plan.run(revert, step)
    assert due(plan, asked) is None
    plan.run(assign_to_new_person, [asked], "Eva Modelaar")
    assert due(plan, asked) == date(2026, 12, 1)


def test_a_new_question_with_a_theme_or_an_owner_is_dated(plan: Database) -> None:
    assert due(plan, ask(plan, theme="privacy")) == date(2026, 12, 8)
    assert due(plan, ask(plan, owner="Bram Proefman")) == date(2026, 12, 1)
    assert due(plan, ask(plan, theme="other")) is None


def test_a_date_that_somebody_gave_stays(plan: Database) -> None:
    given = ask(plan, theme="privacy", answer_by="2027-03-01")
    none = ask(plan, theme="privacy", answer_by=None)
    plan.run(assign_questions, [given], "Bram Proefman")
    plan.run(change_question, given, {"theme": "workload"})
    assert (due(plan, given), due(plan, none)) == (date(2027, 3, 1), None)
    plan.run(change_question, none, {"owner": "Bram Proefman", "answer_by": "2027-01-04"})
    assert due(plan, none) == date(2027, 1, 4)


def test_another_theme_takes_along_a_date_that_was_counted(plan: Database) -> None:
    asked = ask(plan, theme="privacy")
    plan.run(change_questions, [asked], {"theme": "workload"})
    assert due(plan, asked) == date(2026, 12, 1)
    plan.run(change_question, asked, {"theme": "privacy", "answer_by": "2026-12-24"})
    assert due(plan, asked) == date(2026, 12, 24)


def test_a_date_is_counted_from_the_same_day_when_the_theme_changes_later(plan: Database) -> None:
    asked = ask(plan, theme="privacy")
    path = plan.name
    plan.close()
    with Database.open(path, fixed_clock("2026-11-27T09:00+01:00")) as later:
        later.run(change_question, asked, {"theme": "workload"})
        assert due(later, asked) == date(2026, 12, 1)


def test_a_theme_of_no_days_gives_no_date(plan: Database) -> None:
    plan.run(change_question_theme, theme_id(plan, "benefits"), {"answer_days": 0})
    assert due(plan, ask(plan, theme="benefits", owner="Bram Proefman")) is None
    moved = ask(plan, theme="privacy")
    plan.run(change_question, moved, {"theme": "benefits"})
    assert due(plan, moved) is None


def test_other_days_of_a_theme_leave_dates_as_they_are(plan: Database) -> None:
    asked = ask(plan, theme="privacy")
    plan.run(change_question_theme, theme_id(plan, "privacy"), {"answer_days": 2})
    assert due(plan, asked) == date(2026, 12, 8)
    assert due(plan, ask(plan, theme="privacy")) == date(2026, 11, 26)


def test_questions_of_a_removed_theme_are_dated_as_their_new_theme_says(plan: Database) -> None:
    asked = ask(plan, theme="privacy")
    plan.run(remove_question_theme, theme_id(plan, "privacy"), "workload")
    assert due(plan, asked) == date(2026, 12, 1)


def test_a_closed_question_gets_no_date(plan: Database) -> None:
    closed = ask(plan, theme="privacy", outcome="answered-live")
    assert due(plan, closed) is None
    plan.run(change_question, closed, {"owner": "Bram Proefman"})
    assert due(plan, closed) is None


def test_imported_questions_wait_for_their_owner(plan: Database) -> None:
    found = QuestionCandidate("Wie kijkt mee?", "slido", "7", 2, theme="PRIVACY")
    plan.run(import_questions, [found])
    detail = plan.read(question, 1)
    assert (detail.theme, detail.answer_by) == ("privacy", None)
    plan.run(assign_questions, [1], "Bram Proefman")
    assert due(plan, 1) == date(2026, 12, 8)
