"""Publishing a feed to a CalDAV server: what goes out, the conversation, what is noted of it.

Three steps, so that nothing of the plan waits for a server: `prepare_publication` and
`note_publication` are use cases, `publish` between them knows nothing of the plan.
"""

from collections.abc import Callable
from dataclasses import dataclass

from townhall.domain.errors import Cancelled, InvalidInput, ServerRefused
from townhall.domain.publication import (
    Decisions,
    Outgoing,
    PublishConflict,
    Published,
    PublishStep,
)
from townhall.language import _
from townhall.services.feed_records import noted_items
from townhall.services.feeds import told_items
from townhall.services.publish_talk import Talk
from townhall.services.queries.feeds import item_fingerprint, stand_in
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Publication:
    """What a feed has to say to its server, and what it said last."""

    feed_id: int
    name: str
    collection_url: str
    user_name: str
    items: tuple[Outgoing, ...]
    noted: tuple[Published, ...]


@dataclass(frozen=True, slots=True)
class PublishOutcome:
    """How far publishing came. `noted` and `forgotten` (UIDs) are to be noted in the plan.

    `refused` are items the server does not take: title and sentence. `problem` is a sentence when
    it ended early; what had been done by then counts. `denied`: because of the password.
    `stopped`: the user ended it.
    """

    feed_id: int
    collection_url: str
    created: int = 0
    updated: int = 0
    deleted: int = 0
    noted: tuple[Published, ...] = ()
    forgotten: tuple[str, ...] = ()
    conflicts: tuple[PublishConflict, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    denied: bool = False
    stopped: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything was looked at."""
        return not self.problem and not self.stopped


def prepare_publication(uow: UnitOfWork, feed_id: int) -> Publication:
    """What must go out; items that changed are noted as told. Raises NotFound, InvalidInput."""
    from townhall.formats import ics

    feed = uow.get(m.Feed, feed_id)
    if not feed.collection_url:
        raise InvalidInput(
            _("The calendar feed “{name}” goes to a file; refresh it instead.").format(
                name=feed.name
            ),
            field="collection_url",
        )
    organizer = stand_in(uow.plan)
    items = tuple(
        Outgoing(
            uid=item.uid,
            title=item.title,
            fingerprint=item_fingerprint(item, organizer),
            content=ics.stored_item(item, organizer),
        )
        for item in told_items(uow, feed)
    )
    noted = tuple(
        Published(each.uid, each.href, each.etag, each.fingerprint)
        for each in noted_items(uow, feed)
    )
    uow.undoable = False
    uow.label = _("Prepared the calendar feed “{name}”").format(name=feed.name)
    return Publication(feed.id, feed.name, feed.collection_url, feed.user_name, items, noted)


def note_publication(uow: UnitOfWork, outcome: PublishOutcome) -> None:
    """Note what the server has now; nothing when the feed goes elsewhere meanwhile.

    Raises NotFound.
    """
    feed = uow.get(m.Feed, outcome.feed_id)
    if feed.collection_url != outcome.collection_url:
        return
    stored = {each.uid: each for each in noted_items(uow, feed)}
    for each in outcome.noted:
        row = stored.get(each.uid)
        if row is None:
            row = m.PublishedItem(feed_id=feed.id, uid=each.uid)
            uow.session.add(row)
        row.href, row.etag, row.fingerprint = each.href, each.etag, each.fingerprint
        row.published_at = uow.now()
    for uid in outcome.forgotten:
        if uid in stored:
            uow.session.delete(stored[uid])
    if outcome.whole or outcome.noted:
        feed.written_at = uow.now()
    uow.undoable = False
    uow.label = _("Published the calendar feed “{name}”").format(name=feed.name)


def publish(
    publication: Publication,
    password: str,
    decisions: Decisions | None = None,
    *,
    progress: Callable[[int, int], None],
    stop: Callable[[], bool],
) -> PublishOutcome:
    """Bring the server's calendar up to date, item by item; nothing of others is touched.

    What somebody else made, changed or took away is a conflict unless `decisions` says what to do
    with it. Never raises for the server: the outcome says how far it came.
    """
    from townhall.formats.caldav_collection import Collection, Denied

    talk = Talk(publication.items, publication.noted, decisions or {})
    problem, denied, stopped = "", False, False
    try:
        with Collection(publication.collection_url, publication.user_name, password) as server:
            talk.run(server, progress, stop)
    except ServerRefused as error:
        problem, denied = str(error), isinstance(error, Denied)
    except Cancelled:
        stopped = True
    return PublishOutcome(
        feed_id=publication.feed_id,
        collection_url=publication.collection_url,
        created=talk.counts[PublishStep.CREATE],
        updated=talk.counts[PublishStep.UPDATE],
        deleted=talk.counts[PublishStep.DELETE],
        noted=tuple(talk.noted),
        forgotten=tuple(talk.forgotten),
        conflicts=tuple(talk.conflicts),
        refused=tuple(talk.refused),
        problem=problem,
        denied=denied,
        stopped=stopped,
    )


def check_server(
    collection_url: str,
    user_name: str,
    password: str,
    *,
    progress: Callable[[int, int], None],
    stop: Callable[[], bool],
) -> str:
    """The name of the calendar at an address, perhaps empty. Raises InvalidInput, ServerRefused."""
    from townhall.domain.publication import check_collection
    from townhall.formats.caldav_collection import Collection

    address = check_collection(collection_url, "collection_url")
    with Collection(address, user_name, password) as server:
        return server.check()
