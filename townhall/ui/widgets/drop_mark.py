"""Where what is dragged over a list of lines would drop."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.themed import Themed


class DropMark(Themed, QWidget):
    """A line between two others; hidden until `show_at`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.hide()

    def show_at(self, edge: int) -> None:
        """Show it at `edge`, in pixels from the parent's top."""
        self.setGeometry(0, max(0, edge - 2), self._over.width(), 4)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(8, 1, self.width() - 16, 2, theme().tokens.accent)
        finally:
            painter.end()
