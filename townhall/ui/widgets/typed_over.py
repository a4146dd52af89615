"""Typing over a date or a time as a whole, in the manner one writes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateTimeEdit, QToolTip

from townhall.ui.announce import announce

_FINISHES = (QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress)


class TypedOver(QObject):
    """Lets what is typed into `field` take the place of all that stands there.

    Qt has dates typed part by part, and takes no day that does not fit the weekday beside it. Here
    the first letter or digit begins anew; Enter or leaving hands the text to `read`, which sets the
    field and returns whether it understood. What it did not understand is told with `hint`, and
    the field is as before; so it is after Esc.
    """

    def __init__(
        self, field: QDateTimeEdit, read: Callable[[str], bool], hint: Callable[[str], str]
    ) -> None:
        super().__init__(field)
        self._field, self._read, self._hint = field, read, hint
        self._text: str | None = None
        self._before = ""
        field.installEventFilter(self)
        field.lineEdit().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FINISHES:
            self._finish()
        elif event.type() == QEvent.Type.ShortcutOverride and self._text is not None:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._took(event)
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        key, text = event.key(), self._text
        command = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if text is None:
            if command or not event.text().isalnum():
                return False
            self._before = self._field.lineEdit().text()
            self._show(event.text())
        elif key == Qt.Key.Key_Escape:
            self._end()
        elif key == Qt.Key.Key_Backspace:
            self._show(text[:-1])
        elif not command and event.text().isprintable() and event.text():
            self._show(text + event.text())
        else:
            self._finish()
            return False
        return True

    def _show(self, text: str) -> None:
        self._text = text
        line = self._field.lineEdit()
        # The field must not take it for one of its own parts.
        blocked = line.blockSignals(True)
        line.setText(text)
        line.blockSignals(blocked)

    def _end(self) -> None:
        self._show(self._before)
        self._text = None

    def _finish(self) -> None:
        text = self._text
        if text is None:
            return
        self._end()
        if text.strip() and not self._read(text):
            told = self._hint(text)
            QToolTip.showText(self._field.mapToGlobal(QPoint(0, self._field.height())), told)
            announce(self._field, told)
