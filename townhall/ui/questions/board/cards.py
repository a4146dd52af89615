"""Cards of questions: how they are painted, and what is read aloud of one."""

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from townhall.ui.lists.cells import Cell, DateCell, PersonCell, StateCell, TitleCell, VoteCell
from townhall.ui.lists.id_model import IdListModel, Index
from townhall.ui.lists.marks import draw_marks
from townhall.ui.theme import Tokens, theme
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.labels import role_colour
from townhall.ui.widgets.marks import draw_avatar, draw_votes
from townhall.ui.widgets.paint import (
    NUMBER,
    RIGHT,
    SMALL,
    SMALL_MEDIUM,
    TITLE,
    draw_box,
    draw_dot,
    draw_text,
    line_height,
    text_width,
)

_LINES, _PAD, _GAP, _HEAD, _FOOT = 3, 10, 6, 22, 20
_LONGEST = 120
"""Letters that fit on no line of a card."""
_LEAST = 40
"""Pixels that a further fact needs to say anything."""
_APART = 4
"""Pixels between a card and the edge of its row."""


class CardModel(IdListModel):
    """Questions as cards: the cells of all columns belong to one item and are read as one.

    `ended`: they are closed, so how they ended is shown instead of when they are due.
    """

    ended = False

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role not in words or not index.isValid():
            return super().data(index, role)
        cells = self.cells(index.row())
        return ". ".join(cell.words for cell in cells.values() if cell.words != "–")

    def cells(self, row: int) -> dict[str, Cell]:
        """The cells of a row by their columns' keys; none while they are being fetched."""
        found = {column.key: self.cell(row, at) for at, column in enumerate(self.columns)}
        return {key: cell for key, cell in found.items() if cell is not None}


def card_height() -> int:
    """Height in pixels of a card with the space around it."""
    words = _LINES * line_height(TITLE) + line_height(SMALL)
    return round(2 * _PAD + _HEAD + words + 3 * _GAP + _FOOT + 2 * _APART)


class CardDelegate(QStyledItemDelegate):
    """Paints cards; that with id `lifted` is being dragged and leaves a dashed place behind."""

    lifted: int | None = None

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, card_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        if not isinstance(model, CardModel):
            return
        tokens, state = theme().tokens, option.state
        rect = QRectF(option.rect).adjusted(8.5, _APART + 0.5, -8.5, -_APART - 0.5)
        painter.save()
        try:
            if model.id_at(index.row()) == self.lifted:
                draw_box(painter, rect, 8, None, tokens.text3, dashed=True)
                return
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            ground = tokens.raised if tokens.dark else tokens.surface
            edge = tokens.accent if chosen else tokens.control if hovered else tokens.border
            draw_box(painter, rect, 8, ground, edge, width=2 if chosen else 1)
            _paint_card(painter, rect.adjusted(_PAD, _PAD, -_PAD, -_PAD), model, index.row())
        finally:
            painter.restore()


def _paint_card(painter: QPainter, rect: QRectF, model: CardModel, row: int) -> None:
    tokens, cells = theme().tokens, model.cells(row)
    title = cells.get("text")
    if not isinstance(title, TitleCell):
        draw_box(painter, QRectF(rect.x(), rect.y() + 4, 120, 8), 4, tokens.sunken)
        return
    head = QRectF(rect.x(), rect.y(), rect.width(), _HEAD)
    _paint_head(painter, head, cells, tokens, ended=model.ended)
    y, high = head.bottom() + _GAP, line_height(TITLE)
    for start, words in wrapped(title.title, round(rect.width()), theme().text_percent):
        line = QRectF(rect.x(), y, rect.width(), high)
        marks = [(first - start, last - start) for first, last in title.marks]
        inside = [(max(first, 0), last) for first, last in marks if last > 0 and first < len(words)]
        draw_marks(painter, line, words, TITLE, inside)
        draw_text(painter, line, words, TITLE, tokens.text)
        y += high
    foot, low = QRectF(rect.x(), rect.bottom() - _FOOT, rect.width(), _FOOT), line_height(SMALL)
    _paint_bits(painter, QRectF(rect.x(), foot.y() - _GAP - low, rect.width(), low), title, tokens)
    owner = cells.get("owner")
    if isinstance(owner, PersonCell):
        _paint_owner(painter, foot, owner, tokens)


def _paint_bits(painter: QPainter, line: QRectF, title: TitleCell, tokens: Tokens) -> None:
    for place, bit in enumerate(title.bits):
        if place and line.width() < _LEAST:
            return
        if place:
            line.setLeft(line.x() + draw_text(painter, line, DOT, SMALL, tokens.text2))
        if bit.square and line.width() > 16:
            square = QRectF(line.x(), round(line.center().y() - 4), 8, 8)
            draw_box(painter, square, 2, tokens.shade(bit.tone).line)
            line.setLeft(line.x() + 14)
        toned = bool(bit.tone) and not bit.square
        kind = SMALL_MEDIUM if toned else SMALL
        draw_marks(painter, line, bit.text, kind, bit.marks)
        colour = role_colour(bit.tone) if toned else tokens.text2
        line.setLeft(line.x() + draw_text(painter, line, bit.text, kind, colour))


def _paint_head(
    painter: QPainter, head: QRectF, cells: dict[str, Cell], tokens: Tokens, *, ended: bool
) -> None:
    """Votes, and at the right when the answer is due or how the question ended."""
    votes, state, due = cells.get("votes"), cells.get("state"), cells.get("answer_by")
    rest = QRectF(head)
    if isinstance(votes, VoteCell):
        width = max(32.0, text_width(votes.words, NUMBER) + 14)
        draw_votes(painter, QRectF(head.x(), head.y(), width, _HEAD), votes.number)
        rest.setLeft(head.x() + width + 4)
    if ended and isinstance(state, StateCell):
        shade = tokens.shade(state.tone)
        width = draw_text(painter, rest, state.word, SMALL_MEDIUM, shade.text, RIGHT)
        # The word says it; a narrow card does without the dot.
        if width + 18 <= rest.width():
            draw_dot(painter, QPointF(rest.right() - width - 10, rest.center().y()), 8, shade.line)
    elif isinstance(due, DateCell):
        colour, kind = (tokens.bad, SMALL_MEDIUM) if due.late else (tokens.text2, SMALL)
        draw_text(painter, rest, due.text, kind, colour, RIGHT)


def _paint_owner(painter: QPainter, foot: QRectF, owner: PersonCell, tokens: Tokens) -> None:
    if owner.name:
        draw_avatar(painter, QRectF(foot.x(), foot.y(), _FOOT, _FOOT), owner.name)
        words = foot.adjusted(_FOOT + 8, 0, 0, 0)
        draw_text(painter, words, owner.name, SMALL, tokens.text2)
    else:
        colour = tokens.text2 if owner.missing == "–" else tokens.bad
        draw_text(painter, foot, owner.missing, SMALL, colour)


@lru_cache(maxsize=2_000)
def wrapped(text: str, width: int, percent: int) -> tuple[tuple[int, str], ...]:
    """`text` in at most three lines, each with the place in `text` at which it begins.

    The last line holds all that is left: it is cut where it is drawn. `percent` is the text size.
    """
    lines: list[tuple[int, str]] = []
    start = 0
    while start < len(text) and len(lines) < _LINES - 1:
        end = min(len(text), start + _LONGEST)
        while text_width(text[start:end], TITLE) > width:
            space = text.rfind(" ", start, end)
            if space <= start:
                break
            end = space
        if text_width(text[start:end], TITLE) > width:
            break
        lines.append((start, text[start:end]))
        start = end + 1
    if start < len(text):
        lines.append((start, text[start : start + _LONGEST]))
    return tuple(lines)
