"""Draws a week with its hours, alike on screen, on paper and in a PDF."""

from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from townhall.domain.zones import from_utc, to_utc
from townhall.services.queries.overlays import OverlayRow
from townhall.ui.calendar.layout import DAYS
from townhall.ui.calendar.overlay_paint import paint_overlay_block
from townhall.ui.calendar.paint import more_text
from townhall.ui.calendar.week_block_paint import paint_block
from townhall.ui.calendar.week_geometry import WeekGeometry
from townhall.ui.calendar.week_head_paint import paint_heads, paint_whole
from townhall.ui.calendar.week_layout import Block
from townhall.ui.calendar.week_picture import Target, WeekPicture, days_of, ground_of
from townhall.ui.date_words import clock
from townhall.ui.theme import Tokens
from townhall.ui.widgets.paint import (
    CENTRE,
    RIGHT,
    TINY,
    Type,
    draw_box,
    draw_dot,
    draw_shadow,
    draw_text,
    text_width,
)

_HOUR = Type(12, 400, tabular=True)
_TIME = Type(11, 500, tabular=True)
_PILL = Type(12, 600, tabular=True)


def paint_week(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    """Draw the week."""
    painter.fillRect(geometry.rect, tokens.surface)
    painter.save()
    painter.setClipRect(geometry.body)
    _paint_ground(painter, geometry, tokens, picture)
    _paint_hours(painter, geometry, tokens, picture)
    _paint_cursor(painter, geometry, tokens, picture)
    for block in (*picture.layout.behind, *picture.layout.blocks):
        rect = geometry.block_rect(block)
        if rect.bottom() > geometry.body.y() and rect.y() < geometry.body.bottom():
            _paint_block(painter, rect, block, tokens, picture)
    for crowd in picture.layout.crowds:
        rect = geometry.crowd_rect(crowd)
        draw_box(painter, rect, 6, tokens.chip)
        place = QRectF(rect.x() + 4, rect.y() + 2, rect.width() - 6, 20)
        draw_text(painter, place, more_text(crowd.number), TINY, tokens.text2)
    _paint_target(painter, geometry, tokens, picture)
    _paint_now(painter, geometry, tokens, picture)
    painter.restore()
    _paint_pill(painter, geometry, tokens, picture)
    paint_whole(painter, geometry, tokens, picture)
    paint_heads(painter, geometry, tokens, picture)


def _paint_ground(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    begin, end = (geometry.y_of(minutes) for minutes in picture.work)
    for number, day in enumerate(days_of(picture)):
        column, ground = geometry.column(number), ground_of(picture, day, tokens)
        if ground is not None:
            painter.fillRect(column, ground)
            continue
        for top, bottom in ((column.y(), begin), (end, column.bottom())):
            if bottom > top:
                painter.fillRect(QRectF(column.x(), top, column.width(), bottom - top), tokens.bg)


def _paint_hours(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    left, body = geometry.columns[0], geometry.body
    pills = _pills(geometry, picture)
    for hour in range(24):
        y = round(geometry.y_of(hour * 60))
        if not body.y() - 20 <= y <= body.bottom() + 20:
            continue
        if hour:
            painter.fillRect(QRectF(left - 4, y, body.right() - left + 4, 1), tokens.border)
        if any(abs(y - pill) < 16 for pill in pills):
            continue
        shown = y + (9 if not hour else 0)
        place = QRectF(left - geometry.gutter_width, shown - 9, geometry.gutter_width - 10, 18)
        draw_text(painter, place, f"{hour:02}:00", _HOUR, tokens.text2, RIGHT)
        if picture.second_zone:
            place.moveLeft(place.x() - geometry.gutter_width)
            words = _elsewhere(picture, hour)
            draw_text(painter, place, words, _HOUR, tokens.text3, RIGHT)
    for x in geometry.columns[:-1]:
        painter.fillRect(QRectF(x, body.y(), 1, body.height()), tokens.border)


def _elsewhere(picture: WeekPicture, hour: int) -> str:
    """What clocks of the second zone show at `hour` of the week's Monday here."""
    day = datetime.combine(picture.layout.monday, datetime.min.time())
    there = from_utc(to_utc(day + timedelta(hours=hour), picture.zone), picture.second_zone)
    sign = "" if there.date() == day.date() else " +1" if there.date() > day.date() else " −1"
    return f"{there.hour:02}:{there.minute:02}{sign}"


def _pills(geometry: WeekGeometry, picture: WeekPicture) -> list[float]:
    """Where the gutter says another time than a full hour."""
    found = []
    if picture.target is not None and picture.target.start is not None:
        found.append(geometry.y_of(picture.target.start))
    if picture.now is not None and picture.now.date() in days_of(picture):
        found.append(geometry.y_of(picture.now.hour * 60 + picture.now.minute))
    return found


def _paint_block(
    painter: QPainter, rect: QRectF, block: Block, tokens: Tokens, picture: WeekPicture
) -> None:
    item = block.item
    row = picture.rows[item]
    if isinstance(row, OverlayRow):
        marked, hovered = picture.is_marked(item), item == picture.hovered
        paint_overlay_block(painter, rect, tokens, row, selected=marked, hovered=hovered)
        return
    paint_block(
        painter,
        rect,
        tokens,
        row,
        selected=picture.is_marked(item),
        hovered=item == picture.hovered,
        old_place=picture.is_old_place(item),
    )


def _paint_cursor(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    if picture.cursor is None or picture.selected is not None or picture.target is not None:
        return
    day, start, end = picture.cursor
    number = (day - picture.layout.monday).days
    if not 0 <= number < DAYS:
        return
    rect = geometry.span_rect(number, start, end)
    edge = tokens.accent if picture.ring else tokens.control
    draw_box(painter, rect, 6, None, edge, width=2 if picture.ring else 1)
    if picture.ring:
        text = clock(datetime.combine(day, datetime.min.time()) + timedelta(minutes=start))
        place = QRectF(rect.x() + 8, rect.y() + 2, rect.width() - 12, 18)
        draw_text(painter, place, text, _TIME, tokens.accent)


def _paint_target(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    target = picture.target
    if target is None or target.start is None:
        return
    number = (target.first - picture.layout.monday).days
    if not 0 <= number < DAYS:
        return
    y, left = round(geometry.y_of(target.start)), geometry.columns[0]
    x = float(left)
    while x < geometry.columns[number]:
        painter.fillRect(QRectF(x, y, 4, 1), tokens.accent)
        x += 7
    rect = geometry.span_rect(number, target.start, min(target.end, 24 * 60))
    if picture.ghost is None:
        draw_box(painter, rect, 6, tokens.surface, tokens.accent, width=2)
        draw_text(painter, rect.adjusted(9, 0, -6, 0), _times(target), _TIME, tokens.accent)
        return
    draw_shadow(painter, rect, 6, 10)
    paint_block(painter, rect, tokens, picture.ghost, times=_times(target), selected=True)


def _times(target: Target) -> str:
    midnight = datetime.combine(target.first, datetime.min.time())
    start = midnight + timedelta(minutes=target.start or 0)
    return f"{clock(start)} – {clock(midnight + timedelta(minutes=target.end))}"


def _paint_now(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    now = picture.now
    number = (now.date() - picture.layout.monday).days if now is not None else -1
    if now is None or not 0 <= number < DAYS:
        return
    y = round(geometry.y_of(now.hour * 60 + now.minute))
    column = geometry.column(number)
    painter.fillRect(QRectF(column.x(), y - 1, column.width(), 2), tokens.bad)
    draw_dot(painter, QPointF(column.x(), y), 8, tokens.bad)
    left = geometry.columns[0]
    place = QRectF(left - geometry.gutter_width, y - 9, geometry.gutter_width - 10, 18)
    draw_text(painter, place, clock(now), _PILL, tokens.bad, RIGHT)


def _paint_pill(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    """The time under the pointer, in the gutter."""
    target = picture.target
    if target is None or target.start is None:
        return
    y = geometry.y_of(target.start)
    if not geometry.body.y() <= y <= geometry.body.bottom():
        return
    midnight = datetime.combine(target.first, datetime.min.time())
    words = clock(midnight + timedelta(minutes=target.start))
    width = text_width(words, _PILL) + 18
    rect = QRectF(geometry.columns[0] - width - 4, round(y - 11), width, 22)
    draw_box(painter, rect, 11, tokens.accent)
    draw_text(painter, rect, words, _PILL, tokens.on_accent, CENTRE)
