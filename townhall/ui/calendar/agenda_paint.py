"""Draws a line of the agenda: a month's name, a holiday, a date with its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from townhall.domain.terms import label
from townhall.language import _
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.overlays import OverlayRow
from townhall.ui.calendar.layout import AgendaItem, Shown
from townhall.ui.calendar.overlay_paint import overlay_time, overlay_title
from townhall.ui.date_words import (
    KIND_TONES,
    STATUS_TONES,
    day_text,
    duration_text,
    is_cancelled,
    is_draft,
    month_text,
    state_word,
    time_text,
)
from townhall.ui.icons import paint_icon
from townhall.ui.theme import Tokens, Tone
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.paint import (
    CENTRE,
    HEAD,
    NO_PEN,
    SMALL,
    SMALL_MEDIUM,
    TITLE,
    Type,
    draw_box,
    draw_dot,
    draw_focus_ring,
    draw_text,
    line_height,
    text_width,
)

_NUMBER = Type(20, 600, tabular=True)
_TIME = Type(12, 500, tabular=True)
_STRUCK = Type(13, 500, struck=True)
_QUIET = Type(13, 400)
_LEFT = 20
_DAY = 124
"""Where the items begin, right of their day."""
_TIMES = 108
_NARROW = 560
"""Below this width the state's word moves under the title."""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A line: the head of a month, a holiday, an item, or a day without anything.

    `first` lines of a day carry its number and name.
    """

    day: date
    month: bool = False
    holiday: str = ""
    item: AgendaItem | None = None
    first: bool = False


def paint_agenda_line(
    painter: QPainter,
    rect: QRectF,
    tokens: Tokens,
    line: AgendaLine,
    row: Shown | None,
    *,
    today: date,
    chosen: bool = False,
    hovered: bool = False,
    ring: bool = False,
) -> None:
    """Draw `line` in `rect`; `row` is that of its item."""
    if line.month:
        head = QRectF(_LEFT, rect.y() + 4, rect.width() - 2 * _LEFT, rect.height() - 4)
        draw_text(painter, head, month_text(line.day), HEAD, tokens.text)
        return
    if line.first:
        painter.fillRect(QRectF(0, rect.y(), rect.width(), 1), tokens.border)
        _paint_day(painter, rect, tokens, line.day, today)
    room = QRectF(_DAY - 12, rect.y() + 4, rect.width() - _DAY + 12 - 12, rect.height() - 7)
    if ring and line.first:
        draw_focus_ring(painter, QRectF(8, rect.y() + 4, _DAY - 26, 46), 8)
    if line.item is None or row is None:
        words, role = (
            (line.holiday, tokens.bad) if line.holiday else (_("Nothing planned"), tokens.text3)
        )
        draw_text(painter, room.adjusted(12, 0, 0, 0), words, SMALL_MEDIUM, role)
        return
    if chosen:
        draw_box(painter, room, 8, tokens.sel)
        painter.fillRect(QRectF(room.x(), room.y() + 8, 3, room.height() - 16), tokens.accent)
    elif hovered:
        draw_box(painter, room, 8, tokens.hover)
    inside = room.adjusted(12, 0, -12, 0)
    if isinstance(row, OverlayRow):
        _paint_overlay(painter, inside, tokens, row)
    else:
        _paint_item(painter, inside, tokens, row, line.item)


def _paint_day(painter: QPainter, rect: QRectF, tokens: Tokens, day: date, today: date) -> None:
    place = QRectF(_LEFT - 4, rect.y() + 11, 34, 34)
    number = str(day.day)
    weekday = tokens.text2
    if day == today:
        draw_box(painter, place, 17, tokens.accent)
        draw_text(painter, place, number, Type(15, 600, tabular=True), tokens.on_accent, CENTRE)
        weekday = tokens.accent
    else:
        draw_text(painter, place.adjusted(4, 0, 4, 0), number, _NUMBER, tokens.text)
    words = QRectF(place.right() + 8, place.y(), _DAY - place.right() - 20, place.height())
    draw_text(painter, words, day_text(day, "ddd"), SMALL_MEDIUM, weekday)


def _paint_item(
    painter: QPainter, room: QRectF, tokens: Tokens, row: OccurrenceRow, item: AgendaItem
) -> None:
    cancelled = is_cancelled(row)
    shade = tokens.shade(KIND_TONES[row.kind])
    middle = room.center().y()
    upper = QRectF(room.x(), middle - line_height() - 0.5, _TIMES - 8, line_height())
    lower = upper.translated(0, line_height() + 2)
    if item.total > 1:
        when = _("day {number} of {total}").format(number=item.number, total=item.total)
        length = time_text(row)
    else:
        when = time_text(row)
        length = "" if row.all_day else duration_text(_minutes(row))
    draw_text(painter, upper, when, _TIME, tokens.text)
    draw_text(painter, lower, length, SMALL, tokens.text2)
    bar = QRectF(room.x() + _TIMES, room.y() + 4, 3, room.height() - 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if is_draft(row) or cancelled:
        pen = QPen(tokens.text3 if cancelled else shade.line, 2)
        pen.setDashPattern([2.0, 2.0])
        painter.setPen(pen)
        x = bar.center().x()
        painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))
    else:
        painter.setPen(NO_PEN)
        painter.setBrush(shade.line)
        painter.drawRoundedRect(bar, 1.5, 1.5)
    left = bar.right() + 12
    right = room.right()
    if room.width() >= _NARROW:
        right = _paint_state(painter, room, tokens, row) - 16
    title = QRectF(left, upper.y(), right - left, upper.height())
    words = tokens.text2 if cancelled else tokens.text
    draw_text(painter, title, row.title, _STRUCK if cancelled else TITLE, words)
    facts = [label(row.kind)]
    if room.width() < _NARROW:
        facts.append(state_word(row))
    if row.location:
        facts.append(row.location)
    below = QRectF(left, lower.y(), right - left, lower.height())
    draw_text(painter, below, DOT.join(facts), SMALL, tokens.text2)


def _paint_overlay(painter: QPainter, room: QRectF, tokens: Tokens, row: OverlayRow) -> None:
    """A date of a calendar of others: quieter, with its calendar below its title."""
    middle = room.center().y()
    upper = QRectF(room.x(), middle - line_height() - 0.5, _TIMES - 8, line_height())
    lower = upper.translated(0, line_height() + 2)
    draw_text(painter, upper, overlay_time(row), _TIME, tokens.text2)
    swatch = QRectF(room.x() + _TIMES - 2, round(upper.center().y() - 4), 8, 8)
    draw_box(painter, swatch, 2, tokens.shade(Tone(row.color.value)).line)
    left = room.x() + _TIMES + 15
    title = QRectF(left, upper.y(), room.right() - left, upper.height())
    draw_text(painter, title, overlay_title(row), _QUIET, tokens.text2)
    facts = [row.calendar, *([row.location] if row.location else [])]
    below = QRectF(left, lower.y(), room.right() - left, lower.height())
    draw_text(painter, below, DOT.join(facts), SMALL, tokens.text2)


def _paint_state(painter: QPainter, room: QRectF, tokens: Tokens, row: OccurrenceRow) -> float:
    """Draw dot and word of the state, and the sign of an exception; returns their left edge."""
    word = state_word(row)
    tone = Tone.NEUTRAL if is_draft(row) else STATUS_TONES[row.status]
    shade = tokens.shade(tone)
    column = QRectF(room.right() - 104, room.y(), 104, room.height())
    wide = max(104.0, text_width(word, SMALL_MEDIUM) + 16)
    column.setLeft(room.right() - wide)
    draw_dot(
        painter,
        QPointF(column.x() + 4, column.center().y()),
        8,
        shade.line,
        hollow=is_draft(row),
    )
    draw_text(painter, column.adjusted(14, 0, 0, 0), word, SMALL_MEDIUM, shade.text)
    left = column.x()
    if row.recurring:
        name = "branch" if row.overridden else "repeat"
        left -= 28
        paint_icon(painter, name, left, round(room.center().y() - 8), 16, tokens.text2)
    return left


def _minutes(row: OccurrenceRow) -> int:
    return int((row.shown_end - row.shown_start).total_seconds()) // 60
