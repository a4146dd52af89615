"""Backups of a plan, as the window and the command line ask for them."""

from datetime import datetime
from pathlib import Path

from townhall.domain.errors import PlanRefused
from townhall.language import _
from townhall.storage import backup, places


def back_up_plan(plan: str, target: Path) -> Path:
    """Write a consistent copy of `plan` to `target`, also while it is open; returns `target`.

    Raises PlanRefused (not sound, or in a database server), CannotWrite.
    """
    backup.back_up(_file_of(plan), target)
    return target


def plan_faults(plan: str) -> tuple[str, ...]:
    """What is wrong with a plan, in words; empty when it is sound. Raises PlanRefused."""
    return tuple(backup.check(_file_of(plan)))


def restore_plan(source: Path, plan: str) -> Path:
    """Put the backup `source` in place of `plan`, which nobody may have open; returns the plan.

    The plan that was there is kept beside it. Raises PlanRefused, CannotWrite; the plan then is
    as it was.
    """
    backup.restore(source, _file_of(plan))
    return Path(plan)


def backup_name(plan: str, now: datetime) -> str:
    """A file name for a backup of `plan` made at `now` (local): "De Linde 2026-11-24 0900"."""
    return f"{Path(plan).stem} {now:%Y-%m-%d %H%M}.townhall"


def _file_of(plan: str) -> Path:
    if places.is_url(plan):
        raise PlanRefused(_("This plan is in a database server; use the server’s own tools."))
    return Path(places.local(plan))
