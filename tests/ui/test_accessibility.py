"""Every screen by keyboard and by ear: names, roles, and where Tab leads."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.screens import checks
from tests.screens.walked import in_each_language, walk


@in_each_language
def test_every_control_has_a_name_and_a_role(language):
    found = {seen.scene.name: seen.nameless for seen in walk(language) if seen.nameless}
    assert found == {}


@pytest.mark.parametrize("language", ["en"])
def test_tab_reaches_every_control(language):
    found = {seen.scene.name: seen.unreached for seen in walk(language) if seen.unreached}
    assert found == {}


@pytest.mark.parametrize("language", ["en"])
def test_the_keyboard_begins_in_the_content(language):
    assert {seen.scene.name: seen.lost for seen in walk(language) if seen.lost} == {}


def test_a_nameless_control_would_be_found(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    control = QWidget(page)
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.show()
    assert checks.nameless(page) == ["QWidget '' has no name"]
    control.setAccessibleName("Map")
    assert checks.nameless(page) == ["QWidget 'Map' has no role"]
