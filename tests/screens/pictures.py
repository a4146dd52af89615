"""Pictures of all screens: made by the window itself, without a display."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QWidget

from tests.screens.opened import NOW, opened, settle
from tests.screens.scenes import EMPTY, NONE, SAMPLE, Scene, fresh
from townhall.domain.clock import fixed_clock
from townhall.services.sample import create_sample
from townhall.storage.database import Database
from townhall.ui.main_window import MainWindow
from townhall.ui.theme import theme

LANGUAGES = ("en", "nl")
MODES = ("light", "dark")
SIZE = (1440, 900)

README = {
    "calendar": "calendar-inspector",
    "questions": "questions-inspector",
    "event": "event",
    "documents": "documents-qa-pack",
}
"""Pictures of the README, by the scene that each shows."""

Take = Callable[[str, QImage], object]


def make_plans(folder: Path) -> dict[str, Path | None]:
    """A plan of each kind that a scene may need."""
    clock = fixed_clock(NOW)
    empty = folder / "Proefhuis.townhall"
    Database.create(empty, clock).close()
    sample = create_sample(folder / "De Linde.townhall", clock)
    return {NONE: None, EMPTY: empty, SAMPLE: sample}


def render(
    wanted: Sequence[Scene],
    folder: Path,
    take: Take,
    *,
    languages: Sequence[str] = LANGUAGES,
    modes: Sequence[str] = MODES,
    size: tuple[int, int] = SIZE,
) -> None:
    """Give `take` the name and the picture of every scene in every language and theme.

    Plans and settings go into `folder`. A name is "event-nl-dark".
    """
    plans = make_plans(folder)
    for language in languages:
        for plan in (SAMPLE, EMPTY, NONE):
            some = [scene for scene in wanted if scene.plan == plan]
            if not some:
                continue
            place = folder / f"{plan}-{language}"
            place.mkdir()
            with opened(place, plans[plan], language=language, size=size) as window:
                for scene in some:
                    for mode, image in _pictures(window, scene, modes, folder):
                        take(f"{scene.name}-{language}-{mode}", image)


def _pictures(
    window: MainWindow, scene: Scene, modes: Sequence[str], folder: Path
) -> Iterator[tuple[str, QImage]]:
    theme().set_mode("light")
    fresh(window)
    scene.show(window)
    QCursor.setPos(window.mapToGlobal(QPoint(window.width() - 1, window.height() - 1)))
    for mode in modes:
        theme().set_mode(mode)
        settle(window)
        _hide_folder(window, folder)
        yield mode, window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _hide_folder(window: MainWindow, folder: Path) -> None:
    """Let words name a folder that is the same on every computer."""
    for widget in window.findChildren(QWidget):
        text = getattr(widget, "text", None)
        if callable(text) and str(folder) in (words := str(text())):
            widget.setText(words.replace(str(folder), "/home/anna/Town Hall"))  # type: ignore[attr-defined]
