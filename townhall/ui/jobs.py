"""How the window runs use cases, queries and long work off its own thread."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal, Slot

from townhall.domain.errors import Cancelled, TownHallError
from townhall.language import _
from townhall.ui.job import Job, Progress
from townhall.ui.receivers import deliver

if TYPE_CHECKING:
    from townhall.storage.database import Database

T = TypeVar("T")
Done = Callable[[T], object]
Failed = Callable[[TownHallError], object]

SHOWN_AFTER_MS = 100
CANCEL_AFTER_MS = 1000
_REPORT_EVERY_SECONDS = 0.04


class Jobs(QObject):
    """Runs work on threads and brings the results back to the window's thread.

    One thread serves the database, so changes and reads happen in the order they were asked for;
    two others parse files and make documents. Results are Python values, delivered by queued
    signals; a callback whose widget has been destroyed in the meantime is skipped.
    """

    changed = Signal(object)
    """`Changes` of a committed change, an undo or a redo; every open screen refreshes by it."""
    committed = Signal(object, object)
    """(`Step`, what to say: str or None for the step's own label) of a change; not of an undo."""
    failed = Signal(object)
    """A `TownHallError` nobody took with `failed=`; the window shows it in the error bar."""
    progressed = Signal(object)
    """A `Job` with a title that appeared, got further or ended."""
    busy_changed = Signal(bool)

    _settled = Signal(object, object, object, object)
    _reported = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database: Database | None = None
        self._running: list[Job] = []
        self._latest: dict[str, int] = {}
        self._lane = _pool(self, 1)
        self._workers = _pool(self, 2)
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._running)

    @property
    def database(self) -> Database | None:
        """The open plan; only touched on the database's thread."""
        return self._database

    def attach(self, database: Database | None) -> None:
        """Let later changes and reads go to `database`; None when no plan is open."""
        self._database = database
        self._latest = {channel: number + 1 for channel, number in self._latest.items()}

    def change(
        self,
        use_case: Callable[..., T],
        *args: Any,
        done: Done[T] | None = None,
        failed: Failed | None = None,
        said: str | None = None,
        title: str = "",
        cancellable: bool = False,
        **kwargs: Any,
    ) -> Job:
        """Run `use_case(uow, *args, **kwargs)` in one unit of work; `done` gets its value.

        The step goes to the history and a toast says its label, or `said` instead (empty: no
        toast, for edits whose result is seen where they are made). `label=` is passed on as the
        step's label. A known error goes to `failed`, else to the error bar.

        A long use case that is `cancellable` takes `progress` and `stop` too, as those of `work`;
        the Cancelled it raises rolls everything back.
        """
        database = self._open_plan()

        def finish(outcome: Any) -> None:
            if outcome.step is not None:
                self.committed.emit(outcome.step, said)
            if outcome.changes:
                self.changed.emit(outcome.changes)
            deliver(done, outcome.value)

        job = Job(title, cancellable=cancellable)
        if cancellable:
            kwargs |= {"progress": self._progress_of(job), "stop": job.stop}
        call = functools.partial(database.run, use_case, *args, **kwargs)
        return self._start(self._lane, job, call, finish, failed)

    def revert(self, step: Any, done: Done[Any] | None = None, failed: Failed | None = None) -> Job:
        """Revert `step` (an undo or a redo); `done` gets the step that reverts the reverting."""
        database = self._open_plan()

        def finish(outcome: Any) -> None:
            if outcome.changes:
                self.changed.emit(outcome.changes)
            deliver(done, outcome.step)

        call = functools.partial(database.revert, step)
        return self._start(self._lane, Job("", cancellable=False), call, finish, failed)

    def read(
        self,
        query: Callable[..., T],
        *args: Any,
        done: Done[T],
        failed: Failed | None = None,
        channel: str | None = None,
        **kwargs: Any,
    ) -> Job:
        """Run `query(session, *args, **kwargs)`; `done` gets the rows.

        Of several reads on one `channel` only the last answer arrives; a read that has been
        overtaken before its turn is not run at all. Name the channel after the screen and the
        thing: "questions.rows".
        """
        database = self._open_plan()
        number = self._latest.get(channel, 0) + 1 if channel else 0
        if channel:
            self._latest[channel] = number

        def current() -> bool:
            return channel is None or self._latest.get(channel) == number

        def call() -> Any:
            if not current():
                raise Cancelled(_("Stopped."))
            return database.read(query, *args, **kwargs)

        def finish(value: T) -> None:
            if current():
                deliver(done, value)

        job = Job("", cancellable=True)
        return self._start(self._lane, job, call, finish, failed, current)

    def rehearse(
        self,
        use_case: Callable[..., T],
        *args: Any,
        done: Done[T],
        failed: Failed | None = None,
    ) -> Job:
        """Run `use_case(uow, *args)` and take it back; `done` gets what it returned."""
        call = functools.partial(self._open_plan().rehearse, use_case, *args)
        job = Job("", cancellable=False)
        return self._start(self._lane, job, call, lambda value: deliver(done, value), failed)

    def work(
        self,
        function: Callable[..., T],
        *args: Any,
        title: str,
        done: Done[T] | None = None,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> Job:
        """Run `function(*args, progress=..., stop=..., **kwargs)` beside the database.

        For parsing files and making documents; values in, value out. `progress(done, total)` moves
        the bar of the status line and raises Cancelled after the user pressed Cancel; `stop()`
        says the same without raising. Cancelled is not shown as an error.
        """
        job = Job(title, cancellable=True)
        call = functools.partial(
            function, *args, progress=self._progress_of(job), stop=job.stop, **kwargs
        )
        return self._start(self._workers, job, call, lambda value: deliver(done, value), failed)

    def on_database_thread(
        self,
        function: Callable[..., T],
        *args: Any,
        title: str = "",
        done: Done[T] | None = None,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> Job:
        """Run `function(*args, **kwargs)` on the database's thread: opening, closing, backup."""
        call = functools.partial(function, *args, **kwargs)
        job = Job(title, cancellable=False)
        return self._start(self._lane, job, call, lambda value: deliver(done, value), failed)

    def close(self) -> None:
        """Stop what can be stopped, wait for the rest; later results are dropped."""
        for job in self._running:
            if job.cancellable:
                job.cancel()
        self._workers.waitForDone()
        self._lane.waitForDone()
        self._settled.disconnect(self._on_settled)
        self._reported.disconnect(self._on_reported)

    def _open_plan(self) -> Database:
        if self._database is None:
            raise RuntimeError("no plan is open")
        return self._database

    def _start(
        self,
        pool: QThreadPool,
        job: Job,
        call: Callable[[], Any],
        finish: Callable[[Any], None],
        failed: Failed | None,
        current: Callable[[], bool] = lambda: True,
    ) -> Job:
        self._running.append(job)
        if len(self._running) == 1:
            self.busy_changed.emit(True)
        if job.title:
            QTimer.singleShot(SHOWN_AFTER_MS, self, lambda: self._on_shown(job))
            QTimer.singleShot(CANCEL_AFTER_MS, self, lambda: self._on_cancel_shown(job))

        def refuse(error: TownHallError) -> None:
            if not current():
                return
            if failed is not None:
                deliver(failed, error)
            elif not isinstance(error, Cancelled):
                self.failed.emit(error)

        def run() -> None:
            value, problem = None, None
            try:
                if job.stop():
                    raise Cancelled(_("Stopped."))
                value = call()
            except BaseException as error:
                problem = error
            self._settled.emit(job, (finish, refuse), value, problem)

        pool.start(run)
        return job

    def _progress_of(self, job: Job) -> Progress:
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if job.stop():
                raise Cancelled(_("Stopped."))
            now = time.monotonic()
            if done >= total or now - last >= _REPORT_EVERY_SECONDS:
                last = now
                self._reported.emit(job, done, total)

        return progress

    @Slot(object, object, object, object)
    def _on_settled(
        self,
        job: Job,
        receivers: tuple[Callable[[Any], None], Callable[[TownHallError], None]],
        value: Any,
        problem: BaseException | None,
    ) -> None:
        self._running.remove(job)
        job.running = False
        if job.title:
            self.progressed.emit(job)
        if not self._running:
            self.busy_changed.emit(False)
        finish, refuse = receivers
        if problem is None:
            finish(value)
        elif isinstance(problem, TownHallError):
            refuse(problem)
        else:
            raise problem

    @Slot(object, int, int)
    def _on_reported(self, job: Job, done: int, total: int) -> None:
        job.done, job.total = done, total
        if job.shown and job.running:
            self.progressed.emit(job)

    def _on_shown(self, job: Job) -> None:
        if job.running:
            job.shown = True
            self.progressed.emit(job)

    def _on_cancel_shown(self, job: Job) -> None:
        if job.running and job.cancellable:
            job.cancel_shown = True
            self.progressed.emit(job)


def _pool(parent: QObject, threads: int) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(threads)
    # SQLite connections and prepared statements stay warm on a thread that stays.
    pool.setExpiryTimeout(-1)
    return pool
