"""The picture beside the welcome: the sample's next town hall, as the program shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.welcome.picture_paint import TownHallPainter, date_text
from townhall.ui.widgets.paint import draw_box, draw_shadow
from townhall.ui.widgets.themed import Themed

if TYPE_CHECKING:
    from townhall.services.sample_preview import SamplePreview

_SIZE = (920, 768)


class SamplePicture(Themed, QWidget):
    """Paints `preview` in a window of its own, cut off at the right and below; None: no content."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: SamplePreview | None = None
        self.setAccessibleName(_("Picture: the next town hall of the hospital sample"))

    def show_preview(self, preview: SamplePreview) -> None:
        """Show the sample's next town hall."""
        self._preview = preview
        day = date_text(preview, "d MMMM")
        self.setAccessibleDescription(f"{preview.title}, {day}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(800, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        width, height = theme().px(_SIZE[0]), theme().px(_SIZE[1])
        left = max(32, min(72, self.width() // 10))
        top = max(40, (self.height() - height) // 2)
        frame = QRectF(left, top, width, height)
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), tokens.tint)
            draw_shadow(painter, frame, 12, 9)
            draw_box(painter, frame, 12, tokens.surface, tokens.strong)
            path = QPainterPath()
            path.addRoundedRect(frame.adjusted(1, 1, -1, -1), 11, 11)
            painter.setClipPath(path)
            TownHallPainter(painter, frame, self._preview).paint()
        finally:
            painter.end()
