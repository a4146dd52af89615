"""A page that scrolls and never pushes the window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.themed import Themed


def set_ground(area: QScrollArea, ground: str) -> None:
    """Give what an area shows beside its page, such as its scroll bar, the token `ground`."""
    palette = QPalette(area.palette())
    palette.setColor(QPalette.ColorRole.Window, getattr(theme().tokens, ground))
    area.setPalette(palette)
    area.setAutoFillBackground(True)


class Ground(Themed, QWidget):
    """A widget filled with the token `ground`."""

    def __init__(self, ground: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = ground

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), getattr(theme().tokens, self._ground))
        finally:
            painter.end()


class _Tall(Ground):
    """What a page scrolls: as tall as its words need at the width they get.

    The smallest hints of paragraphs are those of narrow lines; their sum would leave the page
    with empty room below.
    """

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), 0) if self.hasHeightForWidth() else hint


class ScrollPage(Themed, QScrollArea):
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
        self.page = _Tall(ground)
        self.column = QVBoxLayout(self.page)
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(gap)
        self.setWidget(self.page)
        self._ground = ground
        self.restyle()

    def restyle(self) -> None:
        set_ground(self, self._ground)

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Put `widget` below what is there; returned for convenience."""
        self.column.addWidget(widget, stretch)
        return widget

    def add_stretch(self) -> None:
        """Leave the rest of the height empty."""
        self.column.addStretch(1)
