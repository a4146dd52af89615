"""The schema of a plan: made at once for a new plan, migrated with a backup for an older one."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect

from townhall.domain.errors import PlanRefused, TownHallError
from townhall.language import _, ngettext
from townhall.storage import search
from townhall.storage.base import Base
from townhall.storage.models import Plan, QuestionTheme, Recipe
from townhall.storage.places import APPLICATION_ID
from townhall.storage.shipped import add_recipes, add_themes

HEAD = "0004"
"""The newest migration; a test compares it with the migrations folder."""

REVISIONS = ("0001", "0002", "0003", "0004")
"""Every migration this program knows, oldest first; anything else is newer than the program."""


def create(connection: Connection, now: datetime) -> None:
    """Make all tables of a new, empty plan in one transaction."""
    Base.metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    )
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{HEAD}')")
    connection.execute(insert(Plan).values(id=1, version=1, created_at=now))
    add_recipes(connection)
    add_themes(connection)
    if connection.dialect.name == "sqlite":
        search.create_index(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def refuse_other_tables(connection: Connection, name: str) -> None:
    """Raise PlanRefused when tables of another program have the names of a plan's."""
    taken = Base.metadata.tables.keys() & set(inspect(connection).get_table_names())
    if taken:
        raise PlanRefused(
            _("{name} holds tables of another program ({tables}). Use an empty database.").format(
                name=name, tables=", ".join(sorted(taken))
            )
        )


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


def upgrade(engine: Engine, name: str) -> None:
    """Run the migrations on plan `name`, all of them or none; the caller has made a backup.

    Foreign keys are off while tables are rebuilt, because SQLite would delete the children of a
    rebuilt parent; they are checked afterwards, and the search index and its triggers made again.
    Raises PlanRefused; the plan is then as it was.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.execution_options(write=True).connect() as connection:
        config.attributes["connection"] = connection
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Inside a transaction SQLite ignores this pragma without a word.
            _pragma(connection, "foreign_keys = OFF")
        try:
            with connection.begin():
                tables = set(inspect(connection).get_table_names())
                command.upgrade(config, "head")
                if Recipe.__tablename__ not in tables:
                    add_recipes(connection)
                if QuestionTheme.__tablename__ not in tables:
                    add_themes(connection)
                if sqlite:
                    _refuse_broken_links(connection, name)
                    search.create_index(connection)
        except TownHallError:
            raise
        except Exception as error:
            raise PlanRefused(
                _(
                    "{name} could not be upgraded and was left as it was ({reason}). Use the "
                    "version of Town Hall that made it, and report this."
                ).format(name=name, reason=type(error).__name__)
            ) from error
        finally:
            if sqlite:
                _pragma(connection, "foreign_keys = ON")


def _pragma(connection: Connection, pragma: str) -> None:
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.cursor().execute(f"PRAGMA {pragma}")


def _refuse_broken_links(connection: Connection, name: str) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise PlanRefused(
            ngettext(
                "{name} could not be upgraded and was left as it was: a link between its records "
                "is broken. Restore a backup.",
                "{name} could not be upgraded and was left as it was: {count} links between its "
                "records are broken. Restore a backup.",
                len(broken),
            ).format(name=name, count=len(broken))
        )
