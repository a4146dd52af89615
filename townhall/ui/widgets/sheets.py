"""Pages painted as paper, and the strip of their thumbnails: the two halves of a page view."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame

from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import (
    CENTRE,
    SMALL_MEDIUM,
    draw_box,
    draw_focus_ring,
    draw_shadow,
    draw_text,
)
from townhall.ui.widgets.themed import FocusRing, Themed

PaintPage = Callable[[QPainter, QRectF, int], None]
"""Paints page `index` (from 0) into a rectangle given in the page's own points."""

PageText = Callable[[int], str]
"""The words of page `index` (from 0), for who listens to it."""

A4 = (595.0, 842.0)
"""Width and height of A4 in points."""

_KEPT = 12
"""Pictures of pages that are kept; those far from the view are drawn again when needed."""


class Sheets(FocusRing, Themed, QFrame):
    """Painted pages below each other, each drawn once per zoom and kept as a picture."""

    GAP = 20

    stepped = Signal(int)
    """So many pages further, by key."""
    scrolled = Signal(int)
    """So many pixels further, by key."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.points = A4
        self.count = 0
        self.scale = 0.75
        self.paint_page: PaintPage | None = None
        self._pictures: dict[int, QPixmap] = {}

    def forget(self) -> None:
        self._pictures.clear()
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def page_rect(self, index: int) -> QRectF:
        width, height = self.points[0] * self.scale, self.points[1] * self.scale
        x = max(self.GAP, (self.width() - width) / 2)
        return QRectF(round(x), self.GAP + index * (height + self.GAP), width, height)

    def sizeHint(self) -> QSize:
        width, height = self.points[0] * self.scale, self.points[1] * self.scale
        total = self.GAP + self.count * (height + self.GAP)
        return QSize(round(width) + 2 * self.GAP, round(total))

    def picture(self, index: int, scale: float, ratio: float) -> QPixmap:
        width, height = self.points
        made = QPixmap(round(width * scale * ratio), round(height * scale * ratio))
        made.fill(theme().tokens.paper)
        if self.paint_page is not None:
            painter = QPainter(made)
            try:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.scale(scale * ratio, scale * ratio)
                self.paint_page(painter, QRectF(0, 0, width, height), index)
            finally:
                painter.end()
        made.setDevicePixelRatio(ratio)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_PageDown: (self.stepped, 1),
            Qt.Key.Key_PageUp: (self.stepped, -1),
            Qt.Key.Key_Home: (self.stepped, -self.count),
            Qt.Key.Key_End: (self.stepped, self.count),
            Qt.Key.Key_Down: (self.scrolled, 60),
            Qt.Key.Key_Up: (self.scrolled, -60),
        }
        found = keys.get(Qt.Key(event.key()))
        if found is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        if not self.ring:
            self._came_by_keyboard = True
        found[0].emit(found[1])
        self.update()

    def page_at(self, y: float) -> int:
        """The page at height `y`, the gap above a page counted in."""
        step = self.points[1] * self.scale + self.GAP
        return max(0, min(int((y - self.GAP / 2) / step), self.count - 1))

    def _draw_missing(self, first: int, last: int) -> None:
        for index in range(first, last + 1):
            if index not in self._pictures:
                ratio = self.devicePixelRatio()
                self._pictures[index] = self.picture(index, self.scale, ratio)
        if len(self._pictures) > _KEPT:
            far = sorted(self._pictures, key=lambda index: abs(index - first))
            for index in far[max(_KEPT, last - first + 1) :]:
                del self._pictures[index]

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        first, last = (
            self.page_at(event.rect().top() - 16),
            self.page_at(event.rect().bottom() + 12),
        )
        self._draw_missing(first, last)
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), tokens.bg)
            for index in range(first, last + 1):
                rect = self.page_rect(index)
                draw_shadow(painter, rect, 2, 8)
                picture = self._pictures.get(index)
                if picture is not None:
                    painter.drawPixmap(rect.topLeft(), picture)
                draw_box(painter, rect, 0, None, tokens.strong)
                if self.ring:
                    draw_focus_ring(painter, rect, 0)
        finally:
            painter.end()


class Strip(FocusRing, Themed, QFrame):
    """Thumbnails below each other; arrow keys and clicks go to a page."""

    chosen = Signal(int)
    WIDTH, STEP = 62, 115

    def __init__(self, sheets: Sheets) -> None:
        super().__init__()
        self._sheets = sheets
        self.current = 0
        self._pictures: dict[int, QPixmap] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Pages"))

    def forget(self) -> None:
        self._pictures.clear()
        self.setMinimumSize(self.sizeHint())
        self.update()

    def _scale(self) -> float:
        return self.WIDTH / self._sheets.points[0]

    def page_rect(self, index: int) -> QRectF:
        return QRectF(
            14, 14 + index * self.STEP, self.WIDTH, self._sheets.points[1] * self._scale()
        )

    def sizeHint(self) -> QSize:
        return QSize(self.WIDTH + 28, 20 + self._sheets.count * self.STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = int((event.position().y() - 14) // self.STEP)
        if 0 <= index < self._sheets.count:
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 1}
        step = steps.get(Qt.Key(event.key()), -1 if event.key() == Qt.Key.Key_PageUp else 0)
        if step and 0 <= self.current + step < self._sheets.count:
            self.chosen.emit(self.current + step)
        else:
            super().keyPressEvent(event)

    def _draw_missing(self, shown: range) -> None:
        """Draw what is missing two at a time, so that a long strip never holds up the window."""
        missing = [index for index in shown if index not in self._pictures]
        for index in missing[:2]:
            ratio = self.devicePixelRatio()
            self._pictures[index] = self._sheets.picture(index, self._scale(), ratio)
        if len(missing) > 2:
            QTimer.singleShot(0, self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        first = max(0, (event.rect().top() - 14) // self.STEP)
        last = min(self._sheets.count - 1, (event.rect().bottom() - 14) // self.STEP)
        self._draw_missing(range(first, last + 1))
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), tokens.bg)
            for index in range(first, last + 1):
                rect = self.page_rect(index)
                picture = self._pictures.get(index)
                if picture is None:
                    painter.fillRect(rect, tokens.paper)
                else:
                    painter.drawPixmap(rect.topLeft(), picture)
                now = index == self.current
                if now:
                    draw_box(painter, rect.adjusted(-3, -3, 3, 3), 3, None, tokens.accent, width=2)
                else:
                    draw_box(painter, rect, 1, None, tokens.strong)
                below = QRectF(rect.x(), rect.bottom() + 3, rect.width(), 18)
                words = tokens.accent if now else tokens.text2
                draw_text(painter, below, str(index + 1), SMALL_MEDIUM, words, CENTRE)
        finally:
            painter.end()
