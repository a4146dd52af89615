"""The accounting in groups: lines that add up, groups that are too small, the table copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.frame_double import FrameDouble
from townhall.domain.clock import Clock
from townhall.services.queries.accounting import GroupedBy
from townhall.services.queries.question_filter import NO_FILTER, QuestionFilter
from townhall.services.questions import add_question, answer_question
from townhall.services.records import add_record
from townhall.storage.database import Database
from townhall.ui.accounting.page import AccountingPage


@pytest.fixture
def frame(tmp_path: Path, database: Database, clock: Clock) -> Iterator[FrameDouble]:
    database.run(add_record, "audience", {"name": "Radiology"})
    database.run(add_record, "audience", {"name": "Night"})
    for number in range(9):
        audience = "Radiology" if number < 6 else "Night" if number < 8 else None
        values = {"text": f"Question {number}?", "audience": audience, "theme": "privacy"}
        database.run(add_question, values)
    database.run(answer_question, 1, "answered-live")
    double = FrameDouble(tmp_path, database, clock)
    yield double
    double.close()


def opened(qtbot: Any, frame: FrameDouble, filtered: QuestionFilter = NO_FILTER) -> AccountingPage:
    page = AccountingPage(frame, filtered, "All questions")
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    page.refresh(None)
    qtbot.waitUntil(lambda: page.found is not None or page.note.words != "")
    return page


def group_by(qtbot: Any, page: AccountingPage, by: GroupedBy) -> None:
    place = [value for value, _words in page.groupings].index(by)
    qtbot.mouseClick(page.by.buttons()[place], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.found is not None and page.found.by is by)


def test_themes_add_up(qtbot: Any, frame: FrameDouble) -> None:
    page = opened(qtbot, frame)
    model = page.table.id_model
    qtbot.waitUntil(lambda: model.index(0, 0).data() == "Privacy")
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    assert cells == ["Privacy", "9", "1", "0", "0", "0", "0", "8"]
    heads = [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]
    assert heads == [
        "Group",
        "Asked",
        "Live",
        "Written",
        "Taken away",
        "Declined",
        "Merged",
        "Open",
    ]
    assert page.total.verdict == "Adds up"
    assert page.note.words == ""


def test_small_audiences_are_told_together_and_the_table_is_copied(
    qtbot: Any, frame: FrameDouble
) -> None:
    page = opened(qtbot, frame)
    group_by(qtbot, page, GroupedBy.AUDIENCE)
    # Two of Night and one of nobody are too few: Radiology goes with them.
    assert page.table.id_model.index(0, 0).data() == "Others together"
    assert page.note.words == (
        "3 groups are told together: fewer than five questions could point at people."
    )
    page.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "All questions"
    assert lines[1].split("\t")[:2] == ["Audience", "Asked"]
    assert lines[2].split("\t") == ["Others together", "9", "1", "0", "0", "0", "0", "8"]
    assert lines[3].split("\t")[:2] == ["Total", "9"]
    assert lines[4] == page.note.words
    assert frame.toasts == ["Copied. Paste it into a report or a spreadsheet."]


def test_an_audience_that_is_too_small_is_not_shown(qtbot: Any, frame: FrameDouble) -> None:
    page = opened(qtbot, frame, QuestionFilter(audience_ids=frozenset({2})))
    assert "fewer than five" in page.note.words
    assert page.total.isHidden()
    assert not page.copy.isEnabled()


def test_nothing_asked_says_so(qtbot: Any, frame: FrameDouble) -> None:
    page = opened(qtbot, frame, QuestionFilter(text="nobody asked this"))
    assert page.nothing.isVisible()
    assert page.table.isHidden()
