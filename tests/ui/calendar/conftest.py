"""A calendar on a real plan, with the frame's double around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.frame_double import FrameDouble
from townhall.domain.clock import Clock, fixed_clock
from townhall.services.communications import add_communication
from townhall.services.queries.communication_details import (
    CommunicationDetail,
    communication,
)
from townhall.services.records import add_record
from townhall.storage.database import Database
from townhall.ui.calendar.screen import CalendarScreen
from townhall.ui.theme import theme

ONE = {
    "kind": "town-hall",
    "title": "Town hall December",
    "start": "2026-11-26T10:00",
    "duration_minutes": 75,
    "status": "confirmed",
    "location": "Aula",
}
WEEKLY = {
    "kind": "progress-update",
    "title": "Weekly update",
    "start": "2026-11-03T09:15",
    "duration_minutes": 15,
    "status": "confirmed",
    "recurrence": "FREQ=WEEKLY;BYDAY=TU",
}


class Desk:
    """A calendar at work: its frame, its plan and short ways to look and wait."""

    def __init__(self, qtbot: Any, frame: FrameDouble, database: Database) -> None:
        self.qtbot, self.frame, self.database = qtbot, frame, database
        self.screen = CalendarScreen(frame)
        self.panel = self.screen.panel
        views = self.screen.views
        self.month, self.week, self.agenda = views.month, views.week, views.agenda
        frame.actions.add(self.screen, self.screen.commands())
        side = self.screen.side
        for widget in (self.screen, side):
            qtbot.addWidget(widget)
        self.screen.resize(1100, 760)
        side.resize(384, 760)
        side.show()
        self.screen.show()
        frame.jobs.changed.connect(self.screen.on_jobs_changed)
        self.settle()

    def settle(self) -> None:
        """Wait until everything that was asked for has been answered."""
        for _round in range(4):
            QApplication.processEvents()
            self.qtbot.waitUntil(lambda: not self.frame.jobs.busy, timeout=5000)

    def add(self, **values: Any) -> int:
        """Plan something behind the window's back."""
        added = self.database.run(add_communication, values).value
        self.screen.mark_stale()
        self.settle()
        return added

    def stored(self, number: int) -> CommunicationDetail:
        """What the plan holds of a communication."""
        return self.database.read(communication, number)

    def shown(self) -> list[tuple[date, str, str]]:
        """Day, time and title of all that is in the view."""
        return [
            (row.shown_start.date(), f"{row.shown_start:%H:%M}", row.title)
            for row in self.screen.view.rows
        ]

    def days(self, title: str) -> list[int]:
        """The days of November 2026 on which something called `title` shows."""
        return [day.day for day, _time, name in self.shown() if name == title and day.month == 11]

    def select(self, title: str, day: date | None = None) -> None:
        """Click on an item of the month."""
        item = next(
            i
            for i, row in enumerate(self.month.rows)
            if row.title == title and day in (None, row.shown_start.date())
        )
        self.qtbot.mouseClick(self.month, Qt.MouseButton.LeftButton, pos=self.point(item))
        self.settle()

    def point(self, item: int) -> QPoint:
        """The middle of an item of the month."""
        row = self.month.rows[item]
        rect = self.month.item_place(item, row.shown_start.date())
        assert rect is not None
        return rect.center().toPoint()

    def key(self, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the view."""
        self.qtbot.keyClick(self.screen.view, key, modifier)
        self.settle()

    def undo(self) -> None:
        """Ctrl+Z, wherever the keyboard is."""
        self.frame.history.undo()
        self.settle()

    def redo(self) -> None:
        """Ctrl+Shift+Z."""
        self.frame.history.redo()
        self.settle()

    def page(self) -> Any:
        """The page that was opened last, shown."""
        page = self.frame.pages[-1](self.frame)
        self.qtbot.addWidget(page)
        page.resize(1200, 800)
        page.show()
        self.settle()
        return page

    def press_toast(self, words: str) -> None:
        """Press a button of the last message that has it."""
        for actions in reversed(self.frame.toast_actions):
            for text, run in actions:
                if text == words:
                    run()
                    self.settle()
                    return
        raise AssertionError(f"no message offers {words!r}")


@pytest.fixture
def clock() -> Clock:
    """The second of November, so that a month lies ahead: what has been never changes."""
    return fixed_clock("2026-11-02T09:00+01:00")


@pytest.fixture
def dressed(qapp: QApplication) -> None:
    theme().set_mode("light")
    theme().set_motion(False)
    if not qapp.styleSheet():
        theme().apply(qapp)


@pytest.fixture
def frame(tmp_path: Any, database: Database, clock: Clock, dressed: None) -> Iterator[FrameDouble]:
    made = FrameDouble(tmp_path, database, clock)
    yield made
    made.close()


@pytest.fixture
def people(database: Database) -> None:
    """Two audiences, an initiative and two people to choose from."""
    database.run(add_record, "audience", {"name": "Radiology", "headcount": 86})
    database.run(
        add_record,
        "audience",
        {"name": "Night shift", "headcount": 12, "parent": "Radiology"},
    )
    database.run(add_record, "initiative", {"name": "Triage assistant", "why": "Waiting"})
    for name, role in (("Anna Voorbeeld", "host"), ("Bram Proefman", "speaker")):
        email = name.replace(" ", ".").lower() + "@delinde.example"
        database.run(add_record, "person", {"name": name, "email": email, "role": role})


@pytest.fixture
def desk(qtbot: Any, frame: FrameDouble, database: Database, people: None) -> Desk:
    return Desk(qtbot, frame, database)


def focusables(widget: QWidget) -> list[QWidget]:
    """Everything in `widget` that the Tab key reaches and the user sees."""
    return [
        each
        for each in widget.findChildren(QWidget)
        if each.isVisibleTo(widget)
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    ]
