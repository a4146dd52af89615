"""Untrusted values: read, or refused with the field's name and what is expected."""

from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from townhall.domain.clock import fixed_clock
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Channel, Stage
from townhall.services import fields as f
from townhall.services.records import add_record
from townhall.storage.database import Database
from townhall.storage.unit_of_work import UnitOfWork

NOWHERE = UnitOfWork(Session(), fixed_clock("2026-11-24T09:00+01:00"))
"""A unit of work for readers that look nothing up."""


def refused(read: f.Read, value: Any) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(NOWHERE, value, "title")
    assert caught.value.field == "title"
    return str(caught.value)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("  Town hall  ", "Town hall"),
        (None, ""),
        ("", ""),
        ("Ålesund – «test» 😀 \u202eabc", "Ålesund – «test» 😀 \u202eabc"),
        ("x" * 300, "x" * 300),
    ],
)
def test_line_is_read(raw: Any, read: str) -> None:
    assert f.line()(NOWHERE, raw, "title") == read


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("a\nb", "“title” must be one line of text."),
        ("a\r\nBcc: x", "“title” must be one line of text."),
        ("a\u2028b", "“title” must be one line of text."),
        ("a\x85b", "“title” must be one line of text."),
        ("a\tb", "“title” holds a control character (U+0009). Remove it."),
        ("a\x00b", "“title” holds a control character (U+0000). Remove it."),
        ("a\x1bb", "“title” holds a control character (U+001B). Remove it."),
        ("a\ud800b", "“title” holds a control character (U+D800). Remove it."),
        ("x" * 10_000, "“title” has 10000 characters; at most 300 are allowed."),
        (7, "“title” must be text."),
        (["a"], "“title” must be text."),
    ],
)
def test_line_that_is_none_is_refused(raw: Any, sentence: str) -> None:
    assert refused(f.line(), raw) == sentence


def test_paragraphs_keep_lines_and_end_them_alike() -> None:
    read = f.paragraphs()(NOWHERE, "een\r\ntwee\rdrie\u2029vier\tvijf\n", "notes")
    assert read == "een\ntwee\ndrie\nvier\tvijf"


@pytest.mark.parametrize("raw", [0, 60])
def test_integer_is_read(raw: int) -> None:
    assert f.integer(0, 60)(NOWHERE, raw, "title") == raw


@pytest.mark.parametrize("raw", [-1, 61, 1.5, "7", True, None, 10**30])
def test_other_numbers_are_refused(raw: Any) -> None:
    assert refused(f.integer(0, 60), raw) == "“title” must be a whole number from 0 to 60."


def test_missing_integer_is_none_where_it_may_be() -> None:
    assert f.integer(0, 60, optional=True)(NOWHERE, None, "title") is None


@pytest.mark.parametrize("raw", ["true", 1, None])
def test_only_true_and_false_are_booleans(raw: Any) -> None:
    assert refused(f.boolean, raw) == "“title” must be true or false."


def test_term_is_read_by_its_word() -> None:
    assert f.term(Stage)(NOWHERE, "in-use", "stage") is Stage.IN_USE
    assert f.term(Stage, optional=True)(NOWHERE, "", "stage") is None


@pytest.mark.parametrize("raw", ["In use", "IN_USE", "", None, 3, [], {}])
def test_other_words_are_refused_with_the_ones_there_are(raw: Any) -> None:
    assert refused(f.term(Stage), raw) == (
        "“title” must be one of: exploring, pilot, rollout, in-use, retired."
    )


def test_words_are_a_list_each_once() -> None:
    read = f.words_of(Channel)(NOWHERE, ["intranet", "e-mail", "intranet"], "channels")
    assert read == ["intranet", "e-mail"]
    assert refused(f.words_of(Channel), "intranet") == "“title” must be a list."
    assert "must be one of: town-hall" in refused(f.words_of(Channel), ["fax"])


def test_lines_leave_empty_ones_out_and_have_an_end() -> None:
    assert f.lines()(NOWHERE, ["een", " ", "twee"], "points") == ["een", "twee"]
    assert refused(f.lines(), ["x"] * 1001) == "“title” has 1001 entries; at most 1000 are allowed."


@pytest.mark.parametrize("raw", ["de", "NL", "", None, ["nl"]])
def test_other_languages_are_refused(raw: Any) -> None:
    assert refused(f.language, raw) == "“title” must be one of: nl, en."


@pytest.mark.parametrize(
    ("raw", "read"),
    [("2026-12-03", date(2026, 12, 3)), (date(2026, 12, 3), date(2026, 12, 3)), ("", None)],
)
def test_day_is_read(raw: Any, read: date | None) -> None:
    assert f.day(NOWHERE, raw, "due") == read


@pytest.mark.parametrize(
    "raw",
    ["3-12-2026", "2026-02-30", "morgen", 20261203, datetime(2026, 12, 3, 10), "2026-12-03T10"],
)
def test_other_days_are_refused(raw: Any) -> None:
    assert refused(f.day, raw) == "“title” must be a date such as 2026-12-03."


@pytest.mark.parametrize("raw", ["0001-01-01", "9999-12-31", "1969-12-31"])
def test_years_that_cannot_be_planned_are_refused(raw: str) -> None:
    sentence = "“title” must be a date in the years 1970 to 2199."
    assert refused(f.day, raw) == sentence
    with pytest.raises(InvalidInput) as caught:
        f.moment(f"{raw}T10:00", "title")
    assert str(caught.value) == sentence


def test_clock_time_is_read_in_minutes() -> None:
    assert f.clock_time(NOWHERE, "10:30:59", "start") == time(10, 30)
    assert f.clock_time(NOWHERE, None, "start") is None
    assert refused(f.clock_time, "24:00") == "“title” must be a time such as 10:30."


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("2026-12-03T10:30", datetime(2026, 12, 3, 10, 30)),
        ("2026-12-03T10:30:45", datetime(2026, 12, 3, 10, 30)),
        ("2026-12-03T10:30+01:00", datetime(2026, 12, 3, 10, 30)),
        ("2026-12-03T09:30Z", datetime(2026, 12, 3, 10, 30)),
        ("2026-07-03T08:30Z", datetime(2026, 7, 3, 10, 30)),
        (datetime(2026, 12, 3, 10, 30), datetime(2026, 12, 3, 10, 30)),
    ],
)
def test_moment_becomes_wall_time_of_the_zone(raw: Any, read: datetime) -> None:
    assert f.local_moment(raw, "start", "Europe/Amsterdam") == read


@pytest.mark.parametrize("raw", ["morgen om tien", "2026-12-03 25:00", None, 7, "", []])
def test_other_moments_are_refused(raw: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        f.moment(raw, "start")
    assert str(caught.value) == "“start” must be a date and time such as 2026-12-03T10:30."


@pytest.mark.parametrize(
    "raw", ["anna", "anna@", "anna@x.example\nBcc: b@x.example", "a b@x.example"]
)
def test_address_that_mail_refuses_is_refused(raw: str) -> None:
    refused(f.email, raw)


def test_address_may_be_empty() -> None:
    assert f.email(NOWHERE, None, "email") == ""
    assert f.email(NOWHERE, " anna@DELINDE.example ", "email") == "anna@delinde.example"


@pytest.mark.parametrize("raw", ["javascript:alert(1)", "file:///etc/passwd", "https://", "meet"])
def test_unsafe_link_is_refused(raw: str) -> None:
    refused(f.link, raw)


def test_unknown_zone_is_refused_with_near_ones() -> None:
    with pytest.raises(InvalidInput, match="Europe/Amsterdam"):
        f.zone(NOWHERE, "Europa/Amsterdam", "time_zone")


@pytest.fixture
def named(database: Database) -> Database:
    for name in ("Radiologie", "Één zorg", 'O\'Neill "IT" 100%_'):
        database.run(add_record, "audience", {"name": name})
    return database


@pytest.mark.parametrize(
    ("name", "audience_id"),
    [
        ("Radiologie", 1),
        ("radiologie", 1),
        (" RADIOLOGIE ", 1),
        ("Één zorg", 2),
        ("één ZORG", 2),
        ("E\u0301e\u0301n zorg", 2),
        ('o\'neill "it" 100%_', 3),
        ("", None),
        (None, None),
    ],
)
def test_record_is_found_by_its_name(named: Database, name: Any, audience_id: int | None) -> None:
    assert named.run(f.audience, name, "audience").value == audience_id


@pytest.mark.parametrize("name", ["Radiolog", "R%", "_", "'; DROP TABLE audience; --"])
def test_unknown_name_is_refused(named: Database, name: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        named.run(f.audience, name, "audience")
    assert str(caught.value) == (
        f"There is no audience called “{name}” in this plan. Add it first."
    )


def test_people_of_one_name_are_told_apart_by_address(database: Database) -> None:
    for address in ("anna@delinde.example", "anna.v@delinde.example"):
        database.run(add_record, "person", {"name": "Anna Voorbeeld", "email": address})
    assert database.run(f.person, "anna.v@delinde.example", "owner").value == 2
    with pytest.raises(InvalidInput, match="There are several people called “Anna Voorbeeld”"):
        database.run(f.person, "Anna Voorbeeld", "owner")


@pytest.mark.parametrize("raw", [0, -3, 99, 2**31, 10**30])
def test_unknown_id_is_refused(database: Database, raw: int) -> None:
    with pytest.raises(InvalidInput, match=f"There is no question {raw} in this plan"):
        database.run(f.question, raw, "question_id")


@pytest.mark.parametrize("raw", ["1", True, 1.0, [1]])
def test_what_is_no_id_is_refused(database: Database, raw: Any) -> None:
    with pytest.raises(InvalidInput, match="must be the id of a question"):
        database.run(f.question, raw, "question_id")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3)
    ),
    max_leaves=6,
)

READERS: list[f.Read] = [
    *(f.line(), f.paragraphs(), f.integer(0, 9), f.boolean, f.term(Stage), f.words_of(Channel)),
    *(f.lines(), f.language, f.day, f.clock_time, f.email, f.link, f.zone),
    lambda uow, value, field: f.moment(value, field),
]


@given(value=JSON, read=st.sampled_from(READERS))
@settings(max_examples=300, deadline=None)
def test_any_json_is_read_or_refused(value: Any, read: f.Read) -> None:
    with suppress(InvalidInput):
        read(NOWHERE, value, "title")
