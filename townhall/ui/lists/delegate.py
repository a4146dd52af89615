"""Paints the cells of a list, and the ground, hairline and accent bar of its rows."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from townhall.ui.icons import paint_icon
from townhall.ui.lists.cells import (
    Cell,
    DateCell,
    Group,
    IconCell,
    PersonCell,
    StateCell,
    TextCell,
    TitleCell,
    VoteCell,
)
from townhall.ui.lists.id_model import IdListModel
from townhall.ui.lists.marks import draw_marks
from townhall.ui.theme import Tokens, theme
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.labels import role_colour
from townhall.ui.widgets.marks import draw_avatar, draw_votes
from townhall.ui.widgets.paint import (
    BODY,
    LEFT,
    NUMBER,
    RIGHT,
    SMALL,
    SMALL_MEDIUM,
    TITLE,
    Type,
    draw_box,
    draw_dot,
    draw_text,
    line_height,
    text_width,
)

GAP = 16
_STRUCK = Type(12, struck=True)
_LATE = Type(13, 500, tabular=True)
_DATE = Type(13, tabular=True)


def wanted_width(cell: Cell) -> float:
    """Width that `cell` needs on one line, without the gap between columns."""
    match cell:
        case StateCell():
            return 14 + text_width(cell.word, SMALL_MEDIUM)
        case PersonCell():
            return max(32 + text_width(cell.name, BODY), text_width(cell.missing, BODY))
        case DateCell():
            return max(text_width(cell.text or "–", _LATE), text_width(cell.moved_from, _STRUCK))
        case VoteCell():
            return max(36.0, text_width(cell.words, NUMBER) + 14)
        case IconCell():
            return 16
        case TitleCell():
            return text_width(cell.title, TITLE) + (28 if cell.icon else 0)
        case TextCell():
            return text_width(cell.text, Type(13, cell.weight, cell.tabular))


class CellDelegate(QStyledItemDelegate):
    """Paints straight from the model's cells, without a round trip per role."""

    pad = 20

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, theme().px(44))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        if not isinstance(model, IdListModel):
            return
        tokens = theme().tokens
        rect = QRectF(option.rect)
        entry = model.entry(index.row())
        painter.save()
        try:
            if isinstance(entry, Group):
                self._paint_group(painter, rect, entry, tokens)
                return
            state: QStyle.StateFlag = option.state
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            first, last = index.column() == 0, index.column() == len(model.columns) - 1
            self._paint_ground(painter, rect, tokens, chosen=chosen, first=first, state=state)
            left = self.pad if first else GAP / 2
            right = self.pad if last else GAP / 2
            inner = rect.adjusted(left, 0, -right, -1)
            cell = model.cell(index.row(), index.column())
            if cell is None:
                bar = QRectF(inner.x(), inner.center().y() - 4, min(inner.width(), 120), 8)
                draw_box(painter, bar, 4, tokens.sunken)
            else:
                paint_cell(painter, inner, cell, tokens)
        finally:
            painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRectF,
        tokens: Tokens,
        *,
        chosen: bool,
        first: bool,
        state: QStyle.StateFlag,
    ) -> None:
        if chosen:
            painter.fillRect(rect, tokens.sel)
            if first:
                painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), tokens.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, tokens.hover)
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), tokens.border)

    def _paint_group(self, painter: QPainter, rect: QRectF, group: Group, tokens: Tokens) -> None:
        painter.fillRect(rect, tokens.bg)
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), tokens.border)
        inner = rect.adjusted(self.pad, 0, -self.pad, -1)
        centre = QPointF(inner.x() + 4, inner.center().y())
        draw_dot(painter, centre, 8, tokens.shade(group.tone).line)
        inner.setLeft(inner.x() + 16)
        drawn = draw_text(painter, inner, group.label, Type(13, 600), tokens.text)
        inner.setLeft(inner.x() + drawn + 8)
        draw_text(painter, inner, group.count, SMALL, tokens.text2)


def paint_cell(painter: QPainter, rect: QRectF, cell: Cell, tokens: Tokens) -> None:
    """Paint one cell into `rect`."""
    middle = rect.center().y()
    match cell:
        case TextCell():
            kind = Type(13, cell.weight, cell.tabular)
            align = RIGHT if cell.right else LEFT
            if cell.text:
                draw_text(painter, rect, cell.text, kind, role_colour(cell.role), align)
            else:
                draw_text(painter, rect, "–", kind, tokens.text2, align)
        case TitleCell():
            _paint_title(painter, rect, cell, tokens)
        case StateCell():
            shade = tokens.shade(cell.tone)
            draw_dot(painter, QPointF(rect.x() + 4, middle), 8, shade.line, hollow=cell.hollow)
            draw_text(painter, rect.adjusted(14, 0, 0, 0), cell.word, SMALL_MEDIUM, shade.text)
        case PersonCell():
            if cell.name:
                disc = QRectF(rect.x(), round(middle - 12), 24, 24)
                draw_avatar(painter, disc, cell.name)
                draw_text(painter, rect.adjusted(32, 0, 0, 0), cell.name, BODY, tokens.text)
            else:
                words = tokens.text2 if cell.missing == "–" else tokens.bad
                draw_text(painter, rect, cell.missing, BODY, words)
        case DateCell():
            _paint_date(painter, rect, cell, tokens)
        case VoteCell():
            width = max(36.0, text_width(str(cell.number), NUMBER) + 14)
            draw_votes(painter, QRectF(rect.x(), round(middle - 12), width, 24), cell.number)
        case IconCell():
            colour = role_colour(cell.role)
            paint_icon(painter, cell.icon, rect.x(), round(middle - 8), 16, colour)


def _paint_title(painter: QPainter, rect: QRectF, cell: TitleCell, tokens: Tokens) -> None:
    if cell.icon:
        y = round(rect.center().y() - 8)
        paint_icon(painter, cell.icon, rect.x(), y, 16, role_colour(cell.icon_role))
        rect = rect.adjusted(28, 0, 0, 0)
    kind = Type(13, 500, struck=cell.struck)
    words = tokens.text2 if cell.struck else tokens.text
    two = bool(cell.bits) and rect.height() >= line_height(TITLE) + line_height(SMALL)
    if not two:
        draw_marks(painter, rect, cell.title, kind, cell.marks)
        draw_text(painter, rect, cell.title, kind, words)
        return
    upper, lower = line_height(TITLE), line_height(SMALL)
    top = round(rect.y() + (rect.height() - upper - lower - 2) / 2)
    title = QRectF(rect.x(), top, rect.width(), upper)
    draw_marks(painter, title, cell.title, kind, cell.marks)
    draw_text(painter, title, cell.title, kind, words)
    line = QRectF(rect.x(), top + upper + 2, rect.width(), lower)
    for place, bit in enumerate(cell.bits):
        if place:
            line.setLeft(line.x() + draw_text(painter, line, DOT, SMALL, tokens.text2))
        if bit.square and line.width() > 16:
            square = QRectF(line.x(), round(line.center().y() - 4), 8, 8)
            draw_box(painter, square, 2, tokens.shade(bit.tone).line)
            line.setLeft(line.x() + 14)
        toned = bit.tone and not bit.square
        colour = role_colour(bit.tone) if toned else tokens.text2
        bit_type = SMALL_MEDIUM if toned else SMALL
        draw_marks(painter, line, bit.text, bit_type, bit.marks)
        line.setLeft(line.x() + draw_text(painter, line, bit.text, bit_type, colour))


def _paint_date(painter: QPainter, rect: QRectF, cell: DateCell, tokens: Tokens) -> None:
    kind = _LATE if cell.late else _DATE
    words = tokens.bad if cell.late else tokens.text if cell.text else tokens.text2
    if not cell.moved_from:
        draw_text(painter, rect, cell.text or "–", kind, words)
        return
    upper, lower = line_height(kind), line_height(_STRUCK)
    top = rect.y() + (rect.height() - upper - lower) / 2
    draw_text(painter, QRectF(rect.x(), top, rect.width(), upper), cell.text, kind, words)
    below = QRectF(rect.x(), top + upper, rect.width(), lower)
    draw_text(painter, below, cell.moved_from, _STRUCK, tokens.text2)
