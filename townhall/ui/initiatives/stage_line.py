"""The stages of an initiative on one line: done filled, now ringed, ahead hollow."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from townhall.domain.terms import Stage, label
from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import CENTRE, NO_BRUSH, TITLE, draw_dot, draw_text
from townhall.ui.widgets.themed import Themed

_STAGES = tuple(Stage)


class StageLine(Themed, QWidget):
    """Shows where an initiative is; the choice beside it changes that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = Stage.EXPLORING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_stage(self._stage)

    def set_stage(self, stage: Stage) -> None:
        """Show `stage` as the one of now."""
        self._stage = stage
        place = _STAGES.index(stage) + 1
        self.setAccessibleName(
            _("Stage {n} of {total}: {stage}").format(
                n=place, total=len(_STAGES), stage=label(stage)
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, theme().px(56))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, theme().px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        now = _STAGES.index(self._stage)
        share = self.width() / len(_STAGES)
        y = 12.0
        centres = [QPointF(share * (place + 0.5), y) for place in range(len(_STAGES))]
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in range(1, len(_STAGES)):
                done = place <= now
                painter.setPen(QPen(tokens.accent if done else tokens.strong, 2))
                start, end = centres[place - 1], centres[place]
                painter.drawLine(start + QPointF(9, 0), end - QPointF(9, 0))
            for place, stage in enumerate(_STAGES):
                self._paint_dot(painter, centres[place], place - now)
                words = tokens.text if place <= now else tokens.text2
                room = QRectF(share * place, y + 12, share, self.height() - y - 14)
                kind = TITLE._replace(weight=600) if place == now else TITLE
                draw_text(painter, room, label(stage), kind, words, CENTRE)
        finally:
            painter.end()

    def _paint_dot(self, painter: QPainter, centre: QPointF, from_now: int) -> None:
        tokens = theme().tokens
        if from_now > 0:
            draw_dot(painter, centre, 12, tokens.control, hollow=True)
            return
        draw_dot(painter, centre, 12 if from_now else 8, tokens.accent)
        if from_now == 0:
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(NO_BRUSH)
            painter.drawEllipse(centre, 7, 7)
