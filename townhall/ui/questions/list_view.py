"""The middle of the screen: filters, quick entry, the list or what stands in its place, and the
accounting below."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.question_register import Register
from townhall.services.queries.questions import QuestionOrder, QuestionRow, question_rows
from townhall.ui.lists.id_model import Deliver
from townhall.ui.accounting_bar import AccountingBar
from townhall.ui.lists.row_table import RowTable
from townhall.ui.questions.entry_form import EntryForm
from townhall.ui.questions.filters import FilterBar
from townhall.ui.questions.group_bar import GroupBar
from townhall.ui.questions.list_columns import question_columns
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.notices import EmptyState


class QuestionList(QWidget):
    """Shows a `Register`; rows are fetched as they are painted.

    `import_wanted` and `new_wanted` come from the empty state, `cleared` when filters are lifted,
    `entry_closed` when nothing is typed any more.
    """

    import_wanted = Signal()
    new_wanted = Signal()
    cleared = Signal()
    entry_closed = Signal()

    def __init__(self, frame: Frame, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._rows: dict[int, QuestionRow] = {}
        self.filters = FilterBar()
        self.filters.density_changed.connect(self._on_density)
        self.group = GroupBar()
        self.entry = EntryForm(frame)
        self.entry.hide()
        self.entry.closed.connect(self._on_entry_closed)
        self.table = RowTable(question_columns(today), self._fetch, name=_("Questions"))
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.set_sort(QuestionOrder.VOTES, descending=True)
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
        for widget in (QWidget(), self.table, empty, nothing):
            self._place.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.entry)
        column.addWidget(place, 1)
        column.addWidget(self.accounting)
        self.accounting.hide()

    def show_register(self, register: Register) -> None:
        """Show what was read; unchanged ids keep their rows until the new ones are there."""
        self._rows.clear()
        if register.ids == self.table.id_model.entries:
            self.table.refresh()
        else:
            self.table.set_ids(register.ids)
        self._place.setCurrentIndex(1 if register.ids else 3 if register.all_asked else 2)
        self._head.setVisible(register.all_asked > 0)
        self.accounting.setVisible(register.all_asked > 0)
        self.accounting.show_accounting(register.accounting, register.asked)
        self._on_chosen(self.table.chosen_ids)

    def row(self, question_id: int) -> QuestionRow | None:
        """The row of a question, if it was fetched."""
        return self._rows.get(question_id)

    def step(self, by: int) -> None:
        """Go `by` rows down, or up when negative, as far as the list goes."""
        model, current = self.table.id_model, self.table.current_id
        row = model.row_of(current) if current is not None else -1
        wanted = model.id_at(max(row + by, 0))
        if wanted is not None:
            self.table.go_to(wanted)

    def first_focus(self) -> QWidget:
        """The list, or what its empty state offers."""
        return {2: self._import, 3: self._clear}.get(self._place.currentIndex(), self.table)

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
        self.set_sort(self.filters.order)
        self.table.set_density(self.filters.density)

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        self._frame.jobs.read(question_rows, list(ids), done=partial(self._on_rows, deliver))

    def _on_rows(self, deliver: Deliver, rows: list[QuestionRow]) -> None:
        found = {row.id: row for row in rows}
        self._rows.update(found)
        deliver(found)

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
