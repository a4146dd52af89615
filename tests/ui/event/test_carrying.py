"""A date closed from its page, and its open questions carried over to another one."""

from datetime import datetime

from PySide6.QtCore import Qt

from tests.ui.event.conftest import START
from townhall.domain.terms import CommunicationStatus
from townhall.services.communications import add_communication
from townhall.services.occurrences import change_occurrence
from townhall.services.queries.communications import date_row
from townhall.services.queries.questions import question
from townhall.services.questions import add_question
from townhall.storage import models as m

JANUARY, FEBRUARY = datetime(2027, 1, 7, 10), datetime(2027, 2, 4, 10)


def places(desk) -> set[datetime | None]:
    """The dates of the open questions."""

    def read(session):
        rows = session.query(m.Question).filter(m.Question.outcome.in_(["open", "carried-over"]))
        return {row.original_start for row in rows}

    return desk.database.read(read)


def test_a_closed_date_says_where_its_questions_went(desk) -> None:
    desk.frame.actions.run("event.close")
    desk.settle()
    row = desk.database.read(date_row, desk.number, START)
    assert row.status is CommunicationStatus.HELD
    assert places(desk) == {JANUARY}
    assert "1 open question goes to Thu 7 Jan 2027" in desk.frame.toasts[-1]
    assert "event.close" not in [each.id for each in desk.page.commands() if each.enabled()]
    # What was asked here is accounted for here, though it is answered elsewhere.
    assert desk.page.questions.accounting.verdict == "Adds up"
    assert not desk.page.questions.accounting.isHidden()


def test_open_questions_go_to_the_date_that_is_chosen(desk) -> None:
    desk.frame.actions.run("event.carry")
    desk.settle()
    panel = desk.page.carry_panel
    assert panel.isVisible()
    assert panel.target.value == (desk.number, JANUARY)
    panel.target.set_value((desk.number, FEBRUARY))
    desk.key(panel.run_button, Qt.Key.Key_Space)
    desk.settle()
    assert not panel.isVisible()
    assert places(desk) == {FEBRUARY}
    assert "Carried" in desk.frame.toasts[-1]


def test_another_communication_is_offered_and_escape_leaves(desk) -> None:
    other = {"kind": "town-hall", "title": "Extra", "start": "2026-12-20T10:00"}
    number = desk.database.run(add_communication, other).value
    desk.frame.actions.run("event.carry")
    desk.settle()
    panel = desk.page.carry_panel
    panel.target.set_value((number, datetime(2026, 12, 20, 10)))
    assert panel.target.value == (number, datetime(2026, 12, 20, 10))
    desk.key(panel.target, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert places(desk) == {START}


def test_a_date_that_was_closed_meanwhile_is_refused_in_words(desk) -> None:
    desk.frame.actions.run("event.carry")
    desk.settle()
    desk.database.run(change_occurrence, desk.number, JANUARY, {"status": "held"})
    desk.page.carry_panel.run()
    desk.settle()
    assert "has been held" in desk.page.carry_panel.field.error
    assert places(desk) == {START}


def test_groups_of_what_was_asked_here_open_from_the_sum(desk) -> None:
    desk.page.questions.accounting.more.click()
    (factory,) = desk.frame.pages
    page = factory(desk.frame)
    assert page.title() == "Where questions went"
    assert [option for option, _words in page.groupings] == ["theme", "audience", "month"]


def test_a_question_added_elsewhere_is_not_counted_here(desk) -> None:
    asked = desk.page.detail.accounting.asked
    of_date = {"communication_id": desk.number, "original_start": JANUARY}
    added = desk.database.run(add_question, {"text": "Later?", **of_date}).value
    assert desk.database.read(question, added).asked_original_start == JANUARY
    desk.page.refresh(None)
    desk.settle()
    assert desk.page.detail.accounting.asked == asked
