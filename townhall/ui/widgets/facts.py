"""Facts of the thing that is selected: a label, and a value to read or to edit in place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.editable import EditableValue
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.paint import SMALL


class Fact(QWidget):
    """One fact to read: label left, `value` (words or any widget) right of an optional lead."""

    def __init__(
        self,
        label: str,
        value: str | QWidget,
        *,
        lead: QWidget | None = None,
        label_width: int = 112,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(0)
        self.label = Label(label, SMALL, "text2")
        self.set_label_width(label_width)
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(8)
        if lead is not None:
            row.addWidget(lead)
            row.addSpacing(8)
        inset = getattr(value, "INSET", 0)
        if inset:
            row.addSpacing(-inset)
            row.setContentsMargins(0, 0, 0, 0)
        if isinstance(value, EditableValue) and not value.name:
            value.set_name(label)
        self.value = ElidedLabel(value) if isinstance(value, str) else value
        if not isinstance(value, str) and not self.value.accessibleName():
            self.value.setAccessibleName(label)
        row.addWidget(self.value, 1)
        self.setMinimumHeight(theme().px(28))

    def label_hint(self) -> int:
        """Width the label needs."""
        return self.label.sizeHint().width()

    def set_label_width(self, width: int) -> None:
        """Give the label `width`, or more where its words need it."""
        self.label.setFixedWidth(max(theme().px(width), self.label.sizeHint().width()))


class Facts(QWidget):
    """Facts below each other; their labels share one width, which fits the longest."""

    def __init__(self, parent: QWidget | None = None, *, label_width: int = 112) -> None:
        super().__init__(parent)
        self._width = label_width
        self._facts: list[Fact] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, label: str, value: str | QWidget, *, lead: QWidget | None = None) -> Fact:
        """Put a fact below what is there; `value` may be an EditableValue."""
        fact = Fact(label, value, lead=lead, label_width=self._width)
        self._facts.append(fact)
        self._column.addWidget(fact)
        widest = max(max(one.label_hint() for one in self._facts), theme().px(self._width))
        for one in self._facts:
            one.label.setFixedWidth(widest)
        return fact

    def clear(self) -> None:
        """Take all facts out."""
        for fact in self._facts:
            fact.hide()
            fact.deleteLater()
        self._facts.clear()
