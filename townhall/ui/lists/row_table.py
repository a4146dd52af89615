"""The list of every screen: rows of cells, chosen by mouse or keyboard, fast at any length."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from townhall.ui.lists.cells import Column, Group
from townhall.ui.lists.delegate import GAP, CellDelegate, wanted_width
from townhall.ui.lists.header import ListHeader
from townhall.ui.lists.id_model import Fetch, IdListModel, Index
from townhall.ui.theme import theme
from townhall.ui.widgets.paint import TINY, text_width
from townhall.ui.widgets.themed import Themed

ROW_HEIGHTS = {"comfortable": 56, "compact": 40}


class RowTable(Themed, QTableView):
    """Shows ids as rows; fetches what it paints. Signals carry ids, never indexes.

    `current_changed(id or None)` follows the selection, `chosen_changed(ids)` all selected rows,
    `activated_id(id)` Enter or a double click, `edit_wanted(id, column key)` F2 or a double click
    on a cell, `sort_wanted(key, descending)` a press on a head, `menu_wanted(id, point)` a right
    click. J and K go down and up; other letters are left to the screen.
    """

    current_changed = Signal(object)
    chosen_changed = Signal(list)
    activated_id = Signal(int)
    edit_wanted = Signal(int, str)
    sort_wanted = Signal(str, bool)
    menu_wanted = Signal(int, QPoint)

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Fetch,
        *,
        name: str = "",
        pad: int = 20,
        row_height: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self._density = "comfortable"
        self._restoring = False
        self.id_model = IdListModel(columns, fetch, self)
        self._delegate = CellDelegate(self)
        self._delegate.pad = pad
        self._header = ListHeader(self.id_model, pad, self)
        self._header.sort_wanted.connect(self.sort_wanted)
        self.setHorizontalHeader(self._header)
        self.setItemDelegate(self._delegate)
        self.setModel(self.id_model)
        self.setAccessibleName(name)
        self._set_up()
        self.restyle()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(self._on_double_click)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(20)

    def restyle(self) -> None:
        height = self._row_height or ROW_HEIGHTS[self._density]
        if self._row_height and self._density == "compact":
            height = max(32, height - 12)
        self.verticalHeader().setDefaultSectionSize(theme().px(height))
        self._lay_out_groups()
        self._lay_out_columns()
        super().restyle()

    def set_density(self, density: str) -> None:
        """Show rows "comfortable" or "compact"."""
        self._density = density
        self.restyle()

    # What is shown

    def set_ids(self, entries: Sequence[int | Group]) -> None:
        """Show these ids and group heads; the current row and the place stay where they can."""
        current, chosen = self.current_id, set(self.chosen_ids)
        top = self.verticalScrollBar().value()
        self._restoring = True
        self.clearSpans()
        self.id_model.set_ids(entries)
        self._lay_out_groups()
        self._restore(current, chosen)
        self.verticalScrollBar().setValue(top)
        self._restoring = False
        if self.current_id != current:
            self.current_changed.emit(self.current_id)

    def refresh(self) -> None:
        """Fetch what is painted anew."""
        self.id_model.refresh()

    def _restore(self, current: int | None, chosen: set[int]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        selection = QItemSelection()
        last = len(self.id_model.columns) - 1
        for one in chosen:
            row = self.id_model.row_of(one)
            if row >= 0:
                selection.select(self.id_model.index(row, 0), self.id_model.index(row, last))
        self.selectionModel().select(selection, flags.ClearAndSelect)
        row = self.id_model.row_of(current) if current is not None else -1
        if row >= 0:
            self.selectionModel().setCurrentIndex(self.id_model.index(row, 0), flags.NoUpdate)

    def set_sort(self, key: str, *, descending: bool) -> None:
        """Show by which column the list is sorted."""
        self._header.set_sort(key, descending=descending)

    @property
    def current_id(self) -> int | None:
        """The id of the row the keyboard is on."""
        return self.id_model.id_at(self.currentIndex().row())

    @property
    def chosen_ids(self) -> list[int]:
        """The ids of all selected rows, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        ids = (self.id_model.id_at(row) for row in rows)
        return [one for one in ids if one is not None]

    def go_to(self, wanted: int) -> bool:
        """Make the row of id `wanted` current, and show it; False when it is not in the list."""
        row = self.id_model.row_of(wanted)
        if row < 0:
            return False
        self.setCurrentIndex(self.id_model.index(row, 0))
        return True

    def go_to_first(self) -> None:
        """Make the first row current."""
        self.step(1, start=-1)

    def cell_point(self, wanted: int, key: str) -> QPoint:
        """Where on the screen a menu for the cell of `key` in the row of `wanted` should open."""
        column = [column.key for column in self.id_model.columns].index(key)
        rect = self.visualRect(self.id_model.index(self.id_model.row_of(wanted), column))
        return self.viewport().mapToGlobal(rect.bottomLeft())

    # Widths and heights

    def _lay_out_groups(self) -> None:
        height = theme().px(36)
        columns = len(self.id_model.columns)
        for row, entry in enumerate(self.id_model.entries):
            if isinstance(entry, Group):
                self.setRowHeight(row, height)
                if columns > 1:
                    self.setSpan(row, 0, 1, columns)

    def _needed(self, place: int) -> int:
        column = self.id_model.columns[place]
        words = max((wanted_width(cell) for cell in column.samples), default=0.0)
        head = text_width(column.head, TINY) + (16 if column.sort else 0)
        last = len(self.id_model.columns) - 1
        gaps = self._delegate.pad if place == 0 else GAP / 2
        gaps += self._delegate.pad if place == last else GAP / 2
        least = float(theme().px(column.width)) if not column.samples else 0.0
        return round(max(words, head, least) + gaps) + 2

    def _lay_out_columns(self) -> None:
        columns = self.id_model.columns
        room = self.viewport().width()
        widths = [self._needed(place) for place in range(len(columns))]
        stretched = [place for place, column in enumerate(columns) if column.stretch]
        shown = set(range(len(columns)))
        fixed = sum(widths[place] for place in shown if place not in stretched)
        for place in reversed(range(len(columns))):
            if columns[place].keep or not stretched or room - fixed >= 240 * len(stretched):
                continue
            shown.discard(place)
            fixed -= widths[place]
        share = (room - fixed) // len(stretched) if stretched else 0
        for place in range(len(columns)):
            self.setColumnHidden(place, place not in shown)
            if place in shown:
                least = 120 if place in stretched else 0
                width = max(share, least) if place in stretched else widths[place]
                self.setColumnWidth(place, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_columns()

    # Keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        key = event.key()
        if plain and key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.step(1 if key == Qt.Key.Key_J else -1)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current_id is not None:
                self.activated_id.emit(self.current_id)
        elif plain and key == Qt.Key.Key_F2:
            self._want_edit(self.currentIndex())
        elif event.text().isprintable() and event.text() and key != Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are the screen's own shortcuts, not a search among what happens to be read."""

    def step(self, step: int, start: int | None = None) -> None:
        """Make the row `step` further current, or the first record after `start`."""
        row = self.currentIndex().row() if start is None else start
        row += step
        while 0 <= row < self.id_model.rowCount():
            if self.id_model.id_at(row) is not None:
                self.setCurrentIndex(self.id_model.index(row, max(self.currentIndex().column(), 0)))
                return
            row += step

    def _on_double_click(self, index: QModelIndex) -> None:
        wanted = self.id_model.id_at(index.row())
        if wanted is not None:
            self.activated_id.emit(wanted)

    def _want_edit(self, index: QModelIndex) -> None:
        wanted = self.id_model.id_at(index.row())
        if wanted is not None:
            self.edit_wanted.emit(wanted, self.id_model.columns[index.column()].key)

    def _on_menu(self, point: QPoint) -> None:
        wanted = self.id_model.id_at(self.indexAt(point).row())
        if wanted is not None:
            self.menu_wanted.emit(wanted, self.viewport().mapToGlobal(point))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming into the list chooses nothing: Qt would make the first row the current one."""
        chosen = self.currentIndex().isValid()
        self._restoring = not chosen
        super().focusInEvent(event)
        if not chosen:
            self.setCurrentIndex(QModelIndex())
            self._restoring = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._restoring and current.row() != previous.row():
            self.current_changed.emit(self.id_model.id_at(current.row()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._restoring:
            self.chosen_changed.emit(self.chosen_ids)
