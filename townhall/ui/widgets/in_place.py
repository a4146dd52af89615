"""Values that are edited in place, with the error of the last try below them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

from townhall.language import _
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chosen_value import ChosenValue
from townhall.ui.widgets.editable import EditableValue
from townhall.ui.widgets.fields import TextField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL, Type

_TITLE = Type(20, 600)


class InPlace(QWidget):
    """An editable value with room for what is wrong with it; `edited(value)` by the user."""

    edited = Signal(object)
    INSET = EditableValue.INSET

    def __init__(self, kind: str = "text", *, name: str, **how: Any) -> None:
        """`kind` is one of `EditableValue`, or "pick" for a `ChosenValue`; `how` goes to them."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.value: EditableValue = (
            ChosenValue(None, name=name, **how)
            if kind == "pick"
            else EditableValue(None, kind, name=name, **how)
        )
        self.value.edited.connect(self._on_edited)
        self._error = Paragraph("", SMALL, "bad", selectable=False)
        self._error.setContentsMargins(self.INSET, 0, 0, 4)
        self._error.hide()
        column.addWidget(self.value)
        column.addWidget(self._error)
        self.setFocusProxy(self.value)
        self.setAccessibleName(name)

    @property
    def error(self) -> str:
        """What is wrong with the value that was typed last."""
        return self._error.words

    def set_value(self, value: object) -> None:
        """Show what is stored; what was wrong is gone."""
        self.value.set_value(value)
        self.set_error("")

    def set_error(self, sentence: str) -> None:
        """Say below the value what is wrong with it."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _on_edited(self, value: object) -> None:
        self.set_error("")
        self.edited.emit(value)


class _Hung(QWidgetItem):
    """Begins so much further left as the value's own padding is wide."""

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect.adjusted(-InPlace.INSET, 0, 0, 0))


def hang_out(layout: QBoxLayout, place: InPlace) -> None:
    """Put `place` below what is there, its words in line with plain ones.

    A layout cannot begin with a negative space, and its margins cannot be negative.
    """
    layout.addChildWidget(place)
    layout.addItem(_Hung(place))


class TitleInPlace(QWidget):
    """A large title over several lines, with a pencil that opens it in a field."""

    edited = Signal(str)

    def __init__(self, name: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._shown = QWidget()
        row = QHBoxLayout(self._shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._words = Paragraph("", _TITLE)
        self.pencil = Button(kind="ghost", icon="pencil", tip=_("Edit the title"), small=True)
        if name:
            self.pencil.setToolTip(_("Edit: {what}").format(what=name))
            self.pencil.setAccessibleName(self.pencil.toolTip())
        self.pencil.clicked.connect(self.edit)
        row.addWidget(self._words, 1)
        row.addWidget(self.pencil, 0, Qt.AlignmentFlag.AlignTop)
        self.field = TextField(name=name or _("Title"))
        self.field.installEventFilter(self)
        self.field.hide()
        column.addWidget(self._shown)
        column.addWidget(self.field)
        self._error = Paragraph("", SMALL, "bad", selectable=False)
        self._error.hide()
        column.addWidget(self._error)

    @property
    def error(self) -> str:
        """What is wrong with the title that was typed last."""
        return self._error.words

    def set_value(self, title: str) -> None:
        """Show the title that is stored."""
        self._words.setText(title)
        self.set_error("")

    def set_error(self, sentence: str) -> None:
        """Say below the title what is wrong with it."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def edit(self) -> None:
        """Open the field."""
        self.field.setText(self._words.words)
        self.field.selectAll()
        self._shown.hide()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and not self.field.isHidden():
            if event.type() == QEvent.Type.FocusOut:
                self._commit()
            elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape:
                    event.accept()
                    return True
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self._commit()
                    return True
                if event.key() == Qt.Key.Key_Escape:
                    self._close()
                    return True
        return super().eventFilter(watched, event)

    def _commit(self) -> None:
        title = self.field.text().strip()
        changed = title != self._words.words
        self._close()
        if changed:
            self._words.setText(title)
            self.set_error("")
            self.edited.emit(title)

    def _close(self) -> None:
        had_focus = self.field.hasFocus()
        self._shown.show()
        self.field.hide()
        if had_focus:
            self.pencil.setFocus(Qt.FocusReason.ShortcutFocusReason)
