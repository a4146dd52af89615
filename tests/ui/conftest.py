"""The window with sample screens and a plan in memory; the theme as it was before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tests.ui.fake_database import FakeDatabase
from tests.ui.frame_double import FrameDouble
from tests.ui.sample_screens import sample_places
from tests.ui.stage import Stage
from townhall.domain.clock import fixed_clock
from townhall.language import set_language
from townhall.settings import Settings
from townhall.ui.history import History
from townhall.ui.jobs import Jobs
from townhall.ui.main_window import MainWindow
from townhall.ui.plans import Plans
from townhall.ui.theme import theme


@pytest.fixture
def english():
    """English words and dates, whatever a test switches to."""
    set_language("en")
    QLocale.setDefault(QLocale("en"))
    yield
    set_language("en")
    QLocale.setDefault(QLocale("en"))


@pytest.fixture
def fake_database():
    return FakeDatabase()


@pytest.fixture
def settings(tmp_path):
    return Settings.load(tmp_path / "settings.json")


@pytest.fixture
def bare_window(qtbot, english, settings):
    """A window on no plan."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme().set_mode("light")
    theme().apply(app)
    jobs = Jobs()
    history = History(jobs)
    clock = fixed_clock("2026-11-24T09:00+01:00")
    plans = Plans(jobs, history, settings, clock)
    made = MainWindow(sample_places(), jobs, history, plans, settings, clock)
    qtbot.addWidget(made, before_close_func=lambda window: window.jobs.close)
    made.resize(1440, 900)
    made.show()
    yield made
    made.close()


@pytest.fixture
def window(qtbot, bare_window, fake_database):
    """A window on a plan in memory, at the first screen."""
    bare_window.plans._on_loaded("/plans/De Linde.townhall", fake_database)
    qtbot.waitUntil(lambda: not bare_window.jobs.busy)
    return bare_window


@pytest.fixture
def stage(tmp_path, qtbot, english, database, clock):
    """Shows screens of their own on a real, empty plan; its frame records what was asked."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme().set_mode("light")
    theme().apply(app)
    frame = FrameDouble(tmp_path, database, clock)
    yield Stage(qtbot, frame)
    frame.close()
    theme().set_mode("light")
    theme().set_text_percent(100)
