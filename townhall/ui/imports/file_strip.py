"""The file that is being imported: its name, how it was understood, another one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.flow import FlowLayout
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
        # However many chips there are, the name can be told from others.
        self._name.setMinimumWidth(theme().px(160))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        row.addLayout(words, 2)
        holder = QWidget()
        self._chips = FlowLayout(holder, gap=8, line_gap=6)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        row.addWidget(holder, 0, Qt.AlignmentFlag.AlignVCenter)
        self.other = Button(other)
        self.other.clicked.connect(self.other_wanted)
        row.addWidget(self.other)
        self.add(line)

    def show_file(self, name: str, facts: str, chips: Sequence[QWidget]) -> None:
        """Show another file; `chips` say how it was understood, or let it be understood anew."""
        self._name.setText(name)
        self._facts.setText(facts)
        self._chips.clear()
        for chip in chips:
            self._chips.addWidget(chip)
