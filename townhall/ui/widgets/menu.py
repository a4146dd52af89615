"""The menu of the kit: rounded, in the colours of the theme."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget


class Menu(QMenu):
    """A menu with rounded corners; `name` is its accessible name."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        float_free(self)
        self.setAccessibleName(name)


def float_free(window: QWidget) -> None:
    """Let the rounded corners of a popup `window` show what is behind them."""
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    window.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
