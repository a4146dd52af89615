"""How much of how much: the meter, the metric it belongs to, the bar that adds up."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import (
    BODY,
    NUMBER,
    SMALL,
    SMALL_MEDIUM,
    Type,
    ascent,
    draw_box,
    draw_dot,
    draw_text,
    line_height,
    text_width,
)
from townhall.ui.widgets.themed import Themed


class Part(NamedTuple):
    """One part of a whole: how many, of what, in which tone."""

    number: int
    word: str
    tone: Tone | str = Tone.OK


class Meter(QWidget):
    """A bar of parts; what is not covered by a part stays grey. Words stand beside it, always."""

    def __init__(
        self, parts: Sequence[Part] = (), total: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_parts(parts, total)

    def set_parts(self, parts: Sequence[Part], total: int | None = None) -> None:
        """Show `parts` of `total`, by default of their sum."""
        self._parts = [part for part in parts if part.number > 0]
        self._total = max(total or 0, sum(part.number for part in self._parts), 1)
        words = ", ".join(f"{part.number} {part.word}".strip() for part in self._parts)
        if total:
            words = _("{part} of {total}").format(part=words or "0", total=total)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, width = theme().tokens, float(self.width())
        painter = QPainter(self)
        try:
            if sum(part.number for part in self._parts) < self._total:
                draw_box(painter, QRectF(0, 0, width, 6), 3, tokens.chip)
            x = 0.0
            for place, part in enumerate(self._parts):
                share = width * part.number / self._total
                gap = 2 if place < len(self._parts) - 1 else 0
                rect = QRectF(x, 0, max(2.0, share - gap), 6)
                draw_box(painter, rect, min(3.0, rect.width() / 2), tokens.shade(part.tone).line)
                x += share
        finally:
            painter.end()


class Figure(Themed, QLabel):
    """A large number and its words on one baseline."""

    _kind = Type(20, 600)

    def __init__(self) -> None:
        super().__init__()
        self._number, self._words = "", ""

    def set_figure(self, number: str, words: str) -> None:
        """Show another number and the words behind it."""
        self._number, self._words = number, words
        self.setText(f"{number} {words}".strip())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = text_width(self._number, self._kind) + 7 + text_width(self._words, BODY)
        return QSize(round(width) + 2, round(line_height(self._kind)) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(text_width(self._number, self._kind)) + 30, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        painter = QPainter(self)
        try:
            drawn = draw_text(painter, rect, self._number, self._kind, tokens.text)
            top = (rect.height() - line_height(self._kind)) / 2
            base = round(top) + ascent(self._kind)
            words = QRectF(drawn + 7, base - ascent(BODY), rect.width() - drawn - 7, line_height())
            draw_text(painter, words, self._words, BODY, tokens.text2)
        finally:
            painter.end()


class Metric(QWidget):
    """Icon and label, a number with words, a meter and a state line below."""

    def __init__(
        self,
        icon: str,
        label: str,
        *,
        number: str = "",
        words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon(icon))
        head.addWidget(Label(label, SMALL, "text2"))
        head.addStretch(1)
        column.addLayout(head)
        self._figure = Figure()
        column.addWidget(self._figure)
        self.meter = Meter()
        column.addWidget(self.meter)
        self.state = StateLine("", Tone.NEUTRAL)
        column.addWidget(self.state)
        self.state.hide()
        self.setAccessibleName(label)
        self.set_figure(number, words)

    def set_figure(self, number: str, words: str) -> None:
        """Show another number and the words behind it."""
        self._figure.set_figure(number, words)

    def set_meter(self, parts: Sequence[Part], total: int | None = None) -> None:
        """Show how much is covered."""
        self.meter.set_parts(parts, total)

    def set_state(self, word: str, tone: Tone | str) -> None:
        """Say in words how it stands; no words, no line."""
        self.state.set_state(word, tone)
        self.state.setVisible(bool(word))


class _Term(Themed, QLabel):
    """One term of the sum: a sign, a dot, the number and its word."""

    def __init__(self, sign: str, part: Part, *, dot: bool = True) -> None:
        super().__init__(f"{sign} {part.number} {part.word}".strip())
        self._sign, self._part, self._dot = sign, part, dot

    def sizeHint(self) -> QSize:
        width = text_width(str(self._part.number), NUMBER) + 4 + text_width(self._part.word, SMALL)
        width += (11 if self._dot else 0) + (14 if self._sign else 0)
        return QSize(round(width) + 2, round(line_height()) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        painter = QPainter(self)
        try:
            if self._sign:
                draw_text(painter, rect, self._sign, SMALL, tokens.text2)
                rect.setLeft(14)
            if self._dot:
                centre = QPointF(rect.left() + 3, rect.center().y())
                draw_dot(painter, centre, 7, tokens.shade(self._part.tone).line)
                rect.setLeft(rect.left() + 11)
            drawn = draw_text(painter, rect, str(self._part.number), NUMBER, tokens.text)
            rect.setLeft(rect.left() + drawn + 4)
            draw_text(painter, rect, self._part.word, SMALL, tokens.text2)
        finally:
            painter.end()


_SUM_IN_ONE_LINE = 520
"""Pixels from which the verdict stands beside the sum; narrower it is below."""


class SumBar(QWidget):
    """The accounting at the foot of a list: total = part + part ..., and whether it adds up."""

    def __init__(self, pad: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, 14, pad, 12)
        column.setSpacing(8)
        self._meter = Meter()
        column.addWidget(self._meter)
        self._terms = QWidget()
        self._flow = FlowLayout(self._terms, gap=5, line_gap=2)
        self._check = Icon("check-circle")
        self._verdict = Label("", SMALL_MEDIUM)
        self._end = QHBoxLayout()
        self._end.setSpacing(6)
        self._end.addWidget(self._check)
        self._end.addWidget(self._verdict, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(self._terms, 1)
        self._row.addLayout(self._end)
        column.addLayout(self._row)

    def add_trailing(self, widget: QWidget) -> None:
        """Put something behind the verdict, such as the way to more."""
        self._end.addSpacing(6)
        self._end.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(_SUM_IN_ONE_LINE)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    @property
    def verdict(self) -> str:
        """Whether the parts add up to the total, in words."""
        return self._verdict.text()

    def set_sum(self, total: int, word: str, parts: Sequence[Part]) -> None:
        """Show `total` ("246 asked") and its `parts`; name the difference where they differ."""
        self._flow.clear()
        self._flow.addWidget(_Term("", Part(total, word), dot=False))
        for place, part in enumerate(parts):
            self._flow.addWidget(_Term("+" if place else "=", part))
        self._meter.set_parts(parts, total)
        missing = total - sum(part.number for part in parts)
        role = "bad" if missing else "ok"
        if missing > 0:
            text = ngettext("{n} not accounted for", "{n} not accounted for", missing)
        elif missing < 0:
            text = ngettext("{n} counted twice", "{n} counted twice", -missing)
        else:
            text = _("Adds up")
        self._verdict.setText(text.format(n=abs(missing)))
        self._verdict.set_role(role)
        self._check.set_icon("error" if missing else "check-circle", role)
        self.setAccessibleName(f"{self._meter.accessibleName()}; {self.verdict}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()
