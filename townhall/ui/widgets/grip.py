"""What a line is dragged by to another place, with keys that do the same."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from townhall.language import _
from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.dragged_button import DraggedButton
from townhall.ui.widgets.paint import draw_box, draw_focus_ring

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Grip(DraggedButton):
    """Dragged, or Alt with the arrow keys: `moved_by(steps)`; arrow keys alone: `stepped(by)`.

    `clicked` by Enter, Space or the mouse is for a menu that offers the same.
    """

    moved_by = Signal(int)
    stepped = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("Alt with the up and down arrows moves"))
        self.setToolTip(_("Drag, or Alt with the up and down arrows, moves"))

    def end_drag(self, *, counts: bool) -> None:
        super().end_drag(counts=counts)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(24), theme().px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.dragging:
            self.end_drag(counts=False)
        elif event.key() in _STEPS:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            (self.moved_by if alt else self.stepped).emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

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
