"""The Questions screen on a real plan with people, an audience and seven questions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from tests.ui.frame_double import FrameDouble
from townhall.services.questions import add_question, change_question
from townhall.services.records import add_record
from townhall.ui.questions.screen import QuestionsScreen
from townhall.ui.theme import theme

QUESTIONS = (
    {"text": "Who is liable if the AI misses a fracture?", "votes": 57, "theme": "accountability"},
    {"text": "Are our images used for training?", "votes": 29, "theme": "privacy"},
    {"text": "Will there be training for the night shift?", "votes": 24, "audience": "Night shift"},
    {
        "text": "Does checking not cost more time?",
        "votes": 22,
        "owner": "Bram Proefman",
        "source": "floor",
    },
    {"text": "What does the vendor earn?", "votes": 9, "answer_by": "2026-11-19"},
    {"text": "Who signs?", "votes": 11},
    {"text": "Who decides in the end?", "votes": 3, "owner": "Eva Modelaar", "answer": "Say: you."},
)


@pytest.fixture
def filled(database):
    """The plan of this folder's tests; question 6 is merged into 1."""
    for name in ("Bram Proefman", "Eva Modelaar"):
        database.run(add_record, "person", {"name": name})
    database.run(add_record, "audience", {"name": "Night", "headcount": 40})
    database.run(add_record, "audience", {"name": "Night shift", "parent": "Night"})
    for values in QUESTIONS:
        database.run(add_question, {"language": "en", **values})
    database.run(change_question, 6, {"outcome": "merged", "lead_id": 1})
    return database


@pytest.fixture
def frame(tmp_path, filled, qtbot) -> Iterator[FrameDouble]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    QLocale.setDefault(QLocale("en"))
    theme().set_mode("light")
    theme().apply(app)
    made = FrameDouble(tmp_path, filled)
    yield made
    made.close()


@pytest.fixture
def settle(qtbot, frame):
    """Waits until everything that was asked for is there."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not frame.jobs.busy, timeout=10_000)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not frame.jobs.busy, timeout=10_000)

    return wait


@pytest.fixture
def make_screen(frame, settle, qtbot):
    """Makes a screen in a window with its inspector, as the frame shows them."""
    windows: list[QWidget] = []  # qtbot itself only holds them weakly

    def make(width: int = 1384, height: int = 700) -> QuestionsScreen:
        window = QWidget()
        qtbot.addWidget(window)
        windows.append(window)
        made = QuestionsScreen(frame)
        made.panel.setFixedWidth(384)
        row = QHBoxLayout(window)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(made, 1)
        row.addWidget(made.panel)
        frame.jobs.changed.connect(made.on_jobs_changed)
        window.resize(width, height)
        return made

    return make


@pytest.fixture
def screen(make_screen, settle) -> QuestionsScreen:
    made = make_screen()
    made.window().show()
    settle()
    return made
