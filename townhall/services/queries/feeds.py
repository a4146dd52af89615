"""Calendar feeds: what each holds, where it goes, and what changed since it was written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from townhall.domain.audience_nesting import Parents, with_wholes
from townhall.domain.calendar import CalendarItem, Organizer
from townhall.domain.invitations import fingerprint, snapshot
from townhall.domain.names import alphabetical
from townhall.domain.terms import CommunicationStatus, FeedState
from townhall.services.calendar_items import added_starts, item_of
from townhall.services.queries.people import names
from townhall.storage import models as m
from townhall.storage.base import fetch

Shown = dict[str, tuple[str, str]]
"""By UID what a feed holds: fingerprint and title."""


class FeedChangeKind(StrEnum):
    """What happened to an item since the feed was written."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FeedChange:
    """One item that the feed does not show as it is; `title` is empty when it is gone for good."""

    kind: FeedChangeKind
    title: str


@dataclass(frozen=True, slots=True)
class FeedDetail:
    """A feed of everything, or of what one audience or initiative (names) hears.

    `path` is its file, or `collection_url` its calendar on a server, reached as `user_name`.
    `language` is empty for that of the plan's documents. `items` counts what it holds now.
    """

    id: int
    name: str
    audience: str | None
    initiative: str | None
    language: str
    path: str
    collection_url: str
    user_name: str
    state: FeedState
    written_at: datetime | None
    items: int
    changes: tuple[FeedChange, ...]


@dataclass(frozen=True, slots=True)
class FeedsOverview:
    """All feeds by name, and the plan's time zone, in which to say when they were written."""

    feeds: tuple[FeedDetail, ...]
    time_zone: str


def feeds_overview(session: Session) -> FeedsOverview:
    """All feeds, for a list of them."""
    return FeedsOverview(tuple(feeds(session)), session.get_one(m.Plan, 1).time_zone)


def publishing_hosts(session: Session) -> tuple[str, ...]:
    """The servers that feeds are published to, by name; usually none."""
    query = select(m.Feed.collection_url).where(m.Feed.collection_url != "")
    return tuple(sorted({urlsplit(url).hostname or "" for url in session.scalars(query)}))


def feeds(session: Session) -> list[FeedDetail]:
    """All feeds, by name."""
    reading = _Reading(session)
    found = [reading.detail(feed) for feed in session.scalars(select(m.Feed))]
    return sorted(found, key=lambda each: (alphabetical(each.name), each.id))


def feed(session: Session, record_id: int) -> FeedDetail:
    """One feed. Raises NotFound."""
    return _Reading(session).detail(fetch(session, m.Feed, record_id))


def communications_of(
    session: Session, audience_id: int | None, initiative_id: int | None
) -> list[m.Communication]:
    """Everything but ideas, by start; or of it what an audience and an initiative hear.

    An audience hears what is meant for a whole that it is part of, too.
    """
    query = select(m.Communication).where(m.Communication.status != CommunicationStatus.IDEA)
    if audience_id is not None:
        parents: Parents = dict(session.execute(select(m.Audience.id, m.Audience.parent_id)).all())
        link = m.CommunicationAudience
        heard = select(link.communication_id).where(
            link.audience_id.in_(with_wholes(audience_id, parents))
        )
        query = query.where(m.Communication.id.in_(heard))
    if initiative_id is not None:
        about = m.CommunicationInitiative
        told = select(about.communication_id).where(about.initiative_id == initiative_id)
        query = query.where(m.Communication.id.in_(told))
    parts = (m.Communication.attendees, m.Communication.overrides, m.Communication.agenda_items)
    query = query.options(*map(selectinload, parts))
    return list(session.scalars(query.order_by(m.Communication.start, m.Communication.id)))


def parts_of(
    communications: Sequence[m.Communication],
) -> Iterator[tuple[m.Communication, datetime | None]]:
    """Each communication as its items: itself (None), and every date that was added to it."""
    for each in communications:
        yield each, None
        for start in added_starts(each):
            yield each, start


def stand_in(plan: m.Plan) -> Organizer | None:
    """Who stands for items without an organiser."""
    if not plan.organizer_email:
        return None
    return Organizer(plan.organizer_name, plan.organizer_email)


def item_fingerprint(item: CalendarItem, organizer: Organizer | None) -> str:
    """Of what a feed shows of `item`: nothing of attendees, SEQUENCE or stamps."""
    shown = replace(item, attendees=(), organizer=item.organizer or organizer)
    return fingerprint({**snapshot(shown), "language": item.language, "color": item.color})


class _Reading:
    """Compares feeds with the plan; what several feeds hold is composed once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._plan = session.get_one(m.Plan, 1)
        self._audiences = names(session, m.Audience)
        self._initiatives = names(session, m.Initiative)
        self._known: dict[tuple[int, datetime | None, str], tuple[str, str, str]] = {}

    def detail(self, feed: m.Feed) -> FeedDetail:
        shown = self._shown(feed)
        changes = self._changes(feed, shown) if feed.written_at is not None else ()
        state = FeedState.CHANGED if changes else FeedState.CURRENT
        return FeedDetail(
            id=feed.id,
            name=feed.name,
            audience=self._audiences.get(feed.audience_id or 0),
            initiative=self._initiatives.get(feed.initiative_id or 0),
            language=feed.language,
            path=feed.path,
            collection_url=feed.collection_url,
            user_name=feed.user_name,
            state=FeedState.NEW if feed.written_at is None else state,
            written_at=feed.written_at,
            items=len(shown),
            changes=changes,
        )

    def _shown(self, feed: m.Feed) -> Shown:
        language = feed.language or self._plan.document_language
        found: Shown = {}
        held = communications_of(self._session, feed.audience_id, feed.initiative_id)
        for communication, start in parts_of(held):
            key = (communication.id, start, language)
            if key not in self._known:
                item = item_of(communication, start, language)
                mark = item_fingerprint(item, stand_in(self._plan))
                self._known[key] = (item.uid, mark, item.title)
            uid, mark, title = self._known[key]
            found[uid] = (mark, title)
        return found

    def _changes(self, feed: m.Feed, shown: Shown) -> tuple[FeedChange, ...]:
        stored = select(m.PublishedItem.uid, m.PublishedItem.fingerprint)
        rows = self._session.execute(stored.where(m.PublishedItem.feed_id == feed.id))
        written: dict[str, str] = dict(rows.all())
        found = []
        for uid, (mark, title) in shown.items():
            if uid not in written:
                found.append(FeedChange(FeedChangeKind.ADDED, title))
            elif written[uid] != mark:
                found.append(FeedChange(FeedChangeKind.CHANGED, title))
        gone = [uid for uid in written if uid not in shown]
        query = select(m.Communication.uid, m.Communication.title)
        named = self._session.execute(query.where(m.Communication.uid.in_(gone)))
        titles: dict[str, str] = dict(named.all())
        found += [FeedChange(FeedChangeKind.REMOVED, titles.get(uid, "")) for uid in gone]
        return tuple(found)
