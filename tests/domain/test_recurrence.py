"""Expanding a series: ranges, overrides, clock changes, far years."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from townhall.domain.calendar import Occurrence, Override
from townhall.domain.recurrence import (
    Series,
    count,
    expand,
    is_occurrence,
    next_occurrence,
    occurrence_at,
)

TUESDAY = datetime(2026, 11, 24, 10)
WEEKLY = Series(
    "Update", "Hall", TUESDAY, "Europe/Amsterdam", 60, recurrence="FREQ=WEEKLY;BYDAY=TU"
)
NOVEMBER, DECEMBER, JANUARY = datetime(2026, 11, 1), datetime(2026, 12, 1), datetime(2027, 1, 1)


def starts(series: Series, from_local: datetime, until_local: datetime) -> list[datetime]:
    return [each.start for each in expand(series, from_local, until_local)]


def december(*days: int, hour: int = 10) -> list[datetime]:
    return [datetime(2026, 12, day, hour) for day in days]


def test_one_date_has_one_occurrence() -> None:
    series = replace(WEEKLY, recurrence=None)
    assert expand(series, NOVEMBER, DECEMBER) == [
        Occurrence(
            original_start=TUESDAY,
            start=TUESDAY,
            end=datetime(2026, 11, 24, 11),
            start_utc=datetime(2026, 11, 24, 9, tzinfo=UTC),
            end_utc=datetime(2026, 11, 24, 10, tzinfo=UTC),
            title="Update",
            location="Hall",
        )
    ]
    assert expand(series, DECEMBER, JANUARY) == []


def test_a_month_of_a_weekly_series() -> None:
    assert starts(WEEKLY, DECEMBER, JANUARY) == december(1, 8, 15, 22, 29)


def test_nothing_happens_before_the_start() -> None:
    assert starts(WEEKLY, datetime(2020, 1, 1), datetime(2026, 11, 24, 10)) == []
    assert starts(WEEKLY, datetime(2020, 1, 1), datetime(2026, 11, 24, 10, 1)) == [TUESDAY]


def test_the_range_is_half_open_on_overlap() -> None:
    first = december(1)
    assert starts(WEEKLY, datetime(2026, 12, 1, 10, 59), datetime(2026, 12, 1, 12)) == first
    assert starts(WEEKLY, datetime(2026, 12, 1, 11), datetime(2026, 12, 1, 12)) == []
    assert starts(WEEKLY, datetime(2026, 12, 1, 9), datetime(2026, 12, 1, 10)) == []
    assert starts(WEEKLY, datetime(2026, 12, 1, 10), datetime(2026, 12, 1, 10, 1)) == first


def test_an_occurrence_without_length_counts_where_it_starts() -> None:
    series = replace(WEEKLY, duration_minutes=0)
    ten = datetime(2026, 12, 1, 10)
    assert starts(series, ten, ten + timedelta(minutes=1)) == [ten]
    assert starts(series, ten + timedelta(minutes=1), ten + timedelta(hours=1)) == []
    assert starts(series, ten - timedelta(hours=1), ten) == []


def test_an_occurrence_may_cross_midnight() -> None:
    series = replace(WEEKLY, start=datetime(2026, 11, 24, 23), duration_minutes=150)
    (found,) = expand(series, datetime(2026, 12, 2), datetime(2026, 12, 3))
    assert (found.start, found.end) == (datetime(2026, 12, 1, 23), datetime(2026, 12, 2, 1, 30))


def test_a_cancelled_date_stays_and_is_marked() -> None:
    eighth = datetime(2026, 12, 8, 10)
    series = replace(WEEKLY, overrides=(Override(eighth, cancelled=True),))
    found = expand(series, DECEMBER, datetime(2026, 12, 16))
    assert [(each.start.day, each.cancelled, each.overridden) for each in found] == [
        (1, False, False),
        (8, True, True),
        (15, False, False),
    ]


def test_a_cancelled_series_is_cancelled_on_every_date() -> None:
    series = replace(WEEKLY, cancelled=True)
    assert [each.cancelled for each in expand(series, DECEMBER, JANUARY)] == [True] * 5
    assert (next_occurrence(series, DECEMBER), count(series, 9)) == (None, 0)


def test_an_override_changes_what_it_names_only() -> None:
    eighth = datetime(2026, 12, 8, 10)
    override = Override(eighth, title="Update with the board", duration_minutes=90)
    (found,) = expand(
        replace(WEEKLY, overrides=(override,)), datetime(2026, 12, 7), datetime(2026, 12, 9)
    )
    assert (found.title, found.location, found.start) == ("Update with the board", "Hall", eighth)
    assert (found.end, found.overridden) == (datetime(2026, 12, 8, 11, 30), True)


def test_a_date_moves_out_of_one_month_into_another() -> None:
    moved = Override(datetime(2026, 12, 29, 10), start=datetime(2027, 1, 7, 15))
    series = replace(WEEKLY, overrides=(moved,))
    assert starts(series, DECEMBER, JANUARY) == december(1, 8, 15, 22)
    assert starts(series, JANUARY, datetime(2027, 1, 11)) == [
        datetime(2027, 1, 5, 10),
        datetime(2027, 1, 7, 15),
    ]


def test_a_moved_date_passes_its_neighbour_in_order() -> None:
    moved = Override(datetime(2026, 12, 1, 10), start=datetime(2026, 12, 9, 9))
    found = expand(replace(WEEKLY, overrides=(moved,)), DECEMBER, datetime(2026, 12, 16))
    assert [each.original_start.day for each in found] == [8, 1, 15]


def test_a_long_override_reaches_into_the_range() -> None:
    override = Override(datetime(2026, 12, 1, 10), duration_minutes=3 * 24 * 60)
    series = replace(WEEKLY, overrides=(override,))
    assert starts(series, datetime(2026, 12, 3), datetime(2026, 12, 4)) == december(1)


def test_an_override_of_no_date_of_the_rule_is_ignored() -> None:
    series = replace(WEEKLY, overrides=(Override(datetime(2026, 12, 2, 10), title="Ghost"),))
    assert starts(series, DECEMBER, datetime(2026, 12, 8)) == december(1)


def test_a_series_keeps_its_wall_time_when_clocks_change() -> None:
    series = replace(WEEKLY, start=datetime(2026, 10, 20, 10))
    found = expand(series, datetime(2026, 10, 20), datetime(2026, 10, 28))
    assert [each.start.hour for each in found] == [10, 10]
    assert [each.start_utc.hour for each in found] == [8, 9]


def test_a_night_lasts_as_long_as_the_wall_clock_says() -> None:
    night = replace(
        WEEKLY, start=datetime(2026, 10, 24, 23), duration_minutes=480, recurrence="FREQ=DAILY"
    )
    found = expand(night, datetime(2026, 10, 24), datetime(2026, 10, 26))
    assert [each.end.hour for each in found] == [7, 7]
    assert [each.end_utc - each.start_utc for each in found] == [
        timedelta(hours=9),
        timedelta(hours=8),
    ]


def test_a_date_in_a_gap_counts_with_the_offset_before_it() -> None:
    series = replace(WEEKLY, start=datetime(2027, 3, 27, 2, 30), recurrence="FREQ=DAILY")
    found = expand(series, datetime(2027, 3, 28), datetime(2027, 3, 29))
    assert [(each.start, each.start_utc, each.end_utc) for each in found] == [
        (
            datetime(2027, 3, 28, 2, 30),
            datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
            datetime(2027, 3, 28, 2, 30, tzinfo=UTC),
        )
    ]


def test_an_all_day_series_covers_whole_days() -> None:
    series = Series(
        "AI week", "", datetime(2026, 11, 30), "Europe/Amsterdam", 2 * 1440, all_day=True,
        recurrence="FREQ=WEEKLY;UNTIL=20261207",
    )  # fmt: skip
    assert starts(series, datetime(2026, 12, 1), JANUARY) == [
        datetime(2026, 11, 30),
        datetime(2026, 12, 7),
    ]
    assert starts(series, datetime(2026, 12, 9), JANUARY) == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY", [datetime(2036, 11, day, 10) for day in (1, 2)]),
        ("FREQ=DAILY;INTERVAL=2", [datetime(2036, 11, 1, 10)]),
        ("FREQ=WEEKLY;BYDAY=SA,SU", [datetime(2036, 11, day, 10) for day in (1, 2)]),
        ("FREQ=MONTHLY;BYDAY=1SU", [datetime(2036, 11, 2, 10)]),
        ("FREQ=MONTHLY;BYMONTHDAY=1", [datetime(2036, 11, 1, 10)]),
        ("FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=1", [datetime(2036, 11, 1, 10)]),
        ("FREQ=MONTHLY;INTERVAL=7;BYMONTHDAY=1", []),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYMONTHDAY=2", [datetime(2036, 11, 2, 10)]),
        ("FREQ=YEARLY;INTERVAL=3;BYMONTH=11;BYMONTHDAY=2", []),
        ("FREQ=DAILY;COUNT=999", []),
    ],
)
def test_a_range_ten_years_away(rule: str, expected: list[datetime]) -> None:
    series = replace(WEEKLY, recurrence=rule)
    assert starts(series, datetime(2036, 11, 1), datetime(2036, 11, 3)) == expected


def test_until_is_an_instant_and_included() -> None:
    series = replace(WEEKLY, recurrence="FREQ=WEEKLY;UNTIL=20261208T090000Z")
    assert starts(series, NOVEMBER, JANUARY) == [TUESDAY, *december(1, 8)]
    series = replace(WEEKLY, recurrence="FREQ=WEEKLY;UNTIL=20261208T085959Z")
    assert starts(series, NOVEMBER, JANUARY) == [TUESDAY, *december(1)]


def test_count_includes_the_start_and_moved_dates() -> None:
    moved = Override(datetime(2026, 12, 1, 10), start=datetime(2026, 12, 2, 10))
    series = replace(WEEKLY, recurrence="FREQ=WEEKLY;COUNT=3", overrides=(moved,))
    assert starts(series, NOVEMBER, JANUARY) == [TUESDAY, *december(2, 8)]


def test_a_rule_without_dates_expands_to_nothing() -> None:
    series = replace(WEEKLY, recurrence="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    assert starts(series, NOVEMBER, datetime(2100, 1, 1)) == []
    assert (next_occurrence(series, NOVEMBER), count(series, 9)) == (None, 0)


def test_leap_days_come_in_leap_years() -> None:
    series = replace(
        WEEKLY, start=datetime(2028, 2, 29, 10), recurrence="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"
    )
    found = starts(series, datetime(2028, 1, 1), datetime(2037, 1, 1))
    assert [each.year for each in found] == [2028, 2032, 2036]


def test_the_next_occurrence_skips_cancelled_and_follows_moved_dates() -> None:
    cancelled = Override(datetime(2026, 12, 1, 10), cancelled=True)
    moved = Override(datetime(2026, 12, 15, 10), start=datetime(2026, 12, 7, 9))
    series = replace(WEEKLY, overrides=(cancelled, moved))
    upcoming = [next_occurrence(series, after) for after in (TUESDAY, december(7, hour=9)[0])]
    assert [each and each.start for each in upcoming] == [
        datetime(2026, 12, 7, 9),
        datetime(2026, 12, 8, 10),
    ]
    ended = replace(WEEKLY, recurrence="FREQ=WEEKLY;COUNT=2")
    assert next_occurrence(ended, datetime(2026, 12, 1, 10)) is None
    assert next_occurrence(replace(WEEKLY, recurrence=None), TUESDAY) is None


def test_one_date_is_found_by_its_original_start() -> None:
    moved = Override(datetime(2026, 12, 1, 10), start=datetime(2026, 12, 2, 9))
    series = replace(WEEKLY, overrides=(moved,))
    found = [occurrence_at(series, each) for each in december(1, 8, 9)]
    assert [each and each.start for each in found] == [
        datetime(2026, 12, 2, 9),
        datetime(2026, 12, 8, 10),
        None,
    ]
    for far in (datetime.min, datetime.max, datetime(9999, 12, 31)):
        assert occurrence_at(series, far) is None
        assert occurrence_at(replace(series, recurrence=None), far) is None


def test_only_dates_of_the_rule_are_occurrences() -> None:
    moved = Override(datetime(2026, 12, 1, 10), start=datetime(2026, 12, 2, 10))
    series = replace(WEEKLY, overrides=(moved,))
    asked = [TUESDAY, *december(1, 2), TUESDAY - timedelta(weeks=1), datetime(2026, 12, 8, 11)]
    assert [is_occurrence(series, each) for each in asked] == [True, True, False, False, False]


def test_counting_stops_at_its_limit_and_leaves_cancelled_dates_out() -> None:
    cancelled = Override(datetime(2026, 12, 1, 10), cancelled=True)
    series = replace(WEEKLY, recurrence="FREQ=WEEKLY;COUNT=5", overrides=(cancelled,))
    assert (count(series, 100), count(WEEKLY, 100)) == (4, 100)
