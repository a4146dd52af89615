"""A filter that is on or off, with the number of rows it would give."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.dates import locale
from townhall.ui.widgets.paint import (
    SMALL_MEDIUM,
    Type,
    draw_box,
    draw_focus_ring,
    draw_text,
    text_width,
)
from townhall.ui.widgets.themed import FocusRing, Themed

_NUMBER = Type(12, 600, tabular=True)
_PAD, _GAP, _CLOSE = 10, 6, 18


class QuickChip(FocusRing, Themed, QPushButton):
    """Pressed to filter, pressed again to filter no more; `clicked` when the user does."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._number: int | None = None
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.toggled.connect(lambda _on: self.updateGeometry())
        self.set_number(None)

    @property
    def number(self) -> int | None:
        """How many rows it would give; None while that is not known."""
        return self._number

    def set_number(self, number: int | None) -> None:
        """Show how many rows it would give."""
        self._number = number
        words = self.text() if number is None else f"{self.text()}: {_digits(number)}"
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 2 * _PAD + text_width(self.text(), SMALL_MEDIUM)
        if self._number is not None:
            width += _GAP + text_width(_digits(self._number), _NUMBER)
        if self.isChecked():
            width += _CLOSE
        return QSize(round(width) + 1, theme().px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        on = self.isChecked()
        if on:
            draw_box(painter, rect, 8, tokens.sel if self.underMouse() else tokens.tint)
        else:
            ground = tokens.hover if self.underMouse() or self.isDown() else tokens.surface
            draw_box(painter, rect, 8, ground, tokens.control)
        room = rect.adjusted(_PAD, 0, 0, 0)
        words = tokens.accent if on else tokens.text2
        x = room.x() + draw_text(painter, room, self.text(), SMALL_MEDIUM, words) + _GAP
        if self._number is not None:
            room = QRectF(x, 0, rect.right() - x, rect.height())
            draw_text(painter, room, _digits(self._number), _NUMBER, words)
        if on:
            y = round(rect.center().y() - 7)
            paint_icon(painter, "close", rect.right() - 22, y, 14, tokens.accent)
        if self.ring:
            draw_focus_ring(painter, rect, 8)


def _digits(number: int) -> str:
    return str(locale().toString(number))
