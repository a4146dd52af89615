"""A value in an inspector that is chosen from many in a popup with a search."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.editable import EditableValue
from townhall.ui.widgets.select import Option


class ChosenValue(EditableValue):
    """An `EditableValue` whose editor is a `Chooser`; `new_wanted(text)` where `new` allows it."""

    new_wanted = Signal(str)

    def __init__(
        self,
        value: object = None,
        *,
        name: str = "",
        options: Sequence[Option] = (),
        new: str = "",
        avatars: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._new, self._avatars = new, avatars
        super().__init__(
            value, "choice", name=name, options=options, placeholder=placeholder, parent=parent
        )

    def edit(self) -> None:
        """Open the popup below the value."""
        chooser = Chooser(
            self.name,
            self._options,
            self.value,
            new=self._new,
            avatars=self._avatars,
            parent=self,
        )
        chooser.picked.connect(self._on_chosen)
        chooser.new_wanted.connect(self.new_wanted)
        chooser.show_at(self.mapToGlobal(QPoint(0, self.height() + 2)))
        (chooser.entry if chooser.entry.isVisible() else chooser).setFocus()

    def _on_chosen(self, value: object) -> None:
        if value != self.value:
            self.set_value(value)
            self.edited.emit(value)
