"""Calendars of others in the views: behind the plan's own, selected and told, never changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from tests.ui.calendar.conftest import ONE, Desk
from townhall.services.overlays import read_calendar_file, read_overlay
from townhall.services.queries.overlays import overlays
from townhall.ui.calendar.year_overlays import named_on, periods
from townhall.ui.date_key import OverlayKey

DAY = date(2026, 11, 26)
EVENTS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
X-WR-CALNAME:Board
BEGIN:VEVENT
UID:a
SUMMARY:Board meeting
LOCATION:Room 1
DTSTART:20261126T090000Z
DTEND:20261126T110000Z
END:VEVENT
BEGIN:VEVENT
UID:b
SUMMARY:Away days
DTSTART;VALUE=DATE:20261125
DTEND;VALUE=DATE:20261127
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def board(desk: Desk, tmp_path: Path) -> Desk:
    """The desk with a board's calendar behind its plan."""
    file = tmp_path / "board.ics"
    file.write_text(EVENTS)
    read = read_calendar_file(file, zone="Europe/Amsterdam", clock=desk.frame.clock)
    desk.frame.jobs.change(read_overlay, read, said="")
    desk.add(**ONE)
    desk.screen.go_day(DAY)
    desk.settle()
    return desk


def titles(desk: Desk, day: date) -> list[str]:
    view = desk.screen.view
    return [view.thing(item).title for item in view.items_of(day)]


def place(desk: Desk, title: str, day: date) -> QPoint:
    view = desk.screen.view
    item = next(item for item in view.items_of(day) if view.thing(item).title == title)
    rect = view.item_place(item, day)
    assert rect is not None
    return rect.center().toPoint()


@pytest.mark.parametrize("mode", ["month", "week"])
def test_they_stand_after_the_plans_own_and_tell_where_they_come_from(
    board: Desk, mode: str
) -> None:
    board.screen.set_mode(mode)
    board.settle()
    assert sorted(titles(board, DAY)) == ["Away days", "Board meeting", "Town hall December"]
    assert titles(board, date(2026, 11, 25)) == ["Away days"]
    view = board.screen.view
    told = [view.item_told(item) for item in view.items_of(DAY)]
    assert "Board meeting, 26 November 10:00 – 12:00, from the calendar Board, Room 1" in told
    assert "1 planned, 2 in calendars of others" in view.day_told(DAY)
    board.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(board, "Away days", DAY))
    board.settle()
    side = board.screen.side.others
    assert side.isVisible()
    assert not board.panel.isVisible()
    assert (side.title.words, side.calendar.words) == ("Away days", "Board")
    assert side.when.words == "Wednesday 25 November 2026 – Thursday 26 November 2026"
    assert side.whom.words == "Nobody: it is shown only"
    assert board.screen.row is None


def test_they_are_reached_by_key_and_left_again(board: Desk) -> None:
    view = board.screen.view
    view.go_to_day(DAY)
    seen = []
    for _step in range(3):
        board.screen.step(1)
        board.settle()
        seen.append(view.thing(view.selected_item).title)
    assert sorted(seen) == ["Away days", "Board meeting", "Town hall December"]
    assert isinstance(board.screen.key, OverlayKey)
    board.key(Qt.Key.Key_Delete)
    board.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    board.key(Qt.Key.Key_Escape)
    assert board.screen.key is None
    assert board.shown() == [(DAY, "10:00", "Town hall December")]
    board.select("Town hall December")
    assert board.panel.isVisible()
    assert not board.screen.side.others.isVisible()


@pytest.mark.parametrize("mode", ["month", "week"])
def test_they_cannot_be_dragged(board: Desk, mode: str) -> None:
    board.screen.set_mode(mode)
    board.settle()
    view, before = board.screen.view, board.shown()
    start = place(board, "Away days", DAY)
    board.qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    assert view.dragging is None
    board.qtbot.mouseMove(view, start + QPoint(0, 60))
    board.qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 60))
    board.settle()
    assert board.shown() == before
    assert titles(board, date(2026, 11, 25)) == ["Away days"]


def test_timed_ones_lie_behind_and_stay_in_sight(board: Desk) -> None:
    board.screen.set_mode("week")
    board.settle()
    week = board.week
    [behind] = week.layout_.behind
    [own] = [block for block in week.layout_.blocks if block.day == behind.day]
    assert own.beside
    free = week.geometry_.block_rect(behind).right() - week.geometry_.block_rect(own).right()
    assert free >= 10


def test_the_filter_bar_shows_and_hides_them(board: Desk) -> None:
    menu = board.screen.others
    assert menu.isVisible()
    [action] = [each for each in menu.menu().actions() if each.isCheckable()]
    assert (action.text(), action.isChecked()) == ("Board", True)
    action.trigger()
    board.settle()
    assert titles(board, date(2026, 11, 25)) == []
    assert [each.shown for each in board.database.read(overlays)] == [False]
    board.frame.history.undo()
    board.settle()
    assert titles(board, date(2026, 11, 25)) == ["Away days"]


def test_without_any_the_button_is_away(desk: Desk) -> None:
    assert not desk.screen.others.isVisible()


def test_a_selected_one_that_is_gone_closes_its_panel(board: Desk) -> None:
    view = board.screen.view
    board.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(board, "Away days", DAY))
    board.settle()
    told: list[bool] = []
    board.screen.inspected.connect(told.append)
    [action] = [each for each in board.screen.others.menu().actions() if each.isCheckable()]
    action.trigger()
    board.settle()
    QApplication.processEvents()
    assert board.screen.key is None
    assert told[-1] is False


def test_the_list_has_each_on_the_first_of_its_days(board: Desk) -> None:
    board.screen.set_mode("agenda")
    board.settle()
    view = board.agenda
    assert titles(board, date(2026, 11, 25)) == ["Away days"]
    assert titles(board, DAY) == ["Town hall December", "Board meeting"]
    [item] = view.items_of(date(2026, 11, 25))
    told = view.item_told(item)
    assert told == "Away days, 25 November until 26 Nov, from the calendar Board"
    board.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(board, "Board meeting", DAY))
    board.settle()
    assert board.screen.side.others.title.words == "Board meeting"
    assert board.screen.side.others.when.words == "Thursday 26 November 2026, 10:00 – 12:00"


def test_the_year_shows_what_lasts_whole_days(board: Desk) -> None:
    board.screen.set_mode("year")
    board.settle()
    view = board.screen.views.year
    assert view.range is not None
    assert [row.title for row in view.range.overlays] == ["Away days"]
    [period] = periods(view.range.overlays)
    assert (period.name, period.first_day, period.last_day) == (
        "Away days",
        date(2026, 11, 25),
        DAY,
    )
    geometry = view.geometry_
    x = geometry.x_of(DAY) + 1
    assert "Away days (Board)" in view._tip(QPointF(x, geometry.head.y() + 2))
    assert named_on(view.range.overlays, date(2026, 11, 27)) == []
