"""What a plan without communications shows in place of its calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townhall.domain.terms import CommunicationKind
from townhall.language import _
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.notices import EmptyState

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen


def empty_calendar(screen: CalendarScreen) -> EmptyState:
    """Says what belongs here, and begins with a town hall or an update."""
    town_hall = Button(_("New town hall"), kind="primary", icon="plus")
    town_hall.clicked.connect(lambda _checked=False: screen.make(CommunicationKind.TOWN_HALL))
    update = Button(_("New progress update"))
    update.clicked.connect(lambda _checked=False: screen.make(CommunicationKind.PROGRESS_UPDATE))
    made = EmptyState(
        "calendar",
        _("Nothing planned yet"),
        _(
            "Town halls, progress updates, training sessions and meetings appear here by day. "
            "Plan the first one; it can repeat."
        ),
        [town_hall, update],
    )
    made.setFocusProxy(town_hall)
    return made
