"""The sign-off where a text stands: its menu, who approves, and what changed since."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.stage import clipped, fill
from townhall.services.queries.programme import key_message
from townhall.services.records import change_record
from townhall.ui.initiatives.page import InitiativePage


@pytest.fixture
def line(stage):
    fill(stage.frame.jobs.database)
    page = InitiativePage(stage.frame, 1)
    stage.show(page)
    (block,) = page.messages.blocks.values()
    return block.sign_off


def offered(line):
    return [each.text() for each in line.menu().actions()]


def choose(line, text):
    next(each for each in line.menu().actions() if each.text() == text).trigger()


def test_a_draft_is_reviewed_approved_and_taken_back(line, stage):
    assert (line.state.text(), offered(line)) == ("Draft", ["Submit for review", "Approve…"])
    choose(line, "Submit for review")
    stage.settle()
    assert (line.state.text(), offered(line)) == ("In review", ["Approve…", "Back to draft"])
    choose(line, "Approve…")
    line.form.name.setText("")
    line.form.button.click()
    stage.settle()
    assert line.form.field.error == "Say who approves it."
    line.form.name.setText("Carla Staal")
    QTest.keyClick(line.form.name, Qt.Key.Key_Return)
    stage.settle()
    assert line.form.isHidden()
    assert line.state.text() == "Approved · Carla Staal · 24 Nov 2026"
    assert stage.read(key_message, 1).signed_by == "Carla Staal"
    choose(line, "Back to draft")
    stage.settle()
    assert line.state.text() == "Draft"
    stage.frame.history.undo()
    stage.settle()
    assert line.state.text().startswith("Approved")


def test_what_changed_after_the_approval_is_shown_in_words(line, stage):
    database = stage.frame.jobs.database
    database.run(change_record, "key-message", 1, {"sign_off": "approved", "signed_by": "Carla"})
    stage.frame.jobs.change(change_record, "key-message", 1, {"text": "Software helps."})
    stage.settle()
    assert line.state.text() == "In review"
    shown = [each.accessibleName() or each.text() for each in line.changes._labels]
    assert shown == [
        "Key message was changed after the approval",
        "Approved: A radiologist reads every X-ray.",
        "Now: Software helps.",
    ]
    assert clipped(line) == []


def test_escape_leaves_the_approval(line):
    line.start_approval()
    QTest.keyClick(line.form, Qt.Key.Key_Escape)
    assert line.form.isHidden()
