"""A filter above a list: unset, set with its value, or a choice that cannot be left out."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from townhall.language import _
from townhall.ui.icons import icon, paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.paint import (
    SMALL_MEDIUM,
    Type,
    draw_box,
    draw_focus_ring,
    draw_text,
    text_width,
)
from townhall.ui.widgets.select import Option
from townhall.ui.widgets.themed import FocusRing, Themed

_VALUE = Type(12, 600)


class FilterChip(FocusRing, Themed, QPushButton):
    """One filter; `changed(value)` when the user picks or clears it.

    The value is None while unset. With `multi` it is a tuple of values, empty while unset.
    `required` shows a chevron and cannot be cleared. Delete or Backspace clears.
    """

    changed = Signal(object)

    def __init__(
        self,
        name: str,
        options: Sequence[Option | tuple[object, str]] = (),
        value: object = None,
        *,
        icon: str = "filter",
        required: bool = False,
        multi: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._icon, self._required, self._multi = name, icon, required, multi
        self._options = [Option(*option) for option in options]
        self._value: object = () if multi else None
        self._counts: Mapping[object, int] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.clicked.connect(self.open_menu)
        self.set_value(value)

    @property
    def value(self) -> object:
        """What the list is filtered by."""
        return self._value

    @property
    def is_set(self) -> bool:
        """Whether it filters at all."""
        return bool(self._value) if self._multi else self._value is not None

    def set_value(self, value: object) -> None:
        """Filter by `value` without saying so."""
        self._value = (
            (tuple(value) if isinstance(value, list | tuple) else ()) if self._multi else value
        )
        words = self._words()
        self.setAccessibleName(f"{self._name}: {words}" if words else self._name)
        self.setToolTip(words if self._multi else "")
        self.updateGeometry()
        self.update()

    def set_options(self, options: Sequence[Option | tuple[object, str]]) -> None:
        """Offer other options."""
        self._options = [Option(*option) for option in options]
        self.set_value(self._value)

    def set_counts(self, counts: Mapping[Any, int] | None) -> None:
        """Show beside each option how many rows it would give; None while that is not known."""
        self._counts = counts

    def _words(self) -> str:
        chosen = self._value if isinstance(self._value, tuple) and self._multi else (self._value,)
        labels = [option.label.strip() for option in self._options if option.value in chosen]
        if len(labels) > 2:
            return _("{first} and {n} more").format(first=labels[0], n=len(labels) - 1)
        return ", ".join(labels)

    def sizeHint(self) -> QSize:
        width = 20 + text_width(self._name, SMALL_MEDIUM)
        width += 22 if not self.is_set and not self._required else 0
        if self.is_set:
            width += 6 + text_width(self._words(), _VALUE)
        if self.is_set or self._required:
            width += 18
        return QSize(round(width) + 1, theme().px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _clear_rect(self) -> QRectF:
        return QRectF(self.width() - 26, 0, 26, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clears = (
            self.is_set and not self._required and self._clear_rect().contains(event.position())
        )
        if clears and event.button() == Qt.MouseButton.LeftButton:
            self.setDown(False)
            self.clear()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._required:
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def clear(self) -> None:
        """Filter no more, and say so."""
        if self.is_set:
            self.set_value(None)
            self.changed.emit(self._value)

    def open_menu(self) -> None:
        """Offer the options."""
        menu = Menu(self, name=self._name)
        chosen = self._value if isinstance(self._value, tuple) and self._multi else (self._value,)
        for option in self._options:
            label = option.label.replace("&", "&&")
            if self._counts is not None:
                # What follows a tab stands at the right, as the keys of other menus do.
                label = f"{label}\t{self._counts.get(option.value, 0)}"
            action = QAction(label, menu)
            if option.icon:
                action.setIcon(icon(option.icon))
            action.setCheckable(True)
            action.setChecked(option.value in chosen)
            action.setData(option.value)
            menu.addAction(action)
        if self.is_set and not self._required:
            menu.addSeparator()
            menu.addAction(icon("close"), _("Clear filter"), self.clear)
        menu.triggered.connect(self._on_picked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _on_picked(self, action: QAction) -> None:
        if not action.isCheckable():
            return
        picked = action.data()
        if not self._multi:
            self.set_value(picked)
        else:
            now = set(self._value) if isinstance(self._value, tuple) else set()
            now ^= {picked}
            self.set_value([option.value for option in self._options if option.value in now])
        self.changed.emit(self._value)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        middle = rect.center().y()
        if self.is_set and not self._required:
            draw_box(painter, rect, 8, tokens.sel if self.underMouse() else tokens.tint)
        else:
            ground = tokens.hover if self.underMouse() or self.isDown() else tokens.surface
            draw_box(painter, rect, 8, ground, tokens.control)
        x = 10.0
        if not self.is_set and not self._required:
            paint_icon(painter, self._icon, x, round(middle - 8), 16, tokens.text2)
            x += 22
        room = QRectF(x, 0, rect.width() - x, rect.height())
        x += draw_text(painter, room, self._name, SMALL_MEDIUM, tokens.text2)
        if self.is_set:
            words = tokens.text if self._required else tokens.accent
            room = QRectF(x + 6, 0, rect.width() - x - 6 - 24, rect.height())
            draw_text(painter, room, self._words(), _VALUE, words)
        if self.is_set or self._required:
            name = "chevron-down" if self._required else "close"
            colour = tokens.text2 if self._required else tokens.accent
            paint_icon(painter, name, rect.right() - 22, round(middle - 7), 14, colour)
        if self.ring:
            draw_focus_ring(painter, rect, 8)
