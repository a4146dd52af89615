"""The calendar feeds in the settings, a row each: refreshed, published, decided about, removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.errors import Cancelled, TownHallError
from townhall.domain.publication import Decisions
from townhall.language import _, ngettext
from townhall.services.queries.feeds import FeedDetail
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.feed_publisher import (
    FeedPublisher,
    forget,
    keyring_there,
    remember,
)
from townhall.ui.settings_screen.feed_row import FeedRow
from townhall.ui.settings_screen.feed_writer import FeedWriter
from townhall.ui.settings_screen.rows import align

if TYPE_CHECKING:
    from townhall.services.feeds import FeedWritten
    from townhall.services.publishing import PublishOutcome


class FeedList(QWidget):
    """Rows by name; a form can stand below one of them, or above them all."""

    edit_wanted = Signal(int)
    """(id) the user wants to change a feed."""
    stale = Signal()
    """What was read of the feeds is no longer so."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = frame
        self.feeds: dict[int, FeedDetail] = {}
        self.rows: dict[int, FeedRow] = {}
        self._form: tuple[QWidget, int | None] | None = None
        self._passwords: dict[int, str] = {}
        self.publisher = FeedPublisher(frame, self)
        self.publisher.asked.connect(self._ask_password)
        self.publisher.ended.connect(self._on_published)
        self.publisher.failed.connect(self._on_refused)
        self.writer = FeedWriter(frame, self)
        self.writer.ended.connect(self._on_written)
        self.writer.failed.connect(self._on_refused)
        self._together: set[int] = set()
        self._changed = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_feeds(self, found: Sequence[FeedDetail], zone: str) -> None:
        """Show these; a row stays what it is, so that the keyboard can stay where it is."""
        self.feeds = {feed.id: feed for feed in found}
        for gone in [each for each in self.rows if each not in self.feeds]:
            row = self.rows.pop(gone)
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        for feed in found:
            row = self.rows.get(feed.id) or self._new_row(feed.id)
            row.tell(feed, zone, self.frame.clock.now_utc())
            row.set_busy(busy=self.publisher.busy(feed.id) or self.writer.busy(feed.id))
        if self.rows:
            align([row.refresh for row in self.rows.values()])
        self._lay_out()

    def set_form(self, form: QWidget | None, feed_id: int | None = None) -> None:
        """Put `form` below the row of a feed, above them all (None), or away."""
        if self._form is not None:
            old = self._form[0]
            old.hide()
            self._column.removeWidget(old)
            old.deleteLater()
        self._form = None if form is None else (form, feed_id)
        self._lay_out()

    def _lay_out(self) -> None:
        form, below = self._form or (None, None)
        wanted: list[QWidget] = [form] if form is not None and below not in self.rows else []
        for feed_id in self.feeds:
            wanted.append(self.rows[feed_id])
            if form is not None and below == feed_id:
                wanted.append(form)
        for place, widget in enumerate(wanted):
            if self._column.indexOf(widget) != place:
                self._column.insertWidget(place, widget)

    def refresh_one(self, feed_id: int) -> None:
        """Write the file of a feed, or publish it."""
        self._start(feed_id)

    def refresh_all(self) -> None:
        """Write every file that changed, and publish what goes to servers."""
        self._together = {feed.id for feed in self.feeds.values() if feed.path}
        self._changed = 0
        for feed_id in self.feeds:
            self._start(feed_id)

    def _start(self, feed_id: int) -> None:
        feed, row = self.feeds[feed_id], self.rows[feed_id]
        row.set_note()
        row.set_busy(busy=True)
        if feed.collection_url:
            self.publisher.publish(feed)
        else:
            self.writer.write(feed_id)

    def _new_row(self, feed_id: int) -> FeedRow:
        row = FeedRow()
        self.rows[feed_id] = row
        row.refresh_wanted.connect(lambda: self.refresh_one(feed_id))
        row.edit_wanted.connect(lambda: self.edit_wanted.emit(feed_id))
        row.folder_wanted.connect(lambda: self._open_folder(feed_id))
        row.copy_wanted.connect(lambda: self._copy(feed_id))
        row.remove_wanted.connect(lambda: self._remove(feed_id))
        row.password.given.connect(
            lambda password, keep: self._on_password(feed_id, password, keep=keep)
        )
        row.conflicts.decided.connect(lambda decisions: self._decide(feed_id, decisions))
        return row

    def _ask_password(self, feed_id: int) -> None:
        row, feed = self.rows.get(feed_id), self.feeds.get(feed_id)
        if row is None or feed is None:
            return
        row.set_busy(busy=False)
        host = urlsplit(feed.collection_url).hostname or ""

        def ask(there: object) -> None:
            row.password.ask(feed.user_name, host, can_keep=bool(there))

        self.frame.jobs.work(keyring_there, title="", done=ask)

    def _on_password(self, feed_id: int, password: str, *, keep: bool) -> None:
        feed, row = self.feeds.get(feed_id), self.rows.get(feed_id)
        if feed is None or row is None:
            return
        if keep:
            remember(self.frame, feed.collection_url, feed.user_name, password)
        # Only until the conflicts that may come have been decided.
        self._passwords[feed_id] = password
        row.set_note()
        row.set_busy(busy=True)
        self.publisher.publish(feed, password)

    def _decide(self, feed_id: int, decisions: Decisions) -> None:
        self.rows[feed_id].set_busy(busy=True)
        self.publisher.publish(self.feeds[feed_id], self._passwords.get(feed_id), decisions)

    def _on_published(self, feed_id: int, outcome: PublishOutcome) -> None:
        row, feed = self.rows.get(feed_id), self.feeds.get(feed_id)
        if row is None or feed is None:
            return
        row.set_busy(busy=False)
        if outcome.whole or outcome.conflicts:
            row.set_conflicts(outcome.conflicts)
        if not outcome.conflicts:
            self._passwords.pop(feed_id, None)
        refused = [_("“{title}”: {why}").format(title=t, why=why) for t, why in outcome.refused]
        row.set_note(" ".join([each for each in (outcome.problem, *refused) if each]))
        self.stale.emit()
        if outcome.denied and feed.user_name:
            self._ask_password(feed_id)
        elif outcome.whole:
            self.frame.toast(_published_words(feed.name, outcome))

    def _on_written(self, feed_id: int, written: FeedWritten) -> None:
        row = self.rows.get(feed_id)
        if row is not None:
            row.set_busy(busy=False)
        if feed_id in self._together:
            self._changed += written.changed
            self._on_one_of_all(feed_id)
        elif written.changed:
            self.frame.toast_file(
                _("Wrote the calendar feed “{name}”").format(name=written.name), written.file
            )
        else:
            self.frame.toast(
                _("“{name}” was up to date; the file was left alone").format(name=written.name)
            )
        self.stale.emit()

    def _on_one_of_all(self, feed_id: int) -> None:
        """Sum up once, after the last file."""
        self._together.discard(feed_id)
        if not self._together:
            words = ngettext(
                "Refreshed the calendar feeds: {n} file changed",
                "Refreshed the calendar feeds: {n} files changed",
                self._changed,
            )
            self.frame.toast(words.format(n=self._changed))

    def _on_refused(self, feed_id: int, error: TownHallError) -> None:
        row = self.rows.get(feed_id)
        if row is not None:
            row.set_busy(busy=False)
            if not isinstance(error, Cancelled):
                row.set_note(str(error))
        if feed_id in self._together:
            self._on_one_of_all(feed_id)

    def _open_folder(self, feed_id: int) -> None:
        folder = str(Path(self.feeds[feed_id].path).parent)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self.frame.show_error(
                _("No program on this computer opens {path}.").format(path=folder)
            )

    def _copy(self, feed_id: int) -> None:
        feed = self.feeds[feed_id]
        QGuiApplication.clipboard().setText(feed.path or feed.collection_url)
        self.frame.toast(_("Copied the address"))

    def _remove(self, feed_id: int) -> None:
        from townhall.services.feed_records import remove_feed

        gone = self.feeds[feed_id]
        self.frame.jobs.change(remove_feed, feed_id, done=lambda _nothing: self._on_removed(gone))

    def _on_removed(self, gone: FeedDetail) -> None:
        """Let the keyring forget a password that no other feed needs."""
        if not gone.user_name:
            return
        server = (urlsplit(gone.collection_url).netloc, gone.user_name)
        others = (each for each in self.feeds.values() if each.id != gone.id)
        if server not in {
            (urlsplit(each.collection_url).netloc, each.user_name) for each in others
        }:
            forget(self.frame, gone.collection_url, gone.user_name)


def _published_words(name: str, outcome: PublishOutcome) -> str:
    done = (
        (outcome.created, _("{n} new")),
        (outcome.updated, _("{n} changed")),
        (outcome.deleted, _("{n} removed")),
    )
    facts = [words.format(n=count) for count, words in done if count]
    if outcome.conflicts:
        words = ngettext("{n} conflict", "{n} conflicts", len(outcome.conflicts))
        facts.append(words.format(n=len(outcome.conflicts)))
    told = ", ".join(facts) or _("nothing changed")
    return _("Published “{name}”: {facts}").format(name=name, facts=told)
