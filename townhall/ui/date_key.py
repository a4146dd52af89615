"""Which date of which communication: how screens name one to each other."""

from datetime import datetime
from typing import NamedTuple

from townhall.services.queries.communications import OccurrenceRow


class DateKey(NamedTuple):
    """Which date: the communication and the wall time its rule gives."""

    communication_id: int
    original_start: datetime


class OverlayKey(NamedTuple):
    """Which date of a calendar of others: the number of its row."""

    id: int


def key_of(row: OccurrenceRow) -> DateKey:
    """The key of a row."""
    return DateKey(row.communication_id, row.original_start)
