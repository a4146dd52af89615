"""What a line is dragged by to another place, with keys that do the same."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from townhall.language import _
from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import draw_box, draw_focus_ring
from townhall.ui.widgets.themed import FocusRing, Themed

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Grip(FocusRing, Themed, QPushButton):
    """Dragged, or Alt with the arrow keys: `moved_by(steps)`; arrow keys alone: `stepped(by)`.

    `clicked` by Enter, Space or the mouse is for a menu that offers the same.
    """

    moved_by = Signal(int)
    stepped = Signal(int)
    dragged = Signal(QPoint)
    """Global position of a drag under way."""
    dropped = Signal(bool)
    """The drag ended: whether it counts, or Esc took it back."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self.dragging = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("Alt with the up and down arrows moves"))
        self.setToolTip(_("Drag, or Alt with the up and down arrows, moves"))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(24), theme().px(28))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self.dragging:
            way = (event.position().toPoint() - self._pressed).manhattanLength()
            self.dragging = way >= QApplication.startDragDistance()
            if self.dragging:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.dragging:
            self.dragged.emit(event.globalPosition().toPoint())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self.dragging:
            self.setDown(False)
            self._end_drag(counts=True)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.dragging:
            self._pressed = None
            self._end_drag(counts=False)
        elif event.key() in _STEPS:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            (self.moved_by if alt else self.stepped).emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _end_drag(self, *, counts: bool) -> None:
        self.dragging = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.dropped.emit(counts)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        painter = QPainter(self)
        try:
            if self.underMouse() or self.dragging:
                draw_box(painter, rect, 6, tokens.hover)
            middle = rect.center()
            paint_icon(
                painter, "drag", round(middle.x() - 7), round(middle.y() - 7), 14, tokens.text2
            )
            if self.ring:
                draw_focus_ring(painter, rect, 6)
        finally:
            painter.end()
