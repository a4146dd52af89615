"""The card, the head of a section and the hairline."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.labels import ElidedLabel, Label, Paragraph
from townhall.ui.widgets.paint import BODY, HEAD, Type, draw_box
from townhall.ui.widgets.themed import Themed


class Card(Themed, QWidget):
    """A rounded surface without padding of its own; `layout()` is a column without spacing.

    `set_chosen` gives it the accent ring. Never put a card in a card.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen, self._room = False, 0
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

    def leave_room(self, pixels: int) -> None:
        """Leave so much room below the last thing, such as a list with square corners."""
        self._room = pixels
        self.set_chosen(self._chosen)

    @property
    def chosen(self) -> bool:
        """Whether it has the accent ring."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:  # noqa: FBT001 (like Qt's own setters)
        """Draw the accent ring of what is chosen, or not."""
        self._chosen = chosen
        margin = 2 if chosen else 1
        self._column.setContentsMargins(margin, margin, margin, margin + self._room)
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


class CardNote(QWidget):
    """A paragraph in a card, at the card's padding."""

    def __init__(
        self, text: str = "", role: str = "text2", *, top: int = 0, bottom: int = 16
    ) -> None:
        super().__init__()
        self.paragraph = Paragraph(text, BODY, role)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, top, 16, bottom)
        column.addWidget(self.paragraph)


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
            self._trailing.hide()
            self._trailing.deleteLater()
        self._trailing = widget
        if widget is not None:
            self._row.addWidget(widget)
