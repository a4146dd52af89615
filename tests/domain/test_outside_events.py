"""What calendars of others keep busy: persons, rooms, audiences with their parts, everyone."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from townhall.domain.date_checks import date_checks
from townhall.domain.date_warnings import PlanFacts, outside_clash_warnings
from townhall.domain.outside_events import OutsideEvent, outside_clashes
from townhall.domain.planned_dates import PlannedDate
from townhall.domain.terms import Channel, CommunicationKind, Severity, StandsFor
from townhall.domain.time_finder import Conditions, find_times
from townhall.domain.zones import to_utc

TODAY = date(2026, 11, 24)
ZONE = "Europe/Amsterdam"
PARENTS = {1: None, 2: 1, 3: 2, 4: None}
FACTS = PlanFacts(TODAY, PARENTS, {1: "All staff", 2: "Radiology", 3: "MR team", 4: "Night"})
ANNA = "anna@delinde.example"


def planned(start: str = "2026-12-03T10:00", minutes: int = 60, **facts: object) -> PlannedDate:
    local = datetime.fromisoformat(start)
    end = local + timedelta(minutes=minutes)
    made = PlannedDate(
        communication_id=1,
        original_start=local,
        title="Town hall",
        kind=CommunicationKind.TOWN_HALL,
        start=local,
        end=end,
        start_utc=to_utc(local, ZONE),
        end_utc=to_utc(end, ZONE),
        own_start=local,
        time_zone=ZONE,
        added=TODAY,
        location="Aula",
        people=frozenset({ANNA}),
        rooms=frozenset({"aula"}),
        audience_ids=frozenset({2}),
    )
    return replace(made, **facts)


def event(start: str = "2026-12-03T09:30", minutes: int = 60, **facts: object) -> OutsideEvent:
    local = datetime.fromisoformat(start)
    end = local + timedelta(minutes=minutes)
    made = OutsideEvent(
        calendar="Board",
        title="Board meeting",
        start=local,
        end=end,
        start_utc=to_utc(local, ZONE),
        end_utc=to_utc(end, ZONE),
        all_day=False,
        stands_for=StandsFor.EVERYONE,
        read_on=TODAY,
    )
    return replace(made, **facts)


def person(email: str = ANNA, **facts: object) -> OutsideEvent:
    return event(
        stands_for=StandsFor.PERSON, whom="Anna Voorbeeld", people=frozenset({email}), **facts
    )


def room(name: str = "aula", **facts: object) -> OutsideEvent:
    return event(stands_for=StandsFor.ROOM, whom="Aula", rooms=frozenset({name}), **facts)


def audience(number: int, **facts: object) -> OutsideEvent:
    return event(stands_for=StandsFor.AUDIENCE, whom="Some", audience_id=number, **facts)


def whole_day(made: OutsideEvent) -> OutsideEvent:
    day = datetime(2026, 12, 3)
    instants = {"start_utc": to_utc(day, ZONE), "end_utc": to_utc(day + timedelta(days=1), ZONE)}
    return replace(made, start=day, end=day + timedelta(days=1), all_day=True, **instants)


def clash(made: OutsideEvent, date_: PlannedDate | None = None) -> bool:
    return bool(list(outside_clashes([date_ or planned()], [made], PARENTS)))


def test_it_counts_for_whom_its_calendar_stands_for() -> None:
    assert clash(event())
    assert clash(person())
    assert not clash(person("bram@delinde.example"))
    assert clash(room())
    assert not clash(room("zaal 2"))


def test_audiences_count_with_what_they_are_part_of() -> None:
    met = [number for number in (1, 2, 3, 4) if clash(audience(number))]
    assert met == [1, 2, 3]


def test_only_the_same_minutes_count() -> None:
    assert not clash(event("2026-12-03T09:00", 60))
    assert not clash(event("2026-12-03T11:00", 60))
    assert clash(event("2026-12-03T10:30", 0))
    assert clash(event("2026-12-02T22:00", 24 * 60))


def test_what_is_read_at_leisure_takes_nobodys_time() -> None:
    mail = planned(channel=Channel.EMAIL)
    assert not clash(event(), mail)
    assert not clash(audience(2), mail)
    assert clash(person(), mail)


def test_whole_days_take_persons_rooms_and_everyone() -> None:
    assert clash(whole_day(person()))
    assert clash(whole_day(room()))
    assert clash(whole_day(event()))
    assert not clash(whole_day(event()), planned("2026-12-03T00:00", 1440, all_day=True))


def test_many_dates_and_events_are_each_met_once() -> None:
    days = [planned(f"2026-12-{day:02}T10:00", communication_id=day) for day in range(1, 29)]
    events = [event(f"2026-12-{day:02}T10:15", 15) for day in range(1, 29)]
    long = event("2026-12-01T00:00", 28 * 1440, title="Move")
    found = list(outside_clashes(days, [*events, long], PARENTS))
    assert len(found) == 2 * 28
    assert {each.start.date() for each, other in found if other.title == "Move"} == {
        date(2026, 12, day) for day in range(1, 29)
    }


def test_a_warning_says_which_calendar_and_whom() -> None:
    facts = replace(FACTS, outside=(person(), room(), event(), audience(1)))
    found = list(outside_clash_warnings([planned()], facts))
    assert [(each.severity, each.reason) for each in found] == [
        (Severity.HIGH, "Anna Voorbeeld is busy, by the calendar “Board”"),
        (Severity.HIGH, "Aula is taken, by the calendar “Board”"),
        (Severity.MEDIUM, "everyone is busy, by the calendar “Board”"),
        (Severity.MEDIUM, "Some is busy, by the calendar “Board”"),
    ]
    assert {each.title for each in found} == {
        "“Town hall” and “Board meeting” overlap on Thu 3 Dec at 10:00"
    }


def test_dates_of_one_series_are_warned_of_together() -> None:
    weeks = [planned(f"2026-12-{day:02}T10:00") for day in (3, 10, 17)]
    events = tuple(event(f"2026-12-{day:02}T10:00") for day in (3, 10, 17))
    [found] = outside_clash_warnings(weeks, replace(FACTS, outside=events))
    assert found.title.endswith("at 10:00 and 2 dates more")
    assert len(found.dates) == 3
    [whole] = outside_clash_warnings(
        weeks[:1], replace(FACTS, outside=(whole_day(event(title="")),))
    )
    assert (whole.severity, "“Board”" in whole.title) == (Severity.LOW, True)


def test_a_drag_says_what_is_in_the_way_and_calls_nothing_taken_free() -> None:
    now = to_utc(datetime(2026, 11, 24, 9), ZONE)
    checks = date_checks(planned(), [], replace(FACTS, outside=(person(), room())), now)
    assert [each.text for each in checks] == ["Clashes at 09:30 with “Board meeting”"] * 2
    free = date_checks(planned(), [], FACTS, now)
    assert [each.text for each in free] == ["Aula is free", "The 1 person who comes is free"]


def conditions() -> Conditions:
    return Conditions(
        first=date(2026, 12, 3),
        last=date(2026, 12, 3),
        duration_minutes=60,
        work_start=time(9),
        work_end=time(12),
        audience_ids=frozenset({3}),
        people=frozenset({ANNA}),
    )


def test_the_time_finder_goes_round_them() -> None:
    outside = (person(minutes=90), audience(1, title="Theme day", start="2026-12-03T09:00"))
    facts = replace(FACTS, outside=outside)
    found = find_times(conditions(), [], facts, datetime(2026, 11, 24, 9))
    [proposal] = found.proposals
    assert (proposal.start, proposal.busy) == (
        datetime(2026, 12, 3, 11),
        ((datetime(2026, 12, 3, 9, 30), datetime(2026, 12, 3, 11)),),
    )
    allowed = replace(conditions(), allowed=frozenset({datetime(2026, 12, 3, 9, 30)}))
    everyone = replace(facts, outside=(event(),))
    taken = find_times(allowed, [], everyone, datetime(2026, 11, 24, 9)).proposals
    reasons = {each.start: [reason.text for reason in each.reasons] for each in taken}
    assert "Everybody needed is free" not in reasons.get(datetime(2026, 12, 3, 9, 30), [])
    nobody = replace(facts, outside=(whole_day(event(title="Move")),))
    found = find_times(conditions(), [], nobody, datetime(2026, 11, 24, 9))
    assert found.proposals == ()
    assert {each.text for miss in found.misses for each in miss.hindrances} == {
        "Everyone is busy, by the calendar “Board”: “Move”"
    }
