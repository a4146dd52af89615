"""The panel of what moves along, beside the calendar while a move waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout

from townhall.services.queries.ripple import Ripple
from townhall.ui.date_key import DateKey

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen
    from townhall.ui.ripple_panel import RipplePanel


class Rippling(QObject):
    """Shows the panel when a move asks for it; the inspector makes room."""

    def __init__(self, screen: CalendarScreen, beside: QHBoxLayout) -> None:
        super().__init__(screen)
        self._screen, self._beside = screen, beside
        self.panel: RipplePanel | None = None
        screen.changes.asked.connect(self.show)
        screen.changes.settled.connect(lambda _key: self.close())

    def show(self, ripple: Ripple) -> None:
        """Show what a move touches."""
        if self.panel is None:
            # Made when it is first needed: the calendar has to be on screen soon.
            from townhall.ui.ripple_panel import RipplePanel

            self.panel = RipplePanel()
            self.panel.applied.connect(self._screen.changes.move_along)
            self.panel.left.connect(self._screen.changes.leave)
            self._beside.addWidget(self.panel)
        self._screen.inspected.emit(False)
        row = DateKey(ripple.communication_id, ripple.original_start)
        self._screen.key = row
        self.panel.show_ripple(ripple, self._screen.today)

    def close(self) -> None:
        """Put the panel away and give the keyboard back to the calendar."""
        if self.panel is not None and not self.panel.isHidden():
            self.panel.hide()
            self._screen.view.setFocus()
