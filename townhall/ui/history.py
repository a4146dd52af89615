"""Undo and redo: the steps of the open plan, reverted as jobs, one at a time."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from townhall.domain.errors import Conflict, TownHallError
from townhall.ui.jobs import Jobs

if TYPE_CHECKING:
    from townhall.domain.changes import Step

_Direction = Literal["undo", "redo"]

DEPTH = 200
"""Steps kept; older ones can no longer be undone."""


class History(QObject):
    """What can be undone and redone since the plan was opened.

    Presses while a step is still being reverted wait their turn. A step that cannot be reverted
    because somebody changed the same thing stays where it is until it is skipped.
    """

    changed = Signal()
    """Something else can be undone or redone now."""
    pushed = Signal(object, object)
    """(`Step`, words for the toast, None for the step's label): a change can be undone."""
    undone = Signal(str)
    """Label of the step that was undone."""
    redone = Signal(str)
    """Label of the step that was done again."""
    refused = Signal(object, str)
    """(`TownHallError`, "undo" or "redo"): the top step could not be reverted and stays."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._waiting: deque[tuple[_Direction, Step | None]] = deque()
        self._working = False
        self._plan_number = 0
        jobs.committed.connect(self.push)

    @property
    def undo_label(self) -> str | None:
        """What Undo would undo, in words; None when there is nothing."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """What Redo would do again, in words; None when there is nothing."""
        return self._redo[-1].label if self._redo else None

    def push(self, step: Step, said: str | None = None) -> None:
        """Remember a step that was just done; what was undone can no longer be done again."""
        self._undo.append(step)
        del self._undo[:-DEPTH]
        self._redo.clear()
        self.pushed.emit(step, said)
        self.changed.emit()

    def undo(self, step: Step | None = None) -> None:
        """Undo the last step, or `step` wherever it stands, as the toast of that step does."""
        self._ask("undo", step)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._ask("redo", None)

    def skip(self, direction: str) -> None:
        """Let go of the step that could not be reverted, so that the ones before it can be."""
        steps = self._undo if direction == "undo" else self._redo
        if steps:
            steps.pop()
            self.changed.emit()

    def clear(self) -> None:
        """Forget everything: another plan is opened."""
        self._plan_number += 1
        self._undo.clear()
        self._redo.clear()
        self._waiting.clear()
        self._working = False
        self.changed.emit()

    def _ask(self, direction: _Direction, step: Step | None) -> None:
        self._waiting.append((direction, step))
        self._next()

    def _next(self) -> None:
        if self._working or not self._waiting:
            return
        direction, step = self._waiting.popleft()
        steps = self._undo if direction == "undo" else self._redo
        if step is None:
            step = steps[-1] if steps else None
        if step is None or not _holds(steps, step):
            self._next()
            return
        self._working = True
        self._revert(direction, step)

    def _revert(self, direction: _Direction, step: Step) -> None:
        plan_number = self._plan_number

        def done(reverse: Step | None) -> None:
            if plan_number == self._plan_number:
                self._on_reverted(direction, step, reverse)

        def failed(error: TownHallError) -> None:
            if plan_number == self._plan_number:
                self._on_refused(direction, step, error)

        self._jobs.revert(step, done=done, failed=failed)

    def _on_reverted(self, direction: _Direction, step: Step, reverse: Step | None) -> None:
        here, there = (self._undo, self._redo) if direction == "undo" else (self._redo, self._undo)
        _take_out(here, step)
        if reverse is not None:
            there.append(replace(reverse, label=step.label))
        self._working = False
        self.changed.emit()
        (self.undone if direction == "undo" else self.redone).emit(step.label)
        self._next()

    def _on_refused(self, direction: _Direction, step: Step, error: TownHallError) -> None:
        steps = self._undo if direction == "undo" else self._redo
        if isinstance(error, Conflict) and _holds(steps, step):
            # On top, so that Skip lets go of this one.
            _take_out(steps, step)
            steps.append(step)
        self._waiting.clear()
        self._working = False
        self.changed.emit()
        self.refused.emit(error, direction)
        self._next()


def _holds(steps: list[Step], step: Step) -> bool:
    """By identity: doing the same thing twice makes equal steps."""
    return any(other is step for other in steps)


def _take_out(steps: list[Step], step: Step) -> None:
    steps[:] = [other for other in steps if other is not step]
