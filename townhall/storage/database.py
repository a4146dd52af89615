"""A plan that is open: the one way to change it and the one way to read it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from townhall.domain.changes import Outcome, Step
from townhall.domain.clock import Clock
from townhall.domain.errors import Conflict, InvalidInput, PlanRefused
from townhall.language import _
from townhall.storage import backup, places, schema
from townhall.storage.undo import revert
from townhall.storage.unit_of_work import UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")


class Database:
    """One open plan. Use cases run one at a time; each is one transaction.

    Make it with `Database.create` or `Database.open`, and close it. A SQLite plan that is open
    for writing holds a lock file beside it, so that only one program writes to it.
    """

    def __init__(self, engine: Engine, name: str, clock: Clock, release: Callable[[], None]):
        self.engine = engine
        self.name = name
        self.clock = clock
        self.actor = ""
        self._release = release

    @classmethod
    def create(cls, plan: str | Path, clock: Clock) -> Self:
        """Make a new, empty plan and open it. Raises PlanRefused when something is there."""
        if places.is_url(str(plan)):
            return cls._create_on_server(str(plan), clock)
        path = Path(plan)
        if path.exists():
            raise PlanRefused(
                _("{path} exists already. Choose another name, or open it.").format(path=path)
            )
        if not path.parent.is_dir():
            raise PlanRefused(
                _("There is no folder {folder}. Make it first.").format(folder=path.parent)
            )
        places.refuse_network_share(path)
        release = _lock(path)
        engine = _sqlite_engine(path)
        try:
            with engine.execution_options(write=True).begin() as connection:
                schema.create(connection, clock.now_utc())
        except DatabaseError as error:
            engine.dispose()
            release()
            path.unlink(missing_ok=True)
            raise _refused(path, error) from None
        return cls(engine, str(path), clock, release)

    @classmethod
    def _create_on_server(cls, url: str, clock: Clock) -> Self:
        engine = _server_engine(url)
        with _server_errors(url), engine.begin() as connection:
            if schema.revision(connection) is not None:
                raise PlanRefused(_("There is a plan in this database already. Open it instead."))
            schema.create(connection, clock.now_utc())
        return cls(engine, _hidden(url), clock, _nothing)

    @classmethod
    def open(cls, plan: str | Path, clock: Clock, *, read_only: bool = False) -> Self:
        """Open a plan: checked, and upgraded after a backup when it is older.

        `read_only` takes no lock, for reading beside a program that has the plan open.
        Raises PlanRefused: not there, not a plan, damaged, newer, in use, on a network share.
        """
        if places.is_url(str(plan)):
            return cls._open_on_server(str(plan), clock)
        path = Path(plan)
        places.refuse_foreign_file(path)
        places.refuse_network_share(path)
        release = _nothing if read_only else _lock(path)
        engine = _sqlite_engine(path)
        try:
            with engine.connect() as connection:
                found = _checked_revision(connection, path)
            if found != schema.HEAD:
                if read_only:
                    release = _lock(path)
                backup.before_upgrade(path, clock.now_utc())
                schema.upgrade(engine)
        except DatabaseError as error:
            engine.dispose()
            release()
            raise _refused(path, error) from None
        except BaseException:
            engine.dispose()
            release()
            raise
        return cls(engine, str(path), clock, release)

    @classmethod
    def _open_on_server(cls, url: str, clock: Clock) -> Self:
        engine = _server_engine(url)
        with _server_errors(url):
            with engine.connect() as connection:
                found = schema.revision(connection)
            if found is None:
                raise PlanRefused(
                    _("There is no plan in this database. Make one with “townhall new”.")
                )
            schema.refuse_newer(found, _hidden(url))
            if found != schema.HEAD:
                schema.upgrade(engine)
        return cls(engine, _hidden(url), clock, _nothing)

    def run(
        self,
        use_case: Callable[Concatenate[UnitOfWork, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Outcome[T]:
        """Run `use_case(uow, ...)` in one transaction: all of it is kept, or nothing.

        Raises what the use case raises; Conflict when somebody else changed the same row.
        """
        engine = self.engine.execution_options(write=True)
        with Session(engine, expire_on_commit=False) as session:
            uow = UnitOfWork(session, self.clock, self.actor)
            try:
                value = use_case(uow, *args, **kwargs)
                session.flush()
                step, changes = uow.step(), uow.changes()
                uow.record_activity()
                session.commit()
            except StaleDataError:
                raise Conflict(
                    _("Somebody else has just changed this. Look at it again, then repeat."),
                    {},
                    {},
                    {},
                ) from None
            except IntegrityError as error:
                raise _integrity(error) from None
            except OperationalError as error:
                raise _refused(Path(self.name), error) from None
        return Outcome(value, changes, step)

    def revert(self, step: Step) -> Outcome[None]:
        """Undo `step`; the outcome's step redoes it. Raises Conflict, then nothing changed."""
        return self.run(revert, step)

    def read(
        self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `query(session, ...)` on one consistent state of the plan."""
        with Session(self.engine) as session:
            return query(session, *args, **kwargs)

    def close(self) -> None:
        """Close the plan and let go of its lock."""
        self.engine.dispose()
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _nothing() -> None:
    """A server's plan needs no lock file."""


def _lock(path: Path) -> Callable[[], None]:
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise PlanRefused(
            _("{path} is open in another Town Hall. Close it there first.").format(path=path)
        ) from None
    except OSError as error:
        raise PlanRefused(
            _("The folder of {path} cannot be written to ({reason}).").format(
                path=path, reason=error.strerror
            )
        ) from None
    return lock.release


def _sqlite_engine(path: Path) -> Engine:
    # autocommit=None in pysqlite would begin transactions late; we say BEGIN ourselves.
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 5.0})

    @event.listens_for(engine, "connect")
    def _set_up(connection, _record) -> None:  # type: ignore[no-untyped-def]  # DB-API objects
        connection.isolation_level = None
        for pragma in (
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = FULL",
            "cache_size = -16000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection) -> None:  # type: ignore[no-untyped-def]  # SQLAlchemy's event
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _server_engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql" and parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise PlanRefused(
            _("This database needs a driver: install Town Hall with the extra “postgresql”.")
        ) from None
    except Exception as error:
        raise PlanRefused(
            _("{url} is not a database address ({reason}).").format(
                url=url, reason=type(error).__name__
            )
        ) from None


@contextmanager
def _server_errors(url: str) -> Iterator[None]:
    try:
        yield
    except OperationalError:
        raise PlanRefused(
            _("The database {url} does not answer. Check address, name and password.").format(
                url=_hidden(url)
            )
        ) from None


def _hidden(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _checked_revision(connection, path: Path) -> str:  # type: ignore[no-untyped-def]  # Connection
    """The revision of a sound plan; raises PlanRefused for anything else."""
    verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if verdict != "ok":
        raise _damaged(path)
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    found = schema.revision(connection)
    if found is None or application != places.APPLICATION_ID:
        raise PlanRefused(
            _("{path} is not a Town Hall plan. Choose a file that Town Hall made.").format(
                path=path
            )
        )
    schema.refuse_newer(found, str(path))
    return found


def _damaged(path: Path) -> PlanRefused:
    return PlanRefused(
        _("{path} is damaged and was not opened. Restore a backup with “townhall restore”.").format(
            path=path
        )
    )


def _refused(path: Path, error: DatabaseError) -> PlanRefused:
    reason = str(error.orig)
    if "locked" in reason:
        return PlanRefused(
            _("{path} is in use by another program. Close it there, then try again.").format(
                path=path
            )
        )
    if "readonly" in reason or "unable to open" in reason:
        return PlanRefused(
            _("{path} cannot be written to. Check the rights of the file and its folder.").format(
                path=path
            )
        )
    if "full" in reason:
        return PlanRefused(
            _("The disk is full, so the change was not kept. Make room, then try again.")
        )
    if "not a database" in reason or "malformed" in reason:
        return _damaged(path)
    return PlanRefused(_("{path} cannot be used ({reason}).").format(path=path, reason=reason))


def _integrity(error: IntegrityError) -> InvalidInput:
    if "UNIQUE" in str(error.orig).upper():
        return InvalidInput(_("There is one with this name already. Choose another name."))
    return InvalidInput(
        _("Something else in the plan still refers to this. Detach it there first.")
    )
