"""The dates a pack can be made for, coming and recent, with a search."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.terms import CommunicationStatus
from townhall.language import _
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.packs import PackDates
from townhall.ui.date_key import DateKey, key_of
from townhall.ui.date_words import KIND_ICONS
from townhall.ui.documents.words import date_words, distance_words
from townhall.ui.lists.cells import Bit, Column, Group, TitleCell
from townhall.ui.lists.row_table import RowTable
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import BODY
from townhall.ui.widgets.search_field import SearchField


class DateList(QWidget):
    """Search field and list; `chosen(OccurrenceRow)` when the user goes to another date.

    `accepted` when one is chosen by Enter or a click, so that a popup can close.
    """

    chosen = Signal(object)
    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dates: PackDates | None = None
        self._rows: list[OccurrenceRow] = []
        self._key: DateKey | None = None
        self.search = SearchField(_("Search dates"), key="/")
        self.search.searched.connect(self._on_searched)
        column = Column("date", _("Date"), self._cell, stretch=True)
        self.table = RowTable([column], self._fetch, name=_("Dates"), pad=16, row_height=52)
        self.table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.table.horizontalHeader().hide()
        self.table.current_changed.connect(self._on_current_changed)
        self.table.clicked.connect(lambda _index: self.accepted.emit())
        self.table.activated_id.connect(lambda _id: self.accepted.emit())
        self.nothing = Paragraph("", BODY, "text2", selectable=False)
        self.nothing.setContentsMargins(16, 8, 16, 8)
        self.nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 0, 12, 8)
        holder.addWidget(self.search)
        layout.addLayout(holder)
        layout.addWidget(self.nothing)
        layout.addWidget(self.table, 1)

    @property
    def key(self) -> DateKey | None:
        """The date that is selected."""
        return self._key

    def set_dates(self, dates: PackDates) -> None:
        """Offer `dates`; selection, search and place stay."""
        self._dates = dates
        self._rows = [*dates.coming, *dates.recent]
        self._show()

    def select(self, key: DateKey | None) -> None:
        """Select a date without saying so."""
        self._key = key
        self._select_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leaves the search field for the list."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if self.table.current_id is None:
                self.table.go_to_first()
            return
        super().keyPressEvent(event)

    def _show(self) -> None:
        dates = self._dates
        if dates is None:
            return
        wanted = [word.casefold() for word in self.search.text().split()]
        shown = [n for n, row in enumerate(self._rows) if self._matches(row, wanted)]
        coming = [n for n in shown if n < len(dates.coming)]
        recent = [n for n in shown if n >= len(dates.coming)]
        blocked = self.table.blockSignals(True)
        self.table.set_ids([*_group(_("Coming"), coming), *_group(_("Recent"), recent)])
        self.table.refresh()
        self.table.blockSignals(blocked)
        self._select_row()
        self.nothing.setText(_("No date fits this search."))
        self.nothing.setVisible(not shown and bool(wanted))

    def _matches(self, row: OccurrenceRow, wanted: Sequence[str]) -> bool:
        words = f"{row.title} {date_words(row, year=True)} {row.location}".casefold()
        return all(word in words for word in wanted)

    def _select_row(self) -> None:
        keys = [key_of(row) for row in self._rows]
        blocked = self.table.blockSignals(True)
        if self._key not in keys or not self.table.go_to(keys.index(self._key)):
            self.table.clearSelection()
        self.table.blockSignals(blocked)

    def _fetch(self, ids: Sequence[int], deliver: object) -> None:
        if callable(deliver):
            deliver({n: self._rows[n] for n in ids if n < len(self._rows)})

    def _cell(self, row: OccurrenceRow) -> TitleCell:
        today = self._dates.today if self._dates else row.shown_start.date()
        cancelled = row.status is CommunicationStatus.CANCELLED
        bits = [Bit(date_words(row))]
        if cancelled:
            bits.append(Bit(_("Cancelled"), "bad"))
        else:
            bits.append(Bit(distance_words(row.shown_start.date(), today)))
        return TitleCell(row.title, tuple(bits), KIND_ICONS[row.kind], struck=cancelled)

    def _on_searched(self, _text: str) -> None:
        self._show()

    def _on_current_changed(self, number: int | None) -> None:
        if number is None or number >= len(self._rows):
            return
        row = self._rows[number]
        if key_of(row) != self._key:
            self._key = key_of(row)
            self.chosen.emit(row)


def _group(label: str, numbers: Sequence[int]) -> list[int | Group]:
    return [Group(label, str(len(numbers))), *numbers] if numbers else []
