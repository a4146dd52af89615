"""The run of show as one bar: how long each item takes, the planned and the expected end."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from townhall.domain.run_of_show import RunOfShow, ScheduledItem
from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import RIGHT, Type, draw_box, draw_text, text_width
from townhall.ui.widgets.themed import Themed

_LABEL = Type(11, 500, tabular=True)
_STRONG = Type(11, 600, tabular=True)
_BAR = 8
_PAD = 16


class TimeBar(Themed, QWidget):
    """Items as parts of the time from the start to the end; what runs over is red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: RunOfShow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_run(self, run: RunOfShow) -> None:
        """Show another run of show."""
        self._run = run
        self.setAccessibleName(
            ", ".join(
                [f"{run.start:%H:%M}", *(words for words, _bad in _ends(run))],
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(44))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            found = self._item_at(event.pos().x())
            QToolTip.showText(event.globalPos(), _tip(found) if found else "", self)
            return True
        return super().event(event)

    def _edges(self) -> tuple[float, float]:
        return _PAD, self.width() - _PAD

    def _x(self, run: RunOfShow, moment: datetime) -> float:
        left, right = self._edges()
        last = max(run.planned_end, run.expected_end)
        total = max((last - run.start).total_seconds(), 60.0)
        return left + (right - left) * (moment - run.start).total_seconds() / total

    def _item_at(self, x: float) -> ScheduledItem | None:
        run = self._run
        if run is None:
            return None
        inside = (
            each for each in run.items if self._x(run, each.start) <= x < self._x(run, each.end)
        )
        return next(inside, None)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._run is None:
            return
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
            self._paint_bar(painter, self._run)
            self._paint_labels(painter, self._run)
        finally:
            painter.end()

    def _paint_bar(self, painter: QPainter, run: RunOfShow) -> None:
        tokens, top = theme().tokens, theme().px(12)
        left, right = self._edges()
        draw_box(painter, QRectF(left, top, right - left, _BAR), 2, tokens.chip)
        shades = (tokens.heat[3], tokens.heat[2])
        for number, each in enumerate(run.items):
            end = min(each.end, max(run.planned_end, each.start))
            start_x, end_x = self._x(run, each.start), self._x(run, end)
            if end_x - start_x >= 1:
                part = QRectF(start_x, top, max(1.0, end_x - start_x - 2), _BAR)
                draw_box(painter, part, 2, shades[number % 2])
        planned = self._x(run, run.planned_end)
        if run.over_minutes:
            over = QRectF(planned + 2, top, right - planned - 2, _BAR)
            draw_box(painter, over, 2, tokens.bad)
        if run.over_minutes or run.under_minutes:
            painter.fillRect(QRectF(round(planned) - 1, top - 4, 2, _BAR + 8), tokens.text)

    def _paint_labels(self, painter: QPainter, run: RunOfShow) -> None:
        tokens = theme().tokens
        top, height = theme().px(23), theme().px(16)
        left, right = self._edges()
        draw_text(
            painter,
            QRectF(left, top, right - left, height),
            f"{run.start:%H:%M}",
            _LABEL,
            tokens.text2,
        )
        for words, bad in reversed(_ends(run)):
            kind = _STRONG if bad else _LABEL
            room = QRectF(left, top, right - left, height)
            draw_text(painter, room, words, kind, tokens.bad if bad else tokens.text2, RIGHT)
            right -= text_width(words, kind) + 14


def _ends(run: RunOfShow) -> list[tuple[str, bool]]:
    """The ends in words, in the order they stand; whether one is bad news."""
    planned = f"{run.planned_end:%H:%M}"
    expected = f"{run.expected_end:%H:%M}"
    if not run.over_minutes and not run.under_minutes:
        return [(_("ends {time}").format(time=planned), False)]
    both = [
        (_("planned {time}").format(time=planned), False),
        (_("expected end {time}").format(time=expected), run.over_minutes > 0),
    ]
    return both if run.over_minutes else both[::-1]


def _tip(scheduled: ScheduledItem) -> str:
    return f"{scheduled.start:%H:%M} – {scheduled.end:%H:%M}  {scheduled.item.title}"
