"""The form in which a task of the run-up is written or changed, in the place of its row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import InvalidInput, TownHallError
from townhall.domain.run_up import MOST_DAYS
from townhall.language import _
from townhall.services.queries.people import PersonDetail
from townhall.services.queries.run_up import RunUpTask
from townhall.ui.owner_choice import NOBODY, OwnerKey, owner_key, owner_options, owner_values
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.dates import DateField, NumberField
from townhall.ui.widgets.fields import Field, Form, TextField
from townhall.ui.widgets.leaving import DoneByEnter
from townhall.ui.widgets.segment import Segment
from townhall.ui.widgets.select import Select

BEFORE, AFTER, ON_DAY = "before", "after", "day"


class TaskEditor(DoneByEnter, QWidget):
    """Title, owner and day of a task; `saved(values, every date)` or `left` without a change."""

    saved = Signal(object, bool)
    left = Signal()
    remove_asked = Signal()

    def __init__(
        self,
        task: RunUpTask | None,
        people: Sequence[PersonDetail],
        *,
        repeats: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.task = task
        offset = task.offset_days if task is not None else -1
        role = task.owner_role if task is not None else ""
        self.title = TextField(
            task.title if task is not None else "",
            name=_("Task"),
            placeholder=_("What has to be done"),
        )
        self.owner = Select(
            owner_options(people, role),
            owner_key(people, task.owner, role) if task is not None else NOBODY,
            name=_("Owner"),
        )
        self.days = NumberField(abs(offset), most=MOST_DAYS, name=_("Working days"))
        due = task.due if task is not None else None
        side = ON_DAY if due is not None else AFTER if offset > 0 else BEFORE
        self.side = Select(
            [
                (BEFORE, _("working days before")),
                (AFTER, _("working days after")),
                (ON_DAY, _("on a fixed day")),
            ],
            side,
            name=_("Before or after the date"),
        )
        self.due = DateField(due or (task.day if task is not None else None), name=_("Fixed day"))
        self.scope = Segment(
            [("this", _("This date")), ("all", _("All dates"))],
            "all" if task is None else "this",
            name=_("Holds for"),
        )
        self.save = Button(_("Add") if task is None else _("Save"), "primary", small=True)
        self._build(repeats=repeats)

    def _build(self, *, repeats: bool) -> None:
        when = QWidget()
        row = QHBoxLayout(when)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.days)
        row.addWidget(self.due)
        row.addWidget(self.side, 1)
        self.form = Form(gap=10)
        self.form.add("title", Field(_("Task"), self.title))
        self.form.add("owner", Field(_("Owner"), self.owner))
        self.form.add("offset_days", Field(_("When"), when))
        self._scope_field = Field(_("Holds for"), self.scope)
        self.form.add("scope", self._scope_field)
        self._scope_field.setVisible(repeats)
        cancel = Button(_("Cancel"), "ghost", small=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        if self.task is not None:
            remove = Button(_("Remove"), "ghost", icon="trash", small=True)
            remove.clicked.connect(self.remove_asked)
            buttons.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        body = QVBoxLayout()
        body.setContentsMargins(16, 12, 16, 14)
        body.setSpacing(12)
        body.addWidget(self.form)
        body.addLayout(buttons)
        column.addLayout(body)
        self.side.chosen.connect(lambda _value: self._on_side())
        self.scope.chosen.connect(lambda _value: self._on_scope())
        self.save.clicked.connect(self.run)
        cancel.clicked.connect(self.left)
        self._show_side()

    def start(self) -> None:
        """Put the keyboard in the title."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def values(self) -> dict[str, Any]:
        """What is filled in, as the contract names it."""
        values: dict[str, Any] = {"title": self.title.text().strip()}
        values |= owner_values(cast("OwnerKey", self.owner.value))
        if self.side.value == ON_DAY and self.due.value is not None:
            values["due"] = self.due.value.isoformat()
        else:
            self.days.interpretText()
            days = self.days.value()
            values["offset_days"] = days if self.side.value == AFTER else -days
        return values

    def run(self) -> None:
        """Give what is filled in to whoever stores it."""
        values = self.values()
        if not values["title"]:
            self.form.show_error(InvalidInput(_("Say what has to be done."), field="title"))
            return
        self.form.clear_errors()
        self.saved.emit(values, self.scope.value == "all" and not self._scope_field.isHidden())

    def refuse(self, error: TownHallError) -> bool:
        """Show a refusal at its field; False where it belongs to none."""
        if isinstance(error, InvalidInput):
            field = "offset_days" if error.field == "due" else error.field
            return self.form.show_error(InvalidInput(str(error), field=field or "title"))
        return False

    def _on_side(self) -> None:
        """A fixed day belongs to one date."""
        if self.side.value == ON_DAY:
            self.scope.set_value("this")
        self._show_side()

    def _on_scope(self) -> None:
        """For all dates, days are counted."""
        if self.scope.value == "all" and self.side.value == ON_DAY:
            self.side.set_value(BEFORE)
        self._show_side()

    def _show_side(self) -> None:
        fixed = self.side.value == ON_DAY
        self.due.setVisible(fixed)
        self.days.setVisible(not fixed)

    def leave(self) -> None:
        """Go away without doing anything."""
        self.left.emit()
