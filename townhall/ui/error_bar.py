"""The bar under the top bar that shows a known error until it is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from townhall.language import _
from townhall.ui.announce import announce
from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.paint import SMALL, TITLE
from townhall.ui.widgets.themed import Themed

ErrorAction = tuple[str, Callable[[], object]]


class ErrorBar(Themed, QWidget):
    """Shows the newest error; closing it brings back the one before, so none is lost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._errors: list[tuple[str, ErrorAction | None]] = []
        self._label = Label("", TITLE, "bad", wrap=True, selectable=True)
        self._label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._more = Label("", SMALL, "bad")
        self._action = Button("", kind="default", small=True)
        self._close = Button(kind="ghost", icon="close", tip=_("Close the error message"))
        self._action.clicked.connect(self._on_action_clicked)
        self._close.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(48, 6, 12, 7)
        layout.setSpacing(12)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._more)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """The error that is shown; empty when there is none."""
        return self._errors[-1][0] if self._errors else ""

    def show_error(self, text: str, action: ErrorAction | None = None) -> None:
        """Show `text`, with at most one way out of it."""
        self._errors = [entry for entry in self._errors if entry[0] != text]
        self._errors.append((text, action))
        self._show_last()
        announce(self, text, urgent=True)

    def dismiss(self) -> None:
        """Close the error that is shown."""
        if self._errors:
            self._errors.pop()
        self._show_last()

    def clear(self) -> None:
        """Close all errors: another plan is opened."""
        self._errors.clear()
        self._show_last()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            painter.fillRect(self.rect(), tokens.bad_tint)
            painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.border)
            paint_icon(painter, "error", 20, round(self.height() / 2 - 8), 16, tokens.bad)
        finally:
            painter.end()

    def _show_last(self) -> None:
        self.setVisible(bool(self._errors))
        if not self._errors:
            return
        text, action = self._errors[-1]
        others = len(self._errors) - 1
        self._label.setText(text)
        self.setAccessibleName(text)
        self._more.setText(_("and {n} more").format(n=others))
        self._more.setVisible(others > 0)
        self._action.setVisible(action is not None)
        if action is not None:
            self._action.setText(action[0])

    def _on_action_clicked(self) -> None:
        action = self._errors[-1][1] if self._errors else None
        self.dismiss()
        if action is not None:
            action[1]()
