"""Copies of a plan: made while it is open, checked before they replace anything."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from townhall.domain.errors import CannotWrite, PlanRefused
from townhall.domain.reasons import reason
from townhall.language import _
from townhall.storage import inspection, lock, places
from townhall.storage.refusals import explained, sqlite_reason

check = inspection.faults
"""Faults of a plan, in words; see there."""


def back_up(plan: Path, target: Path) -> None:
    """Write a consistent copy of `plan` to `target`, also while a program has it open.

    Raises PlanRefused when the plan is not sound, CannotWrite when the copy cannot be written;
    an earlier `target` then stays whole.
    """
    inspection.sound_revision(plan)
    _refuse_place(target)
    if target.resolve() == plan.resolve():
        raise CannotWrite(_("The backup would overwrite the plan itself. Choose another name."))
    if lock.lock_file(target).exists():
        raise CannotWrite(
            _("{path} is a plan of its own. Choose another name for the backup.").format(
                path=target
            )
        )
    _copy(plan, target)


def restore(source: Path, plan: Path) -> None:
    """Put the backup `source` in place of `plan`; the plan that was there is kept beside it.

    Raises PlanRefused when `source` is not a sound plan or `plan` is in use, CannotWrite; the plan
    then is as it was.
    """
    inspection.refuse_faults(source)
    _refuse_place(plan)
    places.refuse_network_share(plan)
    release = lock.hold(plan)
    try:
        if plan.exists():
            _set_aside(plan)
        _copy(source, plan)
    finally:
        release()


def before_upgrade(plan: Path, now: datetime) -> Path:
    """Copy `plan` beside itself before its schema changes; returns the copy."""
    target = plan.with_name(f"{plan.name}.before-upgrade-{now:%Y%m%d-%H%M%S}")
    _copy(plan, target)
    return target


def _refuse_place(path: Path) -> None:
    if not os.path.isdir(path.parent):
        raise CannotWrite(
            _("There is no folder {folder}. Make it first.").format(folder=path.parent)
        )
    if os.path.isdir(path):
        raise CannotWrite(_("{path} is a folder. Choose a file in it.").format(path=path))


def _set_aside(plan: Path) -> None:
    """Keep what is to be replaced under a name of its own, damaged or not."""
    kept = _free_name(plan)
    try:
        inspection.sound_revision(plan)
    except PlanRefused:
        _set_aside_as_it_is(plan, kept)
        return
    _copy(plan, kept)
    # The write-ahead log belongs to the old file: into it, or SQLite would mix it into the new.
    with explained(str(plan)), closing(sqlite3.connect(plan, timeout=10)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _set_aside_as_it_is(plan: Path, kept: Path) -> None:
    """Keep a damaged plan byte for byte, with its write-ahead log."""
    log = plan.with_name(plan.name + "-wal")
    with _writing(kept):
        shutil.copy2(plan, kept)
        if log.exists():
            shutil.copy2(log, kept.with_name(kept.name + "-wal"))
        for suffix in ("-wal", "-shm"):
            plan.with_name(plan.name + suffix).unlink(missing_ok=True)


def _free_name(plan: Path) -> Path:
    number, name = 1, f"{plan.name}.before-restore"
    kept = plan.with_name(name)
    while os.path.exists(kept):
        number += 1
        kept = plan.with_name(f"{name}-{number}")
    return kept


def _copy(source: Path, target: Path) -> None:
    """SQLite's own backup into a temporary file beside `target`, then renamed over it."""
    temporary = target.with_name(f".townhall-{secrets.token_hex(6)}.tmp")
    try:
        with (
            explained(str(source)),
            closing(inspection.connect(source)) as old,
            _writing(target),
            closing(sqlite3.connect(temporary)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
            new.close()
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            temporary.replace(target)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            temporary.with_name(temporary.name + suffix).unlink(missing_ok=True)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Let an error of writing say so about `target`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise CannotWrite(
            _("{path} cannot be written ({reason}).").format(
                path=target, reason=sqlite_reason(error)
            )
        ) from error
    except OSError as error:
        raise CannotWrite(
            _("{path} cannot be written ({reason}).").format(path=target, reason=reason(error))
        ) from error
