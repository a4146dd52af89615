"""What the program tells by itself: a banner, an empty place, a floating card."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import BODY, HEAD, TITLE, Type, draw_box, draw_shadow
from townhall.ui.widgets.themed import Themed

_SIGNS = {Tone.ACCENT: "info", Tone.OK: "check-circle", Tone.WARN: "warning", Tone.BAD: "error"}


class Banner(Themed, QWidget):
    """One sentence above a page; `tone` accent informs, ok, warn and bad say how it stands.

    `acted` when the action is pressed, `closed` when the user puts it away (it hides itself).
    """

    acted = Signal()
    closed = Signal()

    def __init__(
        self,
        text: str,
        tone: Tone | str = Tone.ACCENT,
        *,
        action: str = "",
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = Tone(tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        self._icon = Icon(_SIGNS[self._tone], str(self._tone), 18)
        self._text = Paragraph(text, TITLE, "text", selectable=False)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self.action = Button(action, "link")
        self.action.clicked.connect(self.acted)
        row.addWidget(self.action)
        self.action.setVisible(bool(action))
        self.close_button = Button(kind="ghost", icon="close", tip=_("Close"), small=True)
        self.close_button.clicked.connect(self._on_close)
        row.addWidget(self.close_button)
        self.close_button.setVisible(closable)
        self.setMinimumHeight(theme().px(44))
        self.setAccessibleName(text)

    def tell(self, text: str, tone: Tone | str, action: str = "") -> None:
        """Say something else and show it."""
        self._tone = Tone(tone)
        self._icon.set_icon(_SIGNS[self._tone], str(self._tone))
        self._text.setText(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.restyle()
        self.show()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            draw_box(painter, QRectF(self.rect()), 8, theme().tokens.shade(self._tone).tint)
        finally:
            painter.end()


class EmptyState(QWidget):
    """Says what belongs here and offers up to three next steps, the first one as primary."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        actions: Sequence[Button] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 40, 24, 40)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(Icon(icon, "text3", 32), 0, middle)
        column.addSpacing(4)
        self.title = Label(title, Type(20, 600), wrap=True)
        self.title.setAlignment(middle)
        column.addWidget(self.title)
        self.text = Paragraph(text, BODY, "text2", selectable=False)
        self.text.setAlignment(middle)
        self.text.setMaximumWidth(theme().px(440))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.text, 100)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in actions:
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(2)
        self.setAccessibleName(f"{title}. {text}")


class FloatCard(Themed, QWidget):
    """A raised card with a soft shadow, for hover, drag hints and pickers.

    `body` is its column. A child of a page by default; `popup` makes it a window that closes at a
    click outside.
    """

    MARGIN = 14

    def __init__(
        self, title: str = "", *, popup: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        if popup:
            self.setWindowFlags(
                Qt.WindowType.Popup
                | Qt.WindowType.FramelessWindowHint
                | Qt.WindowType.NoDropShadowWindowHint
            )
            self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.body = QVBoxLayout(self)
        edge = self.MARGIN + 16
        self.body.setContentsMargins(edge, edge - 2, edge, edge)
        self.body.setSpacing(8)
        if title:
            self.body.addWidget(Label(title, HEAD))

    def add_line(self, text: str, icon: str = "", role: str = "text") -> None:
        """Add a line of words behind an icon."""
        row = QHBoxLayout()
        row.setSpacing(8)
        if icon:
            row.addWidget(Icon(icon, role if role != "text" else "text2"))
        row.addWidget(Paragraph(text, BODY, role, selectable=False), 1)
        self.body.addLayout(row)

    def add_flow(self) -> FlowLayout:
        """Add a line that wraps, for chips."""
        holder = QWidget()
        self.body.addWidget(holder)
        return FlowLayout(holder)

    def show_at(self, point: QPoint) -> None:
        """Show with the card's corner at global `point`, kept on the screen."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(point) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = min(point.x() - self.MARGIN, room.right() - self.width())
        y = min(point.y() - self.MARGIN, room.bottom() - self.height())
        target = QPoint(max(x, room.left()), max(y, room.top()))
        parent = self.parentWidget()
        self.move(target if self.isWindow() or parent is None else parent.mapFromGlobal(target))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        rect = QRectF(self.rect()).adjusted(self.MARGIN, self.MARGIN, -self.MARGIN, -self.MARGIN)
        painter = QPainter(self)
        try:
            draw_shadow(painter, rect, 12, self.MARGIN - 4)
            draw_box(painter, rect, 12, tokens.raised, tokens.strong)
        finally:
            painter.end()
