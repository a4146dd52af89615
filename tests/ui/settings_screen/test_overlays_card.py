"""Calendars read in, in the settings: changed where they stand, read again, removed and undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.stage import clipped, nameless
from townhall.domain.terms import OverlayColor, StandsFor
from townhall.language import set_language
from townhall.services.overlays import read_calendar_file, read_overlay
from townhall.services.queries.overlays import overlays
from townhall.services.records import add_record
from townhall.ui.settings_screen.screen import SettingsScreen

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
X-WR-CALNAME:Board
BEGIN:VEVENT
UID:a
SUMMARY:Board meeting
DTSTART:20261203T090000Z
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "board.ics"
    path.write_text(CALENDAR)
    return path


@pytest.fixture
def card(stage, file):
    database = stage.frame.jobs.database
    database.run(add_record, "person", {"name": "Anna Voorbeeld", "email": "anna@delinde.example"})
    read = read_calendar_file(file, zone="Europe/Amsterdam", clock=database.clock)
    database.run(read_overlay, read)
    stage.frame.plans.current = database.name
    screen = SettingsScreen(stage.frame)
    stage.show(screen)
    screen.go_to("calendar")
    stage.settle()
    return screen.sections["calendar"].overlays


def stored(stage):
    return [
        (each.name, each.stands_for, each.whom, each.color, each.shown)
        for each in stage.read(overlays)
    ]


def test_a_calendar_is_changed_where_it_stands(card, stage):
    [line] = card.lines
    assert "1 date" in line.facts.text()
    assert "board.ics" in line.facts.text()
    line.name.edited.emit("The board")
    stage.settle()
    line = card.lines[0]
    line.color.chosen.emit(OverlayColor.PINK)
    stage.settle()
    line = card.lines[0]
    line.whom.kind.setFocus()
    QTest.keyClick(line.whom.kind, Qt.Key.Key_Down)
    assert not line.whom.fields["person"]
    assert line.whom.person.isVisible()
    QTest.keyClick(line.whom.person, Qt.Key.Key_Down)
    stage.settle()
    line = card.lines[0]
    QTest.keyClick(line.visible, Qt.Key.Key_Space)
    stage.settle()
    assert stored(stage) == [
        ("The board", StandsFor.PERSON, "Anna Voorbeeld", OverlayColor.PINK, False)
    ]
    stage.frame.history.undo()
    stage.settle()
    assert stored(stage)[0][-1] is True
    assert card.lines[0].visible.isChecked()


def test_a_room_is_named_by_its_place(card, stage):
    [line] = card.lines
    line.whom.set_value(StandsFor.ROOM, "")
    line.whom.room.setFocus()
    QTest.keyClicks(line.whom.room, "Aula")
    QTest.keyClick(line.whom.room, Qt.Key.Key_Return)
    stage.settle()
    assert stored(stage)[0][1:3] == (StandsFor.ROOM, "Aula")


def test_a_name_that_is_taken_is_refused_where_it_stands(card, stage, file):
    database = stage.frame.jobs.database
    read = read_calendar_file(file, zone="Europe/Amsterdam", clock=database.clock)
    database.run(read_overlay, read, {"name": "Other"})
    [line] = card.lines
    line.name.edited.emit("Other")
    stage.settle()
    assert "Another calendar that was read in is called “Other” already" in line.name.error


def test_it_is_read_again_and_says_what_came_of_it(card, stage, file):
    [line] = card.lines
    line.again.click()
    stage.settle()
    assert stage.frame.toasts[-1] == "Nothing in “Board” has changed"
    file.write_text(CALENDAR.replace("UID:a", "UID:b"))
    card.lines[0].again.click()
    stage.settle()
    assert stage.frame.toasts[-1] == "“Board”: 1 new, 0 changed, 1 gone"
    file.unlink()
    card.lines[0].again.click()
    stage.settle()
    assert card.lines[0].error == "board.ics does not exist."
    assert card.lines[0].again.isEnabled()
    assert len(stored(stage)) == 1


def test_it_is_removed_and_comes_back(card, stage):
    card.lines[0].out.click()
    stage.settle()
    assert stored(stage) == []
    assert card.empty.isVisible()
    stage.frame.history.undo()
    stage.settle()
    assert [line.shown.name for line in card.lines] == ["Board"]


def test_reading_one_in_opens_its_page(card, stage):
    card.add_button.click()
    assert len(stage.frame.pages) == 1


@pytest.mark.parametrize("language", ["en", "nl"])
def test_everything_has_a_name_and_fits(card, stage, language):
    set_language(language)
    assert nameless(card) == []
    assert clipped(card) == []
