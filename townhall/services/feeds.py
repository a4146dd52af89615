"""Calendar feeds: files of many communications, for others to subscribe to, kept up to date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from townhall.domain.errors import InvalidInput
from townhall.language import _
from townhall.services import fields as f
from townhall.services.calendar_items import tell
from townhall.services.feed_records import noted_items
from townhall.services.queries.communications import OccurrenceFilter, occurrences
from townhall.services.queries.feeds import (
    communications_of,
    item_fingerprint,
    parts_of,
    stand_in,
)
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from townhall.domain.calendar import CalendarItem

_FEED_HORIZON = timedelta(days=3660)
"""How far a range without an end is looked into: a series has had a date by then."""


@dataclass(frozen=True, slots=True)
class FeedContent:
    """A feed as its file must be now; `marks` are the fingerprints of its items by UID."""

    id: int
    name: str
    file: str
    content: bytes
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FeedWritten:
    """A feed's file that is up to date, with so many `items`.

    `changed`: it holds something else than before, or is new; otherwise it was left alone.
    """

    id: int
    name: str
    file: str
    items: int
    changed: bool


def compose_feed(uow: UnitOfWork, feed_id: int) -> FeedContent:
    """What a feed's file must hold; items that changed are noted as told.

    Raises NotFound; InvalidInput for a feed that goes to a server, or has nothing in it.
    """
    from townhall.formats import ics

    feed = uow.get(m.Feed, feed_id)
    if not feed.path:
        raise InvalidInput(
            _("The calendar feed “{name}” goes to a server; publish it instead.").format(
                name=feed.name
            ),
            field="path",
        )
    organizer = stand_in(uow.plan)
    items = told_items(uow, feed)
    language = feed.language or uow.plan.document_language
    content = ics.feed(items, name=feed.name, language=language, organizer=organizer)
    marks = {each.uid: item_fingerprint(each, organizer) for each in items}
    uow.undoable = False
    uow.label = _("Prepared the calendar feed “{name}”").format(name=feed.name)
    return FeedContent(feed.id, feed.name, feed.path, content, marks)


def save_feed(composed: FeedContent, **_watching: object) -> FeedWritten:
    """Write the file, unless it holds the same already; a slow network drive keeps no plan waiting.

    Raises CannotWrite; then the file is as it was.
    """
    from townhall.formats.files import write_atomically

    path = Path(composed.file)
    changed = not _holds(path, composed.content)
    if changed:
        write_atomically(path, composed.content)
    return FeedWritten(
        composed.id, composed.name, composed.file, len(composed.marks), changed=changed
    )


def note_feed(uow: UnitOfWork, composed: FeedContent) -> None:
    """Note what the file holds; nothing when the feed goes elsewhere meanwhile. Raises NotFound."""
    feed = uow.get(m.Feed, composed.id)
    if feed.path != composed.file:
        return
    stored = {each.uid: each for each in noted_items(uow, feed)}
    for uid, mark in composed.marks.items():
        known = stored.pop(uid, None)
        if known is None:
            known = m.PublishedItem(feed_id=feed.id, uid=uid, href="")
            uow.session.add(known)
        if known.fingerprint != mark:
            known.fingerprint, known.published_at = mark, uow.now()
    for gone in stored.values():
        uow.session.delete(gone)
    feed.written_at = uow.now()
    uow.undoable = False
    uow.label = _("Wrote the calendar feed “{name}”").format(name=feed.name)


def write_feed(uow: UnitOfWork, feed_id: int) -> FeedWritten:
    """Bring a feed's file up to date in one go, for who has nothing else waiting for the plan.

    Raises NotFound, InvalidInput, CannotWrite, as the three steps do.
    """
    composed = compose_feed(uow, feed_id)
    written = save_feed(composed)
    note_feed(uow, composed)
    return written


def told_items(uow: UnitOfWork, feed: m.Feed) -> list["CalendarItem"]:
    """What a feed holds now, noted as told: an item that is as it was told keeps its stamp."""
    plan = uow.plan  # held here, because a session forgets what nobody holds and reads it again
    language = feed.language or plan.document_language
    held = communications_of(uow.session, feed.audience_id, feed.initiative_id)
    return [tell(uow, each, start, language) for each, start in parts_of(held)]


def export_feed(
    uow: UnitOfWork,
    path: Path,
    *,
    name: str = "",
    audience: str = "",
    initiative: str = "",
    first: date | None = None,
    last: date | None = None,
    language: str = "",
) -> int:
    """Write a feed once: everything but ideas, or what an audience or initiative hears.

    `first` and `last` (inclusive, in the plan's zone) keep what has a date between them. Returns
    how many communications are in it. Raises InvalidInput when there are none, CannotWrite.
    """
    from townhall.formats import ics
    from townhall.formats.files import write_atomically

    plan = uow.plan
    held = communications_of(
        uow.session,
        f.audience(uow, audience, "audience"),
        f.initiative(uow, initiative, "initiative"),
    )
    chosen = _between(uow, held, first, last)
    words_in = language or plan.document_language
    items = [tell(uow, each, start, words_in) for each, start in parts_of(chosen)]
    about = audience or initiative or plan.organisation or _("Communications")
    content = ics.feed(items, name=name or about, language=words_in, organizer=stand_in(plan))
    write_atomically(path, content)
    uow.undoable = False
    uow.label = _("Wrote a calendar feed")
    return len(chosen)


def _between(
    uow: UnitOfWork, chosen: list[m.Communication], first: date | None, last: date | None
) -> list[m.Communication]:
    if first is None and last is None:
        return chosen
    if first is not None and last is not None and last < first:
        raise InvalidInput(_("The end lies before the start."), field="to")
    rows = occurrences(
        uow.session,
        first or date(1970, 1, 2),
        last or (first or date(1970, 1, 2)) + _FEED_HORIZON,
        uow.plan.time_zone,
        OccurrenceFilter(communication_ids=frozenset(each.id for each in chosen)),
    )
    inside = {row.communication_id for row in rows}
    return [each for each in chosen if each.id in inside]


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file at `path` is `content` to the byte."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False  # writing it will say what is wrong
