"""Refreshing the files of feeds from the window: plan, disk and plan again, each on its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from townhall.domain.errors import TownHallError
from townhall.language import _
from townhall.ui.screen import Frame

if TYPE_CHECKING:
    from townhall.services.feeds import FeedContent, FeedWritten


class FeedWriter(QObject):
    """Writes files of feeds; a folder on a slow network keeps no other work waiting."""

    ended = Signal(object, object)
    """(id, `FeedWritten`) the file is up to date, and that is noted."""
    failed = Signal(object, object)
    """(id, error) it was not written."""

    def __init__(self, frame: Frame, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._under_way: set[int] = set()

    def busy(self, feed_id: int) -> bool:
        """Whether this feed's file is being written now."""
        return feed_id in self._under_way

    def write(self, feed_id: int) -> None:
        """Write the file of a feed, unless it holds the same already."""
        from townhall.services.feeds import compose_feed

        if feed_id in self._under_way:
            return
        self._under_way.add(feed_id)
        self._frame.jobs.change(
            compose_feed,
            feed_id,
            said="",
            done=self._save,
            failed=lambda error: self._on_failed(feed_id, error),
        )

    def _save(self, composed: FeedContent) -> None:
        from townhall.services.feeds import save_feed

        self._frame.jobs.work(
            save_feed,
            composed,
            title=_("Writing the calendar feed"),
            done=lambda written: self._note(composed, written),
            failed=lambda error: self._on_failed(composed.id, error),
        )

    def _note(self, composed: FeedContent, written: FeedWritten) -> None:
        from townhall.services.feeds import note_feed

        self._frame.jobs.change(
            note_feed,
            composed,
            said="",
            done=lambda _nothing: self._on_noted(written),
            failed=lambda error: self._on_failed(composed.id, error),
        )

    def _on_noted(self, written: FeedWritten) -> None:
        self._under_way.discard(written.id)
        self.ended.emit(written.id, written)

    def _on_failed(self, feed_id: int, error: TownHallError) -> None:
        self._under_way.discard(feed_id)
        self.failed.emit(feed_id, error)
