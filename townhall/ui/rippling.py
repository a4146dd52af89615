"""The panel of what moves along, beside a screen while a move waits for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.services.queries.ripple import Ripple

if TYPE_CHECKING:
    from townhall.ui.ripple_panel import RipplePanel


class Rippling(QObject):
    """Shows the panel at the end of `beside`: `applied(keys)` with what is ticked, or `left`.

    The panel is made when it is first needed: the screens it stands beside open more often.
    """

    applied = Signal(object)
    left = Signal()

    def __init__(self, screen: QWidget, beside: QHBoxLayout) -> None:
        super().__init__(screen)
        self._beside = beside
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

    def close(self) -> bool:
        """Put the panel away; whether it was there."""
        if self.panel is None or self.panel.isHidden():
            return False
        self.panel.hide()
        return True
