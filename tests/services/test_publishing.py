"""Publishing to a real CalDAV server: what others did there is shown, never overwritten."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.formats.caldav_server import PASSWORD, USER, Server, caldav_server
from tests.formats.test_ics_readers import by_recurring_ical_events
from tests.services.test_feeds import plan_one
from townhall.domain.errors import Cancelled, InvalidInput, ServerRefused
from townhall.domain.publication import Choice, Clash, Decision, Decisions
from townhall.domain.terms import FeedState
from townhall.formats import ics
from townhall.formats.caldav_collection import Collection, StoredItem
from townhall.services import server_password
from townhall.services.communications import change_communication, remove_communication
from townhall.services.feed_records import add_feed, change_feed
from townhall.services.feeds import write_feed
from townhall.services.occurrences import cancel_occurrence
from townhall.services.publishing import (
    PublishOutcome,
    check_server,
    note_publication,
    prepare_publication,
    publish,
)
from townhall.services.queries.feeds import feed
from townhall.storage.database import Database

SERIES = {"recurrence": "FREQ=MONTHLY;BYDAY=1TH;COUNT=6"}
THEIRS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nBEGIN:VEVENT\r\nUID:theirs\r\n"
    b"DTSTAMP:20261101T100000Z\r\nDTSTART:20261201T100000Z\r\nDTEND:20261201T110000Z\r\n"
    b"SUMMARY:Board\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def free(_done: int, _total: int) -> None:
    """Nobody watches."""


def never() -> bool:
    """Nobody stops it."""
    return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with caldav_server(tmp_path) as made:
        yield made


@pytest.fixture
def published(database: Database, server: Server) -> Database:
    """Feed 1 with communications 1 (a series) and 2, on the server."""
    plan_one(database, "Town hall", **SERIES)
    plan_one(database, "Update", start="2026-12-10T10:00")
    database.run(add_feed, {"name": "Agenda", "collection_url": server.url, "user_name": USER})
    outcome = go(database)
    assert (outcome.created, outcome.updated, outcome.deleted, outcome.whole) == (2, 0, 0, True)
    return database


def go(database: Database, decisions: Decisions | None = None) -> PublishOutcome:
    """Publish feed 1 as the window and the command line do."""
    publication = database.run(prepare_publication, 1).value
    outcome = publish(publication, PASSWORD, decisions, progress=free, stop=never)
    database.run(note_publication, outcome)
    return outcome


def on_server(server: Server) -> dict[str, StoredItem]:
    """What the server has, by title."""
    from townhall.formats.ics_differences import title_of

    with server.open() as collection:
        return {title_of(each.content): each for each in collection.items()}


def others_change(server: Server, title: str, old: bytes, new: bytes) -> StoredItem:
    """Somebody else changes an item in their own program."""
    item = on_server(server)[title]
    assert old in item.content
    with server.open() as collection:
        collection.put(item.href, item.content.replace(old, new), item.etag)
        return collection.get(item.href)


def counts(outcome: PublishOutcome) -> tuple[int, int, int, int]:
    return outcome.created, outcome.updated, outcome.deleted, len(outcome.conflicts)


def test_items_are_made_changed_and_taken_away(published: Database, server: Server) -> None:
    assert set(on_server(server)) == {"Town hall", "Update"}
    assert published.read(feed, 1).state is FeedState.CURRENT
    server.requests.clear()
    assert counts(go(published)) == (0, 0, 0, 0)
    assert not {"PUT", "DELETE", "GET", "REPORT"} & set(server.requests)
    published.run(change_communication, 2, {"title": "Progress"})
    plan_one(published, "Drop-in", start="2026-12-11T10:00")
    published.run(remove_communication, 1)
    assert published.read(feed, 1).state is FeedState.CHANGED
    assert counts(go(published)) == (1, 1, 1, 0)
    assert set(on_server(server)) == {"Progress", "Drop-in"}
    assert published.read(feed, 1).state is FeedState.CURRENT


def test_a_server_returns_a_series_with_its_changes_in_one_item(
    published: Database, server: Server
) -> None:
    from datetime import datetime

    published.run(cancel_occurrence, 1, datetime(2027, 1, 7, 10))
    assert counts(go(published)) == (0, 1, 0, 0)
    publication = published.run(prepare_publication, 1).value
    sent = next(each.content for each in publication.items if each.title == "Town hall")
    kept = on_server(server)["Town hall"].content
    assert b"METHOD" not in sent
    assert b"ATTENDEE" not in sent
    assert by_recurring_ical_events(kept) == by_recurring_ical_events(sent)
    assert len(by_recurring_ical_events(kept)) == 5


def test_what_others_keep_there_is_never_touched(published: Database, server: Server) -> None:
    with server.open() as collection:
        collection.put(collection.path_for("theirs.ics"), THEIRS, None)
    theirs = on_server(server)["Board"]
    published.run(remove_communication, 1)
    plan_one(published, "New")
    assert counts(go(published)) == (1, 0, 1, 0)
    assert on_server(server)["Board"] == theirs


def test_what_others_changed_is_shown_and_left_alone(published: Database, server: Server) -> None:
    theirs = others_change(server, "Update", b"SUMMARY;LANGUAGE=nl:Update", b"SUMMARY:Uitgesteld")
    published.run(change_communication, 2, {"title": "Progress"})
    outcome = go(published)
    [conflict] = outcome.conflicts
    assert counts(outcome) == (0, 0, 0, 1)
    assert (conflict.clash, conflict.title, conflict.etag) == (
        Clash.CHANGED,
        "Progress",
        theirs.etag,
    )
    title = conflict.differences[0]
    assert (title.field, title.ours, title.theirs) == ("title", "Progress", "Uitgesteld")
    assert on_server(server)["Uitgesteld"] == theirs
    assert go(published).conflicts == outcome.conflicts  # until it is decided


def test_ours_is_put_when_the_user_says_so(published: Database, server: Server) -> None:
    others_change(server, "Update", b"SUMMARY;LANGUAGE=nl:Update", b"SUMMARY:Uitgesteld")
    [conflict] = go(published).conflicts
    decided = {conflict.uid: Decision(Choice.OURS, conflict.etag)}
    assert counts(go(published, decided)) == (0, 1, 0, 0)
    assert set(on_server(server)) == {"Town hall", "Update"}
    assert counts(go(published)) == (0, 0, 0, 0)


def test_theirs_is_kept_until_the_plan_has_something_new(
    published: Database, server: Server
) -> None:
    theirs = others_change(server, "Update", b"SUMMARY;LANGUAGE=nl:Update", b"SUMMARY:Uitgesteld")
    [conflict] = go(published).conflicts
    decided = {conflict.uid: Decision(Choice.THEIRS, conflict.etag)}
    assert counts(go(published, decided)) == (0, 0, 0, 0)
    assert counts(go(published)) == (0, 0, 0, 0)
    published.run(change_communication, 2, {"location": "Aula"})
    assert len(go(published).conflicts) == 1
    assert on_server(server)["Uitgesteld"] == theirs


def test_a_decision_holds_only_for_what_was_shown(published: Database, server: Server) -> None:
    others_change(server, "Update", b"SUMMARY;LANGUAGE=nl:Update", b"SUMMARY:Uitgesteld")
    [conflict] = go(published).conflicts
    last = others_change(server, "Uitgesteld", b"SUMMARY:Uitgesteld", b"SUMMARY:Toch niet")
    decided = {conflict.uid: Decision(Choice.OURS, conflict.etag)}
    [again] = go(published, decided).conflicts
    assert again.etag == last.etag != conflict.etag
    assert on_server(server)["Toch niet"] == last


def test_what_others_took_away_is_not_put_back_unasked(published: Database, server: Server) -> None:
    item = on_server(server)["Update"]
    with server.open() as collection:
        collection.delete(item.href, item.etag)
    [conflict] = go(published).conflicts
    assert (conflict.clash, conflict.etag) == (Clash.GONE, "")
    assert set(on_server(server)) == {"Town hall"}
    assert counts(go(published, {conflict.uid: Decision(Choice.OURS, "")})) == (1, 0, 0, 0)
    assert set(on_server(server)) == {"Town hall", "Update"}


def test_what_others_changed_is_not_taken_away_unasked(published: Database, server: Server) -> None:
    theirs = others_change(server, "Update", b"SUMMARY;LANGUAGE=nl:Update", b"SUMMARY:Uitgesteld")
    published.run(remove_communication, 2)
    [conflict] = go(published).conflicts
    assert (conflict.dropped, conflict.title) == (True, "Uitgesteld")
    assert on_server(server)["Uitgesteld"] == theirs
    decided = {conflict.uid: Decision(Choice.THEIRS, conflict.etag)}
    assert counts(go(published, decided)) == (0, 0, 0, 0)
    assert on_server(server)["Uitgesteld"] == theirs
    assert counts(go(published)) == (0, 0, 0, 0)


def test_an_item_that_was_there_before_is_a_conflict(database: Database, server: Server) -> None:
    plan_one(database, "Update")
    database.run(add_feed, {"name": "Agenda", "collection_url": server.url, "user_name": USER})
    publication = database.run(prepare_publication, 1).value
    [ours] = publication.items
    other = ours.content.replace(b"SUMMARY;LANGUAGE=nl:Update", b"SUMMARY:Theirs")
    with server.open() as collection:
        collection.put(collection.path_for("elsewhere.ics"), other, None)
    [conflict] = go(database).conflicts
    assert (conflict.clash, conflict.href.rpartition("/")[2]) == (Clash.EXISTS, "elsewhere.ics")
    decided = {conflict.uid: Decision(Choice.OURS, conflict.etag)}
    assert counts(go(database, decided)) == (0, 1, 0, 0)
    assert [each.href for each in on_server(server).values()] == [conflict.href]


def test_what_was_sent_but_not_noted_is_taken_up_again(database: Database, server: Server) -> None:
    plan_one(database, "Update")
    database.run(add_feed, {"name": "Agenda", "collection_url": server.url, "user_name": USER})
    publication = database.run(prepare_publication, 1).value
    publish(publication, PASSWORD, progress=free, stop=never)  # and the computer fails
    assert counts(go(database)) == (0, 0, 0, 0)
    database.run(change_communication, 1, {"title": "Later"})
    assert counts(go(database)) == (0, 1, 0, 0)


def test_a_connection_lost_halfway_loses_nothing(published: Database, server: Server) -> None:
    for number in range(4):
        plan_one(published, f"New {number}")
    puts = 0

    def failing(radicale: Any, environ: dict[str, Any], start: Any) -> Any:
        nonlocal puts
        puts += environ["REQUEST_METHOD"] == "PUT"
        if puts > 2:
            start("503 Service Unavailable", [("Retry-After", "60")])
            return []
        return radicale(environ, start)

    server.wrapped = failing
    outcome = go(published)
    assert outcome.created == 2
    assert not outcome.whole
    assert outcome.problem == "127.0.0.1 is too busy now. Try again later."
    server.wrapped = None
    assert counts(go(published)) == (2, 0, 0, 0)
    assert len(on_server(server)) == 6


def test_what_changes_between_looking_and_writing_is_asked_about(
    published: Database, server: Server
) -> None:
    published.run(change_communication, 2, {"title": "Progress"})

    def overtaken(radicale: Any, environ: dict[str, Any], start: Any) -> Any:
        if environ["REQUEST_METHOD"] == "PUT":
            start("412 Precondition Failed", [])
            return []
        return radicale(environ, start)

    server.wrapped = overtaken
    outcome = go(published)
    assert counts(outcome) == (0, 0, 0, 1)
    assert outcome.conflicts[0].differences[0].theirs == "Update"
    server.wrapped = None
    assert counts(go(published)) == (0, 1, 0, 0)


def test_stopping_keeps_what_is_done(published: Database, server: Server) -> None:
    for number in range(4):
        plan_one(published, f"New {number}")
    publication = published.run(prepare_publication, 1).value
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 4:
            raise Cancelled("Stopped.")

    outcome = publish(publication, PASSWORD, progress=progress, stop=never)
    assert (outcome.created, outcome.stopped, outcome.problem) == (3, True, "")
    assert seen == [(number, 6) for number in range(5)]
    published.run(note_publication, outcome)
    assert counts(go(published)) == (1, 0, 0, 0)


def answering(status: str) -> Any:
    def application(_radicale: Any, environ: dict[str, Any], start: Any) -> Any:
        if environ["REQUEST_METHOD"] == "PUT" or not status.startswith(("4", "507")):
            start(status, [("Location", "https://elsewhere.example/")])
            return []
        return _radicale(environ, start)

    return application


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("301 Moved", "127.0.0.1 points to another address; give that one instead."),
        ("500 Error", "127.0.0.1 has a fault of its own (500). Try again later."),
        ("507 Full", "127.0.0.1 has no room left for more items."),
        ("200 OK", "There is no calendar at this address of 127.0.0.1. Check the address."),
    ],
)
def test_a_server_that_cannot_is_told_in_one_sentence(
    published: Database, server: Server, status: str, sentence: str
) -> None:
    plan_one(published, "New")
    server.wrapped = answering(status)
    outcome = go(published)
    assert (outcome.problem, counts(outcome)) == (sentence, (0, 0, 0, 0))
    server.wrapped = None
    assert counts(go(published)) == (1, 0, 0, 0)


def test_one_item_the_server_does_not_take_does_not_stop_the_rest(
    published: Database, server: Server
) -> None:
    plan_one(published, "Too large")
    plan_one(published, "New")

    def picky(radicale: Any, environ: dict[str, Any], start: Any) -> Any:
        if environ["REQUEST_METHOD"] == "PUT":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            if b"Too large" in body:
                start("413 Too large", [])
                return []
            from io import BytesIO

            environ["wsgi.input"] = BytesIO(body)
        return radicale(environ, start)

    server.wrapped = picky
    outcome = go(published)
    assert outcome.refused == (("Too large", "127.0.0.1 does not take it (413)."),)
    assert counts(outcome) == (1, 0, 0, 0)
    assert published.read(feed, 1).state is FeedState.CHANGED


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password(published: Database, server: Server, password: str) -> None:
    publication = published.run(prepare_publication, 1).value
    outcome = publish(publication, password, progress=free, stop=never)
    assert outcome.problem == "127.0.0.1 does not accept this user name and password."
    assert outcome.denied
    assert password == "" or password not in repr(outcome)


def test_the_connection_is_tested(server: Server) -> None:
    def test(url: str, user: str = USER, password: str = PASSWORD) -> str:
        return check_server(url, user, password, progress=free, stop=never)

    assert test(server.url) == "anna/plan"
    for url, words in (
        (server.url.replace("plan", "nothing"), "no calendar at this address"),
        (server.url.removesuffix("plan/"), "no calendar at this address"),
        ("http://127.0.0.1:9/anna/plan/", "cannot be reached"),
    ):
        with pytest.raises(ServerRefused, match=words):
            test(url)
    with pytest.raises(ServerRefused, match="does not accept"):
        test(server.url, password="wrong")
    with pytest.raises(InvalidInput):
        test("http://calendar.delinde.example/")


def test_a_server_without_etags_is_not_written_to(published: Database, server: Server) -> None:
    def without(radicale: Any, environ: dict[str, Any], start: Any) -> Any:
        environ["HTTP_ACCEPT_ENCODING"] = ""

        def begin(status: str, headers: list[tuple[str, str]]) -> None:
            start(status, [each for each in headers if each[0] != "Content-Length"])

        body = b"".join(radicale(environ, begin))
        return [body.replace(b'getetag>"', b'getetag>W/"')]

    server.wrapped = without
    published.run(change_communication, 2, {"title": "Progress"})
    outcome = go(published)
    assert "no ETag" in outcome.problem
    server.wrapped = None
    assert set(on_server(server)) == {"Town hall", "Update"}


def test_files_and_servers_are_not_mixed_up(published: Database, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        published.run(write_feed, 1)
    published.run(change_feed, 1, {"collection_url": "", "path": str(tmp_path / "a.ics")})
    with pytest.raises(InvalidInput):
        published.run(prepare_publication, 1)


def test_nothing_is_noted_of_a_feed_that_goes_elsewhere_meanwhile(
    published: Database, server: Server
) -> None:
    plan_one(published, "New")
    publication = published.run(prepare_publication, 1).value
    outcome = publish(publication, PASSWORD, progress=free, stop=never)
    published.run(change_feed, 1, {"collection_url": "https://other.example/a/"})
    published.run(note_publication, outcome)
    assert published.read(feed, 1).state is FeedState.NEW


def test_without_the_package_a_sentence_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "caldav.davclient", None)
    with pytest.raises(ServerRefused, match=r"townhall\[caldav\]"):
        Collection("https://delinde.example/a/", USER, PASSWORD)


class TestPasswords:
    """The keyring, with one in memory in place of the system's."""

    URL = "https://calendar.delinde.example/anna/plan/"

    @pytest.fixture(autouse=True)
    def _keyring(self) -> Iterator[None]:
        import keyring

        own = keyring.get_keyring()
        keyring.set_keyring(MemoryKeyring())
        yield
        keyring.set_keyring(own)

    def test_a_password_is_kept_by_server_and_user(self) -> None:
        assert server_password.has_keyring()
        assert server_password.keep_password(self.URL, USER, PASSWORD)
        other = self.URL.replace("plan", "other")
        assert server_password.stored_password(other, USER) == PASSWORD
        assert server_password.stored_password(self.URL, "bram") is None
        assert server_password.stored_password("https://other.example/", USER) is None
        server_password.forget_password(self.URL, USER)
        server_password.forget_password(self.URL, USER)
        assert server_password.stored_password(self.URL, USER) is None

    def test_without_a_keyring_nothing_is_kept(self) -> None:
        import keyring
        from keyring.backends import fail

        for backend in (fail.Keyring(), LockedKeyring()):
            keyring.set_keyring(backend)
            assert not server_password.keep_password(self.URL, USER, PASSWORD)
            assert server_password.stored_password(self.URL, USER) is None
            server_password.forget_password(self.URL, USER)


def _memory_keyring() -> Any:
    from keyring.backend import KeyringBackend
    from keyring.errors import KeyringLocked, PasswordDeleteError

    class Memory(KeyringBackend):
        priority = 1  # type: ignore[assignment]

        def __init__(self) -> None:
            super().__init__()
            self.kept: dict[tuple[str, str], str] = {}

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            if self.kept.pop((service, username), None) is None:
                raise PasswordDeleteError

    class Locked(Memory):
        def get_password(self, service: str, username: str) -> str | None:
            raise KeyringLocked

        def set_password(self, service: str, username: str, password: str) -> None:
            raise KeyringLocked

        def delete_password(self, service: str, username: str) -> None:
            raise KeyringLocked

    return Memory, Locked


MemoryKeyring, LockedKeyring = _memory_keyring()


def test_a_stored_item_has_an_organiser_and_no_method() -> None:
    from tests.formats.calendar_items import SINGLE
    from townhall.domain.calendar import Organizer

    stored = ics.stored_item(replace(SINGLE, organizer=None), Organizer("A", "a@delinde.example"))
    assert b"ORGANIZER" in stored
    assert b"METHOD" not in stored
