"""Rules in words, in both languages."""

from datetime import datetime

import pytest

from townhall.domain.recurrence import describe
from townhall.language import words

AMSTERDAM = "Europe/Amsterdam"
START = datetime(2026, 11, 24, 10)


@pytest.mark.parametrize(
    ("rule", "english", "dutch"),
    [
        ("FREQ=DAILY", "every day", "elke dag"),
        ("FREQ=DAILY;INTERVAL=10;COUNT=1", "every 10 days, once", "elke 10 dagen, één keer"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=10", "every working day, 10 times",
         "elke werkdag, 10 keer"),
        ("FREQ=WEEKLY", "every week on Tuesday", "elke week op dinsdag"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day", "elke dag"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "every week on Monday, Wednesday and Friday",
         "elke week op maandag, woensdag en vrijdag"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270303T225959Z",
         "every two weeks on Tuesday, until 3 March 2027",
         "elke twee weken op dinsdag, tot en met 3 maart 2027"),
        ("FREQ=MONTHLY;BYDAY=1TH", "every first Thursday of the month",
         "elke eerste donderdag van de maand"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "every three months on the last Friday",
         "elke drie maanden op de laatste vrijdag"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every last working day of the month",
         "elke laatste werkdag van de maand"),
        ("FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=2", "every second Tuesday or Thursday of the month",
         "elke tweede dinsdag of donderdag van de maand"),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=3", "every third weekend day of the month",
         "elke derde weekenddag van de maand"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=4", "every fourth day of the month",
         "elke vierde dag van de maand"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15", "elke maand op de 15e"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every last day of the month",
         "elke laatste dag van de maand"),
        ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1", "every six months on the last day",
         "elke zes maanden op de laatste dag"),
        ("FREQ=MONTHLY;INTERVAL=4", "every four months on day 24", "elke vier maanden op de 24e"),
        ("FREQ=YEARLY", "every year on 24 November", "elk jaar op 24 november"),
        ("FREQ=YEARLY;INTERVAL=5;BYMONTH=3;BYDAY=1TH",
         "every five years on the first Thursday of March",
         "elke vijf jaar op de eerste donderdag van maart"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "every year on the last day of February",
         "elk jaar op de laatste dag van februari"),
    ],
)  # fmt: skip
def test_a_rule_in_words(rule: str, english: str, dutch: str) -> None:
    assert describe(rule, START, words("en"), zone=AMSTERDAM) == english
    assert describe(rule, START, words("nl"), zone=AMSTERDAM) == dutch


@pytest.mark.parametrize(
    ("start", "rule", "english", "dutch"),
    [
        ("2026-12-31", "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
         "every last working day of the quarter", "elke laatste werkdag van het kwartaal"),
        ("2027-01-07", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TH;COUNT=4",
         "every first Thursday of the quarter, 4 times",
         "elke eerste donderdag van het kwartaal, 4 keer"),
        ("2027-01-01", "FREQ=MONTHLY;INTERVAL=6;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
         "every two quarters on the first working day", "elke twee kwartalen op de eerste werkdag"),
        ("2027-02-04", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TH",
         "every three months on the first Thursday", "elke drie maanden op de eerste donderdag"),
    ],
)  # fmt: skip
def test_a_rule_by_quarter_in_words(start: str, rule: str, english: str, dutch: str) -> None:
    begins = datetime.fromisoformat(f"{start}T10:00")
    assert describe(rule, begins, words("en"), zone=AMSTERDAM) == english
    assert describe(rule, begins, words("nl"), zone=AMSTERDAM) == dutch


def test_the_last_date_is_the_one_in_the_zone() -> None:
    rule = "FREQ=WEEKLY;UNTIL=20270304T075959Z"
    assert describe(rule, START, words("en"), zone="America/Los_Angeles").endswith("3 March 2027")
