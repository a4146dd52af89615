"""The editor's part about people: who takes part, and in which role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.terms import AttendeeRole, label
from townhall.language import _
from townhall.services.queries.people import PersonDetail
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.editable import EditableValue
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.labels import ElidedLabel
from townhall.ui.widgets.marks import Avatar
from townhall.ui.widgets.paint import BODY, SMALL, text_width
from townhall.ui.widgets.picker import Candidate, PeoplePicker
from townhall.ui.widgets.select import Option


class _AttendeeRow(QWidget):
    """One person: name, address, role, and a way out."""

    changed = Signal()
    removed = Signal()

    def __init__(self, name: str, email: str, role: AttendeeRole) -> None:
        super().__init__()
        self.name, self.email = name, email
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(8)
        row.addWidget(Avatar(name or email))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(name or email, BODY))
        if name and email:
            words.addWidget(ElidedLabel(email, SMALL, "text2"))
        row.addLayout(words, 1)
        self.role = EditableValue(
            role,
            "choice",
            name=_("Role of {name}").format(name=name or email),
            options=[Option(each, label(each)) for each in AttendeeRole],
        )
        widest = max(text_width(label(each)) for each in AttendeeRole)
        self.role.setFixedWidth(round(widest) + 36)
        self.role.edited.connect(self.changed)
        row.addWidget(self.role)
        tip = _("Remove {name}").format(name=name or email)
        self.out = Button(kind="ghost", icon="close", tip=tip)
        self.out.clicked.connect(self.removed)
        row.addWidget(self.out)

    def value(self) -> Mapping[str, str]:
        return {"name": self.name, "email": self.email, "role": str(self.role.value)}


class AttendeeSection(QWidget):
    """People of the plan by name, anybody else by address; each with a role."""

    changed = Signal()

    def __init__(self, people: Sequence[PersonDetail], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = {each.id: each for each in people}
        self._roles = {each.email.casefold(): each.role.value for each in people if each.email}
        candidates = [
            Candidate(each.id, each.name, each.department or each.email)
            for each in people
            if each.email
        ]
        self.picker = PeoplePicker(
            candidates,
            name=_("Add people"),
            placeholder=_("Type a name or an e-mail address"),
            allow_new=True,
        )
        self.picker.changed.connect(self._on_picked)
        self.picker.new_wanted.connect(self._on_new_wanted)
        self.field = Field(_("Add people"), self.picker)
        self._rows: list[_AttendeeRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)

    def fill(self, attendees: Sequence[Mapping[str, str]]) -> None:
        """Show `attendees` without saying so."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for each in attendees:
            self._add(each["name"], each["email"], AttendeeRole(each["role"]))
        self.field.set_error("")

    def values(self) -> list[Mapping[str, str]]:
        """The attendees as the contract has them."""
        return [row.value() for row in self._rows]

    @property
    def rows(self) -> Sequence[_AttendeeRow]:
        """The people, in order."""
        return self._rows

    def _add(self, name: str, email: str, role: AttendeeRole) -> None:
        row = _AttendeeRow(name, email, role)
        row.changed.connect(self.changed)
        row.removed.connect(lambda one=row: self._take_out(one))
        self._rows.append(row)
        self._list.addWidget(row)

    def _take_out(self, row: _AttendeeRow) -> None:
        place = self._rows.index(row)
        self._rows.remove(row)
        row.hide()
        row.deleteLater()
        left = self._rows[place : place + 1] or self._rows[-1:]
        target: QWidget = left[0].out if left else self.picker.entry
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_picked(self, values: list[Any]) -> None:
        for value in values:
            person = self._people.get(value)
            if person is not None:
                self._invite(person.name, person.email, self._role_of(person.email))
        self.picker.set_values([])

    def _on_new_wanted(self, text: str) -> None:
        if "@" not in text:
            self.field.set_error(
                _(
                    "“{text}” is nobody in this plan. Type an e-mail address to invite others."
                ).format(text=text)
            )
            return
        self.picker.entry.clear()
        self._invite("", text, AttendeeRole.PARTICIPANT)

    def _invite(self, name: str, email: str, role: AttendeeRole) -> None:
        known = {row.email.casefold() for row in self._rows}
        if email.casefold() in known:
            self.field.set_error(_("{name} is invited already.").format(name=name or email))
            return
        self.field.set_error("")
        self._add(name, email, role)
        self.changed.emit()

    def _role_of(self, email: str) -> AttendeeRole:
        """Who speaks, hosts or moderates in the plan does so here as well."""
        role = self._roles.get(email.casefold(), "")
        return AttendeeRole(role) if role in list(AttendeeRole) else AttendeeRole.PARTICIPANT
