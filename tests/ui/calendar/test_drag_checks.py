"""The card of a drag says what is in the way of a place, or free, without being in the way."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from tests.ui.calendar.conftest import ONE, Desk
from tests.ui.calendar.test_week import LEFT, at, pull
from townhall.services.records import add_record

ALT = Qt.KeyboardModifier.AltModifier
OTHER = ONE | {"title": "Briefing", "start": "2026-11-25T14:00", "kind": "board-briefing"}


@pytest.fixture
def week(desk: Desk) -> Desk:
    """A town hall on Thursday at ten; on Wednesday at two another one in the same room."""
    desk.add(**ONE)
    desk.add(**OTHER)
    desk.screen.set_mode("week")
    desk.screen.go_day(date(2026, 11, 24))
    desk.settle()
    return desk


def words(desk: Desk) -> list[str]:
    """What the checks of the card say."""
    card = desk.screen.view._card
    assert card is not None
    return [label.text() for label in card.checks.findChildren(QLabel) if label.text()]


def take(desk: Desk, day: int, clock: str) -> None:
    start = at(desk, 26, "10:30")
    desk.qtbot.mousePress(desk.week, LEFT, pos=start)
    pull(desk, start, at(desk, day, clock))
    desk.settle()


def test_the_card_says_that_the_room_is_free(week: Desk) -> None:
    take(week, 24, "10:30")
    assert words(week) == ["Aula is free"]


def test_the_card_says_what_it_clashes_with_and_lets_it_go_there(week: Desk) -> None:
    take(week, 25, "14:30")
    assert words(week) == ["Clashes at 14:00 with “Briefing”", "both are in Aula"]
    card = week.week._card
    assert card is not None
    assert week.week.rect().contains(card.geometry().center())
    week.qtbot.mouseRelease(week.week, LEFT, pos=at(week, 25, "14:30"))
    week.settle()
    panel = week.screen.rippling.panel
    panel.apply()
    week.settle()
    assert week.stored(1).start == datetime(2026, 11, 25, 14)


def test_back_in_its_place_there_is_nothing_to_check(week: Desk) -> None:
    take(week, 25, "14:30")
    pull(week, at(week, 26, "10:30"), at(week, 26, "10:30"))
    week.settle()
    assert words(week) == []


def test_a_blackout_period_is_said_in_the_month(desk: Desk) -> None:
    desk.add(**ONE)
    period = {"name": "Moving house", "first_day": "2026-11-18", "last_day": "2026-11-18"}
    desk.database.run(add_record, "blackout", period)
    month = desk.month
    start = desk.point(0)
    cell = month.day_place(date(2026, 11, 18))
    assert cell is not None
    desk.qtbot.mousePress(month, LEFT, pos=start)
    end = QPoint(int(cell.center().x()), int(cell.center().y()))
    desk.week = month  # type: ignore[assignment]  # the drag is the same
    pull(desk, start, end)
    desk.settle()
    assert words(desk) == ["Moving house is a blackout period", "Aula is free"]


def test_a_move_by_key_is_told_with_its_checks(week: Desk, monkeypatch: Any) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "townhall.ui.calendar.moves.announce", lambda _widget, text: told.append(text)
    )
    week.screen.view.step(1)
    week.screen.view.step(1)
    week.settle()
    assert week.screen.row is not None
    assert week.screen.row.title == "Town hall December"
    week.key(Qt.Key.Key_Down, ALT)
    assert told == ["Thu 26 November, 10:15 – 11:30. Aula is free"]
