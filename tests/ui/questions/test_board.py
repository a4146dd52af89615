"""The board: columns by state, cards carried by key and dragged, choices, refusals, undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from townhall.domain.terms import Outcome, QuestionState
from townhall.services.queries.questions import question
from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.name_popup import NamePopup


@pytest.fixture
def board(screen, settle, frame):
    """The board of the seven questions; 4 is assigned, 7 has an answer, 6 is merged."""
    frame.settings.user_name = "Anna Voorbeeld"
    screen.list.filters.options.set_view("board")
    screen.list.filters.options.view_changed.emit("board")
    settle()
    return screen.list.board


def ids(board):
    return {column.state.value: list(column.list.cards.entries) for column in board.columns}


def column(board, state):
    return next(each for each in board.columns if each.state == state)


def popup(screen, kind):
    return [one for one in screen.findChildren(kind) if one.isVisible()][-1]


def drag(board, wanted, state, *, end=True):
    """Drags a card to the middle of another column."""
    home = board._column_of(wanted).list
    start = home.visualRect(home.cards.index(home.cards.row_of(wanted), 0)).center()
    target = column(board, state)
    there = home.viewport().mapFromGlobal(target.mapToGlobal(target.rect().center()))
    QTest.mousePress(home.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(home.viewport(), start + QPoint(20, 0))
    QTest.mouseMove(home.viewport(), there)
    if end:
        QTest.mouseRelease(home.viewport(), Qt.MouseButton.LeftButton, pos=there)
    return home


def test_cards_stand_in_the_column_of_their_state_with_most_votes_first(board):
    assert ids(board) == {
        "new": [1, 2, 3, 5],
        "assigned": [4],
        "drafted": [7],
        "approved": [],
        "closed": [],
    }


def test_a_screen_reader_hears_columns_and_cards(board, settle):
    new = column(board, "new").list
    assert new.accessibleName() == "New, 4 questions"
    settle()
    found = QAccessible.queryAccessibleInterface(new)
    assert found.childCount() == 4
    words = found.child(0).text(QAccessible.Text.Name)
    assert words.startswith("57. Who is liable if the AI misses a fracture?, Accountability")
    assert "No owner" in words


def test_arrows_go_over_the_board_and_shift_carries_the_card(board, screen, settle, filled):
    board.go_to(1)
    board.first_focus().setFocus()
    QTest.keyClick(board.first_focus(), Qt.Key.Key_Down)
    assert board.current_id == 2
    QTest.keyClick(board.first_focus(), Qt.Key.Key_Right)
    QTest.keyClick(board.first_focus(), Qt.Key.Key_Right)
    assert board.current_id == 7
    QTest.keyClick(board.first_focus(), Qt.Key.Key_Left)
    assert board.current_id == 4
    settle()
    assert screen.panel.sheet.question.id == 4
    QTest.keyClick(board.first_focus(), Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert filled.read(question, 4).owner is None
    assert ids(board)["new"] == [1, 2, 3, 4, 5]
    assert board.current_id == 4
    screen.frame.history.undo()
    settle()
    assert ids(board)["assigned"] == [4]


def test_a_click_picks_a_card_but_not_the_press_that_begins_a_drag(board, screen, settle):
    board.go_to(4)
    settle()
    home = drag(board, 2, "assigned", end=False)
    assert board.current_id == 4
    QTest.keyClick(home, Qt.Key.Key_Escape)
    QTest.mouseRelease(home.viewport(), Qt.MouseButton.LeftButton)
    place = home.visualRect(home.cards.index(home.cards.row_of(2), 0)).center()
    QTest.mouseClick(home.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert (board.current_id, screen.panel.sheet.question.id) == (2, 2)
    opened = []
    board.activated_id.connect(opened.append)
    QTest.mouseDClick(home.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [2]


def test_a_dragged_card_asks_who_answers(board, screen, settle, filled):
    drag(board, 1, "assigned")
    chooser = popup(screen, Chooser)
    QTest.keyClicks(chooser.entry, "mode")
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    settle()
    found = filled.read(question, 1)
    assert (found.owner, found.state) == ("Eva Modelaar", QuestionState.ASSIGNED)
    assert ids(board)["assigned"] == [1, 4]
    assert screen.frame.toasts[-1] == "Moved a question to “Assigned”"


def test_an_answer_is_approved_by_name(board, screen, settle, filled):
    board.move_wanted.emit(7, QuestionState.APPROVED, QPoint(0, 0))
    asked = popup(screen, NamePopup)
    assert asked.field.text() == "Anna Voorbeeld"
    asked.button.click()
    settle()
    assert filled.read(question, 7).approved_by == "Anna Voorbeeld"
    assert ids(board)["approved"] == [7]


def test_a_card_is_closed_with_how_it_ended(board, screen, settle, filled):
    board.go_to(4)
    settle()
    drag(board, 4, "closed")
    chooser = popup(screen, Chooser)
    labels = [chooser.list.item(row).text() for row in range(chooser.list.count())]
    assert labels == ["Answered live", "Take away", "Decline"]
    chooser._take(chooser.list.item(0))
    settle()
    assert filled.read(question, 4).outcome is Outcome.ANSWERED_LIVE
    assert ids(board)["closed"] == [4]


def test_what_cannot_be_is_said_in_one_sentence(board, screen, settle, filled):
    drag(board, 7, "new")
    drag(board, 2, "approved")
    settle()
    assert screen.frame.errors == [
        "Question 7 has an answer already, so it is not new any more.",
        "Question 2 has no answer to approve yet. Write it first.",
    ]
    assert filled.read(question, 7).state is QuestionState.DRAFTED


def test_a_card_brought_to_an_answer_opens_it(board, screen, settle):
    board.go_to(4)
    settle()
    drag(board, 4, "drafted")
    settle()
    assert screen.panel.answer.editing


def test_escape_puts_a_dragged_card_back(board, screen, settle):
    home = drag(board, 1, "assigned", end=False)
    assert board._ghost.isVisible()
    QTest.keyClick(home, Qt.Key.Key_Escape)
    QTest.mouseRelease(home.viewport(), Qt.MouseButton.LeftButton)
    settle()
    assert not board._ghost.isVisible()
    assert ids(board)["new"] == [1, 2, 3, 5]
    assert not [one for one in screen.findChildren(Chooser) if one.isVisible()]


def test_the_board_is_searched_and_comes_back(board, screen, make_screen, settle):
    screen.list.filters.search.setText("train")
    QTest.keyClick(screen.list.filters.search, Qt.Key.Key_Return)
    settle()
    assert ids(board)["new"] == [2, 3]
    again = make_screen()
    again.restore(screen.state())
    again.window().show()
    settle()
    assert again.list.as_board
    assert ids(again.list.board)["new"] == [2, 3]


def test_nothing_found_is_said(board, screen, settle):
    screen.list.filters.search.setText("zebra")
    QTest.keyClick(screen.list.filters.search, Qt.Key.Key_Return)
    settle()
    assert screen.list.first_focus().text() == "Clear filters"
