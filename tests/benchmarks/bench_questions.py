"""Repaint 100,000 questions as a list, with hits and as a board, against Qt's own views.

Those show the same words as plain text: a table, and for the board a list for each column.

Prints `name ratio limit`; exits 1 when a ratio is over its limit.
"""

import os
import statistics
import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QTableView, QWidget

from townhall.domain.question_themes import shipped_themes
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.queries.question_hits import FoundIn, Hit
from townhall.services.queries.questions import QuestionRow
from townhall.ui.lists.row_table import RowTable
from townhall.ui.questions.board.board import Board
from townhall.ui.questions.board.cards import card_height
from townhall.ui.questions.list_columns import question_columns
from townhall.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
QUESTIONS, SIZE, REPEATS, LIMIT = 100_000, (848, 800), 60, 1.6
BOARD = (1232, 800)
TODAY = date(2026, 11, 24)
WORDS = (
    "Wie is aansprakelijk als de AI een breuk mist?",
    "Leest er straks nog iemand alle foto’s?",
)
THEMES = shipped_themes()
PEOPLE = ("Bram Proefman", "Eva Modelaar", None)


def row(id_: int) -> QuestionRow:
    """A question that differs from its neighbours in every column."""
    return QuestionRow(
        id=id_,
        text=f"{WORDS[id_ % 2]} {id_}",
        votes=id_ % 90,
        theme=THEMES[id_ % len(THEMES)],
        state=list(QuestionState)[id_ % 4],
        outcome=Outcome.OPEN,
        owner=PEOPLE[id_ % 3],
        answer_by=TODAY + timedelta(days=id_ % 9 - 3),
        audience=None,
        source="slido",
        times_carried=id_ % 3,
        merged=id_ % 4,
        language="nl",
    )


class PlainModel(QAbstractTableModel):
    """The words of the same cells, ready to hand out."""

    def __init__(self, table: RowTable) -> None:
        super().__init__()
        columns = table.id_model.columns
        self._words = [[column.cell(row(id_)).words for column in columns] for id_ in range(1, 65)]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return QUESTIONS

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return len(self._words[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        shown = role == Qt.ItemDataRole.DisplayRole
        return self._words[index.row() % 64][index.column()] if shown else None


def plain_table(table: RowTable) -> QTableView:
    """Qt's own table with Qt's own delegate, showing the same words in rows of the same height."""
    plain = QTableView()
    plain.setModel(PlainModel(table))
    plain.model().setParent(plain)
    plain.verticalHeader().hide()
    plain.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
    plain.resize(*SIZE)
    for column in range(table.id_model.columnCount()):
        plain.setColumnWidth(column, table.columnWidth(column))
    return plain


def medians(*paints: Callable[[], object]) -> list[float]:
    """Seconds of the middle one of many repaints of each, taken in turn."""
    times: list[list[float]] = [[] for _paint in paints]
    for _repeat in range(REPEATS):
        for paint, taken in zip(paints, times, strict=True):
            start = perf_counter()
            paint()
            taken.append(perf_counter() - start)
    return [statistics.median(taken) for taken in times]


class PlainCards(QAbstractListModel):
    """The words of the same cards, ready to hand out."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        cards = board.columns[0].list.cards
        self._words = [str(cards.data(cards.index(at, 0))) for at in range(64)]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return QUESTIONS // len(QuestionState)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QSize | None:
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(120, card_height())
        return self._words[index.row() % 64] if role == Qt.ItemDataRole.DisplayRole else None


def plain_board(board: Board) -> QWidget:
    """Qt's own list for each column, showing the same words in rows of the same height."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    for _column in board.columns:
        view = QListView()
        view.setUniformItemSizes(True)
        view.setWordWrap(True)
        view.setModel(PlainCards(board))
        view.model().setParent(view)
        row.addWidget(view)
    holder.resize(*BOARD)
    return holder


def board_ratio(app: QApplication) -> float:
    """Repainting the board over repainting plain lists."""
    columns = question_columns(TODAY)
    board = Board(columns, lambda ids, deliver: deliver({id_: row(id_) for id_ in ids}))
    board.resize(*BOARD)
    states = list(QuestionState)
    board.set_columns(
        {state: range(1 + at, QUESTIONS, len(states)) for at, state in enumerate(states)}
    )
    board.show()
    for _settle in range(20):
        app.processEvents()
    plain = plain_board(board)
    plain.show()
    for _settle in range(20):
        app.processEvents()
    ours, floor = medians(board.repaint, plain.repaint)
    return ours / floor


def list_ratio(app: QApplication, hit_of: Callable[[int], Hit | None]) -> float:
    """Repainting the list over repainting a plain table."""
    table = RowTable(
        question_columns(TODAY, hit_of),
        lambda ids, deliver: deliver({id_: row(id_) for id_ in ids}),
    )
    table.resize(*SIZE)
    table.set_ids(range(1, QUESTIONS + 1))
    table.show()
    plain = plain_table(table)
    plain.show()
    for _settle in range(20):
        app.processEvents()
    medians(table.viewport().repaint, plain.viewport().repaint)
    ours, floor = medians(table.viewport().repaint, plain.viewport().repaint)
    return ours / floor


def main() -> int:
    """Measure and print."""
    app = QApplication([])
    theme().set_mode("light")
    theme().apply(app)
    hit = Hit(((0, 3), (20, 26)), FoundIn.ANSWER, "…de AI een breuk mist", ((4, 6),))
    ratios = {
        "questions.repaint": list_ratio(app, lambda _id: None),
        "questions.repaint-found": list_ratio(app, lambda _id: hit),
        "questions.repaint-board": board_ratio(app),
    }
    for name, ratio in ratios.items():
        sys.stdout.write(f"{name} {ratio:.2f} {LIMIT}\n")
    return int(any(ratio > LIMIT for ratio in ratios.values()))


if __name__ == "__main__":
    sys.exit(main())
