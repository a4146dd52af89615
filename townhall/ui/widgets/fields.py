"""Forms: a label above its control, an error in words below it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from townhall.domain.errors import InvalidInput
from townhall.language import _
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import SMALL, SMALL_MEDIUM

_FRAMED = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)


class TextField(QLineEdit):
    """One line of text."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        if name:
            self.setAccessibleName(name)


class TextArea(QPlainTextEdit):
    """Several lines of text, `lines` high at least; Tab goes on to the next control."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        lines: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        if name:
            self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        height = round(self.fontMetrics().lineSpacing() * self._lines) + 18
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def text(self) -> str:
        """What was typed."""
        return self.toPlainText()


class Field(QWidget):
    """A label above `control`, a hint, and below it an error in words once `set_error` gives one.

    The control takes the label as its accessible name unless it has one.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        hint: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(6)
        self.label = Label(label, SMALL_MEDIUM, "text2")
        self.label.setBuddy(control)
        head.addWidget(self.label)
        if required:
            head.addWidget(Label(_("required"), SMALL, "text3"))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(control)
        self._hint = Paragraph(hint, SMALL, "text3", selectable=False)
        column.addWidget(self._hint)
        self._hint.setVisible(bool(hint))
        self._error_row = QWidget()
        row = QHBoxLayout(self._error_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._error = Paragraph("", SMALL, "bad", selectable=False)
        mark = QVBoxLayout()
        mark.addSpacing(3)
        mark.addWidget(Icon("error", "bad", 14))
        mark.addStretch(1)
        row.addLayout(mark)
        row.addWidget(self._error, 1)
        self._error_row.hide()
        column.addWidget(self._error_row)
        if not control.accessibleName():
            control.setAccessibleName(label)

    @property
    def error(self) -> str:
        """The error that shows, or an empty text."""
        return self._error.words

    def set_error(self, sentence: str = "") -> None:
        """Show what is wrong below the control, or nothing any more."""
        self._error.setText(sentence)
        self._error_row.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
        if isinstance(self.control, _FRAMED):
            self.control.setProperty("invalid", bool(sentence))
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)
            self.control.update()

    def set_hint(self, hint: str) -> None:
        """Show another hint."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))


class Form(QWidget):
    """Fields below each other, some side by side; finds the field an error is about."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 14) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)
        self._fields: dict[str, Field] = {}

    def add(self, key: str, field: Field) -> Field:
        """Put `field` below what is there, under the name errors know it by."""
        self._fields[key] = field
        self._column.addWidget(field)
        return field

    def add_row(self, *pairs: tuple[str, Field]) -> None:
        """Put fields side by side, at equal widths."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for key, field in pairs:
            self._fields[key] = field
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def add_widget(self, widget: QWidget) -> None:
        """Put something that is not a field below what is there."""
        self._column.addWidget(widget)

    def field(self, key: str) -> Field:
        """The field of that name."""
        return self._fields[key]

    def clear_errors(self) -> None:
        """Show no errors any more."""
        for field in self._fields.values():
            field.set_error()

    def show_error(self, error: InvalidInput) -> bool:
        """Show `error` at its field and go there; False when it belongs to none of these."""
        self.clear_errors()
        field = self._fields.get(error.field or "")
        if field is None:
            return False
        field.set_error(str(error))
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
