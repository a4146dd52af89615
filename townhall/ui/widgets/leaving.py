"""Forms and panels inside a page: Esc leaves them, not the page; Enter does their work."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from townhall.ui.widgets.buttons import Button

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LeftByEscape(_Widget):
    """Put before the Qt class: Esc calls `leave()`, and never reaches the page behind."""

    def leave(self) -> None:
        """Go away without doing anything."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        # Else the window's own Esc, which closes the page, comes first.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


class DoneByEnter(LeftByEscape):
    """Put before the Qt class: Enter presses the button that has the keyboard, else `run()`."""

    def run(self) -> None:
        """Do what the form is for."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if isinstance(focus, Button):
            focus.click()
        else:
            self.run()
