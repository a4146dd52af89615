"""The rooms of the window: makes screens and pages, goes between them, tells them what changed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from townhall.domain.clock import Clock
from townhall.domain.errors import TownHallError
from townhall.language import _, pgettext
from townhall.settings import Settings
from townhall.ui.actions import Actions
from townhall.ui.error_bar import ErrorAction
from townhall.ui.history import History
from townhall.ui.jobs import Jobs
from townhall.ui.plans import Plans
from townhall.ui.screen import Frame, Page, Place, Screen, Selection, View
from townhall.ui.shell import Shell
from townhall.ui.toasts import ToastAction

if TYPE_CHECKING:
    from townhall.domain.changes import Changes

PageFactory = Callable[[Frame], Page]
WELCOME = "welcome"
_COUNTED_AFTER_MS = 300
"""The numbers in the rail take long to read in a large plan; what somebody waits for goes first."""


class Rooms(QObject):
    """The `Frame` of all screens. It outlives the shell, which is built anew per language."""

    language_asked = Signal(str)
    """ "nl", "en" or "system": the window is to be built anew in that language."""

    def __init__(
        self,
        places: Sequence[Place],
        jobs: Jobs,
        history: History,
        plans: Plans,
        settings: Settings,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.places = tuple(places)
        self.jobs, self.history, self.plans = jobs, history, plans
        self.settings, self.clock = settings, clock
        self.actions = Actions(self)
        self.shell: Shell | None = None
        self.current_name = ""
        self.states: dict[str, Any] = {}
        self._screens: dict[str, Screen] = {}
        self._pages: list[tuple[PageFactory, Page]] = []
        self._controls: dict[View, QWidget | None] = {}
        self._inspectors: dict[Screen, QWidget | None] = {}
        self._selected: set[Screen] = set()
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNTED_AFTER_MS)
        self._counting.timeout.connect(self._on_rest)
        jobs.changed.connect(self._on_jobs_changed)

    # Going places

    def go(self, name: str, selection: Selection | None = None) -> None:
        """Show the screen called `name`; pages over the one before are closed."""
        place = self._place(name)
        if place is None or not self.can_enter(place):
            return
        shell = self._shell()
        shell.content.show_blank()
        self._close_pages()
        self._keep_state()
        self.current_name = name
        screen = self._screen(place)
        shell.set_alone(alone=place.position == "alone")
        shell.rail.set_current(name)
        shell.content.views.setCurrentWidget(screen)
        self._head()
        self._arrange_inspector()
        screen.activate(selection)
        screen.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_selection(self, selection: Selection) -> None:
        """Show `selection` on the screen that is home to its noun."""
        for place in self.places:
            if selection.noun in place.nouns:
                self.go(place.name, selection)
                return

    def can_enter(self, place: Place) -> bool:
        """Whether `place` can be gone to now."""
        return bool(self.plans.current) or not place.needs_plan

    def entrances(self) -> list[Place]:
        """The rooms of the rail and below it that can be entered now."""
        return [p for p in self.places if p.position != "alone" and self.can_enter(p)]

    def open_page(self, factory: PageFactory) -> None:
        """Show a page over the screen, or over the page that is open."""
        page = factory(self)
        self._pages.append((factory, page))
        self._connect(page)
        self._shell().content.views.setCurrentWidget(page)
        self._head()
        self._arrange_inspector()
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def close_page(self) -> None:
        """Go back from the page on top."""
        if not self._pages:
            return
        _factory, page = self._pages.pop()
        view = self.view
        if view is not None:
            self._shell().content.views.setCurrentWidget(view)
            self._head()
            self._arrange_inspector()
            view.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self._forget(page)

    def has_page(self) -> bool:
        """Whether there is a page to go back from."""
        return bool(self._pages)

    @property
    def view(self) -> View | None:
        """The screen or page that is shown."""
        return self._pages[-1][1] if self._pages else self._screens.get(self.current_name)

    # Building anew

    def page_factories(self) -> list[PageFactory]:
        """How to make the open pages again."""
        return [factory for factory, _page in self._pages]

    def leave(self) -> None:
        """Throw away all screens and pages; their states are kept in `states`."""
        self._keep_state()
        if self.shell is not None:
            self.shell.content.show_blank()
            self.shell.top_bar.set_controls(None, page=False)
        self._close_pages()
        for screen in list(self._screens.values()):
            self._forget(screen)
        self._screens.clear()
        self.current_name = ""

    # What screens ask for

    def speak(self, language: str) -> None:
        """Speak "nl", "en" or the "system"'s language from now on."""
        self.language_asked.emit(language)

    def show_inspector(self, *, open_: bool) -> None:
        """Open or close the panel at the right, and remember that."""
        had_focus = self._focus_in(self._shell().content.inspector)
        self.settings.update(inspector_open=open_)
        self._arrange_inspector()
        view = self.view
        if had_focus and not open_ and view is not None:
            view.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_inspector(self) -> None:
        """Open the panel if it is closed, close it if it is open."""
        self.show_inspector(open_=not self.settings.inspector_open)

    def can_inspect(self) -> bool:
        """Whether the screen that is shown has a panel."""
        view = self.view
        return isinstance(view, Screen) and self._inspectors.get(view) is not None

    def toast(self, text: str, actions: Sequence[ToastAction] = ()) -> None:
        """Say in passing that something is done."""
        self._shell().toasts.say(text, actions)

    def withdraw_toasts(self, *offers: str) -> None:
        """Close the messages with one of these buttons: what they offer is done already."""
        for words in offers:
            self._shell().toasts.withdraw(words)

    def toast_file(self, text: str, path: str) -> None:
        """Say that the file at `path` is written, with Open and Show in folder."""
        folder = str(Path(path).parent)
        self.toast(
            text,
            [
                (pgettext("verb", "Open"), lambda: self._open_outside(path)),
                (_("Show in folder"), lambda: self._open_outside(folder)),
            ],
        )

    def show_error(self, error: TownHallError | str, action: ErrorAction | None = None) -> None:
        """Show a known error in the bar."""
        self._shell().error_bar.show_error(str(error), action)

    def refresh_counts(self) -> None:
        """Read the numbers in the rail again."""
        if self.jobs.database is None:
            return
        for place in self.places:
            if place.count is not None:
                self.jobs.read(
                    place.count,
                    self.clock,
                    done=functools.partial(self._on_counted, place.name),
                    channel=f"rail.{place.name}",
                )

    # Inside

    def _shell(self) -> Shell:
        if self.shell is None:
            raise RuntimeError("the window is not built")
        return self.shell

    def _place(self, name: str) -> Place | None:
        return next((place for place in self.places if place.name == name), None)

    def _screen(self, place: Place) -> Screen:
        screen = self._screens.get(place.name)
        if screen is None:
            screen = self._screens[place.name] = place.factory(self)
            self._connect(screen)
            inspector = self._inspectors[screen] = screen.inspector()
            if inspector is not None:
                self._shell().content.inspector.add_inspector(inspector)
            screen.inspected.connect(lambda shown: self._on_inspected(screen, shown))
            state = self.states.get(place.name)
            if isinstance(state, Mapping):
                screen.restore(state)
        return screen

    def _connect(self, view: View) -> None:
        self._shell().content.views.addWidget(view)
        self._controls[view] = view.controls()
        self.actions.add(view, view.commands())
        view.heading_changed.connect(lambda: self._on_heading_changed(view))

    def _forget(self, view: View) -> None:
        self.actions.remove(view)
        controls = self._controls.pop(view, None)
        inspector = self._inspectors.pop(view, None) if isinstance(view, Screen) else None
        if isinstance(view, Screen):
            self._selected.discard(view)
        for widget in (controls, inspector, view):
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _close_pages(self) -> None:
        while self._pages:
            self._forget(self._pages.pop()[1])

    def _keep_state(self) -> None:
        screen = self._screens.get(self.current_name)
        if screen is not None:
            self.states[self.current_name] = screen.state()

    def _head(self) -> None:
        view, bar = self.view, self._shell().top_bar
        if view is None:
            return
        if isinstance(view, Page):
            bar.show_page(self._below(), view.title(), view.facts())
            bar.set_chip(view.chip())
        else:
            bar.show_screen(view.title(), view.facts())
        bar.set_controls(self._controls.get(view), page=isinstance(view, Page))
        self._arrange_new()

    def _below(self) -> str:
        """What the page in view lies over: another page, or the room."""
        if len(self._pages) > 1:
            return self._pages[-2][1].title()
        place = self._place(self.current_name)
        return _(place.title) if place is not None else ""

    def _arrange_new(self) -> None:
        offered = [a for a in self.actions.available("new") if a.in_palette]
        self._shell().top_bar.new.setVisible(bool(offered) and not self._pages)

    def _arrange_inspector(self) -> None:
        view, content = self.view, self._shell().content
        inspector = self._inspectors.get(view) if isinstance(view, Screen) else None
        if inspector is not None:
            content.inspector.show_inspector(inspector)
        wanted = view in self._selected and self.settings.inspector_open
        content.show_inspector(shown=inspector is not None and wanted)

    def _focus_in(self, widget: QWidget) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and widget.isAncestorOf(focus)

    def _open_outside(self, path: str) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            self.show_error(_("No program on this computer opens {path}.").format(path=path))

    def _on_heading_changed(self, view: View) -> None:
        if view is self.view:
            self._head()

    def _on_inspected(self, screen: Screen, shown: bool) -> None:  # noqa: FBT001 (a Qt signal)
        (self._selected.add if shown else self._selected.discard)(screen)
        if screen is self.view:
            self._arrange_inspector()

    def _on_counted(self, name: str, count: int) -> None:
        self._shell().rail.set_count(name, count)

    def _on_jobs_changed(self, changes: Changes) -> None:
        for screen in list(self._screens.values()):
            screen.on_jobs_changed(changes)
        for _factory, page in list(self._pages):
            page.on_jobs_changed(changes)
        self._counting.start()

    def _on_rest(self) -> None:
        """Count when nothing else is under way any more."""
        if self.jobs.busy:
            self._counting.start()
        else:
            self.refresh_counts()
