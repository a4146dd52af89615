"""The editor's form and the rule it stands for."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import (
    End,
    Frequency,
    RuleChoice,
    check_rule,
    first_start,
    start_of,
    to_choice,
    to_rule,
)
from townhall.domain.recurrence_choice import WORKING_DAYS, position_in_month

AMSTERDAM = "Europe/Amsterdam"
START = datetime(2026, 11, 24, 10)
"""The fourth Tuesday of November."""


@pytest.mark.parametrize(
    ("choice", "rule"),
    [
        (RuleChoice(), None),
        (RuleChoice(Frequency.DAILY, interval=3), "FREQ=DAILY;INTERVAL=3"),
        (RuleChoice(Frequency.WEEKLY), "FREQ=WEEKLY;BYDAY=TU"),
        (RuleChoice(Frequency.WEEKLY, 2, (3, 1)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=MO"),
        (RuleChoice(Frequency.MONTHLY, 1, (3,), 1), "FREQ=MONTHLY;BYDAY=1TH"),
        (RuleChoice(Frequency.MONTHLY), "FREQ=MONTHLY;BYMONTHDAY=24"),
        (RuleChoice(Frequency.MONTHLY, 1, (), -1), "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (RuleChoice(Frequency.MONTHLY, 1, WORKING_DAYS, -1),
         "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        (RuleChoice(Frequency.QUARTERLY, 1, WORKING_DAYS, -1),
         "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        (RuleChoice(Frequency.QUARTERLY, 2, (3,), 1), "FREQ=MONTHLY;INTERVAL=6;BYDAY=1TH"),
        (RuleChoice(Frequency.QUARTERLY), "FREQ=MONTHLY;INTERVAL=3;BYDAY=4TU"),
        (RuleChoice(Frequency.YEARLY), "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"),
        (RuleChoice(Frequency.YEARLY, 1, (4,), -1), "FREQ=YEARLY;BYMONTH=11;BYDAY=-1FR"),
        (RuleChoice(Frequency.DAILY, end=End.COUNT, count=5), "FREQ=DAILY;COUNT=5"),
        (RuleChoice(Frequency.DAILY, end=End.UNTIL, until=date(2027, 3, 3)),
         "FREQ=DAILY;UNTIL=20270303"),
    ],
)  # fmt: skip
def test_the_form_as_a_rule(choice: RuleChoice, rule: str | None) -> None:
    assert to_rule(choice, START) == rule


@pytest.mark.parametrize(
    ("rule", "choice"),
    [
        (None, RuleChoice()),
        ("FREQ=WEEKLY", RuleChoice(Frequency.WEEKLY, weekdays=(1,))),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1", RuleChoice(Frequency.MONTHLY, 1, (3,), 1)),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1TH", RuleChoice(Frequency.MONTHLY, 3, (3,), -1)),
        ("FREQ=MONTHLY", RuleChoice(Frequency.MONTHLY)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", RuleChoice(Frequency.MONTHLY, 1, (), -1)),
        ("FREQ=YEARLY", RuleChoice(Frequency.YEARLY)),
    ],
)
def test_a_rule_in_the_form(rule: str | None, choice: RuleChoice) -> None:
    assert to_choice(rule, START) == choice


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=2",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=1TH",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=24",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
    ],
)
def test_a_richer_rule_does_not_fit_the_form(rule: str) -> None:
    assert to_choice(rule, START) is None


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (RuleChoice(Frequency.DAILY, end=End.UNTIL), "Choose the last date of the series."),
        (RuleChoice(Frequency.DAILY, end=End.COUNT), "Choose how many dates the series has."),
    ],
)
def test_an_end_without_its_value_is_refused(choice: RuleChoice, sentence: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        to_rule(choice, START)
    assert (str(caught.value), caught.value.field) == (sentence, "recurrence")


def test_the_last_date_survives_a_zone_west_of_utc() -> None:
    zone = "America/Los_Angeles"
    choice = RuleChoice(Frequency.DAILY, end=End.UNTIL, until=date(2027, 3, 3))
    stored = check_rule(to_rule(choice, START) or "", START, zone=zone)
    assert stored == "FREQ=DAILY;UNTIL=20270304T075959Z"
    assert to_choice(stored, START, zone=zone) == choice


def test_a_fifth_weekday_counts_as_the_last() -> None:
    days = [date(2026, 12, day) for day in (1, 7, 8, 28, 29, 31)]
    assert [position_in_month(day) for day in days] == [1, 1, 2, 4, -1, -1]


@pytest.mark.parametrize(
    ("choice", "day", "first"),
    [
        (RuleChoice(Frequency.QUARTERLY, 1, WORKING_DAYS, -1), "2026-11-24", "2026-12-31"),
        (RuleChoice(Frequency.QUARTERLY, 1, WORKING_DAYS, 1), "2026-11-24", "2027-01-01"),
        (RuleChoice(Frequency.QUARTERLY, 1, WORKING_DAYS, -1), "2027-01-31", "2027-03-31"),
        (RuleChoice(Frequency.QUARTERLY, 1, (4,), -1), "2026-12-26", "2027-03-26"),
        (RuleChoice(Frequency.QUARTERLY, 1, (3,), 1), "2027-01-07", "2027-01-07"),
        (RuleChoice(Frequency.QUARTERLY, 1, (3,), 1), "2027-01-08", "2027-04-01"),
        (RuleChoice(Frequency.MONTHLY, 1, (3,), 1), "2027-01-08", "2027-01-08"),
    ],
)
def test_a_rule_by_quarter_begins_in_the_right_month(
    choice: RuleChoice, day: str, first: str
) -> None:
    start = datetime.fromisoformat(f"{day}T10:00")
    assert start_of(choice, start) == datetime.fromisoformat(f"{first}T10:00")


days_of_the_week = st.integers(0, 6).map(lambda day: (day,))
positions = st.sampled_from([1, 2, 3, 4, -1])
by_day = st.one_of(
    st.just(((), None)),
    st.just(((), -1)),
    st.tuples(st.one_of(days_of_the_week, st.just(WORKING_DAYS)), positions),
)
ends = st.sampled_from([(End.NONE, None, None), (End.COUNT, None, 12)])
choices = st.one_of(
    st.builds(lambda every: RuleChoice(Frequency.DAILY, every), st.integers(1, 12)),
    st.builds(
        lambda every, days: RuleChoice(Frequency.WEEKLY, every, tuple(sorted(days))),
        st.integers(1, 12),
        st.sets(st.integers(0, 6), min_size=1),
    ),
    st.builds(
        lambda frequency, every, on: RuleChoice(frequency, every, *on),
        st.sampled_from([Frequency.MONTHLY, Frequency.YEARLY]),
        st.integers(1, 12),
        by_day,
    ),
    st.builds(
        lambda every, on: RuleChoice(Frequency.QUARTERLY, every, *on),
        st.integers(1, 4),
        st.tuples(st.one_of(days_of_the_week, st.just(WORKING_DAYS)), positions),
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)), choices, ends)
def test_form_to_rule_to_form(
    start: datetime, choice: RuleChoice, end: tuple[End, None, int | None]
) -> None:
    choice = replace(choice, end=end[0], count=end[2])
    start = start_of(choice, start.replace(microsecond=0))
    rule = to_rule(choice, start)
    assert rule is not None
    read = to_choice(rule, start)
    assert read is not None
    by_quarter = choice.frequency is Frequency.MONTHLY and read.frequency is Frequency.QUARTERLY
    # Every third month and every quarter can be the same.
    assert by_quarter or read == choice
    assert to_rule(read, start) == rule
    assert check_rule(rule, start, zone=AMSTERDAM) == rule
    assert first_start(rule, start_of(read, start)) >= start
