"""Asks for the password of a calendar server, once; it goes nowhere but to the server."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.fields import TextField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import BODY, SMALL
from townhall.ui.widgets.switches import Check


class PasswordField(TextField):
    """A line whose text is not shown."""

    def __init__(self, *, name: str, placeholder: str = "") -> None:
        super().__init__(name=name, placeholder=placeholder)
        self.setEchoMode(QLineEdit.EchoMode.Password)


class PasswordLine(QWidget):
    """`given(password, keep)` when the user goes on; `keep`: in the keyring of this computer."""

    given = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = Paragraph("", BODY, "text", selectable=False)
        self.field = PasswordField(name=_("Password"))
        self.field.setFixedWidth(theme().px(220))
        self.keep = Check(_("Keep it in this computer’s keyring"))
        self.without = Paragraph(
            _("This computer has no keyring, so the password is asked each time."),
            SMALL,
            "text2",
            selectable=False,
        )
        self.go = Button(_("Publish"), "primary")
        cancel = Button(_("Cancel"), "ghost")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field)
        row.addWidget(self.go)
        row.addWidget(cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        column.addWidget(self.question)
        column.addLayout(row)
        column.addWidget(self.keep)
        column.addWidget(self.without)
        self.field.returnPressed.connect(self._on_given)
        self.go.clicked.connect(self._on_given)
        cancel.clicked.connect(self.put_away)

    def ask(self, user_name: str, host: str, *, can_keep: bool) -> None:
        """Ask for the password of `user_name` at `host`."""
        self.question.setText(_("Password of {user} at {host}").format(user=user_name, host=host))
        self.field.clear()
        self.keep.setVisible(can_keep)
        self.keep.setChecked(can_keep)
        self.without.setVisible(not can_keep)
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Ask no more, and forget what was typed."""
        self.field.clear()
        self.hide()

    def _on_given(self) -> None:
        password, keep = self.field.text(), self.keep.isVisible() and self.keep.isChecked()
        if not password:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.put_away()
        self.given.emit(password, keep)

    def event(self, event: QEvent) -> bool:
        # Esc closes the question, not the settings.
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.put_away()
                return True
        return super().event(event)
