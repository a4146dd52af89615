"""Preview, stored dates, calendar files and independent expanders agree on every series.

Random rules, zones, closed days, added dates and exceptions, around the awkward days: clock
changes, 29 February, month ends, ISO week 53.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from townhall.domain.closed_days import Period
from townhall.domain.errors import InvalidInput
from townhall.domain.series_preview import ClosedDayRules, next_dates
from townhall.domain.terms import ClosedDays, CommunicationStatus
from townhall.formats import ics
from townhall.services.calendar_items import added_starts, item_of
from townhall.services.communications import add_communication
from townhall.services.extra_dates import add_date
from townhall.services.occurrences import cancel_occurrence, change_occurrence
from townhall.services.plans import change_plan
from townhall.services.queries.closed_days import blackouts
from townhall.services.queries.communications import (
    OccurrenceFilter,
    OccurrenceRow,
    occurrences,
)
from townhall.services.records import add_record, remove_record
from townhall.storage import models as m
from townhall.storage.database import Database

ZONES = ("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "UTC")
AWKWARD = (
    datetime(2027, 3, 26),
    datetime(2027, 10, 29),
    datetime(2028, 2, 27),
    datetime(2026, 12, 23),
    datetime(2027, 1, 29),
)
RULES = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3;COUNT=30",
    "FREQ=WEEKLY;BYDAY=MO,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=25",
    "FREQ=MONTHLY;BYDAY=1TH",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYMONTH=12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
)
PREVIEWED = 9


@dataclass(frozen=True)
class Case:
    values: dict[str, Any]
    country: str
    blackouts: tuple[Period, ...]
    added: tuple[timedelta, ...]
    cancelled: int | None
    moved: int | None


@st.composite
def cases(draw: st.DrawFn) -> Case:
    begin = draw(st.sampled_from(AWKWARD))
    all_day = draw(st.booleans())
    hours = 0 if all_day else draw(st.sampled_from([1, 2, 10, 23]))
    start = begin + timedelta(days=draw(st.integers(0, 3)), hours=hours)
    minutes = 0 if all_day else draw(st.sampled_from([0, 30]))
    choice = st.sampled_from(["keep", "skip", "move", "move"])
    values = {
        "kind": "progress-update",
        "title": "Update",
        "organizer": {"name": "Team", "email": "team@delinde.example"},
        "start": start + timedelta(minutes=minutes),
        "time_zone": draw(st.sampled_from(ZONES)),
        "all_day": all_day,
        "duration_minutes": 1440 if all_day else 60,
        "recurrence": draw(st.sampled_from(RULES)),
        "on_holidays": draw(choice),
        "on_blackouts": draw(choice),
    }
    periods = []
    for _period in range(draw(st.integers(0, 2))):
        first = (start + timedelta(days=draw(st.integers(0, 60)))).date()
        last = first + timedelta(days=draw(st.integers(0, 15)))
        periods.append(Period(f"Stop {first}", first, last))
    moments = st.builds(
        timedelta, days=st.integers(0, 40), hours=st.just(0) if all_day else st.integers(0, 5)
    )
    return Case(
        values=values,
        country=draw(st.sampled_from(["NL", "DE", "US"])),
        blackouts=tuple(periods),
        added=tuple(draw(st.lists(moments, max_size=2))),
        cancelled=draw(st.none() | st.integers(0, 4)),
        moved=draw(st.none() | st.integers(0, 4)),
    )


def _rows(database: Database, number: int, zone: str, until: date) -> list[OccurrenceRow]:
    only = OccurrenceFilter(communication_ids=frozenset({number}))
    return database.read(occurrences, date(2026, 12, 1), until, zone, only)


def _held(rows: list[OccurrenceRow]) -> list[datetime]:
    off = CommunicationStatus.CANCELLED
    return sorted(row.start for row in rows if row.status is not off)


def _preview(case: Case, start: datetime) -> list[tuple[datetime, datetime | None]]:
    rules = ClosedDayRules(
        case.country,
        None,
        case.blackouts,
        ClosedDays(case.values["on_holidays"]),
        ClosedDays(case.values["on_blackouts"]),
    )
    shown = next_dates(
        case.values["recurrence"],
        start,
        case.values["time_zone"],
        rules,
        number=PREVIEWED,
        language="en",
        all_day=case.values["all_day"],
    )
    return [(each.original_start, each.start) for each in shown]


def _dateutil(rule: str, start: datetime) -> list[datetime]:
    return list(islice(rrulestr(rule, dtstart=start), PREVIEWED))


def _feed(database: Database, number: int, until: datetime) -> Iterator[datetime]:
    """The local starts that an independent reader finds in the feed of one communication."""

    def items(session: Any) -> list[Any]:
        stored = session.get_one(m.Communication, number)
        return [item_of(stored, each, "en") for each in (None, *added_starts(stored))]

    content = ics.feed(database.read(items), name="x", language="en")
    calendar = icalendar.Calendar.from_ical(content)
    for event in recurring_ical_events.of(calendar).between(datetime(2026, 12, 1), until):
        if str(event.get("STATUS")) == "CANCELLED":
            continue
        start = event["DTSTART"].dt
        if not isinstance(start, datetime):
            start = datetime(start.year, start.month, start.day)
        yield start.replace(tzinfo=None)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
@given(case=cases())
def test_all_expanders_agree(database: Database, case: Case) -> None:
    database.run(change_plan, {"country": case.country, "region": ""})
    for each in database.read(blackouts):
        database.run(remove_record, "blackout", each.id)
    for each in case.blackouts:
        days = {"first_day": each.first_day, "last_day": each.last_day}
        database.run(add_record, "blackout", {"name": each.name, **days})
    try:
        number = database.run(add_communication, case.values).value
    except InvalidInput:
        # A start in the gap of a clock change.
        return
    zone = case.values["time_zone"]
    start = database.read(lambda session: session.get_one(m.Communication, number).start)
    previewed = _preview(case, start)
    until = max(original for original, _start in previewed) + timedelta(days=40)
    # The preview is what is stored, and both are what dateutil gives, before exceptions.
    assert [original for original, _start in previewed] == _dateutil(
        case.values["recurrence"], start
    )
    last = previewed[-1][0]
    rows = [
        row for row in _rows(database, number, zone, until.date()) if row.original_start <= last
    ]
    off = CommunicationStatus.CANCELLED
    stored = sorted((row.original_start, None if row.status is off else row.start) for row in rows)
    assert stored == previewed
    _make_exceptions(database, number, case, start)
    shown = _held(_rows(database, number, zone, until.date()))
    horizon = until.replace(hour=0, minute=0)
    found = sorted(_feed(database, number, horizon + timedelta(days=2)))
    assert [each for each in found if each < horizon] == [each for each in shown if each < horizon]


def _make_exceptions(database: Database, number: int, case: Case, start: datetime) -> None:
    for shift in case.added:
        try:
            database.run(add_date, number, {"start": start + shift})
        except InvalidInput:
            continue
    originals = _dateutil(case.values["recurrence"], start)
    if case.cancelled is not None and case.cancelled < len(originals):
        database.run(cancel_occurrence, number, originals[case.cancelled])
    if case.moved is not None and case.moved < len(originals):
        original = originals[case.moved]
        try:
            database.run(
                change_occurrence, number, original, {"start": original + timedelta(days=1)}
            )
        except InvalidInput:
            return


@pytest.mark.parametrize("zone", ZONES)
def test_wall_time_stays_across_both_clock_changes(database: Database, zone: str) -> None:
    values = {"kind": "drop-in", "title": "x", "start": "2027-03-08T10:00", "time_zone": zone}
    number = database.run(add_communication, values | {"recurrence": "FREQ=WEEKLY;COUNT=40"}).value
    rows = _rows(database, number, zone, date(2027, 12, 31))
    assert {row.start.time().isoformat() for row in rows} == {"10:00:00"}
    offsets = {row.start - row.start_utc.replace(tzinfo=None) for row in rows}
    assert len(offsets) == (1 if zone == "UTC" else 2)
