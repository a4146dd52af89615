"""The week by hand and by key: make, move, stretch, copy, go to the next week, take it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.ui.calendar.conftest import ONE, WEEKLY, Desk
from townhall.services.plans import change_plan
from townhall.services.queries.closed_days import BlackoutDetail
from townhall.services.queries.communications import occurrences
from townhall.ui.calendar.accessible import accessible_of
from townhall.ui.calendar.drag import Slot
from townhall.ui.calendar.targets import NewTarget

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


@pytest.fixture
def week(desk: Desk) -> Desk:
    """The week of the 23rd of November, with a town hall on Thursday at ten."""
    desk.number = desk.add(**ONE)  # type: ignore[attr-defined]
    desk.screen.set_mode("week")
    desk.screen.go_day(date(2026, 11, 24))
    desk.settle()
    return desk


def at(desk: Desk, day: int, clock: str) -> QPoint:
    """The point of a time in the week."""
    geometry = desk.week.geometry_
    hours, minutes = clock.split(":")
    column = geometry.column((date(2026, 11, day) - desk.week.layout_.monday).days)
    y = geometry.y_of(int(hours) * 60 + int(minutes))
    return QPoint(round(column.center().x()), round(y) + 2)


def drag(desk: Desk, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Press, pull and let go."""
    desk.qtbot.mousePress(desk.week, LEFT, keys, pos=start)
    pull(desk, start, end, keys)
    desk.qtbot.mouseRelease(desk.week, LEFT, keys, pos=end)
    desk.settle()


def pull(desk: Desk, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    for point in (start + QPoint(0, 12), (start + end) / 2, end):
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(desk.week.mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            LEFT,
            keys,
        )
        QApplication.sendEvent(desk.week, event)


def starts(desk: Desk) -> list[datetime]:
    """When everything in the plan starts."""
    rows = desk.database.read(occurrences, FIRST, LAST, "Europe/Amsterdam")
    return [each.start for each in rows]


def test_the_week_shows_its_days_and_hours(week: Desk) -> None:
    assert week.screen.title() == "23 – 29 November 2026"
    assert week.shown() == [(date(2026, 11, 26), "10:00", "Town hall December")]
    place = week.week.item_place(0, date(2026, 11, 26))
    assert place is not None
    assert place.top() == pytest.approx(week.week.geometry_.y_of(600), abs=2)
    assert place.bottom() == pytest.approx(week.week.geometry_.y_of(675), abs=2)


def test_a_period_of_another_week_is_not_drawn_while_paging(week: Desk) -> None:
    view = week.screen.view
    assert view.range is not None
    others = [
        BlackoutDetail(number, "Freeze", first, first + timedelta(days=7))
        for number, first in enumerate((date(2026, 9, 1), date(2027, 3, 1)))
    ]
    view.set_range(replace(view.range, blackouts=tuple(others)))
    assert view.picture().blackouts == ()
    assert not view.grab().isNull()


def test_a_drag_moves_day_and_time_on_the_quarter(week: Desk) -> None:
    drag(week, at(week, 26, "10:30"), at(week, 24, "13:52"))
    assert starts(week) == [datetime(2026, 11, 24, 13, 15)]
    assert week.frame.toasts[-1] == "Moved “Town hall December” to Tue 24 November, 13:15"
    assert week.screen.row is not None
    week.undo()
    assert starts(week) == [datetime(2026, 11, 26, 10)]
    week.redo()
    assert starts(week) == [datetime(2026, 11, 24, 13, 15)]


def test_ctrl_places_to_the_minute(week: Desk) -> None:
    drag(week, at(week, 26, "10:30"), at(week, 26, "13:52"), CTRL)
    assert starts(week)[0].minute % 15 != 0


def test_alt_copies(week: Desk) -> None:
    drag(week, at(week, 26, "10:30"), at(week, 24, "13:30"), ALT)
    assert starts(week) == [datetime(2026, 11, 24, 13), datetime(2026, 11, 26, 10)]
    week.undo()
    assert starts(week) == [datetime(2026, 11, 26, 10)]


def test_the_end_is_pulled(week: Desk) -> None:
    drag(week, at(week, 26, "11:12"), at(week, 26, "12:00"))
    assert week.stored(week.number).duration_minutes == 120  # type: ignore[attr-defined]
    assert starts(week) == [datetime(2026, 11, 26, 10)]


def test_escape_puts_everything_back(week: Desk) -> None:
    start, end = at(week, 26, "10:30"), at(week, 24, "13:30")
    week.qtbot.mousePress(week.week, LEFT, pos=start)
    pull(week, start, end)
    assert week.week.dragging is not None
    week.key(Qt.Key.Key_Escape)
    week.qtbot.mouseRelease(week.week, LEFT, pos=end)
    week.settle()
    assert starts(week) == [datetime(2026, 11, 26, 10)]
    assert week.frame.history.undo_label is None


def test_the_edge_leads_to_the_next_week(week: Desk) -> None:
    start = at(week, 26, "10:30")
    week.qtbot.mousePress(week.week, LEFT, pos=start)
    edge = QPoint(round(week.week.geometry_.columns[-1]) - 5, start.y())
    pull(week, start, edge)
    week.week._edge_timer.timeout.emit()
    week.settle()
    assert week.screen.title() == "30 Nov – 6 December 2026"
    end = QPoint(round(week.week.geometry_.column(1).center().x()), start.y())
    pull(week, edge, end)
    week.qtbot.mouseRelease(week.week, LEFT, pos=end)
    week.settle()
    assert starts(week) == [datetime(2026, 12, 1, 10)]


def test_drawing_over_time_makes_something_new(week: Desk) -> None:
    drag(week, at(week, 25, "13:00"), at(week, 25, "14:29"))
    page = week.page()
    assert page.target == NewTarget(page.target.kind, date(2026, 11, 25), time(13), 90)
    assert page.form.values()["start"] == "2026-11-25T13:00"
    assert page.form.values()["duration_minutes"] == 90


def test_drawing_above_the_hours_makes_whole_days(week: Desk) -> None:
    geometry = week.week.geometry_
    y = round(geometry.whole.center().y())
    first = QPoint(round(geometry.column(1).center().x()), y)
    last = QPoint(round(geometry.column(3).center().x()), y)
    drag(week, first, last)
    values = week.page().form.values()
    assert (values["all_day"], values["start"]) == (True, "2026-11-24T00:00")
    assert values["duration_minutes"] == 3 * 1440


def test_every_drag_has_its_keys(week: Desk) -> None:
    week.screen.step(1)
    week.key(Qt.Key.Key_Left, ALT)
    week.key(Qt.Key.Key_Down, ALT)
    assert starts(week) == [datetime(2026, 11, 25, 10, 15)]
    week.key(Qt.Key.Key_Down, SHIFT | ALT)
    assert week.stored(week.number).duration_minutes == 90  # type: ignore[attr-defined]
    week.key(Qt.Key.Key_PageDown, ALT)
    assert starts(week) == [datetime(2026, 12, 2, 10, 15)]
    assert week.screen.title() == "30 Nov – 6 December 2026"
    week.key(Qt.Key.Key_D, CTRL)
    assert starts(week) == [datetime(2026, 12, 2, 10, 15), datetime(2026, 12, 9, 10, 15)]
    assert week.screen.row is not None
    assert week.screen.row.start == datetime(2026, 12, 9, 10, 15)


def test_the_keyboard_stands_at_a_time_and_makes_something_there(week: Desk) -> None:
    week.key(Qt.Key.Key_Right)
    week.key(Qt.Key.Key_Down)
    week.key(Qt.Key.Key_Down, SHIFT)
    assert week.week.slot() == Slot(date(2026, 11, 25), time(9), 75)
    assert week.week.day_told(date(2026, 11, 25)).endswith("09:00 – 10:15")
    week.key(Qt.Key.Key_N)
    assert week.page().form.values()["start"] == "2026-11-25T09:00"


def test_a_moved_date_of_a_series_can_take_the_others_along(week: Desk) -> None:
    week.add(**WEEKLY)
    week.screen.step(1)
    week.key(Qt.Key.Key_Down, ALT)
    week.press_toast("All dates")
    rows = week.database.read(occurrences, date(2026, 11, 1), LAST, "Europe/Amsterdam")
    assert {row.start.time() for row in rows if row.recurring and row.start.month > 11} == {
        time(9, 30)
    }


def test_the_second_zone_stands_beside_the_hours(week: Desk) -> None:
    narrow = week.week.geometry_.columns[0]
    week.database.run(change_plan, {"second_time_zone": "Asia/Kolkata"})
    week.screen.mark_stale()
    week.settle()
    assert week.week.geometry_.columns[0] > 2 * narrow
    assert week.week.picture().second_zone == "Asia/Kolkata"


def test_a_screen_reader_finds_days_and_items(week: Desk) -> None:
    found = accessible_of(week.week)
    assert found.childCount() == 7
    thursday = found.child(3)
    assert thursday is not None
    item = thursday.child(0)
    assert item is not None
    from PySide6.QtGui import QAccessible

    assert item.text(QAccessible.Text.Name).startswith("Town hall December, 10:00 – 11:15")
    place = week.week.item_place(0, date(2026, 11, 26))
    assert place is not None
    assert item.rect().height() == round(place.height())
