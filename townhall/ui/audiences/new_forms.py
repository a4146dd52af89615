"""The panels in which a new audience or a new person is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from townhall.domain.terms import PersonRole, label
from townhall.language import _
from townhall.ui.new_record import NewRecord
from townhall.ui.screen import Frame
from townhall.ui.widgets.dates import NumberField
from townhall.ui.widgets.fields import Field, TextField
from townhall.ui.widgets.select import Option, Select

_MOST_PEOPLE = 9_999_999


class NewAudience(NewRecord):
    """A new audience: its name, what it is part of, how many people."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, "audience", _("New audience"), _("Add the audience"), parent)
        self.parent_ = Select(name=_("Part of"), placeholder=_("No other audience"))
        self.headcount = NumberField(most=_MOST_PEOPLE, name=_("People"))
        self.form.add("parent", Field(_("Part of"), self.parent_))
        self.form.add("headcount", Field(_("People"), self.headcount))

    def start_in(self, parent: str | None, names: Sequence[str]) -> None:
        """Begin a part of `parent`, or a whole of its own."""
        self.start()
        self.headcount.set_value(0)
        none = Option(None, _("No other audience"))
        self.parent_.set_options([none, *(Option(name, name) for name in names)], parent)

    def values(self) -> dict[str, Any]:
        self.headcount.interpretText()
        return {
            **super().values(),
            "parent": self.parent_.value,
            "headcount": self.headcount.value(),
        }


class NewPerson(NewRecord):
    """A new person: name, e-mail address, role, department."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, "person", _("New person"), _("Add the person"), parent)
        self.email = TextField(name=_("E-mail"))
        self.email.returnPressed.connect(self.add)
        self.role = Select(
            [(role, label(role)) for role in PersonRole], PersonRole.EMPLOYEE, name=_("Role")
        )
        self.department = TextField(name=_("Department"))
        self.department.returnPressed.connect(self.add)
        self.form.add("email", Field(_("E-mail"), self.email))
        self.form.add("role", Field(_("Role"), self.role))
        self.form.add("department", Field(_("Department"), self.department))

    def start(self) -> None:
        super().start()
        self.email.clear()
        self.department.clear()
        self.role.set_value(PersonRole.EMPLOYEE)

    def values(self) -> dict[str, Any]:
        return {
            **super().values(),
            "email": self.email.text().strip(),
            "role": self.role.value,
            "department": self.department.text().strip(),
        }
