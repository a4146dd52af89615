"""Preview, stored dates, calendar files and independent expanders agree on every series.

Each case is a series that is made, changed and written in one transaction, which is rolled back:
so thousands can be tried. TOWNHALL_CASES says how many.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, Phase, example, given, settings

from tests.services.series_cases import SHOWN, ZONES, Case, Held, cases
from townhall.domain.closed_days import Period
from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import check_rule, first_start
from townhall.domain.series_preview import ClosedDayRules, next_dates
from townhall.domain.terms import ClosedDays, CommunicationStatus
from townhall.formats import ics
from townhall.services.calendar_items import added_starts, item_of
from townhall.services.communications import add_communication
from townhall.services.extra_dates import add_date
from townhall.services.occurrences import cancel_occurrence, change_occurrence
from townhall.services.plans import change_plan
from townhall.services.queries.communications import OccurrenceFilter, OccurrenceRow, occurrences
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.database import Database
from townhall.storage.unit_of_work import UnitOfWork

CASES = int(os.environ.get("TOWNHALL_CASES", "100"))
OFF = CommunicationStatus.CANCELLED
FARTHEST = timedelta(days=60)
"""Nothing is moved or added farther than this."""

NIGHT = Case(
    rule="FREQ=WEEKLY;COUNT=4",
    asked=datetime(2027, 3, 28, 1, 30),
    zone="Europe/Amsterdam",
    all_day=False,
    on_holidays="keep",
    on_blackouts="keep",
    country="NL",
    blackouts=(),
    added=(),
    changes=(),
)
"""Its first date ends at a time that no clock shows."""
CHRISTMAS = replace(
    NIGHT, rule="FREQ=YEARLY;INTERVAL=2", asked=datetime(2026, 12, 25, 10), on_holidays="skip"
)
"""Its later dates lie beyond the years for which series are kept off closed days."""


class RolledBack(Exception):
    """Ends a transaction of which nothing is kept."""


@settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
@given(case=cases())
@example(case=NIGHT)
@example(case=CHRISTMAS)
def test_all_expanders_agree(database: Database, case: Case) -> None:
    def run(uow: UnitOfWork) -> None:
        _check(uow, case)
        raise RolledBack

    with pytest.raises(RolledBack):
        database.run(run)


def _check(uow: UnitOfWork, case: Case) -> None:
    change_plan(uow, {"country": case.country, "region": ""})
    for first, last in case.blackouts:
        values = {"name": f"Stop {first}", "first_day": first, "last_day": last}
        add_record(uow, "blackout", values)
    if case.is_refused():
        with pytest.raises(InvalidInput):
            add_communication(uow, case.values)
        return
    number = add_communication(uow, case.values)
    assert _preview(case) == case.shown()
    assert _stored(uow, number, case) == case.shown()
    _change_by_hand(uow, number, case)
    begin, horizon = case.start - FARTHEST, case.horizon
    expected = [each for each in case.held() if each.start < horizon]
    rows = [
        row
        for row in _rows(uow, number, case.zone, begin, horizon)
        if row.status is not OFF and row.start < horizon
    ]
    assert sorted((row.start, row.title) for row in rows) == [
        (each.start, each.title) for each in expected
    ]
    told = [each for each in _feed(uow, number, case, begin, horizon) if each[0].start < horizon]
    assert sorted(each.start for each, _end in told) == [each.start for each in expected]
    assert sorted((each.start, each.title, end) for each, end in told if _is_plain(case, each)) == [
        (row.start, row.title, row.end if case.all_day else row.end_utc)
        for row in sorted(rows, key=lambda row: (row.start, row.title))
        if _is_plain(case, Held(row.start, row.title))
    ]


def _is_plain(case: Case, held: Held) -> bool:
    """Whether clocks show both ends; where they do not, readers differ on the end."""
    return not case.in_gap(held.start) and not case.in_gap(held.start + timedelta(hours=1))


def _preview(case: Case) -> list[tuple[datetime, datetime | None]]:
    """What the editor shows while the rule is typed."""
    rule = check_rule(case.rule, case.asked, all_day=case.all_day, zone=case.zone)
    closed = ClosedDayRules(
        case.country,
        None,
        tuple(Period(f"Stop {first}", first, last) for first, last in case.blackouts),
        ClosedDays(case.on_holidays),
        ClosedDays(case.on_blackouts),
    )
    start = first_start(rule, case.asked)
    shown = next_dates(
        rule, start, case.zone, closed, number=SHOWN, language="en", all_day=case.all_day
    )
    return [(each.original_start, each.start) for each in shown]


def _stored(uow: UnitOfWork, number: int, case: Case) -> list[tuple[datetime, datetime | None]]:
    """The dates that the calendar shows, by the start the rule gives."""
    rows = _rows(uow, number, case.zone, case.start, case.horizon + FARTHEST)
    found = ((row.original_start, None if row.status is OFF else row.start) for row in rows)
    return sorted(each for each in found if each[0] < case.horizon)


def _rows(
    uow: UnitOfWork, number: int, zone: str, begin: datetime, until: datetime
) -> list[OccurrenceRow]:
    uow.session.flush()
    only = OccurrenceFilter(communication_ids=frozenset({number}))
    return occurrences(uow.session, begin.date(), until.date(), zone, only)


def _change_by_hand(uow: UnitOfWork, number: int, case: Case) -> None:
    for start in case.extra():
        add_date(uow, number, {"start": start})
    for original, change in case.by_hand().items():
        if change.what == "cancel":
            cancel_occurrence(uow, number, original)
        elif change.what == "move":
            change_occurrence(uow, number, original, {"start": original + change.by})
        else:
            change_occurrence(uow, number, original, {"title": "Anew"})


def _feed(
    uow: UnitOfWork, number: int, case: Case, begin: datetime, until: datetime
) -> Iterator[tuple[Held, date]]:
    """What an independent reader finds in the feed of one communication: dates, and their ends."""
    uow.session.flush()
    uow.session.expire_all()
    stored = uow.session.get_one(m.Communication, number)
    items = [item_of(stored, each, "en") for each in (None, *added_starts(stored))]
    calendar = icalendar.Calendar.from_ical(ics.feed(items, name="x", language="en"))
    found = recurring_ical_events.of(calendar).between(begin, until + timedelta(days=2))
    for event in found:
        if str(event.get("STATUS")) == "CANCELLED":
            continue
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        if case.all_day:
            midnight = datetime.min.time()
            start, end = datetime.combine(start, midnight), datetime.combine(end, midnight)
        else:
            end = end.astimezone(UTC)
        yield Held(start.replace(tzinfo=None), str(event["SUMMARY"])), end


@pytest.mark.parametrize("zone", ZONES)
def test_wall_time_stays_across_both_clock_changes(database: Database, zone: str) -> None:
    values = {"kind": "drop-in", "title": "x", "start": "2027-03-08T10:00", "time_zone": zone}
    number = database.run(add_communication, values | {"recurrence": "FREQ=WEEKLY;COUNT=40"}).value
    only = OccurrenceFilter(communication_ids=frozenset({number}))
    rows = database.read(occurrences, date(2026, 12, 1), date(2027, 12, 31), zone, only)
    assert {row.start.time().isoformat() for row in rows} == {"10:00:00"}
    offsets = {row.start - row.start_utc.replace(tzinfo=None) for row in rows}
    changing = zone not in ("UTC", "Africa/Casablanca")
    assert len(offsets) == (2 if changing else 1)
