"""What the editor's form says about repetition, and the rule it stands for, both ways."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence_dates import first_start, until_date
from townhall.domain.recurrence_rule import Rule, parse_rule, quarter_month, rule_text
from townhall.language import _

WORKING_DAYS = (0, 1, 2, 3, 4)
MONTHS_IN_QUARTER = 3
_FIFTH_WEEK = 5


class Frequency(StrEnum):
    """How a communication repeats; the words are those of the form, not of RFC 5545."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class End(StrEnum):
    """How a series ends."""

    NONE = "none"
    UNTIL = "until"
    COUNT = "count"


BY_DAY = frozenset({Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEARLY})
"""The frequencies that need to say which day of the month, quarter or year it is."""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The form's fields.

    `weekdays` count from Monday 0; every week on none means on that of the start. By month,
    quarter or year, `position` None means the day of the month of the start. A position is 1 to 4,
    or -1 for the last, of `weekdays`: of one weekday, of `WORKING_DAYS`, or of none: of all days,
    which is for the last day of a month or year. `until` is the last date, wall time, included.
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

    UNTIL is a date; `check_rule` turns it into what is stored. A rule by quarter counts from the
    start that `start_of` gives. InvalidInput (`recurrence`) when the chosen end is missing.
    """
    if choice.frequency is Frequency.NONE:
        return None
    rule = _repetition(choice, start)
    if choice.end is End.UNTIL:
        if choice.until is None:
            raise InvalidInput(_("Choose the last date of the series."), field="recurrence")
        rule = replace(rule, until=choice.until)
    if choice.end is End.COUNT:
        if choice.count is None:
            raise InvalidInput(_("Choose how many dates the series has."), field="recurrence")
        rule = replace(rule, count=choice.count)
    return rule_text(rule)


def start_of(choice: RuleChoice, start: datetime) -> datetime:
    """Where a series of `choice` begins when it is planned from `start` on (wall times).

    That of a rule by quarter is in the right month of the quarter; other rules find their own
    first date.
    """
    if choice.frequency is not Frequency.QUARTERLY:
        return start
    rule = rule_text(_repetition(replace(choice, interval=1), start))
    months = (quarter_month(_position(choice, start)) - start.month) % MONTHS_IN_QUARTER
    found = first_start(rule, _first_of_month(start, months))
    if found < start:
        found = first_start(rule, _first_of_month(start, months + MONTHS_IN_QUARTER))
    return found


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
        end=End.COUNT if read.count is not None else end,
        until=until_date(read, zone or "UTC"),
        count=read.count,
    )


def _first_of_month(start: datetime, later: int) -> datetime:
    """The first day of the month that lies so many months `later`, at the same time of day."""
    month = start.year * 12 + start.month - 1 + later
    return start.replace(year=month // 12, month=month % 12 + 1, day=1)


def _position(choice: RuleChoice, start: datetime) -> int:
    return choice.position or position_in_month(start)


def _repetition(choice: RuleChoice, start: datetime) -> Rule:
    weekdays = tuple(sorted(set(choice.weekdays)))
    match choice.frequency:
        case Frequency.WEEKLY:
            return Rule("WEEKLY", choice.interval, weekdays=weekdays or (start.weekday(),))
        case Frequency.MONTHLY:
            rule = Rule("MONTHLY", choice.interval)
        case Frequency.QUARTERLY:
            rule = Rule("MONTHLY", choice.interval * MONTHS_IN_QUARTER)
            if choice.position is None:
                choice = replace(choice, position=position_in_month(start))
                weekdays = weekdays or (start.weekday(),)
        case Frequency.YEARLY:
            rule = Rule("YEARLY", choice.interval, month=start.month)
        case _:
            return Rule("DAILY", choice.interval)
    if choice.position is None:
        return replace(rule, month_day=start.day)
    if not weekdays:
        return replace(rule, month_day=-1)
    return replace(rule, weekdays=weekdays, position=choice.position, numbered=len(weekdays) == 1)


def _choice_of(rule: Rule, start: datetime) -> RuleChoice | None:
    if rule.frequency == "DAILY":
        return RuleChoice(Frequency.DAILY, rule.interval)
    if rule.frequency == "WEEKLY":
        known = rule.week_start == 0 or rule.interval == 1
        return RuleChoice(Frequency.WEEKLY, rule.interval, rule.weekdays) if known else None
    if rule.month not in (None, start.month):
        return None
    choice = RuleChoice(
        Frequency.MONTHLY if rule.frequency == "MONTHLY" else Frequency.YEARLY, rule.interval
    )
    if rule.month_day == start.day:
        return choice
    if rule.month_day == -1:
        return replace(choice, position=-1)
    if rule.position is None or not (len(rule.weekdays) == 1 or rule.weekdays == WORKING_DAYS):
        return None
    choice = replace(choice, weekdays=rule.weekdays, position=rule.position)
    if rule.by_quarter(start):
        months = rule.interval // MONTHS_IN_QUARTER
        return replace(choice, frequency=Frequency.QUARTERLY, interval=months)
    return choice
