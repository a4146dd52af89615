"""How a page that previews a file is laid out: the file, what is read of it, what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.ui.imports.columns_page import SIDE
from townhall.ui.imports.file_strip import FileStrip
from townhall.ui.lists.row_table import RowTable
from townhall.ui.theme import theme
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.page import ScrollPage

_HEAD = 32
_GAP = 16


def table_card(head: SectionHead, table: RowTable, *, rows: int, row_height: int) -> Card:
    """A card with `table` under `head`, high enough for `rows` rows of `row_height` pixels."""
    table.setFixedHeight(theme().px(_HEAD + rows * row_height) + 2)
    card = Card()
    card.add(head)
    card.add_line()
    card.add(table)
    card.setContentsMargins(0, 0, 0, 8)
    return card


def lay_out(
    body: QWidget, strip: FileStrip, main: Sequence[QWidget], side: Sequence[QWidget]
) -> None:
    """Fill `body` with the strip of the file over the cards `main` and, beside them, `side`."""
    page = ScrollPage()
    page.add(strip)
    beside = QWidget()
    beside.setFixedWidth(theme().px(SIDE))
    second = QVBoxLayout(beside)
    second.setContentsMargins(0, 0, 0, 0)
    first = QVBoxLayout()
    for column, cards in ((first, main), (second, side)):
        column.setSpacing(_GAP)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(_GAP)
    row.addLayout(first, 1)
    row.addWidget(beside)
    page.column.addLayout(row)
    page.add_stretch()
    layout = QVBoxLayout(body)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
