"""The editor's part about the run of show: items that are added, moved and timed by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QListView, QVBoxLayout, QWidget

from townhall.domain.run_of_show import AgendaItem, RunOfShow, schedule
from townhall.language import _
from townhall.ui.date_words import clock
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.dates import NumberField, TimeField
from townhall.ui.widgets.fields import Field, TextField
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.paint import SMALL, Type
from townhall.ui.widgets.switches import Check

_TIME = Type(12, 500, tabular=True)
_ALT = Qt.KeyboardModifier.AltModifier


class _AgendaRow(QWidget):
    """One item over two lines. Alt+Up and Alt+Down move it, wherever in it the keyboard is."""

    changed = Signal()
    removed = Signal()
    move_wanted = Signal(int)

    def __init__(self, value: Mapping[str, Any], people: Sequence[str]) -> None:
        super().__init__()
        self.title = TextField(value["title"], name=_("Item"), placeholder=_("What happens"))
        self.minutes = NumberField(
            value["duration_minutes"], most=1440, step=5, unit=_("min"), name=_("Minutes")
        )
        start = value["start"]
        self.minutes.setMaximumWidth(theme().px(96))
        self.fixed = Check(_("Fixed start"), checked=start is not None)
        self.start = TimeField(
            time.fromisoformat(start) if start else None, name=_("Fixed start at")
        )
        self.speaker = TextField(value["speaker"], name=_("Speaker"), placeholder=_("Speaker"))
        completer = QCompleter(list(people), self.speaker)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()
        popup.setObjectName("completion")
        completer.setPopup(popup)
        self.speaker.setCompleter(completer)
        self.cues = TextField(value["cues"], name=_("Cues"), placeholder=_("Cues"))
        self.begins = Label("", _TIME, "text2")
        self.begins.setFixedWidth(theme().px(42))
        self.up = Button(kind="ghost", icon="arrow-up", tip=_("Move up (Alt+Up)"))
        self.down = Button(kind="ghost", icon="arrow-down", tip=_("Move down (Alt+Down)"))
        self.out = Button(kind="ghost", icon="close", tip=_("Remove the item"))
        self._build()
        self._connect()

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        for widget, stretch in (
            (self.begins, 0),
            (self.title, 1),
            (self.minutes, 0),
            (self.up, 0),
            (self.down, 0),
            (self.out, 0),
        ):
            first.addWidget(widget, stretch)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addSpacing(theme().px(42) + 8)
        second.addWidget(self.speaker, 2)
        second.addWidget(self.cues, 3)
        second.addWidget(self.fixed)
        second.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
        self.start.setMaximumWidth(theme().px(84))
        self.start.setVisible(self.fixed.isChecked())
        for field in (self.title, self.speaker, self.cues):
            field.setCursorPosition(0)

    def _connect(self) -> None:
        for field in (self.title, self.speaker, self.cues):
            field.textEdited.connect(self.changed)
        self.minutes.changed.connect(self.changed)
        self.start.changed.connect(self.changed)
        self.fixed.toggled.connect(self._on_fixed)
        self.up.clicked.connect(lambda _checked=False: self.move_wanted.emit(-1))
        self.down.clicked.connect(lambda _checked=False: self.move_wanted.emit(1))
        self.out.clicked.connect(self.removed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & _ALT and event.key() in moves:
            self.move_wanted.emit(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def set_time(self, begins: str, *, late: bool) -> None:
        """Show when the item begins; red when that is after its fixed start."""
        self.begins.setText(begins)
        self.begins.set_role("bad" if late else "text2")

    def value(self) -> dict[str, Any]:
        return {
            "title": self.title.text().strip(),
            "duration_minutes": self.minutes.value(),
            "start": f"{self.start.value:%H:%M}" if self.fixed.isChecked() else None,
            "speaker": self.speaker.text().strip(),
            "cues": self.cues.text().strip(),
        }

    def _on_fixed(self) -> None:
        begins = self.begins.text()
        if self.fixed.isChecked() and begins:
            self.start.set_value(time.fromisoformat(begins))
        self.start.setVisible(self.fixed.isChecked())
        self.changed.emit()


class AgendaSection(QWidget):
    """The items in order, with the times they come to."""

    changed = Signal()

    def __init__(self, people: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._start, self._minutes = datetime(2000, 1, 1), 60
        self._rows: list[_AgendaRow] = []
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.field = Field("", holder)
        self.field.label.hide()
        self.add_button = Button(_("Add an item"), icon="plus")
        self.add_button.clicked.connect(lambda _checked=False: self.add_item())
        self._sum = Paragraph("", SMALL, "text2", selectable=False)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.add_button)
        foot.addWidget(self._sum, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addLayout(foot)

    @property
    def rows(self) -> Sequence[_AgendaRow]:
        """The items, in order."""
        return self._rows

    def fill(self, agenda: Sequence[Mapping[str, Any]]) -> None:
        """Show `agenda` without saying so."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for value in agenda:
            self._insert(value)
        self.field.set_error("")
        self._show_times()

    def values(self) -> list[dict[str, Any]]:
        """The items as the contract has them; one with nothing in it is left out."""
        values = [row.value() for row in self._rows]
        return [each for each in values if each["title"] or each["speaker"] or each["cues"]]

    def set_time(self, start: datetime, minutes: int) -> None:
        """Count from another start, for another duration."""
        self._start, self._minutes = start, minutes
        self._show_times()

    def add_item(self) -> None:
        """Add an item at the end and go to it."""
        item = {"title": "", "duration_minutes": 10, "start": None, "speaker": "", "cues": ""}
        row = self._insert(item)
        row.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_changed()

    def _insert(self, value: Mapping[str, Any]) -> _AgendaRow:
        row = _AgendaRow(value, self._people)
        row.changed.connect(self._on_changed)
        row.removed.connect(lambda one=row: self._take_out(one))
        row.move_wanted.connect(lambda step, one=row: self._move(one, step))
        self._rows.append(row)
        self._list.addWidget(row)
        return row

    def _take_out(self, row: _AgendaRow) -> None:
        place = self._rows.index(row)
        self._rows.remove(row)
        row.hide()
        row.deleteLater()
        left = self._rows[place : place + 1] or self._rows[-1:]
        target: QWidget = left[0].title if left else self.add_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_changed()

    def _move(self, row: _AgendaRow, step: int) -> None:
        place = self._rows.index(row)
        target = place + step
        if not 0 <= target < len(self._rows):
            return
        focus = self.focusWidget()
        self._rows.insert(target, self._rows.pop(place))
        self._list.removeWidget(row)
        self._list.insertWidget(target, row)
        for one, following in zip(self._rows, self._rows[1:], strict=False):
            QWidget.setTabOrder(one.out, following.title)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_changed()

    def _on_changed(self) -> None:
        self.field.set_error("")
        self._show_times()
        self.changed.emit()

    def _show_times(self) -> None:
        run = self._run()
        for row, scheduled in zip(self._rows, run.items, strict=True):
            row.set_time(clock(scheduled.start), late=scheduled.late_minutes > 0)
        self.field.setVisible(bool(self._rows or self.field.error))
        if not self._rows:
            self._sum.setText(_("Items one after the other, each with its minutes and speaker."))
            self._sum.set_role("text2")
            return
        text = _("{minutes} of {planned} min, ends at {end}").format(
            minutes=run.item_minutes, planned=self._minutes, end=clock(run.expected_end)
        )
        if run.over_minutes:
            text = _("{text}: {n} min too long").format(text=text, n=run.over_minutes)
        self._sum.setText(text)
        self._sum.set_role("bad" if run.over_minutes else "text2")

    def _run(self) -> RunOfShow:
        items = [
            AgendaItem(
                title=value["title"],
                duration_minutes=value["duration_minutes"],
                start=time.fromisoformat(value["start"]) if value["start"] else None,
            )
            for value in (row.value() for row in self._rows)
        ]
        return schedule(items, self._start, self._minutes)
