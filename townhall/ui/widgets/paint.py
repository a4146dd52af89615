"""How words, dots, boxes and rings are drawn, by widgets and list delegates alike."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QStaticText,
    QTextOption,
)

from townhall.ui.theme import theme

NO_PEN = Qt.PenStyle.NoPen
NO_BRUSH = Qt.BrushStyle.NoBrush
LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter


class Type(NamedTuple):
    """One cut of the interface's font: size in pixels from the type scale, weight 400 to 600."""

    size: int = 13
    weight: int = 400
    tabular: bool = False
    struck: bool = False

    @property
    def font(self) -> QFont:
        """The font itself, at the text size in use."""
        return theme().font(self.size, self.weight, tabular=self.tabular, struck=self.struck)


BODY = Type()
TITLE = Type(13, 500)
SMALL = Type(12)
SMALL_MEDIUM = Type(12, 500)
TINY = Type(11, 600)
HEAD = Type(15, 600)
NUMBER = Type(13, 600, tabular=True)


def text_width(text: str, kind: Type = BODY) -> float:
    """Width of `text` on one line, in device-independent pixels."""
    return _width(text, kind, theme().text_percent)


def line_height(kind: Type = BODY) -> float:
    """Height of one line of `kind`."""
    return _height(kind, theme().text_percent)


def ascent(kind: Type = BODY) -> float:
    """Distance from the top of a line of `kind` to its baseline."""
    return _metrics(kind, theme().text_percent).ascent()


def elided(text: str, kind: Type, width: float) -> str:
    """`text`, shortened with an ellipsis where it is wider than `width`."""
    if text_width(text, kind) <= width:
        return text
    return _elided(text, kind, max(0.0, width), theme().text_percent)


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    kind: Type,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Draw `text` on one line, centred in the height of `rect`; its width is returned.

    Too long a text ends in an ellipsis. Layouts are cached: drawing the same words again is cheap.
    """
    if not text or rect.width() <= 0:
        return 0.0
    percent = theme().text_percent
    width = _width(text, kind, percent)
    if width > rect.width():
        text = elided(text, kind, rect.width())
        width = _width(text, kind, percent)
    x = rect.x()
    if align == RIGHT:
        x = rect.right() - width
    elif align == CENTRE:
        x = rect.x() + (rect.width() - width) / 2
    y = rect.y() + (rect.height() - _height(kind, percent)) / 2
    painter.setFont(_font(kind, percent))
    painter.setPen(colour)
    if kind.struck:
        # A static text puts the line through it in the wrong place.
        painter.drawText(QPointF(x, round(y) + _metrics(kind, percent).ascent()), text)
    else:
        painter.drawStaticText(QPointF(x, round(y)), _static(text, kind, percent))
    return width


def draw_dot(
    painter: QPainter, centre: QPointF, diameter: float, colour: QColor, *, hollow: bool = False
) -> None:
    """A state's dot; hollow for what is planned or empty."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if hollow:
        painter.setPen(QPen(colour, 1.75))
        painter.setBrush(NO_BRUSH)
        diameter -= 1.75
    else:
        painter.setPen(NO_PEN)
        painter.setBrush(colour)
    painter.drawEllipse(centre, diameter / 2, diameter / 2)


def draw_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    *,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded box; the edge lies inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if fill is None:
        painter.setBrush(NO_BRUSH)
    else:
        painter.setBrush(fill)
    if edge is None:
        painter.setPen(NO_PEN)
    else:
        pen = QPen(edge, width)
        if dashed:
            pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
        half = width / 2
        rect = rect.adjusted(half, half, -half, -half)
        radius = max(0.0, radius - half)
    painter.drawRoundedRect(rect, radius, radius)


def draw_focus_ring(
    painter: QPainter, rect: QRectF, radius: float, *, filled: bool = False
) -> None:
    """The ring of keyboard focus: 2 px of accent along the edge; `filled` adds a light one inside.

    What is filled with accent itself would swallow the ring.
    """
    tokens = theme().tokens
    draw_box(painter, rect, radius, None, tokens.accent, width=2)
    if filled:
        inner = rect.adjusted(2, 2, -2, -2)
        draw_box(painter, inner, radius - 2, None, tokens.on_accent, width=2)


def draw_shadow(painter: QPainter, rect: QRectF, radius: float, depth: int = 14) -> None:
    """A soft shadow around and below `rect`, `depth` pixels wide."""
    colour = QColor(theme().tokens.shadow)
    strength = 0.020 if theme().tokens.dark else 0.0075
    painter.setPen(NO_PEN)
    for step in range(depth, 0, -1):
        colour.setAlphaF(strength * (1 + (depth - step) / depth))
        painter.setBrush(colour)
        grown = rect.adjusted(-step, -step + 4, step, step + 4)
        painter.drawRoundedRect(grown, radius + step, radius + step)


@lru_cache(maxsize=64)
def _font(kind: Type, percent: int) -> QFont:  # percent is part of the key
    return kind.font


@lru_cache(maxsize=64)
def _metrics(kind: Type, percent: int) -> QFontMetricsF:
    return QFontMetricsF(_font(kind, percent))


@lru_cache(maxsize=64)
def _height(kind: Type, percent: int) -> float:
    return _metrics(kind, percent).height()


@lru_cache(maxsize=16384)
def _width(text: str, kind: Type, percent: int) -> float:
    return _metrics(kind, percent).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def _elided(text: str, kind: Type, width: float, percent: int) -> str:
    return _metrics(kind, percent).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=4096)
def _static(text: str, kind: Type, percent: int) -> QStaticText:
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    made.setTextOption(option)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=_font(kind, percent))
    return made
