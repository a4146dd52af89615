"""The left column: the date, the packs made for it, and the dates to choose from."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.packs import PACK_KINDS
from townhall.services.queries.packs import PackDates, PackState
from townhall.ui.date_key import DateKey
from townhall.ui.documents.date_list import DateList
from townhall.ui.documents.words import (
    PACK_ICONS,
    date_words,
    distance_words,
    standing,
)
from townhall.ui.pack_names import pack_name
from townhall.ui.theme import theme
from townhall.ui.widgets.card import Hairline, SectionHead
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.labels import ElidedLabel, Paragraph
from townhall.ui.widgets.paint import BODY, HEAD
from townhall.ui.widgets.rows import Row
from townhall.ui.widgets.themed import Themed

WIDTH = 272


class PackRow(Row):
    """One pack: icon, name and how far it is."""

    def __init__(self, kind: str) -> None:
        super().__init__(pack_name(kind), icon=PACK_ICONS[kind], height=56, pad=16)
        self.kind = kind
        self._state = StateLine("", "neutral")
        self.add_below(self._state)
        self._state.hide()

    def set_state(self, state: PackState) -> None:
        """Say how far the pack is."""
        found = standing(self.kind, state)
        self._state.set_state(found.words, found.tone, hollow=found.hollow)
        self._state.show()
        self.setAccessibleName(f"{pack_name(self.kind)}. {found.words}")


class PackList(Themed, QWidget):
    """`kind_chosen(kind)` and `date_chosen(OccurrenceRow)` when the user picks."""

    kind_chosen = Signal(str)
    date_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Paragraph("", HEAD, "text", selectable=False)
        self._when = ElidedLabel("", BODY, "text2")
        self.rows = {kind: PackRow(kind) for kind in PACK_KINDS}
        self.dates = DateList()
        self.dates.chosen.connect(self.date_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        about = QVBoxLayout()
        about.setContentsMargins(16, 14, 16, 12)
        about.setSpacing(2)
        about.addWidget(self._title)
        about.addWidget(self._when)
        column.addLayout(about)
        for kind, row in self.rows.items():
            row.clicked.connect(lambda _checked=False, kind=kind: self.kind_chosen.emit(kind))
            column.addWidget(row)
        column.addWidget(Hairline())
        column.addWidget(SectionHead(_("Dates")))
        column.addWidget(self.dates, 1)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedWidth(theme().px(WIDTH))
        super().restyle()

    def set_dates(self, dates: PackDates) -> None:
        """Offer these dates."""
        self.dates.set_dates(dates)

    def select(self, kind: str, key: DateKey | None) -> None:
        """Show what is chosen without saying so."""
        for each, row in self.rows.items():
            row.set_chosen(each == kind)
        self.dates.select(key)

    def set_state(self, state: PackState) -> None:
        """Show the date that is chosen and how far its packs are."""
        self._title.setText(state.row.title)
        away = distance_words(state.row.shown_start.date(), state.today)
        self._when.setText(f"{date_words(state.row)} · {away}")
        for row in self.rows.values():
            row.set_state(state)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), tokens.surface)
            painter.fillRect(self.width() - 1, 0, 1, self.height(), tokens.border)
        finally:
            painter.end()
