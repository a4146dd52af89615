"""On or off: the switch, for what holds at once, and the check, for what is ticked in a list."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.paint import (
    BODY,
    NO_BRUSH,
    draw_box,
    draw_dot,
    draw_focus_ring,
    draw_text,
    line_height,
    text_width,
)
from townhall.ui.widgets.themed import FocusRing, Themed


class _Flip(FocusRing, Themed, QCheckBox):
    """A check box that paints itself, with its words at the right."""

    _mark = QSize(16, 16)

    def __init__(
        self,
        text: str = "",
        *,
        checked: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setChecked(checked)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if name:
            self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        width, height = self._mark.width() + 4, self._mark.height() + 4
        if self.text():
            width += 8 + round(text_width(self.text(), BODY)) + 3
            height = max(height, round(line_height()) + 6)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        rect = QRectF(self.rect())
        top = round(rect.center().y() - self._mark.height() / 2)
        box = QRectF(2, top, self._mark.width(), self._mark.height())
        painter = QPainter(self)
        try:
            self._paint_mark(painter, box)
            words = tokens.text if self.isEnabled() else tokens.disabled
            rect.setLeft(box.right() + 8)
            draw_text(painter, rect, self.text(), BODY, words)
            if self.ring:
                ring = box.adjusted(-2, -2, 2, 2)
                draw_focus_ring(painter, ring, self._radius() + 2, filled=self.isChecked())
        finally:
            painter.end()

    def _radius(self) -> float:
        return self._mark.height() / 2


class Switch(_Flip):
    """On or off, at once. Without `text` give `name`, its accessible name."""

    _mark = QSize(36, 20)

    def __init__(
        self,
        text: str = "",
        *,
        checked: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, checked=checked, name=name, parent=parent)
        self._knob = 1.0 if checked else 0.0
        self._slide = QVariantAnimation(self)
        self._slide.valueChanged.connect(self._on_moved)
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self) -> None:
        target = 1.0 if self.isChecked() else 0.0
        duration = theme().motion(120) if self.isVisible() else 0
        self._slide.stop()
        if not duration:
            self._on_moved(target)
            return
        self._slide.setDuration(duration)
        self._slide.setStartValue(self._knob)
        self._slide.setEndValue(target)
        self._slide.start()

    def _on_moved(self, value: float) -> None:
        self._knob = value
        self.update()

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        tokens = theme().tokens
        on = self.isChecked()
        x = box.x() + 10 + self._knob * (box.width() - 20)
        if not self.isEnabled():
            draw_box(painter, box, 10, tokens.sunken, tokens.border)
            draw_dot(painter, QPointF(x, box.center().y()), 12, tokens.disabled)
        elif on:
            hover = tokens.accent_hover if self.underMouse() else tokens.accent
            draw_box(painter, box, 10, hover)
            draw_dot(painter, QPointF(x, box.center().y()), 14, tokens.on_accent)
        else:
            edge = tokens.text3 if self.underMouse() else tokens.control
            draw_box(painter, box, 10, tokens.surface, edge, width=1.5)
            draw_dot(painter, QPointF(x, box.center().y()), 10, edge)


class Check(_Flip):
    """A tick box of 16 px; `tone` "ok" for tasks that are done, else accent."""

    def __init__(
        self,
        text: str = "",
        *,
        checked: bool = False,
        name: str = "",
        tone: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, checked=checked, name=name, parent=parent)
        self._tone = tone

    def _radius(self) -> float:
        return 4

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        tokens = theme().tokens
        line = tokens.shade(self._tone).line if self.isEnabled() else tokens.disabled
        state = self.checkState()
        if state == Qt.CheckState.Unchecked:
            edge = tokens.text3 if self.underMouse() else tokens.control
            edge = edge if self.isEnabled() else tokens.border
            draw_box(painter, box, 4, tokens.surface, edge, width=1.5)
            return
        draw_box(painter, box, 4, line)
        pen = QPen(tokens.on_accent, 1.75)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(NO_BRUSH)
        x, y = box.x(), box.y()
        if state == Qt.CheckState.PartiallyChecked:
            painter.drawLine(QPointF(x + 4.5, y + 8), QPointF(x + 11.5, y + 8))
        else:
            painter.drawPolyline(
                [QPointF(x + 4, y + 8.3), QPointF(x + 6.8, y + 11), QPointF(x + 12, y + 5.3)]
            )
