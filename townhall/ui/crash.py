"""Bugs: what nobody caught becomes one dialog and an entry in the log; known errors pass by."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from townhall.domain.errors import Cancelled, TownHallError

if TYPE_CHECKING:
    from townhall.ui.crash_dialog import CrashDialog


class Crashes(QObject):
    """Takes every exception nobody caught, from slots and threads alike."""

    known = Signal(object)
    """A `TownHallError` that was not caught: it belongs in the error bar."""
    _met = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: CrashDialog | None = None
        self._before: tuple[Callable[..., Any], Callable[..., Any]] | None = None
        # Widgets may only be made on the window's thread.
        self._met.connect(self._on_met, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the exception hooks of Python and its threads."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        _traceback: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        self._met.emit(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._met.emit(args.exc_value)

    def _on_met(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, TownHallError):
            self.known.emit(error)
            return
        self._show(error)

    def _show(self, error: BaseException) -> None:
        import logging

        from PySide6.QtWidgets import QApplication

        from townhall.ui.crash_dialog import CrashDialog, details

        logging.getLogger(__name__).error("%s", type(error).__name__, exc_info=error)
        text = details(error)
        if self.dialog is not None:
            self.dialog.add(text)
            return
        self.dialog = CrashDialog(text, QApplication.activeWindow())
        self.dialog.finished.connect(self._on_dialog_finished)
        self.dialog.open()

    def _on_dialog_finished(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
