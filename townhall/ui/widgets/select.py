"""One choice out of many, from a menu that drops down."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QStyledItemDelegate, QWidget

from townhall.ui.icons import icon, paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.menu import float_free
from townhall.ui.widgets.paint import BODY, draw_box, draw_dot, draw_text, text_width
from townhall.ui.widgets.themed import FocusRing, Themed


class Option(NamedTuple):
    """One thing to choose: its value, what is read, and a mark or second words where they help."""

    value: object
    label: str
    icon: str = ""
    tone: str = ""
    detail: str = ""


class Select(FocusRing, Themed, QComboBox):
    """A drop-down; `chosen(value)` when the user picks. `placeholder` shows while nothing is.

    The mouse wheel never changes it: pages scroll under the pointer.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[Option | tuple[object, str]] = (),
        value: object = None,
        *,
        name: str = "",
        icon: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._options: list[Option] = []
        self._list = QListView()
        self.setView(self._list)
        # The default delegate of a drop-down ignores the heights of the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        float_free(self._list.window())
        self.setMaxVisibleItems(14)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        # On Linux a drop-down's name is read as its value; the description says what it is of.
        self.setAccessibleDescription(name)
        self.set_options(options, value)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> object:
        """The value chosen, None while nothing is."""
        place = self.currentIndex()
        return self._options[place].value if place >= 0 else None

    def set_value(self, value: object) -> None:
        """Choose `value` without saying so; a value that is not offered chooses nothing."""
        values = [option.value for option in self._options]
        self.setCurrentIndex(values.index(value) if value in values else -1)

    def set_options(
        self, options: Sequence[Option | tuple[object, str]], value: object = None
    ) -> None:
        """Offer other options and choose `value`."""
        self._options = [Option(*option) for option in options]
        self.clear()
        for option in self._options:
            words = f"{option.label}   {option.detail}" if option.detail else option.label
            if option.icon:
                self.addItem(icon(option.icon), words)
            else:
                self.addItem(words)
        self.set_value(value)
        self.updateGeometry()

    def _on_activated(self, place: int) -> None:
        self.chosen.emit(self._options[place].value)

    def _lead(self) -> int:
        place = self.currentIndex()
        if self._icon or (place >= 0 and self._options[place].icon):
            return 24
        return 16 if place >= 0 and self._options[place].tone else 0

    def sizeHint(self) -> QSize:
        labels = [option.label for option in self._options] + [self.placeholderText()]
        widest = max(text_width(label, BODY) for label in labels)
        lead = 24 if self._icon or any(option.icon for option in self._options) else 16
        return QSize(min(round(widest), theme().px(320)) + lead + 44, theme().px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme().px(96)), theme().px(32))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        enabled = self.isEnabled()
        fill = tokens.hover if self.underMouse() and enabled else tokens.surface
        edge = tokens.control
        width = 1
        if self.property("invalid"):
            edge = tokens.bad
        if self.ring or self.view().isVisible():
            edge, width = tokens.accent, 2
        if enabled:
            draw_box(painter, rect, 8, fill, edge, width=width)
        else:
            draw_box(painter, rect, 8, tokens.sunken, tokens.border)
        place = self.currentIndex()
        option = self._options[place] if place >= 0 else None
        words = tokens.text if option else tokens.text3
        words = words if enabled else tokens.disabled
        x, middle = 11.0, rect.center().y()
        mark = self._icon or (option.icon if option else "")
        if mark:
            paint_icon(painter, mark, x, round(middle - 8), 16, tokens.text2)
        elif option and option.tone:
            draw_dot(painter, QPointF(x + 4, middle), 8, tokens.shade(option.tone).line)
        room = QRectF(x + self._lead(), 0, rect.width() - x - self._lead() - 30, rect.height())
        draw_text(painter, room, option.label if option else self.placeholderText(), BODY, words)
        paint_icon(painter, "chevron-down", rect.right() - 26, round(middle - 8), 16, tokens.text2)
