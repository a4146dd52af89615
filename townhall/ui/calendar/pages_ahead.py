"""The pages beside the one that shows, read before they are turned to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer

from townhall.domain.errors import TownHallError
from townhall.services.queries.communications import OccurrenceFilter, OccurrenceRow
from townhall.services.queries.year import Lanes, Year
from townhall.ui.calendar.views import Arrangement, Read
from townhall.ui.job import Job
from townhall.ui.jobs import Done, Failed, Jobs

_REST_MS = 10
"""After so long nothing is left to paint of the page that was turned to."""
_KEPT_MS = 60_000
"""What others change in a plan on a server must not stay unseen for long."""
_AT_ONCE = 200
"""So many rows are let go of before the window's thread has its turn."""

Answer: TypeAlias = tuple[Read, Arrangement]
Ask: TypeAlias = Callable[["Wanted", Done[Answer], Failed], Job]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page: all that it depends on but for the plan itself. The keyboard is on `day`."""

    mode: str
    first: date
    last: date
    filtered: OccurrenceFilter
    lanes: Lanes
    run_up: bool
    today: date
    language: str


class PagesAhead(QObject):
    """Keeps the page that shows and the one on either side until the plan changes.

    `ask` reads a page on the database's thread. Nothing is read while the user turns pages on,
    and one page at a time.
    """

    def __init__(self, jobs: Jobs, ask: Ask, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._ask = jobs, ask
        self._kept: dict[Wanted, Answer] = {}
        self._spent: list[Answer] = []
        self._beside: Sequence[Wanted] = ()
        self._coming: tuple[Wanted, Job] | None = None
        self._awaited: Done[Answer] | None = None
        self._rest, self._old = _timer(self, _REST_MS), _timer(self, _KEPT_MS)
        self._rest.timeout.connect(self._on_rest)
        self._old.timeout.connect(self._drop_kept)

    def get(self, wanted: Wanted, done: Done[Answer]) -> bool:
        """Give `done` the page where it is known, or once it is, when it is being read already.

        Pages beside it are not read until it shows.
        """
        self._rest.stop()
        self._beside, self._awaited = (), None
        if wanted in self._kept:
            done(self._kept[wanted])
            return True
        if self._coming is not None:
            if self._coming[0] == wanted:
                self._awaited = done
                return True
            self._drop_coming()
        return False

    def show(
        self, wanted: Wanted, answer: Answer, beside: Sequence[Wanted], *, ahead: bool
    ) -> None:
        """A page shows. The pages `beside` it are kept, and read where that is wanted `ahead`."""
        self._kept[wanted] = answer
        for each in set(self._kept) - {wanted, *beside}:
            self._spent.append(self._kept.pop(each))
        self._beside = beside if ahead else ()
        self._rest.start()
        self._old.start()

    def forget(self) -> bool:
        """The plan has changed: nothing that was read holds any more.

        Says whether a page has been promised to somebody who must ask anew.
        """
        promised, self._awaited = self._awaited is not None, None
        self._drop_kept()
        self._drop_coming()
        self._beside = ()
        return promised

    def _drop_kept(self) -> None:
        self._spent += self._kept.values()
        self._kept.clear()

    def _drop_coming(self) -> None:
        if self._coming is not None:
            self._coming[1].cancel()
            self._coming = None

    def _on_rest(self) -> None:
        if self._spent:
            spent, self._spent = self._spent, []
            self._jobs.on_database_thread(_let_go, spent)
        wanted = next((each for each in self._beside if each not in self._kept), None)
        if wanted is not None and self._coming is None:
            self._read(wanted)

    def _read(self, wanted: Wanted) -> None:
        def is_wanted() -> bool:
            return self._coming is not None and self._coming[1] is job

        def arrived(answer: Answer) -> None:
            if not is_wanted():
                self._spent.append(answer)
                return
            awaited, self._awaited = self._awaited, None
            self._coming, self._kept[wanted] = None, answer
            if awaited is not None:
                awaited(answer)
            else:
                self._rest.start()

        def failed(error: TownHallError) -> None:
            if is_wanted():
                self._coming = None
                if self._awaited is not None:
                    self._jobs.failed.emit(error)

        job = self._ask(wanted, arrived, failed)
        self._coming = wanted, job


def _timer(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer


def _let_go(answers: list[Answer]) -> None:
    """Give the memory of pages back bit by bit: a year of daily series has 20,000 rows."""
    while answers:
        found, _arranged = answers.pop()
        rows: list[OccurrenceRow] = list(
            found.range.rows if isinstance(found, Year) else found.rows
        )
        del found, _arranged
        while rows:
            del rows[-_AT_ONCE:]
