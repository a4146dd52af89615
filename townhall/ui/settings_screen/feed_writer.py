"""Refreshing the files of feeds from the window: plan, disk and plan again, each on its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townhall.language import _
from townhall.ui.settings_screen.feed_work import FeedWork

if TYPE_CHECKING:
    from townhall.services.feeds import FeedContent, FeedWritten


class FeedWriter(FeedWork):
    """Writes files of feeds; a folder on a slow network keeps no other work waiting.

    `ended` brings a `FeedWritten`.
    """

    def write(self, feed_id: int) -> None:
        """Write the file of a feed, unless it holds the same already."""
        from townhall.services.feeds import compose_feed

        if not self._begin(feed_id):
            return
        self._frame.jobs.change(
            compose_feed,
            feed_id,
            said="",
            done=self._save,
            failed=lambda error: self._fail(feed_id, error),
        )

    def _save(self, composed: FeedContent) -> None:
        from townhall.services.feeds import save_feed

        self._frame.jobs.work(
            save_feed,
            composed,
            title=_("Writing the calendar feed"),
            done=lambda written: self._note(composed, written),
            failed=lambda error: self._fail(composed.id, error),
        )

    def _note(self, composed: FeedContent, written: FeedWritten) -> None:
        from townhall.services.feeds import note_feed

        self._frame.jobs.change(
            note_feed,
            composed,
            said="",
            done=lambda _nothing: self._end(written.id, written),
            failed=lambda error: self._fail(composed.id, error),
        )
