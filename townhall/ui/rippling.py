"""The panel of what moves along, beside a screen while a move waits for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.services.queries.ripple import Ripple

if TYPE_CHECKING:
    from townhall.ui.ripple_panel import RipplePanel


class Rippling(QObject):
    """Shows the panel at the end of `beside`: `applied(keys)` with what is ticked, or `left`.

    The panel is made when it is first needed: the screens it stands beside open more often. Where
    there are fewer pixels than `alone_below`, what it stands beside gives way to it.
    """

    applied = Signal(object)
    left = Signal()

    def __init__(self, screen: QWidget, beside: QHBoxLayout, *, alone_below: int = 0) -> None:
        super().__init__(screen)
        self._page, self._beside, self._alone_below = screen, beside, alone_below
        if alone_below:
            screen.installEventFilter(self)
        self.panel: RipplePanel | None = None

    def show(self, ripple: Ripple, today: date) -> None:
        """Show what a move touches."""
        if self.panel is None:
            from townhall.ui.ripple_panel import RipplePanel

            self.panel = RipplePanel()
            self.panel.applied.connect(self.applied)
            self.panel.left.connect(self.left)
            self._beside.addWidget(self.panel)
        self.panel.show_ripple(ripple, today)
        self._make_room()

    def close(self) -> bool:
        """Put the panel away; whether it was there."""
        if self.panel is None or self.panel.isHidden():
            return False
        self.panel.hide()
        self._make_room()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        shown = self.panel is not None and not self.panel.isHidden()
        alone = shown and self._page.width() < self._alone_below
        for place in range(self._beside.count()):
            item = self._beside.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.panel and self._alone_below:
                widget.setVisible(not alone)
