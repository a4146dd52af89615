"""Task lists: whose they are, how they change, and that the same plan gives the same bytes."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from townhall.domain.clock import Clock, fixed_clock
from townhall.domain.errors import CannotWrite, InvalidInput
from townhall.services.communications import add_communication, change_communication
from townhall.services.follow_ups import add_follow_up, change_follow_up
from townhall.services.questions import add_question
from townhall.services.records import add_record
from townhall.services.tasks import add_task, tick_task
from townhall.services.todo_exports import export_todo
from townhall.storage.database import Database


@pytest.fixture
def plan(database: Database) -> Database:
    """Anna promised something and has a step to do; Bram promised something without a day."""
    for name in ("Anna Voorbeeld", "Bram Proefman", "Carla Staal"):
        email = f"{name.split()[0].lower()}@delinde.example"
        database.run(add_record, "person", {"name": name, "email": email})
    database.run(
        add_communication,
        {
            "kind": "town-hall",
            "title": "Town hall",
            "start": "2026-12-03T10:00",
            "duration_minutes": 60,
        },
    )
    database.run(add_question, {"text": "When?", "communication_id": 1})
    promise = {"promised": "Share the roster", "owner": "Anna Voorbeeld", "due": "2026-12-10"}
    database.run(add_follow_up, {**promise, "question_id": 1})
    database.run(add_follow_up, {"promised": "Think", "owner": "Bram Proefman"})
    step = {"title": "Save the date", "owner": "Anna Voorbeeld", "offset_days": -2}
    database.run(add_task, {"communication_id": 1, **step})
    return database


def todos(path: Path) -> dict[str, Any]:
    found = icalendar.Calendar.from_ical(path.read_bytes()).walk("VTODO")
    return {str(each["SUMMARY"]): each for each in found}


def test_each_owner_gets_a_file_of_their_own(plan: Database, tmp_path: Path, clock: Clock) -> None:
    files = plan.read(export_todo, tmp_path, clock=clock)
    assert [(Path(each.file).name, each.owner, each.items, each.open) for each in files] == [
        ("Anna Voorbeeld.ics", "Anna Voorbeeld", 2, 2),
        ("Bram Proefman.ics", "Bram Proefman", 1, 1),
    ]
    anna = todos(tmp_path / "Anna Voorbeeld.ics")
    promise, step = anna["Share the roster"], anna["Save the date: Town hall"]
    assert (promise["DTSTART"].dt, promise["DUE"].dt) == (date(2026, 11, 24), date(2026, 12, 10))
    assert (step["DTSTART"].dt, step["DUE"].dt) == (date(2026, 11, 24), date(2026, 12, 1))
    assert str(promise["DESCRIPTION"]) == "Share the roster\n\nVraag: When?"
    assert str(step["DESCRIPTION"]) == "Voor “Town hall” op 03-12-2026, 10:00"
    assert promise["RELATED-TO"] == step["RELATED-TO"]
    bram = todos(tmp_path / "Bram Proefman.ics")["Think"]
    assert "DUE" not in bram
    assert str(bram["ORGANIZER"]) == "mailto:bram@delinde.example"


def test_one_owner_or_everybody_goes_to_one_file(
    plan: Database, tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "todo.ics"
    [one] = plan.read(export_todo, path, "anna@delinde.example", clock=clock)
    assert (one.owner, one.items) == ("Anna Voorbeeld", 2)
    first = path.read_bytes()
    plan.read(export_todo, path, "anna voorbeeld", clock=clock)
    assert path.read_bytes() == first
    [everybody] = plan.read(export_todo, path, clock=clock)
    assert (everybody.owner, everybody.items) == ("", 3)


def test_changes_keep_the_uid_and_raise_the_sequence(
    plan: Database, tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "todo.ics"

    def look() -> dict[str, tuple[str, int, str, date]]:
        plan.read(export_todo, path, "Anna Voorbeeld", clock=clock)
        return {
            name.split(":")[0]: (
                str(each["UID"]),
                int(each["SEQUENCE"]),
                str(each["STATUS"]),
                each["DUE"].dt,
            )
            for name, each in todos(path).items()
        }

    before = look()
    plan.run(change_follow_up, 1, {"state": "done", "evidence": "Shared on the intranet"})
    plan.run(change_communication, 1, {"start": "2026-12-10T10:00"})
    moved = look()
    plan.run(tick_task, 1, datetime(2026, 12, 10, 10))
    ticked = look()
    for name in before:
        assert before[name][0] == moved[name][0] == ticked[name][0]
    assert moved["Share the roster"][1:3] == (before["Share the roster"][1] + 1, "COMPLETED")
    assert moved["Save the date"][3] == date(2026, 12, 8)
    assert before["Save the date"][1] < moved["Save the date"][1] < ticked["Save the date"][1]
    assert ticked["Save the date"][2] == "COMPLETED"


def test_what_cannot_be_written_is_said(plan: Database, tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(InvalidInput, match="There is no person called “Nobody”"):
        plan.read(export_todo, tmp_path / "x.ics", "Nobody", clock=clock)
    with pytest.raises(InvalidInput, match="nothing to do"):
        plan.read(export_todo, tmp_path / "x.ics", "Carla Staal", clock=clock)
    with pytest.raises(CannotWrite):
        plan.read(export_todo, tmp_path / "missing" / "x.ics", clock=clock)
    assert list(tmp_path.glob("*.ics")) == []


def test_a_promise_becomes_urgent_as_its_day_comes(plan: Database, tmp_path: Path) -> None:
    path = tmp_path / "todo.ics"
    priorities = []
    for now in ("2026-11-24", "2026-12-05", "2026-12-11"):
        plan.read(export_todo, path, clock=fixed_clock(f"{now}T09:00+01:00"))
        priorities.append(int(todos(path)["Share the roster"]["PRIORITY"]))
    assert priorities == [5, 3, 1]
