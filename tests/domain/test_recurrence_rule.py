"""Checking a recurrence rule: what is stored, and what is refused with which sentence."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import check_rule, first_start

AMSTERDAM = "Europe/Amsterdam"
START = datetime(2026, 11, 24, 10)
"""A Tuesday."""


def checked(rule: str, start: datetime = START, *, all_day: bool = False) -> str:
    return check_rule(rule, start, all_day=all_day, zone=AMSTERDAM)


def refused(rule: str, start: datetime = START) -> str:
    with pytest.raises(InvalidInput) as caught:
        checked(rule, start)
    assert caught.value.field == "recurrence"
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("given_rule", "stored"),
    [
        ("freq=daily", "FREQ=DAILY"),
        (" FREQ=DAILY;INTERVAL=1 ", "FREQ=DAILY"),
        ("BYDAY=th,tu;COUNT=6;FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=6;BYDAY=TU,TH"),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU"),
        ("FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;WKST=MO"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU"),
        ("FREQ=MONTHLY;BYDAY=+1TH", "FREQ=MONTHLY;BYDAY=1TH"),
        ("FREQ=MONTHLY;BYSETPOS=-1;BYDAY=FR,MO,TU,WE,TH",
         "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=YEARLY;BYDAY=1TH;BYMONTH=03", "FREQ=YEARLY;BYMONTH=3;BYDAY=1TH"),
        # The same dates in the form that Outlook has.
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("FREQ=MONTHLY;BYDAY=TH", "FREQ=WEEKLY;BYDAY=TH"),
        # UNTIL as a date takes in that whole day in Amsterdam.
        ("FREQ=DAILY;UNTIL=20261201", "FREQ=DAILY;UNTIL=20261201T225959Z"),
        ("FREQ=DAILY;UNTIL=20260701T100000", "FREQ=DAILY;UNTIL=20260701T080000Z"),
        ("FREQ=DAILY;UNTIL=20270701t080000z", "FREQ=DAILY;UNTIL=20270701T080000Z"),
    ],
)  # fmt: skip
def test_a_rule_is_stored_in_one_form(given_rule: str, stored: str) -> None:
    start = START.replace(year=2026, month=6) if "20260701" in given_rule else START
    assert checked(given_rule, start) == stored
    assert checked(stored, start) == stored


@pytest.mark.parametrize(
    "until", ["UNTIL=20261201", "UNTIL=20261201T100000", "UNTIL=20261130T230000Z"]
)
def test_an_all_day_series_ends_on_a_date(until: str) -> None:
    midnight = datetime(2026, 11, 24)
    assert checked(f"FREQ=DAILY;{until}", midnight, all_day=True) == "FREQ=DAILY;UNTIL=20261201"


REFUSED = {
    "The recurrence rule has a line break or control character; remove it.": [
        "FREQ=DAILY\r\nATTENDEE:mailto:x@example.org",
        "FREQ=DAILY\n",
        "FREQ=DAILY;COUNT=3\x00",
    ],
    "The recurrence rule has an unknown part, SKIP; remove it.": [
        "FREQ=DAILY;SKIP=OMIT",
    ],
    "The recurrence rule has FREQ twice; leave one out.": [
        "FREQ=DAILY;FREQ=WEEKLY",
    ],
    "The recurrence rule needs FREQ with DAILY, WEEKLY, MONTHLY or YEARLY.": [
        "COUNT=3",
        "FREQ=FORTNIGHTLY",
    ],
    "FREQ=SECONDLY repeats more than once a day; choose DAILY or slower.": [
        "FREQ=SECONDLY",
    ],
    "FREQ=MINUTELY repeats more than once a day; choose DAILY or slower.": [
        "FREQ=MINUTELY;INTERVAL=5",
    ],
    "FREQ=HOURLY repeats more than once a day; choose DAILY or slower.": [
        "FREQ=HOURLY;COUNT=2",
    ],
    "Outlook does not know BYHOUR in a recurrence rule; leave it out.": [
        "FREQ=DAILY;BYHOUR=9,12",
    ],
    "Outlook does not know BYWEEKNO in a recurrence rule; leave it out.": [
        "FREQ=YEARLY;BYWEEKNO=53",
    ],
    "Outlook does not know BYYEARDAY in a recurrence rule; leave it out.": [
        "FREQ=YEARLY;BYYEARDAY=100",
    ],
    "A series ends by COUNT or by UNTIL, not both; leave one out.": [
        "FREQ=DAILY;COUNT=3;UNTIL=20270101",
    ],
    "COUNT must be a number from 1 to 999; it is 1000.": [
        "FREQ=DAILY;COUNT=1000",
    ],
    "COUNT must be a number from 1 to 999; it is 0.": [
        "FREQ=DAILY;COUNT=0",
    ],
    "COUNT must be a number from 1 to 999; it is -1.": [
        "FREQ=DAILY;COUNT=-1",
    ],
    "COUNT must be a number from 1 to 999; it is TEN.": [
        "FREQ=DAILY;COUNT=TEN",
    ],
    "INTERVAL must be a number from 1 to 999; it is 0.": [
        "FREQ=DAILY;INTERVAL=0",
    ],
    "INTERVAL must be a number from 1 to 999; it is 99999999999.": [
        "FREQ=DAILY;INTERVAL=99999999999",
    ],
    "UNTIL=20270230 is not a date; write it as 20270303 or 20270303T100000Z.": [
        "FREQ=DAILY;UNTIL=20270230",
    ],
    "UNTIL=NEXTYEAR is not a date; write it as 20270303 or 20270303T100000Z.": [
        "FREQ=DAILY;UNTIL=NEXTYEAR",
    ],
    "The series ends before it begins (2026-11-24 10:00); choose a later UNTIL.": [
        "FREQ=DAILY;UNTIL=20261123",
        "FREQ=DAILY;UNTIL=20261124T085959Z",
        "FREQ=DAILY;UNTIL=00010101",
    ],
    "The series has more than 5000 dates; let it end earlier.": [
        "FREQ=DAILY;UNTIL=20400901",
        "FREQ=DAILY;UNTIL=21991231",
    ],
    "UNTIL lies after the year 2199; choose an earlier date, or no end.": [
        "FREQ=YEARLY;UNTIL=99991231T235959",
    ],
    "Outlook knows only one value in BYMONTHDAY; make a series for each.": [
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
    ],
    "BYMONTHDAY must be a number from 1 to 31, or -1 for the last; it is 32.": [
        "FREQ=MONTHLY;BYMONTHDAY=32",
    ],
    "BYMONTHDAY must be a number from 1 to 31, or -1 for the last; it is -2.": [
        "FREQ=MONTHLY;BYMONTHDAY=-2",
    ],
    "BYMONTHDAY needs FREQ=MONTHLY or YEARLY and no BYDAY beside it.": [
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
    ],
    "Outlook knows BYMONTH only with FREQ=YEARLY; leave it out.": [
        "FREQ=MONTHLY;BYMONTH=3;BYMONTHDAY=1",
    ],
    "BYMONTH must be a number from 1 to 12; it is 13.": [
        "FREQ=YEARLY;BYMONTH=13",
    ],
    "A yearly rule on certain days needs its month in BYMONTH.": [
        "FREQ=YEARLY;BYDAY=1TH",
        "FREQ=YEARLY;BYMONTHDAY=1",
    ],
    "BYDAY must be weekdays such as MO,WE or 1TH; it has DI.": [
        "FREQ=WEEKLY;BYDAY=DI",
    ],
    "A numbered weekday or BYSETPOS needs BYDAY and FREQ=MONTHLY or YEARLY.": [
        "FREQ=WEEKLY;BYDAY=1TU",
        "FREQ=WEEKLY;BYDAY=TU;BYSETPOS=1",
        "FREQ=MONTHLY;BYSETPOS=1",
    ],
    "BYSETPOS must be a number from 1 to 4, or -1 for the last; it is 5.": [
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=5",
    ],
    "Outlook knows only one numbered weekday in BYDAY; make a series for each.": [
        "FREQ=MONTHLY;BYDAY=1TH,3TH",
        "FREQ=MONTHLY;BYDAY=1TH,FR",
    ],
    "BYDAY=5TH is unknown to Outlook; it counts 1 to 4, or -1 for the last.": [
        "FREQ=MONTHLY;BYDAY=5TH",
    ],
    "With this FREQ, BYDAY needs a number, such as 1TH or -1FR.": [
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TH",
    ],
    "WKST must be one of MO, TU, WE, TH, FR, SA, SU; it is XX.": [
        "FREQ=WEEKLY;INTERVAL=2;WKST=XX",
    ],
}


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "every tuesday",
        "RRULE:FREQ=DAILY",
        "FREQ=DAILY;",
        "FREQ=DAILY;COUNT=",
        "FREQ=DAILY;COUNT=３",
    ],
)
def test_what_is_no_rule_is_refused_with_an_example(rule: str) -> None:
    assert refused(rule) == (
        f"“{rule}” is not a recurrence rule; write it as FREQ=WEEKLY;BYDAY=TU."
    )


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [(sentence, rule) for sentence, rules in REFUSED.items() for rule in rules],
)
def test_a_rule_that_cannot_be_kept_is_refused(sentence: str, rule: str) -> None:
    assert refused(rule) == sentence


def test_five_thousand_dates_are_the_most() -> None:
    last = START + timedelta(days=4_999)
    assert checked(f"FREQ=DAILY;UNTIL={last:%Y%m%d}")
    assert refused(f"FREQ=DAILY;UNTIL={last + timedelta(days=1):%Y%m%d}") == (
        "The series has more than 5000 dates; let it end earlier."
    )


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", START),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31", START),
        # Every twelfth month from February is February.
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", datetime(2026, 2, 3, 10)),
        # Every second year from an odd one is never a leap year.
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", datetime(2027, 1, 4, 10)),
        ("FREQ=MONTHLY;INTERVAL=24;BYMONTHDAY=29", datetime(2027, 2, 1, 10)),
        # Nothing between start and UNTIL.
        ("FREQ=MONTHLY;BYDAY=1TH;UNTIL=20261202", START),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261129", START),
    ],
)
def test_a_rule_that_never_occurs_is_refused(rule: str, start: datetime) -> None:
    assert refused(rule, start) == (
        "The recurrence rule gives no date at all; choose other days or a later end."
    )


def test_a_rule_without_any_day_has_no_first_start() -> None:
    with pytest.raises(InvalidInput, match="gives no date at all"):
        first_start("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", START)


@pytest.mark.parametrize(
    ("rule", "start", "first"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", START, START),
        ("FREQ=WEEKLY;BYDAY=MO", START, datetime(2026, 11, 30, 10)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", START, datetime(2026, 12, 7, 10)),
        ("FREQ=MONTHLY;BYDAY=1TH", START, datetime(2026, 12, 3, 10)),
        ("FREQ=MONTHLY;BYMONTHDAY=31", START, datetime(2026, 12, 31, 10)),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", START, datetime(2028, 2, 29, 10)),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29", datetime(2026, 2, 1, 9),
         datetime(2028, 2, 29, 9)),
        ("FREQ=DAILY;INTERVAL=3;COUNT=1", START, START),
    ],
)  # fmt: skip
def test_the_first_date_of_a_rule(rule: str, start: datetime, first: datetime) -> None:
    assert first_start(rule, start) == first


PARTS = (
    *("FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=DAILY", "INTERVAL=12", "INTERVAL=400", "COUNT=999"),
    *("BYMONTH=2", "BYMONTHDAY=29", "BYMONTHDAY=31", "BYDAY=MO", "BYDAY=-1FR", "BYSETPOS=4"),
    *("UNTIL=20270101", "UNTIL=00010101", "UNTIL=99991231T235959Z", "WKST=SU"),
)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40) | st.lists(st.sampled_from(PARTS), max_size=5).map(";".join))
def test_any_text_is_stored_or_refused_in_a_sentence(rule: str) -> None:
    try:
        stored = checked(rule)
    except InvalidInput as error:
        sentence = str(error)
    else:
        sentence = "." if checked(stored) == stored else "unstable"
    assert sentence.isprintable()
    assert sentence.endswith(".")
