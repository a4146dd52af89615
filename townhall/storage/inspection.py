"""Looking at a plan's file without changing it: is it a plan, is it sound, how old is it?"""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

from townhall.domain.errors import PlanRefused
from townhall.language import _
from townhall.storage import places, schema
from townhall.storage.refusals import damaged, explained, not_a_plan


def sound_revision(plan: Path) -> str:
    """The schema revision of a plan that can be opened.

    Raises PlanRefused when it is missing, not a plan, damaged, or made by a newer program.
    """
    places.refuse_foreign_file(plan)
    with explained(str(plan)), closing(connect(plan)) as connection:
        found = _revision(connection, plan)
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise damaged(str(plan))
    return found


def faults(plan: Path) -> list[str]:
    """Every fault of a plan, in words; none when it is sound. Raises PlanRefused for no plan."""
    places.refuse_foreign_file(plan)
    with explained(str(plan)), closing(connect(plan)) as connection:
        _revision(connection, plan)
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchmany(20)
    return [fault for fault in found if fault != "ok"] + [
        _("Record {id} of {table} refers to something that is gone.").format(
            id=row[1], table=row[0]
        )
        for row in broken
    ]


def connect(plan: Path) -> sqlite3.Connection:
    """A connection that cannot change what is in the plan."""
    query = urlencode(places.query(plan))
    connection = sqlite3.connect(f"{plan.resolve().as_uri()}?{query}", uri=True, timeout=10)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _revision(connection: sqlite3.Connection, plan: Path) -> str:
    if connection.execute("PRAGMA application_id").fetchone()[0] != places.APPLICATION_ID:
        raise not_a_plan(plan)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            raise damaged(str(plan)) from None
        raise
    if row is None:
        raise damaged(str(plan))
    schema.refuse_newer(row[0], str(plan))
    return str(row[0])


def refuse_faults(plan: Path) -> None:
    """Raise PlanRefused unless `plan` is sound in every part."""
    found = faults(plan)
    if found:
        raise PlanRefused(
            _("{path} is damaged ({fault}). Choose another backup.").format(
                path=plan, fault=found[0]
            )
        )
