"""The questions of a group side by side, as many in a row as there is room for."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from townhall.ui.questions.review.card import QuestionCard
from townhall.ui.theme import theme

_LEAST = 244
"""Pixels a card needs at least."""
_MOST_IN_A_ROW = 3
_GAP = 16


class CardGrid(QWidget):
    """Cards of one height per row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[QuestionCard] = []
        self._in_a_row = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    def show_cards(self, cards: Sequence[QuestionCard]) -> None:
        """Show these cards instead."""
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = list(cards)
        self._in_a_row = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        fit = (self.width() + _GAP) // (theme().px(_LEAST) + _GAP)
        in_a_row = max(1, min(fit, _MOST_IN_A_ROW, len(self.cards)))
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // in_a_row, place % in_a_row)
        for column in range(_MOST_IN_A_ROW):
            self._grid.setColumnStretch(column, int(column < in_a_row))
