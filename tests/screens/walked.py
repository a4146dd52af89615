"""One walk over all screens in a language, and everything that was seen on the way.

Showing forty screens takes longer than looking at them, so pictures and checks share the walk.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage, QWindow

from tests.screens import checks
from tests.screens.opened import settle
from tests.screens.pictures import SIZE, each_scene, picture
from tests.screens.scenes import Scene, scenes
from townhall.ui.main_window import MainWindow
from townhall.ui.overlay import Overlay

LOOKS = {"en": "light", "nl": "dark"}
"""The theme in which each language is seen: every scene in both languages and in both themes."""

in_each_language = pytest.mark.parametrize(
    "language",
    list(LOOKS),
)
"""For tests that walk: those in one language share one process, and so one walk."""

SIZES = (SIZE, (1024, 640))
"""The size as designed, and the smallest."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a scene. Findings are words; empty lists are good.

    `clipped` is by size, `english` empty in an English window; `unreached` are controls that Tab
    does not come to, `lost` says that the keyboard begins outside the screen, and `flashed` names
    windows that came up while the screen was built.
    """

    scene: Scene
    picture: QImage
    clipped: dict[tuple[int, int], list[str]]
    english: list[str]
    nameless: list[str]
    unreached: list[str]
    lost: str
    flashed: list[str]


@cache
def walk(language: str) -> tuple[Seen, ...]:
    """Every scene in `language`, looked at once for all tests."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    flashed: list[str] = []

    def note(window: QWindow | None) -> None:
        # A part that is shown before it has a place takes the keyboard, and loses it again.
        if window is not None and window.objectName() != "MainWindowClassWindow":
            flashed.append(window.objectName())

    seen = []
    application.focusWindowChanged.connect(note)
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for scene, window in each_scene(scenes(), folder / language, language):
                seen.append(_look(scene, window, language, folder, list(flashed)))
                flashed.clear()
    finally:
        application.focusWindowChanged.disconnect(note)
    return tuple(seen)


def _look(
    scene: Scene, window: MainWindow, language: str, folder: Path, flashed: list[str]
) -> Seen:
    image = picture(window, LOOKS[language], folder)
    english = checks.english_words(window.shell) if language == "nl" else []
    nameless = checks.nameless(window.shell)
    lost, unreached = _keyboard(window, in_inspector=scene.in_inspector)
    clipped = {}
    for size in SIZES:
        window.resize(*size)
        settle(window)
        clipped[size] = checks.clipped(window.shell)
    window.resize(*SIZE)
    return Seen(scene, image, clipped, english, nameless, unreached, lost, flashed)


def _keyboard(window: MainWindow, *, in_inspector: bool) -> tuple[str, list[str]]:
    focus = window.focusWidget()
    view = window.shell.content.inspector if in_inspector else window.rooms.view
    inside = focus is not None and view is not None and (focus is view or view.isAncestorOf(focus))
    if any(card.isVisible() for card in window.findChildren(Overlay)):
        # A card over the window keeps the keyboard to itself.
        return "", []
    reached = checks.reached_by_tab(window)
    unreached = [checks.described(w) for w in checks.focusable(window.shell) if w not in reached]
    return "" if inside else f"the keyboard is at {focus!r}", unreached
