"""The year on paper and as PDF: the lanes of the screen, in light colours, on A4 pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from townhall.formats.files import write_atomically
from townhall.formats.pdf import ensure_qt, readable
from townhall.language import _, current_language
from townhall.services.queries.year import Lanes, Year
from townhall.ui.calendar.year_geometry import LaneMarks, YearGeometry
from townhall.ui.calendar.year_paint import YearPicture, legend_height, paint_year
from townhall.ui.calendar.year_run_up import run_up_height
from townhall.ui.calendar.year_words import year_title
from townhall.ui.theme import Tokens, load_tokens
from townhall.ui.widgets.paint import RIGHT, SMALL, Type, draw_text

_RESOLUTION = 1200
_PER_INCH = 96
"""What the painting counts in: the pixels of a screen."""
_WIDTH, _HEIGHT = 297 / 25.4 * _PER_INCH, 210 / 25.4 * _PER_INCH
_MARGIN, _TITLE, _FOOT = 38, 40, 24
_LOWEST, _HIGHEST = 40, 60
_HEADING = Type(20, 600)


def write_year(path: Path, year: Year, today: date) -> int:
    """Write the year as PDF to `path`; returns how many pages. Raises CannotWrite."""
    ensure_qt()
    data, pages = year_pdf(year, today)
    write_atomically(path, data)
    return pages


def year_pdf(year: Year, today: date) -> tuple[bytes, int]:
    """The PDF and how many pages it has. Only for the main thread, whose words are measured."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(landscape())
    try:
        pages = paint_pages(writer, writer.newPage, year, today)
    finally:
        buffer.close()
    return readable(bytes(data.data()), heading(year), current_language()), pages


def landscape() -> QPageLayout:
    """A4 on its side, without margins of its own."""
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Landscape, QMarginsF())


def heading(year: Year) -> str:
    """What stands above the year: whose it is, and which months."""
    months = year_title(year.range.first, year.range.last)
    name = year.range.plan.organisation
    return f"{name}, {months}" if name else months


def paint_pages(
    device: QPagedPaintDevice, new_page: Callable[[], object], year: Year, today: date
) -> int:
    """Paint the year on a printer or PDF, as many pages as its lanes need; returns how many."""
    tokens = load_tokens("light")
    rect = QRectF(0, 0, _WIDTH, _HEIGHT).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    strip = rect.adjusted(0, _TITLE, 0, -_FOOT)
    room = _geometry(strip, year, 1, _LOWEST).area.height()
    most = max(1, int(room // _LOWEST))
    parts = [year.lanes[at : at + most] for at in range(0, len(year.lanes), most)] or [()]
    height = min(float(_HIGHEST), room // max(1, len(parts[0])))
    strip.setBottom(strip.bottom() - (room - height * max(1, len(parts[0]))))
    painter = QPainter(device)
    try:
        scale = device.logicalDpiX() / _PER_INCH
        painter.scale(scale, scale)
        for number, lanes in enumerate(parts):
            if number:
                new_page()
            part = replace(year, lanes=tuple(lanes))
            _paint_sheet(painter, rect, tokens, part, today)
            geometry = _geometry(strip, part, len(lanes), height)
            marks = LaneMarks(lanes, year.range.rows, geometry)
            paint_year(painter, geometry, tokens, YearPicture(part, marks, today))
            foot = QRectF(rect.x(), rect.bottom() - _FOOT + 6, rect.width(), _FOOT - 6)
            of = _("{page} of {pages}").format(page=number + 1, pages=len(parts))
            draw_text(painter, foot, of, SMALL, tokens.text2, RIGHT)
    finally:
        painter.end()
    return len(parts)


def _geometry(rect: QRectF, year: Year, lanes: int, height: float) -> YearGeometry:
    legend = legend_height(year.by, rect.width())
    return YearGeometry(
        rect,
        year.range.first,
        year.range.last,
        count=lanes,
        lane=height,
        legend=legend,
        run_up=run_up_height(year),
    )


def _paint_sheet(painter: QPainter, rect: QRectF, tokens: Tokens, year: Year, today: date) -> None:
    place = QRectF(rect.x(), rect.y(), rect.width(), _TITLE - 10)
    used = draw_text(painter, place, heading(year), _HEADING, tokens.text)
    place.setLeft(place.x() + used + 16)
    by = _("By audience") if year.by is Lanes.AUDIENCE else _("By initiative")
    draw_text(painter, place, f"{by} · {today.isoformat()}", SMALL, tokens.text2, RIGHT)
