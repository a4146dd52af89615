"""Paints a timed item of a week."""

from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from townhall.domain.terms import CommunicationKind
from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.calendar.item_paint import paint_frame
from townhall.ui.date_words import is_cancelled, is_draft, state_word, time_text
from townhall.ui.icons import on_pixels
from townhall.ui.theme import Tokens, theme
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.paint import (
    Type,
    draw_box,
    draw_text,
    elided,
    line_height,
    text_width,
)

_TITLE = Type(12, 600)
_STRUCK = Type(12, 600, struck=True)
_TIME = Type(11, 500, tabular=True)
_PLACE = Type(11, 400)
_LEAST_WORDS = 12
_ROOMY = 34
"""From this height a timed item has its time on a line of its own."""


def paint_block(
    painter: QPainter,
    rect: QRectF,
    tokens: Tokens,
    row: OccurrenceRow,
    *,
    times: str = "",
    selected: bool = False,
    hovered: bool = False,
    old_place: bool = False,
) -> None:
    """Draw a timed item: its title on as many lines as there is room for, then its time.

    On a screen its picture is kept: scrolling draws the same ones again and again.
    """
    when = times or time_text(row)
    if is_draft(row) or is_cancelled(row):
        when += f"{DOT}{state_word(row).lower()}"
    words = (row.title, when, row.location)
    state = (row.kind, is_draft(row), is_cancelled(row), old_place)
    look = _BlockLook(words, state, tokens.dark, theme().text_percent, row)
    if on_pixels(painter):
        ratio = painter.device().devicePixelRatio()
        picture = _block_picture(look, rect.width(), rect.height(), ratio)
        painter.drawPixmap(rect.topLeft(), picture)
    else:
        _draw_block(painter, rect, tokens, look)
    if hovered and not selected:
        draw_box(painter, rect, 6, None, tokens.text2)
    if selected:
        draw_box(painter, rect.adjusted(-2, -2, 2, 2), 8, None, tokens.accent, width=2)


@dataclass(frozen=True, slots=True)
class _BlockLook:
    """What can be seen of a block; dates of a series look alike, week after week.

    `words` are title, time and place, `state` the kind and whether it is a draft, called off, or
    where it was before.
    """

    words: tuple[str, str, str]
    state: tuple[CommunicationKind, bool, bool, bool]
    dark: bool
    percent: int
    row: OccurrenceRow = field(compare=False)


@lru_cache(maxsize=384)
def _block_picture(look: _BlockLook, width: float, height: float, ratio: float) -> QPixmap:
    made = QPixmap(ceil(width * ratio), ceil(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    try:
        _draw_block(painter, QRectF(0, 0, width, height), theme().tokens, look)
    finally:
        painter.end()
    return made


def _draw_block(painter: QPainter, rect: QRectF, tokens: Tokens, look: _BlockLook) -> None:
    title, when, location = look.words
    _kind, _draft, cancelled, old_place = look.state
    words = paint_frame(painter, rect, tokens, look.row, old_place=old_place)
    kind = _STRUCK if cancelled else _TITLE
    room = QRectF(rect.x() + 9, rect.y() + 3, rect.width() - 13, rect.height() - 4)
    if room.width() < _LEAST_WORDS:
        return
    if rect.height() < _ROOMY:
        line = QRectF(room.x(), rect.y(), room.width(), rect.height())
        drawn = draw_text(painter, line, title, kind, words)
        line.setLeft(line.x() + drawn + 8)
        if line.width() > text_width(when, _TIME):
            draw_text(painter, line, when, _TIME, words)
        return
    high, low = line_height(kind), line_height(_TIME)
    lines = max(1, int((room.height() - low) // high))
    y = room.y()
    for text in wrapped(title, kind, room.width(), lines):
        draw_text(painter, QRectF(room.x(), y, room.width(), high), text, kind, words)
        y += high
    draw_text(painter, QRectF(room.x(), y, room.width(), low + 2), when, _TIME, words)
    if location and room.bottom() - y > 2 * low + 4:
        place = QRectF(room.x(), y + low + 2, room.width(), low + 2)
        draw_text(painter, place, location, _PLACE, words)


@lru_cache(maxsize=2048)
def wrapped(text: str, kind: Type, width: float, lines: int) -> tuple[str, ...]:
    """`text` broken between words over at most `lines`; the last one may end in an ellipsis."""
    found: list[str] = []
    rest = text.split()
    while rest and len(found) < lines - 1:
        taken = 1
        while taken < len(rest) and text_width(" ".join(rest[: taken + 1]), kind) <= width:
            taken += 1
        found.append(elided(" ".join(rest[:taken]), kind, width))
        rest = rest[taken:]
    return (*found, " ".join(rest)) if rest else tuple(found)
