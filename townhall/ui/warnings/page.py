"""The page of warnings: by how much they matter, each with the way to its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.terms import Severity, label
from townhall.domain.warnings import PlanWarning
from townhall.language import _, ngettext
from townhall.services.queries.warnings import warnings
from townhall.ui.screen import Frame, Page
from townhall.ui.warning_lines import WarningLines
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.notices import EmptyState
from townhall.ui.widgets.page import ScrollPage

if TYPE_CHECKING:
    from townhall.domain.changes import Changes


class WarningsPage(Page):
    """Lists all warnings, the gravest first."""

    nouns = frozenset(
        {
            *("communication", "occurrence", "audience", "initiative", "cadence", "blackout"),
            *("plan", "training", "review", "duty", "follow-up", "question", "person"),
        }
    )

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.found: tuple[PlanWarning, ...] | None = None
        self.nothing = EmptyState(
            "check-circle",
            _("Nothing to be warned of"),
            _("No clashes, no silence, nothing overdue in the coming half year."),
        )
        self.lines: dict[Severity, WarningLines] = {}
        self._cards: dict[Severity, tuple[Card, SectionHead]] = {}
        self._area = ScrollPage(ground="bg")
        self._area.add(self.nothing)
        for severity in Severity:
            card, head = Card(), SectionHead(label(severity))
            lines = WarningLines(frame, pad=16)
            card.add(head)
            card.add(lines)
            self._cards[severity] = (card, head)
            self.lines[severity] = lines
            self._area.add(card)
            card.hide()
        self.nothing.hide()
        self._area.add_stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def title(self) -> str:
        return _("Warnings")

    def chip(self) -> QWidget | None:
        if not self.found:
            return None
        count = len(self.found)
        urgent = sum(each.severity is Severity.HIGH for each in self.found)
        words = ngettext("{n} warning", "{n} warnings", count).format(n=count)
        return Chip(words, "bad" if urgent else "warn")

    def first_focus(self) -> QWidget:
        shown = [line for each in self.lines.values() for line in each.lines]
        return shown[0].remedy if shown else self

    def refresh(self, changes: Changes | None) -> None:
        self.frame.jobs.read(
            warnings, clock=self.frame.clock, done=self._show, channel="warnings.page"
        )

    def _show(self, found: tuple[PlanWarning, ...]) -> None:
        self.found = found
        for severity, (card, head) in self._cards.items():
            own = [each for each in found if each.severity is severity]
            head.set_title(label(severity), str(len(own)))
            self.lines[severity].show_warnings(own)
            card.setVisible(bool(own))
        self.nothing.setVisible(not found)
        self.heading_changed.emit()
