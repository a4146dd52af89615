"""Settings of the run-up: the recipes, which can be changed, added and removed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.domain.terms import CommunicationKind, label
from townhall.language import _, ngettext
from townhall.services.queries.recipes import RecipeDetail, recipes
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.recipe_form import RecipeForm
from townhall.ui.settings_screen.rows import SettingRow, align
from townhall.ui.settings_screen.section import Section
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.language import language_chip, mark_language


class RecipesSection(Section):
    """One row for each recipe; Edit opens it below its row, one at a time."""

    nouns = frozenset({"recipe", "plan"})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.new_button = Button(_("New recipe"), icon="plus")
        self.new_button.clicked.connect(self.add_recipe)
        card = self.card(_("Recipes for run-ups"), self.new_button)
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        card.add(holder)
        self.add_stretch()
        self.recipes: list[RecipeDetail] = []
        self.buttons: list[Button] = []
        self.rows: dict[int, SettingRow] = {}
        self.form: RecipeForm | None = None
        self.open_id: int | None = None
        self._form_id: int | None = None

    def refresh(self) -> None:
        self.frame.jobs.read(recipes, done=self._show, channel="settings.recipes")

    def add_recipe(self) -> None:
        """Make a recipe, with a name that is free, and open it."""
        from townhall.services.records import add_record

        taken = {each.name for each in self.recipes}
        names = (_("New recipe {n}").format(n=n) for n in range(1, len(taken) + 2))
        values = {
            "name": next(name for name in names if name not in taken),
            "kind": CommunicationKind.TOWN_HALL.value,
        }
        self.frame.jobs.change(add_record, "recipe", values, done=self._on_added)

    def toggle(self, recipe_id: int) -> None:
        """Open a recipe, or close it."""
        self.open_id = None if self.open_id == recipe_id else recipe_id
        self._show(self.recipes)

    def _on_added(self, recipe_id: int) -> None:
        self.open_id = recipe_id
        self.refresh()

    def _show(self, found: list[RecipeDetail]) -> None:
        focus = self.focusWidget()
        focused = next((n for n, each in enumerate(self.buttons) if each is focus), None)
        choosing = self.form is not None and self.form.language.hasFocus()
        same = _languages(self.recipes) == _languages(found)
        self.recipes = found
        if same and self._form_shows(found):
            self._tell_rows(found)
            return
        self._clear()
        for each in found:
            self._add_row(each)
        if self.buttons:
            align(self.buttons)
        if focused is not None:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus()
        if choosing and self.form is not None:
            self.form.language.setFocus()

    def _clear(self) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.form, self.buttons, self.rows = None, [], {}

    def _form_shows(self, found: list[RecipeDetail]) -> bool:
        """Whether the open form says what is stored, so that the keyboard can stay where it is."""
        form = self.form
        if form is None or self.open_id != self._form_id:
            return False
        return any(each.id == self._form_id and form.shows(each) for each in found)

    def _add_row(self, detail: RecipeDetail) -> None:
        is_open = detail.id == self.open_id
        button = Button(_("Close") if is_open else _("Edit"))
        button.setAccessibleName(f"{button.text()}: {detail.name}")
        button.clicked.connect(lambda _down=False: self.toggle(detail.id))
        self.buttons.append(button)
        chip = language_chip(detail.language)
        row = SettingRow(detail.name, _facts(detail), *([chip] if chip else []), button)
        mark_language(row.title, detail.language)
        self.rows[detail.id] = row
        self._list.addWidget(row)
        if is_open:
            self.form, self._form_id = RecipeForm(detail), detail.id
            self.form.changed.connect(lambda values: self._save(detail.id, values))
            self.form.removed.connect(lambda: self._remove(detail.id))
            self._list.addWidget(self.form)

    def _tell_rows(self, found: list[RecipeDetail]) -> None:
        for each in found:
            if each.id in self.rows:
                self.rows[each.id].title.setText(each.name)
                self.rows[each.id].set_reason(_facts(each))

    def _save(self, recipe_id: int, values: dict[str, Any]) -> None:
        from townhall.services.records import change_record

        form = self.form
        if form is not None:
            form.tell("")
        self.frame.jobs.change(
            change_record, "recipe", recipe_id, values, said="", failed=self._on_refused
        )

    def _remove(self, recipe_id: int) -> None:
        from townhall.services.records import remove_record

        self.frame.jobs.change(remove_record, "recipe", recipe_id)

    def _on_refused(self, error: TownHallError) -> None:
        if self.form is not None:
            self.form.tell(str(error))


def _languages(found: list[RecipeDetail]) -> dict[int, str]:
    """Which rows there are, and the language that each is marked as."""
    return {each.id: each.language for each in found}


def _facts(detail: RecipeDetail) -> str:
    steps = ngettext("{n} step", "{n} steps", len(detail.steps)).format(n=len(detail.steps))
    return DOT.join((label(detail.kind), steps))
