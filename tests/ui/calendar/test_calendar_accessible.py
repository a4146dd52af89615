"""What a screen reader finds in the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from tests.ui.calendar.conftest import ONE, WEEKLY, Desk, focusables
from townhall.language import set_language
from townhall.ui.calendar.accessible import accessible_of

NAME = QAccessible.Text.Name


@pytest.fixture
def listening() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def test_days_and_dates_can_be_walked(desk: Desk, listening: None) -> None:
    desk.add(**ONE)
    desk.add(**WEEKLY)
    root = QAccessible.queryAccessibleInterface(desk.month)
    assert (root.text(NAME), root.role()) == ("November 2026", QAccessible.Role.Grouping)
    assert root.childCount() == 42
    days = [root.child(number) for number in range(root.childCount())]
    told = [
        item.text(NAME)
        for day in days
        for item in [day.child(number) for number in range(day.childCount())]
    ]
    assert told[0] == "Weekly update, 09:15 – 09:30, Progress update, Confirmed"
    assert "Town hall December, 10:00 – 11:15, Town hall, Confirmed, Aula" in told
    assert days[29].text(NAME) == "Tuesday 24 November 2026, 1 planned"
    rect = days[29].child(0).rect()
    assert root.childAt(rect.center().x(), rect.center().y()).text(NAME) == told[3]
    assert root.indexOfChild(days[29]) == 29
    assert days[29].child(0).parent().text(NAME) == days[29].text(NAME)


def test_the_focus_goes_along_with_keys(desk: Desk, listening: None) -> None:
    desk.add(**ONE)
    root = accessible_of(desk.month)
    assert root.focusChild().text(NAME) == "Monday 2 November 2026"
    desk.key(Qt.Key.Key_Right)
    assert root.focusChild().text(NAME) == "Tuesday 3 November 2026"
    desk.frame.actions.run("calendar.next")
    assert root.focusChild().text(NAME).startswith("Town hall December")
    assert root.focusChild().state().selected


def test_the_list_says_the_same(desk: Desk, listening: None) -> None:
    desk.add(**ONE)
    desk.frame.actions.run("calendar.agenda")
    desk.settle()
    root = QAccessible.queryAccessibleInterface(desk.agenda)
    names = [root.child(number).text(NAME) for number in range(root.childCount())]
    assert names[:2] == ["Monday 2 November 2026", "Thursday 26 November 2026, 1 planned"]


def test_views_come_and_go_without_harm(desk: Desk, listening: None) -> None:
    desk.add(**ONE)
    kept = accessible_of(desk.month).child(0)
    other = Desk(desk.qtbot, desk.frame, desk.database)
    assert accessible_of(other.month).child(0).text(NAME) == kept.text(NAME)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_everything_the_keyboard_reaches_has_a_name(desk: Desk, language: str) -> None:
    set_language(language)
    made = Desk(desk.qtbot, desk.frame, desk.database)
    made.add(**WEEKLY, agenda=[{"title": "Welcome", "duration_minutes": 5}])
    made.select("Weekly update", date(2026, 11, 10))
    made.screen.edit("all")
    page = made.page()
    unnamed = [
        (type(widget).__name__, widget.objectName())
        for view in (made.screen, made.panel, page, made.screen.bar)
        for widget in focusables(view)
        if not QAccessible.queryAccessibleInterface(widget).text(NAME)
    ]
    assert unnamed == []
