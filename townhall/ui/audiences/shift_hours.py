"""The hours of a shift, edited in place: from when to when, or none."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.in_place import InPlace
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.paint import SMALL

_USUAL = (time(8, 0), time(17, 0))


class ShiftHours(QWidget):
    """`edited((start, end))`, or `edited(None)` when the hours are taken away."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._hours: tuple[time, time] | None = None
        self.start = InPlace("time", name=_("Start of the shift"))
        self.end = InPlace("time", name=_("End of the shift"))
        self.add = Button(_("Add hours"), "link")
        self.clear = Button(kind="ghost", icon="close", small=True, tip=_("Take the hours away"))
        self._error = Paragraph("", SMALL, "bad", selectable=False)
        self._error.setContentsMargins(InPlace.INSET, 0, 0, 4)
        self._known = QWidget()
        row = QHBoxLayout(self._known)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.start)
        row.addWidget(Label(_("to"), role="text2"))
        row.addWidget(self.end)
        row.addStretch(1)
        row.addWidget(self.clear)
        holder = QHBoxLayout()
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self.add)
        holder.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._known)
        column.addLayout(holder)
        column.addWidget(self._error)
        self.start.edited.connect(lambda at: self._on_time(at, None))
        self.end.edited.connect(lambda at: self._on_time(None, at))
        self.add.clicked.connect(lambda _checked=False: self.edited.emit(_USUAL))
        self.clear.clicked.connect(lambda _checked=False: self.edited.emit(None))

    def set_hours(self, start: time | None, end: time | None) -> None:
        """Show the hours that are stored."""
        self._hours = (start, end) if start is not None and end is not None else None
        self.start.set_value(start)
        self.end.set_value(end)
        self._known.setVisible(self._hours is not None)
        self.add.setVisible(self._hours is None)
        self.set_error("")

    def set_error(self, sentence: str) -> None:
        """Say what is wrong with the hours."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _on_time(self, start: object, end: object) -> None:
        if self._hours is None:
            return
        first = start if isinstance(start, time) else self._hours[0]
        last = end if isinstance(end, time) else self._hours[1]
        self.edited.emit((first, last))
