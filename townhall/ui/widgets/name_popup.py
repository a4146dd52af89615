"""A small card that asks for a name: to save something under it, or to rename it."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.fields import TextField
from townhall.ui.widgets.notices import FloatCard

_WIDTH = 260


class NamePopup(FloatCard):
    """Asks for a name under `title`; `named(text)` on Enter or the button, Esc closes."""

    named = Signal(str)

    def __init__(self, title: str, text: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(title, popup=True, parent=parent)
        self.field = TextField(text, name=_("Name"))
        self.field.setMinimumWidth(theme().px(_WIDTH))
        self.field.selectAll()
        self.button = Button(verb, "primary")
        self.button.clicked.connect(lambda _checked=False: self._finish())
        self.field.returnPressed.connect(self._finish)
        self.field.textChanged.connect(lambda _text: self._arrange())
        self.body.addWidget(self.field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self._arrange()

    def ask_at(self, point: QPoint) -> None:
        """Show at global `point`, with the keyboard in the name."""
        self.show_at(point)
        self.field.setFocus()

    def _arrange(self) -> None:
        self.button.setEnabled(bool(self.field.text().strip()))

    def _finish(self) -> None:
        name = self.field.text().strip()
        if name:
            self.hide()
            self.named.emit(name)
            self.deleteLater()
