"""What the window itself offers on every screen: search, undo, going places, theme, plans."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from townhall.language import _, current_language
from townhall.ui import plan_files
from townhall.ui.actions import Action
from townhall.ui.pages import open_warnings
from townhall.ui.plans import plan_title
from townhall.ui.theme import theme

if TYPE_CHECKING:
    from townhall.ui.main_window import MainWindow

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
"""Each language by its own name, for who does not read the other."""


def window_actions(window: MainWindow) -> list[Action]:
    """The window's own actions, in the current language."""
    return [
        *_finding(window),
        *_history(window),
        *_going(window),
        *_looks(window),
        *_plans(window),
    ]


def _finding(window: MainWindow) -> list[Action]:
    return [
        Action(
            "window.palette",
            _("Search or run a command"),
            window.overlays.open_palette,
            "Ctrl+K",
            "search",
            "help",
            in_palette=False,
        ),
        Action(
            "window.search",
            _("Search here"),
            window.search_here,
            "/",
            "search",
            "view",
            in_palette=False,
        ),
        Action(
            "window.shortcuts",
            _("Show the keyboard shortcuts"),
            window.overlays.open_shortcuts,
            "?; Shift+?",
            "keyboard",
            "help",
        ),
        Action(
            "window.question",
            _("Add a question"),
            window.type_question,
            "Q",
            "question",
            "go",
            lambda: bool(window.plans.current),
        ),
        Action("window.new", _("New"), window.make_new, "N", "plus", "new", in_palette=False),
        Action(
            "window.warnings",
            _("Show warnings"),
            lambda: open_warnings(window.rooms),
            "",
            "warning",
            "view",
            lambda: bool(window.plans.current),
        ),
    ]


def _history(window: MainWindow) -> list[Action]:
    history = window.history
    return [
        Action(
            "window.undo",
            _("Undo"),
            history.undo,
            "Ctrl+Z",
            "undo",
            "edit",
            lambda: history.undo_label is not None,
        ),
        Action(
            "window.redo",
            _("Redo"),
            history.redo,
            "Ctrl+Shift+Z; Ctrl+Y",
            "redo",
            "edit",
            lambda: history.redo_label is not None,
        ),
    ]


def _going(window: MainWindow) -> list[Action]:
    going = [
        Action(
            f"go.{place.name}",
            _("Go to {place}").format(place=_(place.title)),
            functools.partial(window.rooms.go, place.name),
            f"G, {place.key.upper()}",
            place.icon,
            "go",
            functools.partial(window.rooms.can_enter, place),
            in_palette=False,
        )
        for place in window.rooms.places
        if place.key
    ]
    back = Action(
        "window.back",
        _("Back"),
        window.rooms.close_page,
        "Alt+Left",
        "arrow-left",
        "go",
        window.rooms.has_page,
    )
    return [*going, back]


def _looks(window: MainWindow) -> list[Action]:
    other = "en" if current_language() == "nl" else "nl"
    dark = theme().tokens.dark
    return [
        Action(
            "window.inspector",
            _("Open or close the panel"),
            window.rooms.toggle_inspector,
            "]",
            "panel-right",
            "view",
            window.rooms.can_inspect,
        ),
        Action(
            "window.theme",
            _("Switch to light") if dark else _("Switch to dark"),
            window.switch_theme,
            "",
            "sun" if dark else "moon",
            "view",
        ),
        Action(
            "window.language",
            _("Switch to {language}").format(language=LANGUAGE_NAMES[other]),
            lambda: window.set_language(other),
            "",
            "globe",
            "view",
        ),
    ]


def _plans(window: MainWindow) -> list[Action]:
    def is_open() -> bool:
        return bool(window.plans.current)

    recent = [
        Action(
            f"plan.open.{number}",
            _("Open {plan}").format(plan=plan_title(plan)),
            functools.partial(window.plans.open, plan),
            "",
            "folder-open",
            "plan",
        )
        for number, plan in enumerate(window.settings.recent_plans)
        if plan != window.plans.current
    ]
    files = [
        Action(
            "plan.open",
            _("Open a plan"),
            lambda: plan_files.open_plan(window.rooms, window),
            "Ctrl+O",
            "folder-open",
            "plan",
        ),
        Action(
            "plan.new",
            _("Make a new plan"),
            lambda: plan_files.new_plan(window.rooms, window),
            "",
            "file-plus",
            "plan",
        ),
        Action(
            "plan.sample",
            _("Open the hospital sample"),
            lambda: plan_files.open_sample(window.rooms),
            "",
            "hospital",
            "plan",
        ),
        Action(
            "plan.backup",
            _("Back up this plan"),
            lambda: plan_files.back_up(window.rooms, window),
            "",
            "archive",
            "plan",
            lambda: is_open() and "://" not in window.plans.current,
        ),
    ]
    leave = Action(
        "plan.leave",
        _("Close the plan"),
        window.plans.close,
        "",
        "close",
        "plan",
        is_open,
    )
    quit_ = Action("window.quit", _("Quit"), window.close, "Ctrl+Q", "close", "plan")
    return [*files, *recent, leave, quit_]
