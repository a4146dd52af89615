"""Dates of questions as Microsoft, Excel and people of several countries write them."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.asked_dates import read_dates


def one(text: str, *, american: bool = False, day_first: bool | None = None) -> str | None:
    found, _problems = read_dates([(2, text)], slashes_are_american=american, day_first=day_first)
    return found.get(2)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-12", "2026-03-12"),
        ("2026-03-12T14:05:09", "2026-03-12T14:05:09"),
        ("2026-03-12 14:05:09.750", "2026-03-12T14:05:09"),
        ("2026-03-12T14:05:09+01:00", "2026-03-12T14:05:09+01:00"),
        ("12-3-2026 14:05", "2026-03-12T14:05:00"),
        ("12-03-2026 14:05:09", "2026-03-12T14:05:09"),
        ("3.12.2026", "2026-12-03"),
        ("12-3-26", "2026-03-12"),
        ("2026/03/12 2:05:09 PM", "2026-03-12T14:05:09"),
        ("2026/03/12 12:05:00 a.m. CET", "2026-03-12T00:05:00"),
        ("31/12/2026", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("Nov 24, 2026 9:58 AM", "2026-11-24T09:58:00"),
        ("May 4, 2026 12:05:30 PM", "2026-05-04T12:05:30"),
        ("24 november 2026 9:58", "2026-11-24T09:58:00"),
        ("4 mei 2026", "2026-05-04"),
    ],
)
def test_a_date_that_reads_one_way(text: str, moment: str) -> None:
    found, problems = read_dates([(2, text)], slashes_are_american=False)
    assert (found, problems) == ({2: moment}, [])


def test_words_that_are_no_month_are_no_date() -> None:
    assert [one("Foo 24, 2026"), one("31 november 2026"), one("24 vraag 2026 9:58")] == [None] * 3


def test_forms_writes_the_month_first() -> None:
    assert one("3/4/26 8:05:09", american=True) == "2026-03-04T08:05:09"


def test_one_date_that_reads_one_way_decides_for_the_column() -> None:
    cells = [(2, "3/4/2026"), (3, "25/4/2026")]
    found, problems = read_dates(cells, slashes_are_american=True)
    assert (found, problems) == ({2: "2026-04-03", 3: "2026-04-25"}, [])
    found, problems = read_dates([(2, "3/4/2026"), (3, "4/25/2026")], slashes_are_american=False)
    assert (found, problems) == ({2: "2026-03-04", 3: "2026-04-25"}, [])


def test_a_guess_is_told_once_with_its_first_row() -> None:
    cells = [(2, "3/3/2026"), (3, "3/4/2026"), (4, "5/4/2026")]
    found, problems = read_dates(cells, slashes_are_american=False)
    assert found == {2: "2026-03-03", 3: "2026-04-03", 4: "2026-04-05"}
    assert [(p.row, p.field, p.message) for p in problems] == [
        (
            3,
            "asked_at",
            "Dates such as 3/4/2026 were read as day/month/year. If that is wrong, set day_first "
            "to false in the mapping.",
        )
    ]


def test_the_mapping_decides_over_everything() -> None:
    assert one("3/4/2026", day_first=False) == "2026-03-04"
    assert one("3-4-2026", day_first=False) == "2026-03-04"
    assert one("3/4/2026", american=True, day_first=True) == "2026-04-03"
    assert one("25/4/2026", day_first=False) is None


@pytest.mark.parametrize(
    "text",
    ["morgen", "31-2-2026", "2026-02-30", "12-3-1850", "1-1-2026 25:00", "0/0/0000", "46093"],
)
def test_what_is_no_date_is_left_empty_and_told(text: str) -> None:
    found, problems = read_dates([(7, text)], slashes_are_american=False)
    assert found == {}
    assert [(p.row, p.message) for p in problems] == [
        (7, f"“{text}” is not a date that can be read; it was left empty.")
    ]


def test_an_offset_becomes_wall_time_of_the_zone() -> None:
    found, _problems = read_dates(
        [(2, "2026-07-01T12:00:00Z"), (3, "2026-12-01T12:00:00")],
        slashes_are_american=False,
        zone=ZoneInfo("Europe/Amsterdam"),
    )
    assert found == {2: "2026-07-01T14:00:00", 3: "2026-12-01T12:00:00"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="0123456789-/.: TZ+apm", min_size=1, max_size=24), max_size=4))
def test_any_text_is_read_or_told(texts: list[str]) -> None:
    cells = list(enumerate(texts, start=2))
    found, problems = read_dates(cells, slashes_are_american=False)
    unread = {p.row for p in problems if "was left empty" in p.message}
    assert set(found) | unread == {row for row, _text in cells}
    assert not set(found) & unread
