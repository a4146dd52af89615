"""Blackout periods in the settings: added, changed where they stand, removed and undone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.stage import clipped, nameless
from townhall.language import set_language
from townhall.services.queries.closed_days import blackouts
from townhall.services.records import add_record
from townhall.ui.settings_screen.screen import SettingsScreen


@pytest.fixture
def card(stage):
    stage.frame.plans.current = stage.frame.jobs.database.name
    screen = SettingsScreen(stage.frame)
    stage.show(screen)
    screen.go_to("calendar")
    stage.settle()
    return screen.sections["calendar"].blackouts


def stored(stage):
    return [(each.name, each.first_day, each.last_day) for each in stage.read(blackouts)]


def add(card, stage, name, first, last):
    card.add_button.click()
    QTest.keyClicks(card.form.name, name)
    card.form.first_day.set_value(first)
    card.form.last_day.set_value(last)
    QTest.keyClick(card.form.last_day, Qt.Key.Key_Return)
    stage.settle()


def test_a_period_is_added_by_keyboard_and_undone(card, stage):
    assert card.empty.isVisible()
    add(card, stage, "Zomer", date(2027, 7, 10), date(2027, 8, 22))
    assert stored(stage) == [("Zomer", date(2027, 7, 10), date(2027, 8, 22))]
    assert [line.name.value.value for line in card.lines] == ["Zomer"]
    assert (card.empty.isVisible(), card.form.isVisible()) == (False, False)
    assert card.add_button.hasFocus()
    stage.frame.history.undo()
    stage.settle()
    assert stored(stage) == []
    assert card.empty.isVisible()


def test_a_period_that_cannot_be_is_said_at_the_form(card, stage):
    add(card, stage, "Zomer", date(2027, 8, 22), date(2027, 7, 10))
    assert card.form._error.words == (
        "The last day of a blackout period cannot lie before its first."
    )
    assert card.form.isVisible()
    assert stored(stage) == []
    QTest.keyClick(card.form.last_day, Qt.Key.Key_Escape)
    assert not card.form.isVisible()


def test_a_period_is_changed_where_it_stands_and_removed(card, stage):
    days = {"first_day": date(2027, 2, 15), "last_day": date(2027, 2, 26)}
    stage.frame.jobs.change(add_record, "blackout", {"name": "Verhuizing", **days})
    stage.settle()
    (line,) = card.lines
    line.last_day.edited.emit(date(2027, 3, 5))
    stage.settle()
    assert stored(stage) == [("Verhuizing", date(2027, 2, 15), date(2027, 3, 5))]
    (line,) = card.lines
    line.last_day.edited.emit(date(2027, 1, 5))
    stage.settle()
    assert line.last_day.error == "The last day of a blackout period cannot lie before its first."
    assert stored(stage)[0][2] == date(2027, 3, 5)
    line.out.click()
    stage.settle()
    assert stored(stage) == []
    assert stage.frame.toasts[-1] == "Removed blackout period"
    stage.frame.history.undo()
    stage.settle()
    assert [each.shown.name for each in card.lines] == ["Verhuizing"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_everything_is_named_and_fits(stage, language):
    set_language(language)
    days = {"first_day": "2027-02-15", "last_day": "2027-02-26"}
    stage.frame.jobs.database.run(add_record, "blackout", {"name": "Verhuizing", **days})
    screen = SettingsScreen(stage.frame)
    stage.show(screen)
    screen.go_to("calendar")
    stage.settle()
    card = screen.sections["calendar"].blackouts
    card.add_button.click()
    assert nameless(card) == []
    assert clipped(card) == []
