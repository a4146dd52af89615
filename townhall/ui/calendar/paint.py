"""Draws a month and its items, alike on screen, on paper and in a PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from townhall.language import ngettext
from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.calendar.geometry import MonthGeometry
from townhall.ui.calendar.layout import DAYS, Bar, MonthLayout
from townhall.ui.date_words import (
    KIND_TONES,
    clock,
    day_text,
    is_cancelled,
    is_draft,
    state_word,
    weekday_names,
)
from townhall.ui.icons import on_pixels, paint_icon
from townhall.ui.theme import Tokens
from townhall.ui.widgets.paint import (
    CENTRE,
    NO_PEN,
    TINY,
    Type,
    draw_box,
    draw_shadow,
    draw_text,
    text_width,
)

_TITLE = Type(12, 500)
_STRUCK = Type(12, 500, struck=True)
_TIME = Type(11, 500, tabular=True)
_DAY = Type(13, 400, tabular=True)
_TODAY = Type(13, 600, tabular=True)
_WEEK = Type(11, 500, tabular=True)
_WIDE = 136
"""From this width an item shows its time, and its state in a word."""
_WEEKEND = 5
_HIDDEN = 8
"""How much of an item lies beyond the edge of its week, so that its end does not look round."""


@dataclass(frozen=True, slots=True)
class MonthPicture:
    """What there is to draw besides the layout; items are places in `rows`.

    `focus` is the day of the keyboard, with a ring when `ring`. While dragging, `dragged` is the
    item and `target` the day under the pointer.
    """

    layout: MonthLayout
    rows: Sequence[OccurrenceRow]
    month: date
    today: date
    holidays: Mapping[date, str] = field(default_factory=dict)
    selected: int | None = None
    hovered: int | None = None
    hovered_more: date | None = None
    focus: date | None = None
    ring: bool = False
    dragged: int | None = None
    target: date | None = None


def paint_month(painter: QPainter, rect: QRectF, tokens: Tokens, picture: MonthPicture) -> None:
    """Draw the month in `rect`."""
    geometry = MonthGeometry(rect, picture.layout.weeks)
    _paint_ground(painter, geometry, tokens, picture)
    _paint_lines(painter, geometry, tokens)
    _paint_heads(painter, geometry, tokens)
    for week, monday in enumerate(picture.layout.weeks):
        for column in range(DAYS):
            day = monday + timedelta(days=column)
            _paint_day(painter, geometry.cell(week, column), day, tokens, picture)
    for bar in picture.layout.bars:
        _paint_bar(painter, geometry, bar, tokens, picture)
    for day, number in picture.layout.hidden.items():
        place = geometry.more_rect(day)
        if place is not None:
            _paint_more(painter, place, number, tokens, hovered=picture.hovered_more == day)


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
    shade = tokens.shade(KIND_TONES[row.kind])
    cancelled = is_cancelled(row)
    words = tokens.text2 if cancelled or old_place else shade.text
    left = rect.x() + 9 + indent
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
    room = QRectF(left, rect.y(), rect.right() - left - 5, rect.height())
    _paint_words(painter, room, tokens, row, words, wide=rect.width() >= _WIDE)


def paint_ghost(painter: QPainter, rect: QRectF, tokens: Tokens, row: OccurrenceRow) -> None:
    """Draw an item while it is dragged: raised, with the ring of what is selected."""
    draw_shadow(painter, rect, 6, 10)
    paint_item(painter, rect, tokens, row, selected=True)


def _paint_ground(
    painter: QPainter, geometry: MonthGeometry, tokens: Tokens, picture: MonthPicture
) -> None:
    painter.fillRect(geometry.rect, tokens.surface)
    weekend = QRectF(geometry.columns[_WEEKEND], geometry.head.bottom(), 0, 0)
    weekend.setRight(geometry.columns[DAYS])
    weekend.setBottom(geometry.rect.bottom())
    painter.fillRect(weekend, tokens.bg)
    for day in (*picture.holidays, picture.today, picture.target):
        cell = geometry.day_rect(day) if day is not None else None
        if cell is not None:
            lit = day in (picture.today, picture.target)
            painter.fillRect(cell, tokens.tint if lit else tokens.holiday)


def _paint_lines(painter: QPainter, geometry: MonthGeometry, tokens: Tokens) -> None:
    rect = geometry.rect
    for x in geometry.columns[:-1]:
        painter.fillRect(QRectF(x, geometry.head.bottom(), 1, rect.bottom()), tokens.border)
    for y in geometry.rows[:-1]:
        painter.fillRect(QRectF(rect.x(), y, rect.width(), 1), tokens.border)


def _paint_heads(painter: QPainter, geometry: MonthGeometry, tokens: Tokens) -> None:
    for column, name in enumerate(weekday_names()):
        place = geometry.column_head(column).adjusted(10, 0, -4, 0)
        draw_text(painter, place, name, TINY, tokens.text2)
    for week, monday in enumerate(geometry.weeks):
        place = geometry.gutter(week)
        place.setHeight(geometry.day_head)
        number = str(monday.isocalendar().week)
        draw_text(painter, place, number, _WEEK, tokens.text3, CENTRE)


def _paint_day(
    painter: QPainter, cell: QRectF, day: date, tokens: Tokens, picture: MonthPicture
) -> None:
    number = str(day.day) if day.day > 1 else day_text(day, "d MMM").rstrip(".")
    inside = (day.year, day.month) == (picture.month.year, picture.month.month)
    head = QRectF(cell.x() + 9, cell.y(), cell.width() - 13, 28)
    used = text_width(number, _DAY)
    if day == picture.today:
        width = max(24.0, text_width(number, _TODAY) + 12)
        disc = QRectF(cell.x() + 5, cell.y() + 3, width, 22)
        draw_box(painter, disc, 11, tokens.accent)
        draw_text(painter, disc, number, _TODAY, tokens.on_accent, CENTRE)
        used = width - 3
    else:
        draw_text(painter, head, number, _DAY, tokens.text if inside else tokens.text3)
    holiday = picture.holidays.get(day)
    if holiday:
        head.setLeft(head.x() + used + 7)
        draw_text(painter, head, holiday, TINY, tokens.bad)
    if day == picture.focus:
        ring = cell.adjusted(1, 1, -1, -1)
        edge = tokens.accent if picture.ring else tokens.control
        draw_box(painter, ring, 6, None, edge, width=2 if picture.ring else 1)


def _paint_bar(
    painter: QPainter,
    geometry: MonthGeometry,
    bar: Bar,
    tokens: Tokens,
    picture: MonthPicture,
) -> None:
    rect = geometry.bar_rect(bar)
    cut = bar.comes_in or bar.goes_on
    if cut:
        painter.save()
        painter.setClipRect(rect.adjusted(0 if bar.comes_in else -3, -3, 3, 3))
        rect.adjust(-_HIDDEN if bar.comes_in else 0, 0, _HIDDEN if bar.goes_on else 0, 0)
    row = picture.rows[bar.item]
    paint_item(
        painter,
        rect,
        tokens,
        row,
        spans=cut or bar.last > bar.first,
        selected=bar.item == picture.selected and bar.item != picture.dragged,
        hovered=bar.item == picture.hovered,
        old_place=bar.item == picture.dragged,
        indent=_HIDDEN if bar.comes_in else 0,
    )
    if cut:
        painter.restore()


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


def _paint_more(
    painter: QPainter, rect: QRectF, number: int, tokens: Tokens, *, hovered: bool
) -> None:
    if hovered:
        draw_box(painter, rect, 6, tokens.hover)
    text = more_text(number)
    draw_text(painter, rect.adjusted(7, 0, -4, 0), text, TINY, tokens.text2)


def more_text(number: int) -> str:
    """ "+3 more"."""
    return ngettext("+{n} more", "+{n} more", number).format(n=number)
