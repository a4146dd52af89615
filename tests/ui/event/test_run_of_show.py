"""The run of show on the page: edited, added to, put in order, taken out, and all undone."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from townhall.services.communications import set_agenda
from townhall.ui.event.agenda_row import Part

ALT = Qt.KeyboardModifier.AltModifier


def type_in(desk: Any, text: str) -> None:
    """Take the place of the title in the editor that is open."""
    title = desk.lines.editor.title
    title.selectAll()
    QTest.keyClicks(title, text)


def test_a_hard_start_that_cannot_be_kept_is_said(desk) -> None:
    assert desk.shown() == [
        "10:00, Welcome, Anna Voorbeeld, 5 minutes",
        "10:05, Why AI, Bram Proefman, 20 minutes",
        "10:25, North joins, No speaker, 20 minutes, Fixed start at 10:20, starts 10:25",
        "10:45, Questions, Anna Voorbeeld, 30 minutes",
    ]
    assert desk.page.run_of_show.head.state.text() == "Fits exactly"
    assert desk.page.run_of_show.bar.accessibleName() == "10:00, ends 11:15"


def test_enter_edits_an_item_of_this_date_as_one_step(desk) -> None:
    desk.lines.go(1)
    desk.key(desk.lines.rows[1], Qt.Key.Key_Return)
    type_in(desk, "Why we do this")
    desk.lines.editor.minutes.setValue(25)
    desk.key(desk.lines.editor.title, Qt.Key.Key_Return)
    assert desk.lines.editor is None
    item = desk.date().agenda[1]
    assert (item.title, item.duration_minutes, item.cues) == ("Why we do this", 25, "Slide 2")
    assert desk.titles()[0] == "Welcome"
    assert desk.stored().agenda[1].title == "Why AI"
    assert desk.page.run_of_show.head.state.text() == "5 min too long"
    assert desk.page.run_of_show.bar.accessibleName() == (
        "10:00, planned 11:15, expected end 11:20"
    )
    desk.undo()
    assert desk.titles() == ["Welcome", "Why AI", "North joins", "Questions"]
    assert not desk.date().own_agenda
    assert "10:05, Why AI, Bram Proefman, 20 minutes" in desk.shown()
    desk.redo()
    assert desk.titles()[1] == "Why we do this"


def test_edits_for_all_dates_change_the_series(desk) -> None:
    desk.click(desk.page.run_of_show.head.scope.buttons()[1])
    desk.lines.edit(0)
    type_in(desk, "Welcome all")
    desk.key(desk.lines.editor.title, Qt.Key.Key_Return)
    assert desk.stored().agenda[0].title == "Welcome all"
    assert not desk.date().own_agenda


def test_esc_leaves_an_item_as_it_was(desk) -> None:
    desk.lines.edit(0)
    type_in(desk, "Something else")
    desk.key(desk.lines.editor.title, Qt.Key.Key_Escape)
    assert desk.lines.editor is None
    assert desk.titles()[0] == "Welcome"
    assert desk.lines.rows[0].hasFocus()
    assert desk.frame.closed_pages == 0


def test_leaving_the_editor_stores_it(desk) -> None:
    desk.lines.edit(0)
    type_in(desk, "Welcome everybody")
    desk.page.audience.focus_people()
    desk.settle()
    assert desk.lines.editor is None
    assert desk.titles()[0] == "Welcome everybody"


def test_items_are_typed_one_after_the_other(desk) -> None:
    assert desk.frame.actions.run("event.item")
    for title in ("Ethics", "Close"):
        type_in(desk, title)
        desk.key(desk.lines.editor.title, Qt.Key.Key_Return)
    assert desk.lines.editor is not None
    desk.key(desk.lines.editor.title, Qt.Key.Key_Return)
    assert desk.lines.editor is None
    assert desk.titles() == ["Welcome", "Why AI", "North joins", "Questions", "Ethics", "Close"]
    assert desk.date().agenda[-1].duration_minutes == 10
    desk.undo()
    assert desk.titles()[-1] == "Ethics"


def test_a_new_item_stands_after_the_one_with_the_keyboard(desk) -> None:
    desk.lines.go(0)
    desk.page.run_of_show.add_item()
    type_in(desk, "Film")
    desk.key(desk.lines.editor.title, Qt.Key.Key_Return)
    assert desk.titles()[:3] == ["Welcome", "Film", "Why AI"]


def test_speaker_start_and_cues_are_edited_as_well(desk) -> None:
    desk.lines.edit(3, Part.SPEAKER)
    editor = desk.lines.editor
    assert editor.speaker.hasFocus()
    editor.speaker.setText("Carla Staal")
    editor.cues.setPlainText("Microphones left and right")
    editor.fixed.setChecked(True)
    editor.start.setTime(editor.start.time().addSecs(0))
    editor.start.set_value(time(11, 0))
    editor.commit()
    desk.settle()
    item = desk.date().agenda[3]
    assert (item.speaker, item.cues, item.start) == (
        "Carla Staal",
        "Microphones left and right",
        time(11, 0),
    )
    assert desk.shown()[3] == (
        "11:00, Questions, Carla Staal, 30 minutes, Fixed start at 11:00, 15 min free before"
    )


def test_alt_and_arrows_put_items_in_order(desk) -> None:
    desk.lines.go(0)
    desk.key(desk.lines.rows[0], Qt.Key.Key_Down, ALT)
    assert desk.titles() == ["Why AI", "Welcome", "North joins", "Questions"]
    assert desk.lines.rows[1].hasFocus()
    desk.key(desk.lines.rows[1], Qt.Key.Key_Up, ALT)
    assert desk.titles() == ["Welcome", "Why AI", "North joins", "Questions"]
    desk.key(desk.lines.rows[0], Qt.Key.Key_Up, ALT)
    assert desk.titles() == ["Welcome", "Why AI", "North joins", "Questions"]
    desk.undo()
    assert desk.titles() == ["Why AI", "Welcome", "North joins", "Questions"]


def test_fast_moves_are_not_lost(desk) -> None:
    row = desk.lines.rows[0]
    row.setFocus()
    for place in range(3):
        QTest.keyClick(desk.lines.rows[place], Qt.Key.Key_Down, ALT)
    desk.settle()
    assert desk.titles() == ["Why AI", "North joins", "Questions", "Welcome"]


def drag(desk: Any, place: int, to: QPoint, *, escape: bool = False) -> None:
    """Drag a line to a point of the lines' widget."""
    row = desk.lines.rows[place]
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(120, 20))
    for step in (QPoint(120, 45), row.mapFrom(desk.lines, to)):
        QTest.mouseMove(row, step)
        QApplication.processEvents()
    if escape:
        QTest.keyClick(row, Qt.Key.Key_Escape)
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=row.mapFrom(desk.lines, to))
    desk.settle()


def test_dragging_puts_an_item_elsewhere_and_esc_takes_it_back(desk) -> None:
    bottom = QPoint(120, desk.lines.rows[-1].geometry().bottom() - 4)
    drag(desk, 0, bottom, escape=True)
    assert desk.titles()[0] == "Welcome"
    assert desk.lines.editor is None
    drag(desk, 0, bottom)
    assert desk.titles() == ["Why AI", "North joins", "Questions", "Welcome"]


def test_delete_takes_out_and_the_toast_undoes_it(desk) -> None:
    desk.lines.go(1)
    desk.key(desk.lines.rows[1], Qt.Key.Key_Delete)
    assert desk.titles() == ["Welcome", "North joins", "Questions"]
    assert desk.frame.toasts == ["Removed “Why AI”"]
    assert desk.lines.rows[1].hasFocus()
    desk.undo()
    assert desk.titles() == ["Welcome", "Why AI", "North joins", "Questions"]


def test_a_date_can_follow_all_dates_again(desk) -> None:
    desk.lines.rows[0].setFocus()
    desk.key(desk.lines.rows[0], Qt.Key.Key_Delete)
    assert desk.date().own_agenda
    desk.click(desk.page.run_of_show.follow)
    assert not desk.date().own_agenda
    assert desk.titles() == ["Welcome", "Why AI", "North joins", "Questions"]


def test_the_last_item_of_a_date_stays_while_all_dates_have_some(desk) -> None:
    desk.change(
        set_agenda,
        desk.number,
        [{"title": "Only", "duration_minutes": 5}],
        datetime(2026, 12, 3, 10),
    )
    desk.lines.rows[0].setFocus()
    desk.key(desk.lines.rows[0], Qt.Key.Key_Delete)
    assert desk.titles() == ["Only"]
    assert len(desk.frame.errors) == 1


def test_j_and_k_go_through_the_items(desk) -> None:
    desk.lines.go(0)
    for key, place in (("event.next", 1), ("event.next", 2), ("event.previous", 1)):
        desk.frame.actions.run(key)
        assert desk.lines.focused == place


def test_without_items_the_card_says_what_belongs_here(desk) -> None:
    desk.change(set_agenda, desk.number, [])
    card = desk.page.run_of_show
    assert not card.bar.isVisible()
    assert card._empty.isVisible()
    card.add_item()
    type_in(desk, "Welcome")
    desk.lines.editor.commit()
    desk.settle()
    assert desk.titles() == ["Welcome"]
    assert card.bar.isVisible()


def test_a_change_that_is_refused_shows_what_is_stored(desk) -> None:
    desk.lines.edit(0)
    desk.lines.editor.title.setText("x" * 10_000)
    desk.lines.editor.commit()
    desk.settle()
    assert desk.titles()[0] == "Welcome"
    assert desk.shown()[0].startswith("10:00, Welcome")
    assert len(desk.frame.errors) == 1
