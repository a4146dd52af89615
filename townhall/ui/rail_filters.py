"""Saved filters in the rail: a square and a name each, to apply, rename and remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.rail_button import INSET, RailButton
from townhall.ui.theme import CATEGORIES, theme
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.paint import BODY, TINY, draw_box, draw_focus_ring, draw_text

if TYPE_CHECKING:
    from townhall.services.queries.saved_filters import SavedFilterDetail

_HEIGHT = 28


class FilterButton(RailButton):
    """One saved filter; `number` is its place, which gives the square its colour."""

    rename_wanted = Signal()
    remove_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(name, "filter", parent)
        self._number = number
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def _paint(self, painter: QPainter) -> None:
        tokens = theme().tokens
        box = QRectF(self.rect()).adjusted(INSET, 1, -INSET, -1)
        if self.underMouse():
            draw_box(painter, box, 8, tokens.hover)
        colour = tokens.shade(CATEGORIES[self._number % len(CATEGORIES)]).line
        left = box.center().x() - 5 if self.is_narrow else box.x() + 14
        square = QRectF(round(left), round(box.center().y() - 5), 10, 10)
        draw_box(painter, square, 3, colour)
        if not self.is_narrow:
            room = QRectF(box.x() + 38, box.y(), box.width() - 44, box.height())
            draw_text(painter, room, self.text(), BODY, tokens.text2)
        if self.ring:
            draw_focus_ring(painter, box, 8)

    def _name(self) -> None:
        self.setAccessibleName(_("Saved filter: {name}").format(name=self.text()))
        self.setToolTip(self.text())


class RailFilters(QWidget):
    """The list with its heading, away while there is none; it scrolls when it is long.

    `chosen(SavedFilterDetail)`, `rename_wanted(SavedFilterDetail, QPoint)`, `remove_wanted(id)`,
    `menu_wanted(SavedFilterDetail, QPoint)`; `changed` when there are other buttons.
    """

    chosen = Signal(object)
    rename_wanted = Signal(object, QPoint)
    remove_wanted = Signal(int)
    menu_wanted = Signal(object, QPoint)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[FilterButton] = []
        self._narrow = False
        self._heading = Label(_("Saved filters"), TINY, "text2")
        self._heading.setContentsMargins(INSET + 10, 18, 0, 6)
        self._heading.hide()
        self._list: QVBoxLayout | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)

    def _buttons_list(self) -> QVBoxLayout:
        """Where the buttons stand; made with the first of them, not for the first picture."""
        if self._list is not None:
            return self._list
        from PySide6.QtWidgets import QScrollArea

        holder, area = QWidget(), QScrollArea()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        # After the area was given it: that fills the ground.
        holder.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setMinimumHeight(0)
        self._column.addWidget(area, 1)
        return self._list

    def set_filters(self, found: Sequence[SavedFilterDetail]) -> None:
        """Show `found`."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [self._made(number, each) for number, each in enumerate(found)]
        for number, button in enumerate(self.buttons):
            self._buttons_list().insertWidget(number, button)
        self._heading.setVisible(bool(found) and not self._narrow)
        self.changed.emit()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show squares alone, or names too."""
        self._narrow = narrow
        self._heading.setVisible(bool(self.buttons) and not narrow)
        for button in self.buttons:
            button.set_narrow(narrow=narrow)

    def _made(self, number: int, found: SavedFilterDetail) -> FilterButton:
        button = FilterButton(found.name, number)
        button.set_narrow(narrow=self._narrow)
        button.clicked.connect(lambda _checked=False: self.chosen.emit(found))
        button.rename_wanted.connect(lambda: self.rename_wanted.emit(found, _below(button)))
        button.remove_wanted.connect(lambda: self.remove_wanted.emit(found.id))
        button.menu_wanted.connect(lambda point: self.menu_wanted.emit(found, point))
        return button


def _below(button: QWidget) -> QPoint:
    return button.mapToGlobal(QPoint(INSET, button.height()))
