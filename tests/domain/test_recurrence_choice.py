"""The editor's form and the rule it stands for."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import End, Frequency, RuleChoice, check_rule, to_choice, to_rule
from townhall.domain.recurrence_choice import position_in_month

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
        (RuleChoice(Frequency.MONTHLY_WEEKDAY), "FREQ=MONTHLY;BYDAY=4TU"),
        (RuleChoice(Frequency.MONTHLY_WEEKDAY, 1, (3,), 1), "FREQ=MONTHLY;BYDAY=1TH"),
        (RuleChoice(Frequency.MONTHLY_DAY), "FREQ=MONTHLY;BYMONTHDAY=24"),
        (RuleChoice(Frequency.MONTHLY_LAST_WORKING_DAY),
         "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        (RuleChoice(Frequency.YEARLY), "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"),
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
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1", RuleChoice(Frequency.MONTHLY_WEEKDAY, 1, (3,), 1)),
        ("FREQ=MONTHLY", RuleChoice(Frequency.MONTHLY_DAY)),
        ("FREQ=YEARLY", RuleChoice(Frequency.YEARLY)),
    ],
)
def test_a_rule_in_the_form(rule: str | None, choice: RuleChoice) -> None:
    assert to_choice(rule, START) == choice


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=2",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
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


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)),
    st.sampled_from([each for each in Frequency if each is not Frequency.NONE]),
    st.integers(1, 12),
    st.sampled_from([(End.NONE, None, None), (End.COUNT, None, 12)]),
)
def test_form_to_rule_to_form(
    start: datetime, frequency: Frequency, interval: int, end: tuple[End, None, int | None]
) -> None:
    start = start.replace(microsecond=0)
    rule = to_rule(RuleChoice(frequency, interval, (), None, *end), start)
    assert rule is not None
    choice = to_choice(rule, start)
    assert choice is not None
    assert (choice.frequency, choice.interval, choice.count) == (frequency, interval, end[2])
    assert to_rule(choice, start) == rule
