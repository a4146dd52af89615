"""What can be done with several questions at once; stands over the filters while several are
selected."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.paint import TITLE
from townhall.ui.widgets.themed import Themed


class GroupBar(Themed, QWidget):
    """`owner_wanted`, `theme_wanted`, `export_wanted` for what is selected; `cleared` ends it."""

    owner_wanted = Signal()
    theme_wanted = Signal()
    export_wanted = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label("", TITLE)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 12, 9)
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addSpacing(8)
        self.assign = self._button(_("Assign"), "person-plus", self.owner_wanted)
        self.theme_ = self._button(_("Theme"), "tag", self.theme_wanted)
        self.export = self._button(_("Export"), "upload", self.export_wanted)
        for button in (self.assign, self.theme_, self.export):
            row.addWidget(button)
        row.addStretch(1)
        clear = Button(kind="ghost", icon="close", tip=_("Select one"))
        clear.clicked.connect(self.cleared)
        row.addWidget(clear)

    def _button(self, text: str, icon: str, signal: SignalInstance) -> Button:
        button = Button(text, icon=icon)
        button.clicked.connect(signal)
        return button

    def show_count(self, count: int) -> None:
        """Say how many are selected."""
        words = ngettext("{n} question selected", "{n} questions selected", count)
        self._count.setText(words.format(n=count))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            painter.fillRect(self.rect(), tokens.tint)
            painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.border)
        finally:
            painter.end()
