"""Draws a month and its items, alike on screen, on paper and in a PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter

from townhall.language import ngettext
from townhall.services.queries.closed_days import BlackoutDetail
from townhall.services.queries.overlays import OverlayRow
from townhall.services.queries.run_up import RunUpTask
from townhall.ui.calendar.flags import paint_count
from townhall.ui.calendar.geometry import MonthGeometry
from townhall.ui.calendar.item_paint import paint_item
from townhall.ui.calendar.layout import DAYS, Bar, MonthLayout, Shown
from townhall.ui.calendar.overlay_paint import paint_overlay
from townhall.ui.date_words import day_text, weekday_names
from townhall.ui.theme import Tokens
from townhall.ui.widgets.paint import (
    CENTRE,
    TINY,
    Type,
    draw_box,
    draw_text,
    text_width,
)

_DAY = Type(13, 400, tabular=True)
_TODAY = Type(13, 600, tabular=True)
_WEEK = Type(11, 500, tabular=True)
_WEEKEND = 5
_HIDDEN = 8
"""How much of an item lies beyond the edge of its week, so that its end does not look round."""


@dataclass(frozen=True, slots=True)
class MonthPicture:
    """What there is to draw besides the layout; items are places in `rows`.

    `focus` is the day of the keyboard, with a ring when `ring`. While dragging, `dragged` is the
    item, and `target` to `target_last` the days where it would be. While a move waits for an
    answer, `leaving` are items where they are and `coming` the same where they would be.
    """

    layout: MonthLayout
    rows: Sequence[Shown]
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
    target_last: date | None = None
    blackouts: Sequence[BlackoutDetail] = ()
    tasks: Mapping[date, Sequence[RunUpTask]] = field(default_factory=dict)
    leaving: frozenset[int] = frozenset()
    coming: frozenset[int] = frozenset()


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


def _paint_ground(
    painter: QPainter, geometry: MonthGeometry, tokens: Tokens, picture: MonthPicture
) -> None:
    painter.fillRect(geometry.rect, tokens.surface)
    weekend = QRectF(geometry.columns[_WEEKEND], geometry.head.bottom(), 0, 0)
    weekend.setRight(geometry.columns[DAYS])
    weekend.setBottom(geometry.rect.bottom())
    painter.fillRect(weekend, tokens.bg)
    for day in picture.holidays:
        cell = geometry.day_rect(day)
        if cell is not None:
            painter.fillRect(cell, tokens.holiday)
    for period in picture.blackouts:
        for day in _days(period.first_day, period.last_day, geometry.weeks):
            cell = geometry.day_rect(day)
            if cell is not None:
                paint_hatch(painter, cell, tokens)
    for day in _lit(picture):
        cell = geometry.day_rect(day)
        if cell is not None:
            painter.fillRect(cell, tokens.tint)


def _days(first: date, last: date, weeks: Sequence[date]) -> Iterator[date]:
    """The days from `first` to `last` that lie in `weeks`."""
    day = max(first, weeks[0])
    end = min(last, weeks[-1] + timedelta(days=DAYS - 1))
    while day <= end:
        yield day
        day += timedelta(days=1)


def _lit(picture: MonthPicture) -> Iterator[date]:
    yield picture.today
    yield from {picture.rows[item].shown_start.date() for item in picture.coming}
    if picture.target is not None:
        yield from _days(
            picture.target, picture.target_last or picture.target, picture.layout.weeks
        )


def paint_hatch(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """The ground of a blackout period; its name stands beside it."""
    brush = QBrush(tokens.hatch, Qt.BrushStyle.BDiagPattern)
    painter.fillRect(rect, brush)


def blackout_on(blackouts: Sequence[BlackoutDetail], day: date) -> str:
    """The names of the blackout periods that `day` lies in."""
    return ", ".join(each.name for each in blackouts if each.first_day <= day <= each.last_day)


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
    head.setLeft(head.x() + used + 7)
    tasks = picture.tasks.get(day)
    if tasks:
        head.setRight(head.right() - paint_count(painter, head, tokens, tasks))
    holiday = picture.holidays.get(day)
    if holiday:
        drawn = draw_text(painter, head, holiday, TINY, tokens.bad)
        head.setLeft(head.x() + drawn + 6)
    begins = [each.name for each in picture.blackouts if each.first_day == day]
    begins = begins or [blackout_on(picture.blackouts, day) if not day.weekday() else ""]
    draw_text(painter, head, ", ".join(begins), TINY, tokens.text2)
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
    old_place = bar.item == picture.dragged or bar.item in picture.leaving
    selected = bar.item in picture.coming or (bar.item == picture.selected and not old_place)
    hovered, indent = bar.item == picture.hovered, _HIDDEN if bar.comes_in else 0
    if isinstance(row, OverlayRow):
        paint_overlay(painter, rect, tokens, row, selected=selected, hovered=hovered, indent=indent)
    else:
        paint_item(
            painter,
            rect,
            tokens,
            row,
            spans=cut or bar.last > bar.first,
            selected=selected,
            hovered=hovered,
            old_place=old_place,
            indent=indent,
        )
    if cut:
        painter.restore()


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
