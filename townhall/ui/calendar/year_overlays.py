"""What a year shows of calendars of others: periods of whole days, such as school holidays."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPainter

from townhall.domain.closed_days import Period
from townhall.services.queries.overlays import OverlayRow
from townhall.ui.calendar.overlay_paint import overlay_title
from townhall.ui.calendar.year_geometry import YearGeometry
from townhall.ui.theme import Tokens

_DAY = timedelta(days=1)
_LEAST_DAYS = 2
"""A single day is a hair in a year: the tip of its day names it."""


def periods(overlays: Sequence[OverlayRow]) -> list[Period]:
    """What lasts several whole days, by start."""
    found = [_period(row) for row in overlays if row.all_day]
    return [each for each in found if (each.last_day - each.first_day).days + 1 >= _LEAST_DAYS]


def named_on(overlays: Sequence[OverlayRow], day: date) -> list[str]:
    """The names of what lasts all of `day`, with their calendars."""
    found = [row for row in overlays if row.all_day and row.start.date() <= day < row.end.date()]
    return [f"{overlay_title(row)} ({row.calendar})" for row in found]


def paint_periods(
    painter: QPainter, geometry: YearGeometry, tokens: Tokens, overlays: Sequence[OverlayRow]
) -> None:
    """Hatch the ground, the other way than a blackout period and quieter."""
    brush = QBrush(tokens.border, Qt.BrushStyle.FDiagPattern)
    for period in periods(overlays):
        painter.fillRect(geometry.columns(period.first_day, period.last_day), brush)


def _period(row: OverlayRow) -> Period:
    return Period(overlay_title(row), row.start.date(), (row.end - _DAY).date())
