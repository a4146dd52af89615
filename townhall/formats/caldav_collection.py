"""One collection of a CalDAV server (RFC 4791): listing, reading, writing by ETag, no more.

The package `caldav` speaks the protocol. Whatever goes wrong is a ServerRefused with one sentence;
the password and what the server said stand in none of them.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from townhall.domain.errors import ServerRefused
from townhall.domain.publication import is_loopback
from townhall.language import _

if TYPE_CHECKING:
    from caldav.davclient import DAVClient
    from caldav.response import DAVResponse

TIMEOUT_SECONDS = 20
"""For an answer to begin, and between two parts of it."""

_CALENDAR = "text/calendar; charset=utf-8"
_ASK_ETAGS = '<propfind xmlns="DAV:"><prop><getetag/><resourcetype/></prop></propfind>'
_ASK_KIND = '<propfind xmlns="DAV:"><prop><displayname/><resourcetype/></prop></propfind>'
_ASK_ALL = (
    '<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns="DAV:">'
    "<prop><getetag/><C:calendar-data/></prop>"
    '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>'
)
_A_CALENDAR = "{urn:ietf:params:xml:ns:caldav}calendar"
_A_COLLECTION = "{DAV:}collection"
_ETAG = "{DAV:}getetag"
_KIND = "{DAV:}resourcetype"
_NAME = "{DAV:}displayname"


class Overtaken(ServerRefused):
    """The item is not as it was when it was looked at; nothing was changed."""


class Denied(ServerRefused):
    """The server does not accept the user name and password."""


class ItemRefused(ServerRefused):
    """The server does not take this one item; others it may."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item on the server: its path there, its ETag, and its file."""

    href: str
    etag: str
    content: bytes


class Collection:
    """The collection at `url`, which `townhall.domain.publication.check_collection` let pass.

    Open it as a context; nothing is sent before something is asked. Raises ServerRefused when the
    package is missing.
    """

    def __init__(self, url: str, user_name: str, password: str) -> None:
        self._parts = urlsplit(url)
        self._host = self._parts.hostname or ""
        self._path = unquote(self._parts.path)
        self._client = _client(url, user_name, password)
        # A redirect would carry password and plan to an address nobody has agreed to.
        self._client.session.max_redirects = 0
        self._client.session.trust_env = not is_loopback(self._host)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def check(self) -> str:
        """The calendar's own name, perhaps empty; raises ServerRefused unless it is a calendar."""
        found = self._listed(_ASK_KIND, depth=0)
        if not any(_A_CALENDAR in _kinds(properties) for properties in found.values()):
            raise self._no_calendar()
        return str(next(iter(found.values())).get(_NAME) or "")

    def etags(self) -> dict[str, str]:
        """The ETag of every item, by its path."""
        found = self._listed(_ASK_ETAGS, depth=1)
        if not any(_A_CALENDAR in _kinds(properties) for properties in found.values()):
            raise self._no_calendar()
        return {
            href: self._strong(properties.get(_ETAG))
            for href, properties in found.items()
            if _A_COLLECTION not in _kinds(properties) and self._is_inside(href)
        }

    def items(self) -> Iterator[StoredItem]:
        """Every item with its file."""
        answer = self._send("REPORT", self._path, _ASK_ALL, {"Depth": "1"})
        with self._read():
            found = answer.parse_calendar_query()
        for each in found:
            if each.calendar_data and self._is_inside(each.href):
                yield StoredItem(each.href, self._strong(each.etag), each.calendar_data.encode())

    def get(self, href: str) -> StoredItem:
        """The item at `href`. Raises Overtaken when it is not there any more."""
        answer = self._send("GET", href)
        return StoredItem(href, self._strong(answer.headers.get("ETag")), _bytes(answer.raw))

    def put(self, href: str, content: bytes, etag: str | None) -> str:
        """Write an item over the one with `etag`, or as a new one (None); returns its new ETag.

        Raises Overtaken when the one that is there is another.
        """
        condition = {"If-None-Match": "*"} if etag is None else {"If-Match": etag}
        headers = {"Content-Type": _CALENDAR, **condition}
        answer = self._send("PUT", href, content.decode(), headers)
        given = answer.headers.get("ETag")
        if given:
            return self._strong(given)
        # RFC 4791, 5.3.4: none is given when the server did not keep it to the byte.
        return self._strong(self._send("HEAD", href).headers.get("ETag"))

    def delete(self, href: str, etag: str) -> None:
        """Take the item with `etag` away. Raises Overtaken when the one there is another."""
        self._send("DELETE", href, "", {"If-Match": etag})

    def path_for(self, name: str) -> str:
        """The path of an item whose file is called `name`."""
        return self._path + name

    def _listed(self, question: str, *, depth: int) -> dict[str, dict[str, Any]]:
        answer = self._send("PROPFIND", self._path, question, {"Depth": str(depth)})
        with self._read():
            found = answer.parse_propfind()
        return {each.href: each.properties for each in found if each.status < 400}

    def _is_inside(self, href: str) -> bool:
        return href.startswith(self._path) and len(href) > len(self._path)

    def _strong(self, etag: object) -> str:
        """An ETag by which an item can be told from a later one."""
        if not isinstance(etag, str) or not etag.strip() or etag.startswith("W/"):
            raise ServerRefused(
                _(
                    "{host} does not say which version of an item it has (no ETag), so nothing "
                    "can be published there safely."
                ).format(host=self._host)
            )
        return etag.strip()

    def _send(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> "DAVResponse":
        from caldav.lib.error import AuthorizationError, RateLimitError

        place = (self._parts.scheme, self._parts.netloc, quote(path, safe="/@"), "", "")
        explained = False
        try:
            with self._read():
                answer = self._client.request(urlunsplit(place), method, body, dict(headers or {}))
                status = answer.status
        except AuthorizationError as error:
            status, explained = error.status or 401, bool(error.preconditions)
        except RateLimitError:
            status = 503
        if status >= 300:
            raise self._refusal(status, method, explained=explained)
        return answer

    @contextmanager
    def _read(self) -> Iterator[None]:
        """Let only sentences of ours out."""
        from caldav.lib.error import AuthorizationError, DAVError, RateLimitError
        from lxml.etree import XMLSyntaxError
        from niquests import exceptions as e

        try:
            yield
        except (AuthorizationError, RateLimitError):
            raise
        except e.SSLError as error:
            sentence = _("{host} cannot prove who it is: its certificate is not trusted here.")
            raise self._said(sentence) from error
        except e.Timeout as error:
            raise self._said(_("{host} did not answer in time. Try again later.")) from error
        except e.TooManyRedirects as error:
            sentence = _("{host} points to another address; give that one instead.")
            raise self._said(sentence) from error
        except (e.RequestException, OSError) as error:
            sentence = _("{host} cannot be reached. Check the address and the connection.")
            raise self._said(sentence) from error
        except (DAVError, XMLSyntaxError, NotImplementedError, AssertionError) as error:
            sentence = _("{host} does not answer as a calendar server does. Check the address.")
            raise self._said(sentence) from error

    def _refusal(self, status: int, method: str, *, explained: bool) -> ServerRefused:
        """What `status` means; `explained`: the server names a rule that this item breaks."""
        if status == 401:
            sentence = _("{host} does not accept this user name and password.")
            return Denied(sentence.format(host=self._host))
        if status == 412 or (status in (404, 410) and method in ("GET", "HEAD", "DELETE")):
            return Overtaken(_("Somebody else changed this item meanwhile."))
        if status == 403 and not explained:
            return self._said(_("{host} does not let this user do that in this calendar."))
        if status == 507:
            return self._said(_("{host} has no room left for more items."))
        if status in (429, 503):
            return self._said(_("{host} is too busy now. Try again later."))
        if status >= 500:
            sentence = _("{host} has a fault of its own ({status}). Try again later.")
            return self._said(sentence, status=status)
        if method in ("PUT", "DELETE"):
            sentence = _("{host} does not take it ({status}).").format(
                host=self._host, status=status
            )
            return ItemRefused(sentence)
        return self._no_calendar()

    def _no_calendar(self) -> ServerRefused:
        sentence = _("There is no calendar at this address of {host}. Check the address.")
        return self._said(sentence)

    def _said(self, sentence: str, **values: object) -> ServerRefused:
        return ServerRefused(sentence.format(host=self._host, **values))


def _client(url: str, user_name: str, password: str) -> "DAVClient":
    try:
        from caldav.davclient import DAVClient
    except ImportError as error:
        raise ServerRefused(
            _(
                "Publishing to a server needs the extra “caldav”: install it with "
                "“pip install townhall[caldav]”."
            )
        ) from error
    logger = logging.getLogger("caldav")
    logger.propagate = False
    logger.addHandler(logging.NullHandler())
    return DAVClient(
        url,
        username=user_name or None,
        password=password or None,
        timeout=TIMEOUT_SECONDS,
        enable_rfc6764=False,
    )


def _kinds(properties: Mapping[str, Any]) -> list[str]:
    kinds = properties.get(_KIND)
    return kinds if isinstance(kinds, list) else []


def _bytes(raw: str | bytes) -> bytes:
    return raw.encode() if isinstance(raw, str) else raw
