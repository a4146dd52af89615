"""Questions typed one after the other: few keys, nothing chosen twice, lists looked at first."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest

from townhall.domain.terms import Anonymity
from townhall.services.communications import add_communication
from townhall.services.queries.questions import question, questions
from townhall.ui.added_questions import QuestionToType
from townhall.ui.imports.questions_page import QuestionImportPage
from townhall.ui.screen import Selection

TYPED = "Wie let er op de uitkomst?"


class Keys:
    """Types like a person, and counts."""

    def __init__(self, screen):
        self.screen, self.count = screen, 0

    def press(self, key):
        QTest.keyClick(self.screen.window().focusWidget(), key)
        self.count += 1

    def type(self, text):
        QTest.keyClicks(self.screen.window().focusWidget(), text)
        self.count += len(text)


def test_the_next_question_takes_its_letters_and_one_key(screen, settle, filled):
    screen.activate(QuestionToType("question", 0))
    # As the frame does when it came here for it.
    screen.first_focus().setFocus()
    keys = Keys(screen)
    keys.type(TYPED)
    keys.press(Qt.Key.Key_Return)
    settle()
    keys.type("En 's nachts?")
    keys.press(Qt.Key.Key_Return)
    settle()
    assert keys.count == len(TYPED) + len("En 's nachts?") + 2
    assert [one.text for one in filled.read(questions)][-2:] == [TYPED, "En 's nachts?"]


def test_source_audience_and_anonymity_stay_for_the_next_one(screen, settle, filled):
    screen.open_entry()
    entry = screen.list.entry
    entry.source.setText("Works council")
    entry.audience.set_value("Night shift")
    entry.anonymity.set_value(Anonymity.NAMED)
    entry.anonymity.chosen.emit(Anonymity.NAMED)
    assert entry.asker.isVisible()
    entry.asker.setText("Bram Proefman")
    for text in ("Wie tekent?", "Wie betaalt?"):
        QTest.keyClicks(entry.words, text)
        QTest.keyClick(entry.words, Qt.Key.Key_Return)
        settle()
    first, second = (filled.read(question, id_) for id_ in (8, 9))
    for one in (first, second):
        assert (one.source, one.audience) == ("works-council", "Night shift")
        assert one.anonymity is Anonymity.NAMED
    # A name is of one question only.
    assert (first.asker, second.asker) == ("Bram Proefman", "")


def test_what_stays_outlives_the_screen_but_no_name_does(screen, settle):
    entry = screen.list.entry
    entry.source.setText("by e-mail")
    entry.asker.setText("Bram Proefman")
    state = screen.state()
    assert "Bram" not in repr(state)
    entry.source.setText("")
    screen.restore(state)
    assert entry.said_source() == "mail"
    assert entry.source.text() == "by e-mail"


def test_a_question_asked_on_the_page_of_a_date_is_for_that_date(screen, settle, filled):
    values = {"kind": "town-hall", "title": "Latere", "start": "2027-01-20T10:00"}
    later = filled.run(add_communication, values).value
    screen.refresh(None)
    settle()
    screen.activate(QuestionToType("question", later))
    QTest.keyClicks(screen.list.entry.words, TYPED)
    QTest.keyClick(screen.list.entry.words, Qt.Key.Key_Return)
    settle()
    assert filled.read(question, 8).communication_id == later


def test_several_pasted_lines_are_looked_at_before_they_are_stored(
    screen, settle, filled, frame, qtbot
):
    screen.open_entry()
    entry = screen.list.entry
    entry.source.setText("Works council")
    data = QMimeData()
    data.setText("• Wie tekent?\t3\n• Who decides in the end?\n")
    entry.words.insertFromMimeData(data)
    assert entry.words.text() == ""
    page = frame.pages[-1](frame)
    assert isinstance(page, QuestionImportPage)
    qtbot.addWidget(page)
    page.show()
    settle()
    preview = page.draft.shown.preview
    assert [(one.text, one.votes) for one in preview.new] == [("Wie tekent?", 3)]
    assert [one.text for one in preview.known] == ["Who decides in the end?"]
    page.import_now()
    settle()
    added = filled.read(question, 8)
    assert (added.text, added.source) == ("Wie tekent?", "works-council")
    frame.history.undo()
    settle()
    assert len(filled.read(questions)) == 7


def test_one_pasted_question_goes_into_the_field(screen):
    data = QMimeData()
    data.setText("Wie tekent?\n")
    screen.list.entry.words.insertFromMimeData(data)
    assert screen.list.entry.words.text().strip() == "Wie tekent?"


def test_showing_a_question_types_none(screen):
    screen.activate(Selection("question", 2))
    assert screen.list.entry.isHidden()
