"""Small parts the cards of the page share: notes, rows whose words wrap, names with values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.paint import BODY, SMALL, SMALL_MEDIUM, TITLE
from townhall.ui.widgets.rows import Row


class EmptyNote(QWidget):
    """Says in a card what belongs here, and offers the next step."""

    def __init__(
        self, text: str, buttons: Sequence[Button] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 14)
        column.setSpacing(8)
        self.text = Paragraph(text, BODY, "text2", selectable=False)
        column.addWidget(self.text)
        if buttons:
            holder = QWidget()
            flow = FlowLayout(holder)
            for button in buttons:
                flow.addWidget(button)
            column.addWidget(holder)


class WordsRow(Row):
    """A row whose title wraps and is never cut: somebody's own words."""

    def __init__(
        self,
        words: str,
        *,
        lead: QWidget | None = None,
        icon: str = "",
        trailing: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "", words, lead=lead, icon=icon, trailing=trailing, height=60, parent=parent
        )
        self.title.hide()
        self.reason.set_kind(TITLE)
        self.reason.set_role("text")


class Linked(QWidget):
    """Widgets side by side, the last at the right, with room as in a card's head."""

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class Labelled(QWidget):
    """A name with what it is the name of beside it, which may take several lines."""

    def __init__(
        self,
        label: str,
        body: QWidget,
        *,
        strong: bool = False,
        pad: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(pad, 9 if pad else 4, pad, 9 if pad else 4)
        row.setSpacing(12)
        # Smaller letters begin lower, so that both stand on one line.
        self.label = Label(label, SMALL_MEDIUM if strong else SMALL, "text2")
        self.label.setContentsMargins(0, 2, 0, 0)
        self.label.setFixedWidth(max(theme().px(128), self.label.sizeHint().width()))
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(body, 1, Qt.AlignmentFlag.AlignTop)


def clear(layout: QLayout) -> None:
    """Take all widgets out of `layout` and delete them."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
