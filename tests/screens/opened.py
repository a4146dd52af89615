"""The real window on a real plan, opened without a display: for pictures, checks and walks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from townhall.domain.clock import fixed_clock
from townhall.domain.errors import TownHallError
from townhall.settings import Settings
from townhall.ui.main_window import MainWindow
from townhall.ui.rooms import WELCOME
from townhall.ui.start import QtTranslation, make_application, make_window
from townhall.ui.theme import theme

NOW = "2026-11-24T09:00+01:00"
"""The moment at which everything is shown: a Tuesday morning in Amsterdam."""

_WAIT_SECONDS = 30
_SOON_MS = 500
"""A timer that ends within this time belongs to what is shown: a search that waits for typing."""


def settle(window: MainWindow) -> None:
    """Let everything finish that was asked of `window`: jobs, layouts, short timers."""
    until = time.monotonic() + _WAIT_SECONDS
    quiet = 0
    while quiet < 3:
        if time.monotonic() > until:
            raise TimeoutError("the window does not come to rest")
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        quiet = 0 if window.jobs.busy or _waits(window) else quiet + 1
        if not quiet:
            time.sleep(0.001)


def _waits(window: MainWindow) -> bool:
    return any(
        timer.isActive() and timer.isSingleShot() and timer.remainingTime() < _SOON_MS
        for timer in window.findChildren(QTimer)
    )


def visible(root: QWidget) -> list[QWidget]:
    """Every widget in `root` that a user can see, `root` too."""
    return [w for w in (root, *root.findChildren(QWidget)) if w.isVisible()]


@contextmanager
def opened(
    folder: Path,
    plan: Path | None = None,
    *,
    language: str = "en",
    mode: str = "light",
    size: tuple[int, int] = (1440, 900),
) -> Iterator[MainWindow]:
    """The window on `plan`, or on the welcome; settings go into `folder`.

    Nothing moves and no caret blinks. A refusal that reaches the error bar is a failure.
    """
    settings = Settings.load(folder / "settings.json")
    settings.update(language=language, theme=mode)
    app = make_application(settings)
    app.setCursorFlashTime(0)
    translation = QtTranslation(app)
    translation.speak(language)
    theme().set_mode(mode)
    theme().set_motion(False)
    window = make_window(settings, fixed_clock(NOW))
    window.language_changed.connect(translation.speak)
    refused: list[TownHallError] = []
    window.plans.refused.connect(lambda error, _plan: refused.append(error))
    window.resize(*size)
    window.show()
    QApplication.processEvents()
    # Keys reach only a window that is the active one.
    window.activateWindow()
    try:
        if plan is None:
            window.rooms.go(WELCOME)
        else:
            window.plans.open(str(plan))
        settle(window)
        if refused:
            raise refused[0]
        yield window
        settle(window)
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        translation.speak("en")
        theme().set_mode("light")
        theme().set_motion(None)
