"""Calendars read in from others: a line for each, changed where it stands, read again, removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.domain.terms import OverlayColor, label
from townhall.domain.zones import from_utc
from townhall.language import _, ngettext
from townhall.services.overlays import CalendarFile, OverlayCounts, read_calendar_file, read_overlay
from townhall.services.queries.overlays import OverlayChoices, OverlayDetail
from townhall.services.records import change_record, remove_record
from townhall.ui.date_words import clock, day_text
from townhall.ui.overlay_whom import WhomChoice
from townhall.ui.pages import open_calendar_import
from townhall.ui.screen import Frame
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.in_place import InPlace
from townhall.ui.widgets.labels import ElidedLabel, Paragraph
from townhall.ui.widgets.paint import BODY, SMALL
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.switches import Switch
from townhall.ui.widgets.themed import Themed


class OverlayList(QWidget):
    """All calendars of others by name. `add_button` opens the page that reads one in."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.add_button = Button(_("Read in a calendar…"), icon="plus")
        self.add_button.clicked.connect(lambda _checked=False: open_calendar_import(frame))
        self.empty = Paragraph(
            _(
                "No calendars of others yet. Read in an .ics file: the holidays of the region, the "
                "board’s calendar, bookings of a room. They show behind the plan, and what keeps "
                "somebody busy counts for clashes and for finding a time."
            ),
            BODY,
            "text2",
            selectable=False,
        )
        self.empty.setContentsMargins(16, 4, 16, 14)
        self.lines: list[OverlayLine] = []
        self._shown: OverlayChoices | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.empty)

    def show_overlays(self, found: OverlayChoices) -> None:
        """Show these; nothing happens where nothing has changed."""
        if self._shown == found:
            return
        kept = next((line.shown.id for line in self.lines if line.has_keyboard()), None)
        self._shown = found
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [OverlayLine(each, found, self) for each in found.overlays]
        for place, line in enumerate(self.lines):
            self._column.insertWidget(place, line)
            if line.shown.id == kept:
                line.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.empty.setVisible(not self.lines)

    def change(
        self, line: OverlayLine, values: dict[str, Any], failed: Callable[[TownHallError], None]
    ) -> None:
        """Change fields of a calendar."""
        self._frame.jobs.change(change_record, "overlay", line.shown.id, values, failed=failed)

    def remove(self, line: OverlayLine) -> None:
        """Take a calendar out, with all its dates."""
        self._frame.jobs.change(remove_record, "overlay", line.shown.id)

    def read_again(self, line: OverlayLine) -> None:
        """Read the file a calendar came from once more."""
        zone = self._shown.time_zone if self._shown is not None else "UTC"
        line.again.setEnabled(False)
        self._frame.jobs.work(
            read_calendar_file,
            Path(line.shown.path),
            zone=zone,
            clock=self._frame.clock,
            title=_("Reading {file}").format(file=Path(line.shown.path).name),
            done=lambda read: self._on_read(line, read),
            failed=line.on_unreadable,
        )

    def _on_read(self, line: OverlayLine, read: CalendarFile) -> None:
        self._frame.jobs.change(
            read_overlay,
            read,
            overlay_id=line.shown.id,
            said="",
            done=lambda counts: self._on_stored(line, counts),
            failed=line.on_unreadable,
        )

    def _on_stored(self, line: OverlayLine, counts: OverlayCounts) -> None:
        line.again.setEnabled(True)
        self._frame.toast(outcome_text(counts))


class OverlayLine(Themed, QWidget):
    """One calendar: its name, whom it keeps busy, colour, whether it shows; and what it holds."""

    def __init__(self, shown: OverlayDetail, choices: OverlayChoices, owner: OverlayList) -> None:
        super().__init__()
        self.shown = shown
        self.name = InPlace(name=_("Name of the calendar"))
        self.facts = ElidedLabel(_facts(shown, choices.time_zone), SMALL, "text2")
        self.facts.setToolTip(shown.path)
        self.color = Select(
            [Option(each, label(each), tone=Tone(each.value)) for each in OverlayColor],
            shown.color,
            name=_("Colour of {name}").format(name=shown.name),
        )
        self.whom = WhomChoice(name=shown.name)
        self.visible = Switch(_("Shown"), checked=shown.shown)
        self.visible.setAccessibleName(_("Show {name}").format(name=shown.name))
        self.again = Button(_("Read again"), icon="refresh")
        self.again.setAccessibleName(_("Read {name} again").format(name=shown.name))
        self.again.setVisible(bool(shown.path))
        self.out = Button(
            kind="ghost", icon="trash", tip=_("Remove {name}").format(name=shown.name)
        )
        self._error = Paragraph("", SMALL, "bad")
        self._error.hide()
        self._lay_out()
        self.name.set_value(shown.name)
        self.whom.set_choices(choices.people, choices.audiences)
        self.whom.set_value(shown.stands_for, shown.whom)
        self.name.edited.connect(
            lambda value: owner.change(self, {"name": value}, self._on_bad_name)
        )
        self.color.chosen.connect(
            lambda value: owner.change(self, {"color": value}, self.on_unreadable)
        )
        self.whom.changed.connect(lambda fields: owner.change(self, fields, self.on_unreadable))
        self.visible.toggled.connect(
            lambda on: owner.change(self, {"shown": on}, self.on_unreadable)
        )
        self.again.clicked.connect(lambda _checked=False: owner.read_again(self))
        self.out.clicked.connect(lambda _checked=False: owner.remove(self))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.name, 1)
        first.addWidget(self.visible)
        first.addWidget(self.again)
        first.addWidget(self.out)
        second = QHBoxLayout()
        second.setContentsMargins(InPlace.INSET, 0, 0, 0)
        second.setSpacing(8)
        second.addWidget(self.whom, 1)
        second.addWidget(self.color)
        below = QVBoxLayout()
        below.setContentsMargins(InPlace.INSET, 0, 0, 0)
        below.addWidget(self.facts)
        below.addWidget(self._error)
        column = QVBoxLayout(self)
        column.setContentsMargins(16 - InPlace.INSET, 10, 12, 12)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(below)
        column.addLayout(second)

    def has_keyboard(self) -> bool:
        """Whether one of its controls has the keyboard."""
        at = self.focusWidget()
        return at is not None and at.hasFocus()

    @property
    def error(self) -> str:
        """What went wrong last."""
        return self._error.words

    def on_unreadable(self, error: TownHallError) -> None:
        """Say what went wrong; what was read before stays."""
        self.again.setEnabled(True)
        self._error.setText(str(error))
        self._error.setVisible(bool(str(error)))

    def _on_bad_name(self, error: TownHallError) -> None:
        self.name.set_error(str(error))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(0, 0, self.width(), 1, theme().tokens.border)
        finally:
            painter.end()


def _facts(shown: OverlayDetail, zone: str) -> str:
    """How much it holds, when it was read, from which file."""
    read = from_utc(shown.read_at, zone)
    when = _("read on {day} at {time}").format(day=day_text(read.date()), time=clock(read))
    parts = [ngettext("{n} date", "{n} dates", shown.events).format(n=shown.events), when]
    if shown.path:
        parts.append(Path(shown.path).name)
    return DOT.join(parts)


def outcome_text(counts: OverlayCounts) -> str:
    """What reading a calendar again did, in a sentence."""
    if not (counts.added or counts.updated or counts.removed):
        return _("Nothing in “{name}” has changed").format(name=counts.name)
    return _("“{name}”: {added} new, {updated} changed, {removed} gone").format(
        name=counts.name, added=counts.added, updated=counts.updated, removed=counts.removed
    )
