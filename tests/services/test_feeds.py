"""Feeds a plan keeps: what they hold, when their file changes, and what is refused."""

from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from townhall.domain.errors import CannotWrite, InvalidInput
from townhall.domain.terms import FeedState
from townhall.services.communications import (
    add_communication,
    cancel_communication,
    change_communication,
    remove_communication,
)
from townhall.services.feed_records import add_feed, change_feed, remove_feed
from townhall.services.feeds import compose_feed, note_feed, save_feed, write_feed
from townhall.services.queries.feeds import feed, feeds
from townhall.services.records import add_record, remove_record
from townhall.storage.database import Database

ORGANIZER = {"name": "Anna Voorbeeld", "email": "anna@delinde.example"}


def plan_one(database: Database, title: str, **values: Any) -> int:
    return database.run(
        add_communication,
        {
            "kind": "town-hall",
            "title": title,
            "start": "2026-12-03T10:00",
            "duration_minutes": 60,
            "status": "confirmed",
            "organizer": ORGANIZER,
            "attendees": [{"name": "Bram Proefman", "email": "bram@delinde.example"}],
            **values,
        },
    ).value


@pytest.fixture
def plan(database: Database) -> Database:
    """All staff with Radiology in it and Surgery beside; something for each, and for nobody."""
    for name, parent in (("All staff", None), ("Radiology", "All staff"), ("Surgery", "All staff")):
        database.run(add_record, "audience", {"name": name, "parent": parent})
    database.run(add_record, "initiative", {"name": "Triage assistant"})
    plan_one(database, "For all", audiences=["All staff"])
    plan_one(database, "For radiology", audiences=["Radiology"], initiatives=["Triage assistant"])
    plan_one(database, "For surgery", audiences=["Surgery"])
    plan_one(database, "For nobody yet")
    plan_one(database, "Perhaps", status="idea", audiences=["Radiology"])
    return database


def titles(path: Path | str) -> set[str]:
    calendar = icalendar.Calendar.from_ical(Path(path).read_bytes())
    return {str(event["SUMMARY"]) for event in calendar.walk("VEVENT")}


@pytest.mark.parametrize(
    ("what", "held"),
    [
        ({}, {"For all", "For radiology", "For surgery", "For nobody yet"}),
        ({"audience": "Radiology"}, {"For all", "For radiology"}),
        ({"audience": "All staff"}, {"For all"}),
        ({"initiative": "Triage assistant"}, {"For radiology"}),
    ],
)
def test_a_feed_holds_what_its_audience_or_initiative_hears(
    plan: Database, tmp_path: Path, what: dict[str, str], held: set[str]
) -> None:
    values = {"name": "Agenda", "language": "en", "path": str(tmp_path / "a.ics")}
    made = plan.run(add_feed, values | what).value
    written = plan.run(write_feed, made).value
    assert (written.changed, written.items) == (True, len(held))
    assert titles(tmp_path / "a.ics") == held
    calendar = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes())
    assert str(calendar["NAME"]) == "Agenda"
    for event in calendar.walk("VEVENT"):
        assert "ATTENDEE" not in event
        assert "Draft: this text is not signed off yet." in str(event["DESCRIPTION"])


def test_a_file_is_left_alone_until_something_changed(plan: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    made = plan.run(add_feed, {"name": "Agenda", "path": str(path), "audience": "Surgery"}).value
    assert plan.read(feed, made).state is FeedState.NEW
    plan.run(write_feed, made)
    before, stamp = path.read_bytes(), path.stat()
    assert plan.read(feed, made).state is FeedState.CURRENT
    again = plan.run(write_feed, made).value
    assert (again.changed, again.items) == (False, 2)
    assert (path.read_bytes(), path.stat().st_ino) == (before, stamp.st_ino)
    path.write_bytes(b"somebody else's")
    mended = plan.run(write_feed, made).value
    assert mended.changed
    assert path.read_bytes() == before


def test_what_changed_since_is_told(plan: Database, tmp_path: Path) -> None:
    made = plan.run(add_feed, {"name": "Agenda", "path": str(tmp_path / "a.ics")}).value
    plan.run(write_feed, made)
    plan.run(change_communication, 1, {"start": "2026-12-03T11:00"})
    plan.run(change_communication, 2, {"attendees": []})  # no feed tells of attendees
    plan.run(change_communication, 3, {"status": "idea"})
    plan.run(remove_communication, 4)
    plan_one(plan, "New")
    found = plan.read(feed, made)
    assert found.state is FeedState.CHANGED
    assert sorted((each.kind, each.title) for each in found.changes) == [
        ("added", "New"),
        ("changed", "For all"),
        ("removed", ""),
        ("removed", "For surgery"),
    ]
    plan.run(write_feed, made)
    assert plan.read(feed, made).changes == ()
    assert titles(tmp_path / "a.ics") == {"For all", "For radiology", "New"}


def test_what_is_called_off_stays_in_the_feed_as_cancelled(plan: Database, tmp_path: Path) -> None:
    made = plan.run(add_feed, {"name": "Agenda", "path": str(tmp_path / "a.ics")}).value
    plan.run(write_feed, made)
    before = {e["SUMMARY"]: e for e in _events(tmp_path / "a.ics")}
    plan.run(cancel_communication, 1)
    plan.run(write_feed, made)
    after = {e["SUMMARY"]: e for e in _events(tmp_path / "a.ics")}
    assert [str(e["STATUS"]) for e in (before["For all"], after["For all"])] == [
        "CONFIRMED",
        "CANCELLED",
    ]
    assert after["For all"]["UID"] == before["For all"]["UID"]
    assert after["For all"]["SEQUENCE"] > before["For all"]["SEQUENCE"]
    assert after["For surgery"] == before["For surgery"]


def _events(path: Path) -> list[Any]:
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_a_feed_that_cannot_be_written_stays_as_it_was(plan: Database, tmp_path: Path) -> None:
    gone = tmp_path / "gone" / "a.ics"
    first = plan.run(add_feed, {"name": "A", "path": str(gone)}).value
    plan.run(add_record, "audience", {"name": "Nobody"})
    values = {"name": "B", "path": str(tmp_path / "b.ics"), "audience": "Nobody"}
    second = plan.run(add_feed, values).value
    with pytest.raises(CannotWrite, match="gone"):
        plan.run(write_feed, first)
    with pytest.raises(InvalidInput, match="nothing to put into the calendar feed"):
        plan.run(write_feed, second)
    assert [each.state for each in plan.read(feeds)] == ["new", "new"]
    assert list(tmp_path.glob("*.ics")) == []


def test_what_changes_while_the_file_is_written_is_told_as_changed(
    plan: Database, tmp_path: Path
) -> None:
    made = plan.run(add_feed, {"name": "Agenda", "path": str(tmp_path / "a.ics")}).value
    composed = plan.run(compose_feed, made).value
    save_feed(composed)
    plan.run(change_communication, 1, {"title": "Later"})
    plan.run(note_feed, composed)
    [change] = plan.read(feed, made).changes
    assert (change.kind, change.title) == ("changed", "Later")
    plan.run(change_feed, made, {"path": str(tmp_path / "b.ics")})
    plan.run(note_feed, composed)
    assert plan.read(feed, made).state is FeedState.NEW


def test_a_folder_gets_a_file_that_keeps_its_name(plan: Database, tmp_path: Path) -> None:
    made = plan.run(add_feed, {"name": "Radiology: X/Y", "path": str(tmp_path)}).value
    path = plan.read(feed, made).path
    assert path == str(tmp_path / "Radiology X Y.ics")
    plan.run(change_feed, made, {"name": "Imaging"})
    assert plan.read(feed, made).path == path


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=400))
def test_no_name_of_a_feed_leaves_its_folder(database: Database, tmp_path: Path, name: str) -> None:
    try:
        made = database.run(add_feed, {"name": name, "path": str(tmp_path) + "/"}).value
    except InvalidInput:
        return
    path = Path(database.read(feed, made).path)
    database.run(remove_feed, made)
    assert path.parent == tmp_path
    assert path.suffix == ".ics"
    path.write_bytes(b"")  # every system's own check
    path.unlink()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"path": ""}, "path"),
        ({"path": "a.ics"}, "path"),
        ({"path": "/shared/a.txt"}, "path"),
        ({"collection_url": "https://calendar.delinde.example/a/"}, "path"),
        ({"path": "", "collection_url": "http://calendar.delinde.example/a/"}, "collection_url"),
        ({"path": "", "collection_url": "https://a:b@delinde.example/"}, "collection_url"),
        ({"path": "", "collection_url": "https://delinde.example/?a"}, "collection_url"),
        ({"path": "", "collection_url": "mailto:a@delinde.example"}, "collection_url"),
        ({"path": "", "collection_url": "https://a.example/", "user_name": "a:b"}, "user_name"),
        ({"audience": "Radiology", "initiative": "Triage assistant"}, "initiative"),
        ({"audience": "Nobody"}, "audience"),
        ({"language": "fr"}, "language"),
        ({"password": "secret"}, "password"),
    ],
)
def test_what_a_feed_cannot_be(plan: Database, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        plan.run(add_feed, {"name": "Agenda", "path": "/shared/a.ics", **values})
    assert refused.value.field == field
    assert plan.read(feeds) == []


def test_no_two_feeds_have_one_name_or_one_place(plan: Database, tmp_path: Path) -> None:
    plan.run(add_feed, {"name": "Agenda", "path": str(tmp_path / "a.ics")})
    for values in (
        {"name": "AGENDA", "path": str(tmp_path / "b.ics")},
        {"name": "Other", "path": str(tmp_path / "a.ics")},
    ):
        with pytest.raises(InvalidInput):
            plan.run(add_feed, values)


def test_a_feed_that_goes_elsewhere_is_new_there(plan: Database, tmp_path: Path) -> None:
    made = plan.run(add_feed, {"name": "Agenda", "path": str(tmp_path / "a.ics")}).value
    plan.run(write_feed, made)
    plan.run(change_feed, made, {"path": str(tmp_path / "b.ics")})
    found = plan.read(feed, made)
    assert (found.state, found.written_at) == (FeedState.NEW, None)
    assert (tmp_path / "a.ics").exists()


def test_removing_a_feed_leaves_its_file_and_can_be_undone(plan: Database, tmp_path: Path) -> None:
    made = plan.run(add_feed, {"name": "Agenda", "path": str(tmp_path / "a.ics")}).value
    plan.run(write_feed, made)
    removed = plan.run(remove_feed, made)
    assert plan.read(feeds) == []
    assert (tmp_path / "a.ics").exists()
    plan.revert(removed.step)
    assert plan.read(feed, made).state is FeedState.CURRENT


def test_an_audience_with_a_feed_is_in_use(plan: Database, tmp_path: Path) -> None:
    plan.run(add_record, "audience", {"name": "Nobody"})
    plan.run(add_feed, {"name": "A", "path": str(tmp_path / "a.ics"), "audience": "Nobody"})
    with pytest.raises(InvalidInput, match="calendar feed"):
        plan.run(remove_record, "audience", 4)
