"""The card of the run-up: what must be done how many working days before or after the date."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _
from townhall.services.queries.event import EventDetail
from townhall.services.queries.run_up import RunUpTask
from townhall.services.tasks import (
    add_task,
    change_every_step,
    change_step,
    drop_step,
    remove_task,
    tick_task,
)
from townhall.ui.event.card_parts import EmptyNote, Linked
from townhall.ui.event.run_up_editor import TaskEditor
from townhall.ui.event.run_up_recipe import RecipeMenu, RecipeName
from townhall.ui.event.run_up_row import TaskRow
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.menu import Menu


class RunUpCard(Card):
    """Shows the run-up of a date; its tasks are ticked, written, changed and taken out here."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._detail: EventDetail | None = None
        self._today = date.min
        self._all = False
        self.more = Button("", "link")
        self.recipe = Button(_("Recipe"), "link")
        self.recipe.setAccessibleName(_("Recipes for the run-up"))
        self.head = SectionHead(_("Run-up"), trailing=Linked(self.more, self.recipe))
        self.rows: list[TaskRow] = []
        self.editor: TaskEditor | None = None
        self.naming: RecipeName | None = None
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.add_button = Button(_("Add a task"), "ghost", icon="plus", small=True)
        self.empty = EmptyNote(
            _("No tasks yet. A recipe fills the run-up in one go."), [self._usual_button()]
        )
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(8, 4, 16, 8)
        foot.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.recipes = RecipeMenu(frame, self)
        for widget in (self.head, self.empty, holder, self._foot):
            self.add(widget)
        self.add_stretch()
        self.more.clicked.connect(self._on_more)
        self.recipe.clicked.connect(self.open_recipes)
        self.recipes.save_asked.connect(self.name_recipe)
        self.add_button.clicked.connect(self.write)

    def _usual_button(self) -> Button:
        button = Button(_("Choose a recipe"))
        button.clicked.connect(self.open_recipes)
        return button

    def set_event(self, detail: EventDetail, today: date) -> None:
        """Show the run-up of a date, as it stands on `today`."""
        same = self._detail is not None and self._detail.tasks == detail.tasks
        if self._detail is not None and self._detail.key != detail.key:
            self._close()
        self._detail, self._today = detail, today
        if not same:
            self._show(detail)

    # Doing

    def write(self) -> None:
        """Open the form of a new task."""
        if self._detail is not None:
            self._open(None, self._list.count())

    def open_recipes(self) -> None:
        """Show the recipes to choose from."""
        if self._detail is not None:
            below = QPoint(0, self.recipe.height())
            self.recipes.open(self._detail, self.recipe.mapToGlobal(below))

    def name_recipe(self) -> None:
        """Ask how a recipe of this run-up shall be called."""
        if self._detail is None:
            return
        self._close()
        self.naming = RecipeName(self._frame, self._detail)
        self.naming.left.connect(self._close)
        self._list.insertWidget(0, self.naming)
        self.naming.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self, row: TaskRow) -> None:
        """Open a task in the place of its row."""
        place = self._list.indexOf(row)
        self._open(row.task, place)
        row.hide()

    def remove(self, task: RunUpTask) -> None:
        """Take a task out of the run-up to this date; Undo brings it back."""
        self._change(drop_step, task.id, task.original_start)

    def _remove_everywhere(self, task: RunUpTask) -> None:
        self._change(remove_task, task.id)

    def _open(self, task: RunUpTask | None, place: int) -> None:
        detail = self._detail
        assert detail is not None
        self._close()
        of_all = task is None or task.is_shared or task.of_id is not None
        self.editor = editor = TaskEditor(
            task, detail.people, repeats=detail.date.row.recurring and of_all
        )
        editor.left.connect(self._close)
        editor.saved.connect(functools.partial(self._save, task))
        if task is not None:
            editor.remove_asked.connect(lambda: self.remove(task))
        self._list.insertWidget(min(place, self._list.count()), editor)
        self._foot.setVisible(task is not None)
        editor.start()

    def _close(self) -> None:
        """Put the form away and give the keyboard to the row it stood for."""
        task = self.editor.task if self.editor is not None else None
        for widget in (self.editor, self.naming):
            if widget is not None:
                widget.hide()
                self._list.removeWidget(widget)
                widget.deleteLater()
        had_form = self.editor is not None
        self.editor = self.naming = None
        self._foot.show()
        for row in self.rows:
            row.show()
            if task is not None and _same_step(row.task, task):
                row.check.setFocus(Qt.FocusReason.OtherFocusReason)
        if had_form and task is None:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, task: RunUpTask | None, values: dict[str, object], every: bool) -> None:  # noqa: FBT001 (a signal gives it)
        detail = self._detail
        if detail is None:
            return
        communication_id, original_start = detail.key
        if task is None:
            alone = detail.date.row.recurring and not every
            of_date = {"original_start": original_start.isoformat()} if alone else {}
            new = {"communication_id": communication_id, **of_date, **values}
            self._change(add_task, new)
        elif every:
            self._change(change_every_step, task.id, original_start, values)
        else:
            self._change(change_step, task.id, original_start, values)

    def _change(self, use_case: Callable[..., Any], *args: object) -> None:
        self._frame.jobs.change(
            use_case, *args, done=lambda _value: self._close(), failed=self._on_refused
        )

    def _tick(self, row: TaskRow, *, on: bool) -> None:
        self._frame.jobs.change(
            tick_task,
            row.task.id,
            row.task.original_start,
            ticked=on,
            failed=self._on_not_ticked,
        )

    def _on_not_ticked(self, error: TownHallError) -> None:
        if self._detail is not None:
            self._show(self._detail)
        self._frame.show_error(error)

    def _on_refused(self, error: TownHallError) -> None:
        if self.editor is None or not self.editor.refuse(error):
            self._frame.show_error(error)

    # Showing

    def _show(self, detail: EventDetail) -> None:
        done = sum(each.is_done for each in detail.tasks)
        figures = _("{done} of {total}").format(done=done, total=len(detail.tasks))
        self.head.set_title(_("Run-up"), figures if detail.tasks else "")
        self.empty.setVisible(not detail.tasks)
        focused = next(
            ((n, row.task) for n, row in enumerate(self.rows) if row.check.hasFocus()), None
        )
        open_task = self.editor.task if self.editor is not None else None
        for row in self.rows:
            row.hide()
            self._list.removeWidget(row)
            row.deleteLater()
        shown = detail.tasks if self._all else _current(detail.tasks)
        self.rows = [self._row(each) for each in shown]
        self.more.setVisible(self._all or len(shown) < len(detail.tasks))
        self.more.setText(_("Show fewer") if self._all else _("Show all"))
        self._put_back(open_task)
        if focused is not None and self.rows:
            same = (row for row in self.rows if _same_step(row.task, focused[1]))
            row = next(same, self.rows[min(focused[0], len(self.rows) - 1)])
            row.check.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put_back(self, task: RunUpTask | None) -> None:
        """Let the form stand in the place of its row, where that is still there."""
        if task is None or self.editor is None:
            return
        row = next((each for each in self.rows if each.task.id == task.id), None)
        if row is None:
            self._close()
            return
        self._list.removeWidget(self.editor)
        self._list.insertWidget(self._list.indexOf(row), self.editor)
        row.hide()

    def _row(self, task: RunUpTask) -> TaskRow:
        row = TaskRow(task, self._today)
        row.check.toggled.connect(lambda on: self._tick(row, on=on))
        row.edit_asked.connect(lambda: self.edit(row))
        row.remove_asked.connect(lambda: self.remove(task))
        row.step_asked.connect(lambda by: self._step(row, by))
        row.menu_asked.connect(lambda at: self._menu(row, at))
        self._list.addWidget(row)
        return row

    def _step(self, row: TaskRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].check.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _menu(self, row: TaskRow, at: QPoint) -> None:
        task, menu = row.task, Menu(self, name=row.task.title)
        tick = _("Take the tick back") if task.is_done else _("Tick off")
        menu.addAction(tick).triggered.connect(row.check.click)
        menu.addAction(_("Edit")).triggered.connect(lambda: self.edit(row))
        menu.addSeparator()
        here = _("Remove from this date") if task.is_shared else _("Remove")
        menu.addAction(here).triggered.connect(lambda: self.remove(task))
        if task.is_shared:
            everywhere = menu.addAction(_("Remove from all dates"))
            everywhere.triggered.connect(lambda: self._remove_everywhere(task))
        menu.popup(at)

    def _on_more(self) -> None:
        self._all = not self._all
        if self._detail is not None:
            self._show(self._detail)


def _current(tasks: Sequence[RunUpTask]) -> Sequence[RunUpTask]:
    """What is still to do, and the last thing done before it."""
    is_open = (n for n, each in enumerate(tasks) if not each.is_done)
    first = next(is_open, len(tasks))
    return tasks[max(0, first - 1) :]


def _same_step(one: RunUpTask, other: RunUpTask) -> bool:
    """Whether both are the same step, which has got a stand-in for this date or lost it."""
    return one.id in (other.id, other.of_id) or other.id == one.of_id
