"""A field to search in: an icon, a way to empty it, and a pause before it searches."""

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from townhall.language import _
from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.key_cap import cap_width, draw_cap
from townhall.ui.widgets.themed import Themed


class SearchField(Themed, QLineEdit):
    """`searched(text)` a moment after typing stops, at once on Enter; Esc empties it.

    `key` shows the cap of the key that leads here while the field is empty and unfocused.
    """

    searched = Signal(str)

    def __init__(
        self,
        placeholder: str = "",
        *,
        key: str = "",
        pause: int = 150,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._told = ""
        self.setPlaceholderText(placeholder or _("Search"))
        self.setAccessibleName(placeholder or _("Search"))
        self.setTextMargins(22, 0, 20, 0)
        self._clear = Button(kind="ghost", icon="close", tip=_("Empty the search"), small=True)
        self._clear.setParent(self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.empty)
        self._clear.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause)
        self._timer.timeout.connect(self._on_pause)
        self.textChanged.connect(self._on_typed)
        self.returnPressed.connect(self._on_pause)

    def empty(self) -> None:
        """Search for nothing any more."""
        self.clear()
        self._on_pause()

    def _on_typed(self) -> None:
        self._clear.setVisible(bool(self.text()))
        self._timer.start()

    def _on_pause(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.empty()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self._clear.sizeHint().height()
        self._clear.setGeometry(self.width() - side - 3, (self.height() - side) // 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        try:
            y = round(self.height() / 2 - 8)
            paint_icon(painter, "search", 10, y, 16, theme().tokens.text2)
            if self._key and not self.text() and not self.hasFocus():
                x = self.width() - cap_width(self._key) - 8
                draw_cap(painter, QPointF(x, self.height() / 2), self._key)
        finally:
            painter.end()
