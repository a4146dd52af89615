"""The feeds a plan keeps: added, changed, removed; where each goes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from townhall.domain.errors import InvalidInput
from townhall.domain.file_names import safe_file_name
from townhall.domain.names import same_name
from townhall.domain.publication import check_collection
from townhall.domain.terms import noun_label
from townhall.language import _
from townhall.services import fields as f
from townhall.services.editing import Field, Shape, my_changes, read_values, store_values
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_LONGEST_PATH = 1_000


def _language(uow: UnitOfWork, value: Any, field: str) -> str:
    return f.language(uow, value, field) if value else ""


def _collection(uow: UnitOfWork, value: Any, field: str) -> str:
    text = f.link(uow, value, field)
    return check_collection(text, field) if text else ""


_SHAPE = Shape(
    {
        "name": Field("name", f.line(), required=True),
        "audience": Field("audience_id", f.audience),
        "initiative": Field("initiative_id", f.initiative),
        "language": Field("language", _language),
        "path": Field("path", f.line(_LONGEST_PATH)),
        "collection_url": Field("collection_url", _collection),
        "user_name": Field("user_name", f.line()),
    }
)


def add_feed(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Add a feed with the contract's fields `name`, `audience`, `initiative`, `language`, and
    either `path`, a file or folder, or `collection_url` and `user_name`; returns its id.

    Nothing is written yet. Raises InvalidInput.
    """
    feed = m.Feed()
    store_values(feed, _SHAPE, read_values(uow, _SHAPE, values, adding=True))
    _check(uow, feed)
    uow.session.add(feed)
    uow.session.flush()
    uow.label = _("Added {noun}").format(noun=noun_label("feed"))
    return feed.id


def change_feed(
    uow: UnitOfWork,
    feed_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> None:
    """Change fields of a feed; one that goes elsewhere is not written there yet.

    `base` holds what an editor loaded. Raises NotFound, InvalidInput, Conflict.
    """
    feed = uow.get(m.Feed, feed_id)
    before = (feed.path, feed.collection_url)
    read = read_values(uow, _SHAPE, values, adding=False)
    store_values(feed, _SHAPE, my_changes(uow, _SHAPE, feed, read, base))
    _check(uow, feed)
    if (feed.path, feed.collection_url) != before:
        _forget_items(uow, feed)
        feed.written_at, feed.fingerprint = None, ""
    uow.label = _("Changed {noun}").format(noun=noun_label("feed"))


def remove_feed(uow: UnitOfWork, feed_id: int) -> None:
    """Remove a feed from the plan; its file, or what is on the server, stays. Raises NotFound."""
    feed = uow.get(m.Feed, feed_id)
    _forget_items(uow, feed)
    uow.session.flush()
    uow.session.delete(feed)
    uow.label = _("Removed {noun}").format(noun=noun_label("feed"))


def noted_items(uow: UnitOfWork, feed: m.Feed) -> list[m.PublishedItem]:
    """What is noted of a feed's items."""
    query = select(m.PublishedItem).where(m.PublishedItem.feed_id == feed.id)
    return list(uow.session.scalars(query.order_by(m.PublishedItem.id)))


def _check(uow: UnitOfWork, feed: m.Feed) -> None:
    """Refuse a feed that goes nowhere or to two places, or is called or written as another."""
    if feed.audience_id is not None and feed.initiative_id is not None:
        raise InvalidInput(
            _("Choose an audience or an initiative, or neither for everything."),
            field="initiative",
        )
    if bool(feed.path) == bool(feed.collection_url):
        raise InvalidInput(
            _("Say where the feed goes: to a file, or to a calendar on a server."), field="path"
        )
    if ":" in feed.user_name:
        raise InvalidInput(_("A user name cannot hold a colon."), field="user_name")
    if not feed.collection_url:
        feed.user_name = ""
    if feed.path:
        feed.path = _file_for(feed.path, feed.name)
    with uow.session.no_autoflush:
        others = [each for each in uow.session.scalars(select(m.Feed)) if each is not feed]
    if any(same_name(each.name) == same_name(feed.name) for each in others):
        raise InvalidInput(
            _("Another {noun} is called “{name}” already. Choose another name.").format(
                noun=noun_label("feed"), name=feed.name
            ),
            field="name",
        )
    place = (feed.path, feed.collection_url)
    taken = next((each for each in others if (each.path, each.collection_url) == place), None)
    if taken is not None:
        raise InvalidInput(
            _("“{name}” goes there already; choose another place.").format(name=taken.name),
            field="path" if feed.path else "collection_url",
        )


def _file_for(text: str, name: str) -> str:
    """The file a feed goes to: `text`, or one called `name` when that is a folder.

    It keeps its name whatever the feed is called later, because others have its address.
    """
    path = Path(text).expanduser()
    if not path.is_absolute():
        raise InvalidInput(
            _("“{path}” is not a whole path; begin with the drive or the root folder.").format(
                path=text
            ),
            field="path",
        )
    if text.endswith(("/", "\\")) or path.is_dir():
        path = path / safe_file_name(name, ".ics")
    elif path.suffix.lower() != ".ics":
        raise InvalidInput(
            _("{file} must end in {suffixes}: that says how it is written.").format(
                file=path.name, suffixes=".ics"
            ),
            field="path",
        )
    return str(path)


def _forget_items(uow: UnitOfWork, feed: m.Feed) -> None:
    for each in noted_items(uow, feed):
        uow.session.delete(each)
