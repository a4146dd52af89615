"""The blackout periods of the plan: a line for each, changed where it stands, and a form for one
more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _
from townhall.services.queries.closed_days import BlackoutDetail
from townhall.ui.date_words import day_text
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.dates import DateField
from townhall.ui.widgets.fields import TextField
from townhall.ui.widgets.in_place import InPlace
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.paint import BODY, SMALL
from townhall.ui.widgets.themed import Themed

_A_WEEK = timedelta(days=6)
_FIELDS = ("name", "first_day", "last_day")


class BlackoutList(QWidget):
    """All blackout periods by first day. `add_button` opens the form for one more."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.add_button = Button(_("Add a period"), icon="plus")
        self.form = _BlackoutForm()
        self.add_button.clicked.connect(
            lambda _checked=False: self.form.open(frame.clock.now_utc().date())
        )
        self.form.wanted = self._add
        self.form.hide()
        self.empty = Paragraph(
            _(
                "No blackout periods yet. Add school holidays or a freeze; each series says "
                "whether it goes on, leaves those dates out, or moves them."
            ),
            BODY,
            "text2",
            selectable=False,
        )
        self.empty.setContentsMargins(16, 4, 16, 14)
        self.lines: list[BlackoutLine] = []
        self._shown: tuple[BlackoutDetail, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.form)

    def show_blackouts(self, found: Sequence[BlackoutDetail]) -> None:
        """Show these; a line whose period is the same stays as it is."""
        if self._shown == tuple(found) and self.lines:
            return
        self._shown = tuple(found)
        kept = next((line.focused() for line in self.lines if line.focused()), None)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [BlackoutLine(each, self._change, self._remove) for each in found]
        for place, line in enumerate(self.lines):
            self._column.insertWidget(place, line)
            if kept is not None and kept[0] == line.shown.id:
                getattr(line, kept[1]).setFocus(Qt.FocusReason.OtherFocusReason)
        self.empty.setVisible(not self.lines)

    def _add(self, values: dict[str, Any]) -> None:
        from townhall.services.records import add_record

        self._frame.jobs.change(
            add_record,
            "blackout",
            values,
            done=lambda _id: self._on_added(),
            failed=self.form.set_error,
        )

    def _on_added(self) -> None:
        self.form.hide()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, line: BlackoutLine, field: str, value: object) -> None:
        from townhall.services.records import change_record

        base = {field: getattr(line.shown, field)}
        self._frame.jobs.change(
            change_record,
            "blackout",
            line.shown.id,
            {field: value},
            base,
            failed=lambda error: line.set_error(field, error),
        )

    def _remove(self, line: BlackoutLine) -> None:
        from townhall.services.records import remove_record

        self._frame.jobs.change(remove_record, "blackout", line.shown.id)


class BlackoutLine(Themed, QWidget):
    """One period: name, first and last day, and a button that removes it."""

    def __init__(
        self,
        shown: BlackoutDetail,
        change: Callable[[BlackoutLine, str, object], None],
        remove: Callable[[BlackoutLine], None],
    ) -> None:
        super().__init__()
        self.shown = shown
        self.name = InPlace(name=_("Name of the period"))
        first, last = _("First day of {name}"), _("Last day of {name}")
        self.first_day = InPlace("date", name=first.format(name=shown.name), show=_day)
        self.last_day = InPlace("date", name=last.format(name=shown.name), show=_day)
        self.out = Button(
            kind="ghost", icon="trash", tip=_("Remove {name}").format(name=shown.name)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(16 - InPlace.INSET, 6, 12, 6)
        row.setSpacing(4)
        row.addWidget(self.name, 1)
        row.addWidget(self.first_day)
        row.addWidget(Label("–", BODY, "text2"))
        row.addWidget(self.last_day)
        row.addSpacing(8)
        row.addWidget(self.out)
        for widget in (self.first_day, self.last_day):
            widget.setFixedWidth(theme().px(168))
        for field in _FIELDS:
            fact: InPlace = getattr(self, field)
            fact.set_value(getattr(shown, field))
            fact.edited.connect(lambda value, field=field: change(self, field, value))
        self.out.clicked.connect(lambda _checked=False: remove(self))
        self.restyle()

    def focused(self) -> tuple[int, str] | None:
        """The id and the field that has the keyboard, if one has."""
        at = self.focusWidget()
        for field in _FIELDS:
            fact: InPlace = getattr(self, field)
            if at is not None and at.hasFocus() and fact.isAncestorOf(at):
                return self.shown.id, field
        return None

    def set_error(self, field: str, error: TownHallError) -> None:
        """Say what is wrong at the value that was changed."""
        fact: InPlace = getattr(self, field)
        fact.set_error(str(error))

    def restyle(self) -> None:
        self.setMinimumHeight(theme().px(44))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()


def _day(value: object) -> str:
    return day_text(value, "ddd d MMM yyyy") if isinstance(value, date) else ""


class _BlackoutForm(QWidget):
    """Asks for a new period; `wanted` gets its fields. Enter adds it, Esc leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: Callable[[dict[str, Any]], None] = lambda _values: None
        self.name = TextField(name=_("Name of the period"), placeholder=_("Such as a freeze"))
        self.first_day = DateField(name=_("First day"))
        self.last_day = DateField(name=_("Last day"))
        self.add = Button(_("Add"), kind="primary")
        self.leave = Button(_("Cancel"))
        self._error = Paragraph("", SMALL, "bad", selectable=False)
        self._error.hide()
        for day in (self.first_day, self.last_day):
            day.setMinimumWidth(theme().px(160))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.first_day)
        row.addWidget(Label("–", BODY, "text2"))
        row.addWidget(self.last_day)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addLayout(row)
        column.addWidget(self._error)
        self.first_day.changed.connect(self._on_first_day)
        self.add.clicked.connect(lambda _checked=False: self._ask())
        self.leave.clicked.connect(lambda _checked=False: self.hide())
        for field in (self.name, self.first_day, self.last_day):
            field.installEventFilter(self)

    def open(self, today: date) -> None:
        """Begin a new period, of a week from today."""
        self.name.clear()
        self.first_day.set_value(today)
        self.last_day.set_value(today + _A_WEEK)
        self._error.hide()
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_error(self, error: TownHallError) -> None:
        """Say what is wrong, at the field that it is about."""
        self._error.setText(str(error))
        self._error.show()
        field = getattr(self, str(getattr(error, "field", "name")), self.name)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_first_day(self, day: object) -> None:
        """A last day that is passed goes along."""
        if isinstance(day, date) and self.last_day.value is not None and self.last_day.value < day:
            self.last_day.set_value(day)

    def _ask(self) -> None:
        self.wanted(
            {
                "name": self.name.text(),
                "first_day": self.first_day.value,
                "last_day": self.last_day.value,
            }
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._ask()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
        return super().eventFilter(watched, event)
