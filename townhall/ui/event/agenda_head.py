"""What stands above the run of show: title, figures, state, which dates it is for, columns."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from townhall.domain.run_of_show import RunOfShow
from townhall.language import _, ngettext
from townhall.ui.event.agenda_row import Columns
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.paint import BODY, HEAD, LEFT, RIGHT, TINY, draw_text
from townhall.ui.widgets.segment import Segment
from townhall.ui.widgets.themed import Themed

THIS, ALL = "this", "all"
"""Whether edits are for one date or for all dates of a series."""


class AgendaHead(QWidget):
    """Title, figures, state, which dates it is for, and the button that adds an item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(_("Run of show"), HEAD)
        self.figures = ElidedLabel("", BODY, "text3")
        self.state = Chip("", dot=True)
        self.scope = Segment(
            [(THIS, _("This date")), (ALL, _("All dates"))], THIS, name=_("Run of show of")
        )
        self.add = Button(_("Item"), "ghost", icon="plus", tip=_("Add an item (N)"))
        self.add.setAccessibleName(_("Add an item"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.figures)
        row.addStretch(1)
        for widget in (self.state, self.scope, self.add):
            row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(44))

    def set_run(self, run: RunOfShow) -> None:
        """Say how many items there are and whether they fit."""
        count = len(run.items)
        planned = int((run.planned_end - run.start).total_seconds()) // 60
        words = ngettext(
            "{n} item, {minutes} min in {planned} min",
            "{n} items, {minutes} min in {planned} min",
            count,
        ).format(n=count, minutes=run.item_minutes, planned=planned)
        self.figures.setText(words if count else "")
        if run.over_minutes:
            self.state.set_state(_("{n} min too long").format(n=run.over_minutes), "bad")
        elif run.under_minutes:
            self.state.set_state(_("{n} min left").format(n=run.under_minutes), "neutral")
        else:
            self.state.set_state(_("Fits exactly"), "ok")
        self.state.setVisible(bool(count))


class ColumnHeads(Themed, QWidget):
    """The names of the columns, where the lines have them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        columns, colour = Columns(self.width()), theme().tokens.text3
        painter = QPainter(self)
        try:
            for left, right, words, align in (
                (columns.start, columns.title, _("Start"), LEFT),
                (columns.title, columns.speaker, _("Item and cues"), LEFT),
                (columns.speaker, columns.duration, _("Speaker"), LEFT),
                (columns.duration - 40, columns.right, _("Duration"), RIGHT),
            ):
                room = QRectF(left, 0, right - left - 8 * (align == LEFT), self.height())
                draw_text(painter, room, words, TINY, colour, align)
        finally:
            painter.end()
