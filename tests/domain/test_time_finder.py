"""What the time finder proposes, against trying every moment by hand."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.test_date_warnings import planned
from townhall.domain.date_warnings import PlanFacts
from townhall.domain.errors import InvalidInput
from townhall.domain.planned_dates import Shift
from townhall.domain.time_finder import Conditions, find_times

NOW = datetime(2026, 11, 24, 9)
ANNA = "anna@delinde.example"
CONDITIONS = Conditions(
    first=date(2026, 11, 30),
    last=date(2026, 12, 4),
    duration_minutes=60,
    work_start=time(9),
    work_end=time(17),
    audience_ids=frozenset({1}),
    people=frozenset({ANNA}),
)
FACTS = PlanFacts(
    today=date(2026, 11, 24),
    parents={1: None, 2: 1},
    audiences={1: "All staff", 2: "Night shift"},
    headcounts={1: 200, 2: 64},
    people={ANNA: "Anna Voorbeeld"},
)
NIGHT = replace(FACTS, shifts={2: Shift(time(23), time(7, 30))})


def texts(proposal):
    return [each.text for each in proposal.reasons]


def test_an_empty_week_offers_its_mornings_best_first():
    found = find_times(CONDITIONS, [], FACTS, NOW)
    assert found.looked_at == 5 * 15
    assert [each.start.isoformat() for each in found.proposals] == [
        f"{date(2026, 11, 30) + timedelta(days=n)}T10:00:00" for n in range(5)
    ]
    best = found.proposals[0]
    assert (best.reached, best.people) == (200, 200)
    assert texts(best) == ["Everybody needed is free", "Nothing else for them that week"]


def test_holidays_blackouts_and_weekends_are_avoided_unless_allowed():
    facts = replace(
        FACTS,
        holidays={date(2026, 12, 1): "Feast"},
        blackouts={date(2026, 12, 2): "Freeze"},
    )
    wide = replace(CONDITIONS, first=date(2026, 11, 28))
    found = find_times(wide, [], facts, NOW)
    assert {each.start.day for each in found.proposals} == {30, 3, 4}
    assert [miss.hindrances[0].text for miss in found.misses] == [
        "Feast is a public holiday",
        "Freeze is a blackout period",
    ]
    allowed = replace(wide, allowed=frozenset({found.misses[0].start}))
    kept = find_times(allowed, [], facts, NOW).proposals
    assert datetime(2026, 12, 1, 10) in [each.start for each in kept]
    anyway = replace(wide, avoids_holidays=False)
    assert datetime(2026, 12, 1, 10) in [
        each.start for each in find_times(anyway, [], facts, NOW).proposals
    ]


def test_who_is_needed_and_the_room_must_be_free():
    only = replace(CONDITIONS, first=date(2026, 12, 1), last=date(2026, 12, 1), rooms={"aula"})
    busy = [
        planned(7, "2026-12-01T09:00", 6 * 60, people={ANNA}, title="Course"),
        planned(8, "2026-12-01T15:30", 60, rooms={"aula"}, title="Choir"),
    ]
    found = find_times(only, busy, FACTS, NOW)
    assert found.proposals == ()
    assert [each.text for each in found.misses[0].hindrances] == [
        "Anna Voorbeeld cannot come: “Course”"
    ]
    alone = replace(only, work_start=time(15, 30))
    missed = find_times(alone, busy, FACTS, NOW).misses[0]
    assert [each.text for each in missed.hindrances] == ["The room is taken: “Choir”"]
    own = replace(only, ignored=8)
    assert [each.start.hour for each in find_times(own, busy, FACTS, NOW).proposals] == [15]


def test_a_friday_afternoon_and_a_handover_are_conditions():
    friday = replace(
        CONDITIONS, first=date(2026, 12, 4), last=date(2026, 12, 4), work_start=time(13)
    )
    found = find_times(friday, [], FACTS, NOW)
    assert found.misses[0].hindrances[0].text == "It is a Friday afternoon"
    early = replace(CONDITIONS, last=CONDITIONS.first, work_start=time(7, 15), work_end=time(8, 15))
    found = find_times(early, [], NIGHT, NOW)
    assert found.misses[0].hindrances[0].text == "Shifts change at 07:30"


def test_a_repeat_session_reaches_the_night_shift():
    (best, *_rest) = find_times(CONDITIONS, [], NIGHT, NOW).proposals
    assert best.repeats == (datetime(2026, 11, 30, 23),)
    assert (best.reached, best.missed) == (200, ())
    assert "A repeat at 23:00 reaches the other shift" in texts(best)
    without = replace(CONDITIONS, repeats=False)
    (best, *_rest) = find_times(without, [], NIGHT, NOW).proposals
    assert (best.repeats, best.reached, best.missed) == ((), 136, (2,))
    assert "Outside the hours of Night shift" in texts(best)


def test_a_session_for_a_shift_alone_is_looked_for_in_its_hours():
    night = replace(CONDITIONS, only_shifts=frozenset({2}))
    (best, *_rest) = find_times(night, [], NIGHT, NOW).proposals
    assert best.start.time() in {time(23), time(23, 30)} | {time(h) for h in range(7)}
    assert (best.reached, best.people) == (64, 64)


def test_promises_limits_and_the_rule_of_the_series_weigh():
    due = replace(CONDITIONS, due_on=date(2026, 12, 1), rule_days=frozenset({date(2026, 12, 3)}))
    found = find_times(due, [], FACTS, NOW).proposals
    assert [each.start.day for each in found[:3]] == [30, 1, 3]
    assert "Keeps the promise of Tue 1 Dec" in texts(found[0])
    assert "A day of the series" in texts(found[2])
    strict = replace(due, keeps_rule=True)
    assert [each.start.day for each in find_times(strict, [], FACTS, NOW).proposals] == [3]
    full = replace(FACTS, limits={1: 1})
    week = [planned(9, "2026-11-30T16:00", audience_ids={1})]
    best = find_times(CONDITIONS, week, full, NOW).proposals[0]
    assert "All staff has its most for that week already" in texts(best)


def test_nothing_in_the_past_is_proposed():
    today = replace(CONDITIONS, first=date(2026, 11, 23), last=date(2026, 11, 24))
    found = find_times(today, [], FACTS, datetime(2026, 11, 24, 15, 10))
    assert [each.start for each in found.proposals] == [datetime(2026, 11, 24, 15, 30)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"last": date(2026, 11, 1)}, "The last day lies before the first."),
        ({"last": date(2028, 1, 1)}, "within a year at most"),
        ({"duration_minutes": 600}, "600 minutes do not fit in the working day, 09:00 to 17:00"),
        ({"duration_minutes": 0}, "do not fit"),
    ],
)
def test_conditions_that_cannot_be(change, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        find_times(replace(CONDITIONS, **change), [], FACTS, NOW)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(8 * 60, 17 * 60), st.integers(5, 300)), max_size=8
    )
)
def test_proposals_never_overlap_what_is_taken_and_none_is_overlooked(drawn):
    dates = [
        planned(
            number,
            datetime(2026, 11, 30) + timedelta(days=day, minutes=minute),
            length,
            people={ANNA},
        )
        for number, (day, minute, length) in enumerate(drawn)
    ]
    free = replace(CONDITIONS, avoids_friday_afternoon=False)
    found = find_times(free, dates, FACTS, NOW)

    def is_free(start):
        end = start + timedelta(hours=1)
        return not any(each.start < end and start < each.end for each in dates)

    days = {
        day
        for day in (date(2026, 11, 30) + timedelta(days=n) for n in range(5))
        if any(
            is_free(datetime.combine(day, time(9)) + timedelta(minutes=30 * n)) for n in range(15)
        )
    }
    assert all(is_free(each.start) for each in found.proposals)
    assert {each.start.date() for each in found.proposals} == days
