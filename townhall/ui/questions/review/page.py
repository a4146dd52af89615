"""The page on which near-duplicates are reviewed: the groups, one side by side, the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.duplicate_batch import AlikeGroup, Scope
from townhall.language import _, ngettext
from townhall.services.queries.duplicate_review import (
    QueuedGroup,
    ReviewSheet,
    review_queue,
    review_sheet,
)
from townhall.ui.actions import Action
from townhall.ui.questions.review.choice import Choice
from townhall.ui.questions.review.commands import review_commands
from townhall.ui.questions.review.decisions import Decisions
from townhall.ui.questions.review.foot import ReviewFoot
from townhall.ui.questions.review.group_view import GroupView
from townhall.ui.questions.review.kept import groups_from_json, groups_to_json
from townhall.ui.questions.review.queue import SCORE, VOTES, ReviewQueue
from townhall.ui.questions.review.search import GroupSearch
from townhall.ui.screen import Frame, Page
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.notices import EmptyState

_WIDE_FROM = 1000
"""Width of the page in pixels from which the queue gets the room that it likes to have."""


class ReviewPage(Page):
    """Goes through the groups of `scope` one by one; every decision is a step that is undone.

    The groups are looked for once, beside the database. What was decided is read from the plan, so
    undo, and what others do, shows at once.
    """

    nouns = frozenset({"question", "follow-up", "question-theme", "audience", "person"})

    def __init__(self, frame: Frame, scope: Scope, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._scope = scope
        self._groups: list[AlikeGroup] | None = None
        self._queue: dict[int, QueuedGroup] = {}
        self._order = SCORE
        self._current: int | None = None
        self._then_next = False
        self.choice = Choice()
        self.decisions = Decisions(frame, self.choice, self)
        self._search = GroupSearch(frame, "review.batch", self)
        self.queue = ReviewQueue()
        self.view = GroupView()
        self.foot = ReviewFoot()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        again = Button(_("Look again"), "primary", icon="refresh")
        again.clicked.connect(self.look)
        self._looking = EmptyState(
            "search",
            _("Looking for questions that look alike"),
            _("Every question is compared with those that share rare words with it."),
        )
        self._stopped = EmptyState(
            "pause", _("Stopped"), _("Nothing was compared to the end."), [again]
        )
        self._none = EmptyState(
            "check-circle",
            _("No two questions look alike"),
            _("What was merged, or found to be different, is not suggested again."),
        )
        body = QWidget()
        main = QVBoxLayout()
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(0)
        main.addWidget(self.view, 1)
        main.addWidget(self.foot)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.queue)
        row.addWidget(Hairline(vertical=True))
        row.addLayout(main, 1)
        self._body = body
        self._place = QStackedLayout(self)
        for widget in (self._looking, self._stopped, self._none, body):
            self._place.addWidget(widget)

    def _connect(self) -> None:
        self._search.found.connect(self.show_groups)
        self._search.stopped.connect(self._on_stopped)
        self.queue.chosen.connect(self._on_group)
        self.queue.sorted_by.connect(self._on_order)
        self.view.lead_wanted.connect(self._on_lead)
        self.view.chosen_changed.connect(self._on_chosen)
        decisions = self.decisions
        self.view.part_wanted.connect(decisions.part)
        self.view.answer_wanted.connect(decisions.answer)
        self.view.link_wanted.connect(decisions.link)
        self.view.different_wanted.connect(decisions.differ_from)
        self.foot.next.connect(lambda: self.step(1))
        self.foot.previous.connect(lambda: self.step(-1))
        self.foot.undo.connect(decisions.undo)
        self.foot.different.connect(decisions.differ)
        self.foot.merge.connect(decisions.merge)
        decisions.decided.connect(self._on_decided)
        decisions.refused.connect(self._on_refused)
        decisions.steps_changed.connect(self._show_foot)

    # What the frame asks

    def title(self) -> str:
        return _("Near-duplicates")

    def facts(self) -> str:
        if self._scope.added is not None:
            return _("of the questions that were just imported")
        if self._scope.communication_id is not None:
            return _("of one event")
        return ""

    def chip(self) -> QWidget | None:
        if self._current is None or self._current not in self._queue:
            return None
        place = list(self._queue).index(self._current) + 1
        words = _("Group {n} of {total}").format(n=place, total=len(self._queue))
        return Chip(words, "accent")

    def commands(self) -> Sequence[Action]:
        return review_commands(self)

    def first_focus(self) -> QWidget:
        return self.queue.table if self._queue else self

    def state(self) -> dict[str, Any]:
        if self._groups is None:
            return {}
        return {
            "groups": groups_to_json(self._groups),
            "current": self._current,
            "order": self._order,
            "steps": self.decisions.steps,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        groups = groups_from_json(state.get("groups"))
        if groups is not None:
            self._groups = groups
        if isinstance(state.get("current"), int):
            self._current = state["current"]
        if isinstance(state.get("steps"), int):
            self.decisions.steps = state["steps"]
        if state.get("order") in (SCORE, VOTES):
            self._order = state["order"]

    def refresh(self, changes: Changes | None) -> None:
        if self._groups is None:
            self.look()
        else:
            self._read_queue()

    # Reading

    def look(self) -> None:
        """Look for groups, as a job that shows how far it is and can be stopped."""
        self._place.setCurrentWidget(self._looking)
        self._search.start(self._scope)

    def show_groups(self, groups: list[AlikeGroup]) -> None:
        """Review these groups, from the first that waits."""
        self._groups = groups
        self._current = None
        self._read_queue()

    def _on_stopped(self) -> None:
        self._place.setCurrentWidget(self._stopped)

    def _read_queue(self) -> None:
        groups = self._groups or []
        self.frame.jobs.read(review_queue, groups, done=self._on_queue, channel="review.queue")

    def _on_queue(self, queue: tuple[QueuedGroup, ...]) -> None:
        before = self._queue
        ordered = sorted(queue, key=self._rank)
        self._queue = {group.group.lead: group for group in ordered}
        self._place.setCurrentWidget(self._body if queue else self._none)
        self.queue.show_groups(ordered, self._order)
        if not queue:
            self.heading_changed.emit()
            return
        opened = [
            lead
            for lead, group in self._queue.items()
            if group.decided is None and lead in before and before[lead].decided is not None
        ]
        wanted = opened[0] if opened else self._current
        if self._then_next:
            wanted = self._next_waiting(wanted)
            self._then_next = False
        elif wanted is None or wanted not in self._queue:
            wanted = self._next_waiting(None)
        if not before:
            self.queue.table.setFocus()
        self._show(wanted)

    def _rank(self, group: QueuedGroup) -> tuple[int, int]:
        by_votes = self._order == VOTES
        return (-(group.votes if by_votes else group.group.score), group.group.lead)

    def _next_waiting(self, after: int | None) -> int | None:
        """The next group without a decision, from the top again; else the one looked at."""
        leads = list(self._queue)
        start = leads.index(after) if after in self._queue else -1
        for lead in leads[start + 1 :] + leads[: start + 1]:
            if self._queue[lead].decided is None:
                return lead
        return after if after in self._queue else leads[0]

    def _show(self, lead: int | None) -> None:
        if lead is None:
            return
        self._current = lead
        self.choice.look_at(self._queue[lead])
        self.queue.go_to(lead)
        self.heading_changed.emit()
        self._read_sheet()

    def _read_sheet(self) -> None:
        choice = self.choice
        if choice.group is not None:
            self.frame.jobs.read(
                review_sheet,
                choice.group.group,
                choice.lead,
                choice.chosen(),
                self.frame.clock,
                done=self._on_sheet,
                channel="review.sheet",
            )

    def _on_sheet(self, sheet: ReviewSheet) -> None:
        choice = self.choice
        if choice.group is not None:
            choice.sheet, choice.lead = sheet, sheet.lead
            self.view.show_choice(choice)
            self._show_foot()

    def _show_foot(self) -> None:
        self.foot.show_choice(
            merge=self._merge_words() if self.choice.can_merge() else "",
            different=self.choice.waits,
            undo=self.decisions.can_undo(),
        )

    def _merge_words(self) -> str:
        n = len(self.choice.members())
        if not n:
            return _("Merge into the earlier one")
        return ngettext("Merge {n} question", "Merge {n} questions", n + 1).format(n=n + 1)

    # What the user does

    def step(self, by: int) -> None:
        """Go `by` groups down, or up when negative, as far as the queue goes."""
        leads = list(self._queue)
        if self._current in self._queue:
            place = leads.index(self._current) + by
            self._show(leads[max(0, min(place, len(leads) - 1))])

    def choose_lead(self, place: int) -> None:
        """Let the question on the card with this number stand for the others."""
        self._on_lead(self.choice.at(place))

    def leave_out(self, place: int) -> None:
        """Leave the question on the card with this number out, or take it in again."""
        wanted = self.choice.at(place)
        if wanted is not None:
            self._on_chosen(wanted, chosen=wanted in self.choice.left_out)

    def _on_decided(self) -> None:
        self._then_next = True

    def _on_refused(self) -> None:
        self._then_next = False
        self._read_sheet()

    def _on_group(self, lead: int) -> None:
        if lead != self._current:
            self._show(lead)

    def _on_lead(self, question_id: int | None) -> None:
        if self.choice.waits and question_id is not None:
            self.choice.let_lead(question_id)
            self._read_sheet()

    def _on_chosen(self, question_id: int, chosen: bool) -> None:  # noqa: FBT001 (a Qt signal)
        if self.choice.waits:
            self.choice.toggle(question_id, chosen=chosen)
            self._read_sheet()

    def _on_order(self, order: str) -> None:
        self._order = order
        self._read_queue()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.queue.set_narrow(narrow=self.width() < _WIDE_FROM)
