"""What was asked and what is said to it: quotes and the parts of an answer."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.labels import Label, Paragraph, role_colour
from townhall.ui.widgets.marks import VoteBox
from townhall.ui.widgets.paint import BODY, SMALL, TINY, Type, draw_dot, line_height, text_width
from townhall.ui.widgets.themed import Themed


class Said(Themed, QWidget):
    """One part of an answer behind a bar in its tone: say (ok), if pressed (accent), and so on."""

    def __init__(
        self, label: str, text: str, tone: Tone | str = Tone.OK, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = Tone(tone)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(label, TINY, str(self._tone)))
        self._text = Paragraph(text)
        column.addWidget(self._text)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._text.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            line = theme().tokens.shade(self._tone).line
            painter.fillRect(QRectF(0, 0, 3, self.height()), line)
        finally:
            painter.end()


class Quote(QWidget):
    """Somebody's own words with their votes, and where they come from; never shortened."""

    def __init__(
        self, votes: int | None, words: str, source: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        if votes is not None:
            row.addWidget(VoteBox(votes))
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(Paragraph(words))
        if source:
            column.addWidget(Paragraph(source, SMALL, "text2", selectable=False))
        row.addLayout(column, 1)


class TimelineItem(NamedTuple):
    """One moment: its date as read, what happened, where it comes from, whether it is planned."""

    when: str
    words: str
    source: str = ""
    planned: bool = False
    tone: str = ""


class _Moment(Themed, QWidget):
    def __init__(self, item: TimelineItem, width: int) -> None:
        super().__init__()
        self._item = item
        self.first = self.last = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.addSpacing(2)
        date = Label(item.when, Type(12, 500, tabular=True), "text2")
        date.setFixedWidth(width)
        column.addWidget(date)
        column.addStretch(1)
        row.addLayout(column)
        row.addSpacing(28)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Paragraph(item.words, BODY, item.tone or "text", selectable=False))
        if item.source:
            words.addWidget(Paragraph(item.source, SMALL, "text2", selectable=False))
        row.addLayout(words, 1)
        self._dot_x = width + 12.0

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, theme().px(28)))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        y = 5 + line_height() * 1.15 / 2
        painter = QPainter(self)
        try:
            painter.setPen(QPen(tokens.strong, 1))
            if not self.first:
                painter.drawLine(QPointF(self._dot_x, 0), QPointF(self._dot_x, y - 6))
            if not self.last:
                painter.drawLine(QPointF(self._dot_x, y + 6), QPointF(self._dot_x, self.height()))
            colour = tokens.accent if self._item.planned else tokens.text3
            if self._item.tone:
                colour = role_colour(self._item.tone)
            centre = QPointF(self._dot_x, y)
            draw_dot(painter, centre, 10, colour, hollow=self._item.planned)
        finally:
            painter.end()


class Timeline(QWidget):
    """Moments below each other on one thread; planned ones are hollow."""

    def __init__(self, items: Sequence[TimelineItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._moments: list[_Moment] = []
        self.set_items(items)

    def set_items(self, items: Sequence[TimelineItem]) -> None:
        """Show other moments."""
        for moment in self._moments:
            moment.hide()
            moment.deleteLater()
        dates = Type(12, 500, tabular=True)
        width = max((round(text_width(item.when, dates)) + 4 for item in items), default=0)
        self._moments = [_Moment(item, max(width, 44)) for item in items]
        for place, moment in enumerate(self._moments):
            moment.first, moment.last = place == 0, place == len(items) - 1
            self._column.addWidget(moment)
