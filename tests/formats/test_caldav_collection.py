"""One collection of a real CalDAV server: what it stores, and what it refuses."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.formats.caldav_server import Server, caldav_server
from tests.formats.test_ics_readers import ITEMS, _events, by_recurring_ical_events, own_list
from townhall.domain.errors import ServerRefused
from townhall.formats import ics
from townhall.formats.caldav_collection import Overtaken
from townhall.formats.ics_differences import differences


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with caldav_server(tmp_path) as made:
        yield made


def test_every_item_comes_back_equal(server: Server) -> None:
    with server.open() as collection:
        for item in ITEMS:
            ours = ics.stored_item(item)
            href = collection.path_for(f"{item.uid}.ics")
            etag = collection.put(href, ours, None)
            stored = collection.get(href)
            assert (stored.etag, collection.etags()[href]) == (etag, etag)
            assert differences(ours, stored.content) == ()
            assert _events(stored.content) == _events(ours)
            assert by_recurring_ical_events(stored.content) == own_list(item)


def test_nothing_is_written_over_what_is_another(server: Server) -> None:
    first, second = (ics.stored_item(item) for item in ITEMS[:2])
    with server.open() as collection:
        href = collection.path_for("a.ics")
        etag = collection.put(href, first, None)
        for wrong in (None, '"another"'):
            with pytest.raises(Overtaken):
                collection.put(href, second, wrong)
        with pytest.raises(Overtaken):
            collection.delete(href, '"another"')
        assert collection.etags() == {href: etag}
        collection.delete(href, etag)
        for gone in (collection.get, lambda href: collection.delete(href, etag)):
            with pytest.raises(Overtaken):
                gone(href)
        assert collection.etags() == {}


def test_an_etag_that_is_not_given_is_asked_for(server: Server) -> None:
    def silent(radicale: Any, environ: dict[str, Any], start: Any) -> Any:
        kept = environ["REQUEST_METHOD"] != "PUT"

        def begin(status: str, headers: list[tuple[str, str]]) -> None:
            start(status, [each for each in headers if kept or each[0] != "ETag"])

        return radicale(environ, begin)

    server.wrapped = silent
    with server.open() as collection:
        href = collection.path_for("a.ics")
        etag = collection.put(href, ics.stored_item(ITEMS[0]), None)
        assert collection.etags() == {href: etag}
    assert "HEAD" in server.requests


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html><body>Welcome", "text/html"),
        (b"", "text/xml"),
        (b"<a/>", "text/xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "application/xml"),
        (b'<multistatus xmlns="DAV:"><response/></multistatus>', "application/xml"),
        (b'<multistatus xmlns="DAV:"><response><href/></response></multistatus>', "text/xml"),
        (b"\x00\xff" * 1_000, "application/octet-stream"),
    ],
)
def test_an_answer_that_is_none_of_a_calendar_server_is_one_sentence(
    server: Server, body: bytes, kind: str
) -> None:
    def strange(_radicale: Any, _environ: dict[str, Any], start: Any) -> Any:
        start("207 Multi-Status", [("Content-Type", kind)])
        return [body]

    server.wrapped = strange
    with server.open() as collection:
        for ask in (collection.check, collection.etags):
            with pytest.raises(ServerRefused, match="Check the address"):
                ask()


def test_items_elsewhere_on_the_server_are_not_looked_at(server: Server) -> None:
    answer = (
        '<multistatus xmlns="DAV:"><response><href>/anna/plan/</href><propstat><prop>'
        '<resourcetype><collection/><C:calendar xmlns:C="urn:ietf:params:xml:ns:caldav"/>'
        "</resourcetype></prop><status>HTTP/1.1 200 OK</status></propstat></response>"
        "<response><href>/bram/plan/a.ics</href><propstat><prop><getetag>&quot;1&quot;</getetag>"
        "</prop><status>HTTP/1.1 200 OK</status></propstat></response>"
        "<response><href>https://elsewhere.example/anna/plan/b.ics</href><propstat><prop>"
        "<getetag>&quot;2&quot;</getetag></prop><status>HTTP/1.1 200 OK</status></propstat>"
        "</response></multistatus>"
    )

    def answering(_radicale: Any, environ: dict[str, Any], start: Any) -> Any:
        start("207 Multi-Status", [("Content-Type", "application/xml")])
        return [answer.encode()]

    server.wrapped = answering
    with server.open() as collection:
        # A host in a path says nothing: what is asked for is always asked at our own server.
        assert collection.etags() == {"/anna/plan/b.ics": '"2"'}
