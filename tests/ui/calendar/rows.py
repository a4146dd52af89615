"""Rows of dates for tests that need no plan."""

from datetime import UTC, datetime, timedelta
from typing import Any

from townhall.domain.terms import CommunicationKind, CommunicationStatus, SignOff
from townhall.services.queries.communications import OccurrenceRow


def row(start: str, minutes: int = 60, number: int = 1, **values: Any) -> OccurrenceRow:
    """A date that starts at `start` (local) and lasts `minutes`."""
    begins = datetime.fromisoformat(start)
    ends = begins + timedelta(minutes=minutes)
    fields: dict[str, Any] = {
        "communication_id": number,
        "original_start": begins,
        "start": begins,
        "end": ends,
        "start_utc": begins.replace(tzinfo=UTC),
        "end_utc": ends.replace(tzinfo=UTC),
        "time_zone": "Europe/Amsterdam",
        "title": f"Item {number}",
        "status": CommunicationStatus.CONFIRMED,
        "overridden": False,
        "kind": CommunicationKind.TOWN_HALL,
        "sign_off": SignOff.APPROVED,
        "location": "",
        "all_day": False,
        "recurring": False,
        "shown_start": begins,
        "shown_end": ends,
    }
    return OccurrenceRow(**(fields | values))
