"""What the questions are once they are merged, in four numbers."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from townhall.domain.merging import Together
from townhall.language import _, ngettext
from townhall.ui.date_words import day_words
from townhall.ui.theme import theme
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.meters import Figure
from townhall.ui.widgets.paint import SMALL

_LEAST = 168
"""Pixels a number with its words needs at least."""


class AfterCard(Card):
    """Shows what `together` says of the questions that are chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = SectionHead("")
        self.add(self._head)
        self.add_line()
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(16, 14, 16, 16)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(14)
        self._in_a_row = 0
        self.figures = [_Number() for _place in range(4)]
        self.add(body)
        self._arrange()

    def show_after(self, after: Together, today: date, *, merged: bool) -> None:
        """Show what would be, or what is since they were `merged`."""
        title = _("Merged") if merged else _("After merging")
        self._head.set_title(title, _("nothing is rewritten, undo any time"))
        votes, waiting, askers, owner = self.figures
        votes.tell(str(after.votes), ngettext("vote", "votes", after.votes), _votes_words(after))
        kept = ngettext("{n} keeps its own words", "{n} keep their own words", after.kept)
        waiting.tell(
            str(after.waiting),
            ngettext("question in the queue", "questions in the queue", after.waiting),
            kept.format(n=after.kept),
        )
        askers.tell(
            str(after.askers),
            ngettext("asker told", "askers told", after.askers),
            _("each by the way they asked"),
        )
        day = day_words(after.answer_by, today)
        until = _("answer by {day}").format(day=day) if day else _("no day to answer by")
        owned = _("owner") if after.owner else _("no owner")
        owner.tell(after.owner or "–", "", f"{owned}, {until}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        in_a_row = 4 if self.width() >= 4 * theme().px(_LEAST) else 2
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for place, figure in enumerate(self.figures):
            row, column = divmod(place, in_a_row)
            self._grid.addWidget(figure, row, column, Qt.AlignmentFlag.AlignTop)
        for column in range(4):
            self._grid.setColumnStretch(column, int(column < in_a_row))


class _Number(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._figure, self._words = Figure(), Paragraph("", SMALL, "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._figure)
        column.addWidget(self._words)

    def tell(self, number: str, words: str, more: str) -> None:
        self._figure.set_figure(number, words)
        self._words.setText(more)
        self.setAccessibleName(", ".join((f"{number} {words}".strip(), more)))


def _votes_words(after: Together) -> str:
    if not after.twice:
        return _("nobody counted twice")
    return _("{sum} less {twice} counted twice").format(
        sum=after.votes + after.twice, twice=after.twice
    )
