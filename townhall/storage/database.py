"""A plan that is open: the one way to change it and the one way to read it."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput, PlanRefused
from townhall.language import _
from townhall.storage import engines, inspection, lock, places, schema
from townhall.storage.refusals import explained

if TYPE_CHECKING:
    # A command that only reads is not kept waiting for what changes and undoes.
    from townhall.domain.changes import Outcome, Step
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
        self._writing = engine.execution_options(write=True)
        self._reading = engine
        if engine.dialect.name == "postgresql":
            # One state of the plan for all statements of a query, as SQLite gives by itself.
            self._reading = engine.execution_options(isolation_level="REPEATABLE READ")

    @classmethod
    def create(cls, plan: str | Path, clock: Clock) -> Self:
        """Make a new, empty plan and open it. Raises PlanRefused when something is there."""
        if places.is_url(str(plan)):
            return cls._create_on_server(str(plan), clock)
        path = Path(places.local(str(plan)))
        if not os.path.isdir(path.parent):
            raise PlanRefused(
                _("There is no folder {folder}. Make it first.").format(folder=path.parent)
            )
        places.refuse_network_share(path)
        with ExitStack() as undone:
            release = lock.hold(path)
            undone.callback(release)
            if os.path.exists(path):
                raise PlanRefused(
                    _("{path} exists already. Choose another name, or open it.").format(path=path)
                )
            engine = engines.sqlite_engine(path)
            undone.callback(discard, path)
            undone.callback(engine.dispose)
            with explained(str(path)), engine.execution_options(write=True).begin() as connection:
                schema.create(connection, clock.now_utc())
            undone.pop_all()
        return cls(engine, str(path), clock, release)

    @classmethod
    def _create_on_server(cls, url: str, clock: Clock) -> Self:
        engine, name = engines.server_engine(url), engines.hidden(url)
        with ExitStack() as undone:
            undone.callback(engine.dispose)
            with explained(name), engine.execution_options(write=True).begin() as connection:
                if schema.revision(connection) is not None:
                    raise PlanRefused(
                        _("There is a plan in this database already. Open it instead.")
                    )
                schema.refuse_other_tables(connection, name)
                schema.create(connection, clock.now_utc())
            undone.pop_all()
        return cls(engine, name, clock, _nothing)

    @classmethod
    def open(cls, plan: str | Path, clock: Clock, *, read_only: bool = False) -> Self:
        """Open a plan: checked, and upgraded after a backup when it is older.

        `read_only` takes no lock, for reading beside a program that has the plan open.
        Raises PlanRefused: not there, not a plan, damaged, newer, in use, on a network share.
        """
        if places.is_url(str(plan)):
            return cls._open_on_server(str(plan), clock)
        path = Path(places.local(str(plan)))
        places.refuse_foreign_file(path)
        places.refuse_network_share(path)
        with ExitStack() as undone:
            release = _nothing if read_only else lock.hold(path)
            undone.callback(release)
            if inspection.sound_revision(path) != schema.HEAD:
                _upgrade_file(path, clock, locked=not read_only)
            engine = engines.sqlite_engine(path, read_only=read_only)
            undone.callback(engine.dispose)
            with explained(str(path)):
                engine.connect().close()
            undone.pop_all()
        return cls(engine, str(path), clock, release)

    @classmethod
    def _open_on_server(cls, url: str, clock: Clock) -> Self:
        engine, name = engines.server_engine(url), engines.hidden(url)
        with ExitStack() as undone, explained(name):
            undone.callback(engine.dispose)
            with engine.connect() as connection:
                found = schema.revision(connection)
            if found is None:
                raise PlanRefused(
                    _("There is no plan in this database. Make one with “townhall new”.")
                )
            schema.refuse_newer(found, name)
            if found != schema.HEAD:
                schema.upgrade(engine, name)
            undone.pop_all()
        return cls(engine, name, clock, _nothing)

    def run(
        self,
        use_case: "Callable[Concatenate[UnitOfWork, P], T]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> "Outcome[T]":
        """Run `use_case(uow, ...)` in one transaction: all of it is kept, or nothing.

        Raises what the use case raises; Conflict when somebody else changed the same row;
        PlanRefused when the plan cannot be written.
        """
        from townhall.domain.changes import Outcome
        from townhall.storage.unit_of_work import UnitOfWork

        with explained(self.name), Session(self._writing, expire_on_commit=False) as session:
            uow = UnitOfWork(session, self.clock, self.actor)
            value = use_case(uow, *args, **kwargs)
            session.flush()
            step, changes = uow.step(), uow.changes()
            uow.record_activity()
            session.commit()
            if uow.forgets:
                engines.sweep(self.engine)
        return Outcome(value, changes, step)

    def rehearse(
        self,
        use_case: "Callable[Concatenate[UnitOfWork, P], T]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """What `use_case(uow, ...)` returns; everything it changed is taken back.

        Raises what the use case raises; PlanRefused when the plan cannot be written.
        """
        from townhall.storage.unit_of_work import UnitOfWork

        with explained(self.name), Session(self._writing, expire_on_commit=False) as session:
            return use_case(UnitOfWork(session, self.clock, self.actor), *args, **kwargs)

    def revert(self, step: "Step") -> "Outcome[None]":
        """Undo `step`; the outcome's step redoes it. Raises Conflict, then nothing changed."""
        from townhall.storage import undo

        try:
            return self.run(undo.revert, step)
        except InvalidInput as error:
            # Something added since refers to what would vanish, or has taken its name.
            raise undo.changed_since() from error

    def read(
        self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `query(session, ...)` on one consistent state of the plan."""
        with explained(self.name), Session(self._reading) as session:
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


def discard(plan: Path) -> None:
    """Take away a plan that could not be made, with its log."""
    for suffix in ("", "-wal", "-shm"):
        plan.with_name(plan.name + suffix).unlink(missing_ok=True)


def _upgrade_file(path: Path, clock: Clock, *, locked: bool) -> None:
    from townhall.storage import backup

    release = _nothing if locked else lock.hold(path)
    engine = engines.sqlite_engine(path)
    try:
        backup.before_upgrade(path, clock.now_utc())
        with explained(str(path)):
            schema.upgrade(engine, str(path))
    finally:
        engine.dispose()
        release()
