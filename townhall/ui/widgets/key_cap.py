"""The cap of a key, as printed on a keyboard."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.paint import CENTRE, TINY, draw_box, draw_text, text_width
from townhall.ui.widgets.themed import Themed


def cap_width(key: str) -> float:
    """Width of the cap of `key`."""
    return max(theme().px(20), text_width(key, TINY) + 12)


def draw_cap(painter: QPainter, left_middle: QPointF, key: str) -> None:
    """Draw the cap of `key` with its left edge at `left_middle`, centred on its height."""
    tokens, height = theme().tokens, theme().px(20)
    top = round(left_middle.y() - height / 2)
    rect = QRectF(left_middle.x(), top, cap_width(key), height)
    draw_box(painter, rect, 6, tokens.sunken, tokens.border)
    draw_text(painter, rect, key, TINY, tokens.text2, CENTRE)


class KeyCap(Themed, QLabel):
    """The cap of one key or chord, such as "N" or "Ctrl K"."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(cap_width(self.text())) + 1, theme().px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            draw_cap(painter, QPointF(0, self.height() / 2), self.text())
        finally:
            painter.end()
