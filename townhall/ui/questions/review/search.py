"""Looks for groups of near-duplicates beside the database, so that it can be stopped."""

from PySide6.QtCore import QObject, Signal

from townhall.domain.duplicate_batch import Batch, Scope, find_groups
from townhall.language import _
from townhall.services.queries.near_duplicates import question_batch
from townhall.ui.screen import Frame


class GroupSearch(QObject):
    """`found(groups)` when everything was compared, `stopped()` when it was cancelled.

    `too_many()`: the plan has more questions than were to be compared.
    """

    found = Signal(list)
    stopped = Signal()
    too_many = Signal()

    def __init__(self, frame: Frame, channel: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame, self._channel = frame, channel
        self._title = ""
        self._scope = Scope()

    def start(self, scope: Scope, *, most: int | None = None, quiet: bool = False) -> None:
        """Look for the groups of `scope` among at most `most` questions; `quiet`: unseen."""
        self._scope = scope
        self._title = "" if quiet else _("Looking for questions that look alike")
        self._frame.jobs.read(question_batch, most=most, done=self._compare, channel=self._channel)

    def _compare(self, batch: Batch | None) -> None:
        if batch is None:
            self.too_many.emit()
            return
        self._frame.jobs.work(
            find_groups,
            batch,
            self._scope,
            title=self._title,
            done=self.found.emit,
            failed=lambda _error: self.stopped.emit(),
        )
