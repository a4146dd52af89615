"""The page of answers at work: reading, pasting, deciding, moving, chasing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.services.reply_plan import CORPUS, DEC_8, WEEKLY, fill
from tests.ui.frame_double import FrameDouble
from townhall.domain.clock import Clock
from townhall.services.queries.communications import date_row
from townhall.services.queries.replies import attendance, replies
from townhall.services.records import add_record
from townhall.storage.database import Database
from townhall.ui.event.page import EventPage
from townhall.ui.pages import open_replies
from townhall.ui.replies.page import RepliesPage
from townhall.ui.widgets.labels import Paragraph

_LONG = 20_000
"""Milliseconds that nothing takes, on a computer that has much else to do."""


class Desk:
    """A page of answers on a real plan, and short ways to wait for it."""

    def __init__(self, qtbot: Any, frame: FrameDouble, database: Database) -> None:
        self.qtbot, self.frame, self.database = qtbot, frame, database

    def open(self, key: tuple[int, datetime] | None = (WEEKLY, DEC_8)) -> RepliesPage:
        page = RepliesPage(self.frame, key)
        self.qtbot.addWidget(page)
        page.resize(1200, 800)
        page.show()
        self.frame.jobs.changed.connect(page.on_jobs_changed)
        self.qtbot.waitUntil(lambda: page.detail is not None, timeout=_LONG)
        return page

    def read(self, page: RepliesPage, *names: str) -> None:
        page.reading.take_files([CORPUS / name for name in names])
        self.qtbot.waitUntil(lambda: bool(page.results), timeout=_LONG)
        self.settle()

    def settle(self) -> None:
        for _round in range(4):
            QApplication.processEvents()
            self.qtbot.waitUntil(lambda: not self.frame.jobs.busy, timeout=_LONG)


@pytest.fixture
def desk(qtbot: Any, database: Database, clock: Clock, tmp_path: Path) -> Iterator[Desk]:
    fill(database, tmp_path / "out")
    frame = FrameDouble(tmp_path, database, clock)
    yield Desk(qtbot, frame, database)
    frame.close()


def test_an_empty_page_says_what_can_be_dropped(desk: Desk) -> None:
    page = desk.open()
    assert page.empty.isVisible()
    assert not page.decisions.isVisible()
    assert [row.title.text() for row in page.chase.rows] == ["Anna Voorbeeld"]


def test_files_are_read_and_each_result_is_told(desk: Desk) -> None:
    page = desk.open()
    desk.read(page, "reply-plain.ics", "reply-truncated.ics", "reply-not-invited.ics")
    assert page.read.lines == [
        "Carla Staal: Your decision. This person was not invited by name.",
        "reply-truncated.ics: Refused. This calendar file is damaged or cut off. Ask for it again, "
        "or save it anew.",
        "Anna Voorbeeld: Taken in.",
    ]
    assert not page.empty.isVisible()
    assert not page.chase.isVisible()
    assert page.groups.bar.meter.accessibleName() == "1 coming of 2"
    assert desk.frame.toasts == ["Read 2 answers"]
    desk.frame.history.undo()
    desk.settle()
    assert desk.database.read(replies) == []


def test_what_is_dropped_is_read(desk: Desk) -> None:
    page = desk.open()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(CORPUS / "mail-latin-1.eml"))])
    plain = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, plain
    )
    page.dropEvent(drop)
    desk.qtbot.waitUntil(lambda: bool(page.results), timeout=_LONG)
    desk.settle()
    assert [each.comment for each in page.detail.attendance.people][:1] == ["Café, één uur"]


def test_text_is_pasted(desk: Desk) -> None:
    page = desk.open()
    QGuiApplication.clipboard().setText("hello")
    page.reading.paste()
    assert desk.frame.errors == ["There is no answer on the clipboard to paste."]
    text = (CORPUS / "reply-plain.ics").read_text(encoding="utf-8")
    QGuiApplication.clipboard().setText(text)
    page.reading.paste()
    desk.qtbot.waitUntil(lambda: bool(page.results), timeout=_LONG)
    assert page.results[0].file == "Pasted text"


def test_a_proposal_is_moved_to(desk: Desk) -> None:
    page = desk.open()
    desk.read(page, "counter-outlook.ics")
    [row] = page.decisions.rows
    move, keep = row.buttons
    assert (move.text(), keep.text()) == ("Move to this time", "Keep the date")
    move.click()
    desk.settle()
    if page.rippling.panel is not None and page.rippling.panel.isVisible():
        page.rippling.applied.emit(None)
        desk.settle()
    moved = desk.database.read(date_row, WEEKLY, DEC_8)
    assert moved.start == datetime(2026, 12, 8, 14, 30)
    assert page.decisions.rows == []


def test_who_was_not_invited_is_taken_in_and_invited(desk: Desk) -> None:
    page = desk.open()
    desk.read(page, "reply-not-invited.ics")
    [row] = page.decisions.rows
    assert [button.text() for button in row.buttons] == [
        "Take in",
        "Take in and invite",
        "Leave out",
    ]
    row.buttons[1].click()
    desk.settle()
    people = desk.database.read(attendance, WEEKLY, DEC_8).people
    assert (people[-1].email, people[-1].role) == ("carla@delinde.example", "participant")


def test_an_answer_is_left_out(desk: Desk) -> None:
    page = desk.open()
    desk.read(page, "reply-sequence-never-sent.ics")
    [row] = page.decisions.rows
    row.buttons[-1].click()
    desk.settle()
    assert page.decisions.rows == []
    assert desk.database.read(attendance, WEEKLY, DEC_8).people[0].is_silent


def test_the_keyboard_stays_on_the_page_when_the_last_decision_is_made(desk: Desk) -> None:
    page = desk.open()
    elsewhere = QPushButton("Elsewhere", page)
    elsewhere.show()
    page.setTabOrder(page.area, elsewhere)
    desk.read(page, "reply-sequence-never-sent.ics")
    page.decisions.rows[0].buttons[-1].setFocus()
    QTest.keyClick(page.decisions.rows[0].buttons[-1], Qt.Key.Key_Space)
    desk.settle()
    assert page.focusWidget() is page.people.table


def test_a_name_of_several_people_is_chosen(desk: Desk, tmp_path: Path) -> None:
    for number in (1, 2):
        person = {"name": "Jan Jansen", "email": f"jan.{number}@delinde.example"}
        desk.database.run(add_record, "person", person)
    (tmp_path / "list.csv").write_text("Name,Response\nJan Jansen,Declined\n")
    page = desk.open()
    page.reading.take_files([tmp_path / "list.csv"])
    desk.qtbot.waitUntil(lambda: bool(page.results), timeout=_LONG)
    desk.settle()
    [row] = page.decisions.rows
    menu = row.buttons[0].menu()
    assert [each.text() for each in menu.actions()] == [
        "Jan Jansen, jan.1@delinde.example",
        "Jan Jansen, jan.2@delinde.example",
    ]
    menu.actions()[1].trigger()
    desk.settle()
    people = desk.database.read(attendance, WEEKLY, DEC_8).people
    assert people[-1].email == "jan.2@delinde.example"


def test_a_page_without_a_date_shows_what_waits_in_the_plan(desk: Desk) -> None:
    page = desk.open(None)
    assert page.empty.isVisible()
    desk.read(page, "counter-outlook.ics", "reply-plain.ics")
    assert len(page.decisions.rows) == 1
    assert not page.people.isVisible()


def test_a_comment_is_shown_as_text(desk: Desk) -> None:
    page = desk.open()
    desk.read(page, "reply-comment-hostile.ics")
    assert page.comments.isVisible()
    shown = [each.words for each in page.comments.findChildren(Paragraph)]
    assert shown[0].startswith('<b>=HYPERLINK("x")</b>\nEND:VEVENT\n')
    assert page.people.table.model().rowCount() == 3


def test_addresses_of_silent_speakers_are_copied(desk: Desk) -> None:
    page = desk.open()
    page.chase.copy_button.click()
    assert QGuiApplication.clipboard().text() == "anna@delinde.example"
    assert desk.frame.toasts == ["1 address is on the clipboard"]


def test_the_card_of_the_event_shows_who_is_coming(desk: Desk) -> None:
    reading = desk.open()
    desk.read(reading, "reply-plain.ics")
    page = EventPage(desk.frame, WEEKLY, DEC_8)
    desk.qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    desk.qtbot.waitUntil(lambda: page.detail is not None, timeout=_LONG)
    desk.settle()
    answers = page.audience.answers
    assert answers.bar.meter.accessibleName() == "1 coming of 2"
    assert answers.open_button.text() == "All answers"
    assert page.audience.rows[0].accessibleName() == "Anna Voorbeeld, Speaker, Is coming"
    answers.open_button.click()
    assert len(desk.frame.pages) == 1


def test_answers_dropped_on_the_event_are_read_on_their_page(desk: Desk) -> None:
    page = EventPage(desk.frame, WEEKLY, DEC_8)
    desk.qtbot.addWidget(page)
    page.show()
    desk.qtbot.waitUntil(lambda: page.detail is not None, timeout=_LONG)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(CORPUS / "reply-plain.ics"))])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert page.answers.eventFilter(page, drop)
    [factory] = desk.frame.pages
    opened = factory(desk.frame)
    desk.qtbot.addWidget(opened)
    desk.qtbot.waitUntil(lambda: bool(opened.results), timeout=_LONG)
    assert opened.results[0].verdict.value == "accepted"


def test_the_page_made_again_reads_nothing_twice(desk: Desk) -> None:
    open_replies(desk.frame, (WEEKLY, DEC_8), files=[CORPUS / "reply-plain.ics"])
    [factory] = desk.frame.pages
    first = factory(desk.frame)
    desk.qtbot.addWidget(first)
    desk.qtbot.waitUntil(lambda: bool(first.results), timeout=_LONG)
    again = factory(desk.frame)
    desk.qtbot.addWidget(again)
    desk.settle()
    assert again.results == ()
