"""Starts the window: paints it first, opens the plan behind it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from townhall import paths
from townhall.domain.clock import Clock
from townhall.language import current_language, set_language
from townhall.log import start_log, stop_log
from townhall.settings import Settings
from townhall.ui.crash import Crashes
from townhall.ui.garbage import GarbageSearch
from townhall.ui.history import History
from townhall.ui.jobs import Jobs
from townhall.ui.main_window import MainWindow
from townhall.ui.places import places
from townhall.ui.plans import Plans
from townhall.ui.rooms import WELCOME
from townhall.ui.theme import theme

if TYPE_CHECKING:
    from townhall.services.queries.quick_add import LineContext
    from townhall.ui.palette import Found


_SWITCH_SECONDS = 0.001
"""How long the database's thread may keep Python to itself while the window waits to paint: a
fraction of the 16 ms of a frame, because painting may have to wait several times."""


class QtTranslation:
    """The words of Qt's own dialogs in the window's language."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None

    def speak(self, code: str) -> None:
        """Speak "nl"; for "en" Qt's own source words do."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if code == "en":
            return
        from PySide6.QtCore import QLibraryInfo

        translator = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{code}", folder):
            self._app.installTranslator(translator)
            self._translator = translator


def make_application(settings: Settings, language: str | None = None) -> QApplication:
    """The dressed application, or the one that exists; Town Hall's looks and language."""
    found = QApplication.instance()
    # Named here and not by setStyle(), which makes a Python type of QStyle and its 600 constants.
    arguments = [*sys.argv[:1], "-style", "fusion"]
    app = found if isinstance(found, QApplication) else QApplication(arguments)
    app.setApplicationName("TownHall")
    app.setApplicationDisplayName("Town Hall")
    app.setDesktopFileName("townhall")
    code = language or settings.language_code()
    set_language(code)
    QLocale.setDefault(QLocale(code))
    look = theme()
    look.set_mode(settings.theme)
    look.set_text_percent(settings.text_percent)
    look.apply(app)
    sys.setswitchinterval(_SWITCH_SECONDS)
    return app


def make_window(settings: Settings, clock: Clock) -> MainWindow:
    """The whole window, on no plan yet and not shown."""
    jobs = Jobs()
    history = History(jobs)
    plans = Plans(jobs, history, settings, clock)
    return MainWindow(
        places(),
        jobs,
        history,
        plans,
        settings,
        clock,
        search=_search,
        plan_name=_plan_name,
        line_context=_line_context,
    )


def run_window(
    settings: Settings, plan: str | None, clock: Clock, language: str | None = None
) -> int:
    """Show the window on `plan` (a path or URL), else on the last plan, else on the welcome.

    `language` ("nl" or "en") goes before that of the settings, this once. Returns when the window
    is closed: 0. The caller has made sure that there is a display.
    """
    app = make_application(settings, language)
    translation = QtTranslation(app)
    translation.speak(current_language())
    crashes = Crashes()
    crashes.install()
    garbage = GarbageSearch()
    window = make_window(settings, clock)
    window.language_changed.connect(translation.speak)
    crashes.known.connect(window.rooms.show_error)
    wanted = paths.absolute(plan) if plan else settings.last_plan
    window.painted.connect(lambda: _open_first(window, wanted))
    window.painted.connect(start_log)
    window.painted.connect(_show_icon)
    window.show()
    try:
        return app.exec()
    finally:
        garbage.stop()
        crashes.uninstall()
        stop_log()


def _open_first(window: MainWindow, plan: str) -> None:
    if plan:
        window.plans.open(plan)
    else:
        window.rooms.go(WELCOME)


def _show_icon() -> None:
    # Qt loads a plugin for it, which the first picture need not wait for.
    from PySide6.QtGui import QIcon

    QApplication.setWindowIcon(QIcon(str(paths.resources() / "icons" / "town-hall.svg")))


def _search(session: Any, text: str, /, *, limit: int) -> Sequence[Found]:
    # Imported on the database's thread, after the first paint, because SQLAlchemy comes along.
    from townhall.services.queries.found import found

    return found(session, text, limit=limit)


def _line_context(session: Any) -> LineContext:
    from townhall.services.queries.quick_add import line_context

    return line_context(session)


def _plan_name(session: Any) -> str:
    from townhall.services.queries.plans import plan_detail

    return plan_detail(session).organisation
