"""What a search found in a line of text: a tint behind the letters and a line below them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from townhall.ui.theme import theme
from townhall.ui.widgets.paint import Type, draw_box, elided, line_height, text_width


def draw_marks(
    painter: QPainter, rect: QRectF, text: str, kind: Type, marks: Sequence[tuple[int, int]]
) -> None:
    """Mark parts of `text` where `draw_text` draws it in `rect`, at the left; draw it afterwards.

    A part that is cut off is marked as far as it shows.
    """
    if not marks:
        return
    tokens, height = theme().tokens, line_height(kind)
    shown = text_width(elided(text, kind, rect.width()), kind)
    top = round(rect.center().y() - height / 2)
    for first, last in marks:
        left = text_width(text[:first], kind)
        right = min(text_width(text[:last], kind), shown)
        if right > left:
            box = QRectF(rect.x() + left, top, right - left, height)
            draw_box(painter, box, 2, tokens.warn_tint)
            painter.fillRect(QRectF(box.x(), box.bottom() - 1.5, box.width(), 1.5), tokens.warn)
