"""Copies of a plan: whole while it is open, checked before they replace anything."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from townhall.domain.clock import Clock
from townhall.domain.errors import CannotWrite, PlanRefused
from townhall.services.queries.people import people
from townhall.services.records import add_record
from townhall.storage.backup import back_up, check, restore
from townhall.storage.database import Database


@pytest.fixture
def plan(tmp_path: Path, clock: Clock) -> Path:
    """A closed plan with Anna in it, in a folder of its own."""
    path = tmp_path / "plans" / "plan.townhall"
    path.parent.mkdir()
    with Database.create(path, clock) as made:
        made.run(add_record, "person", {"name": "Anna Voorbeeld"})
    return path


@pytest.fixture
def copy(plan: Path, tmp_path: Path, clock: Clock) -> Path:
    """A backup with Anna alone; in the plan itself Bram came later."""
    target = tmp_path / "copy.townhall"
    back_up(plan, target)
    add_bram(plan, clock)
    return target


def add_bram(plan: Path, clock: Clock) -> None:
    with Database.open(plan, clock) as opened:
        opened.run(add_record, "person", {"name": "Bram Proefman"})


def names(plan: Path, clock: Clock) -> list[str]:
    with Database.open(plan, clock) as opened:
        return [person.name for person in opened.read(people)]


def files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if not each.name.endswith(".lock"))


def damage(plan: Path) -> bytes:
    """Write over the middle of a plan; returns what it then holds."""
    content = plan.read_bytes()
    content = content[:20000] + os.urandom(60000) + content[80000:]
    plan.write_bytes(content)
    return content


def test_backup_of_an_open_plan_holds_everything_kept(
    plan: Path, tmp_path: Path, clock: Clock
) -> None:
    target = tmp_path / "copy.townhall"
    with Database.open(plan, clock) as opened:
        opened.run(add_record, "person", {"name": "Bram Proefman"})
        back_up(plan, target)
        opened.run(add_record, "person", {"name": "Carla Later"})
    assert files(tmp_path) == ["copy.townhall", "plans"]
    assert check(target) == []
    assert names(target, clock) == ["Anna Voorbeeld", "Bram Proefman"]


def test_backup_replaces_an_earlier_one(plan: Path, copy: Path, clock: Clock) -> None:
    back_up(plan, copy)
    assert names(copy, clock) == ["Anna Voorbeeld", "Bram Proefman"]


def test_backup_over_the_plan_itself_is_refused(plan: Path, clock: Clock) -> None:
    with pytest.raises(CannotWrite, match="would overwrite the plan itself"):
        back_up(plan, plan.parent / "." / plan.name)
    assert names(plan, clock) == ["Anna Voorbeeld"]


def test_backup_over_another_plan_is_refused(plan: Path, tmp_path: Path, clock: Clock) -> None:
    other = tmp_path / "other.townhall"
    Database.create(other, clock).close()
    with pytest.raises(CannotWrite, match="is a plan of its own"):
        back_up(plan, other)
    assert names(other, clock) == []


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("missing/copy.townhall", "There is no folder .*missing"),
        ("plans", "plans is a folder"),
        ("/proc/copy.townhall", r"copy\.townhall cannot be written"),
    ],
)
def test_backup_that_cannot_be_written_leaves_nothing(
    plan: Path, tmp_path: Path, target: str, sentence: str
) -> None:
    with pytest.raises(CannotWrite, match=sentence):
        back_up(plan, tmp_path / target)
    assert (files(tmp_path), files(plan.parent)) == (["plans"], ["plan.townhall"])


_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from townhall.domain.errors import CannotWrite
from townhall.storage.backup import back_up, restore
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    {"back_up": back_up, "restore": restore}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
except CannotWrite as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
@pytest.mark.parametrize("verb", ["back_up", "restore"])
def test_full_disk_leaves_the_earlier_file_whole(
    verb: str, plan: Path, copy: Path, clock: Clock
) -> None:
    source, target = (plan, copy) if verb == "back_up" else (copy, plan)
    before = target.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", _ON_A_FULL_DISK, verb, str(source), str(target)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert "cannot be written" in done.stdout
    assert target.read_bytes() == before
    assert files(plan.parent) == ["plan.townhall"]


def test_restoring_puts_the_backup_back_and_keeps_the_plan_beside_it(
    plan: Path, copy: Path, clock: Clock
) -> None:
    restore(copy, plan)
    assert names(plan, clock) == ["Anna Voorbeeld"]
    kept = plan.with_name("plan.townhall.before-restore")
    assert names(kept, clock) == ["Anna Voorbeeld", "Bram Proefman"]


def test_restoring_twice_keeps_both_earlier_plans(plan: Path, copy: Path, clock: Clock) -> None:
    restore(copy, plan)
    restore(copy, plan)
    assert files(plan.parent) == [
        "plan.townhall",
        "plan.townhall.before-restore",
        "plan.townhall.before-restore-2",
    ]


def test_restoring_where_no_plan_is_makes_one(plan: Path, copy: Path, clock: Clock) -> None:
    new = plan.with_name("new.townhall")
    restore(copy, new)
    assert names(new, clock) == ["Anna Voorbeeld"]


def test_restoring_under_too_long_a_name_is_refused(copy: Path, clock: Clock) -> None:
    plan = copy.with_name("x" * 245)
    Database.create(plan, clock).close()
    before = plan.read_bytes()
    with pytest.raises(CannotWrite, match="cannot be written \\(the name is too long\\)"):
        restore(copy, plan)
    assert plan.read_bytes() == before


def test_restoring_into_a_missing_folder_is_refused(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="There is no folder"):
        restore(copy, tmp_path / "missing" / "plan.townhall")
    assert not (tmp_path / "missing").exists()


def test_restoring_over_a_damaged_plan_keeps_its_remains(
    plan: Path, copy: Path, clock: Clock
) -> None:
    remains = damage(plan)
    restore(copy, plan)
    assert names(plan, clock) == ["Anna Voorbeeld"]
    assert plan.with_name("plan.townhall.before-restore").read_bytes() == remains


def test_log_left_by_a_killed_program_is_not_mixed_into_the_backup(
    plan: Path, copy: Path, clock: Clock
) -> None:
    program = f"""
import os
from townhall.domain.clock import system_clock
from townhall.services.records import add_record
from townhall.storage.database import Database
opened = Database.open({str(plan)!r}, system_clock())
for number in range(30):
    opened.run(add_record, "person", {{"name": f"Carla {{number}}"}})
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", program], check=False)
    assert plan.with_name("plan.townhall-wal").stat().st_size > 0
    restore(copy, plan)
    assert (names(plan, clock), check(plan)) == (["Anna Voorbeeld"], [])
    assert len(names(plan.with_name("plan.townhall.before-restore"), clock)) == 32


def test_plan_that_is_open_is_not_replaced(plan: Path, copy: Path, clock: Clock) -> None:
    with (
        Database.open(plan, clock) as opened,
        pytest.raises(PlanRefused, match="is open in another Town Hall"),
    ):
        restore(copy, plan)
    assert opened.name == str(plan)
    assert names(plan, clock) == ["Anna Voorbeeld", "Bram Proefman"]


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photo (id INTEGER)")
        connection.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def unlinked(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO impact VALUES (7, 8, 'x', 1, 1)")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda path: path.unlink(), "There is no plan"),
        (lambda path: path.write_text("Dear all"), "is not a Town Hall plan"),
        (foreign, "is not a Town Hall plan"),
        (newer, "newer version"),
        (damage, "is damaged"),
        (unlinked, "is damaged .*Record 1 of impact refers to something that is gone"),
    ],
)
def test_backup_that_is_not_sound_is_not_restored(
    plan: Path, copy: Path, clock: Clock, spoil: Callable[[Path], object], sentence: str
) -> None:
    spoil(copy)
    before = plan.read_bytes()
    with pytest.raises(PlanRefused, match=sentence):
        restore(copy, plan)
    assert plan.read_bytes() == before
    assert files(plan.parent) == ["plan.townhall"]


def test_check_of_a_sound_plan_finds_nothing_also_while_it_is_open(
    plan: Path, clock: Clock
) -> None:
    with Database.open(plan, clock):
        assert check(plan) == []


def test_check_names_records_whose_link_is_broken(plan: Path) -> None:
    unlinked(plan)
    assert check(plan) == ["Record 1 of impact refers to something that is gone."] * 2


def test_damaged_plan_cannot_be_backed_up_over_a_good_copy(
    plan: Path, copy: Path, clock: Clock
) -> None:
    damage(plan)
    before = copy.read_bytes()
    with pytest.raises(PlanRefused, match="is damaged"):
        back_up(plan, copy)
    assert copy.read_bytes() == before
