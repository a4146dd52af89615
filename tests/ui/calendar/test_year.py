"""The year by hand and by key: marks, gaps, lanes, print."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.calendar.conftest import ONE, WEEKLY, Desk
from townhall.domain.lane_gaps import GapKind
from townhall.services.records import add_record
from townhall.services.tasks import add_task
from townhall.ui.calendar.accessible import accessible_of
from townhall.ui.calendar.year_geometry import LOWEST
from townhall.ui.calendar.year_print import write_year
from townhall.ui.calendar.year_run_up import cell_place, run_up_cells

LEFT = Qt.MouseButton.LeftButton
NAME = QAccessible.Text.Name


@pytest.fixture
def year(desk: Desk) -> Desk:
    """Twelve months; Radiology has a weekly update, its night shift a town hall too."""
    desk.add(**ONE | {"audiences": ["Night shift"]})
    desk.add(**WEEKLY | {"audiences": ["Radiology"], "initiatives": ["Triage assistant"]})
    desk.screen.set_mode("year")
    desk.settle()
    return desk


def lanes(desk: Desk) -> list[str]:
    return [lane.name for lane in desk.screen.views.year.lanes]


def hover(view: QWidget, point: QPoint) -> None:
    """Let the pointer pass over `point`."""
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(view.mapToGlobal(point)),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, event)


def test_lanes_and_months(year: Desk) -> None:
    assert year.screen.title() == "Oct 2026 – Sept 2027"
    assert lanes(year) == ["Radiology", "Night shift"]
    view = year.screen.views.year
    assert len(view.lanes[0].items) == 48
    assert [gap.kind for gap in view.lanes[1].gaps] == []
    year.screen.bar.lanes.chosen.emit("initiative")
    year.settle()
    assert lanes(year) == ["Triage assistant", ""]


def test_pages_are_quarters(year: Desk) -> None:
    year.key(Qt.Key.Key_PageDown)
    assert year.screen.title() == "2027"
    year.key(Qt.Key.Key_PageUp)
    assert year.screen.title() == "Oct 2026 – Sept 2027"


def test_keys_go_between_marks_and_lanes(year: Desk) -> None:
    year.key(Qt.Key.Key_Home)
    assert year.screen.row is not None
    assert (year.screen.row.title, year.screen.row.start.date()) == (
        "Weekly update",
        date(2026, 11, 3),
    )
    year.key(Qt.Key.Key_Right)
    assert year.screen.row.start.date() == date(2026, 11, 10)
    year.key(Qt.Key.Key_Down)
    assert year.screen.row.title == "Town hall December"
    year.settle()
    assert year.panel.row is not None
    assert year.panel.row.title == "Town hall December"
    year.key(Qt.Key.Key_Return)
    assert len(year.frame.pages) == 1


def test_a_click_selects_and_the_card_tells(year: Desk) -> None:
    view = year.screen.views.year
    mark = view._marks[1][0]
    point = view.geometry_.mark_rect(mark).center().toPoint()
    hover(view, point)
    assert view._card is not None
    year.qtbot.mouseClick(view, LEFT, pos=point)
    year.settle()
    assert view._card is None
    assert year.screen.row is not None
    assert year.screen.row.title == "Town hall December"


def test_a_gap_is_a_stop_from_which_something_is_planned(desk: Desk) -> None:
    desk.add(**ONE | {"audiences": ["Radiology"]})
    desk.screen.set_mode("year")
    desk.settle()
    view = desk.screen.views.year
    assert [gap.kind for gap in view.lanes[0].gaps] == [GapKind.AFTER]
    desk.key(Qt.Key.Key_End)
    assert view.gap == view.lanes[0].gaps[0]
    desk.key(Qt.Key.Key_N)
    values = desk.page().form.values()
    assert (values["audiences"], values["start"]) == (["Radiology"], "2026-11-26T10:00")


def test_moving_by_key_works_here_too(year: Desk) -> None:
    year.key(Qt.Key.Key_Down)
    year.key(Qt.Key.Key_Home)
    year.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert year.screen.row is not None
    assert year.screen.row.start.date() == date(2026, 11, 27)


def test_a_screen_reader_finds_lanes_with_their_gaps(desk: Desk) -> None:
    desk.add(**ONE | {"audiences": ["Radiology"]})
    desk.screen.set_mode("year")
    desk.settle()
    found = accessible_of(desk.screen.views.year)
    lane = found.child(0)
    assert lane is not None
    assert lane.text(NAME) == "Radiology, 86 people, 1 planned, Nothing planned after 26 November"
    item = lane.child(0)
    assert item is not None
    assert item.text(NAME).startswith("Town hall December, 10:00 – 11:15")
    assert not item.rect().isEmpty()


def test_two_hundred_audiences_scroll(desk: Desk) -> None:
    def many(uow: Any) -> None:
        for number in range(200):
            add_record(uow, "audience", {"name": f"Ward {number:03} " + "x" * 280})

    desk.database.run(many)
    desk.add(**ONE)
    desk.screen.set_mode("year")
    desk.settle()
    view = desk.screen.views.year
    assert len(view.lanes) == 203
    assert view.geometry_.lane_height == LOWEST
    for _step in range(60):
        year_key(desk, Qt.Key.Key_Down)
    lane = view.geometry_.lane(60)
    assert view.geometry_.area.contains(QPointF(lane.x(), lane.center().y()))
    assert len(view.grab().toImage().size().toTuple()) == 2


def year_key(desk: Desk, key: Qt.Key) -> None:
    desk.qtbot.keyClick(desk.screen.views.year, key)


def test_the_same_lanes_are_printed(year: Desk, tmp_path: Path) -> None:
    from pypdf import PdfReader

    found = year.screen.views.year.year
    assert found is not None
    assert write_year(tmp_path / "year.pdf", found, date(2026, 11, 2)) == 1
    page = PdfReader(tmp_path / "year.pdf").pages[0]
    assert page.mediabox.width > page.mediabox.height
    words = page.extract_text()
    for text in ("Oct 2026", "Sept 2027", "Radiology", "Night shift", "Public holiday", "Nov"):
        assert text in words


def test_the_lanes_are_found_again(year: Desk) -> None:
    year.screen.set_lanes("initiative")
    year.settle()
    other = Desk(year.qtbot, year.frame, year.database)
    other.screen.restore(year.screen.state())
    other.settle()
    assert lanes(other) == ["Triage assistant", ""]
    assert other.screen.bar.lanes.value == "initiative"


def test_ground_and_labels_are_no_items(year: Desk) -> None:
    view = year.screen.views.year
    assert view.item_at(QPointF(10, 10)) is None
    assert view.item_at(QPointF(QPoint(30, round(view.geometry_.area.y()) + 5))) is None


def test_the_run_up_is_counted_by_week(year: Desk) -> None:
    for title, days, done in (("Save the date", -15, "2026-11-03"), ("Brief", -2, None)):
        step = {"communication_id": 1, "title": title, "offset_days": days, "done_on": done}
        year.database.run(add_task, step)
    year.database.run(add_task, {"communication_id": 1, "title": "Rehearsal", "offset_days": -1})
    year.screen.mark_stale()
    year.settle()
    view = year.screen.views.year
    view.resize(1600, 700)
    geometry = view.geometry_
    cells = run_up_cells(geometry, view.range.tasks)
    assert [(each.first, each.left, len(each.tasks)) for each in cells] == [
        (date(2026, 11, 2), 0, 1),
        (date(2026, 11, 23), 2, 2),
    ]
    assert cells[1].late(date(2026, 11, 25)) == 1
    tip = view._tip(cell_place(geometry, cells[1]).center())
    assert tip.splitlines() == [
        "Week 48: 2 of 2 tasks to do",
        "24 Nov: T−2 Brief, Town hall December",
        "25 Nov: T−1 Rehearsal, Town hall December",
    ]
    assert view.group_told(view.groups()[-1]) == (
        "Run-up. Week 45: 0 of 1 task to do. Week 48: 2 of 2 tasks to do"
    )
    area = geometry.area
    year.screen.bar.run_up.click()
    year.settle()
    assert view.geometry_.area.height() > area.height()
    assert len(view.groups()) == 2


def test_a_narrow_year_counts_several_weeks_together(year: Desk) -> None:
    year.database.run(add_task, {"communication_id": 2, "title": "Write it", "offset_days": -1})
    year.screen.mark_stale()
    year.settle()
    view = year.screen.views.year
    view.resize(700, 500)
    cells = run_up_cells(view.geometry_, view.range.tasks)
    assert {(each.last - each.first).days + 1 for each in cells} == {28}
    assert sum(len(each.tasks) for each in cells) == len(view.range.tasks)


def test_the_run_up_is_printed_too(year: Desk, tmp_path: Path) -> None:
    year.database.run(add_task, {"communication_id": 1, "title": "Brief", "offset_days": -2})
    year.screen.mark_stale()
    year.settle()
    found = year.screen.views.year.year
    assert found is not None
    from pypdf import PdfReader

    path = tmp_path / "jaar.pdf"
    write_year(path, found, date(2026, 11, 2))
    assert "Run-up" in PdfReader(path).pages[0].extract_text()
