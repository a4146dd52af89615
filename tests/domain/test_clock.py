"""The clock: one that runs and one that stands still."""

from datetime import UTC, date, datetime, timedelta

import pytest

from townhall.domain.clock import fixed_clock, system_clock
from townhall.domain.errors import InvalidInput


def test_a_fixed_clock_stands_still_in_utc() -> None:
    clock = fixed_clock("2026-11-24T09:00+01:00")
    assert clock.now_utc() == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert clock.now_utc().tzinfo is UTC
    assert clock.now_utc() is clock.now_utc()


def test_a_fixed_clock_reads_z() -> None:
    assert fixed_clock("2026-11-24T08:00:00Z") == fixed_clock("2026-11-24T09:00+01:00")


def test_local_time_and_date_follow_the_zone() -> None:
    clock = fixed_clock("2026-12-31T23:30Z")
    assert clock.local_now("Europe/Amsterdam") == datetime(2027, 1, 1, 0, 30)
    assert clock.today("Europe/Amsterdam") == date(2027, 1, 1)
    assert clock.today("America/New_York") == date(2026, 12, 31)


def test_the_system_clock_runs_in_whole_seconds() -> None:
    now = system_clock().now_utc()
    assert now.utcoffset() == timedelta()
    assert now.microsecond == 0


@pytest.mark.parametrize("text", ["2026-11-24T09:00", "2026-11-24"])
def test_without_an_offset_the_clock_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        fixed_clock(text)
    assert (str(caught.value), caught.value.field) == (
        f"“{text}” has no offset from UTC; write it as 2026-11-24T09:00+01:00.",
        "now",
    )


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-02-30T09:00Z", "0001-01-01T00:00+14:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        fixed_clock(text)
    assert str(caught.value) == (
        f"“{text}” is not a date and time; write it as 2026-11-24T09:00+01:00."
    )
