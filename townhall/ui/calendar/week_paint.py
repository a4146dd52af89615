"""Draws a week with its hours, alike on screen, on paper and in a PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from townhall.domain.zones import from_utc, to_utc
from townhall.language import _, pgettext
from townhall.services.queries.closed_days import BlackoutDetail
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.run_up import RunUpTask
from townhall.ui.calendar.flags import paint_flag
from townhall.ui.calendar.item_paint import paint_frame, paint_item
from townhall.ui.calendar.layout import DAYS, Bar
from townhall.ui.calendar.paint import more_text, paint_hatch
from townhall.ui.calendar.week_geometry import WeekGeometry
from townhall.ui.calendar.week_layout import Block, WeekLayout
from townhall.ui.date_words import clock, day_text, is_cancelled, is_draft, state_word, time_text
from townhall.ui.icons import on_pixels
from townhall.ui.theme import Tokens, theme
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.paint import (
    CENTRE,
    RIGHT,
    TINY,
    Type,
    draw_box,
    draw_dot,
    draw_shadow,
    draw_text,
    elided,
    line_height,
    text_width,
)

_NAME = Type(11, 600)
_NUMBER = Type(20, 600, tabular=True)
_WEEK = Type(11, 500, tabular=True)
_HOUR = Type(12, 400, tabular=True)
_TITLE = Type(12, 600)
_STRUCK = Type(12, 600, struck=True)
_TIME = Type(11, 500, tabular=True)
_PLACE = Type(11, 400)
_PILL = Type(12, 600, tabular=True)
_PERIOD = Type(12, 500)
_WEEKEND = 5
_HIDDEN = 8
_LEAST_WORDS = 12
FLAGS = 2
"""How many lanes of run-up flags there are at most."""
_ROOMY = 34
"""From this height a timed item has its time on a line of its own."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where what is dragged would be: minutes of a day, or whole days `first` to `last`."""

    first: date
    last: date
    start: int | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """What there is to draw besides the layout; items are places in `rows`.

    `work` are the minutes of a working day, `zone` the plan's, `second_zone` another one or empty.
    `now` is local. `cursor` is where the keyboard is, from minute to minute of a day, with a ring
    when `ring`. While something is dragged, `ghost` is its row (None while drawing something new).
    """

    layout: WeekLayout
    rows: Sequence[OccurrenceRow]
    today: date
    work: tuple[int, int] = (510, 1020)
    zone: str = ""
    second_zone: str = ""
    holidays: Mapping[date, str] = field(default_factory=dict)
    blackouts: Sequence[BlackoutDetail] = ()
    tasks: Mapping[date, Sequence[RunUpTask]] = field(default_factory=dict)
    now: datetime | None = None
    selected: int | None = None
    hovered: int | None = None
    cursor: tuple[date, int, int] | None = None
    ring: bool = False
    dragged: int | None = None
    target: Target | None = None
    ghost: OccurrenceRow | None = None


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
    for block in picture.layout.blocks:
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
    _paint_whole(painter, geometry, tokens, picture)
    _paint_heads(painter, geometry, tokens, picture)


def _days(picture: WeekPicture) -> list[date]:
    return [picture.layout.monday + timedelta(days=number) for number in range(DAYS)]


def _is_target(picture: WeekPicture, day: date) -> bool:
    target = picture.target
    return target is not None and target.first <= day <= target.last


def _ground(picture: WeekPicture, day: date, tokens: Tokens) -> QColor | None:
    if _is_target(picture, day):
        return tokens.tint
    if day in picture.holidays:
        return tokens.holiday
    return tokens.bg if day.weekday() >= _WEEKEND else None


def _paint_ground(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    begin, end = (geometry.y_of(minutes) for minutes in picture.work)
    for number, day in enumerate(_days(picture)):
        column, ground = geometry.column(number), _ground(picture, day, tokens)
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
    if picture.now is not None and picture.now.date() in _days(picture):
        found.append(geometry.y_of(picture.now.hour * 60 + picture.now.minute))
    return found


def _paint_block(
    painter: QPainter, rect: QRectF, block: Block, tokens: Tokens, picture: WeekPicture
) -> None:
    item = block.item
    paint_block(
        painter,
        rect,
        tokens,
        picture.rows[item],
        selected=item == picture.selected and item != picture.dragged,
        hovered=item == picture.hovered,
        old_place=item == picture.dragged,
    )


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
    look = _BlockLook(row, times, old_place, tokens.dark, theme().text_percent)
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


class _BlockLook(NamedTuple):
    row: OccurrenceRow
    times: str
    old_place: bool
    dark: bool
    percent: int


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
    row = look.row
    words = paint_frame(painter, rect, tokens, row, old_place=look.old_place)
    kind = _STRUCK if is_cancelled(row) else _TITLE
    when = look.times or time_text(row)
    if is_draft(row) or is_cancelled(row):
        when += f"{DOT}{state_word(row).lower()}"
    room = QRectF(rect.x() + 9, rect.y() + 3, rect.width() - 13, rect.height() - 4)
    if room.width() < _LEAST_WORDS:
        return
    if rect.height() < _ROOMY:
        line = QRectF(room.x(), rect.y(), room.width(), rect.height())
        drawn = draw_text(painter, line, row.title, kind, words)
        line.setLeft(line.x() + drawn + 8)
        if line.width() > text_width(when, _TIME):
            draw_text(painter, line, when, _TIME, words)
        return
    high, low = line_height(kind), line_height(_TIME)
    lines = max(1, int((room.height() - low) // high))
    y = room.y()
    for text in wrapped(row.title, kind, room.width(), lines):
        draw_text(painter, QRectF(room.x(), y, room.width(), high), text, kind, words)
        y += high
    draw_text(painter, QRectF(room.x(), y, room.width(), low + 2), when, _TIME, words)
    if row.location and room.bottom() - y > 2 * low + 4:
        place = QRectF(room.x(), y + low + 2, room.width(), low + 2)
        draw_text(painter, place, row.location, _PLACE, words)


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


def _paint_whole(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
    """The bars of whole days above the hours, blackout periods first."""
    area = geometry.whole
    painter.fillRect(area, tokens.surface)
    for number, day in enumerate(_days(picture)):
        left = geometry.columns[number] + 1
        cell = QRectF(left, area.y(), geometry.columns[number + 1] - left, area.height())
        ground = _ground(picture, day, tokens)
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
    for column, day in enumerate(_days(picture)):
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
    paint_item(
        painter,
        rect,
        tokens,
        picture.rows[bar.item],
        spans=True,
        selected=bar.item == picture.selected and bar.item != picture.dragged,
        hovered=bar.item == picture.hovered,
        old_place=bar.item == picture.dragged,
        indent=_HIDDEN if bar.comes_in else 0,
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


def _paint_heads(
    painter: QPainter, geometry: WeekGeometry, tokens: Tokens, picture: WeekPicture
) -> None:
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
    for number, day in enumerate(_days(picture)):
        head = geometry.head_of(number)
        ground = _ground(picture, day, tokens)
        if ground is not None:
            painter.fillRect(head, ground)
        painter.fillRect(QRectF(head.x(), bottom - 10, 1, 10), tokens.border)
        _paint_head(painter, head, day, tokens, picture)
    painter.fillRect(QRectF(geometry.rect.x(), bottom - 1, geometry.rect.width(), 1), tokens.border)


def _paint_head(
    painter: QPainter, head: QRectF, day: date, tokens: Tokens, picture: WeekPicture
) -> None:
    lit = _is_target(picture, day) or day == picture.today
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
