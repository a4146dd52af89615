"""Copies of a plan: made while it is open, checked before they replace anything."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from townhall.domain.errors import CannotWrite, PlanRefused
from townhall.language import _
from townhall.storage import places, schema


def back_up(plan: Path, target: Path) -> None:
    """Write a consistent copy of `plan` to `target`, also while a program has it open.

    Raises PlanRefused when the plan is not sound, CannotWrite when the copy cannot be written;
    an earlier `target` then stays whole.
    """
    places.refuse_foreign_file(plan)
    if target.resolve() == plan.resolve():
        raise CannotWrite(_("The backup would overwrite the plan itself. Choose another name."))
    _copy(plan, target)


def restore(source: Path, plan: Path) -> None:
    """Put the backup `source` in place of `plan`; the plan that was there is kept beside it.

    Raises PlanRefused when `source` is not a sound plan or `plan` is in use.
    """
    places.refuse_foreign_file(source)
    check(source)
    places.refuse_network_share(plan)
    from filelock import FileLock, Timeout

    lock = FileLock(f"{plan}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise PlanRefused(
            _("{path} is open in another Town Hall. Close it there first.").format(path=plan)
        ) from None
    except OSError as error:
        raise CannotWrite(
            _("{path} cannot be written ({reason}).").format(path=plan, reason=error.strerror)
        ) from None
    try:
        if plan.exists():
            _copy(plan, plan.with_name(f"{plan.name}.before-restore"))
        _copy(source, plan)
    finally:
        lock.release()


def check(plan: Path) -> list[str]:
    """Faults found in a plan, none when it is sound. Raises PlanRefused when it is no plan."""
    places.refuse_foreign_file(plan)
    try:
        with closing(_read_only(plan)) as connection:
            faults = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
            faults = [] if faults == ["ok"] else faults
            if connection.execute("PRAGMA application_id").fetchone()[0] != places.APPLICATION_ID:
                raise PlanRefused(
                    _("{path} is not a Town Hall plan. Choose a file that Town Hall made.").format(
                        path=plan
                    )
                )
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            faults += [
                _("Record {id} of {table} refers to something that is gone.").format(
                    id=row[1], table=row[0]
                )
                for row in broken
            ]
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
            schema.refuse_newer(found, str(plan))
    except sqlite3.DatabaseError:
        raise PlanRefused(
            _(
                "{path} is damaged and was not opened. Restore a backup with “townhall restore”."
            ).format(path=plan)
        ) from None
    return faults


def before_upgrade(plan: Path, now: datetime) -> Path:
    """Copy `plan` beside itself before its schema changes; returns the copy."""
    target = plan.with_name(f"{plan.name}.before-upgrade-{now:%Y%m%d-%H%M%S}")
    _copy(plan, target)
    return target


def _read_only(plan: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{plan.resolve().as_uri()}?mode=ro", uri=True)


def _copy(source: Path, target: Path) -> None:
    """SQLite's own backup into a temporary file beside `target`, then renamed over it."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with closing(_read_only(source)) as old, closing(sqlite3.connect(temporary)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        temporary.replace(target)
    except sqlite3.OperationalError as error:
        raise CannotWrite(
            _("{path} cannot be written ({reason}).").format(path=target, reason=error)
        ) from None
    except sqlite3.DatabaseError:
        raise PlanRefused(
            _(
                "{path} is damaged and was not opened. Restore a backup with “townhall restore”."
            ).format(path=source)
        ) from None
    except OSError as error:
        raise CannotWrite(
            _("{path} cannot be written ({reason}).").format(path=target, reason=error.strerror)
        ) from None
    finally:
        temporary.unlink(missing_ok=True)
