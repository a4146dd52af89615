"""A small card that asks for a day, or for none."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.dates import DateField
from townhall.ui.widgets.notices import FloatCard


class DayPopup(FloatCard):
    """Asks for a day under `title`; `picked(date or None)` on Enter or a button, Esc closes."""

    picked = Signal(object)

    def __init__(self, title: str, day: date, parent: QWidget | None = None) -> None:
        super().__init__(title, popup=True, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = DateField(day, name=title)
        self.take = Button(_("Apply"), "primary")
        self.take.clicked.connect(lambda _checked=False: self._finish(self.field.value))
        self.none = Button(_("No date"), "ghost")
        self.none.clicked.connect(lambda _checked=False: self._finish(None))
        self.body.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(self.none)
        row.addStretch(1)
        row.addWidget(self.take)
        self.body.addLayout(row)

    def ask_at(self, point: QPoint) -> None:
        """Show at global `point`, with the keyboard in the day."""
        self.show_at(point)
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish(self.field.value)
        else:
            super().keyPressEvent(event)

    def _finish(self, day: date | None) -> None:
        self.picked.emit(day)
        self.close()
