"""No word is cut off and no English is left in Dutch, on any screen, at both sizes."""

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tests.screens import checks
from tests.screens.walked import SIZES, in_each_language, walk
from townhall.language import set_language
from townhall.ui.widgets.buttons import Button


@in_each_language
@pytest.mark.parametrize("size", SIZES, ids=["1440x900", "1024x640"])
def test_no_word_is_clipped(language, size):
    found = {seen.scene.name: seen.clipped[size] for seen in walk(language) if seen.clipped[size]}
    assert found == {}


@pytest.mark.parametrize("language", ["nl"])
def test_no_english_is_left_in_dutch(language):
    found = {seen.scene.name: seen.english for seen in walk(language) if seen.english}
    assert found == {}


@in_each_language
def test_nothing_flashes_up_as_a_window_of_its_own(language):
    found = {seen.scene.name: seen.flashed for seen in walk(language) if seen.flashed}
    assert found == {}


def test_a_clipped_word_would_be_found(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    row.addWidget(Button("Send the invitation"))
    row.addWidget(QLabel("short"))
    page.show()
    assert checks.clipped(page) == []
    page.findChild(Button).setFixedWidth(40)
    assert checks.clipped(page) == ["Button 'Send the invitation'"]


def test_a_word_that_lies_outside_would_be_found(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(100, 40)
    label = QLabel("Questions", page)
    label.move(60, 0)
    page.show()
    assert checks.clipped(page) == ["QLabel 'Questions'"]


def test_english_would_be_found(qtbot, english):
    set_language("nl")
    label = QLabel("Questions")
    qtbot.addWidget(label)
    label.show()
    assert checks.english_words(label) == ["Questions"]
    label.setText("Who asked these questions?")
    assert checks.english_words(label) == []
