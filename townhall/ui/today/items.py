"""One line of Today: what, why, by when, and the one verb that helps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from townhall.domain.terms import label
from townhall.language import _, ngettext
from townhall.services.queries.today import is_dated
from townhall.services.queries.today_items import Item, ItemKind
from townhall.services.tasks import tick_task
from townhall.ui.date_words import day_text
from townhall.ui.pages import open_event, open_invitation, open_replies
from townhall.ui.screen import Frame, Selection
from townhall.ui.warning_lines import follow_remedy, remedy_words
from townhall.ui.warning_looks import warning_icon, warning_tone
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.rows import Row

_ICONS = {
    ItemKind.TASK: "flag",
    ItemKind.INVITATION: "mail",
    ItemKind.APPROVAL: "stamp",
    ItemKind.DECLINE: "ban",
    ItemKind.RECHECK: "refresh",
    ItemKind.REPLY: "people",
}


class ItemRow(Row):
    """Opens what it is about; its button does the one thing. A task is ticked with X too."""

    ticked = Signal()
    step_asked = Signal(int)

    def __init__(
        self, frame: Frame, item: Item, today: date, parent: QWidget | None = None
    ) -> None:
        self.item = item
        tone = warning_tone(item.severity)
        self.chip = Chip(_by_when(item, today), tone, dot=tone != "neutral")
        self.button = Button(_verb(item))
        self.button.setAccessibleName(
            _("{verb}: {what}").format(verb=self.button.text(), what=item.title)
        )
        icon = warning_icon(item.warning.kind) if item.warning is not None else _ICONS[item.kind]
        super().__init__(
            item.title,
            item.reason[:1].upper() + item.reason[1:],
            icon=icon,
            icon_role="text2" if tone == "neutral" else tone,
            trailing=[self.chip, self.button],
            height=64,
            parent=parent,
        )
        self._frame = frame
        self.setAccessibleName(f"{self.accessibleName()}. {self.chip.text()}")
        if item.task is not None:
            self.setAccessibleDescription(_("X ticks it off, Enter opens its date"))
        self.clicked.connect(self.open)
        self.button.clicked.connect(self.act)

    def open(self) -> None:
        """Show what it is about."""
        self._run(self.item, ticks=False)

    def act(self) -> None:
        """Do what the button says."""
        self._run(self.item, ticks=True)

    def _run(self, item: Item, *, ticks: bool) -> None:
        frame = self._frame
        if item.task is not None:
            if ticks:
                self.tick()
            else:
                open_event(frame, item.task.communication_id, item.task.original_start)
        elif item.warning is not None:
            follow_remedy(frame, item.warning)
        elif item.kind is ItemKind.REPLY:
            row = item.row
            open_replies(frame, (row.communication_id, row.original_start) if row else None)
        elif item.row is not None:
            open_event(frame, item.row.communication_id, item.row.original_start)
            if ticks:
                open_invitation(frame, item.row.communication_id, item.row.original_start)
        elif item.question_id is not None:
            frame.show_selection(Selection("question", item.question_id))

    def tick(self) -> None:
        """Tick a task off; Undo takes it back."""
        task = self.item.task
        if task is not None:
            self.ticked.emit()
            self._frame.jobs.change(
                tick_task, task.id, task.original_start, failed=self._frame.show_error
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_X, Qt.Key.Key_Space) and self.item.task is not None:
            self.tick()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_Up, Qt.Key.Key_K):
            self.step_asked.emit(1 if key in (Qt.Key.Key_Down, Qt.Key.Key_J) else -1)
        else:
            super().keyPressEvent(event)


_VERBS: dict[ItemKind, Callable[[Item], str]] = {
    ItemKind.TASK: lambda _item: _("Tick off"),
    ItemKind.INVITATION: lambda item: (
        _("Prepare v{version}").format(version=item.version)
        if item.version > 1
        else _("Prepare the invitation")
    ),
    ItemKind.APPROVAL: lambda _item: _("Approve"),
    ItemKind.DECLINE: lambda _item: _("Confirm or refuse"),
    ItemKind.RECHECK: lambda _item: _("Recheck"),
    ItemKind.REPLY: lambda _item: _("Show answers"),
}


def _verb(item: Item) -> str:
    return remedy_words(item.warning) if item.warning is not None else _VERBS[item.kind](item)


def _by_when(item: Item, today: date) -> str:
    """How late or by when; the kind of a warning that is not about a day."""
    if item.kind is ItemKind.INVITATION:
        return item.standing
    if item.warning is not None and not is_dated(item):
        return label(item.warning.kind)
    late = (today - item.day).days
    if late > 0:
        return ngettext("{n} day late", "{n} days late", late).format(n=late)
    if late == 0:
        return _("Due today")
    return _("By {day}").format(day=day_text(item.day, "ddd d MMM"))
