"""Bugs: one dialog with details that can be copied, and an entry in the log."""

from __future__ import annotations

import logging
import platform
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

import PySide6
from PySide6.QtCore import QObject, Qt, QUrl, Signal, qVersion
from PySide6.QtGui import QDesktopServices, QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from townhall import __version__
from townhall.domain.errors import Cancelled, TownHallError
from townhall.language import _, current_language
from townhall.log import log_file, traceback_without_words
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.paint import HEAD, SMALL

_log = logging.getLogger(__name__)


def details(error: BaseException) -> str:
    """What a maintainer needs to know of `error`; no words from the plan."""
    screen = QGuiApplication.primaryScreen()
    scale = f"{screen.devicePixelRatio():g}" if screen is not None else "-"
    return "\n".join(
        (
            f"Town Hall {__version__}, {current_language()}",
            f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, Qt {qVersion()}",
            f"{platform.platform()}, {QGuiApplication.platformName()}, x{scale}",
            "",
            traceback_without_words(error),
        )
    )


class CrashDialog(QDialog):
    """Says that the program, not the user, made a mistake, and what is known about it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A fault in Town Hall"))
        self.resize(680, 460)
        self._details = QPlainTextEdit(text)
        self._details.setReadOnly(True)
        self._details.setFont(QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)))
        self._details.setAccessibleName(_("Technical details"))
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._copy = Button(_("Copy details"), icon="copy")
        self._folder = Button(_("Open the log folder"), icon="folder-open")
        self._go_on = Button(_("Continue"), kind="primary")
        self._copy.clicked.connect(self._on_copy_clicked)
        self._folder.clicked.connect(self._on_folder_clicked)
        self._go_on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._folder)
        buttons.addStretch(1)
        buttons.addWidget(self._go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(_("Something went wrong in Town Hall"), HEAD))
        column.addWidget(
            Paragraph(
                _(
                    "This is a fault in the program, not something you did. What was confirmed is "
                    "stored in the plan. You can continue; if something looks wrong, close Town "
                    "Hall and start it again."
                ),
                role="text2",
                selectable=False,
            )
        )
        column.addWidget(Label(_("Details for who mends it, without words from your plan:"), SMALL))
        column.addWidget(self._details, 1)
        column.addLayout(buttons)
        self._go_on.setFocus()

    @property
    def text(self) -> str:
        """The details that are shown."""
        return self._details.toPlainText()

    def add(self, text: str) -> None:
        """Show another fault below the ones before it."""
        self._details.appendPlainText("\n" + text)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self._copy.setText(_("Copied"))

    def _on_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_file().parent)))


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
            QApplication.quit()
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
        _log.error("%s", type(error).__name__, exc_info=error)
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
