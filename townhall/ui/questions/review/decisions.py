"""Carries out what is decided on a group; every decision is a step that U undoes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from townhall.domain.errors import TownHallError
from townhall.services.duplicate_decisions import answer_as_before, tell_from_earlier
from townhall.services.question_merging import mark_different, merge_questions, unmerge_question
from townhall.ui.questions.review.choice import Choice
from townhall.ui.screen import Frame


class Decisions(QObject):
    """`decided()` when a group is settled, `refused()` when it cannot be so.

    `steps` are the decisions that can be undone; `steps_changed()` tells when they are others.
    """

    decided = Signal()
    refused = Signal()
    steps_changed = Signal()

    def __init__(self, frame: Frame, choice: Choice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame, self._choice = frame, choice
        self.steps = 0
        frame.history.pushed.connect(self._on_step)
        frame.history.redone.connect(self._on_step)
        frame.history.undone.connect(self._on_undone)

    def merge(self) -> None:
        """Merge what is chosen into the lead; what is left out is found to be different."""
        choice = self._choice
        if choice.can_merge() and choice.alone:
            self.link()
        elif choice.can_merge():
            self._decide(merge_questions, choice.lead, choice.members(), left_out=choice.away())

    def differ(self) -> None:
        """Note that all questions of the group differ, or that it differs from earlier ones."""
        choice = self._choice
        if choice.waits and choice.alone and choice.sheet is not None:
            earlier = [each.question.id for each in choice.sheet.earlier]
            self._decide(tell_from_earlier, choice.lead, earlier)
        elif choice.waits:
            self._decide(mark_different, choice.standing())

    def link(self, earlier: int | None = None) -> None:
        """Merge what is chosen into an earlier question, the most alike unless one is named."""
        choice, first = self._choice, self._choice.earlier()
        if choice.can_link() and first is not None:
            asked = [choice.lead, *choice.members()]
            self._decide(merge_questions, earlier or first.question.id, asked)

    def answer(self, earlier: int | None = None) -> None:
        """Merge what is chosen and answer it with an earlier approved answer."""
        choice, first = self._choice, self._choice.earlier()
        if first is not None and (choice.can_answer() or (choice.waits and earlier is not None)):
            wanted = earlier or first.question.id
            self._decide(answer_as_before, choice.lead, choice.members(), wanted)

    def part(self, question_id: int) -> None:
        """Take a merged question out again; the group stays in view."""
        self._run(unmerge_question, question_id)

    def differ_from(self, earlier: int) -> None:
        """Note that the lead differs from one earlier question; the group stays in view."""
        self._run(tell_from_earlier, self._choice.lead, [earlier])

    def can_undo(self) -> bool:
        """Whether something was decided here that can be undone."""
        return self.steps > 0

    def undo(self) -> None:
        """Undo the last thing that was decided here."""
        if self.can_undo():
            self._frame.history.undo()

    def _decide(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        self._choice.sheet = None  # nothing more is decided before the group is read again
        self.decided.emit()
        self._run(use_case, *args, **kwargs)

    def _run(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        # No toast: the queue says what was decided, and U undoes it.
        self._frame.jobs.change(use_case, *args, failed=self._on_refused, said="", **kwargs)

    def _on_refused(self, error: TownHallError) -> None:
        self._frame.show_error(error)
        self.refused.emit()

    def _on_step(self, *_told: object) -> None:
        self.steps += 1
        self.steps_changed.emit()

    def _on_undone(self, _label: str) -> None:
        self.steps = max(0, self.steps - 1)
        self.steps_changed.emit()
