"""How the window is laid out: rail, top bar, error bar, content, inspector, status line, toasts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from townhall.ui.error_bar import ErrorBar
from townhall.ui.inspector import WIDTH as INSPECTOR_WIDTH
from townhall.ui.inspector import InspectorPanel
from townhall.ui.jobs import Jobs
from townhall.ui.rail import Rail
from townhall.ui.screen import Place
from townhall.ui.status_line import StatusLine
from townhall.ui.theme import theme
from townhall.ui.toasts import Toasts
from townhall.ui.top_bar import TopBar
from townhall.ui.widgets.paint import draw_box
from townhall.ui.widgets.themed import Themed

NARROW_BELOW = 1200
"""Below this width of the window the rail shows icons and the inspector lies over the content."""

_SHADOW = 12


class _Shade(QWidget):
    """The soft edge beside an inspector that lies over the content."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            colour = theme().tokens.shadow
            strength = 0.30 if theme().tokens.dark else 0.10
            for x in range(self.width()):
                colour = type(colour)(colour)
                colour.setAlphaF(strength * (x / self.width()) ** 2)
                painter.fillRect(QRectF(x, 0, 1, self.height()), colour)
        finally:
            painter.end()


class Content(QWidget):
    """The views, with the inspector beside them, or over them while the window is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views = QStackedWidget(self)
        self._blank = QWidget()
        self.views.addWidget(self._blank)
        self.inspector = InspectorPanel(self)
        self._shade = _Shade(self)
        self._narrow = False
        self.show_inspector(shown=False)

    def show_blank(self) -> None:
        """Show no view; a stack would show a neighbour of what is taken away."""
        self.views.setCurrentWidget(self._blank)

    def show_inspector(self, *, shown: bool) -> None:
        """Show or hide the panel."""
        self.inspector.setVisible(shown)
        self._arrange()

    def set_narrow(self, *, narrow: bool) -> None:
        """Let the panel lie over the views instead of beside them."""
        self._narrow = narrow
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        shown = not self.inspector.isHidden()
        beside = INSPECTOR_WIDTH if shown and not self._narrow else 0
        self.views.setGeometry(0, 0, self.width() - beside, self.height())
        left = self.width() - INSPECTOR_WIDTH
        self.inspector.setGeometry(left, 0, INSPECTOR_WIDTH, self.height())
        self._shade.setGeometry(left - _SHADOW, 0, _SHADOW, self.height())
        self._shade.setVisible(shown and self._narrow)
        self._shade.raise_()
        self.inspector.raise_()


class Shell(Themed, QWidget):
    """All parts of the window in one language; it is built again when the language changes."""

    def __init__(self, places: Sequence[Place], jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.rail = Rail(places)
        self.top_bar = TopBar()
        self.error_bar = ErrorBar()
        self.content = Content()
        self.status_line = StatusLine(jobs)
        column = QVBoxLayout()
        column.setSpacing(0)
        for widget in (self.top_bar, self.error_bar):
            column.addWidget(widget)
        column.addWidget(self.content, 1)
        column.addWidget(self.status_line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.toasts = Toasts(self, self.status_line)

    def set_alone(self, *, alone: bool) -> None:
        """Show the content without rail and top bar."""
        self.rail.setVisible(not alone)
        self.top_bar.setVisible(not alone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        self.rail.set_narrow(narrow=narrow)
        self.top_bar.set_narrow(narrow=narrow)
        self.content.set_narrow(narrow=narrow)
        self.toasts.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            draw_box(painter, QRectF(self.rect()), 0, theme().tokens.surface)
        finally:
            painter.end()
