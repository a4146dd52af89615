"""Who is responsible for what in an initiative; a role without a person is plainly vacant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.programme_details import InitiativeDetail
from townhall.ui.initiatives.words import people_options, responsible, roles
from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.marks import Avatar
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.rows import Row
from townhall.ui.widgets.select import Option


class ResponsibleRows(QWidget):
    """A row per role; pressing it chooses a person: `edited(field, name or None)`."""

    edited = Signal(str, object)

    def __init__(self, *, pad: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: list[Option] = []
        self._names: dict[str, str | None] = {}
        self.rows: dict[str, Row] = {}
        self.chooser: Chooser | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._titles = dict(roles())
        for field, title in self._titles.items():
            row = Row(
                "–",
                lead=Avatar("", 24),
                trailing=[Label(title, SMALL, "text2")],
                height=40,
                pad=pad,
                line=False,
            )
            row.clicked.connect(lambda _checked=False, field=field: self.choose(field))
            self.rows[field] = row
            column.addWidget(row)

    def show_people(self, detail: InitiativeDetail, people: Sequence[tuple[str, str]]) -> None:
        """Show who has which role; `people` (name, department) are to choose from."""
        self._options = people_options(tuple(people))
        for field, row in self.rows.items():
            name = responsible(detail, field)
            self._names[field] = name
            row.set_words(name or _("Nobody yet"))
            row.title.set_role("text" if name else "bad")
            row.setAccessibleName(f"{self._titles[field]}: {name or _('Nobody yet')}")
            if isinstance(row.lead, Avatar):
                row.lead.set_name(name or "")

    def choose(self, field: str) -> None:
        """Open the list of people for a role."""
        row = self.rows[field]
        self.chooser = Chooser(
            self._titles[field],
            self._options,
            self._names.get(field),
            avatars=True,
            parent=self,
        )
        self.chooser.picked.connect(lambda name: self._on_picked(field, name))
        self.chooser.destroyed.connect(self._forget)
        self.chooser.show_at(row.mapToGlobal(QPoint(12, row.height())))
        (self.chooser.entry if self.chooser.entry.isVisible() else self.chooser).setFocus()

    def _forget(self) -> None:
        self.chooser = None

    def _on_picked(self, field: str, name: object) -> None:
        if name != self._names.get(field):
            self.edited.emit(field, name)
