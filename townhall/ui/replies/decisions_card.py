"""The card of answers that wait: what was answered, why it is doubtful, what can be done."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.terms import PartStat, label
from townhall.domain.zones import from_utc
from townhall.language import _
from townhall.services.queries.reply_page import Decision
from townhall.ui.attendance import TONES
from townhall.ui.date_words import clock, day_text
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, Hairline, SectionHead
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.marks import Avatar
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.paint import BODY, SMALL, TITLE, Type

INVITE = "invite"


class DecisionsCard(Card):
    """Each answer that waits, with buttons; the page does what they ask."""

    accept_wanted = Signal(object, str)
    """Take in (Decision) as it is (""), with an invitation (INVITE), or as of an address."""
    refuse_wanted = Signal(object)
    move_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DecisionRow] = []
        self.head = SectionHead(_("Your decision"))
        self.add(self.head)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.add(holder)

    def set_decisions(self, decisions: Sequence[Decision], zone: str, *, titles: bool) -> None:
        """Show what waits; `titles` says of which communication each is."""
        self.setVisible(bool(decisions))
        self.head.set_title(_("Your decision"), str(len(decisions)))
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for decision in decisions:
            row = DecisionRow(decision, zone, titled=titles)
            row.accept_wanted.connect(functools.partial(self.accept_wanted.emit, decision))
            row.refuse_wanted.connect(functools.partial(self.refuse_wanted.emit, decision))
            row.move_wanted.connect(functools.partial(self.move_wanted.emit, decision))
            self.rows.append(row)
            self._rows.addWidget(row)


class DecisionRow(QWidget):
    """One answer that waits."""

    accept_wanted = Signal(str)
    refuse_wanted = Signal()
    move_wanted = Signal()

    def __init__(
        self, decision: Decision, zone: str, *, titled: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.decision = decision
        reply = decision.waiting.reply
        name = reply.name or reply.email
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Hairline())
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        outer.addLayout(row)
        lead = QVBoxLayout()
        lead.addWidget(Avatar(name, 24))
        lead.addStretch(1)
        row.addLayout(lead)
        column = QVBoxLayout()
        column.setSpacing(4)
        row.addLayout(column, 1)
        column.addWidget(Paragraph(name, TITLE, selectable=False))
        answered = from_utc(reply.stamp, zone)
        partstat = PartStat(reply.partstat.lower())
        facts = [reply.email] if reply.email else []
        facts.append(f"{day_text(answered.date(), 'ddd d MMM')}, {clock(answered)}")
        column.addWidget(StateLine(label(partstat), TONES[partstat], facts))
        for words, kind, role in self._sentences(titled=titled):
            column.addWidget(Paragraph(words, kind, role))
        holder = QWidget()
        flow = FlowLayout(holder)
        self.buttons = self._buttons()
        for button in self.buttons:
            button.setAccessibleName(f"{button.text()}: {name}")
            flow.addWidget(button)
        column.addSpacing(4)
        column.addWidget(holder)

    def _sentences(self, *, titled: bool) -> list[tuple[str, Type, str]]:
        decision, reply = self.decision, self.decision.waiting.reply
        found: list[tuple[str, Type, str]] = []
        if titled:
            when = f", {_moment(decision)}" if decision.row is not None else ""
            found.append((f"{decision.title}{when}", SMALL, "text2"))
        if reply.proposed_start is not None and decision.row is not None:
            proposed = reply.proposed_start
            day = "" if proposed.date() == decision.row.start.date() else "ddd d MMMM, "
            words = _("Proposes {new} instead of {old}.").format(
                new=(day_text(proposed.date(), day) if day else "") + clock(proposed),
                old=_moment(decision) if day else clock(decision.row.start),
            )
            found.append((words, BODY, "text"))
        else:
            found.append((reply.reason, BODY, "text"))
        if reply.comment:
            found.append((f"“{reply.comment}”", BODY, "text2"))
        return found

    def _buttons(self) -> list[Button]:
        decision, reply = self.decision, self.decision.waiting.reply
        if reply.proposed_start is not None and reply.original_start is not None:
            move = Button(_("Move to this time"))
            move.clicked.connect(lambda _down=False: self.move_wanted.emit())
            keep = Button(_("Keep the date"))
            keep.clicked.connect(lambda _down=False: self.refuse_wanted.emit())
            return [move, keep]
        out = Button(_("Leave out"))
        out.clicked.connect(lambda _down=False: self.refuse_wanted.emit())
        if decision.waiting.candidates:
            return [self._who(), out]
        take = Button(_("Take in"))
        take.clicked.connect(lambda _down=False: self.accept_wanted.emit(""))
        buttons = [take, out]
        if reply.email and not decision.waiting.invited:
            both = Button(_("Take in and invite"))
            both.clicked.connect(lambda _down=False: self.accept_wanted.emit(INVITE))
            buttons.insert(1, both)
        return buttons

    def _who(self) -> Button:
        """Whom a name means, where several people are called so."""
        button = Button(_("Say who it is"))
        menu = Menu(button, name=_("Say who it is"))
        for name, email in self.decision.waiting.candidates:
            menu.addAction(f"{name}, {email}", functools.partial(self.accept_wanted.emit, email))
        button.setMenu(menu)
        return button


def _moment(decision: Decision) -> str:
    row = decision.row
    if row is None:
        return ""
    day = day_text(row.start.date(), "ddd d MMMM")
    return day if row.all_day else f"{day}, {clock(row.start)}"
