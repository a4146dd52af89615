"""new, check, backup and restore, and plans that cannot be opened."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from townhall.domain.clock import Clock
from townhall.storage.database import Database

PERSON = {"name": "Anna Voorbeeld"}


def add_person(run: Any, plan: Path) -> Any:
    return run("add", "person", "--plan", plan, "--json-input", "-", fields=PERSON)


def test_a_new_plan_is_made_and_used(run: Any, tmp_path: Path) -> None:
    plan = tmp_path / "nieuw.townhall"
    assert run("new", plan, "--json").json == {"plan": str(plan)}
    assert add_person(run, plan).code == 0
    assert run("list", "person", "--plan", plan, "--json").json[0]["name"] == "Anna Voorbeeld"


def test_a_new_plan_never_replaces_a_file(run: Any, tmp_path: Path) -> None:
    plan = tmp_path / "brief.townhall"
    plan.write_text("Beste collega's")
    refused = run("new", plan).refusal()
    assert refused == f"{plan} exists already. Choose another name, or open it."
    assert plan.read_text() == "Beste collega's"
    assert "There is no folder" in run("new", tmp_path / "geen" / "plan.townhall").refusal()


def test_without_a_plan_the_default_one_is_used(run: Any) -> None:
    missing = run("list", "person").refusal()
    assert missing.startswith("There is no plan ")
    assert missing.endswith("Make one with “townhall new”, or choose another.")
    assert run("new").code == 0
    assert run("list", "person", "--json").json == []


def test_without_a_plan_the_last_opened_one_is_used(run: Any, plan: Path) -> None:
    from townhall.settings import Settings

    add_person(run, plan)
    Settings.load().remember_plan(str(plan))
    assert len(run("list", "person", "--json").json) == 1


def test_backup_and_restore(run: Any, plan: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopie.townhall"
    add_person(run, plan)
    assert run("backup", plan, copy, "--json").json == {"plan": str(plan), "file": str(copy)}
    add_person(run, plan)
    restored = run("restore", copy, plan, "--json").json
    kept = Path(restored["kept"])
    assert (restored["plan"], restored["file"]) == (str(plan), str(copy))
    assert len(run("list", "person", "--plan", plan, "--json").json) == 1
    assert len(run("list", "person", "--plan", kept, "--json").json) == 2
    assert run("check", plan, "--json").json == {"plan": str(plan), "faults": []}


def test_a_backup_is_made_while_the_plan_is_open(
    run: Any, plan: Path, tmp_path: Path, clock: Clock
) -> None:
    with Database.open(plan, clock):
        assert run("backup", plan, tmp_path / "kopie.townhall").code == 0
    assert run("check", tmp_path / "kopie.townhall").out == f"{tmp_path}/kopie.townhall is sound.\n"


def test_a_plan_that_is_open_is_read_but_not_changed(run: Any, plan: Path, clock: Clock) -> None:
    with Database.open(plan, clock):
        assert run("list", "person", "--plan", plan, "--json").json == []
        refused = add_person(run, plan).refusal()
        assert refused == f"{plan} is open in another Town Hall. Close it there first."
        restored = run("restore", plan, plan).refusal()
        assert str(plan) in restored
    assert add_person(run, plan).code == 0


@pytest.mark.parametrize("verb", ["list", "add", "check", "backup", "restore"])
@pytest.mark.parametrize("kind", ["text", "empty", "other-database", "newer", "damaged", "missing"])
def test_a_file_that_is_no_plan_is_refused_and_left_alone(
    run: Any, plan: Path, tmp_path: Path, verb: str, kind: str
) -> None:
    file = _spoiled(plan, tmp_path / "spoiled.townhall", kind)
    before = file.read_bytes() if file.exists() else None
    good = plan.read_bytes()
    ran = {
        "list": lambda: run("list", "person", "--plan", file),
        "add": lambda: add_person(run, file),
        "check": lambda: run("check", file),
        "backup": lambda: run("backup", file, tmp_path / "kopie"),
        "restore": lambda: run("restore", file, plan),
    }[verb]()
    message = ran.refusal()
    assert str(file) in message
    assert (file.read_bytes() if file.exists() else None) == before
    assert plan.read_bytes() == good
    assert not (tmp_path / "kopie").exists()


def _spoiled(plan: Path, file: Path, kind: str) -> Path:
    if kind == "text":
        file.write_text("Dit is geen plan.")
    elif kind == "empty":
        file.write_bytes(b"")
    elif kind == "damaged":
        data = bytearray(plan.read_bytes())
        data[4096 : len(data) // 2] = b"\xa5" * (len(data) // 2 - 4096)
        file.write_bytes(data)
    elif kind == "newer":
        file.write_bytes(plan.read_bytes())
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
    elif kind == "other-database":
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("CREATE TABLE recipe (name TEXT)")
    return file


def test_a_sound_copy_is_not_made_of_a_damaged_index(run: Any, plan: Path) -> None:
    """A fault inside a sound-looking file is named by `check`, with exit code 1."""
    with closing(sqlite3.connect(plan)) as connection, connection:
        connection.execute(
            "INSERT INTO membership (working_group_id, person_id, version) VALUES (9, 9, 1)"
        )
    ran = run("check", plan)
    assert ran.code == 1
    assert "refers to something that is gone" in ran.err
    assert "townhall restore" in ran.err


def test_a_folder_is_not_a_plan(run: Any, tmp_path: Path) -> None:
    refused = run("list", "person", "--plan", tmp_path).refusal()
    assert refused == f"{tmp_path} is a folder. Choose a plan file in it."


def test_a_database_address_that_does_not_work_is_refused_without_its_password(run: Any) -> None:
    address = "postgresql://anna:geheim@127.0.0.1:1/townhall"
    for words in (("list", "person", "--plan", address), ("check", address)):
        refused = run(*words).refusal()
        assert "geheim" not in refused
    nonsense = run("list", "person", "--plan", "nonsense://x").refusal()
    assert "nonsense" in nonsense


def test_a_backup_onto_itself_or_nowhere_is_refused(run: Any, plan: Path, tmp_path: Path) -> None:
    before = plan.read_bytes()
    assert "overwrite the plan itself" in run("backup", plan, plan).refusal()
    inside_a_file = run("backup", plan, plan / "kopie.townhall").refusal()
    assert inside_a_file == f"There is no folder {plan}. Make it first."
    assert plan.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
def test_killing_the_program_loses_nothing_that_was_confirmed(run: Any, plan: Path) -> None:
    add_person(run, plan)
    script = (
        "import os, sys; from townhall.domain.clock import Clock;"
        "from townhall.storage.database import Database;"
        "from townhall.services.records import add_record;"
        "d = Database.open(sys.argv[1], Clock());"
        "d.run(add_record, 'person', {'name': 'Bram Proefman'}); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", script, plan], check=False)
    assert killed.returncode == -9
    listed = run("list", "person", "--plan", plan, "--json").json
    assert [person["name"] for person in listed] == ["Anna Voorbeeld", "Bram Proefman"]
    assert run("check", plan).code == 0
