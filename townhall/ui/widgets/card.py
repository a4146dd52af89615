"""The card and what stands in it: head, rows, hairlines."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from townhall.ui.icons import paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel, Label, Paragraph, role_colour
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import BODY, HEAD, TITLE, Type, draw_box, draw_focus_ring
from townhall.ui.widgets.themed import FocusRing, Themed


class Card(Themed, QWidget):
    """A rounded surface without padding of its own; `layout()` is a column without spacing.

    `set_chosen` gives it the accent ring. Never put a card in a card.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Put `widget` below what is there; returned for convenience."""
        self._column.addWidget(widget, stretch)
        return widget

    def add_line(self) -> None:
        """Put a hairline below what is there."""
        self._column.addWidget(Hairline())

    def add_stretch(self) -> None:
        """Leave the rest of the height empty."""
        self._column.addStretch(1)

    @property
    def chosen(self) -> bool:
        """Whether it has the accent ring."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:  # noqa: FBT001 (like Qt's own setters)
        """Draw the accent ring of what is chosen, or not."""
        self._chosen = chosen
        margin = 2 if chosen else 1
        self._column.setContentsMargins(margin, margin, margin, margin)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            edge = tokens.accent if self._chosen else tokens.border
            width = 2 if self._chosen else 1
            draw_box(painter, QRectF(self.rect()), 12, tokens.card, edge, width=width)
        finally:
            painter.end()


class Hairline(Themed, QWidget):
    """One line between rows, over the full width."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False) -> None:
        super().__init__(parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), theme().tokens.border)
        finally:
            painter.end()


class SectionHead(Themed, QWidget):
    """Title and count, with at most one trailing thing; `pad` 16 in cards, 20 in panels.

    `small` is the section head of an inspector: 36 high, 12/600.
    """

    def __init__(
        self,
        title: str,
        count: str = "",
        trailing: QWidget | None = None,
        *,
        pad: int = 16,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height = 36 if small else 44
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(pad, 0, pad, 0)
        self._row.setSpacing(8)
        kind, role = (Type(12, 600), "text2") if small else (HEAD, "text")
        self._title = ElidedLabel(title, kind, role)
        self._count = Label(count, Type(12 if small else 13), "text3")
        self._row.addWidget(self._title)
        self._row.addWidget(self._count)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._trailing: QWidget | None = None
        self.set_trailing(trailing)
        self._count.setVisible(bool(count))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(self._height))

    def set_title(self, title: str, count: str = "") -> None:
        """Show another title and count."""
        self._title.setText(title)
        self._count.setText(count)
        self._count.setVisible(bool(count))

    def set_trailing(self, widget: QWidget | None) -> None:
        """Put one thing at the right: a link, a chip, a segment."""
        if self._trailing is not None:
            self._trailing.deleteLater()
        self._trailing = widget
        if widget is not None:
            self._row.addWidget(widget)


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
        self.title = ElidedLabel(title, TITLE)
        self.reason = Paragraph(reason, BODY, "text2", selectable=False)
        self.below = words
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.reason)
        words.addStretch(1)
        self.reason.setVisible(bool(reason))
        row.addLayout(words, 1)
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
