"""The month by hand and by key: draw, stretch, copy, go to another month; closed days, flags."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.ui.calendar.conftest import ONE, Desk
from townhall.services.queries.communications import occurrences
from townhall.services.records import add_record

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TWO_DAYS = {
    "kind": "training",
    "title": "Fair",
    "start": "2026-11-10T00:00",
    "all_day": True,
    "duration_minutes": 2 * 1440,
}


def middle(desk: Desk, day: int) -> QPoint:
    """Empty ground of a day of November: below its items."""
    cell = desk.month.day_place(date(2026, 11, day))
    assert cell is not None
    return QPoint(round(cell.center().x()), round(cell.bottom()) - 8)


def pull(desk: Desk, *points: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    for point in points:
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(desk.month.mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            LEFT,
            keys,
        )
        QApplication.sendEvent(desk.month, event)


def drop(desk: Desk, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    desk.qtbot.mouseRelease(desk.month, LEFT, keys, pos=point)
    desk.settle()


def spans(desk: Desk) -> list[tuple[datetime, datetime]]:
    rows = desk.database.read(occurrences, date(2026, 1, 1), date(2027, 6, 1), "Europe/Amsterdam")
    return [(each.start, each.end) for each in rows]


def test_drawing_over_days_makes_something_of_whole_days(desk: Desk) -> None:
    desk.add(**ONE)
    desk.qtbot.mousePress(desk.month, LEFT, pos=middle(desk, 10))
    pull(desk, middle(desk, 11), middle(desk, 12))
    assert desk.month.picture().target_last == date(2026, 11, 12)
    drop(desk, middle(desk, 12))
    values = desk.page().form.values()
    assert (values["start"], values["all_day"]) == ("2026-11-10T00:00", True)
    assert values["duration_minutes"] == 3 * 1440


def test_a_bar_is_pulled_longer_by_hand_and_by_key(desk: Desk) -> None:
    number = desk.add(**TWO_DAYS)
    place = desk.month.item_place(0, date(2026, 11, 11))
    assert place is not None
    end = QPoint(round(place.right()) - 3, round(place.center().y()))
    desk.qtbot.mousePress(desk.month, LEFT, pos=end)
    pull(desk, end + QPoint(30, 0), middle(desk, 13))
    drop(desk, middle(desk, 13))
    assert desk.stored(number).duration_minutes == 4 * 1440
    desk.key(Qt.Key.Key_Left, SHIFT | ALT)
    assert desk.stored(number).duration_minutes == 3 * 1440
    desk.undo()
    desk.undo()
    assert desk.stored(number).duration_minutes == 2 * 1440


def test_alt_copies_and_ctrl_d_does_so_by_key(desk: Desk) -> None:
    desk.add(**ONE)
    start = desk.point(0)
    desk.qtbot.mousePress(desk.month, LEFT, ALT, pos=start)
    pull(desk, start - QPoint(9, 9), middle(desk, 18), keys=ALT)
    assert desk.month.picture().dragged is None
    drop(desk, middle(desk, 18), ALT)
    assert [day for day, _end in spans(desk)] == [
        datetime(2026, 11, 18, 10),
        datetime(2026, 11, 26, 10),
    ]
    desk.key(Qt.Key.Key_D, CTRL)
    assert [day.day for day, _end in spans(desk)] == [18, 25, 26]


def test_the_edge_leads_to_the_next_month(desk: Desk) -> None:
    desk.add(**ONE)
    start = desk.point(0)
    edge = QPoint(start.x(), desk.month.height() - 4)
    desk.qtbot.mousePress(desk.month, LEFT, pos=start)
    pull(desk, start + QPoint(9, 9), edge)
    desk.month._edge_timer.timeout.emit()
    desk.settle()
    assert desk.screen.title() == "December 2026"
    cell = desk.month.day_place(date(2026, 12, 16))
    assert cell is not None
    pull(desk, cell.center().toPoint())
    drop(desk, cell.center().toPoint())
    assert spans(desk)[0][0] == datetime(2026, 12, 16, 10)


def test_escape_goes_back_to_the_month_it_came_from(desk: Desk) -> None:
    desk.add(**ONE)
    start = desk.point(0)
    desk.qtbot.mousePress(desk.month, LEFT, pos=start)
    pull(desk, start + QPoint(9, 9), QPoint(start.x(), desk.month.height() - 4))
    desk.month._edge_timer.timeout.emit()
    desk.settle()
    desk.key(Qt.Key.Key_Escape)
    assert desk.screen.title() == "November 2026"
    assert spans(desk)[0][0] == datetime(2026, 11, 26, 10)


@pytest.fixture
def closed(desk: Desk) -> Desk:
    values = {"name": "Audit", "first_day": "2026-11-12", "last_day": "2026-11-17"}
    desk.database.run(add_record, "blackout", values)
    desk.add(**ONE)
    return desk


def test_blackout_periods_are_named(closed: Desk) -> None:
    told = closed.month.day_told(date(2026, 11, 13))
    assert told == "Friday 13 November 2026, Audit"
    assert [each.name for each in closed.month.picture().blackouts] == ["Audit"]
    closed.screen.set_mode("week")
    closed.screen.go_day(date(2026, 11, 16))
    closed.settle()
    assert closed.week.geometry_.periods == 1


def test_the_run_up_shows_as_flags_until_it_is_hidden(desk: Desk) -> None:
    number = desk.add(**ONE)
    task = {"communication_id": number, "title": "Speaker brief", "offset_days": -2}
    desk.database.run(add_record, "task", task)
    desk.screen.mark_stale()
    desk.settle()
    day = date(2026, 11, 24)
    assert "T−2 Speaker brief" in desk.month.day_told(day)
    assert len(desk.month.picture().tasks[day]) >= 1
    desk.screen.bar.run_up.click()
    desk.settle()
    assert "Speaker brief" not in desk.month.day_told(day)
    assert desk.screen.state()["run_up"] is False
