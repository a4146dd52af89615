"""Repetition in a line: "wekelijks", "every 2 weeks", "eerste donderdag van de maand", "10x"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from townhall.domain.quick_dates import date_at
from townhall.domain.quick_line import Line, What
from townhall.domain.quick_weekdays import WEEKDAY, Day
from townhall.domain.quick_words import NUMBER, POSITIONS, WEEKDAYS, number_of, one_of
from townhall.domain.recurrence_choice import WORKING_DAYS, position_in_month
from townhall.domain.recurrence_rule import MAX_COUNT, Rule

_QUARTER, _LAST = 3, -1
_FROM = r"(?<![\w./:'-])"
_EVERY = r"(?:every|each|elke|elk|iedere|ieder)"
_OF_MONTH = (
    r"(?:(?:of|van|in) (?:the|each|every|de|elke|iedere) (?:month|maand)|"
    rf"{_EVERY} (?:month|maand)|per maand|monthly|maandelijks)(?!\w)"
)
_OF_QUARTER = (
    r"(?P<q>(?:of|van) (?:the|each|every|het|elk|ieder) (?:quarter|kwartaal)|"
    rf"{_EVERY} (?:quarter|kwartaal)|per kwartaal|quarterly)(?!\w)"
)
_DAYS = rf"{WEEKDAY}(?:(?:, ?| ?& ?| and | en ){WEEKDAY})*"
_WORKING_DAY = r"(?:working day|workday|weekday|werkdag)(?!\w)"
_UNITS = {
    "DAILY": "days|day|dagen|dag",
    "WEEKLY": "weeks|week|weken",
    "MONTHLY": "months|month|maanden|maand",
    "QUARTERLY": "quarters|quarter|kwartalen|kwartaal",
    "YEARLY": "years|year|jaren|jaar",
}
_UNIT = "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items()) + r")(?!\w)"
_ANY_DAY = re.compile(one_of(WEEKDAYS) + r"(?!\w)")
_UNTIL = re.compile(r"(?<!\w)(?:until|till|through|tot en met|tot|t/m) ")
_COUNT = re.compile(rf"{_FROM}(?P<n>\d{{1,3}}) ?(?:times|keer|maal|x)(?!\w)")


@dataclass(frozen=True, slots=True)
class Repetition:
    """How often, before it is known from when; `until` gives the last date from the first."""

    rule: Rule
    count: int | None = None
    until: Callable[[date], Day | None] | None = None

    def rule_from(self, start: datetime, *, numbered: bool) -> Rule:
        """The rule of a series from `start`.

        A monthly one keeps the day of the month when it was `numbered` ("12 maart"), else the
        weekday ("second Thursday").
        """
        rule = self.rule
        if rule.frequency == "WEEKLY" and not rule.weekdays:
            rule = replace(rule, weekdays=(start.weekday(),))
        if rule.frequency == "MONTHLY" and not rule.weekdays and rule.month_day is None:
            if numbered:
                rule = replace(rule, month_day=start.day)
            else:
                place, weekday = position_in_month(start.date()), start.weekday()
                rule = replace(rule, weekdays=(weekday,), position=place, numbered=True)
        if rule.frequency == "YEARLY":
            rule = replace(rule, month=start.month, month_day=start.day)
        last = self.until(start.date()) if self.until else None
        if last is not None and last.day >= start.date():
            return replace(rule, until=last.day)
        return replace(rule, count=self.count)


def find_repetition(line: Line) -> Repetition | None:
    """Take how often it is, and how long that goes on."""
    for pattern, read in _READERS:
        match = pattern.search(line.left)
        rule = read(match) if match else None
        if match is not None and rule is not None:
            line.take_when(What.REPETITION, match.start(), match.end())
            return Repetition(rule, _find_count(line), _find_until(line))
    return None


def _find_count(line: Line) -> int | None:
    match = _COUNT.search(line.left)
    if match is None or not 1 <= int(match["n"]) <= MAX_COUNT:
        return None
    line.take_when(What.REPETITION, match.start(), match.end())
    return int(match["n"])


def _find_until(line: Line) -> Callable[[date], Day | None] | None:
    for match in _UNTIL.finditer(line.left):
        found = date_at(line, match.end())
        if found is not None:
            end, read = found
            line.take_when(What.REPETITION, match.start(), end)
            return read
    return None


def _on_place(match: re.Match[str]) -> Rule:
    """ "eerste donderdag van de maand", "elk kwartaal op de laatste werkdag"."""
    position = POSITIONS[match["pos"]]
    word = match["day"].rstrip(".")
    groups = match.groupdict()
    interval = number_of(groups["n"]) if groups.get("n") else 1
    rule = Rule("MONTHLY", interval=max(1, interval) * (_QUARTER if groups.get("q") else 1))
    if word in WEEKDAYS:
        return replace(rule, weekdays=(WEEKDAYS[word],), position=position, numbered=True)
    if word in ("day", "dag"):
        return replace(rule, month_day=position)
    return replace(rule, weekdays=WORKING_DAYS, position=position)


def _on_days(match: re.Match[str]) -> Rule:
    """ "elke ma en wo", "every other Thursday"."""
    days = _ANY_DAY.findall(match["days"])
    weekdays = tuple(sorted({WEEKDAYS[day] for day in days}))
    groups = match.groupdict()
    if groups.get("n"):
        return Rule("WEEKLY", interval=number_of(match["n"]) or 1, weekdays=weekdays)
    return Rule("WEEKLY", interval=2 if groups.get("other") else 1, weekdays=weekdays)


def _working_days(match: re.Match[str]) -> Rule:
    return Rule("WEEKLY", weekdays=WORKING_DAYS)


def _each(match: re.Match[str]) -> Rule | None:
    """ "every 2 weeks", "elk kwartaal"."""
    groups = match.groupdict()
    interval = number_of(match["n"]) if groups.get("n") else 1
    if groups.get("other"):
        interval = 2
    unit = next(name for name in _UNITS if match[name])
    return _every(unit, interval)


def _every(unit: str, interval: int) -> Rule | None:
    if interval < 1:
        return None
    if unit == "QUARTERLY":
        return Rule("MONTHLY", interval=interval * _QUARTER)
    return Rule(unit, interval=interval)


def _in_one_word(match: re.Match[str]) -> Rule | None:
    unit, interval = _ADVERBS[match["word"]]
    return _every(unit, interval)


_ADVERBS = {
    word: (unit, interval)
    for unit, interval, words in (
        ("DAILY", 1, "daily|dagelijks"),
        ("WEEKLY", 1, "weekly|wekelijks"),
        ("WEEKLY", 2, "biweekly|bi-weekly|fortnightly|tweewekelijks|2-wekelijks"),
        ("WEEKLY", 3, "driewekelijks|3-wekelijks"),
        ("MONTHLY", 1, "monthly|maandelijks"),
        ("MONTHLY", 2, "tweemaandelijks"),
        ("QUARTERLY", 1, "quarterly|driemaandelijks|per kwartaal"),
        ("YEARLY", 1, "yearly|annually|jaarlijks"),
    )
    for word in words.split("|")
}
_ON_A_PLACE = rf"(?P<pos>{one_of(POSITIONS)}) (?P<day>{WEEKDAY}|{_WORKING_DAY}|(?:day|dag)(?!\w))"
_ONLY_IN_MONTHS = one_of(set(POSITIONS) - {"second", "tweede", "2e", "2de", "2nd"})
_OTHER = r"(?P<other>other|second|tweede|2e|2de|2nd|andere)"


def _compiled(
    *readers: tuple[str, Callable[[re.Match[str]], Rule | None]],
) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Rule | None]], ...]:
    return tuple((re.compile(_FROM + pattern), read) for pattern, read in readers)


_READERS = _compiled(
    (rf"(?:{_EVERY} |the |de )?{_ON_A_PLACE} {_OF_MONTH}", _on_place),
    (rf"(?:{_EVERY} |the |de )?{_ON_A_PLACE} {_OF_QUARTER}", _on_place),
    (
        rf"(?:monthly|maandelijks|(?P<q>quarterly|per kwartaal|{_EVERY} (?:quarter|kwartaal))|"
        rf"{_EVERY} (?:(?P<n>{NUMBER}) )?(?:months|maanden|month|maand))"
        rf"(?: op| on)?(?: the| de)? {_ON_A_PLACE}",
        _on_place,
    ),
    (
        rf"{_EVERY} (?P<pos>{_ONLY_IN_MONTHS}) (?P<day>{WEEKDAY}|{_WORKING_DAY})",
        _on_place,
    ),
    (rf"{_EVERY} {_WORKING_DAY}", _working_days),
    (
        rf"(?:{_EVERY} |om de )(?P<n>{NUMBER}) (?:weeks|weken|week)(?: op| on)? (?P<days>{_DAYS})",
        _on_days,
    ),
    (rf"(?:{_EVERY} )(?:{_OTHER} )?(?P<days>{_DAYS})", _on_days),
    (rf"(?:weekly|wekelijks|{_EVERY} week)(?: op| on)? (?P<days>{_DAYS})", _on_days),
    (rf"(?:'s )?(?P<days>{one_of(day for day in WEEKDAYS if 'da' in day)})s(?!\w)", _on_days),
    (rf"(?:{_EVERY} |om de )(?P<n>{NUMBER}) {_UNIT}", _each),
    (rf"(?P<other>om de) {_UNIT}", _each),
    (rf"{_EVERY} (?:{_OTHER} )?{_UNIT}", _each),
    (rf"(?P<word>{one_of(_ADVERBS)})(?!\w)", _in_one_word),
)
