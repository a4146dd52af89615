"""Draws dates of calendars of others: quieter than the plan's own, outlined, hatched when busy."""

from datetime import timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath

from townhall.domain.terms import StandsFor
from townhall.language import _, ngettext
from townhall.services.queries.overlays import OverlayRow
from townhall.ui.calendar.week_block_paint import wrapped
from townhall.ui.date_words import clock, day_text
from townhall.ui.theme import Tokens, Tone
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.paint import Type, draw_box, draw_text, line_height, text_width

_TITLE = Type(12, 400)
_FROM = Type(11, 400)
_TIME = Type(11, 500, tabular=True)
_WIDE = 136
_SWATCH = 7
_LEAST_WORDS = 20
_DAY = timedelta(days=1)


def overlay_title(row: OverlayRow) -> str:
    """What a date is called: by itself, or by what it does."""
    return row.title or (_("Busy") if row.busy else _("Free"))


def overlay_whom(row: OverlayRow) -> str:
    """Whom or what it keeps busy, in words."""
    if not row.busy:
        return _("nobody: it is shown only")
    if row.stands_for is StandsFor.EVERYONE:
        return _("everyone")
    return row.whom


def overlay_time(row: OverlayRow) -> str:
    """At what time it is: "09:30 – 11:30", or its last day where it lasts several."""
    if row.all_day:
        last = (row.end - _DAY).date()
        if last <= row.start.date():
            return _("all day")
        return _("until {day}").format(day=day_text(last, "d MMM").rstrip("."))
    return clock(row.start) if row.end <= row.start else f"{clock(row.start)} – {clock(row.end)}"


def overlay_told(row: OverlayRow) -> str:
    """Everything about a date in one line."""
    words = _("{title}, {when}, from the calendar {calendar}").format(
        title=overlay_title(row),
        when=f"{day_text(row.start.date(), 'd MMMM')} {overlay_time(row)}",
        calendar=row.calendar,
    )
    return f"{words}, {row.location}" if row.location else words


def others_text(number: int) -> str:
    """How many dates of calendars of others there are."""
    return ngettext("{n} in calendars of others", "{n} in calendars of others", number).format(
        n=number
    )


def paint_overlay(
    painter: QPainter,
    rect: QRectF,
    tokens: Tokens,
    row: OverlayRow,
    *,
    selected: bool = False,
    hovered: bool = False,
    indent: float = 0,
) -> None:
    """Draw a date as one line: a square of its calendar's colour, its time, its title."""
    _paint_box(painter, rect, tokens, row, selected=selected, hovered=hovered)
    room = QRectF(rect.x() + 8 + indent, rect.y(), rect.width() - 13 - indent, rect.height())
    _paint_swatch(painter, room.x(), room.center().y(), tokens, row)
    room.setLeft(room.x() + _SWATCH + 6)
    if not row.all_day and rect.width() >= _WIDE:
        drawn = draw_text(painter, room, clock(row.start), _TIME, tokens.text2)
        room.setLeft(room.x() + drawn + 6)
    drawn = draw_text(painter, room, overlay_title(row), _TITLE, tokens.text2)
    room.setLeft(room.x() + drawn)
    source = f"{DOT}{row.calendar}"
    if row.title and room.width() > text_width(source, _FROM):
        draw_text(painter, room, source, _FROM, tokens.text2)


def paint_overlay_block(
    painter: QPainter,
    rect: QRectF,
    tokens: Tokens,
    row: OverlayRow,
    *,
    selected: bool = False,
    hovered: bool = False,
) -> None:
    """Draw a timed date of a week, with its calendar below its title where there is room."""
    _paint_box(painter, rect, tokens, row, selected=selected, hovered=hovered)
    room = QRectF(rect.x() + 8, rect.y() + 3, rect.width() - 12, rect.height() - 4)
    if room.width() < _LEAST_WORDS:
        return
    high, low = line_height(_TITLE), line_height(_FROM)
    if rect.height() < high + 6:
        room = QRectF(room.x(), rect.y(), room.width(), rect.height())
        high = rect.height()
    _paint_swatch(painter, room.x(), room.y() + high / 2, tokens, row)
    beside = room.width() - _SWATCH - 5
    lines = max(1, min(3, int((room.height() - low) // high)))
    y = room.y()
    for text in wrapped(overlay_title(row), _TITLE, beside, lines):
        line = QRectF(room.right() - beside, y, beside, high)
        draw_text(painter, line, text, _TITLE, tokens.text2)
        y += high
    if row.title and room.bottom() - y >= low:
        line = QRectF(room.right() - beside, y, beside, low)
        draw_text(painter, line, row.calendar, _FROM, tokens.text2)


def _paint_box(
    painter: QPainter,
    rect: QRectF,
    tokens: Tokens,
    row: OverlayRow,
    *,
    selected: bool,
    hovered: bool,
) -> None:
    draw_box(painter, rect, 6, tokens.surface)
    if row.busy:
        path = QPainterPath()
        path.addRoundedRect(rect, 6, 6)
        painter.fillPath(path, QBrush(tokens.border, Qt.BrushStyle.FDiagPattern))
    edge = tokens.text2 if hovered and not selected else tokens.strong
    draw_box(painter, rect, 6, None, edge)
    if selected:
        draw_box(painter, rect.adjusted(-2, -2, 2, 2), 8, None, tokens.accent, width=2)


def _paint_swatch(
    painter: QPainter, x: float, middle: float, tokens: Tokens, row: OverlayRow
) -> None:
    square = QRectF(x, round(middle - _SWATCH / 2), _SWATCH, _SWATCH)
    draw_box(painter, square, 2, tokens.shade(Tone(row.color.value)).line)
