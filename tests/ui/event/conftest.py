"""The page of a date on a real plan, with the frame's double around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.ui.frame_double import FrameDouble
from townhall.domain.clock import Clock, fixed_clock
from townhall.services.communications import add_communication
from townhall.services.queries.communication_details import CommunicationDetail, communication
from townhall.services.queries.communications import OccurrenceDetail, occurrence
from townhall.services.questions import add_question, take_away
from townhall.services.records import add_record
from townhall.storage.database import Database
from townhall.ui.event.page import EventPage
from townhall.ui.theme import theme

START = datetime(2026, 12, 3, 10, 0)
"""The first Thursday of December."""

SERIES = {
    "kind": "town-hall",
    "title": "Town hall AI",
    "status": "confirmed",
    "start": "2026-12-03T10:00",
    "duration_minutes": 75,
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH",
    "location": "Aula",
    "join_link": "https://meet.delinde.example/townhall",
    "organizer": {"name": "Anna Voorbeeld", "email": "anna@delinde.example"},
    "attendees": [
        {"name": "Anna Voorbeeld", "email": "anna@delinde.example", "role": "host"},
        {"name": "Bram Proefman", "email": "bram@delinde.example", "role": "speaker"},
    ],
    "audiences": ["Radiology", "Radiologists", "Pathology"],
    "agenda": [
        {"title": "Welcome", "duration_minutes": 5, "speaker": "Anna Voorbeeld"},
        {"title": "Why AI", "duration_minutes": 20, "speaker": "Bram Proefman", "cues": "Slide 2"},
        {"title": "North joins", "duration_minutes": 20, "start": "10:20"},
        {"title": "Questions", "duration_minutes": 30, "speaker": "Anna Voorbeeld"},
    ],
}
"""A series whose third item begins five minutes late and which fits exactly."""


class Desk:
    """The page at work: its frame, its plan and short ways to look and wait."""

    def __init__(self, qtbot: Any, frame: FrameDouble, database: Database, number: int) -> None:
        self.qtbot, self.frame, self.database, self.number = qtbot, frame, database, number
        self.page = EventPage(frame, number, START)
        self.controls = self.page.controls()
        frame.actions.add(self.page, self.page.commands())
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.addWidget(self.controls)
        column.addWidget(self.page, 1)
        qtbot.addWidget(self.window)
        self.window.resize(1254, 900)
        self.window.show()
        self.window.activateWindow()
        frame.jobs.changed.connect(self.page.on_jobs_changed)
        self.settle()

    @property
    def lines(self) -> Any:
        """The lines of the run of show."""
        return self.page.run_of_show.lines

    def settle(self) -> None:
        """Wait until everything that was asked for has been answered."""
        for _round in range(4):
            QApplication.processEvents()
            self.qtbot.waitUntil(lambda: not self.frame.jobs.busy, timeout=5000)

    def stored(self) -> CommunicationDetail:
        """What the plan holds of the communication."""
        return self.database.read(communication, self.number)

    def date(self, start: datetime = START) -> OccurrenceDetail:
        """What the plan holds of one date."""
        return self.database.read(occurrence, self.number, start)

    def titles(self) -> list[str]:
        """The titles of the run of show of the date, as stored."""
        return [item.title for item in self.date().agenda]

    def shown(self) -> list[str]:
        """What a screen reader says of every line."""
        return [row.accessibleName() for row in self.lines.rows]

    def change(self, use_case: Any, *args: Any, **kwargs: Any) -> Any:
        """Change the plan behind the window's back."""
        value = self.database.run(use_case, *args, **kwargs).value
        self.page.mark_stale()
        self.settle()
        return value

    def key(self, widget: QWidget, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier):
        """Press a key on a widget."""
        self.qtbot.keyClick(widget, key, modifier)
        self.settle()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget."""
        self.qtbot.mouseClick(
            widget, Qt.MouseButton.LeftButton, pos=at if at is not None else QPoint()
        )
        self.settle()

    def undo(self) -> None:
        """Ctrl+Z."""
        self.frame.history.undo()
        self.settle()

    def redo(self) -> None:
        """Ctrl+Shift+Z."""
        self.frame.history.redo()
        self.settle()


@pytest.fixture
def clock() -> Clock:
    return fixed_clock("2026-11-24T09:00+01:00")


@pytest.fixture
def frame(tmp_path: Path, database: Database, clock: Clock) -> Iterator[FrameDouble]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme().set_mode("light")
    theme().apply(app)
    made = FrameDouble(tmp_path, database, clock)
    yield made
    made.close()


@pytest.fixture
def series(database: Database) -> int:
    """A monthly town hall with people, audiences, questions, a promise and a run-up."""
    run = database.run
    for name, email in (
        ("Anna Voorbeeld", "anna@delinde.example"),
        ("Bram Proefman", "bram@delinde.example"),
        ("Carla Staal", "carla@delinde.example"),
        ("Daan Specimen", ""),
    ):
        run(add_record, "person", {"name": name, "email": email})
    run(add_record, "audience", {"name": "Radiology", "headcount": 86})
    run(add_record, "audience", {"name": "Radiologists", "headcount": 28, "parent": "Radiology"})
    run(add_record, "audience", {"name": "Pathology", "headcount": 54})
    number = run(add_communication, SERIES).value
    at = {"communication_id": number, "original_start": "2026-12-03T10:00"}
    run(add_question, {"text": "Who is liable if the AI misses a fracture?", "votes": 57, **at})
    night = run(add_question, {"text": "Is there training at night?", "votes": 24, **at}).value
    run(take_away, night, "A roster for the night shift.", "Carla Staal", "2026-11-20")
    for title, days, done in (
        ("Announce it", -15, "2026-11-12"),
        ("Speaker brief", -7, None),
        ("Close the form", -5, None),
    ):
        run(add_record, "task", {"title": title, "offset_days": days, "done_on": done, **at})
    return number


@pytest.fixture
def desk(qtbot: Any, frame: FrameDouble, database: Database, series: int) -> Iterator[Desk]:
    made = Desk(qtbot, frame, database, series)
    yield made
    made.settle()
    made.window.hide()
