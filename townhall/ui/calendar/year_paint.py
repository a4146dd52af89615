"""Draws a year in lanes, alike on screen, on paper and in a PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QPointF, QRectF
from PySide6.QtGui import QPainter

from townhall.domain.closed_days import Period
from townhall.domain.lane_gaps import Gap, GapKind
from townhall.domain.terms import CommunicationKind, label
from townhall.language import _
from townhall.services.queries.closed_days import BlackoutDetail
from townhall.services.queries.year import Lanes, Year
from townhall.ui.calendar.layout import add_months
from townhall.ui.calendar.mark_paint import MarkPainter, paint_kind
from townhall.ui.calendar.paint import paint_hatch
from townhall.ui.calendar.year_geometry import LaneMarks, YearGeometry
from townhall.ui.calendar.year_overlays import paint_periods, periods
from townhall.ui.calendar.year_run_up import paint_run_up
from townhall.ui.calendar.year_words import gap_text, lane_facts, lane_name
from townhall.ui.date_words import KIND_TONES
from townhall.ui.theme import Tokens, theme
from townhall.ui.widgets.dates import locale
from townhall.ui.widgets.paint import (
    CENTRE,
    SMALL,
    TINY,
    TITLE,
    Type,
    draw_box,
    draw_dot,
    draw_text,
    line_height,
    text_width,
)

_MONTH = Type(12, 600)
_YEAR = Type(12, 400)
_WEEK = Type(11, 400, tabular=True)
_BREAK = Type(11, 500)
_GAP = Type(12, 600)
_TODAY = Type(11, 600)
_PAD = 20
_INDENT = 12
_LEGEND_LINE = 26
_LEAST_FLAG = 40
_LEAST_GAP = 20
"""A gap that is narrower is not drawn: it would be taken for a mark."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearPicture:
    """What there is to draw: `marks` by lane; `focus` is the lane of the keyboard.

    `selected` and `hovered` are places in the rows, `chosen_gap` the gap of the keyboard in its
    lane.
    """

    year: Year
    marks: LaneMarks
    today: date
    selected: int | None = None
    hovered: int | None = None
    focus: int | None = None
    ring: bool = False
    chosen_gap: Gap | None = None


def paint_year(
    painter: QPainter, geometry: YearGeometry, tokens: Tokens, picture: YearPicture
) -> None:
    """Draw the year."""
    painter.fillRect(geometry.rect, tokens.surface)
    painter.save()
    painter.setClipRect(geometry.area)
    _paint_ground(painter, geometry, tokens, picture.year)
    lanes, marks = geometry.visible(), MarkPainter(painter, tokens)
    for number in lanes:
        _paint_lane(painter, geometry, number, tokens, picture)
    for number in lanes:
        lane = picture.year.lanes[number]
        for gap in lane.gaps:
            _paint_gap(painter, geometry.gap_rect(number, gap), gap, tokens)
        _paint_marks(painter, marks, geometry, number, tokens, picture)
        if number == picture.focus and picture.ring and picture.selected is None:
            _paint_focus(painter, geometry, number, tokens, picture)
    if geometry.first <= picture.today <= geometry.last:
        x = geometry.x_of(picture.today)
        painter.fillRect(QRectF(x, geometry.area.y(), 2, geometry.area.height()), tokens.bad)
    painter.restore()
    _paint_head(painter, geometry, tokens, picture)
    paint_run_up(painter, geometry, tokens, picture.year, picture.today)
    _paint_legend(painter, geometry.legend, tokens, picture.year.by)


def _months(geometry: YearGeometry) -> Iterator[date]:
    month = geometry.first.replace(day=1)
    while month <= geometry.last:
        yield max(month, geometry.first)
        month = add_months(month, 1)


def _paint_ground(painter: QPainter, geometry: YearGeometry, tokens: Tokens, year: Year) -> None:
    paint_periods(painter, geometry, tokens, year.range.overlays)
    for period in year.range.blackouts:
        columns = geometry.columns(period.first_day, period.last_day)
        painter.fillRect(columns, tokens.holiday)
        paint_hatch(painter, columns, tokens)
    for month in _months(geometry):
        line = QRectF(round(geometry.x_of(month)), geometry.area.y(), 1, geometry.area.height())
        painter.fillRect(line, tokens.border)
    for day, _name in year.go_lives:
        x = geometry.x_of(day)
        painter.fillRect(QRectF(x, geometry.area.y(), 2, geometry.area.height()), tokens.ok)


def _paint_lane(
    painter: QPainter,
    geometry: YearGeometry,
    number: int,
    tokens: Tokens,
    picture: YearPicture,
) -> None:
    lane, rect = picture.year.lanes[number], geometry.lane(number)
    labels = QRectF(rect.x(), rect.y(), geometry.left - rect.x(), rect.height())
    painter.fillRect(labels, tokens.sel if number == picture.focus else tokens.surface)
    middle = round(rect.center().y())
    painter.fillRect(QRectF(geometry.left, middle, rect.right() - geometry.left, 1), tokens.border)
    painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), tokens.border)
    painter.fillRect(QRectF(geometry.left, rect.y(), 1, rect.height()), tokens.border)
    left = rect.x() + _PAD + min(lane.depth, 4) * _INDENT
    facts = lane_facts(lane)
    room = QRectF(left, rect.y(), geometry.left - left - 8, rect.height())
    name = lane_name(lane, picture.year.by)
    high = line_height(TITLE) + line_height(SMALL)
    if not facts or rect.height() < high + 6:
        draw_text(painter, room, name, TITLE, tokens.text)
        return
    room.setTop(rect.center().y() - high / 2)
    room.setHeight(line_height(TITLE))
    draw_text(painter, room, name, TITLE, tokens.text)
    room.translate(0, line_height(TITLE))
    draw_text(painter, room, facts, SMALL, tokens.text2)


def _paint_gap(painter: QPainter, rect: QRectF, gap: Gap, tokens: Tokens) -> None:
    if rect.width() < _LEAST_GAP:
        return
    silent = gap.kind is GapKind.SILENT
    width = 2 if silent else 1
    draw_box(painter, rect, 8, tokens.bad_tint, tokens.bad, width=width, dashed=not silent)
    words = gap_text(gap)
    for text in (words, str(gap.days) if gap.kind is not GapKind.ALL else ""):
        if text_width(text, _GAP) <= rect.width() - 12:
            draw_text(painter, rect, text, _GAP, tokens.bad, CENTRE)
            return


def _paint_marks(
    painter: QPainter,
    marks: MarkPainter,
    geometry: YearGeometry,
    number: int,
    tokens: Tokens,
    picture: YearPicture,
) -> None:
    lane = picture.year.lanes[number]
    middle = round(geometry.lane(number).center().y()) + 0.5
    for day in lane.through:
        x = geometry.x_of(day) + 1
        draw_dot(painter, QPointF(x, middle), 5, tokens.control)
    top, rows = geometry.lane(number).y(), picture.year.range.rows
    for mark in picture.marks[number]:
        row, y = rows[mark.item], top + mark.y
        if mark.run > 1:
            line = tokens.shade(KIND_TONES[row.kind]).line
            painter.fillRect(QRectF(mark.x, y - 1.5, mark.run, 3), line)
        marks.draw(mark.x, y, row)
        if mark.item in (picture.selected, picture.hovered):
            chosen = mark.item == picture.selected
            edge = tokens.accent if chosen else tokens.text2
            rect = geometry.mark_rect(mark).adjusted(-4, -4, 4, 4)
            draw_box(painter, rect, 8, None, edge, width=2 if chosen else 1)


def _paint_focus(
    painter: QPainter,
    geometry: YearGeometry,
    number: int,
    tokens: Tokens,
    picture: YearPicture,
) -> None:
    """Where the keyboard is: a gap, or the lane itself."""
    if picture.chosen_gap is not None:
        rect = geometry.gap_rect(number, picture.chosen_gap).adjusted(-3, -3, 3, 3)
        draw_box(painter, rect, 10, None, tokens.accent, width=2)
        return
    lane = geometry.lane(number)
    rect = QRectF(lane.x() + 4, lane.y() + 3, geometry.left - lane.x() - 8, lane.height() - 7)
    draw_box(painter, rect, 8, None, tokens.accent, width=2)


def _paint_head(
    painter: QPainter, geometry: YearGeometry, tokens: Tokens, picture: YearPicture
) -> None:
    head, year = geometry.head, picture.year
    painter.fillRect(head, tokens.surface)
    title = _("Audience and promise") if year.by is Lanes.AUDIENCE else _("Initiative and promise")
    place = QRectF(head.x() + _PAD, head.bottom() - 26, geometry.left - head.x() - _PAD, 20)
    draw_text(painter, place, title, TINY, tokens.text2)
    for month in _months(geometry):
        _paint_month(painter, geometry, month, tokens, picture.today)
    _paint_weeks(painter, geometry, tokens)
    _paint_flags(painter, geometry, tokens, picture)
    taken: Taken = []
    named: tuple[BlackoutDetail | Period, ...] = (
        *year.range.blackouts,
        *periods(year.range.overlays),
    )
    for period in named:
        _paint_break(painter, geometry, period, tokens, taken)
    for day in year.range.holidays:
        x = round(geometry.x_of(day))
        painter.fillRect(QRectF(x, head.bottom() - 7, 2, 6), tokens.text2)
    painter.fillRect(QRectF(head.x(), head.bottom() - 1, head.width(), 1), tokens.border)
    painter.fillRect(QRectF(geometry.left, head.y(), 1, head.height()), tokens.border)


def _paint_month(
    painter: QPainter, geometry: YearGeometry, month: date, tokens: Tokens, today: date
) -> None:
    head = geometry.head
    x = geometry.x_of(month)
    end = geometry.x_of(min(add_months(month, 1) - _DAY, geometry.last)) - 4
    painter.fillRect(QRectF(round(x), head.y() + 8, 1, 18), tokens.border)
    name = locale().standaloneMonthName(month.month, QLocale.FormatType.ShortFormat)
    name = (name[:1].upper() + name[1:]).rstrip(".")
    now = (month.year, month.month) == (today.year, today.month)
    room = QRectF(x + 6, head.y() + 6, max(0.0, end - x - 6), 22)
    used = draw_text(painter, room, name, _MONTH, tokens.accent if now else tokens.text)
    if month.month == 1 or month == geometry.first:
        room.setLeft(room.x() + used + 5)
        if text_width(str(month.year), _YEAR) <= room.width():
            draw_text(painter, room, str(month.year), _YEAR, tokens.text2)


def _paint_weeks(painter: QPainter, geometry: YearGeometry, tokens: Tokens) -> None:
    """ISO weeks, as many as there is room for."""
    monday = geometry.first + timedelta(days=-geometry.first.weekday() % 7)
    each = geometry.x_of(monday + 7 * _DAY) - geometry.x_of(monday)
    widest = text_width("00", _WEEK) + 4
    every = next(step for step in (1, 2, 4, 13, 53) if step * each >= widest or step == 53)
    free = geometry.left
    while monday <= geometry.last:
        week, x = monday.isocalendar().week, geometry.x_of(monday)
        if (every == 1 or week % every == 1) and x >= free:
            free = x + widest
            place = QRectF(x, geometry.head.bottom() - 25, widest, 16)
            draw_text(painter, place, str(week), _WEEK, tokens.text3)
        monday += 7 * _DAY


Taken = list[tuple[float, float]]


def _paint_flags(
    painter: QPainter, geometry: YearGeometry, tokens: Tokens, picture: YearPicture
) -> None:
    """Today and what goes live, under the months."""
    taken: Taken = []
    y = geometry.head.y() + 28
    if geometry.first <= picture.today <= geometry.last:
        words, x = _("Today"), geometry.x_of(picture.today)
        width = text_width(words, _TODAY) + 16
        left = min(max(x - width / 2, geometry.left), geometry.rect.right() - width)
        draw_box(painter, QRectF(left, y, width, 20), 10, tokens.bad)
        draw_text(painter, QRectF(left, y, width, 20), words, _TODAY, tokens.surface, CENTRE)
        painter.fillRect(QRectF(x, y + 20, 2, geometry.head.bottom() - y - 20), tokens.bad)
        taken.append((left, left + width))
    for day, name in picture.year.go_lives:
        x = geometry.x_of(day)
        painter.fillRect(QRectF(x, y, 2, geometry.head.bottom() - y), tokens.ok)
        words = _("Go-live {name}").format(name=name)
        others = [geometry.x_of(other) for other, _name in picture.year.go_lives if other > day]
        others += [start for start, _end in taken if start > x]
        room = min([*others, geometry.rect.right() - 4])
        width = min(text_width(words, TINY) + 12, room - x - 4)
        if width < _LEAST_FLAG or any(start < x < end for start, end in taken):
            continue
        draw_box(painter, QRectF(x + 2, y, width, 20), 4, tokens.ok_tint)
        draw_text(painter, QRectF(x + 8, y, width - 10, 20), words, TINY, tokens.ok)
        taken.append((x, x + 2 + width))


def _paint_break(
    painter: QPainter,
    geometry: YearGeometry,
    period: BlackoutDetail | Period,
    tokens: Tokens,
    taken: Taken,
) -> None:
    """The name of a period over its middle, where nothing else stands."""
    columns = geometry.columns(period.first_day, period.last_day)
    head = geometry.head
    painter.fillRect(QRectF(columns.x(), head.bottom() - 4, columns.width(), 3), tokens.strong)
    width = text_width(period.name, _BREAK)
    left = min(
        max(columns.center().x() - width / 2, geometry.left + 4),
        geometry.rect.right() - width - 4,
    )
    if any(start - 6 < left + width and left < end + 6 for start, end in taken):
        return
    place = QRectF(left, head.y() + 51, width + 1, 18)
    painter.fillRect(place.adjusted(-3, 1, 3, -1), tokens.surface)
    draw_text(painter, place, period.name, _BREAK, tokens.text2)
    taken.append((left, left + width))


# The legend: shape and word of everything that is drawn.


def _entries(by: Lanes) -> list[tuple[str, str]]:
    found = [(kind.value, label(kind)) for kind in CommunicationKind]
    found += [("draft", _("Draft")), ("cancelled", _("Cancelled")), ("gap", _("Long without word"))]
    if by is Lanes.AUDIENCE:
        found.append(("through", _("Through a wider audience")))
    return [*found, ("blackout", _("Blackout period")), ("holiday", _("Public holiday"))]


def _placed(by: Lanes, width: float) -> list[tuple[str, str, float, int]]:
    """The entries with their left and line."""
    found, x, line = [], float(_PAD), 0
    for key, words in _entries(by):
        wide = _swatch(key) + 8 + text_width(words, SMALL)
        if x > _PAD and x + wide > width - _PAD:
            x, line = float(_PAD), line + 1
        found.append((key, words, x, line))
        x += wide + 18
    return found


def legend_height(by: Lanes, width: float) -> float:
    """How high the legend is in `width`."""
    lines = _placed(by, width)[-1][3] + 1
    return float(theme().px(_LEGEND_LINE) * lines + theme().px(18))


def _swatch(key: str) -> float:
    return 22.0 if key in ("gap", "blackout") else 14.0


def _paint_legend(painter: QPainter, rect: QRectF, tokens: Tokens, by: Lanes) -> None:
    painter.fillRect(rect, tokens.surface)
    painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), 1), tokens.strong)
    line = theme().px(_LEGEND_LINE)
    for key, words, x, number in _placed(by, rect.width()):
        place = QRectF(rect.x() + x, rect.y() + 9 + number * line, _swatch(key), line)
        _paint_swatch(painter, place, key, tokens)
        text = QRectF(place.right() + 8, place.y(), rect.right() - place.right() - 8, line)
        draw_text(painter, text, words, SMALL, tokens.text2)


def _paint_swatch(painter: QPainter, place: QRectF, key: str, tokens: Tokens) -> None:
    middle = place.center()
    box = QRectF(place.x(), middle.y() - 7, place.width(), 14)
    if key == "draft":
        kind = CommunicationKind.PROGRESS_UPDATE
        paint_kind(painter, middle, tokens, kind, draft=True)
    elif key == "cancelled":
        paint_kind(painter, middle, tokens, CommunicationKind.PROGRESS_UPDATE, cancelled=True)
    elif key == "gap":
        draw_box(painter, box, 6, tokens.bad_tint, tokens.bad, dashed=True)
    elif key == "through":
        draw_dot(painter, middle, 5, tokens.control)
    elif key == "blackout":
        painter.fillRect(box, tokens.holiday)
        paint_hatch(painter, box, tokens)
    elif key == "holiday":
        painter.fillRect(QRectF(middle.x() - 1, middle.y() - 3, 2, 6), tokens.text2)
    else:
        paint_kind(painter, middle, tokens, CommunicationKind(key))
