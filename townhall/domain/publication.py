"""Publishing to a calendar server: what must happen to each item, and what counts as a conflict.

Nothing that somebody else put on the server, or changed there, is ever overwritten unasked: an
item is only touched when its ETag (RFC 9110, 8.8.3) is the one we left it with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit, urlunsplit

from townhall.domain.errors import InvalidInput
from townhall.domain.mail import check_link
from townhall.language import _

KEPT_THEIRS = ""
"""Stands for an ETag where the user left an item as others made it: no ETag equals it."""


class PublishStep(StrEnum):
    """What must happen to an item on the server."""

    NOTHING = "nothing"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    FORGET = "forget"
    ASK = "ask"


class Clash(StrEnum):
    """Why the user is asked: somebody else made the item, changed it, or took it away."""

    EXISTS = "exists"
    CHANGED = "changed"
    GONE = "gone"


class Choice(StrEnum):
    """What the user says to a conflict."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An item as the plan has it now; `content` is its file, `fingerprint` that of what it says."""

    uid: str
    title: str
    fingerprint: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Published:
    """What is noted of an item on the server: its path there, and the ETag we left it with."""

    uid: str
    href: str
    etag: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: a field of the contract, or "other", in words."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class PublishConflict:
    """An item the user must decide about. `etag` and `href` are the server's; empty when gone.

    `dropped`: the plan does not hold it any more, and would take it off the server.
    """

    uid: str
    title: str
    clash: Clash
    href: str
    etag: str
    dropped: bool = False
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user chose, for the item as it was then (`etag`); later changes are asked anew."""

    choice: Choice
    etag: str


Decisions = Mapping[str, Decision]
"""By UID."""


def next_step(ours: str | None, noted: Published | None, etag: str | None) -> PublishStep:
    """What to do with an item.

    `ours` is the fingerprint of what the plan holds, None when it holds it no more; `noted` what
    was published last; `etag` the server's, None when it has no such item.
    """
    if noted is None:
        if ours is None:
            return PublishStep.NOTHING
        return PublishStep.CREATE if etag is None else PublishStep.ASK
    left_to_them = noted.etag == KEPT_THEIRS
    if ours is None:
        if left_to_them or etag is None:
            return PublishStep.FORGET
        return PublishStep.DELETE if etag == noted.etag else PublishStep.ASK
    unchanged = ours == noted.fingerprint
    if left_to_them:
        return PublishStep.NOTHING if unchanged else PublishStep.ASK
    if etag is None or etag != noted.etag:
        return PublishStep.ASK
    return PublishStep.NOTHING if unchanged else PublishStep.UPDATE


def clash_of(noted: Published | None, etag: str | None) -> Clash:
    """Why the user is asked about an item for which `next_step` says so."""
    if etag is None:
        return Clash.GONE
    return Clash.EXISTS if noted is None else Clash.CHANGED


def check_collection(url: str, field: str) -> str:
    """The address of a collection, ending in a slash.

    It must be https, so that nobody on the way reads the password; http is allowed to this
    computer itself. A password in the address would end up in the plan. Raises InvalidInput.
    """
    address = check_link(url, field)
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if parts.scheme not in ("http", "https") or not host:
        raise InvalidInput(
            _("“{url}” is not the address of a calendar server; it begins with https://.").format(
                url=url
            ),
            field=field,
        )
    if parts.username is not None or parts.password is not None:
        raise InvalidInput(
            _("Leave name and password out of the address; they have fields of their own."),
            field=field,
        )
    if parts.query or parts.fragment:
        raise InvalidInput(
            _("The address of a calendar has no “?” or “#”; leave out what follows."), field=field
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise InvalidInput(
            _(
                "{host} would get your password in the clear; use an address that begins with "
                "https://."
            ).format(host=host),
            field=field,
        )
    path = parts.path if parts.path.endswith("/") else parts.path + "/"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def is_loopback(host: str) -> bool:
    """Whether `host` is this computer itself."""
    import ipaddress  # 3 ms that no other command need wait for

    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
