"""The board: a column for each state, cards dragged or carried by key from one to another."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from townhall.domain.terms import Outcome, QuestionState
from townhall.ui.lists.cells import Column
from townhall.ui.lists.id_model import Fetch
from townhall.ui.questions.board.column import BoardColumn
from townhall.ui.questions.looks import state_tone
from townhall.ui.theme import theme
from townhall.ui.widgets.themed import Themed

_LEAST_WIDTH = 148


class Board(Themed, QWidget):
    """`current_changed(id or None)`, `activated_id(id)`, `menu_wanted(id, point)` as a list's.

    `move_wanted(id, state, point)` when a card is brought to another column; Esc while dragging
    puts it back.
    """

    current_changed = Signal(object)
    activated_id = Signal(int)
    menu_wanted = Signal(int, QPoint)
    move_wanted = Signal(int, object, QPoint)

    def __init__(
        self, columns: Sequence[Column], fetch: Fetch, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._current: int | None = None
        self._lifted: tuple[int, QPoint] | None = None
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(6)
        self.columns: list[BoardColumn] = []
        for state in QuestionState:
            tone = state_tone(state, Outcome.ANSWERED_LIVE)
            column = BoardColumn(state, tone, columns, fetch)
            self.columns.append(column)
            row.addWidget(column, 1)
            self._connect(column)
        self._area.setWidget(holder)
        # After the area was given it: that fills the ground. What is behind the board shows.
        for ground in (self._area, self._area.viewport(), holder):
            ground.setAutoFillBackground(False)
        self._ghost = QLabel(self)
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self.restyle()

    def _connect(self, column: BoardColumn) -> None:
        cards = column.list
        cards.current_changed.connect(lambda id_: self._on_current(column, id_))
        cards.activated_id.connect(self.activated_id)
        cards.menu_wanted.connect(self.menu_wanted)
        cards.beside.connect(lambda by: self._go_beside(column, by))
        cards.carry.connect(lambda by: self._carry(column, by))
        cards.lifted.connect(lambda id_, point: self._on_lifted(column, id_, point))
        cards.dragged.connect(self._on_dragged)
        cards.dropped.connect(self._on_dropped)
        cards.put_back.connect(self._put_back)

    def restyle(self) -> None:
        for column in self.columns:
            column.setMinimumWidth(theme().px(_LEAST_WIDTH))

    # What is shown

    def set_columns(self, ids: Mapping[QuestionState, Sequence[int]]) -> None:
        """Show these questions; the current one stays so wherever it stands now."""
        current, focused = self._current, self.isAncestorOf(self.focusWidget() or self)
        had_focus = focused and self.window().focusWidget() in self._lists()
        for column in self.columns:
            column.set_ids(ids.get(column.state, ()))
        if not self._select(current):
            self._current = None
        if had_focus:
            self.first_focus().setFocus()
        if self._current != current:
            self.current_changed.emit(None)

    def refresh(self) -> None:
        """Fetch what is painted anew."""
        for column in self.columns:
            column.list.cards.refresh()

    @property
    def current_id(self) -> int | None:
        """The id of the card that is selected."""
        return self._current

    def go_to(self, wanted: int) -> bool:
        """Select a card and show it; False when it is not on the board."""
        if not self._select(wanted):
            return False
        self.current_changed.emit(wanted)
        return True

    def go_to_first(self) -> None:
        """Select the first card there is."""
        for column in self.columns:
            wanted = column.list.cards.id_at(0)
            if wanted is not None:
                self.go_to(wanted)
                return

    def step(self, by: int) -> None:
        """Go `by` cards down in the column, or up when negative, as far as it goes."""
        column = self._column_of(self._current)
        if column is None:
            self.go_to_first()
            return
        row = column.list.cards.row_of(self._current or 0)
        wanted = column.list.cards.id_at(max(row + by, 0))
        if wanted is not None:
            self.go_to(wanted)

    def card_point(self, wanted: int) -> QPoint:
        """Where on the screen a popup for a card should open."""
        column = self._column_of(wanted)
        if column is None:
            return self.mapToGlobal(self.rect().center())
        return column.list.card_point(wanted)

    def first_focus(self) -> QWidget:
        """The column with the selected card, or else the first one."""
        return (self._column_of(self._current) or self.columns[0]).list

    def _lists(self) -> list[QWidget]:
        return [column.list for column in self.columns]

    def _column_of(self, wanted: int | None) -> BoardColumn | None:
        if wanted is None:
            return None
        found = (each for each in self.columns if each.list.cards.row_of(wanted) >= 0)
        return next(found, None)

    def _select(self, wanted: int | None) -> bool:
        found = [column for column in self.columns if column.list.show_current(wanted)]
        if not found:
            return False
        self._current = wanted
        self._area.ensureWidgetVisible(found[0], 16, 0)
        return True

    # Keys

    def _on_current(self, column: BoardColumn, wanted: int | None) -> None:
        for other in self.columns:
            if other is not column:
                other.list.show_current(None)
        self._current = wanted
        self._area.ensureWidgetVisible(column, 16, 0)
        self.current_changed.emit(wanted)

    def _go_beside(self, column: BoardColumn, by: int) -> None:
        """Go to the card beside the current one, over columns without any."""
        row = max(column.list.currentIndex().row(), 0)
        at = self.columns.index(column) + by
        while 0 <= at < len(self.columns):
            if self.columns[at].list.cards.rowCount():
                self.columns[at].list.go_to_row(row)
                return
            at += by

    def _carry(self, column: BoardColumn, by: int) -> None:
        at, current = self.columns.index(column) + by, column.list.current_id
        if current is not None and 0 <= at < len(self.columns):
            self.move_wanted.emit(current, self.columns[at].state, self.card_point(current))

    # The mouse

    def _on_lifted(self, column: BoardColumn, wanted: int, point: QPoint) -> None:
        picture = column.list.picture(wanted)
        rect = column.list.visualRect(column.list.cards.index(column.list.cards.row_of(wanted), 0))
        offset = point - column.list.viewport().mapToGlobal(rect.topLeft())
        self._lifted = (wanted, offset)
        self._ghost.setPixmap(picture)
        self._ghost.adjustSize()
        self._ghost.raise_()
        self._ghost.show()
        column.list.lift(wanted)
        column.list.setFocus()

    def _on_dragged(self, point: QPoint) -> None:
        if self._lifted is None:
            return
        self._ghost.move(self.mapFromGlobal(point - self._lifted[1]))
        at, bar = self.mapFromGlobal(point).x(), self._area.horizontalScrollBar()
        if at < 24 or at > self.width() - 24:
            bar.setValue(bar.value() + (-16 if at < 24 else 16))
        target = self._at(point)
        for column in self.columns:
            column.set_target(target=column is target and column is not self._home())

    def _on_dropped(self, point: QPoint) -> None:
        lifted, home = self._lifted, self._home()
        target = self._at(point)
        self._put_back()
        if lifted is not None and target is not None and target is not home:
            self.move_wanted.emit(lifted[0], target.state, point)

    def _put_back(self) -> None:
        self._lifted = None
        self._ghost.hide()
        for column in self.columns:
            column.set_target(target=False)
            column.list.lift(None)

    def _home(self) -> BoardColumn | None:
        return self._column_of(self._lifted[0]) if self._lifted is not None else None

    def _at(self, point: QPoint) -> BoardColumn | None:
        for column in self.columns:
            inside = column.rect().contains(column.mapFromGlobal(point))
            if inside and self.rect().contains(self.mapFromGlobal(point)):
                return column
        return None
