"""The button: primary, default, ghost, link, danger, with an icon and the key that presses it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.key_cap import cap_width, draw_cap
from townhall.ui.widgets.paint import (
    TITLE,
    Type,
    draw_box,
    draw_focus_ring,
    draw_text,
    text_width,
)
from townhall.ui.widgets.themed import FocusRing, Themed

KINDS = ("primary", "default", "ghost", "link", "danger")

_PAD = 12
_GAP = 8


class Button(FocusRing, Themed, QPushButton):
    """One verb. `kind` is primary, default, ghost, link or danger.

    Without `text` it is a square icon button: give `tip`, which is then its accessible name.
    `key` ("A", "Ctrl Enter") is drawn as a cap left of the button; binding it is the screen's part.
    With a menu (`setMenu`) it shows a chevron.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "default",
        *,
        icon: str = "",
        key: str = "",
        tip: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)  # with words Qt looks for an icon too, a type of 150 constants
        self.setText(text)
        self._kind, self._icon, self._key, self._small = kind, icon, key, small
        self._icon_role = ""
        self._trailing = ""
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if tip:
            self.setToolTip(tip)
        if not text:
            self.setAccessibleName(tip)

    @property
    def kind(self) -> str:
        """Primary, default, ghost, link or danger."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Change how much the button asks for attention."""
        self._kind = kind
        self.restyle()

    def set_icon(self, name: str, role: str = "") -> None:
        """Show icon `name` ("" for none), in the colour of token `role`, else in the text's."""
        self._icon, self._icon_role = name, role
        self.restyle()

    def set_trailing(self, name: str) -> None:
        """Show icon `name` behind the words."""
        self._trailing = name
        self.restyle()

    def _type(self) -> Type:
        return Type(13, 600) if self._kind == "primary" else TITLE

    def _label(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _height(self) -> int:
        return theme().px(24 if self._kind == "link" else 28 if self._small else 32)

    def _pad(self) -> int:
        if self._kind == "link":
            return 2
        return 8 if self._kind == "ghost" or self._small else _PAD

    def _cap(self) -> float:
        return cap_width(self._key) + _GAP if self._key else 0.0

    def sizeHint(self) -> QSize:
        height = self._height()
        if not self.text():
            extra = 14 if self._chevron() else 0
            return QSize(round(height + extra + self._cap()), height)
        width = 2 * self._pad() + text_width(self._label(), self._type()) + self._cap()
        if self._icon:
            width += 16 + _GAP
        if self._chevron() or self._trailing:
            width += 16 + 4
        return QSize(round(width) + 1, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _chevron(self) -> bool:
        return self.menu() is not None

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Fill, edge and words of the present state."""
        tokens = theme().tokens
        down, hover = self.isDown() or self.isChecked(), self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            plain = self._kind in ("ghost", "link")
            return None if plain else tokens.sunken, None, tokens.disabled
        if self._kind == "primary":
            return tokens.accent_hover if hover or down else tokens.accent, None, tokens.on_accent
        if self._kind == "danger":
            fill = tokens.bad_tint if hover or down else tokens.card
            return fill, tokens.bad, tokens.bad
        if self._kind == "link":
            return None, None, tokens.accent_hover if hover else tokens.accent
        ground: QColor | None = tokens.sel if down else tokens.hover if hover else None
        if self._kind == "ghost":
            return ground, None, tokens.text if down or hover else tokens.text2
        return ground or tokens.card, tokens.control, tokens.text

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        fill, edge, words = self._colours()
        box = QRectF(self.rect())
        if self._key:
            draw_cap(painter, QPointF(0, box.center().y()), self._key)
            box.setLeft(self._cap())
        if fill is not None or edge is not None:
            draw_box(painter, box, 8, fill, edge)
        label = self._label()
        lead = 16 if self._icon else 0
        tail = 16 if self._chevron() or self._trailing else 0
        width = text_width(label, self._type()) if label else 0.0
        content = lead + tail + width
        content += (_GAP if lead and label else 0) + (4 if tail and (label or lead) else 0)
        x = box.x() + max(self._pad() if label else 0, (box.width() - content) / 2)
        middle = box.center().y()
        if lead:
            colour = getattr(theme().tokens, self._icon_role) if self._icon_role else words
            paint_icon(painter, self._icon, round(x), round(middle - 8), 16, colour)
            x += lead + (_GAP if label else 4)
        if label:
            room = QRectF(x, box.y(), box.right() - x - tail - 1, box.height())
            drawn = draw_text(painter, room, label, self._type(), words)
            if self._kind == "link" and self.underMouse():
                base = round(middle + self._type().size * 0.5) + 0.5
                painter.drawLine(QPointF(x, base), QPointF(x + drawn, base))
            x += drawn + 4
        if tail:
            name = self._trailing or "chevron-down"
            paint_icon(painter, name, round(x), round(middle - 8), 16, words)
        if self.ring:
            draw_focus_ring(painter, box, 8, filled=self._kind == "primary")
