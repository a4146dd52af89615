"""Values that cannot be: each is refused in one sentence, and the plan stays as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

TOWN_HALL: dict[str, Any] = {
    "kind": "town-hall",
    "title": "Town hall AI",
    "start": "2026-12-03T10:00",
    "time_zone": "Europe/Amsterdam",
    "duration_minutes": 60,
}

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "unknown time zone": (
        {"time_zone": "Europe/Amsterdan"},
        "“Europe/Amsterdan” is not a time zone; did you mean Europe/Amsterdam",
    ),
    "start in a clock-change gap": (
        {"start": "2027-03-28T02:30"},
        "02:30 does not exist in Europe/Amsterdam",
    ),
    "start that is no time": (
        {"start": "morgen"},
        "“start” must be a date and time such as 2026-12-03T10:30.",
    ),
    "end before the start": (
        {"end": "2026-12-03T09:00"},
        "The end lies before the start.",
    ),
    "rule faster than daily": (
        {"recurrence": "FREQ=MINUTELY"},
        "FREQ=MINUTELY repeats more than once a day; choose DAILY or slower.",
    ),
    "rule that never occurs": (
        {"recurrence": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
        "The recurrence rule gives no date at all; choose other days or a later end.",
    ),
    "address that is none": (
        {"organizer": {"name": "Anna", "email": "anna"}},
        "“anna” is not an e-mail address: ",
    ),
    "address that injects a header": (
        {"attendees": [{"email": "anna@delinde.example\r\nBcc: all@delinde.example"}]},
        "“email” must be one line of text.",
    ),
    "title of 10,000 characters": (
        {"title": "x" * 10_000},
        "“title” has 10000 characters; at most 300 are allowed.",
    ),
    "title with a control character": (
        {"title": "Town\x07hall"},
        "“title” holds a control character (U+0007). Remove it.",
    ),
    "title with half a character": (
        {"title": "Town \ud800"},
        "“title” holds a control character (U+D800). Remove it.",
    ),
    "title of blanks": ({"title": "   "}, "“title” must be filled in."),
    "link with a script": (
        {"join_link": "javascript:alert(1)"},
        "“javascript:alert(1)”",
    ),
    "duration below nothing": (
        {"duration_minutes": -5},
        "“duration_minutes” must be a whole number from 0 to 44640.",
    ),
    "kind that is none": ({"kind": "party"}, "“kind” must be one of: town-hall, "),
    "audience that is not there": (
        {"audiences": ["Marketing"]},
        "There is no audience called “Marketing” in this plan. Add it first.",
    ),
    "two people with one address": (
        {"attendees": [{"email": "a@delinde.example"}, {"email": "A@delinde.example"}]},
        "“A@delinde.example” ",
    ),
}


def contents(plan: Path) -> list[str]:
    """Everything in a plan, as SQL."""
    with closing(sqlite3.connect(plan)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("verb", ["add", "change"])
@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused(run: Any, plan: Path, what: str, verb: str) -> None:
    values, sentence = REFUSED[what]
    given = ["--plan", plan, "--json-input", "-"]
    assert run("add", "communication", *given, fields=TOWN_HALL).code == 0
    before, bytes_before = contents(plan), plan.read_bytes()
    if verb == "add":
        ran = run("add", "communication", *given, fields=TOWN_HALL | values)
    else:
        ran = run("change", "communication", 1, *given, fields=values)
    message = ran.refusal()
    assert message.startswith(sentence) or sentence in message
    assert contents(plan) == before
    assert plan.read_bytes() == bytes_before


def test_the_end_may_be_given_in_place_of_the_duration(run: Any, plan: Path) -> None:
    values = {name: TOWN_HALL[name] for name in TOWN_HALL if name != "duration_minutes"}
    added = run(
        *("add", "communication", "--plan", plan, "--json-input", "-", "--json"),
        fields=values | {"end": "2026-12-03T11:15"},
    )
    assert added.json["duration_minutes"] == 75


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"email": "a@b@c"}, "“a@b@c” is not an e-mail address: "),
        ({"email": "a@delinde.example,b@delinde.example"}, "“a@delinde.example,b@delinde.example”"),
        ({"name": "x" * 301}, "“name” has 301 characters; at most 300 are allowed."),
        ({"role": "baas"}, "“role” must be one of: employee, "),
        ({"name": 5}, "“name” must be text."),
    ],
)
def test_a_person_that_cannot_be_is_refused(
    run: Any, plan: Path, values: dict[str, Any], sentence: str
) -> None:
    ran = run(
        *("add", "person", "--plan", plan, "--json-input", "-"), fields={"name": "Anna"} | values
    )
    assert ran.refusal().startswith(sentence)
    assert run("list", "person", "--plan", plan, "--json").json == []


def test_refusals_are_in_dutch_too(run: Any, plan: Path) -> None:
    ran = run(
        *("add", "communication", "--plan", plan, "--json-input", "-", "--language", "nl"),
        fields=TOWN_HALL | {"time_zone": "Mars/Base"},
    )
    assert ran.refusal() == ("‘Mars/Base’ is geen tijdzone; gebruik een naam als Europe/Amsterdam.")
