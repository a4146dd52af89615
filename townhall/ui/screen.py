"""What the frame of the window asks of a screen, and what a screen may ask of the frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from townhall.domain.changes import Changes
    from townhall.domain.clock import Clock
    from townhall.domain.errors import TownHallError
    from townhall.settings import Settings
    from townhall.ui.actions import Action, Actions
    from townhall.ui.history import History
    from townhall.ui.jobs import Jobs
    from townhall.ui.plans import Plans


@dataclass(frozen=True, slots=True)
class Selection:
    """One thing of the plan to show: a noun as in `Change.noun`, its id and, of a series, a date.

    `original_start` is the wall time the rule gives, in the communication's time zone.
    """

    noun: str
    id: int
    original_start: datetime | None = None


class Frame(Protocol):
    """The window as a screen or page knows it."""

    jobs: Jobs
    history: History
    actions: Actions
    settings: Settings
    plans: Plans
    clock: Clock

    def go(self, name: str, selection: Selection | None = None) -> None:
        """Show the screen called `name`, with `selection` selected."""

    def show_selection(self, selection: Selection) -> None:
        """Show a thing on the screen that is home to its noun, as a search hit does."""

    def open_page(self, factory: Callable[[Frame], Page]) -> None:
        """Show a page with a way back over the whole area right of the rail.

        The factory is called again when the language changes.
        """

    def close_page(self) -> None:
        """Go back from the page to what was before it."""

    def speak(self, language: str) -> None:
        """Speak "nl", "en" or the "system"'s language from now on; screens are made anew."""

    def show_inspector(self, *, open_: bool) -> None:
        """Open or close the panel at the right (the user's own choice, as `]` does)."""

    def toast(self, text: str, actions: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Say in passing that something is done, with buttons (words, what they do)."""

    def toast_file(self, text: str, path: str) -> None:
        """Say that the file at `path` is written, with Open and Show in folder."""

    def show_error(
        self,
        error: TownHallError | str,
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a known error in the bar under the top bar, with at most one way out."""


class View(QWidget):
    """What a screen and a page have in common: heading, actions, and when to read again.

    A hidden view does not read: it remembers that it is stale, and refreshes when it is shown.
    """

    heading_changed = Signal()
    """Title, facts, crumb or chip are different; the top bar asks for them again."""

    nouns: frozenset[str] = frozenset()
    """Changes of other nouns are ignored; empty: every change counts."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = frame
        self._stale = True

    def title(self) -> str:
        """The title in the top bar, in the current language."""
        raise NotImplementedError

    def facts(self) -> str:
        """A few words beside the title: "246 in 2026, 11 open"."""
        return ""

    def commands(self) -> Sequence[Action]:
        """What can be done while this view is shown; asked once, for palette, keys and `?`."""
        return ()

    def controls(self) -> QWidget | None:
        """Widgets of the top bar; asked once."""
        return None

    def first_focus(self) -> QWidget:
        """What has the keyboard when the view is shown."""
        return self

    def refresh(self, changes: Changes | None) -> None:
        """Read again what is shown; `changes` None: everything. Only called while visible."""

    def date_shown(self) -> tuple[int, datetime] | None:
        """The date this view is about: communication and original start (local), if it is one."""
        return None

    def state(self) -> dict[str, Any]:
        """Where the user is in this view, as JSON values; kept over language and restart."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go back to what `state()` said; unknown or damaged values are ignored."""

    def on_jobs_changed(self, changes: Changes) -> None:
        """Refresh by a change when it concerns this view: at once, or when shown again."""
        if self.nouns and not changes.touches(*self.nouns):
            return
        if self.isVisible():
            self.refresh(changes)
        else:
            self._stale = True

    def mark_stale(self) -> None:
        """Read everything again, now or when the view is next shown."""
        self._stale = True
        self._refresh_if_stale()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was missed while hidden."""
        super().showEvent(event)
        self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.refresh(None)


class Screen(View):
    """A room of the rail. It is made once, at first show, and again when the language changes."""

    inspected = Signal(bool)
    """Something is selected (the inspector opens, unless the user closed it), or nothing is."""

    def inspector(self) -> QWidget | None:
        """The panel at the right for what is selected; asked once."""
        return None

    def activate(self, selection: Selection | None) -> None:
        """Called each time the screen is gone to; select and scroll to `selection` if given."""


class Page(View):
    """A full page over its screen: back arrow, title, chip and its own actions."""

    def chip(self) -> QWidget | None:
        """The state beside the title; asked again after `heading_changed`."""
        return None


class Offered(NamedTuple):
    """An action of a screen that the palette offers everywhere; it goes to the screen first.

    `id` is the action's; `text` is the action's, marked with N_.
    """

    id: str
    text: str
    icon: str


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the rail and how to make its screen.

    `title` is marked with N_ and translated where it is shown. `key` is the letter after G.
    `position`: "rail" in order, "foot" below, "alone" without rail and top bar (the welcome).
    `nouns` are those whose search hits open here. `count` is a query (session, clock) for the
    number at the right, read again after every change; `counted` says it in words, for screen
    readers. `needs_plan` hides the entry while no plan is open.
    `offers` are actions of the screen that can be asked for from any other one.
    """

    name: str
    title: str
    icon: str
    key: str
    factory: Callable[[Frame], Screen]
    position: Literal["rail", "foot", "alone"] = "rail"
    nouns: frozenset[str] = frozenset()
    count: Callable[[Any, Clock], int] | None = None
    counted: Callable[[int], str] = str
    needs_plan: bool = True
    offers: tuple[Offered, ...] = ()
