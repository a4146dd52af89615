"""The recipes in the settings: opened, changed step by step, added, removed."""

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from tests.ui.stage import clipped, nameless
from townhall.services.plans import change_plan
from townhall.services.queries.recipes import recipe, recipes
from townhall.ui.screen import Selection
from townhall.ui.settings_screen.screen import SettingsScreen
from townhall.ui.widgets.chips import DOT, Chip


@pytest.fixture
def section(stage):
    made = SettingsScreen(stage.frame)
    stage.show(made)
    made.activate(Selection("recipe", 0))
    stage.settle()
    return made.sections["recipes"]


@pytest.fixture
def form(section, stage):
    """The recipe of a town hall in Dutch, opened."""
    wanted = next(n for n, each in enumerate(section.recipes) if each.name.endswith("town hall"))
    section.buttons[wanted].click()
    stage.settle()
    return section.form


def chips(row):
    return [chip.text() for chip in row.findChildren(Chip)]


def stored(stage, section):
    return stage.read(recipe, section.open_id)


def test_every_recipe_says_what_it_is_for(section) -> None:
    rows = {row.title.text(): row.reason.words for row in section.rows.values()}
    assert len(rows) == 12
    assert rows["Run-up to a drop-in"] == f"Drop-in{DOT}4 steps"


def test_the_language_of_the_documents_comes_first_and_the_other_is_marked(section, stage) -> None:
    rows = list(section.rows.values())
    assert [chips(row) for row in rows] == [["Dutch"]] * 6 + [[]] * 6  # the window is in English
    assert [row.title.accessibleDescription() for row in rows] == ["Dutch"] * 6 + [""] * 6
    assert rows[0].title.locale().language() is QLocale.Language.Dutch
    stage.frame.jobs.change(change_plan, {"document_language": "en"})
    stage.settle()
    assert {each.language for each in section.recipes[:6]} == {"en"}


def test_a_recipe_that_gets_another_language_is_marked_anew(section, form, stage) -> None:
    assert form.name.property("language") == form.lines[0].title.property("language") == "nl"
    form.language.setFocus()
    form.language.chosen.emit("en")
    stage.settle()
    assert section.form.name.property("language") is None
    assert section.form.language.hasFocus()
    assert chips(section.rows[section.open_id]) == []


def test_a_step_is_changed_where_it_stands(section, form, stage) -> None:
    line = form.lines[0]
    line.title.selectAll()
    QTest.keyClicks(line.title, "Datum sturen")
    QTest.keyClick(line.title, Qt.Key.Key_Return)
    line.days.setValue(25)
    line.days.editingFinished.emit()
    stage.settle()
    first = stored(stage, section).steps[0]
    assert (first.title, first.offset_days) == ("Datum sturen", -25)
    assert section.form is form
    stage.frame.history.undo()
    stage.settle()
    assert section.form.lines[0].days.value() == 28


def test_a_step_is_added_and_removed(section, form, stage) -> None:
    form.add_button.click()
    line = form.lines[-1]
    assert line.title.hasFocus()
    QTest.keyClicks(line.title, "Taart")
    QTest.keyClick(line.title, Qt.Key.Key_Return)
    stage.settle()
    assert ("Taart", -1) in [
        (each.title, each.offset_days) for each in stored(stage, section).steps
    ]
    line.removed.emit()
    stage.settle()
    assert "Taart" not in [each.title for each in stored(stage, section).steps]


def test_a_name_that_is_taken_is_refused_in_the_form(section, form, stage) -> None:
    form.name.selectAll()
    QTest.keyClicks(form.name, "Run-up to a drop-in")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    stage.settle()
    assert "Another recipe is called “Run-up to a drop-in” already" in form.note.words
    assert stored(stage, section).name == "Aanloop naar een town hall"


def test_a_recipe_is_added_and_removed(section, stage) -> None:
    section.new_button.click()
    stage.settle()
    assert section.form.name.text() == "New recipe 1"
    section.form.removed.emit()
    stage.settle()
    assert len(stage.read(recipes)) == len(section.rows) == 12
    assert section.form is None


def test_everything_is_named_and_fits(section, form) -> None:
    assert nameless(section) == []
    assert clipped(section) == []
