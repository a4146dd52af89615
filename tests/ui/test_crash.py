"""Bugs end in one dialog and the log, without words from the plan; known errors do not."""

import logging
import threading

import pytest
from PySide6.QtGui import QGuiApplication

from townhall.domain.errors import Cancelled, InvalidInput
from townhall.log import log_file, start_log, stop_log
from townhall.ui.crash import Crashes
from townhall.ui.crash_dialog import details

SECRET = "Jansen vroeg naar patiënt 123"


@pytest.fixture
def crashes(qtbot):
    made = Crashes()
    yield made
    if made.dialog is not None:
        made.dialog.accept()


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_bug_opens_one_dialog_with_versions_and_where_it_came_from(qtbot, crashes):
    crashes._on_exception(ValueError, raised(ValueError(SECRET)), None)
    qtbot.waitUntil(lambda: crashes.dialog is not None)
    dialog = crashes.dialog
    crashes._on_exception(KeyError, raised(KeyError(SECRET)), None)
    qtbot.waitUntil(lambda: "KeyError" in dialog.text)
    assert crashes.dialog is dialog
    assert dialog.text.startswith("Town Hall ")
    assert "Qt 6." in dialog.text
    assert "test_crash.py" in dialog.text
    assert SECRET not in dialog.text
    dialog._copy.click()
    assert QGuiApplication.clipboard().text() == dialog.text
    dialog.accept()
    assert crashes.dialog is None


def test_a_known_error_goes_to_the_error_bar_and_a_stop_nowhere(qtbot, crashes):
    known = []
    crashes.known.connect(known.append)
    error = InvalidInput("The title is empty.")
    crashes._on_exception(Cancelled, Cancelled("Stopped."), None)
    crashes._on_exception(InvalidInput, error, None)
    qtbot.waitUntil(lambda: known == [error])
    assert crashes.dialog is None


def test_bugs_of_other_threads_are_shown_on_the_window_thread(qtbot, crashes):
    crashes.install()
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    finally:
        crashes.uninstall()
    qtbot.waitUntil(lambda: crashes.dialog is not None)
    assert "ZeroDivisionError" in crashes.dialog.text


def test_the_log_tells_where_and_not_what(qtbot, crashes):
    start_log()
    try:
        crashes._on_exception(ValueError, raised(ValueError(SECRET)), None)
        qtbot.waitUntil(lambda: crashes.dialog is not None)
        logging.getLogger("townhall.test").info("plan opened, %d questions", 246)
    finally:
        stop_log()
    text = log_file().read_text("utf-8")
    assert "ERROR townhall.ui.crash: ValueError" in text
    assert "test_crash.py" in text
    assert "246 questions" in text
    assert SECRET not in text
    assert "Jansen" not in text


def test_the_cause_is_told_without_its_words(qtbot):
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as inner:
            raise RuntimeError(SECRET) from inner
    except RuntimeError as error:
        text = details(error)
    assert text.index("KeyError") < text.index("RuntimeError")
    assert SECRET not in text


def test_messages_that_only_name_code_are_kept(qtbot):
    error = raised(AttributeError("'Screen' object has no attribute 'missing'"))
    assert details(error).endswith("AttributeError: 'Screen' object has no attribute 'missing'")
