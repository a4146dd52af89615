"""Draws one page with a painter whose unit is the point: screen, printer and PDF alike."""

import re
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from townhall.domain.blocks import Tone, page_words
from townhall.formats.document_look import INK, enlarged
from townhall.formats.pdf_layout import Pages
from townhall.formats.pdf_slices import (
    BODY,
    BOTTOM,
    PAGE_SIZE,
    SIDE,
    WIDTH,
    Box,
    Mark,
    PageNumber,
    Words,
)
from townhall.formats.pdf_type import UNIT, Face, TextLine, one_line, prepared

# Characters whose glyphs give back the same characters; others share a glyph, or are joined or
# drawn from right to left.
_READ_BACK = re.compile(r"[\x20-\x7e\xa1-\xac\xae-\u017f–•…]*")
Speak = Callable[[str], tuple[QRectF, QRectF]]
"""Notes what a line says; gives the two rectangles to draw before and after it."""

_HEADER_TOP, _RULE_TOP = 40 * UNIT, 33 * UNIT


def paint_page(painter: QPainter, pages: Pages, index: int, *, speak: Speak | None = None) -> None:
    """Paint page `index` (from 0); the painter's origin is the top left, its unit a point.

    `speak` is told of every line whose characters cannot be read back from its glyphs.
    """
    painter.save()
    try:
        painter.scale(1 / UNIT, 1 / UNIT)
        for mark in frame(pages, index):
            _paint(painter, mark, 0.0, pages, speak)
        for top, piece in pages.pages[index].slices:
            for mark in piece.marks:
                _paint(painter, mark, top, pages, speak)
    finally:
        painter.restore()


def frame(pages: Pages, index: int) -> list[Mark]:
    """Rule, header and footer of page `index`."""
    document = pages.document
    face = Face(enlarged(8.5, BODY) if document.large_print else 8.5, tone=Tone.MUTED)
    foot = PAGE_SIZE[1] * UNIT - BOTTOM + 22 * UNIT
    number = page_words(document.language).format(page=index + 1, pages=len(pages))
    marks: list[Mark] = [Box(SIDE, _RULE_TOP, WIDTH, 2.25 * UNIT, INK[Tone.ACCENT])]
    for left, right, top in (
        (document.header_left, document.header_right, _HEADER_TOP),
        (document.footer, number, foot),
    ):
        marks += _edges(left, right, top, face)
    return marks


def _edges(left: str, right: str, top: float, face: Face) -> list[Mark]:
    marks: list[Mark] = []
    room = WIDTH
    if right:
        line = one_line(right, face, WIDTH)
        room -= line.width + 12 * UNIT
        marks.append(Words(SIDE + WIDTH - line.width, top, line))
    if left:
        marks.insert(0, Words(SIDE, top, _fitting(left, face, room)))
    return marks


def _fitting(text: str, face: Face, room: float) -> TextLine:
    """`text` on one line, shortened with an ellipsis where it is too long."""
    line = one_line(text, face, room * 100)
    while line.width > room and len(text) > 1:
        text = text[: max(1, int(len(text) * min(0.98, room / line.width)))].rstrip()
        line = one_line(f"{text}…", face, room * 100)
    return line


def _paint(painter: QPainter, mark: Mark, top: float, pages: Pages, speak: Speak | None) -> None:
    match mark:
        case Box():
            rect = QRectF(mark.x, top + mark.y, mark.width, mark.height)
            painter.fillRect(rect, QColor(f"#{mark.colour}"))
        case Words():
            around = None
            if speak is not None and not _READ_BACK.fullmatch(mark.line.text):
                around = speak(mark.line.text)
                painter.fillRect(around[0], QColor("white"))
            _paint_line(painter, mark.line, mark.x, top + mark.y)
            if around is not None:
                painter.fillRect(around[1], QColor("white"))
        case PageNumber():
            line = one_line(str(pages.places[mark.number][0] + 1), mark.face, WIDTH)
            _paint_line(painter, line, mark.right - line.width, top + mark.y)


def _paint_line(painter: QPainter, line: TextLine, x: float, y: float) -> None:
    if not line.text.strip():
        return
    painter.setPen(QColor(f"#{INK[line.face.tone]}"))
    layout = prepared(line.text, line.face, line.runs)
    layout.beginLayout()
    drawn = layout.createLine()
    drawn.setLineWidth(line.room)
    layout.endLayout()
    # Text sits in the middle of its pitch whatever the font's own ascent is.
    drawn.draw(painter, QPointF(x, y + (line.face.pitch - drawn.height()) / 2))
