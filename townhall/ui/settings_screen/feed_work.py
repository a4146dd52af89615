"""What is done to a feed beside the plan: one thing at a time for each feed, told when it ends."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from townhall.domain.errors import TownHallError
from townhall.ui.screen import Frame


class FeedWork(QObject):
    """Knows which feeds are busy: `_begin` takes one, `_end` and `_fail` let it go and say so."""

    ended = Signal(object, object)
    """(id, outcome) it was done, and that is noted."""
    failed = Signal(object, object)
    """(id, error) it was not done."""

    def __init__(self, frame: Frame, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._under_way: set[int] = set()

    def busy(self, feed_id: int) -> bool:
        """Whether something is being done to this feed now."""
        return feed_id in self._under_way

    def _begin(self, feed_id: int) -> bool:
        """Take the feed; False when it is busy already."""
        if feed_id in self._under_way:
            return False
        self._under_way.add(feed_id)
        return True

    def _end(self, feed_id: int, outcome: object) -> None:
        self._under_way.discard(feed_id)
        self.ended.emit(feed_id, outcome)

    def _fail(self, feed_id: int, error: TownHallError) -> None:
        self._under_way.discard(feed_id)
        self.failed.emit(feed_id, error)
