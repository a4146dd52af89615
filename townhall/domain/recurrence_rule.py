"""A recurrence rule as a value: reading an RRULE (RFC 5545, 3.3.10) and writing it again.

Only rules that Outlook keeps are read (MS-OXCICAL, 2.1.3.2.2): a rule it misunderstands would put
colleagues in the room on another day than the plan says.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache

from townhall.domain.errors import InvalidInput
from townhall.language import _

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Weekdays of RFC 5545 in Python's order: Monday is 0."""

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
MAX_COUNT = 999
MAX_INTERVAL = 999
POSITIONS = (1, 2, 3, 4, -1)
"""The first to the fourth, and the last, of the weekdays in a month."""

_FASTER = ("SECONDLY", "MINUTELY", "HOURLY")
_NOT_IN_OUTLOOK = ("BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO")
_PARTS = (
    *("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"),
    *_NOT_IN_OUTLOOK,
)
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rule:
    """One RRULE. Weekdays and `week_start` count from Monday 0, months from January 1.

    `until` is a date, a naive wall time, or aware in UTC. `month_day` is 1 to 31, or -1 for the
    last day. `position` is one of `POSITIONS`: the how-manieth of `weekdays` in the month;
    `numbered` says that it is written before the weekday (1TH) instead of as BYSETPOS.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    month: int | None = None
    month_day: int | None = None
    weekdays: tuple[int, ...] = ()
    position: int | None = None
    numbered: bool = False
    week_start: int = 0

    def completed(self, start: datetime) -> "Rule":
        """The same rule with what it takes from its start written out."""
        if self.frequency == "WEEKLY" and not self.weekdays:
            return replace(self, weekdays=(start.weekday(),))
        if self.frequency == "MONTHLY" and not self.weekdays and self.month_day is None:
            return replace(self, month_day=start.day)
        if self.frequency == "YEARLY" and not self.weekdays:
            return replace(
                self, month=self.month or start.month, month_day=self.month_day or start.day
            )
        return self

    def by_quarter(self, start: datetime) -> bool:
        """Whether a completed rule that begins at `start` gives a day counted in the quarter.

        The first to fourth Thursday of a quarter lie in its first month, the last in its third.
        """
        return (
            self.frequency == "MONTHLY"
            and self.interval % 3 == 0
            and self.position is not None
            and (start.month - quarter_month(self.position)) % 3 == 0
        )

    def endless(self) -> "Rule":
        """The same rule without its end."""
        return replace(self, count=None, until=None)


def quarter_month(position: int) -> int:
    """The month of the quarter, 1 to 3, in which the day at `position` of the quarter lies."""
    return 3 if position < 0 else 1


def rule_text(rule: Rule) -> str:
    """The RRULE value of `rule`, its parts in one fixed order, defaults left out."""
    parts = [f"FREQ={rule.frequency}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    if rule.until is not None:
        parts.append(f"UNTIL={_until_text(rule.until)}")
    if rule.month is not None:
        parts.append(f"BYMONTH={rule.month}")
    if rule.month_day is not None:
        parts.append(f"BYMONTHDAY={rule.month_day}")
    if rule.weekdays:
        number = str(rule.position) if rule.numbered else ""
        parts.append("BYDAY=" + ",".join(number + DAYS[day] for day in rule.weekdays))
    if rule.position is not None and not rule.numbered:
        parts.append(f"BYSETPOS={rule.position}")
    if rule.frequency == "WEEKLY" and rule.interval > 1:
        parts.append(f"WKST={DAYS[rule.week_start]}")
    return ";".join(parts)


@cache
def parse_rule(text: str) -> Rule:
    """Read an RRULE value; InvalidInput (`recurrence`) says which part cannot be used and why."""
    parts = _split(text)
    frequency = _frequency(parts)
    rule = Rule(
        frequency=frequency,
        interval=_number(parts, "INTERVAL", range(1, MAX_INTERVAL + 1)) or 1,
        count=_number(parts, "COUNT", range(1, MAX_COUNT + 1)),
        until=_until(parts),
        month=_number(parts, "BYMONTH", range(1, 13)),
        month_day=_number(parts, "BYMONTHDAY", (*range(1, 32), -1)),
        week_start=_week_start(parts),
    )
    if rule.count is not None and rule.until is not None:
        raise _refusal(_("A series ends by COUNT or by UNTIL, not both; leave one out."))
    rule = _with_weekdays(rule, parts)
    return _known_to_outlook(rule)


def _split(text: str) -> dict[str, str]:
    value = text.strip(" ")
    if any(not letter.isprintable() for letter in value):
        raise _refusal(_("The recurrence rule has a line break or control character; remove it."))
    parts: dict[str, str] = {}
    for part in value.upper().split(";"):
        name, equals, content = part.partition("=")
        if not equals or not content or ":" in part or not value.isascii():
            raise _refusal(
                _("“{text}” is not a recurrence rule; write it as FREQ=WEEKLY;BYDAY=TU.").format(
                    text=value if len(value) <= 80 else value[:79] + "…"
                )
            )
        if name not in _PARTS:
            raise _refusal(
                _("The recurrence rule has an unknown part, {part}; remove it.").format(
                    part=name[:40]
                )
            )
        if name in parts:
            raise _refusal(
                _("The recurrence rule has {part} twice; leave one out.").format(part=name)
            )
        parts[name] = content
    return parts


def _frequency(parts: dict[str, str]) -> str:
    frequency = parts.get("FREQ", "")
    if frequency in _FASTER:
        raise _refusal(
            _("FREQ={value} repeats more than once a day; choose DAILY or slower.").format(
                value=frequency
            )
        )
    if frequency not in FREQUENCIES:
        raise _refusal(_("The recurrence rule needs FREQ with DAILY, WEEKLY, MONTHLY or YEARLY."))
    for part in _NOT_IN_OUTLOOK:
        if part in parts:
            raise _refusal(
                _("Outlook does not know {part} in a recurrence rule; leave it out.").format(
                    part=part
                )
            )
    return frequency


def _number(parts: dict[str, str], part: str, allowed: "range | tuple[int, ...]") -> int | None:
    text = parts.get(part)
    if text is None:
        return None
    if "," in text:
        raise _refusal(
            _("Outlook knows only one value in {part}; make a series for each.").format(part=part)
        )
    if re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII) and int(text) in allowed:
        return int(text)
    last = max(allowed)
    if -1 in allowed:
        sentence = _("{part} must be a number from 1 to {last}, or -1 for the last; it is {value}.")
    else:
        sentence = _("{part} must be a number from 1 to {last}; it is {value}.")
    raise _refusal(sentence.format(part=part, last=last, value=text[:40]))


def _until(parts: dict[str, str]) -> date | datetime | None:
    text = parts.get("UNTIL")
    if text is None:
        return None
    found = _UNTIL.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day
        moment = datetime(day.year, day.month, day.day, int(found[4]), int(found[5]), int(found[6]))
    except ValueError:
        raise _refusal(
            _("UNTIL={value} is not a date; write it as 20270303 or 20270303T100000Z.").format(
                value=text[:40]
            )
        ) from None
    return moment.replace(tzinfo=UTC) if found[7] else moment


def _until_text(until: date | datetime) -> str:
    if not isinstance(until, datetime):
        return f"{until:%Y%m%d}"
    return f"{until:%Y%m%dT%H%M%S}" + ("Z" if until.tzinfo else "")


def _week_start(parts: dict[str, str]) -> int:
    day = parts.get("WKST", "MO")
    if day not in DAYS:
        raise _refusal(
            _("WKST must be one of MO, TU, WE, TH, FR, SA, SU; it is {value}.").format(
                value=day[:40]
            )
        )
    return DAYS.index(day)


def _with_weekdays(rule: Rule, parts: dict[str, str]) -> Rule:
    position = _number(parts, "BYSETPOS", POSITIONS)
    if "BYDAY" not in parts:
        return replace(rule, position=position)
    numbers: set[int | None] = set()
    days: set[int] = set()
    for text in parts["BYDAY"].split(","):
        found = _DAY.fullmatch(text)
        if found is None:
            raise _refusal(
                _("BYDAY must be weekdays such as MO,WE or 1TH; it has {value}.").format(
                    value=text[:40]
                )
            )
        numbers.add(int(found[1]) if found[1] else None)
        days.add(DAYS.index(found[2]))
    weekdays = tuple(sorted(days))
    if numbers == {None}:
        return replace(rule, weekdays=weekdays, position=position)
    number = numbers.pop()
    if numbers or len(weekdays) > 1 or position is not None:
        raise _refusal(
            _("Outlook knows only one numbered weekday in BYDAY; make a series for each.")
        )
    if number not in POSITIONS:
        raise _refusal(
            _("BYDAY={value} is unknown to Outlook; it counts 1 to 4, or -1 for the last.").format(
                value=parts["BYDAY"][:40]
            )
        )
    return replace(rule, weekdays=weekdays, position=number, numbered=True)


def _known_to_outlook(rule: Rule) -> Rule:
    """`rule`, or an equal one in a form that Outlook has; refused when there is none."""
    plain_days = rule.weekdays and rule.position is None and rule.month_day is None
    if plain_days and rule.interval == 1 and rule.month is None:
        # Every Tuesday is the same set of days by day, week, month or year.
        rule = replace(rule, frequency="WEEKLY")
    slow = rule.frequency in ("MONTHLY", "YEARLY")
    if rule.month is not None and rule.frequency != "YEARLY":
        raise _refusal(_("Outlook knows BYMONTH only with FREQ=YEARLY; leave it out."))
    if rule.position is not None and not (slow and rule.weekdays):
        raise _refusal(_("A numbered weekday or BYSETPOS needs BYDAY and FREQ=MONTHLY or YEARLY."))
    if rule.month_day is not None and not (slow and not rule.weekdays):
        raise _refusal(_("BYMONTHDAY needs FREQ=MONTHLY or YEARLY and no BYDAY beside it."))
    if rule.weekdays and rule.frequency != "WEEKLY" and rule.position is None:
        raise _refusal(_("With this FREQ, BYDAY needs a number, such as 1TH or -1FR."))
    by_day = rule.weekdays or rule.month_day is not None
    if rule.frequency == "YEARLY" and by_day and rule.month is None:
        raise _refusal(_("A yearly rule on certain days needs its month in BYMONTH."))
    return rule


def _refusal(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, field="recurrence")
