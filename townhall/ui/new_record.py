"""The panel in which a new record is filled in before it is added."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from townhall.domain.errors import InvalidInput, TownHallError
from townhall.language import _
from townhall.ui.panel import Panel
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.fields import Field, Form, TextField


class NewRecord(Panel):
    """Adds a record of `noun`: `added(id)`, or `left` when the user gives up."""

    added = Signal(int)
    left = Signal()

    def __init__(
        self, frame: Frame, noun: str, title: str, verb: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(frame, title, browse=False, parent=parent)
        self._frame, self._noun = frame, noun
        self.form = Form()
        self.name = TextField(name=_("Name"))
        self.name.returnPressed.connect(self.add)
        self.form.add("name", Field(_("Name"), self.name, required=True))
        self.page.add(self.form)
        self.page.add_stretch()
        self.button = Button(verb, "primary", icon="plus")
        self.button.clicked.connect(lambda _checked=False: self.add())
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.left)
        self.foot.addWidget(self.button, 1)
        self.foot.addWidget(cancel)

    def start(self) -> None:
        """Begin with empty fields and the keyboard in the name."""
        self.form.clear_errors()
        self.name.clear()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Any]:
        """What is filled in, as the contract names it."""
        return {"name": self.name.text().strip()}

    def add(self) -> None:
        """Store it."""
        from townhall.services.records import add_record

        values = self.values()
        if not values["name"]:
            self.form.show_error(InvalidInput(_("Fill in a name."), field="name"))
            return
        self.button.setEnabled(False)
        self._frame.jobs.change(
            add_record, self._noun, values, done=self._on_added, failed=self._on_refused
        )

    def _on_added(self, record_id: int) -> None:
        self.button.setEnabled(True)
        self.added.emit(record_id)

    def _on_refused(self, error: TownHallError) -> None:
        self.button.setEnabled(True)
        # A name that is taken is refused by the database, which knows no field.
        shown = InvalidInput(str(error), field=getattr(error, "field", None) or "name")
        if not self.form.show_error(shown):
            self._frame.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
