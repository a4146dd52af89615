"""What moves along with a date, shown beside the calendar while a move waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from townhall.services.queries.ripple import Ripple
from townhall.ui.calendar.proposal import Proposal, proposal_of
from townhall.ui.date_key import DateKey
from townhall.ui.rippling import Rippling

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen


class CalendarRippling(Rippling):
    """Shows the panel when a move of the calendar asks for it; the inspector makes room.

    Meanwhile month and week draw where the dates are and where they would be.
    """

    def __init__(self, screen: CalendarScreen, beside: QHBoxLayout) -> None:
        super().__init__(screen, beside)
        self._screen = screen
        screen.changes.asked.connect(self._on_asked)
        screen.changes.settled.connect(lambda _key: self._on_settled())
        self.applied.connect(screen.changes.move_along)
        self.left.connect(screen.changes.leave)
        self.left.connect(self._on_settled)
        for view in screen.views.drawing:
            view.proposal_left.connect(self.left)

    def _on_asked(self, ripple: Ripple) -> None:
        self._screen.inspected.emit(False)
        self._screen.chosen.key = DateKey(ripple.communication_id, ripple.original_start)
        self.show(ripple, self._screen.today)
        row = self._screen.changes.waiting_row
        if row is not None:
            self._propose(proposal_of(ripple, row))

    def _on_settled(self) -> None:
        """Give the keyboard back to the calendar, and draw it as it is."""
        if self.close():
            self._propose(None)
            self._screen.view.setFocus()

    def _propose(self, proposal: Proposal | None) -> None:
        for view in self._screen.views.drawing:
            view.propose(proposal)
