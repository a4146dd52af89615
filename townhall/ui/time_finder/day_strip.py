"""One day as a bar from six to midnight: the session, its repeats, what is taken, shift changes."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from townhall.domain.time_finder import Proposal
from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import (
    CENTRE,
    LEFT,
    RIGHT,
    SMALL,
    Type,
    draw_box,
    draw_text,
    text_width,
)
from townhall.ui.widgets.themed import Themed

_LABEL = Type(11, 500, tabular=True)
_FIRST, _LAST = 6 * 60, 24 * 60
_HOURS = (6, 9, 12, 15, 18, 21, 24)
_BAR = 16


class DayStrip(Themed, QWidget):
    """Paints the day of a proposal; all it shows stands in its accessible name too."""

    def __init__(self, proposal: Proposal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposal = proposal
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_spoken(proposal))
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), _BAR + theme().px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), _BAR + theme().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, proposal = theme().tokens, self._proposal
        painter = QPainter(self)
        try:
            draw_box(painter, QRectF(0, 0, self.width(), _BAR), 4, tokens.chip)
            for change in proposal.handovers:
                x = self._x(_minute(change))
                painter.fillRect(QRectF(x - 1, 0, 2, _BAR), tokens.strong)
            for start, end in proposal.busy:
                draw_box(painter, self._between(start, end, 4), 2, tokens.disabled)
            for repeat in proposal.repeats:
                box = self._between(repeat, repeat + (proposal.end - proposal.start), 0)
                inner = box.adjusted(1, 1, -1, -1)
                draw_box(painter, inner, 4, tokens.tint, tokens.accent, width=2)
            draw_box(painter, self._between(proposal.start, proposal.end, 0), 4, tokens.accent)
            self._paint_hours(painter)
        finally:
            painter.end()

    def _paint_hours(self, painter: QPainter) -> None:
        room = (self.width() - 40) / (len(_HOURS) - 1)
        step = 1 if room >= text_width("24:00", _LABEL) + 12 else 2
        for place in range(0, len(_HOURS), step):
            words = f"{_HOURS[place]}:00"
            x = self._x(_HOURS[place] * 60)
            align = LEFT if place == 0 else RIGHT if place == len(_HOURS) - 1 else CENTRE
            left = x if align is LEFT else x - 40 if align is RIGHT else x - 20
            box = QRectF(left, _BAR + 3, 40, theme().px(16))
            draw_text(painter, box, words, _LABEL, theme().tokens.text2, align)

    def _x(self, minute: float) -> float:
        inside = min(max(minute, _FIRST), _LAST)
        return self.width() * (inside - _FIRST) / (_LAST - _FIRST)

    def _between(self, start: datetime, end: datetime, inset: float) -> QRectF:
        day = datetime.combine(self._proposal.start.date(), time())
        left, right = (self._x((each - day).total_seconds() / 60) for each in (start, end))
        return QRectF(left, inset, max(4.0, right - left), _BAR - 2 * inset)


class Legend(Themed, QWidget):
    """What the marks of a strip mean; it gives way where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = (_("Proposed"), _("Repeat"), _("Taken"), _("Change of shifts"))
        self.setAccessibleName(", ".join(self._words))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = sum(text_width(each, SMALL) + 34 for each in self._words)
        return QSize(round(width), theme().px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() < self.sizeHint().width():
            return
        tokens, x, middle = theme().tokens, 0.0, self.height() / 2
        painter = QPainter(self)
        try:
            for place, words in enumerate(self._words):
                box = QRectF(x + 1, middle - 5, 14, 10)
                if place == 0:
                    draw_box(painter, box, 3, tokens.accent)
                elif place == 1:
                    draw_box(painter, box, 3, tokens.tint, tokens.accent, width=2)
                elif place == 2:
                    draw_box(painter, box.adjusted(0, 1, 0, -1), 2, tokens.disabled)
                else:
                    painter.fillRect(QRectF(x + 7, middle - 6, 2, 12), tokens.strong)
                room = QRectF(x + 20, 0, text_width(words, SMALL) + 2, self.height())
                draw_text(painter, room, words, SMALL, tokens.text2)
                x += text_width(words, SMALL) + 34
        finally:
            painter.end()


def _spoken(proposal: Proposal) -> str:
    parts = [
        _("Session from {start:%H:%M} to {end:%H:%M}").format(
            start=proposal.start, end=proposal.end
        )
    ]
    parts += [_("repeat at {start:%H:%M}").format(start=each) for each in proposal.repeats]
    parts += [
        _("taken from {start:%H:%M} to {end:%H:%M}").format(start=start, end=end)
        for start, end in proposal.busy
    ]
    return ", ".join(parts)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute
