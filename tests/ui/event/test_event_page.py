"""The page of a date: its head, moving and calling off, people, tasks, questions, promises."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.event.conftest import START
from townhall import language
from townhall.domain.terms import AttendeeRole, CommunicationStatus
from townhall.services.communications import remove_communication
from townhall.services.occurrences import change_occurrence
from townhall.services.queries.tasks import tasks
from townhall.ui.event.page import EventPage
from townhall.ui.screen import Selection


def test_the_head_says_when_where_and_by_which_rule(desk) -> None:
    page = desk.page
    assert page.head.when.text() == "Thursday 3 December 2026, 10:00 – 11:15"
    assert page.head.facts == [
        "Aula",
        "Online: meet.delinde.example",
        "Series: every first Thursday of the month, 10:00",
    ]
    assert (page.title(), page.chip().text()) == ("Town hall AI", "Confirmed")
    desk.change(change_occurrence, desk.number, START, {"location": "Lecture hall 1"})
    assert page.head.facts[0] == "Lecture hall 1"
    assert page.head.facts[-1].startswith("This date differs")


def move(desk: Any, day: date, start: time, scope: int) -> None:
    """Fill the move panel and press Move, and Enter where something moves along."""
    desk.page.move_date()
    panel = desk.page.move_panel
    panel.day.set_value(day)
    panel.time.set_value(start)
    if scope:
        desk.click(panel.scope.buttons()[scope])
    desk.click(panel.move_button)
    along = desk.page.rippling.panel
    if along is not None and along.isVisible():
        desk.key(along.move_button, Qt.Key.Key_Return)


def test_moving_this_date_leaves_the_others(desk) -> None:
    move(desk, date(2026, 12, 4), time(14, 0), 0)
    assert not desk.page.move_panel.isVisible()
    assert desk.page.head.when.text() == "Friday 4 December 2026, 14:00 – 15:15"
    assert desk.date(datetime(2027, 1, 7, 10)).row.start == datetime(2027, 1, 7, 10)
    assert desk.frame.toasts == ["Moved “Town hall AI” to Fri 4 December, 14:00"]
    desk.undo()
    assert desk.page.head.when.text() == "Thursday 3 December 2026, 10:00 – 11:15"
    desk.redo()
    assert desk.page.head.when.text() == "Friday 4 December 2026, 14:00 – 15:15"


def test_moving_all_dates_takes_the_page_along_and_undo_back(desk) -> None:
    move(desk, date(2026, 12, 3), time(9, 30), 2)
    assert desk.page.head.when.text() == "Thursday 3 December 2026, 09:30 – 10:45"
    assert desk.stored().start == datetime(2026, 12, 3, 9, 30)
    desk.undo()
    assert desk.page.head.when.text() == "Thursday 3 December 2026, 10:00 – 11:15"
    desk.redo()
    assert desk.page.head.when.text() == "Thursday 3 December 2026, 09:30 – 10:45"


def test_moving_this_and_following_goes_to_the_new_half(desk) -> None:
    later = datetime(2027, 1, 7, 10)
    desk.page.follow((desk.number, later))
    desk.settle()
    move(desk, date(2027, 1, 7), time(16, 0), 1)
    assert desk.page.head.when.text() == "Thursday 7 January 2027, 16:00 – 17:15"
    assert desk.page.detail.key[0] != desk.number
    assert desk.date(START).row.start == START


def test_a_move_that_cannot_be_is_said_in_the_panel(desk) -> None:
    move(desk, date(2027, 3, 28), time(2, 30), 0)
    panel = desk.page.move_panel
    assert panel.isVisible()
    assert panel.note.words
    assert desk.frame.errors == []
    desk.key(panel.day, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert desk.page.head.move_button.hasFocus()


def test_calling_a_date_off_and_putting_it_back(desk) -> None:
    desk.click(desk.page.head.cancel)
    assert desk.date().row.status is CommunicationStatus.CANCELLED
    assert desk.page.chip().text() == "Cancelled"
    assert not desk.page.head.move_button.isVisible()
    desk.click(desk.page.head.restore)
    assert desk.date().row.status is CommunicationStatus.CONFIRMED
    desk.undo()
    desk.undo()
    assert desk.date().row.status is CommunicationStatus.CONFIRMED
    assert desk.page.head.cancel.isVisible()


def test_a_date_that_is_removed_is_said_and_undo_brings_it_back(desk) -> None:
    desk.frame.jobs.change(remove_communication, desk.number)
    desk.settle()
    assert desk.page.gone.isVisible()
    desk.undo()
    assert not desk.page.gone.isVisible()
    assert desk.page.title() == "Town hall AI"


def test_buttons_lead_to_documents_questions_and_the_editor(desk) -> None:
    here = Selection("occurrence", desk.number, START)
    desk.frame.actions.run("event.pack")
    desk.click(desk.page.questions.all)
    assert desk.frame.went == [("documents", here), ("questions", here)]
    desk.click(desk.page.questions.rows[0])
    assert desk.frame.shown[0].noun == "question"
    desk.click(desk.page.head.edit)
    target = desk.frame.pages[0].keywords["target"]
    assert (target.communication_id, target.scope) == (desk.number, "all")


def test_questions_and_promises_say_where_they_stand(desk) -> None:
    page = desk.page
    assert [row.accessibleName() for row in page.questions.rows] == [
        "Who is liable if the AI misses a fracture?. No owner",
        "Is there training at night?. Taken away",
    ]
    assert [row.accessibleName() for row in page.promises.rows] == [
        "A roster for the night shift. 4 days late"
    ]
    desk.click(page.promises.rows[0])
    assert desk.frame.shown[-1].noun == "question"


def test_audiences_count_nobody_twice(desk) -> None:
    assert desk.page.detail.date.headcount == 86 + 54
    assert [(each.name, each.headcount) for each in desk.page.detail.audiences] == [
        ("Pathology", 54),
        ("Radiology", 86),
        ("Radiologists", 28),
    ]


def test_somebody_is_invited_by_name_and_taken_out_again(desk) -> None:
    picker = desk.page.audience.picker
    picker.setFocus()
    QTest.keyClicks(picker.entry, "Carla Staal")
    desk.key(picker.entry, Qt.Key.Key_Return)
    assert [each.email for each in desk.stored().attendees][-1] == "carla@delinde.example"
    assert desk.frame.toasts == ["Invited Carla Staal"]
    rows = desk.page.audience.rows
    assert [row.accessibleName() for row in rows] == [
        "Anna Voorbeeld, Host",
        "Bram Proefman, Speaker",
        "Carla Staal, Participant",
    ]
    rows[2].setFocus()
    desk.key(rows[2], Qt.Key.Key_Delete)
    assert len(desk.stored().attendees) == 2
    assert desk.page.audience.rows[1].hasFocus()
    desk.undo()
    assert len(desk.stored().attendees) == 3


def test_an_address_can_be_invited_and_a_role_changed(desk) -> None:
    picker = desk.page.audience.picker
    picker.setFocus()
    QTest.keyClicks(picker.entry, "guest@vendor.example")
    desk.key(picker.entry, Qt.Key.Key_Return)
    assert desk.stored().attendees[-1].email == "guest@vendor.example"
    desk.page.audience.rows[-1].role_chosen.emit(AttendeeRole.OPTIONAL)
    desk.settle()
    assert desk.stored().attendees[-1].role is AttendeeRole.OPTIONAL


@pytest.mark.parametrize("typed", ["Daan Specimen", "not an address"])
def test_somebody_without_an_address_is_refused_in_words(desk, typed) -> None:
    picker = desk.page.audience.picker
    picker.setFocus()
    QTest.keyClicks(picker.entry, typed)
    desk.key(picker.entry, Qt.Key.Key_Return)
    assert len(desk.frame.errors) == 1
    assert len(desk.stored().attendees) == 2
    assert len(desk.page.audience.rows) == 2


def test_tasks_are_dated_in_working_days_and_ticked(desk) -> None:
    card = desk.page.run_up
    assert [(each.title, each.day) for each in desk.page.detail.tasks] == [
        ("Announce it", date(2026, 11, 12)),
        ("Speaker brief", date(2026, 11, 24)),
        ("Close the form", date(2026, 11, 26)),
    ]
    desk.click(card.rows[1].check, card.rows[1].check.rect().center())
    done = {each.title: each.done_on for each in desk.database.read(tasks)}
    assert done["Speaker brief"] == date(2026, 11, 24)
    assert desk.frame.toasts == ["Done: Speaker brief"]
    desk.undo()
    done = {each.title: each.done_on for each in desk.database.read(tasks)}
    assert done["Speaker brief"] is None


def test_the_calendar_feeds_are_gone_to(desk) -> None:
    desk.frame.actions.run("event.feed")
    assert desk.frame.went == [("settings", Selection("feed", 0))]


def test_every_control_has_a_name_and_can_be_reached(desk) -> None:
    nameless = []
    desk.page.move_date()
    desk.lines.edit(0)
    desk.settle()
    for widget in desk.window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            found = QAccessible.queryAccessibleInterface(widget)
            inside_field = widget.objectName() == "qt_spinbox_lineedit"
            if not inside_field and not found.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert nameless == []


def test_tab_reaches_the_cards_in_reading_order(desk) -> None:
    order = []
    desk.page.head.move_button.setFocus()
    for _press in range(60):
        focus = desk.window.focusWidget()
        order.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    for widget in (
        desk.page.head.edit,
        desk.page.run_of_show.head.add,
        desk.lines.rows[0],
        desk.page.questions.all,
        desk.page.invitation.primary,
        desk.page.run_up.rows[-1].check,
        desk.page.audience.picker.entry,
    ):
        assert widget in order


@pytest.mark.parametrize(
    ("width", "shape"), [(1232, "wide"), (1010, "paired"), (816, "paired"), (640, "single")]
)
def test_columns_stack_where_it_is_narrow_and_nothing_is_cut(desk, width, shape) -> None:
    desk.window.resize(width, 600)
    desk.settle()
    assert desk.page.columns.shape == shape
    assert desk.page.area.page.width() <= desk.page.area.viewport().width()


@pytest.mark.parametrize("code", ["nl", "en"])
def test_both_languages_fit(qtbot, frame, series, code) -> None:
    language.set_language(code)
    QLocale.setDefault(QLocale(code))
    page = EventPage(frame, series, START)
    qtbot.addWidget(page)
    page.resize(816, 640)
    page.show()
    qtbot.waitUntil(lambda: page.detail is not None)
    qtbot.waitUntil(lambda: not frame.jobs.busy)
    words = {"nl": "Draaiboek", "en": "Run of show"}
    assert page.run_of_show.head.title.text() == words[code]
    qtbot.waitUntil(lambda: _cut(page) == [])
    QLocale.setDefault(QLocale("en"))


def _cut(page: QWidget) -> list[QWidget]:
    """The buttons and chips with less room than their words need."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.metaObject().className() in ("Button", "Chip")
        and widget.isVisible()
        and widget.width() < widget.sizeHint().width() - 1
    ]
