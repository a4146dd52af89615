"""Paints what stands above the hours of a week: its days, and what takes whole days."""

from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from townhall.language import _, pgettext
from townhall.services.queries.closed_days import BlackoutDetail
from townhall.services.queries.overlays import OverlayRow
from townhall.ui.calendar.flags import paint_flag
from townhall.ui.calendar.item_paint import paint_item
from townhall.ui.calendar.layout import DAYS, Bar
from townhall.ui.calendar.overlay_paint import paint_overlay
from townhall.ui.calendar.paint import more_text, paint_hatch
from townhall.ui.calendar.week_geometry import WeekGeometry
from townhall.ui.calendar.week_picture import WeekPicture, days_of, ground_of, is_target
from townhall.ui.date_words import day_text
from townhall.ui.theme import Tokens
from townhall.ui.widgets.paint import (
    CENTRE,
    RIGHT,
    TINY,
    Type,
    draw_box,
    draw_shadow,
    draw_text,
    text_width,
)

_NAME = Type(11, 600)
_NUMBER = Type(20, 600, tabular=True)
_WEEK = Type(11, 500, tabular=True)
_PERIOD = Type(12, 500)
_HIDDEN = 8
FLAGS = 2
"""How many lanes of run-up flags there are at most."""


def paint_heads(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    """The days of the week, with their holidays."""
    painter.fillRect(geometry.head, tokens.surface)
    bottom = geometry.head.bottom()
    week = picture.layout.monday.isocalendar().week
    place = QRectF(geometry.rect.x(), bottom - 36, geometry.columns[0] - 10, 22)
    words = pgettext("calendar", "wk {n}").format(n=week)
    draw_text(painter, place, words, _WEEK, tokens.text2, RIGHT)
    if picture.second_zone:
        city = picture.second_zone.rpartition("/")[2].replace("_", " ")
        right = geometry.columns[0] - geometry.gutter_width - 10
        place = QRectF(geometry.rect.x() + 4, bottom - 33, right - geometry.rect.x() - 4, 16)
        draw_text(painter, place, city, _WEEK, tokens.text3, RIGHT)
    for number, day in enumerate(days_of(picture)):
        head = geometry.head_of(number)
        ground = ground_of(picture, day, tokens)
        if ground is not None:
            painter.fillRect(head, ground)
        painter.fillRect(QRectF(head.x(), bottom - 10, 1, 10), tokens.border)
        _paint_head(painter, head, day, tokens, picture)
    painter.fillRect(QRectF(geometry.rect.x(), bottom - 1, geometry.rect.width(), 1), tokens.border)


def _paint_head(
    painter: QPainter, head: QRectF, day: date, tokens: Tokens, picture: WeekPicture
) -> None:
    lit = is_target(picture, day) or day == picture.today
    place = QRectF(head.x() + 12, head.y() + 8, head.width() - 16, 18)
    name = day_text(day, "ddd").rstrip(".")
    draw_text(painter, place, name, _NAME, tokens.accent if lit else tokens.text2)
    number = str(day.day)
    place = QRectF(head.x() + 12, head.y() + 26, head.width() - 16, 30)
    if day == picture.today:
        width = text_width(number, _NUMBER) + 14
        disc = QRectF(place.x() - 7, place.y() + 1, width, 28)
        draw_box(painter, disc, 14, tokens.accent)
        draw_text(painter, disc, number, _NUMBER, tokens.on_accent, CENTRE)
    else:
        draw_text(painter, place, number, _NUMBER, tokens.accent if lit else tokens.text)
    holiday = picture.holidays.get(day, "")
    if holiday:
        place.setLeft(place.x() + text_width(number, _NUMBER) + 12)
        draw_text(painter, place, holiday, TINY, tokens.bad)


def paint_whole(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    """The bars of whole days above the hours, blackout periods first."""
    area = geometry.whole
    painter.fillRect(area, tokens.surface)
    for number, day in enumerate(days_of(picture)):
        left = geometry.columns[number] + 1
        cell = QRectF(left, area.y(), geometry.columns[number + 1] - left, area.height())
        ground = ground_of(picture, day, tokens)
        if ground is not None:
            painter.fillRect(cell, ground)
        if any(each.first_day <= day <= each.last_day for each in picture.blackouts):
            paint_hatch(painter, cell, tokens)
        painter.fillRect(QRectF(left - 1, area.y(), 1, area.height()), tokens.border)
    place = QRectF(area.x(), geometry.lane_top(0), geometry.columns[0] - 10, geometry.item)
    draw_text(painter, place, _("all day"), _WEEK, tokens.text2, RIGHT)
    for lane, period in enumerate(picture.blackouts[: geometry.periods]):
        _paint_period(painter, geometry, lane, period, tokens)
    for bar in picture.layout.whole.bars:
        _paint_bar(painter, geometry, bar, tokens, picture)
    for day, hidden in picture.layout.whole.hidden.items():
        rect = geometry.more_rect(day, picture.layout.lanes)
        if rect is not None:
            draw_text(painter, rect.adjusted(7, 0, -4, 0), more_text(hidden), TINY, tokens.text2)
    _paint_flags(painter, geometry, tokens, picture)
    _paint_whole_target(painter, geometry, tokens, picture)
    painter.fillRect(QRectF(area.x(), area.bottom() - 2, area.width(), 2), tokens.strong)


def _paint_flags(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    if picture.tasks:
        top = geometry.lane_top(geometry.first_flag)
        place = QRectF(geometry.rect.x(), top, geometry.columns[0] - 10, geometry.item)
        draw_text(painter, place, _("run-up"), _WEEK, tokens.text2, RIGHT)
    for column, day in enumerate(days_of(picture)):
        tasks = picture.tasks.get(day, ())
        for number, task in enumerate(tasks[:FLAGS]):
            rect = geometry.flag_rect(column, number)
            if number == FLAGS - 1 and len(tasks) > FLAGS:
                words = more_text(len(tasks) - number)
                draw_text(painter, rect.adjusted(7, 0, -4, 0), words, TINY, tokens.text2)
            else:
                paint_flag(painter, rect, tokens, task)


def _paint_period(
    painter: QPainter, geometry: WeekGeometry, lane: int, period: BlackoutDetail, tokens: Tokens
) -> None:
    monday = geometry.monday
    first = max(0, (period.first_day - monday).days)
    last = min(DAYS - 1, (period.last_day - monday).days)
    comes_in = period.first_day < monday
    goes_on = (period.last_day - monday).days >= DAYS
    rect = geometry.bar_rect(Bar(0, 0, first, last, lane - geometry.periods, comes_in, goes_on))
    draw_box(painter, rect, 6, tokens.surface, tokens.strong)
    days = f"{day_text(period.first_day, 'd MMMM')} – {day_text(period.last_day, 'd MMMM')}"
    if period.first_day == period.last_day:
        days = day_text(period.first_day, "d MMMM")
    draw_text(painter, rect.adjusted(9, 0, -6, 0), f"{period.name}, {days}", _PERIOD, tokens.text2)


def _paint_bar(
    painter: QPainter, geometry: WeekGeometry, bar: Bar, tokens: Tokens, picture: WeekPicture
) -> None:
    rect = geometry.bar_rect(bar)
    painter.save()
    painter.setClipRect(rect.adjusted(0 if bar.comes_in else -3, -3, 3, 3))
    rect.adjust(-_HIDDEN if bar.comes_in else 0, 0, _HIDDEN if bar.goes_on else 0, 0)
    row, indent = picture.rows[bar.item], _HIDDEN if bar.comes_in else 0
    selected, hovered = picture.is_marked(bar.item), bar.item == picture.hovered
    if isinstance(row, OverlayRow):
        paint_overlay(painter, rect, tokens, row, selected=selected, hovered=hovered, indent=indent)
    else:
        paint_item(
            painter,
            rect,
            tokens,
            row,
            spans=True,
            selected=selected,
            hovered=hovered,
            old_place=picture.is_old_place(bar.item),
            indent=indent,
        )
    painter.restore()


def _paint_whole_target(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    target = picture.target
    if target is None or target.start is not None:
        return
    first = max(0, (target.first - geometry.monday).days)
    last = min(DAYS - 1, (target.last - geometry.monday).days)
    if first > last:
        return
    rect = geometry.bar_rect(Bar(0, 0, first, last, 0))
    if picture.ghost is None:
        draw_box(painter, rect, 6, tokens.surface, tokens.accent, width=2)
        return
    draw_shadow(painter, rect, 6, 10)
    paint_item(painter, rect, tokens, picture.ghost, spans=True, selected=True)
