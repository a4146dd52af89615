"""Feeds on the command line: a noun like the others, and `export feeds` that refreshes them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import icalendar
import keyring
import pytest

from tests.formats.caldav_server import PASSWORD, USER, Server, caldav_server
from tests.services.test_publishing import MemoryKeyring, on_server, others_change


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    own = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    with caldav_server(tmp_path) as made:
        yield made
    keyring.set_keyring(own)


def add(run: Any, plan: Path, **fields: Any) -> Any:
    words = ("add", "feed", "--plan", plan, "--json-input", "-", "--json")
    return run(*words, fields=fields).json


def test_a_feed_is_added_shown_changed_listed_and_removed(
    run: Any, sample: Path, tmp_path: Path
) -> None:
    own = len(run("list", "feed", "--plan", sample, "--json").json)
    made = add(run, sample, name="Alles", path=str(tmp_path))
    assert (made["state"], made["path"]) == ("new", str(tmp_path / "Alles.ics"))
    assert set(made) == {
        *("id", "name", "audience", "initiative", "language", "path", "collection_url"),
        *("user_name", "state", "written_at", "items", "changes"),
    }
    words = ("change", "feed", made["id"], "--plan", sample, "--json-input", "-", "--json")
    assert run(*words, fields={**made, "language": "en"}).json == {**made, "language": "en"}
    listed = run("list", "feed", "--state", "new", "--plan", sample, "--json").json
    assert made["id"] in [each["id"] for each in listed]
    assert "Alles" in run("list", "feed", "--plan", sample).out
    assert "Not written yet" in run("show", "feed", made["id"], "--plan", sample).out
    assert run("remove", "feed", made["id"], "--plan", sample).code == 0
    assert len(run("list", "feed", "--plan", sample, "--json").json) == own


def test_files_are_refreshed_when_something_changed(run: Any, sample: Path, tmp_path: Path) -> None:
    made = add(run, sample, name="Alles", path=str(tmp_path / "alles.ics"))
    words = ("export", "feeds", "--feed", made["id"], "--plan", sample, "--json")
    [first] = run(*words).json
    assert (first["changed"], first["problem"]) == (True, "")
    calendar = icalendar.Calendar.from_ical(Path(first["file"]).read_bytes())
    assert len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == first["items"]
    assert [each["changed"] for each in run(*words).json] == [False]
    run("change", "communication", 10, "--plan", sample, "--json-input", "-", fields={"title": "X"})
    [shown] = run("list", "feed", "--state", "changed", "--plan", sample, "--json").json
    assert shown["changes"] == [{"kind": "changed", "title": "X"}]
    said = run("export", "feeds", "--feed", made["id"], "--plan", sample)
    assert (said.code, said.out.startswith("Alles: written")) == (0, True)


def test_a_feed_that_cannot_be_written_is_named(run: Any, sample: Path, tmp_path: Path) -> None:
    made = add(run, sample, name="Weg", path=str(tmp_path / "weg" / "a.ics"))
    ran = run("export", "feeds", "--feed", made["id"], "--plan", sample, "--json")
    assert ran.code == 1
    [line] = ran.err.splitlines()
    assert line.startswith("“Weg”: ")
    assert ran.json[0]["problem"] in line
    said = run("export", "feeds", "--plan", sample)
    assert ran.json[0]["problem"] in said.out
    assert run("export", "feeds", "--feed", 99, "--plan", sample).refusal()


def test_a_server_is_published_to_and_conflicts_are_decided(
    run: Any, sample: Path, server: Server
) -> None:
    titled = ("change", "communication", 10, "--plan", sample, "--json-input", "-")
    run(*titled, fields={"title": "Inloopuur"})
    made = add(run, sample, name="Server", collection_url=server.url, user_name=USER)
    words = ("export", "feeds", "--feed", made["id"], "--plan", sample, "--json")
    without = run(*words)
    assert (without.code, "No password is kept for anna" in without.err) == (1, True)
    keyring.set_password("Town Hall " + server.url.split("/")[2], USER, PASSWORD)
    [first] = run(*words).json
    assert first["created"] == first["items"] == len(on_server(server)) > 5
    others_change(server, "Inloopuur", b":Inloopuur", b":Afgelast")
    [second] = run(*words).json
    [conflict] = second["conflicts"]
    assert (conflict["clash"], conflict["differences"][0]["field"]) == ("changed", "title")
    assert "--ours" in run(*words[:-1]).out
    [third] = run(*words, "--ours", conflict["uid"]).json
    assert (third["conflicts"], third["updated"]) == ([], 1)
    assert PASSWORD not in Path(sample).read_bytes().decode("latin-1")
