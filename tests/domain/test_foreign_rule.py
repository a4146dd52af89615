"""Rules of other programs: the dates of dateutil, within a budget."""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from townhall.domain.foreign_dates import Budget, BudgetSpent, foreign_starts
from townhall.domain.foreign_rule import TooFast, UnreadableRule, read_foreign_rule, read_moment
from townhall.domain.recurrence_rule import DAYS

SINCE, UNTIL = datetime(2025, 11, 24), datetime(2029, 11, 24)


def starts(text: str, start: datetime, budget: int = 10**6) -> list[datetime]:
    found = foreign_starts(
        read_foreign_rule(text), start, SINCE, UNTIL, Budget(budget), is_past=lambda _wall: False
    )
    return list(found)


def by_dateutil(text: str, start: datetime) -> list[datetime]:
    """The same, DTSTART being the first date whether the rule gives it or not."""
    counted = "COUNT=" in text
    found = []
    for wall in rrulestr(text if counted else f"{text};UNTIL=20291231T000000", dtstart=start):
        if wall >= UNTIL:
            break
        found.append(wall)
    if not found or found[0] != start:
        found.insert(0, start)
        if counted:
            found = found[: int(text.split("COUNT=")[1].split(";")[0])]
    return [wall for wall in found if SINCE <= wall < UNTIL]


def some(numbers: list[int]) -> st.SearchStrategy[str]:
    chosen = st.lists(st.sampled_from(numbers), min_size=1, max_size=3, unique=True)
    return chosen.map(lambda found: ",".join(map(str, found)))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules that match something: dateutil looks for others until the year 9999."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 4))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 40))}")
    if frequency == "YEARLY" and draw(st.booleans()):
        parts.append(f"BYMONTH={draw(some(list(range(1, 13))))}")
    by = draw(st.sampled_from(["day", "numbered", "month day", "week", "year day", ""]))
    if by == "day":
        parts.append(f"BYDAY={draw(weekdays())}")
    elif by == "numbered" and frequency in ("MONTHLY", "YEARLY"):
        parts.append(f"BYDAY={draw(st.sampled_from([1, 2, 3, 4, -1, -2]))}{draw(weekdays())[:2]}")
    elif by == "month day" and frequency != "WEEKLY":
        parts.append(f"BYMONTHDAY={draw(some([1, 2, 13, 28, -1, -2, -28]))}")
    elif by == "week" and frequency == "YEARLY" and "BYMONTH" not in "".join(parts):
        parts.append(f"BYWEEKNO={draw(some([1, 2, 20, 52, -1]))};BYDAY=TH")
    elif by == "year day" and frequency == "YEARLY" and "BYMONTH" not in "".join(parts):
        parts.append(f"BYYEARDAY={draw(some([1, 100, 365, -1, -365]))}")
    if by in ("day", "month day") and frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '1,-1']))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    return ";".join(parts)


def weekdays() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(DAYS), min_size=1, max_size=4, unique=True).map(",".join)


@settings(max_examples=60, deadline=None)
@given(rules(), st.datetimes(datetime(2021, 1, 1), datetime(2027, 1, 1)))
def test_dates_are_those_of_dateutil(text: str, start: datetime) -> None:
    start = start.replace(second=0, microsecond=0)
    assume(start.day <= 28)
    assert starts(text, start) == by_dateutil(text, start)


def test_times_within_a_day() -> None:
    found = starts("FREQ=DAILY;COUNT=4;BYHOUR=9,15;BYMINUTE=30", datetime(2026, 1, 1, 9, 30))
    assert found == [datetime(2026, 1, day, hour, 30) for day in (1, 2) for hour in (9, 15)]


def test_leap_days_come_every_fourth_year() -> None:
    assert starts("FREQ=YEARLY", datetime(2024, 2, 29, 9)) == [datetime(2028, 2, 29, 9)]


@pytest.mark.parametrize(
    "text",
    [
        *("FREQ=HOURLY", "FREQ=MINUTELY;COUNT=3", "freq=secondly"),
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,5,10,15,20,25,30,35,40",
    ],
)
def test_what_repeats_faster_than_every_hour_is_not_counted(text: str) -> None:
    with pytest.raises(TooFast):
        read_foreign_rule(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "WEEKLY", "FREQ=NEVER", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=-1"),
        *("FREQ=DAILY;INTERVAL=1e9", "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYDAY=XX"),
        *("FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;UNTIL=20261301", "FREQ=DAILY;WKST=9"),
        *("FREQ=DAILY;BYMONTHDAY=0", "FREQ=DAILY;BYSETPOS=९", "FREQ=DAILY;COUNT=99999999999999"),
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRule):
        read_foreign_rule(text)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    ],
)
def test_a_rule_that_never_matches_gives_its_start_alone(text: str) -> None:
    assert starts(text, datetime(2026, 4, 1, 9), budget=5_000) == [datetime(2026, 4, 1, 9)]


def test_counting_stops_when_the_budget_is_spent() -> None:
    with pytest.raises(BudgetSpent):
        starts("FREQ=DAILY;COUNT=999999", datetime(1, 1, 1), budget=1_000)


def test_moments_are_days_wall_times_or_instants() -> None:
    assert read_moment("20261203") == date(2026, 12, 3)
    assert read_moment(" 20261203t100000 ") == datetime(2026, 12, 3, 10)
    assert read_moment("20261203T100000Z") == datetime(2026, 12, 3, 10, tzinfo=UTC)
    assert read_moment("20161231T235960Z") == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)
    for text in ("2026-12-03", "20260230", "20261203T2500", "00000101"):
        with pytest.raises(UnreadableRule):
            read_moment(text)


def test_a_rule_far_back_is_not_walked_through() -> None:
    found = starts("FREQ=WEEKLY", datetime(1926, 1, 4, 9), budget=1_000)
    assert len(found) == 209
    assert found[1] - found[0] == timedelta(weeks=1)
