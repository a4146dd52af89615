"""What a drag's card says: what is in the way, gravest first, then what is free."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from townhall.domain.date_checks import DateCheck, date_checks
from townhall.domain.date_warnings import PlanFacts
from townhall.domain.planned_dates import PlannedDate
from townhall.domain.terms import CommunicationKind, Severity, WarningKind

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
FACTS = PlanFacts(
    today=date(2026, 11, 24),
    parents={1: None, 2: None},
    audiences={1: "Radiologie", 2: "SEH"},
    people={"anna@delinde.example": "Anna Voorbeeld"},
)


def planned(number: int, start: datetime, **values: Any) -> PlannedDate:
    utc = start.replace(tzinfo=UTC) - timedelta(hours=1)
    made = PlannedDate(
        communication_id=number,
        original_start=start,
        title=f"Bijeenkomst {number}",
        kind=CommunicationKind.TOWN_HALL,
        start=start,
        end=start + timedelta(hours=1),
        start_utc=utc,
        end_utc=utc + timedelta(hours=1),
        own_start=start,
        time_zone="Europe/Amsterdam",
        added=date(2026, 11, 1),
        location="Aula",
        rooms=frozenset({"aula"}),
        people=frozenset({"anna@delinde.example"}),
        audience_ids=frozenset({1}),
    )
    return replace(made, **values)


MOVED = planned(1, datetime(2026, 12, 3, 10))


def said(*others: PlannedDate, facts: PlanFacts = FACTS) -> list[DateCheck]:
    return list(date_checks(MOVED, others, facts, NOW))


def test_what_is_free_is_said() -> None:
    apart = planned(2, datetime(2026, 12, 3, 11))
    assert said(apart) == [
        DateCheck("Aula is free"),
        DateCheck("The 1 person who comes is free"),
    ]


def test_a_clash_says_with_what_and_why_and_what_is_free_all_the_same() -> None:
    other = planned(2, datetime(2026, 12, 3, 10, 30), rooms=frozenset({"zaal 2"}))
    assert said(other) == [
        DateCheck(
            "Clashes at 10:30 with “Bijeenkomst 2”",
            "both need Anna Voorbeeld; both are for Radiologie",
            Severity.HIGH,
            WarningKind.CLASH,
        ),
        DateCheck("Aula is free"),
    ]


def test_the_gravest_stands_first() -> None:
    facts = replace(FACTS, holidays={date(2026, 12, 3): "Dag van de zorg"}, limits={1: 1})
    nobody: frozenset[str] = frozenset()
    week = [
        planned(2, datetime(2026, 12, 3, 10), people=nobody),
        planned(3, datetime(2026, 12, 1, 10), people=nobody),
    ]
    found = said(*week, facts=facts)
    assert [(each.kind, each.severity) for each in found] == [
        (WarningKind.CLASH, Severity.HIGH),
        (WarningKind.HOLIDAY, Severity.MEDIUM),
        (WarningKind.OVERLOAD, Severity.MEDIUM),
        (None, None),
    ]
    assert found[1].text == "Dag van de zorg is a public holiday"
    assert found[2].text == "Radiologie gets 3 communications in week 49"


def test_a_moment_that_has_passed_is_said() -> None:
    past = planned(1, datetime(2026, 11, 23, 10))
    assert date_checks(past, [], FACTS, NOW)[0].text == "This moment has passed"


def test_without_room_or_people_nothing_is_called_free() -> None:
    bare = replace(MOVED, rooms=frozenset(), people=frozenset())
    assert date_checks(bare, [], FACTS, NOW) == ()
