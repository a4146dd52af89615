"""The calendar by hand: look, select, move, cancel, delete, and take all of it back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QPoint, Qt

from tests.ui.calendar.conftest import ONE, WEEKLY, Desk
from townhall.domain.terms import CommunicationKind, CommunicationStatus
from townhall.ui.screen import Selection

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def drag(desk: Desk, title: str, to: date, *, release: bool = True) -> None:
    """Take an item to another day with the mouse."""
    item = next(i for i, row in enumerate(desk.month.rows) if row.title == title)
    start = desk.point(item)
    cell = desk.month.day_place(to)
    assert cell is not None
    end = cell.center().toPoint()
    desk.qtbot.mousePress(desk.month, LEFT, pos=start)
    desk.qtbot.mouseMove(desk.month, start + QPoint(6, 6))
    desk.qtbot.mouseMove(desk.month, (start + end) / 2)
    desk.qtbot.mouseMove(desk.month, end)
    if release:
        desk.qtbot.mouseRelease(desk.month, LEFT, pos=end)
        desk.settle()


def test_an_empty_plan_says_what_belongs_here(desk: Desk) -> None:
    assert desk.screen.empty.isVisible()
    assert not desk.month.isVisible()
    desk.add(**ONE)
    assert desk.month.isVisible()
    desk.undo()


def test_month_and_list_show_the_same_dates(desk: Desk) -> None:
    desk.add(**ONE)
    desk.add(**WEEKLY)
    assert desk.screen.title() == "November 2026"
    assert desk.days("Weekly update") == [3, 10, 17, 24]
    assert desk.days("Town hall December") == [26]
    desk.frame.actions.run("calendar.agenda")
    desk.settle()
    assert desk.screen.title() == "November 2026 – January 2027"
    assert desk.agenda.isVisible()
    assert desk.days("Weekly update") == [3, 10, 17, 24]
    assert (date(2026, 12, 29), "09:15", "Weekly update") in desk.shown()
    desk.frame.actions.run("calendar.month")
    desk.settle()
    assert desk.month.isVisible()


def test_holidays_are_named_in_the_language_of_the_window(desk: Desk) -> None:
    desk.add(**ONE)
    desk.key(Qt.Key.Key_PageDown)
    found = desk.month.range
    assert found is not None
    assert found.holidays[date(2026, 12, 25)] == "Christmas Day"
    assert desk.month.day_told(date(2026, 12, 25)) == "Friday 25 December 2026, Christmas Day"


def test_what_is_selected_is_inspected(desk: Desk) -> None:
    desk.add(
        **ONE,
        objective="Everybody knows",
        audiences=["Radiology", "Night shift"],
        agenda=[
            {"title": "Welcome", "duration_minutes": 5},
            {"title": "Talk", "duration_minutes": 80},
        ],
    )
    desk.select("Town hall December")
    panel = desk.panel
    assert panel.row is not None
    assert panel.day.value.value == date(2026, 11, 26)
    assert panel.duration.value.value == 75
    assert panel.place.value.value == "Aula"
    assert panel.objective.value.value == "Everybody knows"
    assert panel._audiences.words == "Radiology, Night shift · 86 people"
    chip = panel.agenda.chip()
    assert chip is not None
    assert chip.text() == "10 min too long"


def test_values_are_edited_in_place_and_taken_back(desk: Desk) -> None:
    number = desk.add(**ONE)
    desk.select("Town hall December")
    desk.panel.title.edit()
    desk.panel.title.field.setText("Town hall in the hall")
    desk.qtbot.keyClick(desk.panel.title.field, Qt.Key.Key_Return)
    desk.settle()
    assert desk.stored(number).title == "Town hall in the hall"
    assert desk.shown()[0][2] == "Town hall in the hall"
    desk.panel.duration.edited.emit(90)
    desk.settle()
    desk.panel.day.edited.emit(date(2026, 11, 27))
    desk.settle()
    assert desk.stored(number).duration_minutes == 90
    assert desk.stored(number).start == datetime(2026, 11, 27, 10, 0)
    assert desk.panel.day.value.value == date(2026, 11, 27)
    desk.undo()
    assert desk.stored(number).start == datetime(2026, 11, 26, 10, 0)
    assert desk.panel.day.value.value == date(2026, 11, 26)
    desk.undo()
    desk.undo()
    assert desk.stored(number).title == "Town hall December"
    for _again in range(3):
        desk.redo()
    assert (desk.stored(number).title, desk.stored(number).duration_minutes) == (
        "Town hall in the hall",
        90,
    )


def test_what_cannot_be_stored_is_said_at_the_value(desk: Desk) -> None:
    number = desk.add(**ONE)
    desk.select("Town hall December")
    desk.panel.link.edited.emit("javascript:alert(1)")
    desk.settle()
    assert desk.panel.link.error != ""
    assert desk.stored(number).join_link == ""
    desk.panel.title.edited.emit("x" * 301)
    desk.settle()
    assert "300" in desk.panel.title.error
    assert desk.frame.errors == []


def test_a_drag_moves_to_another_day_at_the_same_hour(desk: Desk) -> None:
    number = desk.add(**ONE)
    drag(desk, "Town hall December", date(2026, 11, 18))
    assert desk.stored(number).start == datetime(2026, 11, 18, 10, 0)
    assert desk.screen.row is not None
    assert desk.screen.row.start == datetime(2026, 11, 18, 10, 0)
    desk.undo()
    assert desk.days("Town hall December") == [26]
    desk.redo()
    assert desk.days("Town hall December") == [18]


def test_escape_stops_a_drag(desk: Desk) -> None:
    number = desk.add(**ONE)
    drag(desk, "Town hall December", date(2026, 11, 18), release=False)
    assert desk.month.picture().target == date(2026, 11, 18)
    desk.key(Qt.Key.Key_Escape)
    cell = desk.month.day_place(date(2026, 11, 18))
    assert cell is not None
    desk.qtbot.mouseRelease(desk.month, LEFT, pos=cell.center().toPoint())
    desk.settle()
    assert desk.month.picture().target is None
    assert desk.stored(number).start == datetime(2026, 11, 26, 10, 0)
    assert desk.frame.history.undo_label is None


def test_a_moved_date_of_a_series_moves_alone_until_told_otherwise(desk: Desk) -> None:
    desk.add(**WEEKLY)
    desk.select("Weekly update", date(2026, 11, 10))
    desk.key(Qt.Key.Key_Right, ALT)
    assert desk.days("Weekly update") == [3, 11, 17, 24]
    assert desk.frame.toasts[-1].endswith("this date alone")
    assert desk.screen.row is not None
    assert desk.screen.row.overridden
    desk.press_toast("All dates")
    assert desk.days("Weekly update") == [4, 11, 18, 25]
    assert not any(row.overridden for row in desk.month.rows)
    desk.undo()
    assert desk.days("Weekly update") == [3, 11, 17, 24]
    desk.undo()
    assert desk.days("Weekly update") == [3, 10, 17, 24]
    desk.redo()
    desk.redo()
    assert desk.days("Weekly update") == [4, 11, 18, 25]


def test_a_change_can_hold_from_its_date_on(desk: Desk) -> None:
    desk.add(**WEEKLY)
    desk.select("Weekly update", date(2026, 11, 17))
    desk.key(Qt.Key.Key_Down, ALT)
    desk.key(Qt.Key.Key_Left, ALT)
    assert desk.days("Weekly update") == [3, 10, 23, 24]
    assert desk.frame.actions.run("calendar.widen-following")
    desk.settle()
    assert desk.days("Weekly update") == [3, 10, 23, 30]
    desk.undo()
    assert desk.days("Weekly update") == [3, 10, 23, 24]


def test_all_dates_is_not_offered_where_the_rule_fixes_the_day(desk: Desk) -> None:
    desk.add(**ONE | {"recurrence": "FREQ=MONTHLY;BYDAY=4TH"})
    desk.select("Town hall December")
    desk.key(Qt.Key.Key_Right, ALT)
    assert [words for words, _run in desk.frame.toast_actions[-1]] == ["Undo"]


def test_one_date_is_cancelled_and_put_back(desk: Desk) -> None:
    number = desk.add(**WEEKLY)
    desk.select("Weekly update", date(2026, 11, 17))
    assert desk.frame.actions.run("calendar.cancel")
    desk.settle()
    states = {row.shown_start.day: row.status for row in desk.month.rows if row.start.month == 11}
    assert [day for day, state in states.items() if state is CommunicationStatus.CANCELLED] == [17]
    assert desk.panel.series.put_back.isVisible()
    desk.undo()
    assert CommunicationStatus.CANCELLED not in {row.status for row in desk.month.rows}
    desk.redo()
    desk.panel.series.put_back.click()
    desk.settle()
    assert CommunicationStatus.CANCELLED not in {row.status for row in desk.month.rows}
    assert desk.stored(number).status is CommunicationStatus.CONFIRMED


def test_the_whole_series_is_cancelled_by_the_menu(desk: Desk) -> None:
    number = desk.add(**WEEKLY)
    desk.select("Weekly update", date(2026, 11, 17))
    assert desk.screen.row is not None
    desk.screen.changes.cancel_series(desk.screen.row)
    desk.settle()
    assert {row.status for row in desk.month.rows} == {CommunicationStatus.CANCELLED}
    assert desk.stored(number).status is CommunicationStatus.CANCELLED
    desk.undo()
    assert desk.stored(number).status is CommunicationStatus.CONFIRMED


def test_delete_removes_and_undo_brings_back(desk: Desk) -> None:
    desk.add(**ONE)
    desk.select("Town hall December")
    desk.key(Qt.Key.Key_Delete)
    assert desk.shown() == []
    assert desk.screen.empty.isVisible()
    desk.undo()
    assert desk.days("Town hall December") == [26]
    desk.redo()
    assert desk.shown() == []


def test_j_and_k_go_from_date_to_date(desk: Desk) -> None:
    desk.add(**ONE)
    desk.add(**WEEKLY)
    desk.frame.actions.run("calendar.next")
    desk.settle()
    assert desk.screen.row is not None
    assert desk.screen.row.start.day == 3
    for _step in range(4):
        desk.frame.actions.run("calendar.next")
    assert desk.screen.row.title == "Town hall December"
    desk.frame.actions.run("calendar.previous")
    desk.frame.actions.run("calendar.previous")
    assert desk.screen.row.start.day == 17
    desk.settle()
    assert desk.panel.row is not None
    assert desk.panel.row.start.day == 17


def test_arrows_move_the_day_and_the_month_follows(desk: Desk) -> None:
    desk.add(**ONE)
    for _week in range(4):
        desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Right)
    assert desk.month.day == date(2026, 12, 1)
    assert desk.screen.title() == "November 2026"
    desk.key(Qt.Key.Key_Down)
    assert (desk.month.day, desk.screen.title()) == (date(2026, 12, 8), "December 2026")
    desk.key(Qt.Key.Key_PageUp)
    assert desk.screen.title() == "November 2026"
    desk.frame.actions.run("calendar.today")
    assert desk.month.day == date(2026, 11, 2)


def test_a_full_day_opens_in_the_list(desk: Desk) -> None:
    for number in range(40):
        desk.database.run(_planned, number)
    desk.screen.mark_stale()
    desk.settle()
    day = date(2026, 11, 24)
    lanes = desk.month.geometry_.lanes
    assert desk.month.layout_.hidden == {day: 40 - lanes + 1}
    more = desk.month.geometry_.more_rect(day)
    assert more is not None
    desk.qtbot.mouseClick(desk.month, LEFT, pos=more.center().toPoint())
    desk.settle()
    assert desk.agenda.isVisible()
    assert len(desk.agenda.items_of(day)) == 40


def _planned(uow: Any, number: int) -> None:
    from townhall.services.communications import add_communication

    title = f"Item {number} " + "x" * 280
    start = f"2026-11-24T{8 + number // 6:02}:{number % 6 * 10:02}"
    add_communication(uow, {"kind": "drop-in", "title": title, "start": start})


def test_filters_leave_out_the_rest(desk: Desk) -> None:
    desk.add(**ONE, audiences=["Night shift"])
    desk.add(**WEEKLY, initiatives=["Triage assistant"])
    filters = desk.screen.filters
    filters.kind.set_value([CommunicationKind.PROGRESS_UPDATE])
    filters.kind.changed.emit(filters.kind.value)
    desk.settle()
    assert {title for _day, _time, title in desk.shown()} == {"Weekly update"}
    filters.clear()
    desk.settle()
    radiology = filters.audience._options[0]
    filters.audience.set_value([radiology.value])
    filters.audience.changed.emit(filters.audience.value)
    desk.settle()
    assert {title for _day, _time, title in desk.shown()} == {"Town hall December"}
    assert filters.is_set


def test_where_the_user_was_is_found_again(desk: Desk) -> None:
    desk.add(**ONE)
    desk.select("Town hall December")
    desk.frame.actions.run("calendar.agenda")
    desk.settle()
    state = desk.screen.state()
    other = Desk(desk.qtbot, desk.frame, desk.database)
    other.screen.restore(state)
    other.settle()
    assert other.screen.mode == "agenda"
    assert other.screen.row is not None
    assert other.screen.row.title == "Town hall December"
    other.screen.restore({"mode": 3, "day": "soon", "selected": [1], "filters": None})
    other.settle()


def test_a_search_hit_is_shown_in_its_month(desk: Desk) -> None:
    number = desk.add(**ONE | {"start": "2027-03-04T10:00"})
    desk.screen.activate(Selection("communication", number))
    desk.settle()
    assert desk.screen.title() == "March 2027"
    assert desk.screen.row is not None
    assert desk.screen.row.communication_id == number


def test_a_time_in_another_zone_shows_here_and_there(desk: Desk) -> None:
    desk.add(**ONE | {"time_zone": "America/New_York"})
    assert [(day.day, time) for day, time, _title in desk.shown()] == [(26, "16:00")]
    desk.select("Town hall December")
    assert desk.panel._zone.text() == "America/New_York; here 16:00 – 17:15"
    drag(desk, "Town hall December", date(2026, 11, 27))
    assert [(day.day, time) for day, time, _title in desk.shown()] == [(27, "16:00")]
