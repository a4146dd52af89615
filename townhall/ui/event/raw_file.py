"""The text of a calendar file as it is, to read and to copy."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.fields import TextArea
from townhall.ui.widgets.labels import ElidedLabel
from townhall.ui.widgets.paint import SMALL

_LINES_SHOWN = 24


class RawFile(QWidget):
    """Shows every line of a file and puts all of it on the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = TextArea("", name=_("The file as text"), lines=_LINES_SHOWN)
        self.area.setReadOnly(True)
        self.area.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(12)
        self.area.setFont(font)
        self.facts = ElidedLabel("", SMALL, "text2")
        self.copy_button = Button(_("Copy"), icon="copy", small=True)
        self.copy_button.setAccessibleName(_("Copy the whole file as text"))
        self.copy_button.clicked.connect(self.copy)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.facts, 1)
        row.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.area, 1)

    def set_file(self, name: str, content: bytes) -> None:
        """Show another file."""
        text = content.decode()
        count = text.count("\n")
        lines = ngettext("{n} line", "{n} lines", count).format(n=count)
        self.facts.setText(f"{name}, {lines}")
        self.area.setPlainText(text)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.area.toPlainText())
        self.copy_button.setText(_("Copied"))
