"""The head of the page: when and where, the rule in words, and what can be done with the date."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.terms import CommunicationStatus
from townhall.language import _, pgettext
from townhall.services.queries.event import EventDetail
from townhall.ui.date_words import (
    clock,
    closed_days_words,
    day_text,
    exception_text,
    rule_text,
    time_text,
)
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import ElidedLabel
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.paint import BODY, Type

_WHEN = Type(20, 600)


class EventHead(QWidget):
    """Date and time in large, facts below, buttons at the right or, where narrow, below."""

    move_wanted = Signal()
    find_wanted = Signal()
    edit_wanted = Signal()
    cancel_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.when = ElidedLabel("", _WHEN)
        self.facts: list[str] = []
        self._facts = QWidget()
        self._flow = FlowLayout(self._facts, gap=18, line_gap=4)
        self.move_button = Button(_("Move"), icon="calendar")
        self.find_button = Button(_("Find a time"), icon="clock")
        self.edit = Button(_("Edit"), icon="pencil")
        self.cancel = Button(pgettext("event", "Cancel"), icon="calendar-off")
        self.restore = Button(_("Put back"), icon="undo")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.when)
        texts.addWidget(self._facts)
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        for button in (self.move_button, self.find_button, self.edit, self.cancel, self.restore):
            buttons.addWidget(button)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignLeft)
        self.move_button.clicked.connect(self.move_wanted)
        self.find_button.clicked.connect(self.find_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.restore.clicked.connect(self.restore_wanted)

    def set_event(self, detail: EventDetail) -> None:
        """Show a date."""
        row = detail.date.row
        day = day_text(row.start.date())
        self.when.setText(f"{day[:1].upper()}{day[1:]}, {time_text(row)}")
        self._flow.clear()
        self.facts = []
        for name, words in _facts(detail):
            self.facts.append(words)
            self._flow.addWidget(_fact(name, words))
        self._facts.setVisible(bool(self.facts))
        off = row.status is CommunicationStatus.CANCELLED
        self.edit.setText(_("Edit series") if row.recurring else _("Edit"))
        self.edit.set_icon("repeat" if row.recurring else "pencil")
        self.move_button.setVisible(not off)
        self.find_button.setVisible(not off)
        self.cancel.setVisible(not off)
        whole = detail.date.communication.status is CommunicationStatus.CANCELLED
        self.restore.setVisible(off and not whole and row.recurring)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self.when.sizeHint().width() + self._buttons.sizeHint().width() + 24
        wide = event.size().width() >= needed
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)


def _facts(detail: EventDetail) -> list[tuple[str, str]]:
    """Icons and words: place, link, rule, how the date differs, another time zone."""
    row, series = detail.date.row, detail.date.communication
    found = []
    if row.location:
        found.append(("pin", row.location))
    if series.join_link:
        host = urlsplit(series.join_link).hostname or series.join_link
        found.append(("link", _("Online: {host}").format(host=host)))
    rule = rule_text(series)
    if rule:
        sentence = _("Series: {rule}").format(rule=rule[:1].lower() + rule[1:])
        if not row.all_day:
            sentence = f"{sentence}, {clock(series.start)}"
        found.append(("repeat", "; ".join((sentence, *closed_days_words(series)))))
    exception = exception_text(detail.date)
    if exception:
        found.append(("branch", exception))
    if row.time_zone != detail.plan.time_zone and not row.all_day:
        found.append(("globe", _("Times in {zone}").format(zone=row.time_zone)))
    return found


def _fact(name: str, words: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Icon(name, "text2", 16))
    row.addWidget(ElidedLabel(words, BODY, "text2"))
    return holder
