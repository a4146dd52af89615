"""The page "Find a time": conditions at the right, proposals ranked, the nearest misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.domain.errors import InvalidInput, NotFound, TownHallError
from townhall.domain.time_finder import Conditions, Proposal
from townhall.language import _
from townhall.services.queries.ripple import Ripple
from townhall.services.queries.time_finder import (
    FoundTimes,
    TimeSearch,
    TimeWish,
    found_times,
    time_search,
)
from townhall.services.queries.time_ripple import moves, time_ripple
from townhall.ui.actions import Action
from townhall.ui.pages import open_event
from townhall.ui.rippling import Rippling
from townhall.ui.screen import Frame, Page
from townhall.ui.theme import theme
from townhall.ui.time_finder.conditions import ConditionsPanel
from townhall.ui.time_finder.exports import TimeExports
from townhall.ui.time_finder.proposals import MissesCard, ProposalsCard
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.page import ScrollPage

if TYPE_CHECKING:
    from townhall.domain.changes import Changes

_PANEL = 320
_STACKED_BELOW = 760


class TimeFinderPage(Page):
    """Finds a time for a wish; choosing one plans or moves what was wished, as one step."""

    nouns = frozenset({"communication", "audience", "person", "blackout", "cadence", "plan"})

    def __init__(self, frame: Frame, wish: TimeWish, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._wish = wish
        self.search: TimeSearch | None = None
        self.shown: FoundTimes | None = None
        self.exports = TimeExports(self)
        self._chosen: Proposal | None = None
        self.panel = ConditionsPanel()
        self.proposals = ProposalsCard()
        self.misses = MissesCard()
        self.area = ScrollPage(ground="bg")
        self.area.add(self.proposals)
        self.area.add(self.misses)
        self.area.add_stretch()
        self._line = Hairline(vertical=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.area, 1)
        self._row.addWidget(self._line)
        self._row.addWidget(self.panel)
        self.rippling = Rippling(self, self._row)
        self.rippling.applied.connect(self._plan)
        self.rippling.left.connect(self._leave)
        self.panel.changed.connect(self._look)
        self.proposals.wanted.connect(self.choose)
        self.misses.allowed.connect(self.panel.allow)
        self.misses.hide()

    def title(self) -> str:
        if self.search is None:
            return _("Find a time")
        return _("Find a time for {title}").format(title=self.search.title)

    def controls(self) -> QWidget:
        paper = Button(_("Print"), "ghost", icon="printer")
        paper.clicked.connect(lambda _checked=False: self.exports.print())
        pdf = Button(_("Save as PDF"), "ghost", icon="pdf")
        pdf.clicked.connect(lambda _checked=False: self.exports.save())
        close = Button(_("Close"), "ghost", icon="close")
        close.clicked.connect(lambda _checked=False: self.frame.close_page())
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (paper, pdf, close):
            row.addWidget(button)
        return holder

    def commands(self) -> Sequence[Action]:
        def there() -> bool:
            return self.shown is not None

        return [
            Action(
                "times.print", _("Print"), self.exports.print, "Ctrl+P", "printer", "edit", there
            ),
            Action(
                "times.pdf", _("Save as PDF"), self.exports.save, "Ctrl+S", "pdf", "edit", there
            ),
        ]

    def first_focus(self) -> QWidget:
        return self.proposals.rows[0].button if self.proposals.rows else self.panel.first

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(_STACKED_BELOW)
        self.panel.setFixedWidth(theme().px(_PANEL - 60 if narrow else _PANEL))

    def refresh(self, changes: Changes | None) -> None:
        if self.search is not None:
            self._look(self.panel.conditions)
            return
        self.frame.jobs.read(
            time_search,
            self._wish,
            clock=self.frame.clock,
            done=self._on_search,
            failed=self._on_gone,
            channel="times.search",
        )

    def _on_search(self, search: TimeSearch) -> None:
        self.search = search
        self.panel.show_search(search)
        self.heading_changed.emit()
        self._look(search.conditions)

    def _on_gone(self, error: TownHallError) -> None:
        self.frame.show_error(error)
        if isinstance(error, NotFound):
            self.frame.close_page()

    def _look(self, conditions: Conditions | None) -> None:
        """Rank anew, off the window's thread; only the newest conditions are answered."""
        if conditions is None:
            return
        self.frame.jobs.read(
            found_times,
            self._wish,
            conditions,
            clock=self.frame.clock,
            done=self._on_found,
            failed=self._on_refused,
            channel="times.found",
        )

    def _on_found(self, found: FoundTimes) -> None:
        self.shown = found
        self.panel.show_error(None, "")
        self.proposals.show_found(found.found, found.conditions)
        self.misses.show_misses(found.found.misses)

    def _on_refused(self, error: TownHallError) -> None:
        if isinstance(error, InvalidInput):
            self.panel.show_error(error.field, str(error))
        else:
            self._on_gone(error)

    def choose(self, proposal: Proposal) -> None:
        """Plan the proposal with its repeat sessions; what moves along is shown first."""
        if self.search is None:
            return
        self._chosen = proposal
        if not moves(self.search):
            self._plan(None)
            return
        self.frame.jobs.read(
            time_ripple,
            self.search,
            proposal.start,
            clock=self.frame.clock,
            done=self._on_ripple,
            failed=self._on_gone,
            channel="times.ripple",
        )

    def _on_ripple(self, found: Ripple) -> None:
        if found.is_empty or self.search is None:
            self._plan(None)
            return
        self.panel.hide()
        self.rippling.show(found, self.frame.clock.today(self.search.time_zone))

    def _leave(self) -> None:
        """Choose again."""
        self.rippling.close()
        self.panel.show()
        self.first_focus().setFocus()

    def _plan(self, along: Sequence[str] | None) -> None:
        """Plan what was chosen with what `along` names; None: with all that counts from it."""
        from townhall.services.time_finder import plan_time

        conditions, proposal = self.panel.conditions, self._chosen
        if self.search is None or conditions is None or proposal is None:
            return
        names = dict(self.search.audience_choices)
        self.frame.jobs.change(
            plan_time,
            replace(self.search, conditions=conditions),
            (proposal.start, *proposal.repeats),
            conditions.duration_minutes,
            [names[each] for each in sorted(conditions.audience_ids)],
            along=along,
            done=self._on_planned,
        )

    def _on_planned(self, key: tuple[int, datetime]) -> None:
        self.frame.close_page()
        open_event(self.frame, *key)
