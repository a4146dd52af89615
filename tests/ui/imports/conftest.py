"""The import pages on a new plan with an audience, a person and a town hall."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tests.ui.frame_double import FrameDouble
from townhall.services.communications import add_communication
from townhall.services.records import add_record
from townhall.ui.theme import theme


@pytest.fixture
def filled(database):
    database.run(add_record, "audience", {"name": "Laboratorium"})
    database.run(add_record, "audience", {"name": "SEH"})
    database.run(add_record, "person", {"name": "Anna Voorbeeld", "email": "anna@delinde.example"})
    database.run(
        add_communication,
        {"kind": "town-hall", "title": "Town hall", "start": "2026-12-03T10:00"},
    )
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
        for _again in range(3):
            qtbot.waitUntil(lambda: not frame.jobs.busy, timeout=10_000)
            QApplication.processEvents()

    return wait
