"""Saved filters in the rail: applied, renamed and removed by hand and by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from tests.ui.frame_double import FrameDouble
from townhall.domain.clock import Clock
from townhall.services.queries.saved_filters import saved_filters
from townhall.services.records import add_record
from townhall.storage.database import Database
from townhall.ui.rail import Rail
from townhall.ui.saved_filters import SavedFilters
from townhall.ui.screen import Selection


@pytest.fixture
def frame(tmp_path: Path, database: Database, clock: Clock) -> Iterator[FrameDouble]:
    for name in ("Radiology", "Night shift"):
        values = {"name": name, "place": "calendar", "content": {"kinds": ["drop-in"]}}
        database.run(add_record, "saved-filter", values)
    made = FrameDouble(tmp_path, database, clock)
    yield made
    made.close()


@pytest.fixture
def rail(qtbot: Any, frame: FrameDouble) -> Rail:
    made = Rail(())
    qtbot.addWidget(made)
    made.resize(208, 600)
    made.show()
    made.keeper = SavedFilters(frame, made.filters)  # type: ignore[attr-defined]
    made.keeper.refresh()  # type: ignore[attr-defined]
    settle(qtbot, frame)
    return made


def settle(qtbot: Any, frame: FrameDouble) -> None:
    for _round in range(3):
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not frame.jobs.busy, timeout=5000)


def names(rail: Rail) -> list[str]:
    return [button.text() for button in rail.filters.buttons]


def test_they_stand_in_order_and_lead_to_their_screen(
    qtbot: Any, rail: Rail, frame: FrameDouble
) -> None:
    assert names(rail) == ["Night shift", "Radiology"]
    assert rail.filters.buttons[0].accessibleName() == "Saved filter: Night shift"
    qtbot.mouseClick(rail.filters.buttons[1], Qt.MouseButton.LeftButton)
    assert frame.went == [("calendar", Selection("saved-filter", 1))]


def test_one_is_renamed_by_key_and_removed_and_all_is_taken_back(
    qtbot: Any, rail: Rail, frame: FrameDouble, database: Database
) -> None:
    qtbot.keyClick(rail.filters.buttons[1], Qt.Key.Key_F2)
    popup = rail.keeper._popup  # type: ignore[attr-defined]
    popup.field.setText("MRI")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    settle(qtbot, frame)
    assert names(rail) == ["MRI", "Night shift"]
    qtbot.keyClick(rail.filters.buttons[0], Qt.Key.Key_Delete)
    settle(qtbot, frame)
    assert names(rail) == ["Night shift"]
    frame.history.undo()
    settle(qtbot, frame)
    frame.history.undo()
    settle(qtbot, frame)
    assert names(rail) == ["Night shift", "Radiology"]
    assert len(database.read(saved_filters)) == 2


def test_arrow_keys_go_through_rooms_and_filters(qtbot: Any, rail: Rail) -> None:
    first, second = rail.filters.buttons
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert rail.focusWidget() is second


def test_many_do_not_make_the_window_higher(
    qtbot: Any, rail: Rail, frame: FrameDouble, database: Database
) -> None:
    def many(uow: Any) -> None:
        for number in range(60):
            values = {"name": f"Filter {number}", "place": "calendar", "content": {}}
            add_record(uow, "saved-filter", values)

    low = rail.minimumSizeHint().height()
    database.run(many)
    rail.keeper.refresh()  # type: ignore[attr-defined]
    settle(qtbot, frame)
    assert len(rail.filters.buttons) == 62
    assert rail.minimumSizeHint().height() <= low + 40
    assert rail.filters.buttons[0].mapTo(rail, QPoint(0, 0)).y() >= 0
