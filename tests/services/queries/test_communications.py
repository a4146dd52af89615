"""Dates as calendars ask for them: in any zone, moved or not, and never more than is shown."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tests.services.queries.statements import statements
from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.terms import CommunicationKind, CommunicationStatus
from townhall.services.communications import add_communication, cancel_communication
from townhall.services.occurrences import cancel_occurrence, change_occurrence
from townhall.services.queries import communications as module
from townhall.services.queries.communication_details import communication, communications
from townhall.services.queries.communications import (
    OccurrenceFilter,
    OccurrenceRow,
    nearest_date,
    next_date,
    occurrence,
    occurrences,
)
from townhall.services.questions import add_question
from townhall.services.records import add_record
from townhall.storage.database import Database

DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
AMSTERDAM = "Europe/Amsterdam"


def add(database: Database, start: str, **values: Any) -> int:
    fields = {"kind": "town-hall", "title": "Town hall", "start": start, **values}
    return database.run(add_communication, fields).value


def on(database: Database, day: date, zone: str = AMSTERDAM) -> list[OccurrenceRow]:
    return database.read(occurrences, day, day, zone)


@pytest.mark.parametrize(
    ("start", "minutes", "zone", "days"),
    [
        ("2026-12-03T10:00", 60, AMSTERDAM, [3]),
        ("2026-12-03T23:30", 60, AMSTERDAM, [3, 4]),
        ("2026-12-03T23:00", 60, AMSTERDAM, [3]),
        ("2026-12-03T00:00", 0, AMSTERDAM, [3]),
        ("2026-12-03T23:30", 30, "America/New_York", [3]),
        ("2026-12-03T03:30", 60, "America/New_York", [2]),
        ("2026-12-03T05:30", 60, "America/New_York", [2, 3]),
        ("2026-12-03T12:30", 60, "Pacific/Kiritimati", [4]),
        ("2026-12-03T10:30", 60, "Pacific/Pago_Pago", [2]),
        ("2026-12-01T10:00", 3 * 1440, AMSTERDAM, [1, 2, 3, 4]),
    ],
)
def test_date_shows_on_the_days_of_the_view(
    database: Database, start: str, minutes: int, zone: str, days: list[int]
) -> None:
    add(database, start, duration_minutes=minutes)
    shown = [day for day in range(1, 32) if on(database, date(2026, 12, day), zone)]
    assert shown == days


def test_date_of_another_zone_shows_in_that_of_the_view(database: Database) -> None:
    add(database, "2026-12-03T19:00", time_zone="America/New_York")
    [row] = on(database, date(2026, 12, 4))
    assert (row.start, row.shown_start, row.shown_end) == (
        datetime(2026, 12, 3, 19),
        datetime(2026, 12, 4, 1),
        datetime(2026, 12, 4, 2),
    )
    assert row.start_utc == datetime(2026, 12, 4, 0, tzinfo=UTC)
    assert on(database, date(2026, 12, 3)) == []


def test_whole_days_are_the_same_days_everywhere(database: Database) -> None:
    add(database, "2026-12-03", all_day=True, time_zone="Pacific/Auckland")
    for zone in (AMSTERDAM, "America/New_York", "Pacific/Auckland"):
        shown = [day for day in range(1, 8) if on(database, date(2026, 12, day), zone)]
        assert shown == [3]


def test_series_keeps_its_wall_time_when_clocks_change(database: Database) -> None:
    add(database, "2027-03-24T10:00", recurrence="FREQ=WEEKLY;COUNT=2")
    rows = database.read(occurrences, date(2027, 3, 1), date(2027, 4, 1), AMSTERDAM)
    assert [row.start_utc.hour for row in rows] == [9, 8]
    in_view = database.read(occurrences, date(2027, 3, 1), date(2027, 4, 1), "America/New_York")
    assert [row.shown_start.hour for row in in_view] == [5, 4]


def test_moved_date_shows_where_it_moved_to(database: Database) -> None:
    series = add(database, "2026-12-03T10:00", recurrence="FREQ=MONTHLY;BYDAY=1TH")
    january = datetime(2027, 1, 7, 10)
    database.run(change_occurrence, series, january, {"start": "2026-12-20T10:00"})
    assert [row.start.day for row in database.read(occurrences, *DECEMBER, AMSTERDAM)] == [3, 20]
    january_days = (date(2027, 1, 1), date(2027, 1, 31))
    assert database.read(occurrences, *january_days, AMSTERDAM) == []


def test_date_moved_before_its_series_or_past_its_end_is_found(database: Database) -> None:
    series = add(database, "2026-12-03T10:00", recurrence="FREQ=WEEKLY;COUNT=2")
    first, last = datetime(2026, 12, 3, 10), datetime(2026, 12, 10, 10)
    early = {"start": "2026-11-02T10:00", "duration_minutes": 20 * 1440}
    database.run(change_occurrence, series, first, early)
    database.run(change_occurrence, series, last, {"start": "2027-08-09T10:00"})
    assert [row.original_start for row in on(database, date(2026, 11, 20))] == [first]
    assert [row.original_start for row in on(database, date(2027, 8, 9))] == [last]
    assert database.read(occurrences, *DECEMBER, AMSTERDAM) == []


def test_dates_come_in_order_of_the_view(database: Database) -> None:
    add(database, "2026-12-03T10:00", title="Amsterdam")
    add(database, "2026-12-03T08:30", title="Londen", time_zone="Europe/London")
    add(database, "2026-12-03T09:30", title="Kort", duration_minutes=15)
    assert [row.title for row in on(database, date(2026, 12, 3))] == ["Kort", "Londen", "Amsterdam"]


@pytest.fixture
def filled(database: Database) -> Database:
    for name in ("Radiologie", "Spoed"):
        database.run(add_record, "audience", {"name": name})
    database.run(add_record, "initiative", {"name": "Triage"})
    add(database, "2026-12-01T10:00", title="A", audiences=["Radiologie"], initiatives=["Triage"])
    add(database, "2026-12-02T10:00", title="B", kind="training", audiences=["Spoed"])
    series = add(database, "2026-12-03T10:00", title="C", recurrence="FREQ=DAILY;COUNT=3")
    database.run(cancel_occurrence, series, datetime(2026, 12, 4, 10))
    database.run(change_occurrence, series, datetime(2026, 12, 5, 10), {"status": "confirmed"})
    database.run(cancel_communication, add(database, "2026-12-06T10:00", title="D"))
    return database


@pytest.mark.parametrize(
    ("filtered", "titles"),
    [
        (OccurrenceFilter(), "A B C C C D"),
        (OccurrenceFilter(kinds=frozenset({CommunicationKind.TRAINING})), "B"),
        (OccurrenceFilter(statuses=frozenset({CommunicationStatus.PLANNED})), "A B C"),
        (OccurrenceFilter(statuses=frozenset({CommunicationStatus.CANCELLED})), "C D"),
        (OccurrenceFilter(statuses=frozenset({CommunicationStatus.CONFIRMED})), "C"),
        (OccurrenceFilter(audience_ids=frozenset({1})), "A"),
        (OccurrenceFilter(audience_ids=frozenset({1, 2})), "A B"),
        (OccurrenceFilter(initiative_ids=frozenset({1})), "A"),
        (OccurrenceFilter(communication_ids=frozenset({2, 3})), "B C C C"),
        (
            OccurrenceFilter(
                kinds=frozenset({CommunicationKind.TOWN_HALL}), audience_ids=frozenset({2})
            ),
            "",
        ),
    ],
)
def test_filter_keeps_what_it_names(
    filled: Database, filtered: OccurrenceFilter, titles: str
) -> None:
    rows = filled.read(occurrences, *DECEMBER, AMSTERDAM, filtered)
    assert " ".join(row.title for row in rows) == titles


def test_unknown_zone_is_refused_even_without_dates(database: Database) -> None:
    with pytest.raises(InvalidInput, match="is not a time zone"):
        database.read(occurrences, *DECEMBER, "Mars")


def test_range_without_bounds_is_no_error(database: Database) -> None:
    add(database, "2026-12-03T10:00")
    assert len(database.read(occurrences, date.min, date.max, AMSTERDAM)) == 1


def test_only_what_is_shown_is_expanded(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month in range(1, 13):
        add(database, f"2026-{month:02d}-05T10:00")
        add(database, f"2026-{month:02d}-05T10:00", recurrence="FREQ=WEEKLY;COUNT=3")
    expanded = []
    expand = module.expand

    def counted(*args: Any) -> Any:
        found = expand(*args)
        expanded.extend(found)
        return found

    monkeypatch.setattr(module, "expand", counted)
    assert len(database.read(occurrences, date(2026, 6, 1), date(2026, 6, 30), AMSTERDAM)) == 4
    assert len(expanded) == 4


@pytest.fixture(params=[10, 300])
def many(request: pytest.FixtureRequest, filled: Database) -> int:
    """So many communications, a third of them series with a changed date."""

    def add_all(uow: Any) -> None:
        for number in range(request.param):
            fields = {
                "kind": "drop-in",
                "title": f"Inloop {number}",
                "start": "2026-12-08T10:00",
                "audiences": ["Radiologie", "Spoed"],
                "attendees": ["anna@delinde.example"],
                "agenda": [{"title": "Opening", "duration_minutes": 5}],
                "recurrence": "FREQ=WEEKLY" if number % 3 == 0 else None,
            }
            added = add_communication(uow, fields)
            if number % 3 == 0:
                change_occurrence(uow, added, datetime(2026, 12, 15, 10), {"title": "Anders"})

    filled.run(add_all)
    return int(request.param)


def test_number_of_statements_does_not_depend_on_how_many_there_are(
    filled: Database, many: int
) -> None:
    assert len(statements(filled, occurrences, *DECEMBER, AMSTERDAM)) == 2
    assert len(statements(filled, communications)) == 8
    assert len(filled.read(communications)) == many + 4


def test_details_come_by_start_with_names(filled: Database) -> None:
    details = filled.read(communications)
    assert [detail.title for detail in details] == ["A", "B", "C", "D"]
    assert (details[0].audiences, details[0].initiatives) == (("Radiologie",), ("Triage",))
    assert filled.read(communication, 1) == details[0]


def test_headcount_counts_nobody_twice(database: Database) -> None:
    for name, parent, count in (
        ("Ziekenhuis", None, 500),
        ("Radiologie", "Ziekenhuis", 80),
        ("Nacht", "Radiologie", 12),
        ("Extern", None, 5),
    ):
        fields = {"name": name, "parent": parent, "headcount": count}
        database.run(add_record, "audience", fields)
    start = datetime(2026, 12, 3, 10)
    for audiences, heads in (
        (["Nacht"], 12),
        (["Nacht", "Radiologie"], 80),
        (["Nacht", "Ziekenhuis", "Extern"], 505),
        ([], 0),
    ):
        added = add(database, "2026-12-03T10:00", audiences=audiences)
        assert database.read(occurrence, added, start).headcount == heads


def test_date_of_what_happens_once_has_all_its_questions(database: Database) -> None:
    single = add(database, "2026-12-03T10:00")
    start = datetime(2026, 12, 3, 10)
    database.run(add_question, {"text": "Een?", "communication_id": single})
    of_date = {"communication_id": single, "original_start": start}
    database.run(add_question, {"text": "Twee?", **of_date})
    assert database.read(occurrence, single, start).question_ids == (1, 2)


def test_date_of_a_series_has_its_own_questions_only(database: Database) -> None:
    series = add(database, "2026-12-03T10:00", recurrence="FREQ=WEEKLY")
    start = datetime(2026, 12, 10, 10)
    database.run(add_question, {"text": "Een?", "communication_id": series})
    of_date = {"communication_id": series, "original_start": start}
    database.run(add_question, {"text": "Twee?", **of_date})
    assert database.read(occurrence, series, start).question_ids == (2,)
    aware = datetime(2026, 12, 10, 9, tzinfo=UTC)
    assert database.read(occurrence, series, aware).question_ids == (2,)


def test_run_of_show_stands_on_the_clock(database: Database) -> None:
    agenda = [
        {"title": "Opening", "duration_minutes": 5},
        {"title": "Vragen", "duration_minutes": 50, "start": "10:15"},
    ]
    added = add(database, "2026-12-03T10:00", agenda=agenda, duration_minutes=60)
    show = database.read(occurrence, added, datetime(2026, 12, 3, 10)).run_of_show
    assert [item.start.time() for item in show.items] == [time(10), time(10, 15)]
    assert (show.expected_end, show.over_minutes) == (datetime(2026, 12, 3, 11, 5), 5)


@pytest.mark.parametrize(
    "start", [datetime(2026, 12, 3, 10, 1), datetime(2026, 12, 4, 10), datetime(2026, 11, 26, 10)]
)
def test_date_that_is_none_is_not_found(database: Database, start: datetime) -> None:
    series = add(database, "2026-12-03T10:00", recurrence="FREQ=WEEKLY")
    with pytest.raises(NotFound, match="“Town hall” has no date 2026-1"):
        database.read(occurrence, series, start)


@pytest.mark.parametrize("communication_id", [0, 9, 10**30])
def test_communication_that_is_none_is_not_found(database: Database, communication_id: int) -> None:
    for read in (
        lambda: database.read(occurrence, communication_id, datetime(2026, 12, 3, 10)),
        lambda: database.read(communication, communication_id),
        lambda: database.read(nearest_date, communication_id, datetime(2026, 12, 3, 10)),
    ):
        with pytest.raises(NotFound, match=f"There is no communication {communication_id}"):
            read()


@pytest.mark.parametrize(
    ("now", "nearest"),
    [
        (datetime(2026, 11, 1), datetime(2026, 12, 3, 10)),
        (datetime(2026, 12, 3, 10, 30), datetime(2026, 12, 3, 10)),
        (datetime(2026, 12, 3, 11), datetime(2026, 12, 17, 10)),
        (datetime(2026, 12, 17, 11), datetime(2026, 12, 24, 10)),
        (datetime(2027, 6, 1), datetime(2026, 12, 24, 10)),
    ],
)
def test_nearest_date_is_under_way_or_next_or_last(
    database: Database, now: datetime, nearest: datetime
) -> None:
    series = add(database, "2026-12-03T10:00", recurrence="FREQ=WEEKLY;COUNT=4")
    database.run(cancel_occurrence, series, datetime(2026, 12, 10, 10))
    moved = {"start": "2026-12-20T09:00"}
    database.run(change_occurrence, series, datetime(2026, 12, 24, 10), moved)
    assert database.read(nearest_date, series, now) == nearest


def test_next_date_passes_over_cancelled_ones(database: Database) -> None:
    series = add(database, "2026-12-03T10:00", recurrence="FREQ=WEEKLY;COUNT=3")
    database.run(cancel_occurrence, series, datetime(2026, 12, 10, 10))
    after = datetime(2026, 12, 3, 10)
    assert database.read(next_date, series, after) == datetime(2026, 12, 17, 10)
    assert database.read(next_date, series, datetime(2026, 12, 17, 10)) is None
