"""The card of the run-up: tasks ticked, written, changed and removed; recipes applied and saved."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from townhall.services.queries.recipes import recipes
from townhall.services.queries.run_up import run_up
from townhall.services.queries.tasks import tasks
from townhall.services.tasks import add_task, remove_task

START, JANUARY = datetime(2026, 12, 3, 10), datetime(2027, 1, 7, 10)


def shown(desk) -> list[str]:
    return [row.task.title for row in desk.page.run_up.rows if not row.isHidden()]


def stored(desk, start: datetime = START) -> list[tuple[str, int, bool]]:
    found = desk.database.read(run_up, desk.number, start)
    return [(each.title, each.offset_days, each.is_done) for each in found]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_X])
def test_one_key_ticks_and_ticks_back(desk, key) -> None:
    row = desk.page.run_up.rows[1]
    row.check.setFocus()
    desk.key(row.check, key)
    assert stored(desk)[1] == ("Speaker brief", -7, True)
    ticked = desk.window.focusWidget()
    assert ticked.accessibleName() == "Speaker brief, 24 Nov"
    desk.key(ticked, key)
    assert stored(desk)[1] == ("Speaker brief", -7, False)


def test_a_task_is_written_in_the_card(desk) -> None:
    card = desk.page.run_up
    desk.click(card.add_button)
    editor = card.editor
    desk.key(editor.title, Qt.Key.Key_Return)
    assert editor.form.field("title").error == "Say what has to be done."
    QTest.keyClicks(editor.title, "Order cake")
    editor.days.set_value(2)
    editor.owner.set_value(("owner", "anna@delinde.example"))
    editor.scope.set_value("this")
    desk.key(editor.title, Qt.Key.Key_Return)
    assert ("Order cake", -2, False) in stored(desk)
    assert [each.owner for each in desk.database.read(tasks)][-1] == "Anna Voorbeeld"
    assert stored(desk, JANUARY) == []
    assert desk.frame.toasts[-1] == "Added “Order cake” to the run-up"
    assert card.editor is None
    assert "Order cake" in shown(desk)


def test_a_task_for_all_dates_is_changed_for_this_one_or_all(desk) -> None:
    desk.change(add_task, {"communication_id": desk.number, "title": "Report", "offset_days": 3})
    card = desk.page.run_up
    row = next(each for each in card.rows if each.task.title == "Report")
    desk.key(row.check, Qt.Key.Key_Return)
    editor = card.editor
    editor.title.setText("Question report")
    desk.key(editor.title, Qt.Key.Key_Return)
    assert "Question report" in shown(desk)
    assert stored(desk, JANUARY) == [("Report", 3, False)]
    row = next(each for each in card.rows if each.task.title == "Question report")
    assert desk.window.focusWidget() is row.check
    desk.click(row, row.rect().center())
    card.editor.scope.set_value("all")
    card.editor.days.set_value(5)
    desk.click(card.editor.save)
    assert stored(desk, JANUARY) == [("Question report", 5, False)]
    desk.undo()
    assert stored(desk, JANUARY) == [("Report", 3, False)]


def test_a_fixed_day_stands_without_counting(desk) -> None:
    row = desk.page.run_up.rows[1]
    desk.key(row.check, Qt.Key.Key_F2)
    editor = desk.page.run_up.editor
    editor.side.set_value("day")
    editor.due.set_value(date(2026, 11, 27))
    desk.click(editor.save)
    row = next(each for each in desk.page.run_up.rows if each.task.title == "Speaker brief")
    assert (row.when, row.task.day) == ("27 Nov", date(2026, 11, 27))


def test_delete_takes_a_task_out_and_undo_brings_it_back(desk) -> None:
    row = desk.page.run_up.rows[1]
    desk.key(row.check, Qt.Key.Key_Delete)
    assert [title for title, _days, _done in stored(desk)] == ["Announce it", "Close the form"]
    desk.undo()
    assert len(stored(desk)) == 3


def test_escape_leaves_the_form_as_it_was(desk) -> None:
    card = desk.page.run_up
    row = card.rows[1]
    desk.key(row.check, Qt.Key.Key_Return)
    card.editor.title.setText("Nothing")
    desk.key(card.editor.title, Qt.Key.Key_Escape)
    assert card.editor is None
    assert not row.isHidden()
    assert row.check.hasFocus()
    assert stored(desk)[1][0] == "Speaker brief"


def test_a_recipe_fills_an_empty_run_up(desk) -> None:
    for each in desk.database.read(tasks):
        desk.change(remove_task, each.id)
    card = desk.page.run_up
    assert not card.empty.isHidden()
    card.open_recipes()
    desk.settle()
    actions = [each for each in card.recipes.menu.actions() if each.text()]
    assert [each.text() for each in actions][:2] == [
        "Aanloop naar een town hall, 12 steps (Dutch)",
        "Run-up to a town hall, 12 steps",
    ]
    actions[1].trigger()
    desk.settle()
    assert len(stored(desk)) == len(stored(desk, JANUARY)) == 12
    assert card.empty.isHidden()
    card.recipes.menu.close()


def test_a_run_up_is_saved_as_a_recipe(desk) -> None:
    card = desk.page.run_up
    card.name_recipe()
    desk.click(card.naming.save)
    assert card.naming.note.words
    QTest.keyClicks(card.naming.name, "Short run-up")
    desk.key(card.naming.name, Qt.Key.Key_Return)
    saved = next(each for each in desk.database.read(recipes) if each.name == "Short run-up")
    assert [step.title for step in saved.steps] == [
        "Announce it",
        "Speaker brief",
        "Close the form",
    ]
    assert card.naming is None


def test_moving_the_date_shows_what_moves_along_first(desk) -> None:
    desk.page.move_date()
    panel = desk.page.move_panel
    panel.day.set_value(date(2026, 12, 10))
    panel.run()
    desk.settle()
    ripple = desk.page.rippling.panel
    assert [each.moving.title for each in ripple.lines[:2]] == ["Speaker brief", "Close the form"]
    assert desk.date().row.start == START
    desk.key(ripple.move_button, Qt.Key.Key_Escape)
    assert not ripple.isVisible()
    assert panel.isVisible()
    panel.run()
    desk.settle()
    ripple.lines[0].check.click()
    desk.key(ripple.move_button, Qt.Key.Key_Return)
    assert not ripple.isVisible()
    assert desk.date().row.start == datetime(2026, 12, 10, 10)
    days = {each.title: each.day for each in desk.page.detail.tasks}
    assert (days["Speaker brief"], days["Close the form"]) == (
        date(2026, 11, 24),
        date(2026, 12, 3),
    )
