"""The form that opens below a list and adds to it: fields, Add, Cancel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.leaving import LeftByEscape


class AddForm(LeftByEscape, QWidget):
    """Under a hairline; `left` where nothing is added. A subclass says what `add` does."""

    left = Signal()

    def lay_out(self, *fields: QWidget, pad: int = 16, foot: int = 16) -> None:
        """Put the fields above the buttons, `pad` from the sides and `foot` from below."""
        add = Button(_("Add"), "primary")
        add.clicked.connect(lambda _checked=False: self.add())
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, foot)
        column.setSpacing(12)
        column.addWidget(Hairline())
        inner = QVBoxLayout()
        inner.setContentsMargins(pad, 0, pad, 0)
        inner.setSpacing(12)
        for field in fields:
            inner.addWidget(field)
        inner.addLayout(buttons)
        column.addLayout(inner)

    def add(self) -> None:
        """Add what the fields hold, or say at them what is missing."""
        raise NotImplementedError

    def leave(self) -> None:
        """Go away without adding anything."""
        self.left.emit()
