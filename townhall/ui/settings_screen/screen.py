"""The settings: sections at the left, the rows of one of them beside it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.actions import Action
from townhall.ui.rail_button import RailButton
from townhall.ui.screen import Frame, Screen, Selection
from townhall.ui.settings_screen.about_section import AboutSection
from townhall.ui.settings_screen.calendar_section import CalendarSection
from townhall.ui.settings_screen.computer_section import ComputerSection
from townhall.ui.settings_screen.data_section import DataSection
from townhall.ui.settings_screen.feeds_section import FeedsSection
from townhall.ui.settings_screen.history_section import HistorySection
from townhall.ui.settings_screen.plan_sections import (
    DocumentsSection,
    OrganisationSection,
    PeopleImportSection,
)
from townhall.ui.settings_screen.recipes_section import RecipesSection
from townhall.ui.settings_screen.section import Section
from townhall.ui.settings_screen.themes_section import ThemesSection
from townhall.ui.theme import theme
from townhall.ui.widgets.themed import Themed

if TYPE_CHECKING:
    from townhall.domain.changes import Changes

_WIDE, _NARROW = 232, 60
_NARROW_BELOW = 760


class _Entry(NamedTuple):
    name: str
    text: str
    icon: str
    make: Callable[[Frame], Section]


def _entries() -> list[_Entry]:
    return [
        _Entry("organisation", _("Organisation"), "building", OrganisationSection),
        _Entry("calendar", _("Calendar and holidays"), "calendar", CalendarSection),
        _Entry("recipes", _("Recipes"), "follow-ups", RecipesSection),
        _Entry("themes", _("Themes of questions"), "tag", ThemesSection),
        _Entry("feeds", _("Calendar feeds"), "calendar-check", FeedsSection),
        _Entry("documents", _("Documents"), "documents", DocumentsSection),
        _Entry("people", _("People import"), "people", PeopleImportSection),
        _Entry("computer", _("This computer"), "palette", ComputerSection),
        _Entry("data", _("Data and backups"), "database", DataSection),
        _Entry("history", _("History"), "history", HistorySection),
        _Entry("about", _("About Town Hall"), "info", AboutSection),
    ]


class SettingsScreen(Screen):
    """Each section is made when it is first gone to, and read again when it is shown."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._entries = {entry.name: entry for entry in _entries()}
        self.sections: dict[str, Section] = {}
        self.current = ""
        self.nav = _Nav(list(self._entries.values()), self.go_to)
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addWidget(self._stack, 1)
        self.go_to("organisation")

    def title(self) -> str:
        return _("Settings")

    def facts(self) -> str:
        return _("For this plan and this computer")

    def first_focus(self) -> QWidget:
        return self.nav.buttons[self.current]

    def commands(self) -> Sequence[Action]:
        return [
            Action(
                f"settings.{entry.name}",
                _("Settings: {section}").format(section=entry.text),
                functools.partial(self.go_to, entry.name),
                icon=entry.icon,
                group="go",
            )
            for entry in self._entries.values()
        ]

    def go_to(self, name: str) -> None:
        """Show the section called `name`."""
        if name not in self._entries:
            return
        if name not in self.sections:
            self.sections[name] = self._entries[name].make(self.frame)
            self._stack.addWidget(self.sections[name])
        self.current = name
        self.nav.set_current(name)
        self._stack.setCurrentWidget(self.sections[name])
        if self.isVisible():
            self._refresh_current()

    def activate(self, selection: Selection | None) -> None:
        if selection is not None and selection.noun == "plan":
            self.go_to("organisation")
        elif selection is not None and selection.noun == "recipe":
            self.go_to("recipes")
        elif selection is not None and selection.noun == "question-theme":
            self.go_to("themes")
        elif selection is not None and selection.noun == "overlay":
            self.go_to("calendar")
        elif selection is not None and selection.noun == "feed":
            self.go_to("feeds")

    def refresh(self, changes: Changes | None) -> None:
        for section in self.sections.values():
            section.stale = section.stale or section.concerned(changes)
        self._refresh_current()

    def _refresh_current(self) -> None:
        section = self.sections[self.current]
        if section.stale:
            section.stale = False
            section.refresh()

    def state(self) -> dict[str, Any]:
        return {"section": self.current}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.go_to(str(state.get("section", "")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.nav.set_narrow(narrow=self.width() < _NARROW_BELOW)


class _Nav(Themed, QWidget):
    """The sections below each other; arrow keys go up and down."""

    def __init__(self, entries: Sequence[_Entry], go_to: Callable[[str], None]) -> None:
        super().__init__()
        self.buttons: dict[str, RailButton] = {}
        self._go_to = go_to
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 1, 12)
        column.setSpacing(0)
        for entry in entries:
            button = RailButton(entry.text, entry.icon)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, name=entry.name: go_to(name))
            button.stepped.connect(lambda by, name=entry.name: self._step(name, by))
            self.buttons[entry.name] = button
            column.addWidget(button)
        column.addStretch(1)
        self.set_narrow(narrow=False)

    def set_current(self, name: str) -> None:
        for other, button in self.buttons.items():
            button.setChecked(other == name)

    def set_narrow(self, *, narrow: bool) -> None:
        self.setFixedWidth(_NARROW if narrow else theme().px(_WIDE))
        for button in self.buttons.values():
            button.set_narrow(narrow=narrow)

    def _step(self, name: str, by: int) -> None:
        names = list(self.buttons)
        there = names[(names.index(name) + by) % len(names)]
        self._go_to(there)
        self.buttons[there].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), theme().tokens.border)
        finally:
            painter.end()
