"""Dates and times of a planning, in the ways people of two languages write them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.planning_dates import DateCell, DateOrder, is_period, read_dates, year_named
from townhall.domain.planning_times import is_not_said, read_hours, read_minutes
from townhall.domain.quick_times import Hours

TODAY = date(2026, 11, 24)


def days(*texts: str, order: DateOrder | None = None) -> list[date | None]:
    read = read_dates([DateCell(n, text) for n, text in enumerate(texts)], order, TODAY)
    return [read.days.get(n) for n in range(len(texts))]


def doubt(*texts: str) -> str:
    return read_dates([DateCell(n, text) for n, text in enumerate(texts)], None, TODAY).doubtful


@pytest.mark.parametrize(
    "text",
    [
        *("2026-12-03", "2026-12-03T10:00:00", "2026/12/3", "3 dec 2026", "3-dec-26"),
        *("donderdag 3 december 2026", "do. 3 dec. 2026", "Thursday, December 3, 2026"),
        *("Dec 3rd 2026", "3rd of December 2026", "3.12.2026", "3.12.26", "46359"),
        *("2026-12-03 (do)", "3 december 2026 om 10:00 uur", "donderdag 3 december", "3 DEC"),
    ],
)
def test_a_date_is_read_in_either_language(text: str) -> None:
    assert days(text) == [date(2026, 12, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "31-02-2026",
        "week 49",
        "dec 2026",
        "n.t.b.",
        "3 t/m 5 december",
        "32 december 2026",
        "29/2/27",
    ],
)
def test_what_is_no_date_has_no_day(text: str) -> None:
    assert days(text) == [None]


def test_an_order_that_nothing_decides_is_asked() -> None:
    assert doubt("03/04/2026") == "03/04/2026"
    assert doubt("03-04-2026", "2026-05-06") == "03-04-2026"
    assert doubt("04/04/2026", "12 mei 2026") == ""


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (("03/04/2026", "13/04/2026"), date(2026, 4, 3)),
        (("03/04/2026", "04/13/2026"), date(2026, 3, 4)),
        (("03/04/2026", "vr 03/04/2026"), date(2026, 4, 3)),
        (("03/04/2026", "Wed 03/04/2026"), date(2026, 3, 4)),
        (("03/04/2026", "1.2.2026"), date(2026, 4, 3)),
    ],
)
def test_one_date_that_decides_settles_it_for_all(texts: tuple[str, ...], first: date) -> None:
    assert days(*texts)[0] == first
    assert doubt(*texts) == ""


def test_dates_that_contradict_each_other_decide_nothing() -> None:
    assert doubt("13/01/2026", "01/13/2026", "03/04/2026") == "03/04/2026"
    assert days("13/01/2026", "01/13/2026") == [date(2026, 1, 13)] * 2


def test_an_order_that_was_told_holds() -> None:
    assert days("03/04/2026", order=DateOrder.MONTH_FIRST) == [date(2026, 3, 4)]
    assert days("03/04/2026", order=DateOrder.DAY_FIRST) == [date(2026, 4, 3)]
    assert days("13/04/2026", order=DateOrder.MONTH_FIRST) == [None]


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_a_told_order_reads_every_day_back(day: date) -> None:
    assert days(f"{day:%d-%m-%Y}", order=DateOrder.DAY_FIRST) == [day]
    assert days(f"{day:%m/%d/%Y}", order=DateOrder.MONTH_FIRST) == [day]
    assert days(f"{day.day} {day:%b} {day.year}", day.isoformat()) == [day, day]


def test_a_year_that_is_not_written_comes_from_around_it_or_is_the_next() -> None:
    read = read_dates([DateCell(1, "3 maart", 2026), DateCell(2, "3 maart")], None, TODAY)
    assert read.days == {1: date(2026, 3, 3), 2: date(2027, 3, 3)}
    assert [problem.row for problem in read.problems] == [None]
    assert year_named(["Communicatieplanning 2026", "versie 3"]) == 2026
    assert year_named(["2026", "2027"]) is None


def test_a_weekday_that_is_wrong_is_told() -> None:
    read = read_dates([DateCell(5, "wo 3 december 2026")], None, TODAY)
    assert read.days == {5: date(2026, 12, 3)}
    assert [(one.row, one.field) for one in read.problems] == [(5, "date")]


def test_hours_behind_a_date_are_its_hours() -> None:
    cells = [DateCell(1, "3 dec 10:00"), DateCell(2, "2026-12-03T14:30:00"), DateCell(3, "3 dec")]
    assert read_dates(cells, None, TODAY).hours == {
        1: Hours(time(10)),
        2: Hours(time(14, 30)),
    }


@pytest.mark.parametrize("text", ["December 2026", "kwartaal 4", "Q1 2027", "week 49", "2026"])
def test_a_heading_among_the_rows_is_known(text: str) -> None:
    assert is_period(text)
    assert not is_period(f"{text} town hall")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("10:00", Hours(time(10))),
        ("10:00:00", Hours(time(10))),
        ("10u30", Hours(time(10, 30))),
        ("10.00 uur", Hours(time(10))),
        ("9", Hours(time(9))),
        ("0.4166667", Hours(time(10))),
        ("02:00:00", Hours(time(2))),
        ("1899-12-30T10:00:00", Hours(time(10))),
        ("10:00-11:00", Hours(time(10), 60)),
        ("van 10 tot 11.30 uur", Hours(time(10), 90)),
        ("22:00 – 06:00", Hours(time(22), 480)),
        ("2pm", Hours(time(14))),
        ("ochtend", None),
        ("1e999", None),
        ("0.9999999", None),
        ("25:00", None),
        ("14:00-13:00", None),
        ("10:00 en 15:00", None),
    ],
)
def test_hours(text: str, hours: Hours | None) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("60", 60), ("60 min", 60), ("1 uur", 60), ("1,5 uur", 90), ("1.5", 90), ("1:30", 90)),
        *(("01:00:00", 60), ("0.0416667", 60), ("half uur", 30), ("veel", None), ("", None)),
    ],
)
def test_durations(text: str, minutes: int | None) -> None:
    assert read_minutes(text) == minutes


def test_what_says_nothing_is_no_time() -> None:
    assert all(map(is_not_said, ("", " - ", "n.t.b.", "Hele dag", "TBD")))
    assert not is_not_said("10:00")
