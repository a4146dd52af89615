"""The middle of the screen: filters, quick entry, list or board or what stands in their place, and
the accounting below."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.question_board import ShownQuestions
from townhall.services.queries.question_hits import FirstFound
from townhall.services.queries.questions import QuestionOrder, QuestionRow
from townhall.ui.accounting_bar import AccountingBar
from townhall.ui.lists.row_table import RowTable
from townhall.ui.questions.board.board import Board
from townhall.ui.questions.entry_form import EntryForm
from townhall.ui.questions.filters import FilterBar
from townhall.ui.questions.found_rows import FoundRows
from townhall.ui.questions.group_bar import GroupBar
from townhall.ui.questions.list_columns import question_columns
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.notices import EmptyState

_BLANK, _TABLE, _EMPTY, _NOTHING, _BOARD = range(5)


class QuestionList(QWidget):
    """Shows the questions of a register as rows or as cards, fetched as they are painted.

    `current_changed(id or None)`, `activated_id(id)` and `menu_wanted(id, point)` are those of
    the rows and of the cards. `import_wanted` and `new_wanted` come from the empty state,
    `cleared` when filters are lifted, `entry_closed` when nothing is typed any more.
    """

    current_changed = Signal(object)
    activated_id = Signal(int)
    menu_wanted = Signal(int, QPoint)
    import_wanted = Signal()
    new_wanted = Signal()
    cleared = Signal()
    entry_closed = Signal()

    def __init__(self, frame: Frame, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = FoundRows(frame)
        self.filters = FilterBar(today)
        self.filters.options.density_changed.connect(self._on_density)
        self.group = GroupBar()
        self.entry = EntryForm(frame)
        self.entry.hide()
        self.entry.closed.connect(self._on_entry_closed)
        columns = question_columns(today, self.found.hit)
        self.table = RowTable(columns, self.found.fetch, name=_("Questions"))
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.set_sort(QuestionOrder.VOTES, descending=True)
        self.board = Board(columns, self.found.fetch)
        for shown in (self.table, self.board):
            shown.current_changed.connect(self.current_changed)
            shown.activated_id.connect(self.activated_id)
            shown.menu_wanted.connect(self.menu_wanted)
        self.accounting = AccountingBar()
        self._lay_out()

    def _lay_out(self) -> None:
        self._import = Button(_("Import questions"), "primary", icon="download")
        self._import.clicked.connect(self.import_wanted)
        self._type = Button(_("Type a question"), icon="plus")
        self._type.clicked.connect(self.new_wanted)
        empty = EmptyState(
            "questions",
            _("No questions yet"),
            _(
                "This is what staff ask, in their own words, with an owner and an answer. Import "
                "what a form or another tool collected, or type what you hear."
            ),
            [self._import, self._type],
        )
        self._clear = Button(_("Clear filters"), "primary")
        self._clear.clicked.connect(self._on_clear)
        nothing = EmptyState(
            "search",
            _("Nothing found"),
            _("No question fits this search and these filters."),
            [self._clear],
        )
        self._head = QWidget()
        self._top = QStackedLayout(self._head)
        self._top.addWidget(self.filters)
        self._top.addWidget(self.group)
        place = QWidget()
        self._place = QStackedLayout(place)
        for widget in (QWidget(), self.table, empty, nothing, self.board):
            self._place.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.entry)
        column.addWidget(place, 1)
        column.addWidget(self.accounting)
        self.accounting.hide()

    def show_first(self, first: FirstFound) -> None:
        """Show what a search found at once; the whole list follows."""
        if first.ids and not self.as_board:
            self.found.keep(first)
            self.table.set_ids(first.ids)
            self._place.setCurrentIndex(_TABLE)

    def show_register(self, shown: ShownQuestions) -> None:
        """Show what was read; unchanged ids keep their rows until the new ones are there."""
        register, some = shown.register, bool(shown.register.ids)
        if shown.columns is not None:
            self.board.set_columns(shown.columns)
        elif register.ids == self.table.id_model.entries:
            self.table.refresh()
        else:
            self.table.set_ids(register.ids)
        full = _TABLE if shown.columns is None else _BOARD
        self._place.setCurrentIndex(full if some else _NOTHING if register.all_asked else _EMPTY)
        self._head.setVisible(register.all_asked > 0)
        self.accounting.setVisible(register.all_asked > 0)
        self.accounting.show_accounting(register.accounting, register.asked)
        self._on_chosen(self.chosen_ids)

    @property
    def as_board(self) -> bool:
        """Whether the questions are cards on a board."""
        return self.filters.options.view.value == "board"

    @property
    def current_id(self) -> int | None:
        """The question that is selected."""
        return self.board.current_id if self.as_board else self.table.current_id

    @property
    def chosen_ids(self) -> list[int]:
        """All questions that are selected, in the order shown."""
        if not self.as_board:
            return self.table.chosen_ids
        return [] if self.board.current_id is None else [self.board.current_id]

    def go_to(self, wanted: int) -> bool:
        """Select a question; False when it is not shown."""
        return self.board.go_to(wanted) if self.as_board else self.table.go_to(wanted)

    def go_to_first(self) -> None:
        """Select the first question."""
        (self.board if self.as_board else self.table).go_to_first()

    def point(self, wanted: int, key: str) -> QPoint:
        """Where on the screen a popup for a part of a question should open."""
        if self.as_board:
            return self.board.card_point(wanted)
        return self.table.cell_point(wanted, key)

    def row(self, question_id: int) -> QuestionRow | None:
        """The row of a question, if it was fetched."""
        return self.found.row(question_id)

    def step(self, by: int) -> None:
        """Go `by` questions down, or up when negative, as far as they go."""
        if self.as_board:
            self.board.step(by)
            return
        model, current = self.table.id_model, self.table.current_id
        row = model.row_of(current) if current is not None else -1
        wanted = model.id_at(max(row + by, 0))
        if wanted is not None:
            self.table.go_to(wanted)

    def first_focus(self) -> QWidget:
        """The form for a question while it is open; else list or board, or what offers a start."""
        if not self.entry.isHidden():
            return self.entry.words
        places = {_EMPTY: self._import, _NOTHING: self._clear, _BOARD: self.board.first_focus()}
        return places.get(self._place.currentIndex(), self.table)

    def open_entry(self) -> None:
        """Show the form for a question that is asked now."""
        self.entry.open()

    def set_sort(self, order: QuestionOrder) -> None:
        """Show by which column the list is sorted."""
        descending = order is QuestionOrder.VOTES
        self.table.set_sort(order, descending=descending)

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go back to the filters, order and density of `state`."""
        self.filters.restore(state)
        self.set_sort(self.filters.options.order)
        self.table.set_density(self.filters.options.density)

    def _on_chosen(self, ids: list[int]) -> None:
        several = len(ids) > 1
        self.group.show_count(len(ids))
        self._top.setCurrentWidget(self.group if several else self.filters)

    def _on_density(self, density: str) -> None:
        self.table.set_density(density)

    def _on_entry_closed(self) -> None:
        self.entry.hide()
        self.entry_closed.emit()
        self.first_focus().setFocus()

    def _on_clear(self) -> None:
        self.filters.clear()
        self.cleared.emit()
