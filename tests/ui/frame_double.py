"""A frame for testing one screen alone: real jobs and history, and a record of what was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from townhall.domain.clock import Clock, fixed_clock
from townhall.domain.errors import TownHallError
from townhall.settings import Settings
from townhall.ui.actions import Actions
from townhall.ui.history import History
from townhall.ui.jobs import Jobs
from townhall.ui.plans import Plans
from townhall.ui.screen import Frame, Page, Selection


class FrameDouble:
    """Implements `Frame`; close it, or use the fixture that does."""

    def __init__(self, folder: Path, database: Any = None, clock: Clock | None = None) -> None:
        self.jobs = Jobs()
        self.jobs.attach(database)
        self.history = History(self.jobs)
        self.actions = Actions()
        self.settings = Settings.load(folder / "settings.json")
        self.clock = clock or fixed_clock("2026-11-24T09:00+01:00")
        self.plans = Plans(self.jobs, self.history, self.settings, self.clock)
        self.went: list[tuple[str, Selection | None]] = []
        self.shown: list[Selection] = []
        self.pages: list[Callable[[Frame], Page]] = []
        self.closed_pages = 0
        self.spoken: list[str] = []
        self.inspector_open = True
        self.toasts: list[str] = []
        self.toast_actions: list[Sequence[tuple[str, Callable[[], object]]]] = []
        self.files: list[str] = []
        self.errors: list[str] = []
        self.jobs.failed.connect(self.show_error)
        self.history.pushed.connect(lambda step, said: self.toast(said or step.label))

    def go(self, name: str, selection: Selection | None = None) -> None:
        self.went.append((name, selection))

    def show_selection(self, selection: Selection) -> None:
        self.shown.append(selection)

    def open_page(self, factory: Callable[[Frame], Page]) -> None:
        self.pages.append(factory)

    def close_page(self) -> None:
        self.closed_pages += 1

    def speak(self, language: str) -> None:
        self.spoken.append(language)

    def show_inspector(self, *, open_: bool) -> None:
        self.inspector_open = open_

    def toast(self, text: str, actions: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        self.toasts.append(text)
        self.toast_actions.append(actions)

    def toast_file(self, text: str, path: str) -> None:
        self.toasts.append(text)
        self.files.append(path)

    def show_error(
        self,
        error: TownHallError | str,
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        self.errors.append(str(error))

    def close(self) -> None:
        self.jobs.close()
