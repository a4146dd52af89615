"""Lines of the settings: what it is and why, its control at the right, an error in words below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.fields import TextField
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import BODY, SMALL, TITLE
from townhall.ui.widgets.themed import Themed


class SettingRow(Themed, QWidget):
    """One setting, 60 high or more; the hairline above it belongs to it."""

    def __init__(
        self, title: str, reason: str, *controls: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = Label(title, TITLE)
        self.reason = Paragraph(reason, BODY, "text2", selectable=False)
        self._error_row = QWidget()
        error = QHBoxLayout(self._error_row)
        error.setContentsMargins(0, 2, 0, 0)
        error.setSpacing(6)
        self._error = Paragraph("", SMALL, "bad", selectable=False)
        error.addWidget(Icon("error", "bad", 14), 0, Qt.AlignmentFlag.AlignTop)
        error.addWidget(self._error, 1)
        self._error_row.hide()
        self._controls = controls
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        for widget in (self.title, self.reason, self._error_row):
            words.addWidget(widget)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 16, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        self.reason.setVisible(bool(reason))
        row.addSpacing(12)
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.restyle()

    def restyle(self) -> None:
        self.setMinimumHeight(theme().px(60))
        super().restyle()

    def set_reason(self, reason: str, role: str = "text2") -> None:
        """Say something else below the title."""
        self.reason.setText(reason)
        self.reason.set_role(role)
        self.reason.setVisible(bool(reason))

    @property
    def error(self) -> str:
        """What is wrong with the value that was given last."""
        return self._error.words

    def set_error(self, sentence: str = "") -> None:
        """Say what is wrong with the value; nothing takes it away."""
        self._error.setText(sentence)
        self._error_row.setVisible(bool(sentence))
        for control in self._controls:
            control.setAccessibleDescription(sentence)
            control.setProperty("invalid", bool(sentence))
            control.style().unpolish(control)
            control.style().polish(control)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()


def align(buttons: Sequence[Button]) -> None:
    """Give the buttons of a page the width of the widest."""
    widest = max(button.sizeHint().width() for button in buttons)
    for button in buttons:
        button.setMinimumWidth(widest)


class CommitField(TextField):
    """A line of text that is stored when it is left or Enter is pressed; Esc goes back.

    `committed(text)` for a text that differs from the stored one.
    """

    committed = Signal(str)

    def __init__(self, *, name: str, placeholder: str = "", width: int = 280) -> None:
        super().__init__(name=name, placeholder=placeholder)
        self._stored = ""
        self.setFixedWidth(theme().px(width))
        self.editingFinished.connect(self._commit)

    def set_value(self, text: str) -> None:
        """Show what is stored; what is being typed is left alone."""
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)
        self._stored = text

    def _commit(self) -> None:
        text = self.text().strip()
        self.setModified(False)
        if text != self._stored:
            self._stored = text
            self.committed.emit(text)

    def event(self, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and self.isModified():
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.setText(self._stored)
                self.setModified(False)
            return True
        return super().event(event)
