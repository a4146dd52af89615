"""The window: builds its parts in the current language and connects them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from townhall.domain.clock import Clock
from townhall.domain.errors import Conflict, TownHallError
from townhall.language import _, current_language, set_language
from townhall.settings import Settings
from townhall.ui.actions import Action, show_menu
from townhall.ui.history import History
from townhall.ui.jobs import Jobs
from townhall.ui.overlays import Overlays
from townhall.ui.plans import Plans, plan_title
from townhall.ui.rooms import WELCOME, Rooms
from townhall.ui.saved_filters import SavedFilters
from townhall.ui.screen import Place
from townhall.ui.shell import Shell
from townhall.ui.theme import theme
from townhall.ui.window_actions import window_actions

# What is not on the first picture is imported when it is asked for: making the Python types of a
# Qt class takes up to 20 ms.
if TYPE_CHECKING:
    from townhall.domain.changes import Changes, Step
    from townhall.ui.palette import Searches
    from townhall.ui.palette_create import ReadsContext

MINIMUM = (1024, 640)
FIRST_SIZE = (1440, 900)
_FRAME = QSize(16, 48)
"""About what a window manager puts around a window; it is not known before it is shown."""


class MainWindow(QMainWindow):
    """One window on one plan.

    `search` finds hits for the palette; `plan_name` is a query for what the plan is called, shown
    in the rail instead of its file's name; `line_context` one for what a line typed in the palette
    is read with.
    """

    painted = Signal()
    """The window has been painted for the first time."""
    language_changed = Signal(str)
    """ "nl" or "en": everything is built anew in this language."""

    def __init__(
        self,
        places: Sequence[Place],
        jobs: Jobs,
        history: History,
        plans: Plans,
        settings: Settings,
        clock: Clock,
        *,
        search: Searches | None = None,
        plan_name: Callable[..., str] | None = None,
        line_context: ReadsContext | None = None,
    ) -> None:
        super().__init__()
        self.jobs, self.history, self.plans, self.settings = jobs, history, plans, settings
        self.rooms = Rooms(places, jobs, history, plans, settings, clock, self)
        self.rooms.states = dict(settings.place_states)
        self._search, self._plan_name, self._line_context = search, plan_name, line_context
        self._last_plan = settings.last_plan
        self._was_painted = False
        self.setWindowTitle("Town Hall")
        self.setMinimumSize(*MINIMUM)
        self._restore_geometry()
        self._connect()
        self.painted.connect(self._offer_actions)
        self._build()

    def _connect(self) -> None:
        self.history.pushed.connect(self._on_history_pushed)
        self.history.undone.connect(self._on_history_undone)
        self.history.redone.connect(self._on_history_redone)
        self.history.refused.connect(self._on_history_refused)
        self.jobs.failed.connect(self.rooms.show_error)
        self.jobs.changed.connect(self._on_jobs_changed)
        self.plans.opened.connect(self._on_plans_opened)
        self.plans.closed.connect(self._on_plans_closed)
        self.plans.refused.connect(self._on_plans_refused)
        self.rooms.language_asked.connect(self.set_language)
        theme().changed.connect(self._on_theme_changed)

    def _build(self) -> None:
        self.shell = Shell(self.rooms.places, self.jobs, self)
        self.rooms.shell = self.shell
        self.setCentralWidget(self.shell)
        if self.isVisible():
            # Else the screens of another language would wait for the next layout to be read.
            self.shell.show()
        self.overlays = Overlays(self.shell, self.rooms, self._search, self._line_context)
        self.saved_filters = SavedFilters(self.rooms, self.shell.rail.filters)
        self.shell.rail.chosen.connect(self.rooms.go)
        self.shell.rail.theme_asked.connect(self.switch_theme)
        self.shell.rail.plan_button.clicked.connect(self._on_plan_button_clicked)
        self.shell.top_bar.search_asked.connect(self.overlays.open_palette)
        self.shell.top_bar.back_asked.connect(self.rooms.close_page)
        self.shell.top_bar.new.clicked.connect(self.make_new)
        if self._was_painted:
            self._offer_actions()
        self._show_plan()

    def set_language(self, code: str) -> None:
        """Speak "nl", "en" or the "system"'s language from now on, at the same place."""
        self.settings.update(language=code)
        code = self.settings.language_code()
        if code == current_language():
            return
        set_language(code)
        QLocale.setDefault(QLocale(code))
        name, pages = self.rooms.current_name, self.rooms.page_factories()
        error = self.shell.error_bar.text
        self.rooms.leave()
        self.shell.deleteLater()
        self._build()
        self.language_changed.emit(code)
        self.rooms.go(name)
        self.rooms.refresh_counts()
        for factory in pages:
            self.rooms.open_page(factory)
        if error:
            self.rooms.show_error(error)

    def switch_theme(self) -> None:
        """Go from light to dark or back, and stay there."""
        mode = "light" if theme().tokens.dark else "dark"
        self.settings.update(theme=mode)
        theme().set_mode(mode)

    def search_here(self) -> None:
        """Put the keyboard into the filter of this screen, else open the palette."""
        if not self.rooms.actions.run(f"{self.rooms.current_name}.search"):
            self.overlays.open_palette()

    def type_question(self) -> None:
        """Type a question somebody asks now, at the date that is shown, if one is."""
        from townhall.ui.added_questions import QuestionToType

        view = self.rooms.view
        shown = view.date_shown() if view is not None else None
        about, start = shown or (0, None)
        self.rooms.go("questions", QuestionToType("question", about, original_start=start))

    def make_new(self) -> None:
        """Make what can be made here: at once if it is one thing, else by a menu."""
        offered = self._new_actions()
        if len(offered) == 1:
            self.rooms.actions.run(offered[0].id)
        elif offered:
            show_menu(self.rooms.actions, offered, self.shell.top_bar.new, right=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a page; where something is being typed, it leaves that field first."""
        if event.key() != Qt.Key.Key_Escape or not self.rooms.has_page():
            super().keyPressEvent(event)
            return
        focus = QApplication.focusWidget()
        if focus is not None and _is_text_input(focus):
            focus.clearFocus()
        else:
            self.rooms.close_page()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # After the first frame is on the screen, not before.
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and size; finish what is being stored."""
        focus = QApplication.focusWidget()
        if focus is not None:
            # An edit in a field is stored when the field loses the keyboard.
            focus.clearFocus()
        place = self.rooms.current_name
        self.rooms.leave()
        self.plans.closed.disconnect(self._on_plans_closed)
        geometry = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self.settings.update(geometry=geometry)
        if self.plans.current:
            self.settings.update(last_place=place, place_states=self.rooms.states)
        self.plans.close()
        self.jobs.close()
        super().closeEvent(event)

    def _restore_geometry(self) -> None:
        room = self.screen().availableGeometry().size() - _FRAME
        self.resize(QSize(*FIRST_SIZE).boundedTo(room).expandedTo(self.minimumSize()))
        try:
            saved = base64.b64decode(self.settings.geometry, validate=True)
        except ValueError:
            return
        self.restoreGeometry(saved)

    def _offer_actions(self) -> None:
        self.rooms.actions.remove(self)
        self.rooms.actions.add(self, window_actions(self))

    def _new_actions(self) -> list[Action]:
        return [a for a in self.rooms.actions.available("new") if a.in_palette]

    def _show_plan(self) -> None:
        self.shell.rail.set_available(self._can_enter)
        name = plan_title(self.plans.current) if self.plans.current else ""
        self._name_plan(name)
        self._read_plan_name()
        if self._keeps_filters():
            self.saved_filters.refresh()

    def _read_plan_name(self) -> None:
        if self._plan_name is not None and self.jobs.database is not None:
            self.jobs.read(self._plan_name, done=self._name_plan, channel="plan name")

    def _keeps_filters(self) -> bool:
        return any("saved-filter" in place.nouns for place in self.rooms.places)

    def _can_enter(self, name: str) -> bool:
        return any(place.name == name for place in self.rooms.entrances())

    def _name_plan(self, name: str) -> None:
        shown = name or (plan_title(self.plans.current) if self.plans.current else "")
        self.shell.rail.plan_button.set_plan(shown)
        self.setWindowTitle(f"{shown} – Town Hall" if shown else "Town Hall")

    def _on_plan_button_clicked(self) -> None:
        self._offer_actions()
        offered = self.rooms.actions.available("plan")
        show_menu(self.rooms.actions, offered, self.shell.rail.plan_button)

    def _on_theme_changed(self) -> None:
        self._offer_actions()

    def _on_jobs_changed(self, changes: Changes) -> None:
        if changes.touches("plan"):
            self._read_plan_name()

    def _on_plans_opened(self, plan: str) -> None:
        same = plan == self._last_plan
        self.rooms.leave()
        if not same:
            self.rooms.states = {}
        self._last_plan = plan
        self.shell.error_bar.clear()
        self._offer_actions()
        self._show_plan()
        wanted = self.settings.last_place if same else ""
        entrances = [place.name for place in self.rooms.entrances()]
        if entrances:
            self.rooms.go(wanted if wanted in entrances else entrances[0])
        self.rooms.refresh_counts()  # nobody waits for them as for the screen

    def _on_plans_closed(self) -> None:
        self.rooms.leave()
        self._last_plan = ""
        self.rooms.states = {}
        self._offer_actions()
        self._show_plan()
        self.rooms.go(WELCOME)

    def _on_plans_refused(self, error: TownHallError, plan: str) -> None:
        if not self.plans.current:
            self.rooms.go(WELCOME)
        self.rooms.show_error(error)

    def _on_history_pushed(self, step: Step, said: str | None) -> None:
        text = step.label if said is None else said
        if text:
            self.rooms.toast(text, [(_("Undo"), lambda: self.history.undo(step))])

    def _on_history_undone(self, label: str) -> None:
        self.rooms.withdraw_toasts(_("Undo"), _("Redo"))
        self.rooms.toast(_("Undone: {what}").format(what=label), [(_("Redo"), self.history.redo)])

    def _on_history_redone(self, label: str) -> None:
        self.rooms.withdraw_toasts(_("Undo"), _("Redo"))
        self.rooms.toast(_("Redone: {what}").format(what=label), [(_("Undo"), self.history.undo)])

    def _on_history_refused(self, error: TownHallError, direction: str) -> None:
        skip = (_("Skip this step"), lambda: self.history.skip(direction))
        self.rooms.show_error(error, skip if isinstance(error, Conflict) else None)


def _is_text_input(widget: QWidget | None) -> bool:
    from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit

    return isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox)
