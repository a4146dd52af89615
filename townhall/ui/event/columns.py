"""How the cards stand: a main column and one beside it, or below each other where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from townhall.ui.theme import theme

_GAP = 16
_SIDE = 384
_WIDE = 1060
"""From this width on, at normal text size, the side column stands beside the main one."""
_PAIRED = 680
"""From this width on, cards below the run of show stand in pairs."""


class EventColumns(QWidget):
    """Lays out the cards of the page, each as high as what it holds.

    `run` leads the main column, `lower` stand side by side below it, `side` in the side column.
    """

    def __init__(
        self,
        run: QWidget,
        lower: tuple[QWidget, ...],
        side: tuple[QWidget, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._run, self._lower, self._side = run, lower, side
        self.shape = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._arrange("wide")

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(360), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        shape = "single"
        if width >= theme().px(_WIDE):
            shape = "wide"
        elif width >= theme().px(_PAIRED):
            shape = "paired"
        self._arrange(shape)

    def _arrange(self, shape: str) -> None:
        if shape == self.shape:
            return
        self.shape = shape
        _empty(self._column)
        if shape == "wide":
            main = _vertical(self._run)
            main.addLayout(_beside(*map(_vertical, self._lower)))
            main.addStretch(1)
            side = _vertical(*self._side)
            side.addStretch(1)
            both = _beside(main)
            both.addLayout(side)
            for card in self._side:
                card.setFixedWidth(theme().px(_SIDE))
            self._column.addLayout(both, 1)
            return
        for card in self._side:
            card.setMinimumWidth(0)
            card.setMaximumWidth(16777215)
        self._column.addWidget(self._run)
        if shape == "paired":
            columns = _vertical(*self._lower), _vertical(*self._side)
            for column in columns:
                column.addStretch(1)
            self._column.addLayout(_beside(*columns))
        else:
            self._column.addLayout(_vertical(*self._side, *self._lower))
        self._column.addStretch(1)


def _vertical(*widgets: QWidget) -> QVBoxLayout:
    """Below each other."""
    column = QVBoxLayout()
    column.setSpacing(_GAP)
    for widget in widgets:
        column.addWidget(widget)
    return column


def _beside(*layouts: QLayout) -> QHBoxLayout:
    """Side by side, at equal widths."""
    row = QHBoxLayout()
    row.setSpacing(_GAP)
    for layout in layouts:
        row.addLayout(layout, 1)
    return row


def _empty(layout: QBoxLayout) -> None:
    """Take everything out; the widgets stay alive where they are."""
    while layout.count():
        item = layout.takeAt(0)
        inner = item.layout() if item is not None else None
        if isinstance(inner, QBoxLayout):
            _empty(inner)
            inner.deleteLater()
