"""Clashes, full weeks, closed days, clock changes and shifts, against trying every pair."""

from datetime import date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.clashes import clashes
from townhall.domain.date_warnings import (
    PlanFacts,
    clash_warnings,
    clock_change_warnings,
    closed_day_warnings,
    overload_warnings,
    uncovered_warnings,
)
from townhall.domain.planned_dates import PlannedDate, Shift, room_key
from townhall.domain.terms import CommunicationKind
from townhall.domain.warnings import Subject, WarnedDate
from townhall.domain.zones import from_utc, to_utc

TODAY = date(2026, 11, 24)
ZONE = "Europe/Amsterdam"
PARENTS = {1: None, 2: 1, 3: 2, 4: None}
NAMES = {1: "All staff", 2: "Radiology", 3: "MR team", 4: "Night shift"}
FACTS = PlanFacts(TODAY, PARENTS, NAMES, {4: 64}, people={"anna@delinde.example": "Anna"})


def planned(number, start, minutes=60, **facts):
    local = datetime.fromisoformat(start) if isinstance(start, str) else start
    zone = facts.pop("zone", ZONE)
    begins = to_utc(local, zone)
    ends = begins + timedelta(minutes=minutes)
    return PlannedDate(
        communication_id=number,
        original_start=local,
        title=facts.pop("title", f"Talk {number}"),
        kind=CommunicationKind.TOWN_HALL,
        start=from_utc(begins, ZONE),
        end=from_utc(ends, ZONE),
        start_utc=begins,
        end_utc=ends,
        own_start=local,
        time_zone=zone,
        added=TODAY,
        **{
            name: frozenset(value) if isinstance(value, set) else value
            for name, value in facts.items()
        },
    )


def test_a_clash_says_who_where_and_for_whom():
    first = planned(
        1, "2026-12-03T10:00", 75, people={"anna@delinde.example"}, rooms={"aula"}, location="Aula"
    )
    second = planned(
        2, "2026-12-03T11:00", people={"anna@delinde.example"}, rooms={"aula"}, location="Aula"
    )
    (found,) = clash_warnings([second, first], FACTS)
    assert found.text == (
        "“Talk 1” and “Talk 2” overlap on Thu 3 Dec at 11:00: both need Anna; both are in Aula"
    )
    assert (found.kind, found.severity) == ("clash", "high")
    assert found.subject == Subject("communication", 2)
    assert found.concerns(1, first.original_start)
    assert found.concerns(2, second.original_start)
    assert not list(clash_warnings([first, planned(2, "2026-12-03T11:15")], FACTS))


def test_a_series_that_clashes_every_week_is_one_warning():
    dates = [
        planned(number, datetime(2026, 12, day, 10), audience_ids={audience}, recurring=True)
        for day in (1, 8, 15)
        for number, audience in ((1, 1), (2, 3))
    ]
    (found,) = clash_warnings(dates, FACTS)
    assert found.title == "“Talk 1” and “Talk 2” overlap on Tue 1 Dec at 10:00 and 2 dates more"
    assert found.reason == "both are for MR team"
    assert found.severity == "medium"
    assert len(found.dates) == 6


@pytest.mark.parametrize(
    "other",
    [
        {"audience_ids": {4}},
        {"audience_ids": {3}, "channel": "e-mail"},
        {"audience_ids": {3}, "all_day": True},
    ],
)
def test_no_clash_of_other_people_of_mail_or_of_what_is_on_all_day(other):
    first = planned(1, "2026-12-03T10:00", audience_ids={1})
    assert clashes([first, planned(2, "2026-12-03T10:30", **other)], PARENTS) == []


moments = st.builds(
    lambda minutes, zone, length, people, audiences: (minutes, zone, length, people, audiences),
    st.integers(0, 600),
    st.sampled_from(["Europe/Amsterdam", "America/New_York", "Asia/Kolkata"]),
    st.integers(0, 120),
    st.frozensets(st.sampled_from("ab"), max_size=2),
    st.frozensets(st.sampled_from([1, 2, 3, 4]), max_size=2),
)


@given(st.lists(moments, max_size=9))
def test_clashes_are_those_that_trying_every_pair_finds(drawn):
    dates = [
        planned(
            number,
            datetime(2026, 10, 24, 20) + timedelta(minutes=minutes),
            length,
            zone=zone,
            people=set(people),
            audience_ids=set(audiences),
        )
        for number, (minutes, zone, length, people, audiences) in enumerate(drawn)
    ]

    def above(each):
        return {each, *above(PARENTS[each])} if each is not None else set()

    def shares(one, other):
        related = any(
            a in above(b) or b in above(a) for a in one.audience_ids for b in other.audience_ids
        )
        return bool(one.people & other.people) or related

    def minutes_of(each):
        length = max(1, int((each.end_utc - each.start_utc).total_seconds()) // 60)
        return {each.start_utc + timedelta(minutes=n) for n in range(length)}

    expected = {
        frozenset((one.communication_id, other.communication_id))
        for one, other in combinations(dates, 2)
        if minutes_of(one) & minutes_of(other) and shares(one, other)
    }
    found = clashes(dates, PARENTS)
    assert {frozenset((c.first.communication_id, c.second.communication_id)) for c in found} == (
        expected
    )


def test_a_closed_day_is_named_once_for_each_communication():
    facts = PlanFacts(
        TODAY,
        PARENTS,
        holidays={date(2026, 12, 25): "Christmas Day"},
        blackouts={date(2026, 12, day): "Freeze" for day in (21, 22, 25)},
    )
    dates = [
        planned(1, "2026-12-21T10:00", recurring=True),
        planned(1, "2026-12-22T10:00", recurring=True),
        planned(1, "2026-12-25T10:00", recurring=True),
        planned(2, "2026-12-24T10:00"),
    ]
    assert [each.text for each in closed_day_warnings(dates, facts)] == [
        "“Talk 1” is planned on Mon 21 Dec and 1 date more: Freeze is a blackout period",
        "“Talk 1” is planned on Fri 25 Dec: Christmas Day is a public holiday",
    ]


def test_what_lasts_days_is_closed_when_one_of_them_is():
    facts = PlanFacts(TODAY, PARENTS, holidays={date(2026, 12, 25): "Christmas Day"})
    long = planned(1, "2026-12-24T00:00", 2 * 24 * 60, all_day=True)
    until = planned(2, "2026-12-24T00:00", 24 * 60, all_day=True)
    assert [each.subject.id for each in closed_day_warnings([long, until], facts)] == [1]


def test_the_clock_change_is_seen_in_the_zone_of_the_communication():
    dates = [
        planned(1, "2027-03-28T02:30"),
        planned(2, "2026-10-25T02:30"),
        planned(3, "2027-03-28T02:30", zone="Asia/Kolkata"),
        planned(4, "2027-03-28T00:00", all_day=True),
    ]
    found = list(clock_change_warnings(dates, FACTS))
    assert [(each.subject.id, each.severity) for each in found] == [(1, "high"), (2, "medium")]
    assert "does not exist" in found[0].text
    assert "comes twice" in found[1].text


def test_a_week_is_full_when_the_whole_is_spoken_to_as_well():
    facts = PlanFacts(TODAY, PARENTS, NAMES, limits={2: 2}, channel_limits={"e-mail": 1})
    dates = [
        planned(1, "2026-11-30T10:00", audience_ids={1}),
        planned(2, "2026-12-02T10:00", audience_ids={2}),
        planned(3, "2026-12-06T23:00", audience_ids={2}, channel="e-mail"),
        planned(4, "2026-12-04T10:00", audience_ids={3}, channel="e-mail"),
        planned(5, "2026-12-07T00:00", audience_ids={2}),
    ]
    found = list(overload_warnings(dates, facts))
    assert [each.text for each in found] == [
        "Radiology gets 3 communications in week 49: 2 a week are the limit",
        "There are 2 communications by e-mail in week 49: 1 a week is the limit",
    ]
    assert found[0].subject == Subject("audience", 2)
    assert {each.communication_id for each in found[0].dates} == {1, 2, 3}


def test_a_shift_is_left_out_until_a_repeat_session_reaches_it():
    night = Shift(time(23, 0), time(7, 30))
    facts = PlanFacts(TODAY, {**PARENTS, 4: 1}, NAMES, {4: 64}, {4: night})
    day = planned(1, "2026-12-03T10:00", audience_ids={1})
    repeat = planned(1, "2026-12-03T23:15", audience_ids={1})
    (found,) = uncovered_warnings([day], facts, coming={1})
    assert found.text == (
        "Night shift: 64 people are in no session of “Talk 1”: their shift is from 23:00 to 07:30"
    )
    assert found.dates == (WarnedDate(1, day.original_start),)
    assert not list(uncovered_warnings([day, repeat], facts, coming={1}))
    mail = planned(1, "2026-12-03T10:00", audience_ids={1}, channel="e-mail")
    assert not list(uncovered_warnings([mail], facts, coming={1}))


@given(
    start=st.integers(0, 1439),
    length=st.integers(1, 1440),
    at=st.integers(0, 1439),
    minutes=st.integers(0, 600),
)
def test_a_session_fits_a_shift_when_each_of_its_minutes_does(start, length, at, minutes):
    def clock(minute):
        return time(minute % 1440 // 60, minute % 60)

    shift = Shift(clock(start), clock(start + length))
    at_work = {(start + n) % 1440 for n in range(length)}
    begins = datetime(2026, 12, 3) + timedelta(minutes=at)
    fits = all((at + n) % 1440 in at_work for n in range(max(1, minutes))) and minutes <= length
    # From the last minute of a shift on to its first is not one session within it.
    around = length < 1440 or (at - start) % 1440 + minutes <= 1440
    if minutes:
        assert shift.holds(begins, begins + timedelta(minutes=minutes)) == (fits and around)


def test_online_is_no_room():
    assert [room_key(each) for each in (" Aula  1 ", "Teams", "online", "")] == [
        "aula 1",
        "",
        "",
        "",
    ]
