"""The card of the run-up: what must be done how many working days before the date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _
from townhall.services.queries.event import EventDetail
from townhall.services.queries.run_up import RunUpTask
from townhall.services.tasks import tick_task
from townhall.ui.date_words import day_text
from townhall.ui.event import words
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.paint import TITLE, Type
from townhall.ui.widgets.switches import Check
from townhall.ui.widgets.themed import Themed

_WHEN = Type(12, 400, tabular=True)


class TaskRow(Themed, QWidget):
    """A task to tick off; a click anywhere on it ticks."""

    def __init__(self, task: RunUpTask, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.task = task
        done = task.done_on is not None
        when = day_text(task.day, "d MMM")
        self.check = Check(checked=done, name=f"{task.title}, {when}", tone="ok")
        self.title = ElidedLabel(task.title, TITLE, "text2" if done else "text")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(self.check)
        row.addWidget(self.title, 1)
        countdown = words.countdown(task.offset_days)
        late = (today - task.day).days
        if not done and late == 0:
            row.addWidget(Chip(_("{t} · today").format(t=countdown), "warn", dot=True))
        elif not done and late > 0:
            row.addWidget(Chip(f"{countdown} · {when}", "bad", dot=True))
            self.check.setAccessibleName(f"{self.check.accessibleName()}, {_('late')}")
        else:
            row.addWidget(Label(f"{countdown} · {when}", _WHEN, "text2"))
        self.setMinimumHeight(theme().px(40))
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.check.toggle()
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()


def _current(tasks: Sequence[RunUpTask]) -> Sequence[RunUpTask]:
    """What is still to do, and the last thing done before it."""
    is_open = (n for n, each in enumerate(tasks) if each.done_on is None)
    first = next(is_open, len(tasks))
    return tasks[max(0, first - 1) :]


class RunUpCard(Card):
    """Shows the run-up of a date and ticks its tasks."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._detail: EventDetail | None = None
        self._today = date.min
        self._all = False
        self.more = Button("", "link")
        self.more.clicked.connect(self._on_more)
        self.head = SectionHead(_("Run-up"), trailing=self.more)
        self.rows: list[TaskRow] = []
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.add(self.head)
        self.add(holder)
        self.add_stretch()

    def set_event(self, detail: EventDetail, today: date) -> None:
        """Show the run-up of a date, as it stands on `today`; hidden without tasks."""
        same = self._detail is not None and self._detail.tasks == detail.tasks
        self._detail, self._today = detail, today
        self.setVisible(bool(detail.tasks))
        if not same:
            self._show(detail)

    def _show(self, detail: EventDetail) -> None:
        done = sum(1 for each in detail.tasks if each.done_on is not None)
        figures = _("{done} of {total}").format(done=done, total=len(detail.tasks))
        self.head.set_title(_("Run-up"), figures)
        focused = next((n for n, row in enumerate(self.rows) if row.check.hasFocus()), None)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        shown = detail.tasks if self._all else _current(detail.tasks)
        self.rows = [TaskRow(each, self._today) for each in shown]
        self.more.setVisible(self._all or len(shown) < len(detail.tasks))
        self.more.setText(_("Show fewer") if self._all else _("Show all"))
        for row in self.rows:
            row.check.toggled.connect(lambda on, row=row: self._tick(row, on=on))
            self._list.addWidget(row)
        if focused is not None and self.rows:
            row = self.rows[min(focused, len(self.rows) - 1)]
            row.check.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_more(self) -> None:
        self._all = not self._all
        if self._detail is not None:
            self._show(self._detail)

    def _tick(self, row: TaskRow, *, on: bool) -> None:
        task = row.task
        self._frame.jobs.change(
            tick_task,
            task.id,
            task.original_start,
            ticked=on,
            failed=self._on_refused,
        )

    def _on_refused(self, error: TownHallError) -> None:
        if self._detail is not None:
            self._show(self._detail)
        self._frame.show_error(error)
