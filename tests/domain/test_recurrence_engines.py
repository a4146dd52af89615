"""Our expansion against an independent reader of .ics files, around the awkward dates."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import icalendar
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.calendar import Override
from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import Series, check_rule, expand, first_start
from townhall.domain.zones import check_wall_time, is_in_gap

ZONES = (
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Casablanca",
    "UTC",
)
# Clock changes, 29 February, month ends, and the week that is ISO week 53.
AWKWARD = (
    datetime(2027, 3, 27),
    datetime(2026, 10, 24),
    datetime(2027, 10, 2),
    datetime(2028, 2, 28),
    datetime(2026, 12, 27),
    datetime(2027, 1, 30),
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

weekdays = st.lists(st.sampled_from(DAYS), min_size=1, max_size=4, unique=True).map(",".join)
position = st.sampled_from(["1", "2", "3", "4", "-1"])
month = st.integers(1, 12)
shapes = st.one_of(
    st.just("FREQ=DAILY"),
    st.just("FREQ=WEEKLY"),
    st.builds("FREQ=WEEKLY;BYDAY={};WKST={}".format, weekdays, st.sampled_from(DAYS)),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.sampled_from([1, 28, 29, 30, 31, -1])),
    st.builds("FREQ=MONTHLY;BYDAY={}{}".format, position, st.sampled_from(DAYS)),
    st.builds("FREQ=MONTHLY;BYDAY={};BYSETPOS={}".format, weekdays, position),
    st.just("FREQ=YEARLY"),
    st.builds("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}".format, month, st.sampled_from([1, 29, 31])),
    st.builds("FREQ=YEARLY;BYMONTH={};BYDAY={}{}".format, month, position, st.sampled_from(DAYS)),
)
ends = st.one_of(
    st.just(""),
    st.builds(";COUNT={}".format, st.integers(1, 40)),
    st.builds(";UNTIL=20{}{:02}15".format, st.integers(27, 32), month),
)
rules = st.builds("{};INTERVAL={}{}".format, shapes, st.integers(1, 5), ends)


@dataclass(frozen=True)
class Case:
    series: Series
    from_local: datetime
    until_local: datetime


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone = draw(st.sampled_from(ZONES))
    all_day = draw(st.booleans())
    day = draw(st.sampled_from(AWKWARD)) + timedelta(days=draw(st.integers(0, 3)))
    minutes = draw(st.sampled_from([0, 30, 120, 150, 180, 600, 1410]))
    start = day if all_day else day + timedelta(minutes=minutes)
    rule = draw(rules)
    try:
        start = first_start(rule, start)
        rule = check_rule(rule, start, all_day=all_day, zone=zone)
        check_wall_time(start, zone)
    except InvalidInput:
        start, rule = datetime(2027, 3, 27, 12), "FREQ=WEEKLY;COUNT=60"
        all_day = False
    length = draw(st.sampled_from([1440, 2880] if all_day else [15, 60, 90, 1500]))
    series = Series("Update", "", start, zone, length, all_day=all_day, recurrence=rule)
    far = draw(st.sampled_from([0, 0, 0, 200, 3_000]))
    from_local = datetime(start.year, start.month, start.day) + timedelta(days=far)
    until_local = from_local + timedelta(days=draw(st.sampled_from([1, 7, 31, 366])))
    return Case(_with_overrides(draw, series, until_local), from_local, until_local)


def _with_overrides(draw: st.DrawFn, series: Series, until_local: datetime) -> Series:
    dates = [each.start for each in expand(series, series.start, until_local)]
    chosen = draw(st.lists(st.sampled_from(dates), max_size=3, unique=True)) if dates else []
    overrides = []
    for original in sorted(chosen):
        days = draw(st.sampled_from([-40, -2, 0, 1, 3, 40]))
        hours = 0 if series.all_day else draw(st.sampled_from([-2, 0, 5]))
        moved = original + timedelta(days=days, hours=hours)
        if draw(st.booleans()) and original != series.start:
            overrides.append(Override(original, cancelled=True))
        elif not is_in_gap(moved, series.time_zone):
            overrides.append(Override(original, start=moved, title="Moved"))
    return Series(
        series.title, series.location, series.start, series.time_zone, series.duration_minutes,
        series.all_day, series.recurrence, tuple(overrides),
    )  # fmt: skip


def _property(name: str, local: datetime, series: Series) -> str:
    if series.all_day:
        return f"{name};VALUE=DATE:{local:%Y%m%d}"
    if series.time_zone == "UTC":
        return f"{name}:{local:%Y%m%dT%H%M%S}Z"
    return f"{name};TZID={series.time_zone}:{local:%Y%m%dT%H%M%S}"


def _ics(series: Series) -> str:
    """The series as a calendar file written by hand, cancelled dates as EXDATE."""
    length = timedelta(minutes=series.duration_minutes)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    lines = ["BEGIN:VEVENT", "UID:1@example.org", "DTSTAMP:20260101T000000Z", "SUMMARY:Update"]
    lines += [_property("DTSTART", series.start, series)]
    lines += [_property("DTEND", series.start + length, series), f"RRULE:{series.recurrence}"]
    for override in series.overrides:
        if override.cancelled:
            lines.append(_property("EXDATE", override.original_start, series))
    lines.append("END:VEVENT")
    for override in series.overrides:
        if override.start is None:
            continue
        lines += ["BEGIN:VEVENT", "UID:1@example.org", "DTSTAMP:20260101T000000Z", "SUMMARY:Moved"]
        lines += [_property("RECURRENCE-ID", override.original_start, series)]
        lines += [_property("DTSTART", override.start, series)]
        lines += [_property("DTEND", override.start + length, series), "END:VEVENT"]
    return "\r\n".join([*head, *lines, "END:VCALENDAR", ""])


def _theirs(case: Case) -> list[tuple[datetime, str]]:
    calendar = icalendar.Calendar.from_ical(_ics(case.series))
    margin = timedelta(days=3)
    found = []
    for event in recurring_ical_events.of(calendar).between(
        (case.from_local - margin).replace(tzinfo=UTC),
        (case.until_local + margin).replace(tzinfo=UTC),
    ):
        start = event.start
        if not isinstance(start, datetime):
            start = datetime(start.year, start.month, start.day)
        local = start.replace(tzinfo=None)
        end = local + timedelta(minutes=case.series.duration_minutes)
        if local < case.until_local and end > case.from_local:
            instant = local if case.series.all_day else start.astimezone(UTC)
            found.append((instant, str(event["SUMMARY"])))
    return sorted(found)


def _ours(case: Case) -> list[tuple[datetime, str]]:
    held = [
        each
        for each in expand(case.series, case.from_local, case.until_local)
        if not each.cancelled
    ]
    return sorted(
        (each.start if case.series.all_day else each.start_utc, each.title) for each in held
    )


@settings(max_examples=250, deadline=None)
@given(cases())
def test_our_dates_are_those_of_an_independent_reader(case: Case) -> None:
    assert _ours(case) == _theirs(case)


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(1, 200))
def test_two_halves_of_a_range_hold_what_the_whole_holds(case: Case, days: int) -> None:
    middle = min(case.from_local + timedelta(days=days), case.until_local)
    halves = expand(case.series, case.from_local, middle) + expand(
        case.series, middle, case.until_local
    )
    whole = expand(case.series, case.from_local, case.until_local)
    assert {each.original_start for each in halves} == {each.original_start for each in whole}
