"""What invitees were told of one date, beside what holds now."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from townhall.domain.calendar import Attendee, CalendarItem, Organizer, Override
from townhall.domain.date_invitation import (
    Difference,
    Standing,
    date_differences,
    other_dates_differ,
    standing,
)
from townhall.domain.invitations import snapshot
from townhall.domain.terms import AttendeeRole

FIRST = datetime(2026, 12, 3, 10, 0)
SECOND = datetime(2027, 1, 7, 10, 0)
NOW = datetime(2026, 11, 24, 8, 0)
CHANGE = [Difference("title", "a", "b")]

SERIES = CalendarItem(
    uid="b7e6a0f4-52c5-4a4e-9d0e-4f5ad1c1e001",
    sequence=0,
    title="Town hall AI",
    start=FIRST,
    time_zone="Europe/Amsterdam",
    duration_minutes=75,
    dtstamp_utc=NOW,
    created_utc=NOW,
    modified_utc=NOW,
    recurrence="FREQ=MONTHLY;BYDAY=1TH",
    location="Lecture hall",
    organizer=Organizer("Anna Voorbeeld", "anna@delinde.example"),
    attendees=(Attendee("Bram Proefman", "bram@delinde.example", AttendeeRole.SPEAKER),),
)


def differences(now: CalendarItem, at: datetime = FIRST, told: CalendarItem = SERIES):
    """What differs for one date, from the series as it was told."""
    return date_differences(snapshot(told), snapshot(now), at)


def test_nothing_differs_from_what_was_told() -> None:
    assert differences(SERIES) == []


def test_a_moved_date_differs_in_time_and_place_and_the_others_do_not() -> None:
    moved = Override(FIRST, start=datetime(2026, 12, 3, 10, 30), location="Aula")
    now = replace(SERIES, overrides=(moved,))
    assert differences(now) == [
        Difference("start", "2026-12-03T10:00:00", "2026-12-03T10:30:00"),
        Difference("location", "Lecture hall", "Aula"),
    ]
    assert differences(now, SECOND) == []
    assert other_dates_differ(snapshot(SERIES), snapshot(now), SECOND)
    assert not other_dates_differ(snapshot(SERIES), snapshot(now), FIRST)


def test_a_date_that_was_told_moved_and_moves_back_differs() -> None:
    told = replace(SERIES, overrides=(Override(FIRST, start=FIRST + timedelta(hours=1)),))
    assert differences(SERIES, told=told) == [
        Difference("start", "2026-12-03T11:00:00", "2026-12-03T10:00:00")
    ]


def test_a_cancelled_date_differs_in_status() -> None:
    now = replace(SERIES, overrides=(Override(FIRST, cancelled=True),))
    assert differences(now) == [Difference("status", "CONFIRMED", "CANCELLED")]


def test_a_series_that_moved_takes_its_dates_along() -> None:
    now = replace(SERIES, start=FIRST + timedelta(minutes=30))
    assert differences(now, FIRST + timedelta(minutes=30)) == [
        Difference("start", "2026-12-03T10:00:00", "2026-12-03T10:30:00")
    ]
    assert not other_dates_differ(snapshot(SERIES), snapshot(now), FIRST + timedelta(minutes=30))


def test_a_single_date_has_the_start_of_its_communication() -> None:
    told = replace(SERIES, recurrence=None)
    later = FIRST + timedelta(days=1)
    assert differences(replace(told, start=later), later, told) == [
        Difference("start", "2026-12-03T10:00:00", "2026-12-04T10:00:00")
    ]


def test_what_all_dates_share_differs_after_what_is_of_the_date() -> None:
    now = replace(
        SERIES, title="Town hall", join_link="https://meet.delinde.example/a", attendees=()
    )
    assert [each.field for each in differences(now)] == ["title", "join_link", "attendees"]


@pytest.mark.parametrize(
    ("method", "changes", "off", "expected"),
    [
        (None, [], "on", Standing.NEVER_SENT),
        (None, [], "off", Standing.NEVER_SENT),
        ("REQUEST", [], "on", Standing.CURRENT),
        ("REQUEST", CHANGE, "on", Standing.OUTDATED),
        ("REQUEST", CHANGE, "off", Standing.TO_WITHDRAW),
        ("CANCEL", [], "off", Standing.WITHDRAWN),
        ("CANCEL", [], "on", Standing.OUTDATED),
    ],
)
def test_standing(
    method: str | None, changes: list[Difference], off: str, expected: Standing
) -> None:
    assert standing(method, changes, called_off=off == "off") is expected
