"""The buttons in the top bar of an import page: give up, or do what the preview shows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _
from townhall.ui.widgets.buttons import Button


class ImportControls(QWidget):
    """`wanted()` on Import, `given_up()` on Cancel; Import is off while there is nothing to do."""

    wanted = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        cancel = Button(_("Cancel"), "ghost")
        cancel.clicked.connect(self.given_up)
        self.button = Button(_("Import"), "primary", icon="download")
        self.button.clicked.connect(self.wanted)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(cancel)
        row.addWidget(self.button)
        self.offer("")

    def add_before(self, button: Button) -> None:
        """Put another button before Import."""
        self._row.insertWidget(1, button)

    def offer(self, words: str) -> None:
        """Name what Import would do: "Import 268 questions"; no words, nothing to do."""
        self.button.setText(words or _("Import"))
        self.button.setEnabled(bool(words))
        self.button.updateGeometry()
