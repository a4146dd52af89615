"""The schema of a plan: made at once for a new plan, migrated with a backup for an older one."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect

from townhall.domain.errors import PlanRefused
from townhall.language import _
from townhall.storage import search
from townhall.storage.base import Base
from townhall.storage.models import Plan
from townhall.storage.places import APPLICATION_ID

HEAD = "0001"
"""The newest migration; a test compares it with the migrations folder."""

REVISIONS = ("0001",)
"""Every migration this program knows, oldest first; anything else is newer than the program."""


def create(connection: Connection, now: datetime) -> None:
    """Make all tables of a new, empty plan in one transaction."""
    Base.metadata.create_all(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    )
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{HEAD}')")
    connection.execute(insert(Plan).values(id=1, version=1, created_at=now))
    if connection.dialect.name == "sqlite":
        search.create_index(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def revision(connection: Connection) -> str | None:
    """The plan's schema revision; None: no Town Hall tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def refuse_newer(found: str, name: str) -> None:
    """Raise PlanRefused when the plan was made by a newer program."""
    if found not in REVISIONS:
        raise PlanRefused(
            _(
                "{name} was made by a newer version of Town Hall. Update the program to open it; "
                "the plan was not changed."
            ).format(name=name)
        )


def upgrade(engine: Engine) -> None:
    """Run the migrations on a plan; the caller has made a backup.

    Foreign keys are off while tables are rebuilt, because SQLite would delete the children of a
    rebuilt parent; they are checked afterwards, and the search triggers made again.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.rollback()
        config.attributes["connection"] = connection
        with connection.begin():
            command.upgrade(config, "head")
            if sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise PlanRefused(
                        _(
                            "The plan could not be upgraded: {count} links between its records "
                            "are broken. It was left as it was; restore a backup."
                        ).format(count=len(broken))
                    )
                search.create_triggers(connection)
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.rollback()
