"""Parts of the panel that shows what moves along: the two moments, and the lines below them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.ripple import Moving
from townhall.ui.date_words import day_text
from townhall.ui.theme import theme
from townhall.ui.widgets.labels import ElidedLabel, Label, Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import BODY, TITLE, Type, draw_box, text_width
from townhall.ui.widgets.switches import Check
from townhall.ui.widgets.themed import Themed

_DAY = Type(13, 400, tabular=True)
_NEW_DAY = Type(13, 600, tabular=True)


class Moment(Themed, QWidget):
    """A moment as a tile: that of before dashed, that of after filled."""

    def __init__(self, *, new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new = new
        self.when = Label("", Type(13, 600), "text" if new else "text2")
        self.far = Label("", BODY, "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(self.when)
        column.addWidget(self.far)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(60))

    def set_moment(self, when: str, far: str) -> None:
        """Show another moment and how far off it is."""
        self.when.setText(when)
        self.far.setText(far)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            rect = QRectF(self.rect())
            if self._new:
                draw_box(painter, rect, 8, tokens.tint, tokens.accent, width=1.5)
            else:
                draw_box(painter, rect, 8, None, tokens.text3, dashed=True)
        finally:
            painter.end()


class MovingLine(QWidget):
    """Something that can move along: ticked or not, its day and the day it would get.

    `of_date`: the date it belongs to is named, because it is not the only one.
    """

    def __init__(
        self,
        moving: Moving,
        day_width: int,
        *,
        of_date: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.moving = moving
        old, new = day_text(moving.day, "d MMM"), day_text(moving.new_day, "d MMM")
        title = moving.title
        if of_date and moving.of is not None:
            title = _("{title}, for {day}").format(title=title, day=day_text(moving.of, "d MMM"))
        self.check = Check(
            checked=moving.moves,
            name=_("{title}, from {old} to {new}").format(title=title, old=old, new=new),
        )
        self.title = ElidedLabel(title, TITLE, "text" if moving.moves else "text2")
        self._old, self._new = Label(old, _DAY, "text2"), Label(new, _NEW_DAY)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(self.check)
        row.addWidget(self.title, 1)
        for label in (self._old, self._new):
            label.setFixedWidth(day_width)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._old)
        row.addWidget(Icon("arrow-right", "text3", 14))
        row.addWidget(self._new)
        self.setMinimumHeight(theme().px(32))
        self.check.toggled.connect(lambda _on: self._show())
        self._show()

    def _show(self) -> None:
        on = self.check.isChecked()
        self.title.set_role("text" if on else "text2")
        self._new.set_role("text" if on else "text3")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.check.click()
        super().mouseReleaseEvent(event)


class TellingLine(QWidget):
    """Something to know: an icon, words that wrap, perhaps a chip at the right."""

    def __init__(
        self,
        icon: str,
        role: str,
        words: str,
        chip: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 20, 5)
        row.setSpacing(12)
        self.words = Paragraph(words, BODY, "text", selectable=False)
        row.addWidget(Icon(icon, role, 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        if chip is not None:
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(theme().px(32))


def day_width(days: list[date]) -> int:
    """The width that the widest of `days` takes, so that days stand below each other."""
    widest = max((text_width(day_text(day, "d MMM"), _NEW_DAY) for day in days), default=0)
    return round(widest) + 4
