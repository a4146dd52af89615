"""The panel of what moves along, beside the page of a date while a move waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout

from townhall.services.queries.ripple import Ripple

if TYPE_CHECKING:
    from townhall.ui.event.page import EventPage
    from townhall.ui.ripple_panel import RipplePanel


class Rippling(QObject):
    """Shows the panel when the move asks for it."""

    def __init__(self, page: EventPage, beside: QHBoxLayout) -> None:
        super().__init__(page)
        self._page, self._beside = page, beside
        self.panel: RipplePanel | None = None
        page.move_panel.asked.connect(self.show)
        page.move_panel.closed.connect(self.close)

    def show(self, ripple: Ripple) -> None:
        """Show what the move touches."""
        page = self._page
        if self.panel is None:
            from townhall.ui.ripple_panel import RipplePanel

            self.panel = RipplePanel()
            self.panel.applied.connect(page.move_panel.move_along)
            self.panel.left.connect(self._leave)
            self._beside.addWidget(self.panel)
        today = page.frame.clock.today(page.detail.plan.time_zone) if page.detail else None
        if today is not None:
            self.panel.show_ripple(ripple, today)

    def close(self) -> None:
        """Put the panel away."""
        if self.panel is not None:
            self.panel.hide()

    def _leave(self) -> None:
        self.close()
        self._page.move_panel.move_button.setFocus()
