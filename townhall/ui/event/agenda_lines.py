"""The lines of the run of show: the one that has the keyboard, is edited, or is dragged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.run_of_show import AgendaItem, RunOfShow, ScheduledItem
from townhall.language import _
from townhall.ui.event.agenda_editor import AgendaEditor
from townhall.ui.event.agenda_row import AgendaRow, Part
from townhall.ui.icons import icon
from townhall.ui.widgets.drop_mark import DropMark
from townhall.ui.widgets.menu import Menu

_NEW_ITEM_MINUTES = 10


class AgendaLines(QWidget):
    """Shows a run of show line by line and says what the user wants to become of it.

    Places count from 0. The lines themselves change nothing: `set_run` shows the result.
    """

    item_changed = Signal(int, object)
    item_added = Signal(int, object)
    moved = Signal(int, int)
    """From one place to another."""
    removed = Signal(int)
    fix_toggled = Signal(int)
    editor_changed = Signal()
    """An editor was opened or closed."""
    shown = Signal(QWidget)
    """A line that should be in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AgendaRow] = []
        self.editor: AgendaEditor | None = None
        self._run: RunOfShow | None = None
        self._speakers: Sequence[str] = ()
        self._editing = -1
        self._target: int | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._mark = DropMark(self)

    def set_run(self, run: RunOfShow) -> None:
        """Show another run of show; an open editor stays open."""
        self._run = run
        while len(self.rows) < len(run.items):
            self._add_row()
        while len(self.rows) > len(run.items):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        for row, scheduled in zip(self.rows, run.items, strict=True):
            row.set_item(scheduled)

    def set_speakers(self, names: Sequence[str]) -> None:
        """Offer these names for the speaker."""
        self._speakers = names

    @property
    def focused(self) -> int | None:
        """The place of the line that has the keyboard."""
        return next((n for n, row in enumerate(self.rows) if row.hasFocus()), None)

    def go(self, place: int) -> None:
        """Give the keyboard to a line, the nearest there is."""
        if self.rows:
            row = self.rows[max(0, min(place, len(self.rows) - 1))]
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.shown.emit(row)

    def add(self) -> None:
        """Open an editor for a new item, after the line that has the keyboard or at the end."""
        focused = self.focused
        self.commit()
        if self.editor is None:
            place = len(self.rows) if focused is None else focused + 1
            self._open_new(min(place, len(self.rows)))

    def edit(self, place: int, part: Part = Part.TITLE) -> None:
        """Open the editor of the item at `place`, beginning at one part of it."""
        row = self.rows[place]
        self.commit()
        self._close()
        if self._run is not None and row in self.rows:
            place = self.rows.index(row)
            row.hide()
            self._open(place, self._run.items[place], part, is_new=False)

    def commit(self) -> None:
        """Take what an open editor holds."""
        if self.editor is not None:
            self.editor.commit()

    def _add_row(self) -> None:
        row = AgendaRow()
        row.edit_asked.connect(lambda part, row=row: self.edit(self.rows.index(row), part))
        row.move_asked.connect(lambda step, row=row: self._on_move_asked(row, step))
        row.step_asked.connect(lambda step, row=row: self.go(self.rows.index(row) + step))
        row.remove_asked.connect(lambda row=row: self.removed.emit(self.rows.index(row)))
        row.menu_asked.connect(lambda point, row=row: self._open_menu(row, point))
        row.dragged.connect(lambda point, row=row: self._on_dragged(row, point))
        row.dropped.connect(lambda counts, row=row: self._on_dropped(row, counts=counts))
        self.rows.append(row)
        self._column.addWidget(row)
        row.show()

    def _on_move_asked(self, row: AgendaRow, step: int) -> None:
        place = self.rows.index(row)
        if 0 <= place + step < len(self.rows):
            self.moved.emit(place, place + step)

    # Editing

    def _open_new(self, place: int) -> None:
        if self._run is not None:
            begins = self._run.items[place - 1].end if place else self._run.start
            new = ScheduledItem(AgendaItem("", _NEW_ITEM_MINUTES), begins, begins)
            self._open(place, new, Part.TITLE, is_new=True)

    def _open(self, place: int, scheduled: ScheduledItem, part: Part, *, is_new: bool) -> None:
        editor = AgendaEditor(scheduled, self._speakers, is_new=is_new)
        editor.stored.connect(self._on_stored)
        editor.closed.connect(self._close)
        editor.remove_asked.connect(self._on_remove_asked)
        self.editor, self._editing = editor, place
        self._column.insertWidget(place, editor)
        self.editor_changed.emit()
        editor.show()
        editor.focus_part(part)
        self.shown.emit(editor)

    def _close(self) -> None:
        editor, place = self.editor, self._editing
        if editor is None:
            return
        held = self._has_focus(editor)
        self.editor, self._editing = None, -1
        self._column.removeWidget(editor)
        for row in self.rows:
            row.show()
        if held:
            self.go(place - 1 if editor.is_new else place)
        editor.hide()
        editor.deleteLater()
        self.editor_changed.emit()

    def _has_focus(self, editor: QWidget) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and editor.isAncestorOf(focus)

    def _on_stored(self, item: AgendaItem) -> None:
        editor, place = self.editor, self._editing
        if editor is None:
            return
        goes_on = editor.is_new and self._has_focus(editor)
        self._close()
        if not editor.is_new:
            self.item_changed.emit(place, item)
            return
        self.item_added.emit(place, item)
        if goes_on:
            # Whoever types a run of show types the next item right after.
            self._open_new(place + 1)

    def _on_remove_asked(self) -> None:
        place = self._editing
        self._close()
        self.removed.emit(place)

    # Menu and dragging

    def _open_menu(self, row: AgendaRow, point: QPoint) -> None:
        if self._run is None:
            return
        place = self.rows.index(row)
        item = self._run.items[place].item
        fixed = item.start is not None
        menu = Menu(self, name=item.title)
        menu.addAction(icon("pencil"), _("Edit"), lambda: self.edit(place))
        menu.addAction(
            icon("unlock" if fixed else "lock"),
            _("Let the start move along") if fixed else _("Fix the start"),
            lambda: self.fix_toggled.emit(place),
        )
        up = menu.addAction(
            icon("arrow-up"), _("Move up"), lambda: self.moved.emit(place, place - 1)
        )
        down = menu.addAction(
            icon("arrow-down"), _("Move down"), lambda: self.moved.emit(place, place + 1)
        )
        up.setEnabled(place > 0)
        down.setEnabled(place < len(self.rows) - 1)
        menu.addSeparator()
        menu.addAction(icon("trash"), _("Remove"), lambda: self.removed.emit(place))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    def _on_dragged(self, row: AgendaRow, point: QPoint) -> None:
        y = self.mapFromGlobal(point).y()
        target = sum(1 for other in self.rows if other.geometry().center().y() < y)
        place = self.rows.index(row)
        self._target = None if target in (place, place + 1) else target
        if self._target is None:
            self._mark.hide()
        else:
            below = target >= len(self.rows)
            self._mark.show_at(
                self.rows[-1].geometry().bottom() if below else self.rows[target].y()
            )
        self.shown.emit(self.rows[max(0, min(target, len(self.rows) - 1))])

    def _on_dropped(self, row: AgendaRow, *, counts: bool) -> None:
        target, self._target = self._target, None
        self._mark.hide()
        if counts and target is not None:
            place = self.rows.index(row)
            self.moved.emit(place, target - 1 if target > place else target)
