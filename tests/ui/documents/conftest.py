"""The documents screen on the hospital sample, with the frame's double around it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tests.ui.frame_double import FrameDouble
from townhall.domain.clock import Clock, fixed_clock
from townhall.language import set_language
from townhall.services.sample import create_sample
from townhall.storage.database import Database
from townhall.ui.documents.screen import DocumentsScreen
from townhall.ui.theme import theme

NOW = fixed_clock("2026-11-24T09:00+01:00")


class Desk:
    """A documents screen at work, and short ways to look and wait."""

    def __init__(self, qtbot: Any, frame: FrameDouble) -> None:
        self.qtbot, self.frame = qtbot, frame
        self.screen = DocumentsScreen(frame)
        frame.actions.add(self.screen, self.screen.commands())
        frame.jobs.changed.connect(self.screen.on_jobs_changed)
        qtbot.addWidget(self.screen)
        self.screen.resize(1232, 840)
        self.screen.show()
        self.settle()

    def settle(self) -> None:
        """Wait until everything that was asked for has been answered and shown."""
        for _round in range(6):
            QApplication.processEvents()
            self.qtbot.waitUntil(self._still, timeout=10_000)

    def _still(self) -> bool:
        return not self.frame.jobs.busy and not self.screen._pause.isActive()

    def options(self, **values: Any) -> None:
        """Choose options as the user does."""
        self.screen.panel.options._choose(**values)
        self.settle()

    def shown(self) -> str:
        """The words of all pages of the preview."""
        pages = self.screen.preview.pages
        assert pages is not None
        told = self.screen.preview._told
        return "\n".join(told(index) for index in range(len(pages)))

    def titles(self) -> list[str]:
        """The titles of the dates that are offered."""
        dates = self.screen.packs.dates
        return [dates._rows[n].title for n in dates.table.id_model.entries if isinstance(n, int)]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plan, made once."""
    return create_sample(tmp_path_factory.mktemp("sample") / "sample.townhall", NOW)


@pytest.fixture
def plan(sample: Path, tmp_path: Path) -> Iterator[Database]:
    """A sample plan of the test's own."""
    path = tmp_path / "plan.townhall"
    shutil.copyfile(sample, path)
    with Database.open(path, NOW) as opened:
        yield opened


def _dressed() -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme().set_mode("light")
    theme().apply(app)
    set_language("en")
    QLocale.setDefault(QLocale("en"))


@pytest.fixture
def desk(qtbot: Any, tmp_path: Path, plan: Database) -> Iterator[Desk]:
    """The screen on the sample, in English."""
    _dressed()
    frame = FrameDouble(tmp_path, plan, NOW)
    made = Desk(qtbot, frame)
    yield made
    frame.close()


@pytest.fixture
def empty_desk(qtbot: Any, tmp_path: Path, database: Database, clock: Clock) -> Iterator[Desk]:
    """The screen on a plan without communications."""
    _dressed()
    frame = FrameDouble(tmp_path, database, clock)
    made = Desk(qtbot, frame)
    yield made
    frame.close()
