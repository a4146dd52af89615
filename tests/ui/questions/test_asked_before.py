"""What was asked before shows while a question is typed; it is opened or asked again by key."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from townhall.domain.terms import Outcome
from townhall.services.queries.questions import question, questions

TYPED = "who's liable when the AI misses a fracture"


def type_like_an_earlier_one(screen, settle, qtbot):
    screen.open_entry()
    entry = screen.list.entry
    QTest.keyClicks(entry.words, TYPED)
    qtbot.waitUntil(lambda: entry.before.isVisible(), timeout=5_000)
    settle()
    return entry


def test_earlier_questions_show_and_go_with_the_text(screen, settle, qtbot):
    entry = type_like_an_earlier_one(screen, settle, qtbot)
    [(id_, (row, button))] = entry.before.rows.items()
    assert id_ == 1
    assert row.title.text() == "Who is liable if the AI misses a fracture?"
    assert "asked in November, not answered yet" in row.accessibleName()
    assert button.text() == "Count as asked again"
    entry.words.clear()
    settle()
    assert entry.before.isHidden()


def test_down_and_enter_open_the_earlier_question_and_keep_the_text(screen, settle, qtbot):
    entry = type_like_an_earlier_one(screen, settle, qtbot)
    QTest.keyClick(entry.words, Qt.Key.Key_Down)
    row = entry.before.rows[1][0]
    assert screen.window().focusWidget() is row
    QTest.keyClick(row, Qt.Key.Key_Return)
    settle()
    assert screen.panel.sheet.question.id == 1
    assert entry.words.text() == TYPED


def test_counted_as_asked_again_it_is_merged_when_added_and_undone_as_one(
    screen, settle, qtbot, filled
):
    entry = type_like_an_earlier_one(screen, settle, qtbot)
    button = entry.before.rows[1][1]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert entry.before.chosen == 1
    assert screen.window().focusWidget() is entry.words
    QTest.keyClick(entry.words, Qt.Key.Key_Return)
    settle()
    added = filled.read(question, 8)
    assert (added.text, added.lead_id, added.outcome) == (TYPED, 1, Outcome.MERGED)
    assert entry.before.chosen is None
    screen.frame.history.undo()
    settle()
    assert len(filled.read(questions)) == 7


def test_a_merged_question_is_taken_out_from_its_panel(screen, settle, filled):
    screen._show(6)
    settle()
    assert screen.panel.sheet.lead.id == 1
    screen.panel.merged._part.click()
    settle()
    assert filled.read(question, 6).lead_id is None
    assert screen.panel.sheet.lead is None


def test_votes_of_what_is_merged_are_told_together(screen, settle):
    screen._show(1)
    settle()
    assert screen.panel.sheet.votes_together == 57 + 11
