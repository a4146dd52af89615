"""Painting a month of 2,000 communications against drawing the same words plainly.

Prints `name ratio limit`, and exits 1 when a ratio is over its limit. The reference fills the
ground and draws every string that can be read in the month with QPainter.drawText, nothing else:
no boxes, no icons, no search for room. Laying out, done when the rows change, must grow no faster
than the number of rows: 2,000 against four times 500.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.ui.calendar.rows import row
from townhall.domain.terms import CommunicationKind
from townhall.ui.calendar import item_paint
from townhall.ui.calendar import paint as month_paint
from townhall.ui.calendar.layout import lay_out, month_weeks
from townhall.ui.calendar.paint import MonthPicture, paint_month
from townhall.ui.theme import theme

COUNT = 2_000
PAINT_LIMIT = 3.0
GROWTH_LIMIT = 1.6
SIZE = (1180, 800)
TODAY = date(2026, 11, 24)


def main() -> int:
    """Run all measurements; the exit code."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme().apply(app)
    weeks = month_weeks(TODAY)
    rows = tuple(_row(number, weeks[0]) for number in range(COUNT))
    rows = tuple(sorted(rows, key=lambda each: each.shown_start))
    layout = lay_out(rows, weeks, 4)
    picture = MonthPicture(layout, rows, TODAY.replace(day=1), TODAY, {})
    image = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    words = _words(image, picture)
    painted, floor = best(lambda: _painted(image, picture), lambda: _plain(image, words), times=60)
    laid, quarter = best(
        lambda: lay_out(rows, weeks, 4), lambda: lay_out(rows[::4], weeks, 4), times=8
    )
    results = [
        ("month-paint-2000-communications", painted / floor, PAINT_LIMIT),
        ("month-layout-growth-2000-to-500", laid / quarter / 4, GROWTH_LIMIT),
    ]
    for name, ratio, limit in results:
        sys.stdout.write(f"{name} {ratio:.2f} {limit:.2f}\n")
    return int(any(ratio > limit for _name, ratio, limit in results))


def best(*works: Callable[[], object], times: int) -> list[float]:
    """The shortest of several runs of each, in seconds, by turns so that all suffer alike."""
    taken: list[list[float]] = [[] for _work in works]
    for _run in range(times):
        for work, times_of_work in zip(works, taken, strict=True):
            begun = time.perf_counter()
            work()
            times_of_work.append(time.perf_counter() - begun)
    return [min(each) for each in taken]


def _row(number: int, first: date) -> object:
    kinds = list(CommunicationKind)
    start = datetime.combine(first, datetime.min.time()) + timedelta(
        days=number % 42, hours=8 + number % 9, minutes=number % 4 * 15
    )
    minutes = 3 * 1440 if number % 97 == 0 else 30 + number % 5 * 15
    return row(
        start.isoformat(),
        minutes,
        number,
        title=f"Progress update {number} for the night shift of Radiology",
        kind=kinds[number % len(kinds)],
        overridden=number % 11 == 0,
        recurring=number % 3 == 0,
    )


def _painted(image: QImage, picture: MonthPicture) -> None:
    painter = QPainter(image)
    try:
        paint_month(painter, QRectF(0, 0, *SIZE), theme().tokens, picture)
    finally:
        painter.end()


Word = tuple[float, float, str, QFont, QColor]


def _words(image: QImage, picture: MonthPicture) -> list[Word]:
    """Every string the month draws, as it is read: shortened, with its place and font."""
    words: list[Word] = []
    plain = month_paint.draw_text

    def noted(
        painter: QPainter, rect: QRectF, text: str, kind: object, colour: QColor, *align: Any
    ) -> float:
        from townhall.ui.widgets.paint import Type, ascent, elided

        assert isinstance(kind, Type)
        shown = elided(text, kind, rect.width())
        words.append((rect.x(), rect.y() + ascent(kind), shown, kind.font, colour))
        return float(plain(painter, rect, text, kind, colour, *align))

    for module in (month_paint, item_paint):
        module.draw_text = noted
    try:
        _painted(image, picture)
    finally:
        for module in (month_paint, item_paint):
            module.draw_text = plain
    return words


def _plain(image: QImage, words: list[Word]) -> None:
    painter = QPainter(image)
    try:
        painter.fillRect(QRectF(0, 0, *SIZE), theme().tokens.surface)
        for x, y, text, font, colour in words:
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(QPointF(x, y), text)
    finally:
        painter.end()


if __name__ == "__main__":
    sys.exit(main())
