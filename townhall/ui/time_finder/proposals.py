"""The cards of the time finder: what is proposed, and the nearest misses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.time_finder import Conditions, Found, Miss, Proposal
from townhall.domain.time_reasons import Cause, Reason
from townhall.language import _, ngettext
from townhall.ui.date_words import day_text
from townhall.ui.theme import Tone, theme
from townhall.ui.time_finder.day_strip import DayStrip, Legend
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, CardNote, Hairline, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.dates import locale
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.meters import Meter, Part
from townhall.ui.widgets.paint import BODY, HEAD, SMALL, Type
from townhall.ui.widgets.rows import Row

_DATE_WIDTH, _REACH_WIDTH = 132, 160
_STACKED_BELOW = 720
_GOOD_REACH = 0.85
_TIMES = Type(13, 500, tabular=True)
_REACHED = Type(20, 600, tabular=True)


class ProposalsCard(Card):
    """Proposals, best first: `wanted(proposal)`."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ProposalRow] = []
        self._legend = Legend()
        self._head = SectionHead(_("Proposals"), trailing=self._legend)
        self.add(self._head)
        self.nothing = CardNote("")
        self.add(self.nothing)

    def show_found(self, found: Found, conditions: Conditions) -> None:
        """Show what was found under `conditions`."""
        kept = len(found.proposals)
        looked = ngettext(
            "{kept} kept of {n} moment looked at",
            "{kept} kept of {n} moments looked at",
            found.looked_at,
        ).format(kept=kept, n=locale().toString(found.looked_at))
        self._head.set_title(_("Proposals"), looked)
        self.nothing.paragraph.setText(
            _("No moment satisfies all conditions. Let one go, or look in a wider range.")
        )
        self.nothing.setVisible(not kept)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, each in enumerate(found.proposals):
            row = ProposalRow(each, _chip(each, conditions, best=place == 0), best=place == 0)
            row.button.clicked.connect(
                lambda _checked=False, proposal=each: self.wanted.emit(proposal)
            )
            self.rows.append(row)
            self.add(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.setVisible(event.size().width() >= theme().px(_STACKED_BELOW))


class ProposalRow(QWidget):
    """One proposal: when, why and the day as a strip, how many it reaches, and the choice."""

    def __init__(self, proposal: Proposal, chip: Chip | None, *, best: bool) -> None:
        super().__init__()
        self.proposal = proposal
        self.button = Button(_("Choose this date"), "primary" if best else "default")
        self.button.setAccessibleName(
            _("Choose {day}, {time:%H:%M}").format(
                day=day_text(proposal.start.date()), time=proposal.start
            )
        )
        self._reasons = QGridLayout()
        self._reasons.setHorizontalSpacing(16)
        self._reasons.setVerticalSpacing(6)
        self._shown = [_reason(each) for each in proposal.reasons]
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addLayout(self._reasons)
        middle.addStretch(1)
        middle.addWidget(DayStrip(proposal))
        self._when, self._reach = self._date(chip), self._people()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(16, 14, 16, 14)
        self._row.setSpacing(16)
        self._row.addWidget(self._when)
        self._row.addLayout(middle, 1)
        self._row.addWidget(self._reach)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(self._row)
        self._columns = 0
        self._arrange(2)

    def _date(self, chip: Chip | None) -> QWidget:
        proposal = self.proposal
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        day = day_text(proposal.start.date(), "ddd d MMM")
        column.addWidget(Label(day[:1].upper() + day[1:], HEAD))
        times = f"{proposal.start:%H:%M} – {proposal.end:%H:%M}"
        column.addWidget(Label(times, _TIMES, "text2"))
        week = proposal.start.isocalendar().week
        column.addWidget(Label(_("week {n}").format(n=week), SMALL, "text2"))
        if chip is not None:
            column.addSpacing(4)
            column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return holder

    def _people(self) -> QWidget:
        proposal = self.proposal
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if proposal.people:
            line = QHBoxLayout()
            line.setSpacing(6)
            line.addWidget(Label(locale().toString(proposal.reached), _REACHED))
            total = locale().toString(proposal.people)
            words = _("of {total} people").format(total=total)
            line.addWidget(Label(words, BODY, "text2"), 1)
            column.addLayout(line)
            good = proposal.reached >= _GOOD_REACH * proposal.people
            part = Part(proposal.reached, _("reached"), Tone.OK if good else Tone.WARN)
            column.addWidget(Meter([part], proposal.people))
        column.addWidget(self.button)
        column.addStretch(1)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = event.size().width() < theme().px(_STACKED_BELOW)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
        self._arrange(1 if stacked else 2)
        for widget, width in ((self._when, _DATE_WIDTH), (self._reach, _REACH_WIDTH)):
            widget.setMinimumWidth(0 if stacked else theme().px(width))
            widget.setMaximumWidth(16_777_215 if stacked else theme().px(width))

    def _arrange(self, columns: int) -> None:
        """Put the reasons in so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        for place, widget in enumerate(self._shown):
            top = Qt.AlignmentFlag.AlignTop
            self._reasons.addWidget(widget, place // columns, place % columns, top)
        self._reasons.setColumnStretch(0, 1)
        self._reasons.setColumnStretch(1, 1 if columns == 2 else 0)


class MissesCard(Card):
    """The nearest moments that a condition rules out: `allowed(start)` lets one through."""

    allowed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self._rows: list[QWidget] = []
        self.add(SectionHead(_("Ruled out"), _("the nearest misses")))

    def show_misses(self, misses: Sequence[Miss]) -> None:
        """Show these."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows, self.buttons = [], []
        for miss in misses:
            allow = Button(_("Allow"), "link")
            when = _moment_words(miss.start)
            allow.setAccessibleName(_("Allow {moment}").format(moment=when))
            allow.clicked.connect(lambda _checked=False, start=miss.start: self.allowed.emit(start))
            cause = Chip(_causes()[miss.hindrances[0].cause])
            words = "; ".join(each.text for each in miss.hindrances)
            row = Row(when, words, static=True, trailing=[cause, allow])
            self.buttons.append(allow)
            self._rows.append(row)
            self.add(row)
        self.setVisible(bool(misses))


def _reason(reason: Reason) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    name = _("Good") if reason.good else _("Mind")
    sign, role = ("check", "ok") if reason.good else ("warning", "warn")
    icon = Icon(sign, role, 14, name=name)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Paragraph(reason.text, selectable=False), 1)
    return holder


def _chip(proposal: Proposal, conditions: Conditions, *, best: bool) -> Chip | None:
    if best:
        return Chip(_("Best match"), "ok", dot=True)
    days = conditions.rule_days
    if days is not None and proposal.start.date() in days:
        return Chip(_("Keeps the series"), "accent", dot=True)
    return None


def _causes() -> dict[Cause, str]:
    return {
        Cause.PEOPLE: _("Host or speaker"),
        Cause.ROOM: _("Room"),
        Cause.AUDIENCE: _("Audience"),
        Cause.CLOSED: _("Closed day"),
        Cause.CONDITION: _("Your condition"),
    }


def _moment_words(start: datetime) -> str:
    day = day_text(start.date(), "ddd d MMM")
    return f"{day[:1].upper()}{day[1:]}, {start:%H:%M}"
