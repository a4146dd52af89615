"""Lists of the inspector: the run of show on the clock, and who takes part in which role."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.run_of_show import RunOfShow, ScheduledItem
from townhall.domain.terms import AttendeeRole, label
from townhall.language import _, ngettext
from townhall.services.queries.communication_details import AttendeeDetail
from townhall.ui.date_words import clock
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.marks import Avatar, Icon
from townhall.ui.widgets.paint import BODY, SMALL, Type

_TIME = Type(12, 500, tabular=True)
_AT_MOST = 8
"""People shown one by one; of the others only the number."""
_ON_STAGE = (AttendeeRole.HOST, AttendeeRole.SPEAKER, AttendeeRole.MODERATOR, AttendeeRole.ROOM)


class _Lines(QWidget):
    """Lines below each other that are all replaced at once."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(0)
        self._lines: list[QWidget] = []

    def _replace(self, lines: Sequence[QWidget]) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = list(lines)
        for line in lines:
            self._column.addWidget(line)


class RunOfShowList(_Lines):
    """Start, title and minutes of every agenda item."""

    def __init__(self) -> None:
        super().__init__()
        self._run: RunOfShow | None = None

    def show_run(self, run: RunOfShow) -> None:
        """Show another agenda."""
        self._run = run
        lines = [_agenda_line(item) for item in run.items]
        self._replace(lines or [Label(_("No run of show yet"), BODY, "text3")])

    def chip(self) -> QWidget | None:
        """How much too long it is, when it is."""
        if self._run is None or not self._run.over_minutes or not self._run.items:
            return None
        text = _("{n} min too long").format(n=self._run.over_minutes)
        return Chip(text, Tone.BAD, dot=True)


class AttendeeList(_Lines):
    """Hosts, speakers, moderators and rooms one by one; the others by number."""

    def show_people(self, people: Sequence[AttendeeDetail]) -> None:
        """Show other people."""
        order = list(AttendeeRole)
        named = sorted(
            (each for each in people if each.role in _ON_STAGE),
            key=lambda each: order.index(each.role),
        )[:_AT_MOST]
        lines: list[QWidget] = [_person_line(each) for each in named]
        others = len(people) - len(named)
        if others and named:
            text = ngettext("and {n} other", "and {n} others", others)
            lines.append(Label(text.format(n=others), SMALL, "text2"))
        elif others:
            text = ngettext("{n} invited", "{n} invited", others)
            lines.append(Label(text.format(n=others), BODY))
        self._replace(lines or [Label(_("Nobody yet"), BODY, "text3")])


def _agenda_line(scheduled: ScheduledItem) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 5, 0, 5)
    row.setSpacing(8)
    start = Label(clock(scheduled.start), _TIME, "bad" if scheduled.late_minutes else "text2")
    start.setFixedWidth(theme().px(40))
    row.addWidget(start)
    if scheduled.item.start is not None:
        row.addWidget(Icon("lock", "text3", 14, name=_("Fixed start")))
    row.addWidget(ElidedLabel(scheduled.item.title, BODY), 1)
    minutes = _("{n} min").format(n=scheduled.item.duration_minutes)
    row.addWidget(Label(minutes, _TIME, "text2"))
    return holder


def _person_line(person: AttendeeDetail) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 3, 0, 3)
    row.setSpacing(8)
    if person.role is AttendeeRole.ROOM:
        row.addWidget(Icon("room", "text2", 24))
    else:
        row.addWidget(Avatar(person.name or person.email))
    row.addWidget(ElidedLabel(person.name or person.email, BODY), 1)
    row.addWidget(Label(label(person.role), SMALL, "text2"))
    return holder
