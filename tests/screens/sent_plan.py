"""The hospital's sample with an invitation that has gone out, and what changed since."""

import shutil
from datetime import datetime
from pathlib import Path

from townhall.domain.clock import fixed_clock
from townhall.services.communications import change_communication
from townhall.services.hand_over import Wish, hand_over
from townhall.services.occurrences import change_occurrence
from townhall.storage.database import Database

_START = datetime(2026, 12, 3, 10)
_STAGE = (
    ("Anna Voorbeeld", "host"),
    ("Bram Proefman", "speaker"),
    ("Carla Staal", "speaker"),
    ("Aula", "room"),
)
_HEARERS = 408


def make_sent(sample: Path, plan: Path) -> Path:
    """A copy of `sample` at `plan`: 412 people invited, two speakers an older version, a change."""
    shutil.copy(sample, plan)
    people = [
        {"name": name, "email": f"{name.lower().replace(' ', '.')}@delinde.example", "role": role}
        for name, role in _STAGE
    ]
    people += [
        {"name": f"Collega {n}", "email": f"collega{n}@delinde.example", "role": "participant"}
        for n in range(1, _HEARERS + 1)
    ]
    organizer = {"name": "Anna Voorbeeld", "email": "anna.voorbeeld@delinde.example"}
    _at(plan, "2026-11-02T09:00+01:00", change_communication, 1, {"attendees": people})
    _at(plan, "2026-11-02T09:00+01:00", change_communication, 1, {"organizer": organizer})
    _send(plan, "2026-11-02T09:10+01:00", None)
    told = "Wat AI bij ons doet, en wat dat voor je werk betekent."
    _at(plan, "2026-11-05T09:00+01:00", change_communication, 1, {"objective": told})
    _at(plan, "2026-11-05T09:00+01:00", change_communication, 1, {"sign_off": "approved"})
    others = tuple(each["email"] for each in people if each["role"] != "speaker")
    _send(plan, "2026-11-05T09:10+01:00", others)
    now = "Wat AI bij ons al doet, en wat dat voor je werk en je rooster betekent."
    _at(plan, "2026-11-20T09:00+01:00", change_communication, 1, {"objective": now})
    _at(plan, "2026-11-20T09:00+01:00", change_communication, 1, {"sign_off": "approved"})
    moved = {"start": datetime(2026, 12, 3, 11), "location": "Aula, ingang Noord"}
    _at(plan, "2026-11-20T09:00+01:00", change_occurrence, 1, _START, moved)
    return plan


def _send(plan: Path, moment: str, only: tuple[str, ...] | None) -> None:
    folder = plan.with_suffix(".sent")
    _at(plan, moment, hand_over, Wish(1, only=only, due_only=True), folder)
    shutil.rmtree(folder)


def _at(plan, moment, use_case, *args):
    with Database.open(plan, fixed_clock(moment)) as database:
        database.run(use_case, *args)
