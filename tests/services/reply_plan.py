"""A plan whose invitations were sent, for tests of the answers to them."""

from datetime import datetime
from pathlib import Path

from townhall.domain.clock import fixed_clock
from townhall.services.communications import add_communication
from townhall.services.extra_dates import add_date
from townhall.services.invitations import export_invitation
from townhall.services.occurrences import change_occurrence
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.database import Database
from townhall.storage.unit_of_work import UnitOfWork

CORPUS = Path(__file__).parents[1] / "data" / "calendars"
SINGLE, WEEKLY, ALL_DAY = 1, 2, 3
DEC_8 = datetime(2026, 12, 8, 10)

_COMMON = {
    "kind": "town-hall",
    "time_zone": "Europe/Amsterdam",
    "duration_minutes": 60,
    "organizer": {"name": "Programmabureau", "email": "planning@delinde.example"},
    "attendees": [
        {"name": "Anna Voorbeeld", "email": "anna@delinde.example", "role": "speaker"},
        {"name": "Bram Proefman", "email": "bram@delinde.example", "role": "participant"},
        {"name": "Aula", "email": "aula@delinde.example", "role": "room"},
    ],
}
_COMMUNICATIONS = (
    ("single", {"title": "Town hall", "start": "2026-12-03T10:30"}),
    (
        "weekly",
        {"title": "Voortgang AI", "start": "2026-12-01T10:00", "recurrence": "FREQ=WEEKLY"},
    ),
    (
        "allday",
        {
            "title": "Proefweek",
            "start": "2026-12-07T00:00",
            "all_day": True,
            "recurrence": "FREQ=WEEKLY",
        },
    ),
)


def fill(database: Database, folder: Path) -> None:
    """Add an event with a second session, a series with a moved date, and one of whole days.

    All invitations were sent; of the weekly series twice, so that its SEQUENCE is 1.
    """
    for name, values in _COMMUNICATIONS:
        number = database.run(add_communication, _COMMON | values).value
        database.run(_call, number, f"{name}@delinde.example")
    database.run(add_date, SINGLE, {"start": "2026-12-04T21:00"})
    database.run(
        add_record, "person", {"name": "Bram Proefman", "email": "bram.prive@voorbeeld.example"}
    )
    for number in (SINGLE, WEEKLY, ALL_DAY):
        database.run(export_invitation, number, folder)
    moved = datetime(2026, 12, 15, 10)
    database.run(change_occurrence, WEEKLY, moved, {"start": "2026-12-15T14:00"}, "this")
    database.clock = fixed_clock("2026-11-24T09:05+01:00")
    database.run(export_invitation, WEEKLY, folder)


def _call(uow: UnitOfWork, number: int, uid: str) -> None:
    uow.get(m.Communication, number).uid = uid
