"""Words that only inform: one line, one line that shortens, a paragraph."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.paint import BODY, Type, draw_text, line_height, text_width
from townhall.ui.widgets.themed import Themed


def role_colour(role: str) -> QColor:
    """The text colour of a role: the name of a token ("text2") or of a tone ("pink")."""
    tokens = theme().tokens
    found = getattr(tokens, role, None)
    return found if isinstance(found, QColor) else tokens.shade(Tone(role)).text


class Label(Themed, QLabel):
    """Plain words on one line; `role` is a token's or a tone's name."""

    def __init__(
        self,
        text: str = "",
        kind: Type = BODY,
        role: str = "text",
        *,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._role = kind, role
        self.setTextFormat(Qt.TextFormat.PlainText)
        # Inside a button a label would otherwise take the button's own colour.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setText(text)
        self.restyle()

    @property
    def kind(self) -> Type:
        """The cut of the font in use."""
        return self._kind

    def set_kind(self, kind: Type) -> None:
        """Set the words in another size or weight."""
        self._kind = kind
        self.restyle()

    def set_role(self, role: str) -> None:
        """Colour the words by another token or tone."""
        self._role = role
        self.restyle()

    def restyle(self) -> None:
        self.setFont(self._kind.font)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, role_colour(self._role))
        self.setPalette(palette)
        super().restyle()


class ElidedLabel(Label):
    """One line that ends in an ellipsis where it does not fit, and then tells all in a tooltip."""

    def __init__(
        self,
        text: str = "",
        kind: Type = BODY,
        role: str = "text",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, kind, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        one_line = " ".join(text.split())
        super().setText(one_line)
        self.setAccessibleName(one_line)
        self._tell_all()

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme().px(48)), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        width = int(text_width(self.text(), self._kind)) + 2
        return QSize(width, round(line_height(self._kind)) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_all()

    def _tell_all(self) -> None:
        too_long = text_width(self.text(), self._kind) > self.width()
        self.setToolTip(self.text() if too_long else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            draw_text(painter, QRectF(self.rect()), self.text(), self._kind, self._colour())
        finally:
            painter.end()

    def _colour(self) -> QColor:
        return role_colour(self._role) if self.isEnabled() else theme().tokens.disabled


class Paragraph(Label):
    """Words over several lines, at a line height of 1.3; what they contain is never markup."""

    def __init__(
        self,
        text: str = "",
        kind: Type = BODY,
        role: str = "text",
        *,
        selectable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self._words = ""
        self._heights: dict[int, int] = {}
        super().__init__("", kind, role, wrap=True, selectable=selectable, parent=parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    @property
    def words(self) -> str:
        """The text as it was given."""
        return self._words

    def setText(self, text: str) -> None:
        self._words = text
        self._heights.clear()
        from html import escape  # brings its table of entities along

        lines = escape(text).replace("\n", "<br>")
        super().setText(f'<p style="line-height:130%;margin:0">{lines}</p>')
        self.setAccessibleName(text)

    def _lift(self) -> int:
        # Qt puts all of a line's extra height below the words; half of it belongs above.
        return round(line_height(self._kind) * 0.14)

    def restyle(self) -> None:
        self._heights.clear()
        self.setContentsMargins(0, self._lift(), 0, 0)
        super().restyle()

    def sizeHint(self) -> QSize:
        return super().sizeHint() - QSize(0, self._lift())

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() - QSize(0, self._lift())

    def heightForWidth(self, width: int) -> int:
        # Nested layouts ask dozens of times for the same width, and each time is a text layout.
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width) - self._lift()
        return self._heights[width]

    def event(self, event: QEvent) -> bool:
        # A label that selects by keyboard is a tab stop; reading text should not be one.
        if event.type() == QEvent.Type.Polish:
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return super().event(event)
