"""Task lists as calendar files, read back by three independent readers."""

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import FollowUpState
from townhall.domain.todo import STATUS_OF, Todo, TodoList, TodoStatus, start_before, todo_uid
from townhall.formats.ics_todo import todo_file

TODAY = date(2026, 11, 24)


def todo(**facts: Any) -> Todo:
    values: dict[str, Any] = {
        "uid": todo_uid("plan", "follow-up", 1),
        "sequence": 2,
        "title": "Rooster delen; met iedereen, op tijd",
        "description": "Regel een\nRegel twee",
        "start": date(2026, 11, 2),
        "due": date(2026, 11, 30),
        "status": TodoStatus.NEEDS_ACTION,
        "related_to": "5b1f3f1e-0c55-5d1c-9a53-000000000001",
        **facts,
    }
    return Todo(**values)


def listed(*todos: Todo, **facts: str) -> TodoList:
    return TodoList(
        owner=facts.get("owner", "Anna Voorbeeld"),
        organizer_name=facts.get("name", "Team Communicatie"),
        organizer_email=facts.get("email", "communicatie@delinde.example"),
        language="nl",
        stamp=datetime(2026, 11, 24, 8, tzinfo=UTC),
        today=TODAY,
        todos=todos,
    )


def by_icalendar(data: bytes) -> list[dict[str, object]]:
    found = icalendar.Calendar.from_ical(data)
    return [
        {
            "uid": str(each["UID"]),
            "title": str(each["SUMMARY"]),
            "text": str(each.get("DESCRIPTION", "")),
            "start": each["DTSTART"].dt,
            "due": each["DUE"].dt if "DUE" in each else None,
            "status": str(each["STATUS"]),
            "priority": int(each["PRIORITY"]),
            "sequence": int(each["SEQUENCE"]),
        }
        for each in found.walk("VTODO")
    ]


def by_ical(data: bytes) -> list[dict[str, object]]:
    found = IcsCalendarStream.calendar_from_ics(data.decode())
    return [
        {
            "uid": each.uid,
            "title": each.summary,
            "text": each.description or "",
            "start": each.dtstart,
            "due": each.due,
            "status": each.status,
            "priority": each.priority,
            "sequence": each.sequence,
        }
        for each in found.todos
    ]


def by_vobject(data: bytes) -> list[dict[str, object]]:
    found = vobject.readOne(data.decode())
    return [
        {
            "uid": each.uid.value,
            "title": each.summary.value,
            "text": each.description.value if hasattr(each, "description") else "",
            "start": each.dtstart.value,
            "due": each.due.value if hasattr(each, "due") else None,
            "status": each.status.value,
            "priority": int(each.priority.value),
            "sequence": int(each.sequence.value),
        }
        for each in found.vtodo_list
    ]


READERS = [by_icalendar, by_ical, by_vobject]


@pytest.mark.parametrize("read", READERS)
def test_every_reader_finds_the_same(read: object) -> None:
    assert callable(read)
    late = todo(uid="late", due=date(2026, 11, 23), description="")
    done = todo(uid="done", status=TodoStatus.COMPLETED, due=None)
    found = read(todo_file(listed(todo(), late, done)))
    assert found[0] == {
        "uid": todo_uid("plan", "follow-up", 1),
        "title": "Rooster delen; met iedereen, op tijd",
        "text": "Regel een\nRegel twee",
        "start": date(2026, 11, 2),
        "due": date(2026, 11, 30),
        "status": "NEEDS-ACTION",
        "priority": 3,
        "sequence": 2,
    }
    assert [(each["priority"], each["due"], each["text"]) for each in found[1:]] == [
        (1, date(2026, 11, 23), ""),
        (9, None, "Regel een\nRegel twee"),
    ]


HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            ["\n", "\r\n", ";", ",", ":", "\\", '"', "^", "END:VTODO", "\u202e", "\x07"]
        ),
        st.text(st.characters(codec="utf-8"), max_size=12),
    ),
    max_size=10,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE)
def test_words_of_users_add_nothing(title: str, text: str) -> None:
    data = todo_file(listed(todo(title=title, description=text), owner=f"A{title}"))
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    names = [line.split(":")[0].split(";")[0] for line in lines if line]
    calendar = [*("BEGIN", "PRODID", "VERSION", "CALSCALE", "METHOD")]
    calendar += ["NAME", "X-WR-CALNAME"]
    about = ["UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DUE", "SUMMARY"]
    about += ["DESCRIPTION"] if text else []
    rest = ["PRIORITY", "STATUS", "RELATED-TO", "ORGANIZER"]
    assert names == [*calendar, "BEGIN", *about, *rest, "END", "END"]
    assert all(len(line.encode()) <= 75 for line in data.decode().split("\r\n"))
    assert len(icalendar.Calendar.from_ical(data).walk("VTODO")) == 1


def test_a_list_of_everybody_says_whose_each_is_and_a_long_title_is_cut() -> None:
    data = todo_file(listed(todo(title="a" * 500, owner="Bram Proefman"), owner=""))
    [found] = icalendar.Calendar.from_ical(data).walk("VTODO")
    assert str(found["CONTACT"]) == "Bram Proefman"
    assert len(str(found["SUMMARY"])) == 200
    assert b"ORGANIZER" not in todo_file(listed(todo(), email=""))


def test_a_bad_address_is_refused() -> None:
    with pytest.raises(InvalidInput):
        todo_file(listed(todo(), email="a@b.example\r\nX:1"))


def test_work_begins_before_it_is_due_and_states_have_words() -> None:
    assert start_before(date(2026, 11, 30), date(2026, 11, 2)) == date(2026, 11, 2)
    assert start_before(date(2026, 11, 2), date(2026, 11, 2)) == date(2026, 11, 1)
    assert start_before(None, date(2026, 11, 2)) == date(2026, 11, 2)
    assert set(STATUS_OF) == set(FollowUpState)
