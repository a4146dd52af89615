"""A panel on the page of a date that asks for one thing before something is done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _
from townhall.services.queries.event import DateKey
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.leaving import LeftByEscape
from townhall.ui.widgets.paint import BODY


class AskingPanel(LeftByEscape, Card):
    """A field, what comes of it, and a button that does it; hidden until asked for, Esc leaves."""

    def __init__(
        self, frame: Frame, control: QWidget, label: str, verb: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.frame = frame
        self.key: DateKey | None = None
        self.field = Field(label, control)
        self.note = Paragraph("", BODY, "text2", selectable=False)
        self.run_button = Button(verb, "primary")
        cancel = Button(_("Cancel"), "ghost")
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.run_button, cancel):
            line.addWidget(button)
        line.addStretch(1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(self.note)
        column.addLayout(line)
        self.add(body)
        self.run_button.clicked.connect(lambda _checked=False: self.run())
        cancel.clicked.connect(self.hide)
        self._control = control
        self.hide()

    def run(self) -> None:
        """Do what was asked about."""
        raise NotImplementedError

    def ask(self) -> None:
        """Show the panel, with the keyboard in its field."""
        self.show()
        self._control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, error: TownHallError) -> None:
        """Say at the field why it cannot be done."""
        self.field.set_error(str(error))

    def leave(self) -> None:
        """Go away without doing anything."""
        self.hide()
