"""The dialog about a bug: versions, place, a way to copy them; no words from the plan."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from townhall import __version__
from townhall.language import _, current_language
from townhall.log import log_file, traceback_without_words
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.paint import HEAD, SMALL


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
        column.addWidget(
            Label(_("Details for whoever fixes it, without words from your plan:"), SMALL)
        )
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
