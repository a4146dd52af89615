"""The inspector: every step of a question from assigned to closed, and its promises."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from townhall.domain.question_steps import QuestionStep
from townhall.domain.terms import FollowUpState, Outcome, QuestionState
from townhall.domain.word_differences import Change
from townhall.language import set_language
from townhall.services.queries.follow_ups import follow_up
from townhall.services.queries.questions import question
from townhall.services.question_answers import approve_answer, draft_answer
from townhall.services.question_declines import propose_decline
from townhall.services.questions import change_question
from townhall.ui.widgets.answers import Said
from townhall.ui.widgets.marked import MarkedText


@pytest.fixture
def at(screen, settle):
    """Selects a question and returns the panel."""

    def select(question_id):
        screen.list.table.go_to(question_id)
        settle()
        return screen.panel

    return select


def approve(panel, settle, name="Legal Affairs"):
    panel.run(QuestionStep.APPROVE)
    panel.form.approver.setText(name)
    panel.form.carry_out()
    settle()


def test_facts_are_edited_in_place(at, settle, filled):
    panel = at(1)
    panel.facts.owner._on_chosen("Bram Proefman")
    settle()
    panel.facts.answer_by.edited.emit(None)
    panel.facts.audience._on_chosen("Night")
    settle()
    stored = filled.read(question, 1)
    assert (stored.owner, stored.audience) == ("Bram Proefman", "Night")
    assert panel.foot.primary.text() == "Write answer"


def test_merged_questions_keep_their_own_words(at):
    panel = at(1)
    assert [row.text for row in panel.sheet.merged] == ["Who signs?"]
    assert not panel.merged.isHidden()


def test_a_merged_question_is_taken_out_from_its_lead(at, settle, filled):
    panel = at(1)
    part = panel.merged.parts[6]
    assert part.accessibleName() == "Take out"
    assert part.accessibleDescription() == "Who signs?"
    part.click()
    settle()
    assert filled.read(question, 6).lead_id is None


def test_an_answer_is_written_in_parts_and_read_as_lines(at, settle, filled):
    panel = at(1)
    panel.run(QuestionStep.DRAFT)
    editor = panel.answer.editor
    assert panel.window().focusWidget() is editor.say
    QTest.keyClicks(editor.say, "The radiologist signs.")
    QTest.keyClicks(editor.if_pressed, "The vendor stands in for faults.")
    QTest.keyClick(editor.if_pressed, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    stored = filled.read(question, 1)
    assert stored.answer == (
        "Say: The radiologist signs.\nIf pressed: The vendor stands in for faults."
    )
    assert stored.state is QuestionState.DRAFTED
    assert not panel.answer.editing
    assert len([said for said in panel.answer.findChildren(Said) if said.isVisible()]) == 2


def test_both_languages_are_written_side_by_side(at, settle, filled):
    panel = at(1)
    panel.run(QuestionStep.DRAFT)
    editor = panel.answer.editor
    assert editor.language.value == "en"
    editor.say.setPlainText("You sign.")
    editor.language._group.button(0).click()
    assert editor.say.text() == ""
    editor.say.setPlainText("Jij tekent.")
    editor.unknown.setPlainText("De premie.")
    editor.back_by.set_value(date(2026, 12, 18))
    editor.saved.emit()
    settle()
    stored = filled.read(question, 1)
    assert stored.answer == "Say: You sign.\nBack by: 2026-12-18"
    assert stored.translation == (
        "Zeg: Jij tekent.\nWeten we nog niet: De premie.\nTerug op: 2026-12-18"
    )


def test_an_answer_that_nobody_changed_stays_as_it_was_typed(at, settle, filled):
    filled.run(draft_answer, 1, "yes\n\nIF PRESSED:no\nsay: still yes")
    panel = at(1)
    panel.run(QuestionStep.DRAFT)
    panel.answer.editor.saved.emit()
    settle()
    assert filled.read(question, 1).answer == "yes\n\nIF PRESSED:no\nsay: still yes"


def test_what_is_not_known_yet_becomes_a_promise(at, settle, filled):
    filled.run(draft_answer, 3, "Do not know yet: The roster.\nBack by: 2026-12-11")
    panel = at(3)
    [offer] = [
        each
        for each in panel.answer.findChildren(QAbstractButton)
        if each.text() == "Make it a follow-up"
    ]
    offer.click()
    assert (panel.form.promised.text(), panel.form.due.value) == (
        "The roster.",
        date(2026, 12, 11),
    )
    panel.form.carry_out()
    settle()
    stored = filled.read(question, 3)
    assert stored.outcome is Outcome.TAKEN_AWAY
    assert filled.read(follow_up, stored.follow_ups[0]).due == date(2026, 12, 11)


def test_other_words_take_the_approval_back_and_are_marked(at, settle, filled):
    panel = at(7)
    approve(panel, settle)
    panel.run(QuestionStep.DRAFT)
    panel.answer.editor.say.setPlainText("we.")
    panel.answer.editor.saved.emit()
    settle()
    [marked] = [each for each in panel.answer.findChildren(MarkedText) if each.isVisible()]
    gone = [piece.words for piece in marked.pieces if piece.change is Change.GONE]
    new = [piece.words for piece in marked.pieces if piece.change is Change.NEW]
    assert (gone, new) == (["Say: you"], ["we"])
    approve(panel, settle)
    assert [each for each in panel.answer.findChildren(MarkedText) if each.isVisible()] == []


def test_an_answer_past_its_day_is_renewed_by_one_key(at, settle, filled):
    filled.run(approve_answer, 7, "Legal Affairs", "2026-11-20")
    panel = at(7)
    assert panel.foot.primary.text() == "Still true"
    panel.foot.primary.click()
    settle()
    assert filled.read(question, 7).valid_until == date(2027, 2, 22)
    assert panel.foot.primary.text() == "Answered in writing"


def test_an_approved_answer_is_offered_to_a_question_like_it(at, settle, filled):
    filled.run(change_question, 3, {"text": "Who decides in the end then?"})
    filled.run(approve_answer, 7, "Legal Affairs")
    panel = at(3)
    settle()
    assert [each.id for each in panel.offers.offers] == [7]
    assert panel.offers.isVisible()
    panel.offers.buttons[0].click()
    settle()
    stored = filled.read(question, 3)
    assert (stored.state, stored.answer, stored.approved_by) == (
        QuestionState.APPROVED,
        "Say: you.",
        "Legal Affairs",
    )
    assert not panel.offers.isVisible()


def test_a_draft_is_kept_when_another_question_is_selected(at, settle, filled):
    panel = at(1)
    panel.run(QuestionStep.DRAFT)
    panel.answer.editor.say.setPlainText("yes.")
    at(2)
    settle()
    assert filled.read(question, 1).answer == "yes."
    assert filled.read(question, 2).answer == ""
    assert not panel.answer.editing


def test_somebody_elses_answer_is_not_overwritten_unseen(at, settle, filled):
    panel = at(1)
    panel.run(QuestionStep.DRAFT)
    filled.run(draft_answer, 1, "Theirs")
    panel.answer.editor.say.setPlainText("Mine")
    panel.answer.editor.saved.emit()
    settle()
    assert "Theirs" in panel.answer.editor.field.error
    assert filled.read(question, 1).answer == "Theirs"
    panel.answer.editor.saved.emit()
    settle()
    assert filled.read(question, 1).answer == "Mine"


def test_approved_answers_are_given_in_writing_and_opened_again(at, settle, filled):
    panel = at(7)
    assert panel.foot.primary.text() == "Approve"
    approve(panel, settle)
    stored = filled.read(question, 7)
    assert (stored.state, stored.approved_by) == (QuestionState.APPROVED, "Legal Affairs")
    assert panel.approver == "Legal Affairs"
    panel.foot.primary.click()
    settle()
    stored = filled.read(question, 7)
    assert (stored.state, stored.outcome) == (QuestionState.CLOSED, Outcome.ANSWERED_IN_WRITING)
    assert panel.foot.primary.text() == "Open again"
    panel.foot.primary.click()
    settle()
    assert filled.read(question, 7).state is QuestionState.APPROVED
    assert panel._frame.toasts == [
        "Approved an answer",
        "Answered a question",
        "Opened a question again",
    ]


def test_nobody_cannot_approve(at, settle, filled):
    panel = at(7)
    approve(panel, settle, name=" ")
    assert panel.form.form.field("approved_by").error == "Say who approves the answer."
    assert filled.read(question, 7).state is QuestionState.DRAFTED


def test_a_decline_needs_a_reason_and_a_second_person(at, settle, filled, frame):
    frame.settings.user_name = "Anna Voorbeeld"
    panel = at(2)
    panel.run(QuestionStep.DECLINE)
    panel.form.carry_out()
    settle()
    field = panel.form.form.field("decline_kind")
    assert field.error == "Choose the reason for declining from the list."
    assert panel.window().focusWidget() is field.control
    panel.form.kind.set_value("personal-case")
    panel.form.reason.setPlainText("It is about one patient.")
    panel.form.carry_out()
    settle()
    assert panel.form is None
    assert filled.read(question, 2).outcome is Outcome.OPEN
    assert panel.foot.primary.text() == "Confirm decline"
    panel.foot.primary.click()
    assert panel.form.name.text() == ""
    panel.form.name.setText("anna voorbeeld")
    panel.form.carry_out()
    settle()
    assert "Somebody else has to confirm" in panel.form.form.field("decline_confirmed_by").error
    panel.form.name.setText("Bram Proefman")
    panel.form.carry_out()
    settle()
    stored = filled.read(question, 2)
    assert (stored.outcome, stored.decline_reason, stored.declined_by) == (
        Outcome.DECLINED,
        "It is about one patient.",
        "Anna Voorbeeld",
    )
    assert [(step.step, step.by) for step in stored.steps] == [
        ("decline-proposed", "Anna Voorbeeld"),
        ("declined", "Bram Proefman"),
    ]
    assert panel.form is None


def test_a_decline_can_be_refused(at, settle, filled, frame):
    filled.run(propose_decline, 2, "unclear", "What is meant?", "Anna Voorbeeld")
    frame.settings.user_name = "Bram Proefman"
    panel = at(2)
    panel.run(QuestionStep.REFUSE_DECLINE)
    panel.form.carry_out()
    settle()
    assert (filled.read(question, 2).declined_by, panel.foot.primary.text()) == ("", "Assign")


def test_taking_away_records_a_promise_and_undo_takes_both_back(at, settle, filled):
    panel = at(4)
    panel.run(QuestionStep.TAKE_AWAY)
    form = panel.form
    assert form.owner.values == ["Bram Proefman"]
    assert form.due.value.isoformat() == "2026-12-08"
    form.carry_out()
    settle()
    assert form.form.field("promised").error
    form.promised.setPlainText("I will measure it.")
    form.carry_out()
    settle()
    stored = filled.read(question, 4)
    assert stored.outcome is Outcome.TAKEN_AWAY
    promise = filled.read(follow_up, stored.follow_ups[0])
    assert (promise.promised, promise.owner) == ("I will measure it.", "Bram Proefman")
    panel._frame.history.undo()
    settle()
    undone = filled.read(question, 4)
    assert (undone.outcome, undone.follow_ups) == (Outcome.OPEN, ())


def test_a_promise_is_recorded_moved_and_only_dropped_with_a_reason(at, settle, filled):
    panel = at(3)
    panel.follow_ups.add_button.click()
    panel.form.promised.setPlainText("A roster for the night shift.")
    panel.form.carry_out()
    settle()
    [editor] = panel.follow_ups.editors
    editor.open()
    editor.due.edited.emit(panel.sheet.today)
    settle()
    [editor] = panel.follow_ups.editors
    stored = filled.read(follow_up, editor.detail.id)
    assert stored.due == panel.sheet.today
    assert stored.due_history == ("2026-12-08",)
    editor.state.edited.emit(FollowUpState.DROPPED)
    settle()
    assert editor.problem.words == "Say why the promise is dropped; the asker is told."
    editor.reason.edited.emit("The shift ends.")
    settle()
    stored = filled.read(follow_up, editor.detail.id)
    assert (stored.state, stored.reason) == (FollowUpState.DROPPED, "The shift ends.")
    assert filled.read(question, 3).outcome is Outcome.OPEN


def test_answered_live_is_one_click(at, settle, filled):
    panel = at(4)
    panel.foot.secondary.click()
    settle()
    assert filled.read(question, 4).outcome is Outcome.ANSWERED_LIVE


def test_previous_and_next_follow_the_list(at, screen, settle):
    panel = at(2)
    panel.next.emit()
    settle()
    assert panel.sheet.question.id == 3
    panel.previous.emit()
    panel.previous.emit()
    panel.previous.emit()
    settle()
    assert panel.sheet.question.id == 1


def test_everything_that_takes_the_keyboard_has_a_name(at, screen, settle):
    panel = at(7)
    panel.run(QuestionStep.TAKE_AWAY)
    screen.open_entry()
    settle()
    nameless = [
        widget
        for root in (screen, panel)
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.objectName() != "qt_spinbox_lineedit"
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and (interface := QAccessible.queryAccessibleInterface(widget)) is not None
        and not interface.text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_dutch_labels_fit_their_buttons(make_screen, settle):
    set_language("nl")
    screen = make_screen(width=1144, height=560)
    screen.window().show()
    settle()
    assert screen.title() == "Vragen"
    for question_id in (1, 4, 7):
        screen.list.table.go_to(question_id)
        settle()
        clipped = [
            button.text()
            for button in screen.window().findChildren(QAbstractButton)
            if button.isVisible() and button.width() < button.minimumSizeHint().width()
        ]
        assert clipped == []
