"""The registry of actions: what is listed when, keys as written on caps, replaced and removed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from townhall.ui.actions import Action, Actions


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    stack = QStackedWidget()
    for _number in range(2):
        stack.addWidget(QWidget())
    made.setCentralWidget(stack)
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_action_works_and_is_listed_only_while_its_widget_is_shown(window):
    done, actions, stack = [], Actions(), window.centralWidget()
    actions.add(stack.widget(0), [Action("a", "First", lambda: done.append("a"), "J")])
    actions.add(stack.widget(1), [Action("b", "Second", lambda: done.append("b"), "J")])
    QTest.keyClick(window, Qt.Key.Key_J)
    stack.setCurrentIndex(1)
    QTest.keyClick(window, Qt.Key.Key_J)
    assert done == ["a", "b"]
    assert [action.id for action in actions.listed()] == ["b"]


def test_what_cannot_be_done_now_is_listed_but_not_available_and_does_not_run(window):
    done, actions = [], Actions()
    actions.add(window, [Action("a", "A", lambda: done.append(1), "J", enabled=lambda: False)])
    QTest.keyClick(window, Qt.Key.Key_J)
    assert actions.run("a") is False
    assert (done, actions.available(), len(actions.listed())) == ([], [], 1)


def test_keys_rest_while_paused(window):
    done, actions = [], Actions()
    actions.add(window, [Action("a", "A", lambda: done.append(1), "J")])
    actions.paused = True
    QTest.keyClick(window, Qt.Key.Key_J)
    assert done == []
    actions.paused = False
    QTest.keyClick(window, Qt.Key.Key_J)
    assert done == [1]


def test_an_action_added_again_replaces_the_one_before_and_its_key(window):
    done, actions = [], Actions()
    for number in (1, 2):
        actions.add(window, [Action("a", str(number), lambda n=number: done.append(n), "J")])
    QTest.keyClick(window, Qt.Key.Key_J)
    assert done == [2]
    actions.remove(window)
    QTest.keyClick(window, Qt.Key.Key_J)
    assert done == [2]
    assert actions.run("a") is False


def test_actions_of_a_destroyed_widget_are_gone(qtbot, window):
    actions, child = Actions(), QWidget(window)
    actions.add(child, [Action("a", "A", lambda: None)])
    child.deleteLater()
    qtbot.waitUntil(lambda: actions.listed() == [])


def test_groups_stand_in_their_order(window):
    actions = Actions()
    groups = ("help", "edit", "other", "new", "view")
    actions.add(window, [Action(group, group, lambda: None, group=group) for group in groups])
    assert [a.id for a in actions.listed()] == ["new", "view", "edit", "help", "other"]
    assert [a.id for a in actions.available("edit")] == ["edit"]


@pytest.mark.parametrize(
    ("shortcut", "keys"),
    [
        ("", ()),
        ("N", ("N",)),
        ("G, C", ("G", "C")),
        ("Ctrl+Shift+Z; Ctrl+Y", ("Ctrl Shift Z",)),
        ("Alt+Left", ("Alt ←",)),
        ("?; Shift+?", ("?",)),
        ("Ctrl++", ("Ctrl +",)),
        ("+", ("+",)),
        ("/", ("/",)),
    ],
)
def test_keys_are_written_as_on_their_caps(shortcut, keys):
    assert Action("a", "A", lambda: None, shortcut).keys == keys
