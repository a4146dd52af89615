"""A page that scrolls and never pushes the window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.themed import Themed


class _Ground(Themed, QWidget):
    def __init__(self, ground: str) -> None:
        super().__init__()
        self._ground = ground

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), getattr(theme().tokens, self._ground))
        finally:
            painter.end()


class ScrollPage(QScrollArea):
    """A column of cards, `pad` from the edges and `gap` apart, scrolling up and down.

    `ground` is the token of its background: "surface" or "bg".
    """

    def __init__(
        self,
        *,
        pad: int = 20,
        gap: int = 16,
        ground: str = "surface",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = _Ground(ground)
        self.column = QVBoxLayout(self.page)
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(gap)
        self.setWidget(self.page)

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Put `widget` below what is there; returned for convenience."""
        self.column.addWidget(widget, stretch)
        return widget

    def add_stretch(self) -> None:
        """Leave the rest of the height empty."""
        self.column.addStretch(1)
