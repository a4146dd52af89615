"""What the calendar remembers over a restart and a switch of language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from townhall.services.queries.year import Lanes
from townhall.ui.calendar.views import MODES
from townhall.ui.date_key import DateKey

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen


def state_of(screen: CalendarScreen) -> dict[str, Any]:
    """`drafts` is the very dictionary that open editors write to: a new screen adopts it."""
    selected = None
    if isinstance(screen.key, DateKey):
        selected = [screen.key.communication_id, screen.key.original_start.isoformat()]
    return {
        "mode": screen.mode,
        "lanes": screen.views.lanes.value,
        "run_up": screen.bar.run_up.isChecked(),
        "day": screen.day.isoformat(),
        "selected": selected,
        "filters": screen.filters.state(),
        "drafts": screen.drafts,
    }


def restore_state(screen: CalendarScreen, state: Mapping[str, Any]) -> None:
    """Bring the calendar back to `state`; what cannot be read of it is left out."""
    if isinstance(state.get("drafts"), dict):
        screen.drafts = state["drafts"]
    if isinstance(state.get("filters"), Mapping):
        screen.filters.restore(state["filters"])
    if isinstance(state.get("run_up"), bool):
        screen.bar.run_up.setChecked(state["run_up"])
    if state.get("lanes") in list(Lanes):
        screen.set_lanes(state["lanes"])
    if state.get("mode") in MODES:
        screen.set_mode(state["mode"])
    try:
        screen.day = date.fromisoformat(state.get("day", ""))
        number, start = state.get("selected") or (0, "")
        if isinstance(number, int) and number:
            screen.chosen.wanted = DateKey(number, datetime.fromisoformat(start))
    except (TypeError, ValueError):
        pass
