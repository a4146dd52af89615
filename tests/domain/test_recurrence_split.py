"""Series cut in two, moved to another day, or ended on a day."""

from datetime import date, datetime

import pytest

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence_dates import rule_starts
from townhall.domain.recurrence_split import ending_on, moved_rule, split_rule

START = datetime(2026, 12, 1, 10)
"""A Tuesday."""
ZONE = "Europe/Amsterdam"


def days(rule: str, start: datetime = START, *, all_day: bool = False) -> list[date]:
    starts = rule_starts(rule, start, start, all_day=all_day, zone=ZONE)
    return [each.date() for _number, each in zip(range(12), starts, strict=False)]


@pytest.mark.parametrize("all_day", [False, True])
@pytest.mark.parametrize(
    "rule", ["FREQ=WEEKLY;COUNT=6", "FREQ=WEEKLY;UNTIL=20270105", "FREQ=DAILY;INTERVAL=3;COUNT=9"]
)
def test_halves_have_together_the_dates_of_the_whole(rule: str, *, all_day: bool) -> None:
    start = START.replace(hour=0) if all_day else START
    whole = days(rule, start, all_day=all_day)
    at = datetime.combine(whole[2], start.time())
    first, second = split_rule(rule, start, at, all_day=all_day, zone=ZONE)
    assert days(first, start, all_day=all_day) == whole[:2]
    assert days(second, at, all_day=all_day) == whole[2:]


def test_weekly_rule_moves_its_weekdays() -> None:
    assert moved_rule("FREQ=WEEKLY;BYDAY=TU,SU", START, 2) == "FREQ=WEEKLY;BYDAY=TU,TH"
    assert moved_rule("FREQ=WEEKLY", START, -2) == "FREQ=WEEKLY;BYDAY=SU"
    assert moved_rule("FREQ=DAILY", START, 3) == "FREQ=DAILY"


def test_rule_bound_to_days_of_the_month_does_not_move() -> None:
    for rule in ("FREQ=MONTHLY;BYDAY=1TU", "FREQ=YEARLY"):
        with pytest.raises(InvalidInput, match="The rule fixes the day of this series"):
            moved_rule(rule, START, 1)
        assert moved_rule(rule, START, 0) == rule


def test_series_ends_with_the_day_in_its_zone() -> None:
    rule = "FREQ=WEEKLY;UNTIL=20261215T090000Z"
    day = date(2026, 12, 22)
    ended = ending_on(rule, day, all_day=False, zone=ZONE)
    assert ended == "FREQ=WEEKLY;UNTIL=20261222T225959Z"
    assert days(ended)[-1] == day
    assert ending_on(rule, day, all_day=True, zone=ZONE) == "FREQ=WEEKLY;UNTIL=20261222"
    for other in ("FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=3"):
        assert ending_on(other, day, all_day=False, zone=ZONE) == other
