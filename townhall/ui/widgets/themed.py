"""What painted widgets share: restyling when the theme changes, a ring for keyboard focus."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object

_BY_KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class Themed(_Widget):
    """Put before the Qt class: `restyle()` runs whenever theme or text size changes."""

    def restyle(self) -> None:
        """Take fonts, palette and sizes from the theme; call it once at the end of `__init__`."""
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()


class FocusRing(_Widget):
    """Put before the Qt class: `ring` says whether to draw the ring of keyboard focus."""

    _came_by_keyboard = False

    @property
    def ring(self) -> bool:
        """Whether the widget has the focus and got it, or was used, by keyboard."""
        return self._came_by_keyboard and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._came_by_keyboard = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._came_by_keyboard:
            self._came_by_keyboard = True
            self.update()
        super().keyPressEvent(event)
