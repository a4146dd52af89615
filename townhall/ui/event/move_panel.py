"""The panel that moves a date where it stands: another day, another time, for which dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _
from townhall.services.queries.event import DateKey, EventDetail
from townhall.services.queries.ripple import Ripple, ripple
from townhall.services.ripple import move_with_ripple
from townhall.ui.date_words import clock, day_text
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card
from townhall.ui.widgets.dates import DateField, NumberField, TimeField
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.leaving import DoneByEnter
from townhall.ui.widgets.paint import SMALL, SMALL_MEDIUM, line_height
from townhall.ui.widgets.segment import Segment

_DAY = 24 * 60
_LONGEST = 31 * _DAY


class MovePanel(DoneByEnter, Card):
    """Moves a date; `moved(DateKey)` says under what the date is known afterwards.

    `asked(Ripple)`: the move touches more than the date, and waits for `move_along`.
    """

    moved = Signal(object)
    asked = Signal(object)
    closed = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._detail: EventDetail | None = None
        self._change: tuple[dict[str, object], str, str] | None = None
        self.day = DateField(name=_("New date"))
        self.time = TimeField(name=_("New start"))
        self.minutes = NumberField(60, most=_LONGEST, step=5, unit=_("min"), name=_("Duration"))
        self.scope = Segment(
            [
                ("this", _("This date")),
                ("following", _("This and following")),
                ("all", _("All dates")),
            ],
            "this",
            name=_("What moves"),
        )
        self.move_button = Button(_("Move"), "primary")
        close = Button(_("Close"), "ghost")
        self.note = Paragraph("", SMALL, "text2", selectable=False)
        holder = QWidget()
        flow = FlowLayout(holder, gap=12, line_gap=8)
        self._scope_field = Field(_("What moves"), self.scope)
        self._time_field = Field(_("Start"), self.time)
        self._minutes_field = Field(_("Duration"), self.minutes)
        for widget in (
            Field(_("Date"), self.day),
            self._time_field,
            self._minutes_field,
            self._scope_field,
            _lowered(self.move_button, close),
        ):
            flow.addWidget(widget)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(holder)
        column.addWidget(self.note)
        self.add(body)
        self.move_button.clicked.connect(self.run)
        close.clicked.connect(self.close_panel)

    def open(self, detail: EventDetail) -> None:
        """Show where the date stands now, and begin."""
        row = detail.date.row
        self._detail = detail
        self.day.set_value(row.start.date())
        self.time.set_value(row.start.time())
        self.minutes.set_value(int((row.end - row.start).total_seconds()) // 60)
        self.scope.set_value("this")
        self._scope_field.setVisible(row.recurring)
        self._time_field.setVisible(not row.all_day)
        self._minutes_field.setVisible(not row.all_day)
        self._tell(_consequences(detail), bad=False)
        self.show()
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Put the panel away."""
        self.hide()
        self.closed.emit()

    def run(self) -> None:
        """Move the date to what the fields say."""
        detail = self._detail
        if detail is None:
            return
        self.minutes.interpretText()
        row = detail.date.row
        start = datetime.combine(
            self.day.value or row.start.date(), time() if row.all_day else self.time.value
        )
        values: dict[str, object] = {"start": start}
        if not row.all_day:
            values["duration_minutes"] = self.minutes.value()
        scope = str(self.scope.value) if row.recurring else "all"
        self._change = (values, scope, _said(row.title, start, all_day=row.all_day))
        if start == row.start:
            self.move_along(None)
            return
        self._frame.jobs.read(
            ripple,
            *detail.key,
            start,
            clock=self._frame.clock,
            done=self._on_ripple,
            failed=self._on_refused,
            channel="event.ripple",
        )

    def _on_ripple(self, found: Ripple) -> None:
        if found.is_empty:
            self.move_along(None)
        else:
            self.asked.emit(found)

    def move_along(self, keys: Sequence[str] | None) -> None:
        """Move the date with what `keys` name; None: with all that counts from it."""
        if self._detail is None or self._change is None:
            return
        values, scope, said = self._change
        self._frame.jobs.change(
            move_with_ripple,
            *self._detail.key,
            values,
            scope,
            along=keys,
            said=said,
            done=self._on_moved,
            failed=self._on_refused,
        )

    def _on_moved(self, key: DateKey) -> None:
        self.moved.emit(key)
        self.close_panel()

    def _on_refused(self, error: TownHallError) -> None:
        self._tell(str(error), bad=True)

    def _tell(self, words: str, *, bad: bool) -> None:
        self.note.set_role("bad" if bad else "text2")
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def leave(self) -> None:
        """Go away without doing anything."""
        self.close_panel()


def _consequences(detail: EventDetail) -> str:
    """What a move asks for afterwards, in words."""
    sentences = []
    if any(each.done_on is None for each in detail.tasks):
        sentences.append(_("The run-up moves along, in working days."))
    if detail.invitation.last is not None:
        sentences.append(
            _("Invitees have v{version}; send the update afterwards.").format(
                version=detail.invitation.last.version_number
            )
        )
    return " ".join(sentences)


def _said(title: str, start: datetime, *, all_day: bool) -> str:
    when = day_text(start.date(), "ddd d MMMM")
    if not all_day:
        when = f"{when}, {clock(start)}"
    return _("Moved “{title}” to {when}").format(title=title, when=when)


def _lowered(*buttons: Button) -> QWidget:
    """Buttons at the height of fields that have a label above them."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, round(line_height(SMALL_MEDIUM)) + 4, 0, 0)
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    return holder
