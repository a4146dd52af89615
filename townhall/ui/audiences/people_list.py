"""The people of the plan: found by name, department or role, however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from townhall.domain.terms import PersonRole, label
from townhall.language import _
from townhall.services.queries.people_register import PeopleOrder, person_ids, person_rows
from townhall.ui.lists.cells import Column, PersonCell, TextCell
from townhall.ui.lists.id_model import Deliver
from townhall.ui.lists.row_table import RowTable
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.filter_chip import FilterChip
from townhall.ui.widgets.notices import EmptyState
from townhall.ui.widgets.search_field import SearchField


class PeopleList(QWidget):
    """`current_changed(id or None)`, `counted(shown)`; `new_wanted` and `import_wanted`."""

    current_changed = Signal(object)
    counted = Signal(int)
    new_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._order, self._descending = PeopleOrder.NAME, False
        self._wanted: int | None = None
        self.search = SearchField(_("Search people"), key="/")
        self.search.setFixedWidth(theme().px(280))
        self.search.searched.connect(lambda _text: self.refresh())
        self.roles = FilterChip(
            _("Role"), [(role, label(role)) for role in PersonRole], icon="person", multi=True
        )
        self.roles.changed.connect(lambda _value: self.refresh())
        self.bring = Button(_("Import people"), icon="download")
        self.bring.clicked.connect(self.import_wanted)
        self.table = RowTable(_columns(), self._fetch, name=_("People"), row_height=44)
        self.table.current_changed.connect(self.current_changed)
        self.table.sort_wanted.connect(self._on_sort)
        self.table.set_sort(self._order, descending=False)
        self._make_empty()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(Hairline())
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        # Not before: what a stack shows without a parent is a window of its own.
        for widget in (self.table, self.empty, self.nothing):
            self._stack.addWidget(widget)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(20, 8, 20, 8)
        bar.setSpacing(8)
        bar.addWidget(self.search)
        bar.addWidget(self.roles)
        bar.addStretch(1)
        bar.addWidget(self.bring)
        return bar

    def _make_empty(self) -> None:
        new = Button(_("New person"), "primary", icon="person-plus")
        new.clicked.connect(self.new_wanted)
        bring = Button(_("Import people"), icon="download")
        bring.clicked.connect(self.import_wanted)
        self.empty = EmptyState(
            "people",
            _("Nobody here yet"),
            _("Hosts, speakers, owners and everyone who is invited: add them, or bring in a list."),
            [new, bring],
        )
        clear = Button(_("Show everybody"))
        clear.clicked.connect(lambda _checked=False: self.show_all())
        self.nothing = EmptyState(
            "search", _("Nobody found"), _("No name, department or role looks like that."), [clear]
        )

    def refresh(self) -> None:
        """Find again whom to show, and read the rows anew."""
        roles = self.roles.value
        self._frame.jobs.read(
            person_ids,
            self.search.text().strip(),
            tuple(roles) if isinstance(roles, tuple) else (),
            self._order,
            descending=self._descending,
            done=self._show,
            channel="people.ids",
        )

    def go_to(self, person_id: int) -> None:
        """Select a person as soon as the list holds them; filters give way."""
        self._wanted = person_id
        if not self.table.go_to(person_id):
            self.show_all()

    def show_all(self) -> None:
        """Leave nobody out."""
        self.search.clear()
        self.roles.set_value(None)
        self.refresh()

    @property
    def narrows(self) -> bool:
        """Whether search or filter leave people out."""
        return bool(self.search.text().strip()) or self.roles.is_set

    def state(self) -> dict[str, Any]:
        """Search, roles and order as JSON values."""
        roles = self.roles.value
        return {
            "text": self.search.text(),
            "roles": list(roles) if isinstance(roles, tuple) else [],
            "order": self._order.value,
            "descending": self._descending,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go back to what `state()` said."""
        if isinstance(state.get("text"), str):
            self.search.setText(state["text"])
        roles = state.get("roles")
        if isinstance(roles, list):
            self.roles.set_value([PersonRole(one) for one in roles if one in list(PersonRole)])
        if state.get("order") in list(PeopleOrder):
            self._order = PeopleOrder(state["order"])
            self._descending = state.get("descending") is True
            self.table.set_sort(self._order, descending=self._descending)

    def _show(self, ids: tuple[int, ...]) -> None:
        self.table.set_ids(ids)
        shown = self.table if ids else self.nothing if self.narrows else self.empty
        self._stack.setCurrentWidget(shown)
        if self._wanted is not None and self.table.go_to(self._wanted):
            self._wanted = None
        self.counted.emit(len(ids))

    def _fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        self._frame.jobs.read(person_rows, ids, done=deliver)

    def _on_sort(self, key: str, descending: bool) -> None:  # noqa: FBT001 (a Qt slot)
        self._order, self._descending = PeopleOrder(key), descending
        self.table.set_sort(key, descending=descending)
        self.refresh()


def _columns() -> list[Column]:
    return [
        Column(
            "name",
            _("Name"),
            lambda row: PersonCell(row.name),
            stretch=True,
            sort=PeopleOrder.NAME,
        ),
        Column(
            "role",
            _("Role"),
            lambda row: TextCell(label(row.role)),
            samples=[TextCell(label(role)) for role in PersonRole],
            sort=PeopleOrder.ROLE,
        ),
        Column(
            "department",
            _("Department"),
            lambda row: TextCell(row.department or "–", "text" if row.department else "text3"),
            samples=[TextCell("Verpleegafdelingen")],
            sort=PeopleOrder.DEPARTMENT,
        ),
        Column(
            "email",
            _("E-mail"),
            lambda row: TextCell(row.email or "–", "text2" if row.email else "text3"),
            samples=[TextCell("petra.schijnbaar@delinde.example")],
            keep=False,
        ),
    ]
