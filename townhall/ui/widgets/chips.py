"""How a state is shown: the chip for the one state of a page or card, the state line elsewhere."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from townhall.ui.icons import paint_icon
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.paint import (
    SMALL,
    SMALL_MEDIUM,
    TINY,
    draw_box,
    draw_dot,
    draw_text,
    line_height,
    text_width,
)
from townhall.ui.widgets.themed import Themed

DOT = "  ·  "
"""What stands between facts on one line."""


class Chip(Themed, QLabel):
    """The one state of a card, panel or page: a tinted pill; `dot` when it is a state."""

    def __init__(
        self,
        text: str,
        tone: Tone | str = Tone.NEUTRAL,
        *,
        dot: bool = False,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._tone, self._dot, self._icon = Tone(tone), dot, icon
        self._right = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def stand_right(self) -> None:
        """Keep to the right of a column that is wider than the chip."""
        self._right = True

    def set_state(self, text: str, tone: Tone | str) -> None:
        """Say another state."""
        self._tone = Tone(tone)
        self.setText(text)
        self.restyle()

    def _lead(self) -> int:
        return 18 if self._icon else 11 if self._dot else 0

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self.text(), TINY)) + 17 + self._lead(), theme().px(22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        shade, rect = theme().tokens.shade(self._tone), QRectF(self.rect())
        middle, spare = rect.center().y(), self.width() - self.sizeHint().width()
        painter = QPainter(self)
        try:
            if spare > 0:
                painter.translate(spare if self._right else 0, 0)
                rect.setWidth(rect.width() - spare)
            draw_box(painter, rect, rect.height() / 2, shade.tint)
            if self._icon:
                paint_icon(painter, self._icon, 7, round(middle - 7), 14, shade.text)
            elif self._dot:
                draw_dot(painter, QPointF(11, middle), 6, shade.line)
            rect.setLeft(8 + self._lead())
            draw_text(painter, rect, self.text(), TINY, shade.text)
        finally:
            painter.end()


class StateLine(Themed, QLabel):
    """A dot, the state's word in its tone, then facts; `hollow` for planned or empty.

    The facts shorten where there is no room, and the tooltip then tells all.
    """

    def __init__(
        self,
        word: str,
        tone: Tone | str = Tone.NEUTRAL,
        facts: Sequence[str] = (),
        *,
        hollow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_state(word, tone, facts, hollow=hollow)

    def set_state(
        self, word: str, tone: Tone | str, facts: Sequence[str] = (), *, hollow: bool = False
    ) -> None:
        """Say another state."""
        self._word, self._tone, self._hollow = word, Tone(tone), hollow
        self._facts = DOT.join(facts)
        self.setText(" · ".join([word, *facts]))
        self.setAccessibleName(self.text())
        self.restyle()

    def _word_width(self) -> float:
        return 14 + text_width(self._word, SMALL_MEDIUM)

    def sizeHint(self) -> QSize:
        facts = text_width(DOT + self._facts, SMALL) if self._facts else 0
        return QSize(round(self._word_width() + facts) + 2, round(line_height(SMALL)) + 3)

    def minimumSizeHint(self) -> QSize:
        width = min(round(self._word_width()) + 2, theme().px(96))
        return QSize(width, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() - 1 else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        shade = tokens.shade(self._tone)
        painter = QPainter(self)
        try:
            centre = QPointF(4, rect.center().y())
            draw_dot(painter, centre, 8, shade.line, hollow=self._hollow)
            rect.setLeft(14)
            drawn = draw_text(painter, rect, self._word, SMALL_MEDIUM, shade.text)
            if self._facts:
                rect.setLeft(14 + drawn)
                draw_text(painter, rect, DOT + self._facts, SMALL, tokens.text2)
        finally:
            painter.end()
