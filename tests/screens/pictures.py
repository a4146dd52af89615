"""Pictures of all screens: made by the window itself, without a display."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests.screens.checks import words_of
from tests.screens.opened import NOW, opened, settle
from tests.screens.scenes import EMPTY, NONE, SAMPLE, SENT, Scene, fresh
from tests.screens.sent_plan import make_sent
from townhall.domain.clock import fixed_clock
from townhall.language import set_language
from townhall.services.sample import create_sample
from townhall.storage.database import Database
from townhall.ui.main_window import MainWindow
from townhall.ui.theme import theme

LANGUAGES = ("en", "nl")
MODES = ("light", "dark")
SIZE = (1440, 900)

Take = Callable[[str, QImage], object]


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
    for language in languages:
        for scene, window in each_scene(wanted, folder / language, language, size):
            for mode in modes:
                take(f"{scene.name}-{language}-{mode}", picture(window, mode, folder))


def each_scene(
    wanted: Sequence[Scene], folder: Path, language: str, size: tuple[int, int] = SIZE
) -> Iterator[tuple[Scene, MainWindow]]:
    """Every scene with the window that shows it, one after the other, in the light theme."""
    folder.mkdir(parents=True)
    # The history of a plan tells in the language in which things were done.
    set_language(language)
    plans = make_plans(folder)
    for plan, path in plans.items():
        some = [scene for scene in wanted if scene.plan == plan]
        if not some:
            continue
        place = folder / plan
        place.mkdir()
        with opened(place, path, language=language, size=size) as window:
            for scene in some:
                _switch(window, "light")
                fresh(window)
                scene.show(window)
                yield scene, window


def make_plans(folder: Path) -> dict[str, Path | None]:
    """A plan of each kind that a scene may need."""
    clock = fixed_clock(NOW)
    empty = folder / "Proefhuis.townhall"
    Database.create(empty, clock).close()
    sample = create_sample(folder / "De Linde.townhall", clock)
    sent = make_sent(sample, folder / "De Linde, verstuurd.townhall")
    return {SAMPLE: sample, SENT: sent, EMPTY: empty, NONE: None}


def picture(window: MainWindow, mode: str, folder: Path) -> QImage:
    """The window as it looks in the theme `mode`; paths inside `folder` are named alike."""
    _switch(window, mode)
    settle(window)
    for widget in window.findChildren(QWidget):
        # Without a screen the mouse stands at the top left for ever.
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        words = words_of(widget)
        if str(folder) in words:
            name = words.rpartition("/")[2]
            widget.setText(f"/home/anna/Town Hall/{name}")  # type: ignore[attr-defined]
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _switch(window: MainWindow, mode: str) -> None:
    if theme().tokens.dark != (mode == "dark"):
        window.switch_theme()
