"""What the editor's form says about repetition, and the rule it stands for, both ways."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence_dates import until_date
from townhall.domain.recurrence_rule import Rule, parse_rule, rule_text
from townhall.language import _

WORKING_DAYS = (0, 1, 2, 3, 4)
_FIFTH_WEEK = 5


class Frequency(StrEnum):
    """How a communication repeats; the words are those of the form, not of RFC 5545."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY_WEEKDAY = "monthly-weekday"
    MONTHLY_DAY = "monthly-day"
    MONTHLY_LAST_WORKING_DAY = "monthly-last-working-day"
    YEARLY = "yearly"


class End(StrEnum):
    """How a series ends."""

    NONE = "none"
    UNTIL = "until"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The form's fields.

    `weekdays` count from Monday 0 (empty: that of the start); `position` is 1 to 4, -1 for the
    last, None for that of the start. `until` is the last date, wall time, included.
    """

    frequency: Frequency = Frequency.NONE
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    position: int | None = None
    end: End = End.NONE
    until: date | None = None
    count: int | None = None


def position_in_month(day: date) -> int:
    """Which of its weekday `day` is in its month: 1 to 4, or -1 for a fifth, which is the last."""
    week = (day.day - 1) // 7 + 1
    return -1 if week == _FIFTH_WEEK else week


def to_rule(choice: RuleChoice, start: datetime) -> str | None:
    """The RRULE value for `choice` on a series that begins at `start`; None without repetition.

    UNTIL is a date; `check_rule` turns it into what is stored. InvalidInput (`recurrence`) when
    the chosen end is missing.
    """
    if choice.frequency is Frequency.NONE:
        return None
    rule = replace(_repetition(choice, start), interval=choice.interval)
    if choice.end is End.UNTIL:
        if choice.until is None:
            raise InvalidInput(_("Choose the last date of the series."), field="recurrence")
        rule = replace(rule, until=choice.until)
    if choice.end is End.COUNT:
        if choice.count is None:
            raise InvalidInput(_("Choose how many dates the series has."), field="recurrence")
        rule = replace(rule, count=choice.count)
    return rule_text(rule)


def to_choice(rule: str | None, start: datetime, *, zone: str | None = None) -> RuleChoice | None:
    """The form's fields for `rule`; None when the rule says more than the form can show.

    `zone` is that of `start`; the last date is read in UTC without it. InvalidInput
    (`recurrence`) when `rule` is not a rule.
    """
    if rule is None:
        return RuleChoice()
    read = parse_rule(rule)
    repetition = _choice_of(read.completed(start), start)
    if repetition is None:
        return None
    end = End.UNTIL if read.until is not None else End.NONE
    return replace(
        repetition,
        interval=read.interval,
        end=End.COUNT if read.count is not None else end,
        until=until_date(read, zone or "UTC"),
        count=read.count,
    )


def _repetition(choice: RuleChoice, start: datetime) -> Rule:
    weekdays = tuple(sorted(set(choice.weekdays))) or (start.weekday(),)
    match choice.frequency:
        case Frequency.WEEKLY:
            return Rule("WEEKLY", weekdays=weekdays)
        case Frequency.MONTHLY_WEEKDAY:
            position = choice.position or position_in_month(start)
            return Rule("MONTHLY", weekdays=weekdays[:1], position=position, numbered=True)
        case Frequency.MONTHLY_DAY:
            return Rule("MONTHLY", month_day=start.day)
        case Frequency.MONTHLY_LAST_WORKING_DAY:
            return Rule("MONTHLY", weekdays=WORKING_DAYS, position=-1)
        case Frequency.YEARLY:
            return Rule("YEARLY", month=start.month, month_day=start.day)
        case _:
            return Rule("DAILY")


def _choice_of(rule: Rule, start: datetime) -> RuleChoice | None:
    if rule.frequency == "DAILY":
        return RuleChoice(Frequency.DAILY)
    if rule.frequency == "WEEKLY" and (rule.week_start == 0 or rule.interval == 1):
        return RuleChoice(Frequency.WEEKLY, weekdays=rule.weekdays)
    if rule.frequency == "MONTHLY" and len(rule.weekdays) == 1:
        return RuleChoice(Frequency.MONTHLY_WEEKDAY, weekdays=rule.weekdays, position=rule.position)
    if rule.frequency == "MONTHLY" and rule.weekdays == WORKING_DAYS and rule.position == -1:
        return RuleChoice(Frequency.MONTHLY_LAST_WORKING_DAY)
    if rule.frequency == "MONTHLY" and rule.month_day == start.day:
        return RuleChoice(Frequency.MONTHLY_DAY)
    if rule.frequency == "YEARLY" and (rule.month, rule.month_day) == (start.month, start.day):
        return RuleChoice(Frequency.YEARLY)
    return None
