"""Themes of questions in the settings: added, changed where they stand, ordered, removed."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.stage import clipped, nameless
from townhall.language import set_language
from townhall.services.queries.question_themes import question_themes
from townhall.services.queries.questions import question
from townhall.services.questions import add_question
from townhall.ui.screen import Selection
from townhall.ui.settings_screen.screen import SettingsScreen
from townhall.ui.widgets.chooser import Chooser


@pytest.fixture
def section(stage):
    return shown(stage)


def shown(stage):
    stage.frame.plans.current = stage.frame.jobs.database.name
    screen = SettingsScreen(stage.frame)
    stage.show(screen)
    screen.activate(Selection("question-theme", 1))
    stage.settle()
    return screen.sections["themes"]


def keys(stage):
    return [each.key for each in stage.read(question_themes)]


def line(section, key):
    return next(each for each in section.lines if each.shown.key == key)


def popup(section):
    (found,) = [each for each in section.findChildren(Chooser) if each.isVisible()]
    return found


def type_theme(section, stage, dutch, english):
    section.add_button.click()
    QTest.keyClicks(section.form.name_nl, dutch)
    QTest.keyClicks(section.form.name_en, english)
    QTest.keyClick(section.form.name_en, Qt.Key.Key_Return)
    stage.settle()


def test_the_start_set_shows_with_days_and_questions(section, stage):
    stage.frame.jobs.database.run(add_question, {"text": "Mag dat?", "theme": "privacy"})
    section.refresh()
    stage.settle()
    privacy = line(section, "privacy")
    assert (privacy.name_nl.value.value, privacy.name_en.value.value) == ("Privacy", "Privacy")
    assert (privacy.answer_days.value.value, privacy.questions.text()) == (10, "1")
    assert privacy.color.accessibleName() == "Colour of Privacy: Violet"
    assert line(section, "other").out.isVisible() is False


def test_a_theme_is_added_by_keyboard_and_undone(section, stage):
    type_theme(section, stage, "Pauzes", "Breaks")
    assert keys(stage)[-2:] == ["breaks", "other"]
    assert section.form.isVisible() is False
    assert section.add_button.hasFocus()
    assert stage.frame.toasts[-1] == "Added the theme “Breaks”"
    stage.frame.history.undo()
    stage.settle()
    assert "breaks" not in [each.shown.key for each in section.lines]


def test_what_cannot_be_added_is_said_at_its_field(section, stage):
    type_theme(section, stage, "Pauzes", "")
    assert section.form.fields["name_en"].error == "“name_en” must be filled in."
    QTest.keyClicks(section.form.name_en, "workload")
    QTest.keyClick(section.form.name_en, Qt.Key.Key_Return)
    stage.settle()
    assert section.form.fields["name_en"].error == "There is a theme called “workload” already."
    assert section.form.name_en.hasFocus()
    QTest.keyClick(section.form.name_en, Qt.Key.Key_Escape)
    assert section.form.isVisible() is False
    assert len(keys(stage)) == 9


def test_names_days_and_colour_change_where_they_stand(section, stage):
    line(section, "privacy").name_nl.edited.emit("Gegevens")
    stage.settle()
    line(section, "privacy").answer_days.edited.emit(0)
    stage.settle()
    QTest.mouseClick(line(section, "privacy").color, Qt.MouseButton.LeftButton)
    chooser = popup(section)
    chooser._take(chooser.list.item(3))
    stage.settle()
    found = next(each for each in stage.read(question_themes) if each.key == "privacy")
    assert (found.name_nl, found.name_en, found.answer_days, found.color) == (
        *("Gegevens", "Privacy", 0, "pink"),
    )


def test_what_is_being_typed_stays_when_another_theme_changes(section, stage):
    editing = line(section, "workload").name_nl.value
    editing.edit()
    line(section, "privacy").answer_days.edited.emit(4)
    stage.settle()
    assert line(section, "workload").name_nl.value is editing
    assert editing.editing
    assert line(section, "privacy").answer_days.value.value == 4


def test_a_name_that_is_taken_is_said_at_the_value(section, stage):
    line(section, "privacy").name_nl.edited.emit("WERKDRUK")
    stage.settle()
    assert line(section, "privacy").error == "There is a theme called “WERKDRUK” already."
    line(section, "workload").answer_days.edited.emit(251)
    stage.settle()
    assert line(section, "workload").error.endswith("must be a whole number from 0 to 250.")
    assert {each.name_nl for each in stage.read(question_themes)} >= {"Privacy", "Werkdruk"}


def test_themes_move_by_keyboard_and_keep_it(section, stage):
    grip = line(section, "privacy").grip
    grip.setFocus()
    QTest.keyClick(grip, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    stage.settle()
    assert keys(stage)[2:4] == ["privacy", "workload"]
    assert line(section, "privacy").grip.hasFocus()
    QTest.keyClick(line(section, "privacy").grip, Qt.Key.Key_Down)
    assert line(section, "workload").grip.hasFocus()
    stage.frame.history.undo()
    stage.settle()
    assert keys(stage)[2:4] == ["workload", "privacy"]


def drag(section, grip, y):
    """Drag a grip to `y` in the list; the button stays down."""
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    to = grip.mapFrom(section._holder, QPoint(6, y))
    QTest.mouseMove(grip, QPoint(6, 20))
    QTest.mouseMove(grip, to)
    return to


def test_themes_are_dragged_to_another_place_and_esc_takes_it_back(section, stage):
    grip = line(section, "privacy").grip
    to = drag(section, grip, 2)
    assert section._mark.isVisible()
    QTest.keyClick(grip, Qt.Key.Key_Escape)
    assert section._mark.isVisible() is False
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=to)
    stage.settle()
    assert keys(stage)[0] == "job-and-role"
    to = drag(section, grip, 2)
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=to)
    stage.settle()
    assert keys(stage)[:2] == ["privacy", "job-and-role"]
    grip = line(section, "privacy").grip
    to = drag(section, grip, section._holder.height() - 1)
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=to)
    stage.settle()
    assert keys(stage)[-1] == "privacy"


def test_removing_a_theme_asks_where_its_questions_go(section, stage):
    asked = stage.frame.jobs.database.run(
        add_question, {"text": "Mag dat?", "theme": "privacy"}
    ).value
    section.refresh()
    stage.settle()
    line(section, "privacy").out.click()
    chooser = popup(section)
    assert chooser.accessibleName() == "1 question goes to"
    offered = [chooser.list.item(n).text() for n in range(chooser.list.count())]
    assert "Privacy" not in offered
    chooser._take(chooser.list.item(offered.index("Workload")))
    stage.settle()
    assert "privacy" not in keys(stage)
    assert stage.read(question, asked).theme == "workload"
    line(section, "benefits").out.click()
    stage.settle()
    assert "benefits" not in keys(stage)
    stage.frame.history.undo()
    stage.frame.history.undo()
    stage.settle()
    assert stage.read(question, asked).theme == "privacy"
    assert len(section.lines) == 9


@pytest.mark.parametrize("language", ["en", "nl"])
def test_everything_is_named_and_fits(stage, language):
    set_language(language)
    section = shown(stage)
    section.add_button.click()
    assert nameless(section) == []
    assert clipped(section) == []
