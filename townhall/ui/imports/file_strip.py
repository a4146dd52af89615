"""The file that is being imported: its name, how it was understood, another one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import SMALL, TITLE


class FileStrip(Card):
    """Name and facts at the left, chips at the right; `other_wanted()` for another file."""

    other_wanted = Signal()

    def __init__(self, other: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 11, 16, 11)
        row.setSpacing(12)
        row.addWidget(Icon("file", "ok", 24))
        self._name = ElidedLabel("", TITLE)
        self._facts = ElidedLabel("", SMALL, "text2")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        row.addLayout(words, 2)
        holder = QWidget()
        self._chips = QHBoxLayout(holder)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(8)
        row.addWidget(holder)
        self.other = Button(other)
        self.other.clicked.connect(self.other_wanted)
        row.addWidget(self.other)
        self.add(line)

    def show_file(self, name: str, facts: str, chips: list[Chip]) -> None:
        """Show another file."""
        self._name.setText(name)
        self._facts.setText(facts)
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for chip in chips:
            self._chips.addWidget(chip)
