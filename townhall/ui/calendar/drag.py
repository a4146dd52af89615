"""A drag in the calendar: what is taken, where it would go, and the card that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.domain.date_checks import DateCheck
from townhall.language import _, pgettext
from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.calendar.drag_checks import DragChecks
from townhall.ui.date_words import clock, day_text, duration_text
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.key_cap import KeyCap
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.notices import FloatCard
from townhall.ui.widgets.paint import BODY, SMALL

_DAY = timedelta(days=1)


class Pull(StrEnum):
    """What a drag does."""

    MOVE = "move"
    STRETCH = "stretch"
    CREATE = "create"


class Span(NamedTuple):
    """From when to when, as wall times of the view."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.end - self.start).total_seconds()) // 60


class Slot(NamedTuple):
    """Where something new goes: a day, or also a time and a length in minutes; for whom."""

    day: date
    at: time | None = None
    minutes: int | None = None
    all_day: bool = False
    audiences: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()


class DragQuestion(NamedTuple):
    """What is asked while dragging: how `row` would do at `start` (its own zone), so long."""

    row: OccurrenceRow
    start: datetime
    minutes: int
    copied: bool

    def text(self, checks: Sequence[DateCheck]) -> str:
        """The moment and its checks in words, for who does not see the card."""
        moment = self.row.shown_start + (self.start - self.row.start)
        span = Span(moment, moment + timedelta(minutes=self.minutes))
        told = [f"{each.text}: {each.reason}" if each.reason else each.text for each in checks]
        return ". ".join([span_text(span, all_day=self.row.all_day), *told])


@dataclass(slots=True)
class Drag:
    """A press that becomes a drag once the pointer has moved far enough.

    `row` is None while something new is drawn. `grabbed` is the moment under the press, `day`
    where the keyboard was; `span` is where it would be now, None over no place at all.
    """

    pull: Pull
    row: OccurrenceRow | None
    pressed: QPointF
    grabbed: datetime
    day: date
    started: bool = False
    point: QPointF | None = None
    span: Span | None = None
    copies: bool = False

    @property
    def by(self) -> timedelta:
        """How far it was taken."""
        if self.row is None or self.span is None:
            return timedelta()
        if self.pull is Pull.STRETCH:
            return self.span.end - self.row.shown_end
        return self.span.start - self.row.shown_start

    @property
    def question(self) -> DragQuestion | None:
        """What is to be looked at where it is now; None where it is drawn, or back in place."""
        if self.row is None or self.span is None or not self.by:
            return None
        start = self.row.start if self.pull is Pull.STRETCH else self.row.start + self.by
        return DragQuestion(self.row, start, self.span.minutes, self.copies)


class DragCard(FloatCard):
    """Beside the target while dragging: where it goes, where it was, what is in the way of it or
    free, which keys help.

    `checks` are those of the place before, until `show_checks` brings the new ones.
    """

    def __init__(
        self, drag: Drag, parent: QWidget, *, exact: bool, checks: Sequence[DateCheck] = ()
    ) -> None:
        super().__init__(_goal(drag), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = drag.row
        if row is not None and drag.by:
            self.body.addWidget(Label(_was(drag, row), BODY, "text2"))
        if row is not None and row.recurring and not drag.copies:
            self.body.addWidget(Label(_("This date alone"), BODY, "text2"))
        self.checks = DragChecks(checks, fresh=False)
        self.body.addWidget(self.checks)
        if row is not None:
            self.body.addWidget(Hairline())
        keys = QHBoxLayout()
        keys.setSpacing(6)
        if drag.pull is Pull.MOVE:
            _add_key(keys, "Alt", pgettext("drag", "copy"))
        if exact:
            _add_key(keys, "Ctrl", pgettext("drag", "to the minute"))
        _add_key(keys, "Esc", pgettext("drag", "back"))
        keys.addStretch(1)
        self.body.addLayout(keys)

    def show_checks(self, checks: Sequence[DateCheck]) -> None:
        """Say what is in the way of the place, or free."""
        shown, self.checks = self.checks, DragChecks(checks, fresh=True)
        self.body.replaceWidget(shown, self.checks)
        shown.hide()
        shown.deleteLater()
        self.checks.setVisible(bool(checks))
        self.show_beside(self._place)

    def show_beside(self, place: QRectF) -> None:
        """Stand right of `place`, or left of it where there is no room."""
        self._place = place
        parent = self.parentWidget()
        self.adjustSize()
        x = place.right() - self.MARGIN + 8
        if parent is not None and x + self.width() > parent.width():
            x = place.x() - self.width() + self.MARGIN - 8
        lowest = (parent.height() if parent is not None else 0) - self.height()
        y = max(0.0, min(place.y() - self.MARGIN, float(lowest)))
        self.move(QPoint(round(x), round(y)))
        self.show()
        self.raise_()


def span_text(span: Span, *, all_day: bool) -> str:
    """ "Wed 23 December, 10:30 – 11:30"; of the whole day only the days."""
    first, last = span.start.date(), span.end.date()
    if all_day:
        last = max(first, (span.end - timedelta(minutes=1)).date())
        text = day_text(first, "ddd d MMMM")
        return text if last == first else f"{text} – {day_text(last, 'ddd d MMMM')}"
    text = f"{day_text(first, 'ddd d MMMM')}, {clock(span.start)}"
    if span.end - span.start >= _DAY:
        return f"{text} – {day_text(last, 'ddd d MMMM')}, {clock(span.end)}"
    return text if span.end == span.start else f"{text} – {clock(span.end)}"


def _goal(drag: Drag) -> str:
    span, row = drag.span, drag.row
    if span is None or (row is not None and not drag.by):
        return _("Back in its place")
    whole = row.all_day if row is not None else span.start.time() == span.end.time() == time()
    return span_text(span, all_day=whole)


def _was(drag: Drag, row: OccurrenceRow) -> str:
    if drag.pull is Pull.STRETCH:
        minutes = int((row.end - row.start).total_seconds()) // 60
        return _("was {when}").format(when=duration_text(minutes))
    when = day_text(row.shown_start.date(), "ddd d MMMM")
    timed = drag.by % _DAY
    return _("was {when}").format(when=f"{when}, {clock(row.shown_start)}" if timed else when)


def _add_key(row: QHBoxLayout, key: str, words: str) -> None:
    row.addWidget(KeyCap(key))
    row.addWidget(Label(words, SMALL, "text2"))
    row.addSpacing(6)
