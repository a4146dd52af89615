"""One task of the run-up: ticked with Space or X, opened with Enter or a click, removed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.run_up import RunUpTask
from townhall.ui.date_words import day_text
from townhall.ui.event import words
from townhall.ui.owner_choice import owner_text
from townhall.ui.theme import theme
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.marks import Avatar
from townhall.ui.widgets.paint import TITLE, Type
from townhall.ui.widgets.switches import Check
from townhall.ui.widgets.themed import Themed

_WHEN = Type(12, 400, tabular=True)


class TaskRow(Themed, QWidget):
    """A task with its day; who does it stands in the description and as initials."""

    edit_asked = Signal()
    remove_asked = Signal()
    step_asked = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, task: RunUpTask, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.task = task
        when = day_text(task.day, "d MMM")
        counted = words.countdown(task.offset_days) if task.due is None else ""
        self.when = f"{counted} · {when}" if counted else when
        self.check = Check(checked=task.is_done, name=f"{task.title}, {when}", tone="ok")
        who = owner_text(task.owner, task.owner_role)
        hint = _("Space ticks, Enter edits, Delete removes")
        self.check.setAccessibleDescription(f"{who}. {hint}" if who else hint)
        self.title = ElidedLabel(task.title, TITLE, "text2" if task.is_done else "text")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(self.check)
        row.addWidget(self.title, 1)
        if task.owner:
            avatar = Avatar(task.owner, 20)
            avatar.setToolTip(task.owner)
            row.addWidget(avatar)
        elif who:
            self.setToolTip(who)
        row.addWidget(self._day(today, counted))
        self.setMinimumHeight(theme().px(40))
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _day(self, today: date, counted: str) -> QWidget:
        late = (today - self.task.day).days
        if self.task.is_done or late < 0:
            return Label(self.when, _WHEN, "text2")
        if late == 0:
            text = _("{t} · today").format(t=counted) if counted else _("Today")
            return Chip(text, "warn", dot=True)
        self.check.setAccessibleName(f"{self.check.accessibleName()}, {_('late')}")
        return Chip(self.when, "bad", dot=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() is Qt.MouseButton.LeftButton:
            self.edit_asked.emit()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the check leaves over: it has the keyboard of the row.
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_asked.emit()
        elif key == Qt.Key.Key_X:
            self.check.click()
        elif key == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step_asked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Menu:
            self.menu_asked.emit(self.mapToGlobal(self.rect().bottomLeft()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()
