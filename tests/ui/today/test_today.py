"""The screen of today: rows with one verb, tasks ticked with one key, quiet when all is well."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.ui.stage import clipped, nameless
from townhall.services.communications import add_communication
from townhall.services.queries.tasks import tasks
from townhall.services.tasks import add_task
from townhall.ui.places import places
from townhall.ui.rail import Rail
from townhall.ui.rail_button import RailButton
from townhall.ui.today.screen import TodayScreen

TOWN_HALL = {"kind": "town-hall", "title": "Town hall", "start": "2026-12-03T10:00"}


@pytest.fixture
def number(stage: Any) -> int:
    database = stage.frame.jobs.database
    number = database.run(add_communication, TOWN_HALL).value
    for title, days in (("Save the date", -9), ("Speaker brief", -7), ("Report", 3)):
        step = {"communication_id": number, "title": title, "offset_days": days}
        database.run(add_task, step)
    return number


@pytest.fixture
def screen(stage: Any, number: int) -> TodayScreen:
    made = TodayScreen(stage.frame)
    stage.show(made)
    stage.settle()
    return made


def titles(screen: TodayScreen) -> list[str]:
    return [row.item.title for row in screen.rows]


def test_rows_say_what_and_by_when(screen: TodayScreen) -> None:
    assert [(row.item.title, row.chip.text(), row.button.text()) for row in screen.rows][:2] == [
        ("Save the date", "4 days late", "Tick off"),
        ("Speaker brief", "Due today", "Tick off"),
    ]
    assert screen.facts() == "Tuesday 24 November"
    assert screen.hero.title.text() == "Town hall"
    assert screen.hero.run_up.state.text().startswith("1 task is late")


@pytest.mark.parametrize("key", [Qt.Key.Key_X, Qt.Key.Key_Space])
def test_one_key_ticks_a_task(screen: TodayScreen, stage: Any, qtbot: Any, key: Qt.Key) -> None:
    screen.rows[0].setFocus()
    qtbot.keyClick(screen.rows[0], key)
    stage.settle()
    assert titles(screen)[0] == "Speaker brief"
    assert screen.rows[0].hasFocus()
    assert stage.read(tasks)[0].done_on is not None
    stage.frame.history.undo()
    stage.settle()
    assert titles(screen)[0] == "Save the date"


def test_the_button_ticks_and_the_row_opens_the_date(
    screen: TodayScreen, stage: Any, qtbot: Any
) -> None:
    screen.rows[1].button.click()
    stage.settle()
    assert "Speaker brief" not in titles(screen)
    screen.rows[0].click()
    assert len(stage.frame.pages) == 1


def test_the_rail_says_what_the_screen_says(screen: TodayScreen, stage: Any, qtbot: Any) -> None:
    place = next(each for each in places() if each.name == "today")
    rail = Rail([place])
    qtbot.addWidget(rail)
    button = next(each for each in rail.findChildren(RailButton) if each.text() == "Today")
    assert place.count is not None
    said = []
    for _row in range(3):
        rail.set_count("today", stage.read(place.count, stage.frame.clock))
        said.append((button.accessibleName(), screen.found and len(screen.found.now)))
        screen.rows[0].setFocus()
        qtbot.keyClick(screen.rows[0], Qt.Key.Key_X)
        stage.settle()
    assert said == [
        ("Today, 2 need attention", 2),
        ("Today, 1 needs attention", 1),
        ("Today", 0),
    ]


def test_arrows_walk_the_rows(screen: TodayScreen, qtbot: Any) -> None:
    screen.rows[0].setFocus()
    qtbot.keyClick(screen.rows[0], Qt.Key.Key_Down)
    assert screen.rows[1].hasFocus()
    qtbot.keyClick(screen.rows[1], Qt.Key.Key_K)
    assert screen.rows[0].hasFocus()


def test_everything_is_named_and_fits(screen: TodayScreen) -> None:
    assert nameless(screen) == []
    assert clipped(screen) == []
    assert [line.accessibleName() for line in screen.side.lines] == [
        "due: Speaker brief, Town hall",
        screen.side.lines[1].accessibleName(),
    ]


def test_an_empty_plan_offers_to_plan_a_town_hall(stage: Any) -> None:
    made = TodayScreen(stage.frame)
    stage.show(made)
    stage.settle()
    made.plan_ahead()
    assert len(stage.frame.pages) == 1
    assert made.hero.isHidden()
