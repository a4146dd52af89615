"""Connections to a plan: a SQLite file, or a PostgreSQL database that a team shares."""

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from townhall.domain.errors import PlanRefused
from townhall.language import _
from townhall.storage import places

_WAIT_SECONDS = 10


def sqlite_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine on a plan's file; write transactions need the execution option `write`.

    Write-ahead log and full synchronisation: what was committed survives a crash.
    """
    # Opened by URI so that a file that is gone is not made anew by a later connection.
    file = path.resolve().as_uri()
    opened = places.query(path) if path.exists() else {"mode": "rwc"}
    url = URL.create("sqlite", database=file, query={**opened, "uri": "true"})
    engine = create_engine(url, connect_args={"timeout": float(_WAIT_SECONDS)})
    # What is deleted is overwritten, so that a name that was taken back is in no free page.
    pragmas = ["foreign_keys = ON", "cache_size = -16000", "secure_delete = ON"]
    # A connection in SQLite's own read-only mode would leave its log beside the plan.
    pragmas += ["query_only = ON"] if read_only else ["journal_mode = WAL", "synchronous = FULL"]

    @event.listens_for(engine, "connect")
    def _set_up(connection, _record) -> None:  # type: ignore[no-untyped-def]  # DB-API objects
        # The driver would begin transactions late; we say BEGIN ourselves.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "checkin")
    def _end(connection, _record) -> None:  # type: ignore[no-untyped-def]  # DB-API objects
        # A COMMIT that fails on a broken link leaves its transaction open.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def sweep(engine: Engine) -> None:
    """Empty the write-ahead log of a file, in which earlier values of rows still stand."""
    if engine.dialect.name != "sqlite":
        return
    # By the driver: SQLAlchemy would begin a transaction, in which this cannot be done.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def server_engine(url: str) -> Engine:
    """An engine on a PostgreSQL database. Raises PlanRefused for any other address.

    Those who write wait for each other, as they do with a file, so a use case always sees what
    the one before it did.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise PlanRefused(
            _("This is not a database address; write it as postgresql://name@server/database.")
        ) from None
    if parsed.get_backend_name() != "postgresql":
        raise PlanRefused(
            _("{kind} databases cannot hold a plan. Use a file, or postgresql://…").format(
                kind=parsed.get_backend_name()
            )
        )
    options = [parsed.query.get("options", ""), f"-c lock_timeout={_WAIT_SECONDS}s"]
    try:
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": _WAIT_SECONDS,
                "options": " ".join(map(str, options)).strip(),
            },
        )
    except ModuleNotFoundError:
        raise PlanRefused(
            _("This database needs a driver: install Town Hall with the extra “postgresql”.")
        ) from None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("write"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({places.APPLICATION_ID})")

    return engine


def hidden(url: str) -> str:
    """`url` to show: without its password."""
    return make_url(url).render_as_string(hide_password=True)
