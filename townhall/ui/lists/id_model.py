"""A list of ids as a table: only the rows that are painted are fetched, in pages of 64."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from townhall.ui.lists.cells import Cell, Column, Group

PAGE = 64
KEPT_PAGES = 64
ID_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Deliver = Callable[[Mapping[int, Any]], None]
Fetch = Callable[[tuple[int, ...], Deliver], None]
"""`fetch(ids, deliver)` fetches rows and calls `deliver({id: row})`, now or later, GUI thread."""

_NOWHERE = QModelIndex()


class IdListModel(QAbstractTableModel):
    """Ids and group heads in order; rows come from `fetch` when they are first looked at.

    A delivery for an older state of the list is dropped.
    """

    def __init__(
        self, columns: Sequence[Column], fetch: Fetch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._entries: Sequence[int | Group] = ()
        self._places: dict[int, int] | None = None
        self._cells: OrderedDict[int, dict[int, tuple[Cell, ...]]] = OrderedDict()
        self._asked: set[int] = set()
        self._wanted: set[int] = set()
        self._outdated: set[int] = set()
        self._generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    def set_ids(self, entries: Sequence[int | Group]) -> None:
        """Show these ids, with `Group` heads between them, and forget all rows."""
        self.beginResetModel()
        self._entries = entries
        self._places = None
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch rows anew, for ids that stay as they are; until then the old ones show."""
        self._generation += 1
        self._asked.clear()
        self._outdated = set(self._cells)
        if self._entries:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._entries) - 1, len(self.columns) - 1)
            )

    def _forget(self) -> None:
        self._generation += 1
        self._cells.clear()
        self._asked.clear()
        self._wanted.clear()
        self._outdated.clear()

    @property
    def entries(self) -> Sequence[int | Group]:
        """Ids and group heads in the order shown."""
        return self._entries

    def entry(self, row: int) -> int | Group | None:
        """The id or group head at `row`."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def id_at(self, row: int) -> int | None:
        """The id at `row`; None for a group head."""
        entry = self.entry(row)
        return entry if isinstance(entry, int) else None

    def row_of(self, wanted: int) -> int:
        """The row of an id, -1 when it is not shown."""
        if self._places is None:
            self._places = {
                entry: row for row, entry in enumerate(self._entries) if isinstance(entry, int)
            }
        return self._places.get(wanted, -1)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell to paint; None while its row is being fetched."""
        page = row // PAGE
        known = self._cells.get(page)
        if (known is None or page in self._outdated) and page not in self._asked:
            self._wanted.add(page)
            if not self._timer.isActive():
                self._timer.start()
        if known is None:
            return None
        cells = known.get(row)
        return cells[column] if cells else None

    def fetch_now(self, row: int) -> None:
        """Ask for the page of `row` at once."""
        if row // PAGE not in self._cells and row // PAGE not in self._asked:
            self._wanted.add(row // PAGE)
            self._ask()

    def _ask(self) -> None:
        wanted, self._wanted = sorted(self._wanted), set()
        for page in wanted:
            first = page * PAGE
            ids = tuple(
                entry for entry in self._entries[first : first + PAGE] if isinstance(entry, int)
            )
            self._asked.add(page)
            self._fetch(ids, self._receiver(page, self._generation))

    def _receiver(self, page: int, generation: int) -> Deliver:
        def deliver(rows: Mapping[int, Any]) -> None:
            if generation == self._generation:
                self._take(page, rows)

        return deliver

    def _take(self, page: int, rows: Mapping[int, Any]) -> None:
        first = page * PAGE
        made: dict[int, tuple[Cell, ...]] = {}
        for row, entry in enumerate(self._entries[first : first + PAGE], first):
            if isinstance(entry, int) and entry in rows:
                made[row] = tuple(column.cell(rows[entry]) for column in self.columns)
        self._cells[page] = made
        self._asked.discard(page)
        self._outdated.discard(page)
        while len(self._cells) > KEPT_PAGES:
            dropped, _cells = self._cells.popitem(last=False)
            self._outdated.discard(dropped)
        last = min(first + PAGE, len(self._entries)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.id_at(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ID_ROLE:
            return entry if isinstance(entry, int) else None
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        if isinstance(entry, Group):
            return f"{entry.label} {entry.count}".strip() if index.column() == 0 else ""
        cell = self.cell(index.row(), index.column())
        return cell.words if cell is not None else ""

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self.columns):
            return self.columns[section].head
        return None
