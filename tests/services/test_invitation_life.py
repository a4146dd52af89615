"""The life of one invitation, file by file, as approved: each file was read by a person once.

Set TOWNHALL_APPROVE=1 to approve others.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.formats.raw_ics import Component, read
from townhall.domain.clock import fixed_clock
from townhall.services import communications
from townhall.services.communications import add_communication, change_communication
from townhall.services.invitations import compose_files
from townhall.services.occurrences import (
    cancel_occurrence,
    change_occurrence,
    restore_occurrence,
)
from townhall.services.plans import change_plan
from townhall.storage.database import Database

GOLDEN = Path(__file__).parent.parent / "golden"
UID = "1e3d6a52-7c0b-4f0e-9d57-0a1b2c3d4e5f"
BRAM = {"name": "Bram Proefman", "email": "bram@delinde.example", "role": "speaker"}
CARLA = {"name": "Carla Staal", "email": "carla@delinde.example", "role": "host"}
DIRK = {"name": "Dirk Fictief", "email": "dirk@delinde.example", "role": "optional"}
AULA = {"name": "Aula", "email": "aula@delinde.example", "role": "room"}
SERIES = {
    "kind": "town-hall",
    "title": "Town hall AI",
    "objective": "Iedereen weet wat triage met AI verandert.",
    "status": "confirmed",
    "sign_off": "approved",
    "start": "2027-01-07T10:00",
    "duration_minutes": 60,
    "recurrence": "FREQ=MONTHLY;BYDAY=1TH;COUNT=4",
    "location": "Aula",
    "join_link": "https://meet.example.org/j/481",
    "organizer": {"name": "Anna Voorbeeld", "email": "anna@delinde.example"},
    "attendees": [CARLA, BRAM, AULA],
    "agenda": [
        {"title": "Opening", "duration_minutes": 10, "speaker": "Carla Staal"},
        {"title": "Triage met AI", "duration_minutes": 30, "speaker": "Bram Proefman"},
        {"title": "Vragen", "duration_minutes": 20, "cues": "Eerst de zaal"},
    ],
    "reminder_minutes": 15,
}
FEBRUARY, MARCH, APRIL = (datetime(2027, month, 4 if month < 4 else 1, 10) for month in (2, 3, 4))


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """Every file of the story, by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(communications, "new_uid", lambda: UID)
        path = tmp_path_factory.mktemp("life") / "life.townhall"
        with Database.create(path, fixed_clock("2026-11-24T09:00+01:00")) as database:
            yield dict(_story(database))


def _story(database: Database) -> Iterator[tuple[str, bytes]]:
    hours = iter(range(10, 24))

    def send(name: str, **how: Any) -> Iterator[tuple[str, bytes]]:
        database.clock = fixed_clock(f"2026-11-24T{next(hours):02d}:00+01:00")
        files = database.run(compose_files, 1, due_only=True, **how).value
        for at, file in enumerate(files, 1):
            yield f"life-{name}{f'-{at}' if len(files) > 1 else ''}", file.content

    def change(**values: Any) -> None:
        database.run(change_communication, 1, values)

    database.run(change_plan, {"questions_to": "vragen@delinde.example"})
    database.run(add_communication, SERIES)
    yield from send("01-invitation")
    change(location="Collegezaal 1", duration_minutes=75)
    yield from send("02-update")
    change(attendees=[CARLA, BRAM, AULA, DIRK])
    yield from send("03-added-person")
    database.run(change_occurrence, 1, FEBRUARY, {"start": "2027-02-05T14:00"})
    database.run(cancel_occurrence, 1, MARCH)
    yield from send("04-dates-for-outlook", separate=True)
    database.run(restore_occurrence, 1, MARCH)
    database.run(change_occurrence, 1, APRIL, {"title": "Town hall AI: terugblik"})
    yield from send("05-series-for-others")
    change(attendees=[CARLA, AULA, DIRK])
    yield from send("06-removed-person")
    change(status="cancelled")
    yield from send("07-cancelled")
    change(status="confirmed", invitation_language="nl+en", contact="Carla Staal, toestel 12")
    yield from send("08-reinstated")


def event(data: bytes) -> Component:
    return read(data).inside("VEVENT")[0]


def test_every_file_is_as_approved(life: dict[str, bytes]) -> None:
    if os.environ.get("TOWNHALL_APPROVE") == "1":
        for name, content in life.items():
            (GOLDEN / f"{name}.ics").write_bytes(content)
    approved = {path.stem: path.read_bytes() for path in GOLDEN.glob("life-*.ics")}
    assert sorted(life) == sorted(approved)
    assert life == approved


def test_methods_and_sequences_are_those_of_the_rules(life: dict[str, bytes]) -> None:
    told = [
        (name[8:], read(data).value("METHOD"), event(data).value("SEQUENCE"))
        for name, data in life.items()
    ]
    assert told == [
        ("invitation", "REQUEST", "0"),
        ("update", "REQUEST", "1"),
        ("added-person", "REQUEST", "1"),
        ("dates-for-outlook-1", "REQUEST", "2"),
        ("dates-for-outlook-2", "CANCEL", "2"),
        ("series-for-others", "REQUEST", "3"),
        ("removed-person", "CANCEL", "4"),
        ("cancelled", "CANCEL", "5"),
        ("reinstated", "REQUEST", "6"),
    ]
    stamps = [event(data).value("DTSTAMP") or "" for data in life.values()]
    assert stamps == sorted(stamps)
    assert {event(data).value("UID") for data in life.values()} == {UID}


def test_cues_are_for_the_hosts_alone(life: dict[str, bytes]) -> None:
    assert not any(b"Eerst de zaal" in data for data in life.values())
