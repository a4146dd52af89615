"""Two small screens and a page to try the frame with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from tests.ui.fake_database import add_text, all_texts
from townhall.domain.changes import Changes
from townhall.language import N_, _
from townhall.ui.actions import Action
from townhall.ui.inspector import InspectorHead
from townhall.ui.screen import Frame, Offered, Page, Place, Screen, Selection
from townhall.ui.widgets.buttons import Button


class ListScreen(Screen):
    """A list of texts with a filter."""

    nouns = frozenset({"question"})

    def __init__(self, frame: Frame, name: str = "questions") -> None:
        super().__init__(frame)
        self.name = name
        self.refreshed: list[Changes | None] = []
        self.activated: list[Selection | None] = []
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Filter")
        self.list = QListWidget()
        self.list.setAccessibleName("Texts")
        self.list.currentRowChanged.connect(lambda row: self.inspected.emit(row >= 0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 20)
        layout.addWidget(self.filter)
        layout.addWidget(self.list)

    def title(self) -> str:
        return _("Questions") if self.name == "questions" else _("Calendar")

    def facts(self) -> str:
        return f"{self.list.count()} · 24 nov 2026"

    def controls(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(8, 0, 0, 0)
        row.addWidget(Button("Today"))
        return made

    def inspector(self) -> QWidget | None:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(InspectorHead(self.frame, "Question 214"))
        column.addStretch(1)
        return made

    def commands(self) -> Sequence[Action]:
        return [
            Action(f"{self.name}.search", "Filter the list", self.filter.setFocus),
            Action(f"{self.name}.add", "New question", self.add, icon="question", group="new"),
            Action(f"{self.name}.next", "Next question", self.next, "J", group="view"),
        ]

    def first_focus(self) -> QWidget:
        return self.list

    def refresh(self, changes: Changes | None) -> None:
        self.refreshed.append(changes)
        if self.frame.jobs.database is not None:
            self.frame.jobs.read(all_texts, done=self._show, channel=f"{self.name}.rows")

    def activate(self, selection: Selection | None) -> None:
        self.activated.append(selection)

    def state(self) -> dict[str, Any]:
        return {"filter": self.filter.text()}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(str(state.get("filter", "")))

    def add(self) -> None:
        self.frame.jobs.change(add_text, "Who is liable?", label="Question added")

    def next(self) -> None:
        self.list.setCurrentRow(self.list.currentRow() + 1)

    def open(self) -> None:
        self.frame.open_page(EventPage)

    def _show(self, texts: tuple[str, ...]) -> None:
        self.list.clear()
        self.list.addItems(list(texts))
        self.heading_changed.emit()


class EventPage(Page):
    """A page with a chip, a button and a field."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.field = QLineEdit(self)
        self.field.setAccessibleName("Title")

    def title(self) -> str:
        return "Town hall december"

    def chip(self) -> QWidget | None:
        from townhall.ui.theme import Tone
        from townhall.ui.widgets.chips import Chip

        return Chip("Bevestigd", Tone.OK, dot=True)

    def controls(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Button("Make pack", icon="documents"))
        row.addWidget(Button("On stage", icon="screen"))
        return made


def sample_places() -> tuple[Place, ...]:
    """Rooms with the names, icons and order of the product."""
    rail = (
        ("today", N_("Today"), "today", "t"),
        ("calendar", N_("Calendar"), "calendar", "c"),
        ("questions", N_("Questions"), "questions", "q"),
        ("follow-ups", N_("Follow-ups"), "follow-ups", "f"),
        ("initiatives", N_("Initiatives"), "initiatives", "i"),
        ("audiences", N_("Audiences"), "audiences", "a"),
        ("documents", N_("Documents"), "documents", "d"),
        ("insight", N_("Insight"), "insight", "n"),
    )

    def place(name: str, title: str, icon: str, key: str) -> Place:
        return Place(
            name,
            title,
            icon,
            key,
            lambda frame: ListScreen(frame, name),
            nouns=frozenset({name.removesuffix("s")}),
            count=(lambda texts, _clock: len(texts)) if name == "questions" else None,
            offers=(Offered("questions.add", "Ask in the list", icon),)
            if name == "questions"
            else (),
        )

    foot = Place(
        "settings",
        N_("Settings"),
        "settings",
        "s",
        lambda frame: ListScreen(frame, "settings"),
        position="foot",
        needs_plan=False,
    )
    welcome = Place(
        "welcome",
        N_("Welcome"),
        "home",
        "",
        lambda frame: ListScreen(frame, "welcome"),
        position="alone",
        needs_plan=False,
    )
    return (*(place(*entry) for entry in rail), foot, welcome)
