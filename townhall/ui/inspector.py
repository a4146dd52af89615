"""The panel at the right that shows and edits what is selected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from townhall.language import _
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import ElidedLabel
from townhall.ui.widgets.paint import Type
from townhall.ui.widgets.themed import Themed

WIDTH = 384


class InspectorPanel(Themed, QWidget):
    """Holds the inspectors of all screens and shows that of the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(1, 0, 0, 0)

    def add_inspector(self, inspector: QWidget) -> None:
        """Take `inspector` in; it belongs to the panel from now on."""
        self._pages.addWidget(inspector)

    def show_inspector(self, inspector: QWidget) -> None:
        """Show `inspector`, which was taken in before."""
        self._pages.setCurrentWidget(inspector)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            painter.fillRect(self.rect(), tokens.surface)
            painter.fillRect(0, 0, 1, self.height(), tokens.border)
        finally:
            painter.end()


class InspectorHead(Themed, QWidget):
    """Head of an inspector, 48 high: what it is, its state, previous, next, close."""

    previous = Signal()
    next = Signal()

    def __init__(
        self, frame: Frame, title: str = "", *, browse: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(48)
        self._title = ElidedLabel(title, Type(13, 600), "text2")
        self._chip: QWidget | None = None
        up = Button(kind="ghost", icon="chevron-up", tip=_("Previous"))
        down = Button(kind="ghost", icon="chevron-down", tip=_("Next"))
        close = Button(kind="ghost", icon="panel-right", tip=_("Close the panel (])"))
        up.clicked.connect(self.previous)
        down.clicked.connect(self.next)
        close.clicked.connect(lambda _checked=False: frame.show_inspector(open_=False))
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(19, 0, 12, 1)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._title)
        self._layout.addStretch(1)
        for button in (up, down, close):
            self._layout.addWidget(button)
            self._layout.setSpacing(4)
        for button in (up, down):
            button.setVisible(browse)

    def set_title(self, title: str) -> None:
        """Say what is shown: "Question 214"."""
        self._title.setText(title)
        self._title.updateGeometry()

    def set_chip(self, chip: QWidget | None) -> None:
        """Show its state beside the title; the chip before it is thrown away."""
        if self._chip is not None:
            self._chip.hide()
            self._chip.deleteLater()
        self._chip = chip
        if chip is not None:
            self._layout.insertWidget(self._layout.indexOf(self._title) + 1, chip)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()
