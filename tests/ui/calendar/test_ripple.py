"""Moving a date that others count from: what moves along is shown first, then moved or left."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests.ui.calendar.conftest import ONE, WEEKLY, Desk
from tests.ui.stage import clipped, nameless
from townhall.services.queries.run_up import run_up
from townhall.services.queries.tasks import tasks
from townhall.services.records import add_record
from townhall.services.tasks import add_task
from townhall.ui.date_key import DateKey

START, MOVED = datetime(2026, 11, 26, 10), datetime(2026, 12, 1, 10)


@pytest.fixture
def number(desk: Desk) -> int:
    """A town hall with a run-up, one step of it done."""
    number = desk.add(**ONE)
    for title, days, done in (
        ("Invite", -5, "2026-11-19"),
        ("Brief", -2, None),
        ("Report", 3, None),
    ):
        step = {"communication_id": number, "title": title, "offset_days": days, "done_on": done}
        desk.database.run(add_task, step)
    desk.select("Town hall December")
    return number


def move(desk: Desk, by: timedelta = timedelta(days=5)) -> None:
    row = next(row for row in desk.screen.view.rows if row.title == "Town hall December")
    desk.screen.changes.move(row, by)
    desk.settle()


def days(desk: Desk, number: int, start: datetime) -> dict[str, str]:
    return {each.title: f"{each.day:%m-%d}" for each in desk.database.read(run_up, number, start)}


def test_the_panel_tells_what_moves_before_anything_moves(desk: Desk, number: int) -> None:
    move(desk)
    panel = desk.screen.rippling.panel
    assert panel.isVisible()
    assert panel.title.text() == "Move “Town hall December”"
    assert (panel.before.when.text(), panel.before.far.text()) == (
        "Thu 26 Nov, 10:00",
        "From, in 24 days",
    )
    assert [(each.moving.title, each.moving.new_day) for each in panel.lines] == [
        ("Brief", date(2026, 11, 27)),
        ("Report", date(2026, 12, 4)),
    ]
    assert panel.move_button.text() == "Move with 2 changes"
    assert desk.stored(number).start == START
    assert nameless(panel) == []
    assert clipped(panel) == []


def test_enter_moves_what_is_ticked_and_one_undo_takes_it_back(desk: Desk, number: int) -> None:
    move(desk)
    panel = desk.screen.rippling.panel
    panel.lines[0].check.click()
    assert panel.move_button.text() == "Move with 1 change"
    desk.qtbot.keyClick(panel.lines[0].check, Qt.Key.Key_Return)
    desk.settle()
    assert not panel.isVisible()
    assert days(desk, number, MOVED) == {"Invite": "11-24", "Brief": "11-24", "Report": "12-04"}
    assert desk.frame.toasts[-1] == "Moved “Town hall December” with 1 change"
    desk.undo()
    assert days(desk, number, START)["Report"] == "12-01"
    assert [each.due for each in desk.database.read(tasks)] == [None] * 3


def test_escape_leaves_the_date_where_it_was(desk: Desk, number: int) -> None:
    move(desk)
    panel = desk.screen.rippling.panel
    desk.qtbot.keyClick(panel.move_button, Qt.Key.Key_Escape)
    desk.settle()
    assert not panel.isVisible()
    assert desk.stored(number).start == START
    assert desk.frame.toasts == []


def test_only_the_date_keeps_all_tasks_on_their_days(desk: Desk, number: int) -> None:
    move(desk)
    panel = desk.screen.rippling.panel
    panel.alone_button.click()
    desk.settle()
    assert days(desk, number, MOVED)["Brief"] == "11-24"
    assert desk.stored(number).start == MOVED


def test_a_closed_day_stands_on_top(desk: Desk, number: int) -> None:
    period = {"name": "Moving house", "first_day": "2026-12-01", "last_day": "2026-12-02"}
    desk.database.run(add_record, "blackout", period)
    move(desk)
    panel = desk.screen.rippling.panel
    assert [each.kind.value for each in panel.ripple.warnings] == ["holiday"]


def test_a_date_that_nothing_hangs_on_just_moves(desk: Desk) -> None:
    number = desk.add(**ONE)
    move(desk)
    assert desk.screen.rippling.panel is None
    assert desk.stored(number).start == MOVED


def test_the_editor_shows_what_moves_along_before_it_saves(desk: Desk, number: int) -> None:
    desk.screen.edit()
    desk.settle()
    page = desk.page()
    page.form.location.setText("Grote zaal")
    page.form.when.day.set_value(MOVED.date())
    page.save()
    desk.settle()
    panel = page.rippling.panel
    assert [each.moving.title for each in panel.lines] == ["Brief", "Report"]
    assert desk.stored(number).start == START
    desk.qtbot.keyClick(panel.move_button, Qt.Key.Key_Escape)
    assert (panel.isVisible(), page.save_button.isEnabled()) == (False, True)
    page.save()
    desk.settle()
    panel.lines[1].check.click()
    panel.apply()
    desk.settle()
    assert (desk.stored(number).start, desk.stored(number).location) == (MOVED, "Grote zaal")
    assert days(desk, number, MOVED) == {"Invite": "11-24", "Brief": "11-27", "Report": "12-01"}
    assert desk.frame.closed_pages == 1


@pytest.fixture
def weekly(desk: Desk) -> int:
    """A weekly update with a step towards every date."""
    number = desk.add(**WEEKLY)
    desk.database.run(
        add_task, {"communication_id": number, "title": "Write it", "offset_days": -1}
    )
    desk.select("Weekly update", date(2026, 12, 1))
    return number


def test_the_editor_never_skips_the_ripple_of_another_rule(desk: Desk, weekly: int) -> None:
    desk.screen.edit("following")
    desk.settle()
    page = desk.page()
    page.form.when.day.set_value(date(2026, 12, 3))
    page.save()
    desk.settle()
    panel = page.rippling.panel
    assert panel.isVisible()
    first = panel.lines[0]
    assert first.title.text() == "Write it, for 1 Dec"
    assert (first.moving.day, first.moving.new_day) == (date(2026, 11, 30), date(2026, 12, 2))
    assert desk.stored(weekly).recurrence == WEEKLY["recurrence"]
    assert nameless(panel) == []
    assert clipped(panel) == []
    first.check.click()
    panel.apply()
    desk.settle()
    half = desk.stored(weekly + 1)
    assert half.start == datetime(2026, 12, 3, 9, 15)
    assert days(desk, half.id, half.start) == {"Write it": "11-30"}
    assert days(desk, half.id, datetime(2026, 12, 10, 9, 15)) == {"Write it": "12-09"}
    desk.undo()
    assert days(desk, weekly, datetime(2026, 12, 1, 9, 15)) == {"Write it": "11-30"}


def test_the_wider_change_after_a_drag_shows_what_moves_too(desk: Desk, weekly: int) -> None:
    row = desk.screen.row
    assert row is not None
    desk.screen.changes.move(row, timedelta(days=2))
    desk.settle()
    panel = desk.screen.rippling.panel
    panel.apply()
    desk.settle()
    desk.press_toast("All dates")
    assert panel.isVisible()
    assert date(2026, 12, 1) not in [each.moving.of for each in panel.lines]
    assert panel.lines[0].title.text() == "Write it, for 3 Nov"
    assert desk.stored(weekly).recurrence == WEEKLY["recurrence"]
    desk.qtbot.keyClick(panel.move_button, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.stored(weekly).recurrence == WEEKLY["recurrence"]
    desk.press_toast("All dates")
    panel.apply()
    desk.settle()
    assert desk.stored(weekly).recurrence == "FREQ=WEEKLY;BYDAY=TH"


def test_putting_a_date_back_shows_what_moves(desk: Desk, weekly: int) -> None:
    row = desk.screen.row
    assert row is not None
    desk.screen.changes.move(row, timedelta(days=2))
    desk.settle()
    panel = desk.screen.rippling.panel
    panel.apply()
    desk.settle()
    moved = desk.screen.row
    assert moved is not None
    desk.screen.changes.restore(moved)
    desk.settle()
    assert [each.moving.new_day for each in panel.lines] == [date(2026, 11, 30)]
    panel.apply()
    desk.settle()
    assert days(desk, weekly, datetime(2026, 12, 1, 9, 15)) == {"Write it": "11-30"}


@pytest.mark.parametrize("mode", ["month", "week"])
def test_the_calendar_draws_both_places_until_it_is_answered(
    desk: Desk, number: int, mode: str
) -> None:
    desk.screen.set_mode(mode)
    desk.settle()
    view = desk.screen.view
    plain = picture_of(view)
    move(desk, timedelta(days=-1, hours=1))
    ghosts = view.ghosts
    old, new = next(iter(ghosts.leaving)), next(iter(ghosts.coming))
    assert [view.rows[item].shown_start for item in (old, new)] == [
        START,
        datetime(2026, 11, 25, 11),
    ]
    assert view.item_place(old, date(2026, 11, 26)) is not None
    assert view.item_place(new, date(2026, 11, 25)) is not None
    assert view.item_told(old).endswith(", where it is now")
    assert view.item_told(new).endswith(", where it would be")
    assert picture_of(view) != plain
    desk.qtbot.keyClick(desk.screen.rippling.panel.move_button, Qt.Key.Key_Escape)
    desk.settle()
    assert (view.ghosts.leaving, view.ghosts.coming) == (frozenset(), frozenset())
    assert len(view.rows) == 1
    assert desk.stored(number).start == START


def test_both_places_show_on_crowded_days(desk: Desk, number: int) -> None:
    for hour in range(12):
        desk.add(**ONE | {"title": f"Drop-in {hour}", "start": f"2026-11-25T{hour:02}:00"})
    move(desk, timedelta(days=-1, hours=10))
    view = desk.month
    assert view.layout_.hidden[date(2026, 11, 25)] > 0
    new = next(iter(view.ghosts.coming))
    assert view.item_place(new, date(2026, 11, 25)) is not None


def test_escape_in_the_calendar_leaves_it_too(desk: Desk, number: int) -> None:
    move(desk)
    desk.key(Qt.Key.Key_Escape)
    assert not desk.screen.rippling.panel.isVisible()
    assert desk.screen.view.ghosts.coming == frozenset()
    assert desk.stored(number).start == START
    assert desk.screen.key == DateKey(number, START)


def test_both_places_stay_drawn_when_another_week_is_gone_to(desk: Desk, number: int) -> None:
    desk.screen.set_mode("week")
    desk.settle()
    move(desk, timedelta(days=7))
    view = desk.screen.view
    assert (len(view.ghosts.leaving), len(view.ghosts.coming)) == (1, 1)
    desk.screen.go_pages(1)
    desk.settle()
    assert (len(view.ghosts.leaving), len(view.ghosts.coming)) == (0, 1)
    assert view.item_place(next(iter(view.ghosts.coming)), date(2026, 12, 3)) is not None


def picture_of(view: QWidget) -> QImage:
    return view.grab().toImage()
