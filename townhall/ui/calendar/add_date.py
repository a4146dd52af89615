"""A link that opens into the day and time of one more date."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.dates import DateField, TimeField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL

_A_WEEK = timedelta(days=7)


class AddDate(QWidget):
    """Asks for a date beside those that are there. `wanted(datetime)` is its local start."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: OccurrenceRow | None = None
        self.link = Button(_("Add a date"), kind="link")
        self.day = DateField(name=_("Day of the extra date"))
        self.start = TimeField(name=_("Start of the extra date"))
        self.add = Button(_("Add"), kind="primary", small=True)
        self.leave = Button(_("Cancel"), kind="ghost", small=True)
        self._error = Paragraph("", SMALL, "bad", selectable=False)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 4, 0, 4)
        form.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (self.add, self.leave):
            row.addWidget(widget)
        row.addStretch(1)
        for field in (self.day, self.start):
            form.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
        form.addWidget(self._error)
        form.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._form)
        self.link.clicked.connect(lambda _checked=False: self._open())
        self.add.clicked.connect(lambda _checked=False: self._ask())
        self.leave.clicked.connect(lambda _checked=False: self.close_form())
        self.close_form()

    def set_row(self, row: OccurrenceRow) -> None:
        """Offer to add a date to the communication of `row`; another one closes the form."""
        same = self._row is not None and self._row.communication_id == row.communication_id
        self._row = row
        if not same:
            self.close_form()

    def close_form(self) -> None:
        """Show the link alone."""
        had_focus = self._form.isAncestorOf(self.focusWidget() or self)
        self._form.hide()
        self._error.hide()
        self.link.show()
        if had_focus:
            self.link.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong with the date."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.day.setAccessibleDescription(sentence)

    def _open(self) -> None:
        if self._row is None:
            return
        self.day.set_value((self._row.start + _A_WEEK).date())
        self.start.set_value(self._row.start.time())
        self.start.setVisible(not self._row.all_day)
        self.set_error("")
        self.link.hide()
        self._form.show()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        day = self.day.value
        if day is None or self._row is None:
            return
        at = time() if self._row.all_day else self.start.value
        self.set_error("")
        self.wanted.emit(datetime.combine(day, at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds the date, Esc leaves it."""
        if self._form.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        elif self._form.isVisible() and event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)
