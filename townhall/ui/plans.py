"""Which plan is open in the window, and how another one is opened, made or closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from townhall.domain.clock import Clock
from townhall.domain.errors import PlanRefused, TownHallError
from townhall.language import _
from townhall.settings import Settings
from townhall.ui.history import History
from townhall.ui.jobs import Failed, Jobs

if TYPE_CHECKING:
    from townhall.storage.database import Database


class Plans(QObject):
    """Opens plans on the database's thread; the one that is open stays so until the next one is.

    A plan is a file path or a database URL. `current` is empty while none is open.
    """

    opened = Signal(str)
    """A plan was opened; every screen is made anew."""
    closed = Signal()
    """No plan is open any more."""
    refused = Signal(object, str)
    """(`TownHallError`, the plan) that could not be opened and nobody took with `failed=`."""

    def __init__(
        self,
        jobs: Jobs,
        history: History,
        settings: Settings,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.current = ""
        self._jobs = jobs
        self._history = history
        self._settings = settings
        self._clock = clock

    def open(self, plan: str, failed: Failed | None = None) -> None:
        """Open an existing plan; a refusal goes to `failed`, else to the error bar."""
        if plan == self.current:
            self.opened.emit(plan)
            return
        self._load(plan, self._open_database, _("Opening the plan"), failed)

    def create(self, plan: str, failed: Failed | None = None) -> None:
        """Make an empty plan and open it; a file that exists is refused, not overwritten."""
        self._load(plan, self._create_database, _("Making the plan"), failed)

    def make(
        self,
        function: Callable[..., str | Path],
        *args: Any,
        title: str,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> None:
        """Open the plan whose path `function(*args, **kwargs)` returns, such as the sample."""
        self._jobs.on_database_thread(
            function,
            *args,
            title=title,
            done=lambda plan: self.open(str(plan), failed),
            failed=failed,
            **kwargs,
        )

    def restore(self, backup: Path, done: Callable[[], object], failed: Failed) -> None:
        """Put `backup` in place of the plan that is open; `done` when the window shows it.

        The plan that was open is kept beside it. When it cannot be done, the plan is open as
        before and `failed` gets the reason.
        """
        plan, database = self.current, self._jobs.database
        if database is None:
            raise RuntimeError("no plan is open")

        def swap() -> tuple[Database, TownHallError | None]:
            from townhall.services.backups import restore_plan

            database.close()
            try:
                restore_plan(backup, plan)
            except TownHallError as error:
                return self._open_database(plan), error
            return self._open_database(plan), None

        def finish(swapped: tuple[Database, TownHallError | None]) -> None:
            self._on_loaded(plan, swapped[0])
            if swapped[1] is None:
                done()
            else:
                failed(swapped[1])

        def lost(error: TownHallError) -> None:
            self._leave(database)
            self.closed.emit()
            self.refused.emit(error, plan)

        title = _("Restoring the backup")
        self._jobs.on_database_thread(swap, title=title, done=finish, failed=lost)

    def sign_as(self, name: str) -> None:
        """Sign what is changed from now on with `name`, and remember it on this computer."""
        self._settings.update(user_name=name)
        if self._jobs.database is not None:
            self._jobs.database.actor = name

    def close(self) -> None:
        """Close the plan that is open, after what is still being stored."""
        database = self._jobs.database
        if database is None:
            return
        self._leave(database)
        self.closed.emit()

    def _load(
        self, plan: str, load: Callable[[str], Database], title: str, failed: Failed | None
    ) -> None:
        def refuse(error: TownHallError) -> None:
            if failed is not None:
                failed(error)
            else:
                self.refused.emit(error, plan)

        self._jobs.on_database_thread(
            load,
            plan,
            title=title,
            done=lambda database: self._on_loaded(plan, database),
            failed=refuse,
        )

    def _on_loaded(self, plan: str, database: Database) -> None:
        if self._jobs.database is not None:
            self._leave(self._jobs.database)
        database.actor = self._settings.user_name
        self._jobs.attach(database)
        self._history.clear()
        self.current = plan
        self._settings.remember_plan(plan)
        self.opened.emit(plan)

    def _leave(self, database: Database) -> None:
        self._jobs.attach(None)
        self._history.clear()
        self.current = ""
        self._jobs.on_database_thread(database.close)

    def _open_database(self, plan: str) -> Database:
        from townhall.storage.database import Database

        if "://" not in plan and not Path(plan).exists():
            raise PlanRefused(
                _("{path} is not there any more. Open another plan, or make a new one.").format(
                    path=plan
                )
            )
        return Database.open(plan, self._clock)

    def _create_database(self, plan: str) -> Database:
        from townhall.storage.database import Database

        return Database.create(plan, self._clock)


def plan_title(plan: str) -> str:
    """What to call a plan by its place alone: the file's name, or the database's."""
    if "://" in plan:
        return plan.rpartition("/")[2].partition("?")[0]
    return Path(plan).stem
