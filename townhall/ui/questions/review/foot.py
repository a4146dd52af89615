"""The bar below the cards: the keys, and the two ways to decide."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.key_cap import KeyCap
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.themed import Themed


class ReviewFoot(Themed, QWidget):
    """`next`, `previous`, `undo`, `different`, `merge` when a button is pressed."""

    next = Signal()
    previous = Signal()
    undo = Signal()
    different = Signal()
    merge = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.next_button = Button(_("Next"), "ghost", key="J")
        self.previous_button = Button(_("Previous"), "ghost", key="K")
        self.undo_button = Button(_("Undo"), "ghost", key="U")
        self.different_button = Button(_("Different questions"), key="X")
        self.merge_button = Button("", "primary", icon="merge", key="M")
        self._leads = QWidget()
        leads = QHBoxLayout(self._leads)
        leads.setContentsMargins(8, 0, 8, 0)
        leads.setSpacing(8)
        leads.addWidget(KeyCap("1–9"))
        leads.addWidget(Label(_("Choose lead")))
        for button, signal in (
            (self.next_button, self.next),
            (self.previous_button, self.previous),
            (self.undo_button, self.undo),
            (self.different_button, self.different),
            (self.merge_button, self.merge),
        ):
            button.clicked.connect(signal)
        self._hints = (self.next_button, self.previous_button, self._leads, self.undo_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 14, 20, 14)
        row.setSpacing(8)
        for hint in self._hints:
            row.addWidget(hint)
        row.addStretch(1)
        row.addWidget(self.different_button)
        row.addSpacing(8)
        row.addWidget(self.merge_button)

    def show_choice(self, *, merge: str, different: bool, undo: bool) -> None:
        """Offer to merge by the words `merge`, if any, to tell apart, and to undo."""
        self.merge_button.setText(merge)
        self.merge_button.setVisible(bool(merge))
        self.merge_button.updateGeometry()
        self.different_button.setVisible(different)
        self.undo_button.setEnabled(undo)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The ways to decide always show; of the others those that there is room for."""
        always = (self.different_button, self.merge_button)
        room = self.width() - 60 - sum(b.sizeHint().width() for b in always if not b.isHidden())
        for hint in (self.next_button, self.previous_button, self.undo_button, self._leads):
            room -= hint.sizeHint().width() + 8
            hint.setVisible(room >= 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()
