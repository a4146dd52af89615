"""The rows of a card: a title with its reason, what leads and what trails."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel, Paragraph, role_colour
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import BODY, HEAD, TITLE, draw_box, draw_focus_ring
from townhall.ui.widgets.themed import FocusRing, Themed


class Row(FocusRing, Themed, QPushButton):
    """A line of a card: lead icon, title, reason below, and what trails at the right.

    Clickable (`clicked`) unless `static`; `set_chosen` fills it as selected. `height` is a
    minimum: 44 for one line, 60 for two. The reason wraps to two lines rather than being cut.
    """

    chosen_changed = Signal()

    def __init__(
        self,
        title: str,
        reason: str = "",
        *,
        icon: str = "",
        icon_role: str = "text2",
        lead: QWidget | None = None,
        trailing: Sequence[QWidget] = (),
        height: int = 0,
        pad: int = 16,
        static: bool = False,
        line: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._line, self._chosen = line, False
        self._least = height or (60 if reason else 44)
        self._static = static
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(pad, 8, pad, 8)
        row.setSpacing(12)
        self.lead = lead or (Icon(icon, icon_role, 18) if icon else None)
        if self.lead is not None:
            row.addWidget(self.lead)
        words = QVBoxLayout()
        words.setSpacing(2)
        # First of all: a label without a parent would show as a window of its own.
        row.addLayout(words, 1)
        self.title = ElidedLabel(title, TITLE)
        self.reason = Paragraph(reason, BODY, "text2", selectable=False)
        self.below = words
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.reason)
        words.addStretch(1)
        self.reason.setVisible(bool(reason))
        self.trailing = list(trailing)
        for widget in trailing:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._dress(title, reason)
        self.restyle()

    def _dress(self, title: str, reason: str) -> None:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(". ".join(part for part in (title, reason) if part))
        self.setAutoDefault(False)
        if self._static:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        for label in (self.title, self.reason):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_words(self, title: str, reason: str = "") -> None:
        """Show other words."""
        self.title.setText(title)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.setAccessibleName(". ".join(part for part in (title, reason) if part))

    def add_below(self, widget: QWidget) -> None:
        """Put `widget`, such as a state line, under the title."""
        self.below.insertWidget(self.below.count() - 1, widget)

    def set_chosen(self, chosen: bool) -> None:  # noqa: FBT001 (like Qt's own setters)
        """Fill it as selected, with the accent bar, or not."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.chosen_changed.emit()
            self.update()

    @property
    def chosen(self) -> bool:
        """Whether it is filled as selected."""
        return self._chosen

    def restyle(self) -> None:
        self.setMinimumHeight(theme().px(self._least))
        super().restyle()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self.minimumHeight(), self._row.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        hint = self._row.totalSizeHint()
        return QSize(hint.width(), max(self.minimumHeight(), hint.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._row.totalMinimumSize().width(), self.minimumHeight())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._static:
            event.ignore()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._static:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, self.rect()
        painter = QPainter(self)
        try:
            self._keep_in_card(painter)
            if self._chosen:
                painter.fillRect(rect, tokens.sel)
                painter.fillRect(0, 0, 3, rect.height(), tokens.accent)
            elif not self._static and (self.isDown() or self.underMouse()):
                painter.fillRect(rect, tokens.hover)
            if self._line:
                painter.fillRect(0, 0, rect.width(), 1, tokens.border)
            if self.ring:
                draw_focus_ring(painter, QRectF(rect).adjusted(2, 2, -2, -2), 6)
        finally:
            painter.end()

    def _keep_in_card(self, painter: QPainter) -> None:
        card = self.parentWidget()
        if not isinstance(card, Card):
            return
        if self.y() < 12 or self.geometry().bottom() > card.height() - 12:
            path = QPainterPath()
            inner = QRectF(card.rect()).adjusted(1, 1, -1, -1)
            path.addRoundedRect(inner.translated(-self.x(), -self.y()), 11, 11)
            painter.setClipPath(path)


class Choice(Row):
    """A large choice with an icon tile, as on the welcome page."""

    def __init__(
        self,
        title: str,
        reason: str,
        icon: str,
        *,
        trailing: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        tile = _Tile(icon)
        super().__init__(
            title, reason, lead=tile, trailing=trailing, height=72, line=False, parent=parent
        )
        self.title.set_kind(HEAD)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            lit = self.hasFocus() or self.chosen
            edge = tokens.accent if lit else tokens.strong
            fill = tokens.hover if self.underMouse() else tokens.card
            draw_box(painter, QRectF(self.rect()), 12, fill, edge, width=2 if lit else 1)
        finally:
            painter.end()


class _Tile(Icon):
    def __init__(self, icon: str) -> None:
        super().__init__(icon, "accent", 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            draw_box(painter, QRectF(self.rect()), 8, theme().tokens.tint)
            paint_icon(painter, self._icon, 10, 10, 20, role_colour(self._role))
        finally:
            painter.end()


def align_trailing(rows: Sequence[Row]) -> None:
    """Give the n-th trailing thing from the right one width over all `rows` of a page."""
    deepest = max((len(row.trailing) for row in rows), default=0)
    for place in range(1, deepest + 1):
        column = [row.trailing[-place] for row in rows if len(row.trailing) >= place]
        widest = max(widget.sizeHint().width() for widget in column)
        for widget in column:
            widget.setMinimumWidth(widest)
            if isinstance(widget, Chip) and place == 1:
                widget.stand_right()
