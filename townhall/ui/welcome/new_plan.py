"""The two steps to a new plan: what the organisation is called, and where the plan is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.fields import Field, TextField


class NewPlanForm(QWidget):
    """`wanted(organisation)` when the name is filled in; `left` when the user gives up."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = TextField(placeholder=_("Such as: Hospital De Linde"))
        self.name.setMaxLength(300)
        self.name.returnPressed.connect(self._on_done)
        self.field = Field(_("Name of your organisation"), self.name, required=True)
        self.go_on = Button(_("Choose where to keep it"), "primary")
        self.go_on.clicked.connect(self._on_done)
        cancel = Button(_("Cancel"), "ghost")
        cancel.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.go_on)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addLayout(buttons)

    def start(self) -> None:
        """Ask for the name."""
        self.field.set_error()
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _on_done(self) -> None:
        organisation = " ".join(self.name.text().split())
        if organisation:
            self.field.set_error()
            self.wanted.emit(organisation)
            return
        self.field.set_error(_("Fill in what your organisation is called."))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
