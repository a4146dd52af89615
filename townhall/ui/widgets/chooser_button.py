"""One choice out of very many: a button that opens a list to search."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal

from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.select import Option


class ChooserButton(Button):
    """Shows what is chosen out of many; a press opens a list to search. `chosen(value)`."""

    chosen = Signal(object)

    def __init__(self, *, name: str) -> None:
        super().__init__("–")
        self._name = name
        self._value: object = None
        self._options: list[Option] = []
        self.open_list: Chooser | None = None
        self.set_trailing("chevron-down")
        self.clicked.connect(self._open)
        self.set_options([])

    @property
    def value(self) -> object:
        """What is chosen."""
        return self._value

    def set_options(self, options: Sequence[Option], value: object = None) -> None:
        """Offer these, with `value` chosen."""
        self._options = list(options)
        self.set_value(value)

    def set_value(self, value: object) -> None:
        """Show another choice without saying so."""
        self._value = value
        words = next((one.label for one in self._options if one.value == value), "–")
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {words}")
        self.updateGeometry()

    def _open(self) -> None:
        chooser = Chooser(self._name, self._options, self._value, parent=self)
        chooser.picked.connect(self._on_picked)
        self.open_list = chooser
        chooser.destroyed.connect(self._forget)
        chooser.show_at(self.mapToGlobal(QPoint(0, self.height() + 4)))
        (chooser.entry if chooser.entry.isVisible() else chooser).setFocus()

    def _forget(self) -> None:
        self.open_list = None

    def _on_picked(self, value: object) -> None:
        if value != self._value:
            self.set_value(value)
            self.chosen.emit(value)
