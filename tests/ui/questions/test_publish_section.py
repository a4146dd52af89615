"""Before a question is shown: findings are marked, a person decides by key, one after another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from townhall.domain.terms import Publication
from townhall.services.publish_check import decide_publication
from townhall.services.queries.questions import QuestionFilter, question
from townhall.services.questions import change_question
from townhall.ui.personal_data import PersonalDataToDecide
from townhall.ui.widgets.marked import MarkedText


@pytest.fixture
def told(filled):
    """Questions 1, 3 and 5 hold personal data."""
    filled.run(change_question, 1, {"text": "Did Proefman sign? Call 06-12345678."})
    filled.run(change_question, 3, {"answer": "Say: write to eva@delinde.example"})
    filled.run(change_question, 5, {"text": "Is staff number 12345 right?"})
    return filled


@pytest.fixture
def deciding(told, screen, settle):
    screen.panel.approver = "Eva Modelaar"
    screen.activate(PersonalDataToDecide("question", 0))
    settle()
    return screen


def stored(database, number):
    found = database.read(question, number)
    return found.publication.value, found.publication_by


def marked(screen):
    texts = screen.panel.publish.findChildren(MarkedText)
    return [piece.words for text in texts for piece in text.pieces if piece.change == "new"]


def test_only_what_is_to_decide_shows_one_after_another(deciding, told, settle):
    assert deciding.list.table.current_id == 1
    assert marked(deciding) == ["Proefman", "06-12345678"]
    seen = []
    for word in ("as-asked", "masked", "withheld"):
        seen.append(deciding.list.table.current_id)
        deciding.decide(Publication(word))
        settle()
    assert sorted(seen) == [1, 3, 5]
    assert [stored(told, number) for number in seen] == [
        ("as-asked", "Eva Modelaar"),
        ("masked", "Eva Modelaar"),
        ("withheld", "Eva Modelaar"),
    ]
    assert deciding._register.ids == []


def test_a_decision_shows_and_can_be_left_open_again(told, screen, settle, frame):
    screen.panel.approver = "Eva Modelaar"
    screen.list.table.go_to(1)
    settle()
    section = screen.panel.publish
    section.choices[Publication.MASKED].click()
    settle()
    assert stored(told, 1) == ("masked", "Eva Modelaar")
    assert section.choices[Publication.MASKED].isChecked()
    assert section._read._text.words == "Did [name] sign? Call [phone number]."
    assert frame.toasts[-1] == "Decided how 1 question is shown"
    section.again.click()
    settle()
    assert stored(told, 1) == ("undecided", "")
    assert not any(button.isChecked() for button in section.choices.values())


def test_who_decides_is_asked_where_it_is_not_known(told, screen, settle):
    screen.panel.approver = ""
    screen.list.table.go_to(1)
    settle()
    section = screen.panel.publish
    section.choices[Publication.WITHHELD].click()
    assert not section.asking.isHidden()
    assert not section.choices[Publication.WITHHELD].isChecked()
    QTest.keyClick(section.name, Qt.Key.Key_Return)
    assert section.asking.error == "Say who decided how the question is shown."
    QTest.keyClicks(section.name, "Bram Proefman")
    QTest.keyClick(section.name, Qt.Key.Key_Return)
    settle()
    assert stored(told, 1) == ("withheld", "Bram Proefman")
    assert screen.panel.approver == "Bram Proefman"


def test_a_question_without_personal_data_says_nothing(told, screen, settle):
    screen.list.table.go_to(2)
    settle()
    assert not screen.panel.publish.isVisibleTo(screen.panel)
    told.run(decide_publication, [2], "withheld", "Eva Modelaar")
    screen.refresh(None)
    settle()
    assert screen.panel.publish.isVisibleTo(screen.panel)
    assert marked(screen) == []


def test_what_others_may_see_is_written_when_all_is_decided(told, screen, settle, frame, tmp_path):
    path = tmp_path / "shared.csv"
    screen.exporter.write_to_share(path, QuestionFilter())
    settle()
    assert frame.errors[-1].startswith("3 questions hold personal data that nobody decided about")
    assert not path.exists()
    told.run(decide_publication, [1, 3], "masked", "Eva Modelaar")
    told.run(decide_publication, [5], "withheld", "Eva Modelaar")
    screen.exporter.write_to_share(path, QuestionFilter(ids=frozenset({1, 3, 5})))
    settle()
    assert frame.files == [str(path)]
    written = path.read_text("utf-8")
    assert "Did [name] sign? Call [phone number]." in written
    assert not [word for word in ("Proefman", "12345", "eva@") if word in written]
