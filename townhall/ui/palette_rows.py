"""What the palette lists: rooms and actions that match what was typed, and what was found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.key_cap import cap_width, draw_cap
from townhall.ui.widgets.paint import SMALL, TINY, TITLE, Type, draw_box, draw_text, text_width

_Index = QModelIndex | QPersistentModelIndex

_CUTOFF = 72
HEADER_HEIGHT = 30
ROW_HEIGHT = 40
LINE_HEIGHT = 18


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the palette, with the lines `below` it; a header has no `run`."""

    text: str
    icon: str = ""
    detail: str = ""
    below: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    run: Callable[[], object] | None = None


def matching(query: str, rows: Iterable[Row], limit: int) -> list[Row]:
    """Rows whose words fit `query`, best first: starts of words, then parts, then near misses."""
    scored = [(score, row) for row in rows if (score := match(query, row.text)) > 0]
    scored.sort(key=lambda pair: -pair[0])
    return [row for _score, row in scored[:limit]]


def best(query: str, rows: Sequence[Row]) -> float:
    """How well the best of `rows` fits what was typed, 0 to 100."""
    return max((match(query, row.text) for row in rows), default=0.0)


def match(query: str, text: str) -> float:
    """How well `text` fits what was typed, 0 to 100; accents and case do not count."""
    query, text = _plain(query), _plain(text)
    if not query:
        return 100.0
    if text.startswith(query):
        return 100.0
    words = text.split()
    if all(any(word.startswith(part) for word in words) for part in query.split()):
        return 95.0
    if query in text:
        return 90.0
    if len(query) < 3:
        return 0.0
    from rapidfuzz import fuzz

    parts = re.split(r"\W+", text)
    score = max(fuzz.ratio(query, text), *(fuzz.ratio(query, part) for part in parts))
    return score * 0.85 if score >= _CUTOFF else 0.0


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


class PaletteModel(QAbstractListModel):
    """The rows in view; headers cannot be selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def set_groups(self, groups: Sequence[tuple[str, Sequence[Row]]], otherwise: str) -> None:
        """Show `groups` (header, rows) that have rows; the words `otherwise` where none has."""
        self.beginResetModel()
        self._rows = [
            row for header, rows in groups if rows for row in (Row(header), *rows) if row.text
        ] or [Row(otherwise)]
        self.endResetModel()

    def row_at(self, number: int) -> Row | None:
        """The row called `number`; None outside the list."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def next_selectable(self, number: int, step: int) -> int:
        """The next row from `number` that can be run, going round; -1 when there is none."""
        for _round in range(len(self._rows)):
            number = (number + step) % len(self._rows)
            if self._rows[number].run is not None:
                return number
        return -1

    def height(self) -> int:
        """Height of all rows, in pixels."""
        return sum(row_height(row) for row in self._rows)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.row_at(index.row())
        if row is None or row.run is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def spoken(row: Row) -> str:
    """A row as a screen reader says it."""
    return ", ".join(
        part for part in (row.text, row.detail, *row.below, " ".join(row.keys)) if part
    )


def row_height(row: Row) -> int:
    """Height of a row or header, in pixels."""
    if row.run is None:
        return theme().px(HEADER_HEIGHT)
    return theme().px(ROW_HEIGHT + LINE_HEIGHT * len(row.below))


class PaletteDelegate(QStyledItemDelegate):
    """Draws a row: icon, words, detail, keys."""

    def __init__(self, model: PaletteModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = self._model.row_at(index.row())
        return QSize(0, row_height(row) if row is not None else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = self._model.row_at(index.row())
        if row is None:
            return
        tokens = theme().tokens
        box = QRectF(option.rect)
        if row.run is None:
            room = box.adjusted(12, 6, -12, 0)
            draw_text(painter, room, row.text, TINY, tokens.text2)
            return
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            draw_box(painter, box, 8, tokens.sel)
        _draw_row(painter, box, row, selected=selected)


def _draw_row(painter: QPainter, box: QRectF, row: Row, *, selected: bool) -> None:
    tokens = theme().tokens
    if row.below:
        lines = box.adjusted(44, 0, -12, -8)
        step = theme().px(LINE_HEIGHT)
        top = lines.bottom() - step * len(row.below)
        for number, line in enumerate(row.below):
            room = QRectF(lines.x(), top + number * step, lines.width(), step)
            draw_text(painter, room, line, SMALL, tokens.text2)
        box = QRectF(box.x(), box.y() + 8, box.width(), top - box.y() - 8)
    middle = box.center().y()
    colour = tokens.accent if selected else tokens.text2
    paint_icon(painter, row.icon, box.x() + 12, round(middle - 8), 16, colour)
    right = box.right() - 12
    for key in reversed(row.keys):
        right -= cap_width(key)
        draw_cap(painter, QRectF(right, middle, 0, 0).topLeft(), key)
        right -= 4
    left = box.x() + 44
    kind = Type(13, 600) if selected else TITLE
    width = min(text_width(row.text, kind), right - 8 - left)
    draw_text(painter, QRectF(left, box.y(), width, box.height()), row.text, kind, tokens.text)
    left += width + 10
    if row.detail and right - left > 40:
        room = QRectF(left, box.y(), right - left - 8, box.height())
        draw_text(painter, room, row.detail, SMALL, tokens.text2)
