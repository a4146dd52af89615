"""The form for one more theme of questions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.domain.question_themes import MOST_DAYS
from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.dates import NumberField
from townhall.ui.widgets.fields import Field, TextField
from townhall.ui.widgets.themed import Themed

_USUAL_DAYS = 5


class ThemeForm(Themed, QWidget):
    """`wanted(values)` by Enter or Add, `left()` by Esc or Cancel."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name_nl = TextField(name=_("Dutch name"), placeholder=_("Such as Roosters"))
        self.name_en = TextField(name=_("English name"), placeholder=_("Such as Rosters"))
        self.answer_days = NumberField(_USUAL_DAYS, most=MOST_DAYS, name=_("Working days"))
        self.add = Button(_("Add"), kind="primary")
        self.leave = Button(_("Cancel"))
        self.fields = {
            "name_nl": Field(_("Dutch name"), self.name_nl),
            "name_en": Field(_("English name"), self.name_en),
            "answer_days": Field(_("Working days"), self.answer_days),
        }
        self.answer_days.setFixedWidth(theme().px(96))
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, field in self.fields.items():
            row.addWidget(field, 0 if name == "answer_days" else 1, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(row)
        column.addLayout(buttons)
        self.add.clicked.connect(lambda _checked=False: self._ask())
        self.leave.clicked.connect(lambda _checked=False: self.left.emit())
        for control in (self.name_nl, self.name_en, self.answer_days):
            control.installEventFilter(self)

    def open(self) -> None:
        """Begin a new theme."""
        self.name_nl.clear()
        self.name_en.clear()
        self.answer_days.set_value(_USUAL_DAYS)
        self._clear_errors()
        self.show()
        self.name_nl.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_error(self, error: TownHallError) -> None:
        """Say what is wrong, at the field that it is about."""
        self._clear_errors()
        field = self.fields.get(str(getattr(error, "field", "")), self.fields["name_nl"])
        field.set_error(str(error))
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_errors(self) -> None:
        for field in self.fields.values():
            field.set_error()

    def _ask(self) -> None:
        self.wanted.emit(
            {
                "name_nl": self.name_nl.text(),
                "name_en": self.name_en.text(),
                "answer_days": self.answer_days.value(),
            }
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._ask()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()
