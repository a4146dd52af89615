"""A button that can also be dragged: a click stays a click until the pointer has gone some way."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from townhall.ui.widgets.themed import FocusRing, Themed


class DraggedButton(FocusRing, Themed, QPushButton):
    """`dragging` while it is; who handles Esc calls `end_drag(counts=False)`."""

    dragged = Signal(QPoint)
    """Global position of a drag under way."""
    dropped = Signal(bool)
    """The drag ended: whether it counts, or was taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self.dragging = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)

    def end_drag(self, *, counts: bool) -> None:
        """Be a button again."""
        self.dragging = False
        self._pressed = None
        self.unsetCursor()
        self.setDown(False)
        self.update()
        self.dropped.emit(counts)

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
            self.update()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self.dragging:
            self.end_drag(counts=True)
            return
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if pressed is not None and self.rect().contains(at):
            self.on_clicked_at(at)

    def on_clicked_at(self, point: QPoint) -> None:
        """The mouse clicked at `point`; for who tells parts of the button apart."""
