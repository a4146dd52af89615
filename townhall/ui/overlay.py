"""A card over the dimmed window: palette and shortcut sheet; Esc or a click beside it closes it."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.paint import draw_box, draw_shadow
from townhall.ui.widgets.themed import Themed

_MARGIN = 20
_SHADOW = 14


class Overlay(Themed, QWidget):
    """Fills its parent, keeps the keyboard inside, and gives it back when closed.

    The card is `card_width` wide and as high as its content asks, `card_top` below the window's
    top edge; put the content into `body`.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, *, card_width: int, card_top: int) -> None:
        super().__init__(parent)
        self._card_width, self._card_top = card_width, card_top
        self._over = parent
        self._before: QWidget | None = None
        self.card = QWidget(self)
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the card and take the keyboard."""
        self._before = QApplication.focusWidget()
        self.setGeometry(self._over.rect())
        self.place_card()
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        """Hide the card and give the keyboard back."""
        if not self.isVisible():
            return
        self.hide()
        before, self._before = self._before, None
        # What had the keyboard can be gone meanwhile, as a message is that closed by itself.
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def card_height(self) -> int:
        """How high the card wants to be."""
        return self.card.sizeHint().height()

    def place_card(self) -> None:
        """Fit the card into the window; to be called when its content changes."""
        width = min(self._card_width, self.width() - 2 * _MARGIN)
        top = min(self._card_top, self.height() // 8)
        height = min(self.card_height(), self.height() - top - _MARGIN)
        self.card.setGeometry((self.width() - width) // 2, top, width, height)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        # Keys that nobody takes must not reach the screen behind the card.
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, FBT001 (Qt's own)
        inside = [
            child
            for child in self.card.findChildren(QWidget)
            if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        focus = QApplication.focusWidget()
        if not inside:
            return True
        here = inside.index(focus) if focus in inside else -1
        there = inside[(here + (1 if next else -1)) % len(inside)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_card()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        dim = QColor(0, 0, 0, 150 if tokens.dark else 90)
        box = QRectF(self.card.geometry())
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), dim)
            draw_shadow(painter, box, 12, _SHADOW)
            draw_box(painter, box, 12, tokens.raised, tokens.strong)
        finally:
            painter.end()
