"""Draws one item of the calendar as a line: a tint and a bar of its kind, its time, its title."""

from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.date_words import KIND_TONES, clock, is_cancelled, is_draft, state_word
from townhall.ui.icons import on_pixels, paint_icon
from townhall.ui.theme import Tokens
from townhall.ui.widgets.paint import NO_PEN, TINY, Type, draw_box, draw_shadow, draw_text

_TITLE = Type(12, 500)
_STRUCK = Type(12, 500, struck=True)
_TIME = Type(11, 500, tabular=True)
_WIDE = 136
"""From this width an item shows its time, and its state in a word."""


def paint_item(
    painter: QPainter,
    rect: QRectF,
    tokens: Tokens,
    row: OccurrenceRow,
    *,
    spans: bool = False,
    selected: bool = False,
    hovered: bool = False,
    old_place: bool = False,
    indent: float = 0,
) -> None:
    """Draw one item: a tint and a bar of its kind; dashed for a draft or where it was before.

    `spans` frames an item of several days, which has no bar; `indent` is how much of its left
    lies out of sight.
    """
    words = paint_frame(
        painter,
        rect,
        tokens,
        row,
        spans=spans,
        selected=selected,
        hovered=hovered,
        old_place=old_place,
    )
    left = rect.x() + 9 + indent
    room = QRectF(left, rect.y(), rect.right() - left - 5, rect.height())
    _paint_words(painter, room, tokens, row, words, wide=rect.width() >= _WIDE)


def paint_frame(
    painter: QPainter,
    rect: QRectF,
    tokens: Tokens,
    row: OccurrenceRow,
    *,
    spans: bool = False,
    selected: bool = False,
    hovered: bool = False,
    old_place: bool = False,
) -> QColor:
    """Draw the box of an item without its words; their colour is returned."""
    shade = tokens.shade(KIND_TONES[row.kind])
    cancelled = is_cancelled(row)
    words = tokens.text2 if cancelled or old_place else shade.text
    if old_place or (is_draft(row) and not cancelled):
        box = _Box(tokens.surface.rgba(), (tokens.text3 if old_place else shade.line).rgba(), True)
    elif cancelled:
        box = _Box(tokens.chip.rgba())
    elif spans:
        box = _Box(shade.tint.rgba(), shade.line.rgba())
    else:
        box = _Box(shade.tint.rgba(), bar=shade.line.rgba())
    _paint_box(painter, rect, box)
    if hovered and not selected:
        draw_box(painter, rect, 6, None, words)
    if selected:
        draw_box(painter, rect.adjusted(-2, -2, 2, 2), 8, None, tokens.accent, width=2)
    return words


def paint_ghost(painter: QPainter, rect: QRectF, tokens: Tokens, row: OccurrenceRow) -> None:
    """Draw an item while it is dragged: raised, with the ring of what is selected."""
    draw_shadow(painter, rect, 6, 10)
    paint_item(painter, rect, tokens, row, selected=True)


class _Box(NamedTuple):
    """The look of an item's box in colours: ground, edge, whether that is dashed, bar at left."""

    fill: int
    edge: int | None = None
    dashed: bool = False
    bar: int | None = None


def _paint_box(painter: QPainter, rect: QRectF, box: _Box) -> None:
    """Draw a box; on a screen as a picture that is kept, because a month has hundreds alike."""
    if not on_pixels(painter):
        _draw_box(painter, rect, box)
        return
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(rect.topLeft(), _box_picture(box, rect.width(), rect.height(), ratio))


@lru_cache(maxsize=512)
def _box_picture(box: _Box, width: float, height: float, ratio: float) -> QPixmap:
    made = QPixmap(ceil(width * ratio), ceil(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    try:
        _draw_box(painter, QRectF(0, 0, width, height), box)
    finally:
        painter.end()
    return made


def _draw_box(painter: QPainter, rect: QRectF, box: _Box) -> None:
    fill = QColor.fromRgba(box.fill)
    if box.bar is None:
        edge = None if box.edge is None else QColor.fromRgba(box.edge)
        draw_box(painter, rect, 6, fill, edge, dashed=box.dashed)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(NO_PEN)
    painter.setBrush(QColor.fromRgba(box.bar))
    painter.drawRoundedRect(rect, 6, 6)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect.adjusted(3, 0, 0, 0), 5, 5)


def _paint_words(
    painter: QPainter,
    room: QRectF,
    tokens: Tokens,
    row: OccurrenceRow,
    words: QColor,
    *,
    wide: bool,
) -> None:
    cancelled = is_cancelled(row)
    if row.overridden and row.recurring and not cancelled:
        paint_icon(painter, "branch", room.right() - 13, round(room.center().y() - 7), 14, words)
        room.setRight(room.right() - 16)
    if cancelled and not wide:
        paint_icon(painter, "ban", room.x() - 2, round(room.center().y() - 7), 14, words)
        room.setLeft(room.x() + 16)
    elif cancelled:
        drawn = draw_text(painter, room, state_word(row), TINY, words)
        room.setLeft(room.x() + drawn + 6)
    elif wide and not row.all_day:
        drawn = draw_text(painter, room, clock(row.shown_start), _TIME, words)
        room.setLeft(room.x() + drawn + 6)
    draw_text(painter, room, row.title, _STRUCK if cancelled else _TITLE, words)
