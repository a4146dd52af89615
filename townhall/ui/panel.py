"""The body of a panel at the right: a head, a column that scrolls, and what can be done below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.ui.inspector import InspectorHead
from townhall.ui.screen import Frame
from townhall.ui.widgets.card import Hairline, SectionHead
from townhall.ui.widgets.in_place import InPlace, hang_out
from townhall.ui.widgets.page import ScrollPage

PAD = 20


class Panel(QWidget):
    """`head`, `page` (a column of widgets) and `foot` (a row of buttons)."""

    def __init__(
        self, frame: Frame, title: str, *, browse: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.head = InspectorHead(frame, title, browse=browse)
        self.page = ScrollPage(pad=PAD, gap=0)
        self.page.column.setContentsMargins(PAD - 1, 16, PAD, 16)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(PAD, 12, PAD, 12)
        self.foot.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.page, 1)
        column.addWidget(Hairline())
        column.addLayout(self.foot)

    def section(self, title: str, widget: QWidget, count: str = "") -> SectionHead:
        """Put a titled part below what is there."""
        self.page.column.addSpacing(8)
        self.page.add(Hairline())
        head = SectionHead(title, count, pad=0, small=True)
        self.page.add(head)
        if isinstance(widget, InPlace):
            hang_out(self.page.column, widget)
        else:
            self.page.add(widget)
        return head
