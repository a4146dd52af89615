"""Reading in a calendar of others through its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from townhall.domain.terms import StandsFor
from townhall.services.queries.overlays import overlays
from townhall.ui.imports.calendar_page import CalendarDraft, CalendarImportPage
from townhall.ui.imports.planning_draft import PlanningDraft
from townhall.ui.imports.planning_page import PlanningImportPage
from townhall.ui.pages import open_calendar_import

CORPUS = Path(__file__).parents[2] / "data" / "calendars"
BOARD = CORPUS / "calendar-board-weekly.ics"
HOLIDAYS = CORPUS / "calendar-holidays-transparent.ics"


@pytest.fixture
def page(qtbot, frame, settle):
    made = CalendarImportPage(frame, CalendarDraft())
    qtbot.addWidget(made)
    frame.jobs.changed.connect(made.on_jobs_changed)
    made.resize(1232, 840)
    made.show()
    settle()
    return made


def drop(page, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)


def test_a_dropped_calendar_is_shown_named_and_read_in(page, settle, frame, filled):
    drop(page, BOARD)
    settle()
    assert page.name.text() == "Agenda bestuur"
    assert len(page.draft.read.dates) == 203
    assert page.table.id_model.columns[0].cell(page.draft.read.dates[0]).text == (
        "Thu 8 Jan 2026, 09:30"
    )
    assert page.bar.button.text() == "Read in"
    page.name.setFocus()
    page.name.selectAll()
    QTest.keyClicks(page.name, "Board")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    page.whom.kind.setFocus()
    QTest.keyClick(page.whom.kind, Qt.Key.Key_Down)
    QTest.keyClick(page.whom.person, Qt.Key.Key_Down)
    settle()
    page.bar.button.click()
    settle()
    [stored] = filled.read(overlays)
    assert (stored.name, stored.stands_for, stored.whom, stored.events) == (
        "Board",
        StandsFor.PERSON,
        "Anna Voorbeeld",
        203,
    )
    assert frame.closed_pages == 1
    frame.history.undo()
    settle()
    assert filled.read(overlays) == []


def test_a_known_calendar_is_brought_up_to_date(page, settle, frame, filled):
    drop(page, HOLIDAYS)
    settle()
    page.import_now()
    settle()
    drop(page, HOLIDAYS)
    settle()
    assert page.bar.button.text() == "Bring up to date"
    assert (page.draft.counts.added, page.draft.counts.skipped) == (0, 2)


def test_a_room_that_is_not_named_is_asked_for(page, settle, frame, filled):
    drop(page, BOARD)
    settle()
    page.whom.kind.set_value(StandsFor.ROOM)
    page.bar.button.click()
    settle()
    assert page.banner.accessibleName() == (
        "Say which person, room or audience the calendar “Agenda bestuur” stands for."
    )
    assert filled.read(overlays) == []
    page.whom.room.setText("Aula")
    page.bar.button.click()
    settle()
    assert [(each.stands_for, each.whom) for each in filled.read(overlays)] == [
        (StandsFor.ROOM, "Aula")
    ]


def test_several_follow_each_other(page, settle, frame, filled):
    drop(page, BOARD, HOLIDAYS)
    settle()
    page.import_now()
    settle()
    assert frame.closed_pages == 0
    assert page.name.text() == "Schoolvakanties"
    page.import_now()
    settle()
    assert [each.name for each in filled.read(overlays)] == ["Agenda bestuur", "Schoolvakanties"]


def test_problems_and_refusals_are_told(page, settle, tmp_path):
    drop(page, CORPUS / "calendar-secondly.ics")
    settle()
    assert page.chip().text() == "1 thing to look at"
    bad = tmp_path / "page.ics"
    bad.write_bytes(b"<html>")
    drop(page, bad)
    settle()
    assert "web page" in page.banner.accessibleName()


def test_a_calendar_dropped_on_the_planning_goes_to_its_own_page(qtbot, frame, settle, filled):
    planning = PlanningImportPage(frame, PlanningDraft())
    qtbot.addWidget(planning)
    planning.show()
    settle()
    planning.take_files([BOARD])
    assert frame.closed_pages == 1
    made = frame.pages[-1](frame)
    qtbot.addWidget(made)
    made.show()
    settle()
    settle()
    assert isinstance(made, CalendarImportPage)
    assert made.draft.read.name == "Agenda bestuur"


def test_the_page_opens_on_files(frame):
    open_calendar_import(frame, [BOARD])
    assert len(frame.pages) == 1
