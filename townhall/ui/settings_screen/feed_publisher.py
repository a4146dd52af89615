"""Publishing a feed from the window: password, plan, server and plan again, each on its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from townhall.domain.publication import Decisions
from townhall.language import _
from townhall.services.queries.feeds import FeedDetail
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.feed_work import FeedWork

if TYPE_CHECKING:
    from townhall.services.publishing import Publication, PublishOutcome


class FeedPublisher(FeedWork):
    """Publishes feeds. The password comes from the keyring, or is asked for each time.

    `ended` brings a `PublishOutcome`: what the server could take. `failed`: it did not come as far
    as the server.
    """

    asked = Signal(object)
    """(id) no password is kept: call `publish` again with the one the user gives."""

    def publish(
        self, feed: FeedDetail, password: str | None = None, decisions: Decisions | None = None
    ) -> None:
        """Bring the server's calendar up to date; `password` None: the one that is kept."""
        if not self._begin(feed.id):
            return
        if password is not None or not feed.user_name:
            self._prepare(feed, password or "", decisions)
            return

        def find(**_seen: object) -> str | None:
            from townhall.services.server_password import stored_password

            return stored_password(feed.collection_url, feed.user_name)

        self._frame.jobs.work(
            find,
            title="",
            done=lambda found: self._on_found(feed, found, decisions),
            failed=lambda error: self._fail(feed.id, error),
        )

    def _on_found(
        self, feed: FeedDetail, password: str | None, decisions: Decisions | None
    ) -> None:
        if password is None:
            self._under_way.discard(feed.id)
            self.asked.emit(feed.id)
        else:
            self._prepare(feed, password, decisions)

    def _prepare(self, feed: FeedDetail, password: str, decisions: Decisions | None) -> None:
        from townhall.services.publishing import prepare_publication

        self._frame.jobs.change(
            prepare_publication,
            feed.id,
            said="",
            done=lambda publication: self._send(publication, password, decisions),
            failed=lambda error: self._fail(feed.id, error),
        )

    def _send(self, publication: Publication, password: str, decisions: Decisions | None) -> None:
        from townhall.services.publishing import publish

        self._frame.jobs.work(
            publish,
            publication,
            password,
            decisions,
            title=_("Publishing {name}").format(name=publication.name),
            done=self._note,
            failed=lambda error: self._fail(publication.feed_id, error),
        )

    def _note(self, outcome: PublishOutcome) -> None:
        from townhall.services.publishing import note_publication

        self._frame.jobs.change(
            note_publication,
            outcome,
            said="",
            done=lambda _nothing: self._end(outcome.feed_id, outcome),
            failed=lambda error: self._fail(outcome.feed_id, error),
        )


def remember(frame: Frame, url: str, user_name: str, password: str) -> None:
    """Keep a password in the keyring, where there is one."""

    def work(**_seen: object) -> bool:
        from townhall.services.server_password import keep_password

        return keep_password(url, user_name, password)

    frame.jobs.work(work, title="")


def forget(frame: Frame, url: str, user_name: str) -> None:
    """Take a password out of the keyring."""

    def work(**_seen: object) -> None:
        from townhall.services.server_password import forget_password

        forget_password(url, user_name)

    frame.jobs.work(work, title="")


def keyring_there(**_seen: object) -> bool:
    """Whether this computer can keep a password; it may take the system a while to say."""
    from townhall.services.server_password import has_keyring

    return has_keyring()


def check(url: str, user_name: str, password: str, **watching: Any) -> str:
    """The name of the calendar at `url`; without a password the one that is kept is used."""
    from townhall.services.publishing import check_server
    from townhall.services.server_password import stored_password

    secret = password or stored_password(url, user_name) or ""
    return check_server(url, user_name, secret, **watching)
