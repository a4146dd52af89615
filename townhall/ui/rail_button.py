"""An entry of the rail: icon, words, count."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import (
    RIGHT,
    TITLE,
    Type,
    draw_box,
    draw_dot,
    draw_focus_ring,
    draw_text,
)
from townhall.ui.widgets.themed import FocusRing, Themed

WIDE = 208
NARROW = 60
INSET = 12
_CURRENT = Type(13, 600)
_COUNT = Type(12, 500, tabular=True)


class RailButton(FocusRing, Themed, QAbstractButton):
    """An entry of the rail: icon, words, count; only the icon while the rail is narrow."""

    stepped = Signal(int)
    """Arrow key: -1 up, 1 down."""

    def __init__(
        self,
        text: str,
        icon: str,
        parent: QWidget | None = None,
        *,
        counted: Callable[[int], str] = str,
    ) -> None:
        """`counted` says a count in words: they are part of the name."""
        super().__init__(parent)
        self._counted = counted
        self._icon, self._count, self._narrow = icon, 0, False
        self.setText(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._name()

    def set_count(self, count: int) -> None:
        """Show `count` at the right; 0 shows nothing."""
        self._count = count
        self._name()
        self.update()

    def set_entry(self, text: str, icon: str) -> None:
        """Show other words and another icon."""
        self._icon = icon
        self.setText(text)
        self._name()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the icon alone, with the words as tooltip."""
        self._narrow = narrow
        self._name()
        self.update()

    @property
    def is_narrow(self) -> bool:
        """Whether only the icon shows."""
        return self._narrow

    def sizeHint(self) -> QSize:
        return QSize(NARROW if self._narrow else WIDE, theme().px(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens = theme().tokens
        box = QRectF(self.rect()).adjusted(INSET, 1, -INSET, -1)
        fill = self._fill()
        if fill is not None:
            draw_box(painter, box, 8, fill)
        current, middle = self.isChecked(), box.center().y()
        words = tokens.text if current else tokens.text2
        icon_x = box.center().x() - 9 if self._narrow else box.x() + 10
        colour = tokens.accent if current else tokens.text2
        paint_icon(painter, self._icon, round(icon_x), round(middle - 9), 18, colour)
        if self._narrow:
            if self._count:
                draw_dot(painter, QPointF(icon_x + 18, middle - 8), 7, tokens.accent)
        else:
            left = box.x() + 38
            right = box.right() - 10
            if self._count:
                room = QRectF(left, box.y(), right - left, box.height())
                count = QLocale().toString(self._count)
                right -= draw_text(painter, room, count, _COUNT, words, RIGHT) + 8
            room = QRectF(left, box.y(), right - left, box.height())
            draw_text(painter, room, self.text(), _CURRENT if current else TITLE, words)
        if self.ring:
            draw_focus_ring(painter, box, 8)

    def _fill(self) -> QColor | None:
        if self.isChecked():
            return theme().tokens.sel
        return theme().tokens.hover if self.underMouse() else None

    def _name(self) -> None:
        name = f"{self.text()}, {self._counted(self._count)}" if self._count else self.text()
        self.setAccessibleName(name)
        self.setToolTip(name if self._narrow else "")
