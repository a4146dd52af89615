"""A plan's file: made, opened by one program at a time, refused with a reason, never half kept."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.errors import Conflict, InvalidInput, NotFound, PlanRefused
from townhall.services.queries.people import people
from townhall.services.records import add_record, change_record
from townhall.storage import engines, places, schema
from townhall.storage.database import Database
from townhall.storage.models import Person, Question
from townhall.storage.unit_of_work import UnitOfWork

ANNA = {"name": "Anna Voorbeeld", "email": "anna@delinde.example"}


@pytest.fixture
def plan(tmp_path: Path, clock: Clock) -> Path:
    """A plan with one person, closed."""
    path = tmp_path / "plan.townhall"
    with Database.create(path, clock) as opened:
        opened.run(add_record, "person", ANNA)
    return path


def names(database: Database) -> list[str]:
    return [person.name for person in database.read(people)]


def refusal(path: Path | str, clock: Clock) -> str:
    """The sentence with which `path` is refused; the folder stays as it was."""
    with pytest.raises(PlanRefused) as caught:
        Database.open(path, clock)
    return str(caught.value)


def pragma(database: Database, name: str) -> object:
    return database.read(lambda session: session.execute(text(f"PRAGMA {name}")).scalar())


def test_what_was_added_is_there_after_opening_again(plan: Path, clock: Clock) -> None:
    with Database.open(plan, clock) as opened:
        assert names(opened) == ["Anna Voorbeeld"]


def test_closed_plan_is_one_file_and_a_hidden_lock(plan: Path) -> None:
    assert sorted(each.name for each in plan.parent.iterdir()) == [
        ".plan.townhall.lock",
        "plan.townhall",
    ]


def test_connections_keep_links_and_log_ahead(database: Database) -> None:
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2
    assert pragma(database, "application_id") == places.APPLICATION_ID


def test_every_link_is_checked_at_commit(database: Database) -> None:
    def tables(session: Session) -> list[str]:
        query = text("SELECT sql FROM sqlite_master WHERE sql LIKE '%REFERENCES%'")
        return list(session.scalars(query))

    made = database.read(tables)
    assert len(made) > 10
    for sql in made:
        assert sql.count("REFERENCES") == sql.count("DEFERRABLE INITIALLY DEFERRED")


def test_creating_over_an_existing_file_is_refused(tmp_path: Path, clock: Clock) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all")
    with pytest.raises(PlanRefused, match=r"letter\.txt exists already"):
        Database.create(letter, clock)
    assert letter.read_text() == "Dear all"


def test_creating_in_a_missing_folder_makes_nothing(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(PlanRefused, match=r"There is no folder .*nowhere"):
        Database.create(tmp_path / "nowhere" / "plan.townhall", clock)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that root cannot write to")
def test_creating_in_a_folder_that_cannot_be_written_is_refused(clock: Clock) -> None:
    with pytest.raises(PlanRefused, match=r"folder of /proc/plan\.townhall cannot be written to"):
        Database.create("/proc/plan.townhall", clock)


def test_failed_creation_leaves_nothing_and_frees_the_name(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise PlanRefused("No.")

    monkeypatch.setattr(schema, "create", fails)
    with pytest.raises(PlanRefused, match=r"No\."):
        Database.create(tmp_path / "plan.townhall", clock)
    assert [each.name for each in tmp_path.iterdir()] == [".plan.townhall.lock"]
    monkeypatch.undo()
    Database.create(tmp_path / "plan.townhall", clock).close()


def test_plan_that_is_open_is_refused_until_it_is_closed(plan: Path, clock: Clock) -> None:
    with Database.open(plan, clock):
        assert "is open in another Town Hall" in refusal(plan, clock)
    Database.open(plan, clock).close()


def test_other_name_of_an_open_plan_is_refused_too(plan: Path, clock: Clock) -> None:
    other = plan.with_name("other.townhall")
    other.symlink_to(plan)
    with Database.open(plan, clock):
        assert "is open in another Town Hall" in refusal(other, clock)


_HOLDS_A_PLAN = """
import sys
from townhall.domain.clock import system_clock
from townhall.services.records import add_record
from townhall.storage.database import Database
from townhall.storage.models import Person, Question
database = Database.open(sys.argv[1], system_clock())
print("open", flush=True)
number = 0
while len(sys.argv) > 2:
    number += 1
    database.run(add_record, "person", {"name": f"Bram {number}"})
    print(number, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_program(plan: Path) -> Iterator[subprocess.Popen[str]]:
    """Another Town Hall with the plan open."""
    yield from _started(plan)


@pytest.fixture
def busy_program(plan: Path) -> Iterator[subprocess.Popen[str]]:
    """Another Town Hall that adds people without end and says each one that is kept."""
    yield from _started(plan, "busy")


def _started(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    program = subprocess.Popen(
        [sys.executable, "-c", _HOLDS_A_PLAN, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "open\n"
    yield program
    program.kill()
    program.communicate()


def test_plan_open_in_another_program_is_refused_until_that_is_killed(
    other_program: subprocess.Popen[str], plan: Path, clock: Clock
) -> None:
    assert "is open in another Town Hall" in refusal(plan, clock)
    other_program.kill()
    other_program.wait()
    Database.open(plan, clock).close()


def test_killing_the_program_loses_nothing_it_confirmed(
    busy_program: subprocess.Popen[str], plan: Path, clock: Clock
) -> None:
    assert busy_program.stdout is not None
    while int(busy_program.stdout.readline()) < 25:
        pass
    busy_program.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    confirmed = [*range(1, 26), *map(int, busy_program.stdout)]
    with Database.open(plan, clock) as opened:
        found = names(opened)
        assert pragma(opened, "quick_check") == "ok"
    assert {f"Bram {number}" for number in confirmed} <= set(found)
    # The one being kept at that moment is there whole, or not at all.
    assert len(found) - 1 - len(confirmed) in (0, 1)


def test_reader_beside_a_writer_sees_what_was_kept(plan: Path, clock: Clock) -> None:
    with Database.open(plan, clock) as writer:
        with Database.open(plan, clock, read_only=True) as reader:
            assert names(reader) == ["Anna Voorbeeld"]
            writer.run(add_record, "person", {"name": "Bram Proefman"})
            assert names(reader) == ["Anna Voorbeeld", "Bram Proefman"]
        assert names(writer) == ["Anna Voorbeeld", "Bram Proefman"]


def test_reader_cannot_change_the_plan(plan: Path, clock: Clock) -> None:
    with (
        Database.open(plan, clock, read_only=True) as reader,
        pytest.raises(PlanRefused, match="cannot be written to"),
    ):
        reader.run(add_record, "person", {"name": "Bram Proefman"})


def test_read_sees_one_state_of_the_plan(plan: Path, clock: Clock) -> None:
    with (
        Database.open(plan, clock) as writer,
        Database.open(plan, clock, read_only=True) as reader,
    ):

        def twice(session: Session) -> tuple[int, int]:
            first = len(people(session))
            writer.run(add_record, "person", {"name": "Bram Proefman"})
            return first, len(people(session))

        assert reader.read(twice) == (1, 1)


def test_missing_plan_is_refused(tmp_path: Path, clock: Clock) -> None:
    assert "There is no plan" in refusal(tmp_path / "none.townhall", clock)
    assert list(tmp_path.iterdir()) == []


def test_folder_is_refused(tmp_path: Path, clock: Clock) -> None:
    assert "is a folder" in refusal(tmp_path, clock)


@pytest.mark.parametrize("content", [b"", b"Dear all,\n", b"SQLite format 2\x00" + bytes(500)])
def test_file_that_is_no_database_is_refused_and_unchanged(
    tmp_path: Path, clock: Clock, content: bytes
) -> None:
    letter = tmp_path / "letter.townhall"
    letter.write_bytes(content)
    assert "is not a Town Hall plan" in refusal(letter, clock)
    assert letter.read_bytes() == content


def test_database_of_another_program_is_refused_and_unchanged(tmp_path: Path, clock: Clock) -> None:
    other = tmp_path / "photos.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE photo (id INTEGER)")
        connection.commit()
    content = other.read_bytes()
    assert "is not a Town Hall plan" in refusal(other, clock)
    assert other.read_bytes() == content


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda whole: whole[: len(whole) // 2], id="cut off"),
        pytest.param(lambda whole: whole[:100] + bytes(8000) + whole[8100:], id="zeros"),
        pytest.param(
            lambda whole: whole[:20000] + os.urandom(60000) + whole[80000:], id="scribbled over"
        ),
    ],
)
def test_damaged_plan_is_refused_and_unchanged(plan: Path, clock: Clock, damage) -> None:  # type: ignore[no-untyped-def]
    content = damage(plan.read_bytes())
    plan.write_bytes(content)
    assert "is damaged and was not opened" in refusal(plan, clock)
    assert plan.read_bytes() == content


def test_plan_without_its_revision_is_damaged(plan: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(plan)) as connection:
        connection.execute("DROP TABLE alembic_version")
    assert "is damaged" in refusal(plan, clock)


def test_plan_of_a_newer_program_is_refused_and_unchanged(plan: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(plan)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    content = plan.read_bytes()
    assert "was made by a newer version of Town Hall" in refusal(plan, clock)
    assert plan.read_bytes() == content


def test_refused_plan_is_not_kept_locked(plan: Path, clock: Clock) -> None:
    whole = plan.read_bytes()
    plan.write_bytes(whole[:5000])
    refusal(plan, clock)
    plan.write_bytes(whole)
    Database.open(plan, clock).close()


def test_network_share_is_refused(
    plan: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_on_network", lambda path: True)
    assert "lies on a network share" in refusal(plan, clock)
    with pytest.raises(PlanRefused, match="lies on a network share"):
        Database.create(plan.with_name("new.townhall"), clock)


MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
//server/team /mnt/team\\040files cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/anna/stick vfat rw 0 0
/dev/sdc1 /mnt/data ext4 rw 0 0
//server/data /mnt/data cifs rw 0 0
short line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/plan.townhall", "ext4"),
        ("/mnt/team files/plan.townhall", "cifs"),
        ("/mnt/team filesystem/plan.townhall", "ext4"),
        ("/home/anna/plan.townhall", "nfs4"),
        ("/home/anna/stick/plan.townhall", "vfat"),
        ("/mnt/data/plan.townhall", "cifs"),
        ("/home", "nfs4"),
    ],
)
def test_file_system_is_that_of_the_nearest_and_latest_mount(path: str, kind: str) -> None:
    assert places.file_system(Path(path), MOUNTS) == kind


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite://", "sqlite databases cannot hold a plan"),
        ("mysql://server/plan", "mysql databases cannot hold a plan"),
        ("://", "This is not a database address"),
        ("postgresql://u:secret@127.0.0.1:1/x", "127.0.0.1:1/x does not answer"),
    ],
)
def test_address_that_cannot_be_used_is_refused(url: str, sentence: str, clock: Clock) -> None:
    for way in (Database.open, Database.create):
        with pytest.raises(PlanRefused, match=sentence) as caught:
            way(url, clock)
        assert "secret" not in str(caught.value)


def test_the_address_of_a_file_is_that_file(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "plan.townhall"
    Database.create(f"sqlite:///{path}", clock).close()
    with Database.open(f"sqlite+pysqlite:///{path}", clock) as opened:
        assert opened.name == str(path)
        with pytest.raises(PlanRefused, match="is open in another Town Hall"):
            Database.open(path, clock)


def test_a_plan_where_nothing_can_be_written_can_be_read(
    plan: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(plan.parent.iterdir())
    monkeypatch.setattr(os, "access", lambda *_args: False)
    with Database.open(plan, clock, read_only=True) as opened:
        assert names(opened) == ["Anna Voorbeeld"]
        assert sorted(plan.parent.iterdir()) == before


def test_a_name_that_is_too_long_is_refused(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / ("x" * 300)
    assert refusal(path, clock) == (
        f"{path} cannot be read (the name is too long). Check that you may open it."
    )
    with pytest.raises(PlanRefused, match="the name is too long"):
        Database.create(path, clock)


def test_failing_use_case_keeps_nothing(database: Database) -> None:
    def adds_and_fails(uow: UnitOfWork) -> None:
        add_record(uow, "person", ANNA)
        uow.session.flush()
        raise InvalidInput("No.")

    with pytest.raises(InvalidInput):
        database.run(adds_and_fails)
    assert names(database) == []


def test_nothing_changed_gives_no_step_and_no_history(database: Database) -> None:
    person_id = database.run(add_record, "person", ANNA).value
    outcome = database.run(change_record, "person", person_id, ANNA)
    assert (outcome.step, bool(outcome.changes)) == (None, False)
    count = text("SELECT count(*) FROM activity")
    assert database.read(lambda session: session.scalar(count)) == 1


@pytest.mark.parametrize("record_id", [0, -1, 7, 2**31, 2**63, 10**30])
def test_id_that_is_not_in_the_plan_is_not_found(database: Database, record_id: int) -> None:
    with pytest.raises(NotFound, match=f"There is no person {record_id} in this plan"):
        database.run(change_record, "person", record_id, {"name": "Bram Proefman"})


def test_full_disk_keeps_the_plan_as_it_was(database: Database) -> None:
    database.run(add_record, "person", ANNA)

    def fills_up(uow: UnitOfWork) -> None:
        uow.session.execute(text("PRAGMA max_page_count = 1"))
        for number in range(2000):
            add_record(uow, "person", {"name": f"Bram {number}", "notes": "x" * 5000})

    with pytest.raises(PlanRefused, match="The disk is full"):
        database.run(fills_up)
    assert names(database) == ["Anna Voorbeeld"]


def test_writer_that_never_ends_lets_others_know(
    database: Database, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr(engines, "_WAIT_SECONDS", 0.05)
    engine = engines.sqlite_engine(Path(database.name))
    other = Database(engine, database.name, clock, engine.dispose)

    def meanwhile(uow: UnitOfWork) -> None:
        add_record(uow, "person", ANNA)
        other.run(add_record, "person", ANNA)

    with pytest.raises(PlanRefused, match="is in use by another program"):
        database.run(meanwhile)
    other.close()


def test_fault_met_while_reading_is_told(database: Database) -> None:
    def damaged(session: Session) -> None:
        session.execute(text("SELECT json_extract('{', '$.a')"))

    with pytest.raises(PlanRefused, match="cannot be used"):
        database.read(damaged)


def test_row_changed_behind_the_program_is_a_conflict(database: Database) -> None:
    person_id = database.run(add_record, "person", ANNA).value

    def overtaken(uow: UnitOfWork) -> None:
        person = uow.get(Person, person_id)
        uow.session.execute(text("UPDATE person SET version = version + 1"))
        person.notes = "Te laat."

    with pytest.raises(Conflict, match="Somebody else has just changed this"):
        database.run(overtaken)
    assert database.read(people)[0].notes == ""


def test_commit_that_fails_on_a_broken_link_leaves_the_plan_usable(database: Database) -> None:
    def broken(uow: UnitOfWork) -> None:
        uow.session.add(Question(text="Van wie?", owner_id=77, created_at=uow.now()))

    for _attempt in range(2):
        with pytest.raises(InvalidInput, match="Something else in the plan still refers"):
            database.run(broken)
    database.run(add_record, "person", ANNA)
    assert names(database) == ["Anna Voorbeeld"]
