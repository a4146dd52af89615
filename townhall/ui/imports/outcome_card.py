"""What an import will do, in numbers that add up."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.ui.widgets.card import Card, Hairline, SectionHead
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.marks import Swatch
from townhall.ui.widgets.meters import Meter, Part
from townhall.ui.widgets.paint import NUMBER
from townhall.ui.widgets.rows import Row


class OutcomeCard(Card):
    """A meter, one line for each part, and their sum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add(SectionHead(_("What will happen")))
        self.add_line()
        self._meter = Meter()
        holder = QWidget()
        self._below = QVBoxLayout(holder)
        self._below.setContentsMargins(16, 14, 16, 14)
        self._below.setSpacing(8)
        self._below.addWidget(self._meter)
        self.add(holder)
        self._alike = Row("", icon="copy", static=True)
        self._alike.hide()
        self.add(self._alike)
        self._lines: list[QWidget] = []

    def show_alike(self, groups: int | None) -> None:
        """Say how many groups of questions look alike; None: nobody counted them."""
        self._alike.setVisible(bool(groups))
        if groups:
            words = ngettext("{n} group looks alike", "{n} groups look alike", groups)
            self._alike.set_words(words.format(n=groups), _("Reviewed next"))

    def show_parts(self, parts: Sequence[Part], whole: str) -> None:
        """Show `parts`; `whole` names what they add up to."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._meter.set_parts(parts)
        total = sum(part.number for part in parts)
        self._lines = [_line(part, dot=True) for part in parts]
        self._lines += [Hairline(), _line(Part(total, whole), dot=False)]
        for line in self._lines:
            self._below.addWidget(line)


def _line(part: Part, *, dot: bool) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    if dot:
        row.addWidget(Swatch(part.tone, 8))
    else:
        row.addSpacing(16)
    number = Label(str(part.number), NUMBER)
    number.setMinimumWidth(34)
    row.addWidget(number)
    row.addWidget(Label(part.word, role="text2", wrap=True), 1)
    line.setAccessibleName(f"{part.number} {part.word}")
    return line
