"""Recipes on the card of the run-up: the menu that applies one, the line that saves one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _, current_language, ngettext
from townhall.services.queries.event import EventDetail
from townhall.services.queries.recipes import RecipeDetail, recipes
from townhall.services.recipes import apply_recipe, save_as_recipe
from townhall.ui.screen import Frame, Selection
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.fields import TextField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.language import language_name
from townhall.ui.widgets.leaving import LeftByEscape
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.paint import SMALL


class RecipeMenu(QObject):
    """Lists the recipes, those of the kind and the plan's language first; `save_asked` below."""

    save_asked = Signal()

    def __init__(self, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._frame, self._parent = frame, parent
        self.menu: Menu | None = None

    def open(self, detail: EventDetail, at: QPoint) -> None:
        """Read the recipes and show them at a point of the screen."""
        self._frame.jobs.read(
            recipes,
            done=lambda found: self._show(detail, found, at),
            channel="event.recipes",
        )

    def _show(self, detail: EventDetail, found: Sequence[RecipeDetail], at: QPoint) -> None:
        kind, language = detail.date.row.kind, detail.plan.document_language
        ordered = sorted(found, key=lambda each: (each.kind is not kind, each.language != language))
        self.menu = menu = Menu(self._parent, name=_("Recipes"))
        for each in ordered:
            if each.kind is not kind and each.language != language:
                continue
            words = ngettext("{name}, {n} step", "{name}, {n} steps", len(each.steps))
            text = words.format(name=each.name, n=len(each.steps))
            if each.language != current_language():
                text += f" ({language_name(each.language)})"
            action = menu.addAction(text)
            action.triggered.connect(lambda _on=False, each=each: self.apply(detail, each.id))
        menu.addSeparator()
        save = menu.addAction(_("Save as recipe…"))
        save.setEnabled(bool(detail.tasks))
        save.triggered.connect(self.save_asked)
        edit = menu.addAction(_("Edit recipes"))
        edit.triggered.connect(lambda: self._frame.go("settings", Selection("recipe", 0)))
        menu.popup(at)

    def apply(self, detail: EventDetail, recipe_id: int) -> None:
        """Add the steps of a recipe, towards every date where there are several."""
        self._frame.jobs.change(
            apply_recipe,
            recipe_id,
            detail.date.communication.id,
            failed=self._frame.show_error,
        )


class RecipeName(LeftByEscape, QWidget):
    """Asks how a recipe that is made of the run-up shall be called; `left` when done."""

    left = Signal()

    def __init__(self, frame: Frame, detail: EventDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, self._detail = frame, detail
        self.name = TextField("", name=_("Name of the recipe"), placeholder=_("Name of the recipe"))
        self.save = Button(_("Save"), "primary", small=True)
        self.note = Paragraph("", SMALL, "bad", selectable=False)
        self.note.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        body = QVBoxLayout()
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(8)
        body.addLayout(line)
        body.addWidget(self.note)
        column.addLayout(body)
        self.save.clicked.connect(self.run)
        self.name.returnPressed.connect(self.run)

    def run(self) -> None:
        """Save the recipe."""
        self._frame.jobs.change(
            save_as_recipe,
            *self._detail.key,
            self.name.text().strip(),
            done=lambda _id: self.left.emit(),
            failed=self._refuse,
        )

    def _refuse(self, error: TownHallError) -> None:
        self.note.setText(str(error))
        self.note.show()

    def leave(self) -> None:
        """Go away without doing anything."""
        self.left.emit()
