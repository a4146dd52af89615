"""Starting the window: painted before the database's packages come, then on the plan."""

import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from townhall.settings import Settings
from townhall.storage.database import Database
from townhall.ui.start import QtTranslation

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from townhall.domain.clock import fixed_clock
from townhall.settings import Settings
from townhall.ui import start

open_first = start._open_first

def spy(window, plan):
    print("sqlalchemy" in sys.modules, window.isVisible(), Path(plan).name)
    window.plans.opened.connect(lambda plan: finish(window, "opened"))
    window.plans.refused.connect(lambda error, plan: finish(window, window.shell.error_bar.text))
    open_first(window, plan)
    if not plan:
        finish(window, "welcome")

def finish(window, said):
    print(said)
    QTimer.singleShot(0, window, window.close)

start._open_first = spy
settings = Settings.load(Path(sys.argv[1]) / "settings.json")
plan = sys.argv[2] if len(sys.argv) > 2 else None
print(start.run_window(settings, plan, fixed_clock("2026-11-24T09:00+01:00")))
"""


def run(*arguments):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=True,
    )
    assert "Traceback" not in done.stderr
    return done.stdout.splitlines()


def test_the_window_is_painted_before_sqlalchemy_is_imported_and_then_opens_the_plan(
    tmp_path, clock
):
    plan = tmp_path / "De Linde.townhall"
    Database.create(plan, clock).close()
    assert run(tmp_path, plan) == ["False True De Linde.townhall", "opened", "0"]
    settings = Settings.load(tmp_path / "settings.json")
    assert settings.last_plan == str(plan)
    assert settings.geometry
    assert run(tmp_path) == ["False True De Linde.townhall", "opened", "0"]


def test_without_any_plan_it_starts_with_the_welcome(tmp_path):
    assert run(tmp_path) == ["False True ", "welcome", "0"]


def test_a_file_that_is_no_plan_is_refused_in_the_window(tmp_path):
    plan = tmp_path / "letter.townhall"
    plan.write_bytes(b"Dear colleagues" * 100)
    lines = run(tmp_path, plan)
    assert lines[0] == "False True letter.townhall"
    assert str(plan) in lines[1]
    assert lines[2] == "0"
    assert plan.read_bytes() == b"Dear colleagues" * 100
    assert Settings.load(tmp_path / "settings.json").last_plan == ""


@pytest.mark.parametrize(("code", "cancel"), [("nl", "Annuleren"), ("en", "Cancel")])
def test_qts_own_dialogs_speak_the_language(qtbot, code, cancel):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    translation = QtTranslation(app)
    translation.speak("nl")
    translation.speak(code)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    words = box.button(QDialogButtonBox.StandardButton.Cancel).text()
    translation.speak("en")
    assert words.replace("&", "") == cancel
