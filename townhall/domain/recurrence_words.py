"""A recurrence rule in words, Dutch or English: “every first Thursday of the month”."""

from datetime import date, datetime

from townhall.domain.recurrence_choice import MONTHS_IN_QUARTER, WORKING_DAYS
from townhall.domain.recurrence_dates import until_date
from townhall.domain.recurrence_rule import Rule, parse_rule
from townhall.language import Words

_WEEKEND = (5, 6)
_EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
_LEAP_YEAR = 2000


def describe(rule: str, start: datetime, words: Words, *, zone: str | None = None) -> str:
    """`rule` of a series that begins at `start`, in the language of `words`, without capital.

    `zone` is that of `start`; the last date is read in UTC without it. InvalidInput
    (`recurrence`) when `rule` is not a rule.
    """
    read = parse_rule(rule)
    full = read.completed(start)
    pattern = (
        _quarterly(full, words)
        if full.by_quarter(start)
        else _PATTERNS[full.frequency](full, words)
    )
    if read.count is not None:
        sentence = words.ngettext("{rule}, once", "{rule}, {n} times", read.count)
        return sentence.format(rule=pattern, n=read.count)
    last = until_date(read, zone or "UTC")
    if last is None:
        return pattern
    return words.gettext("{rule}, until {date}").format(
        rule=pattern, date=_date(last, "d MMMM y", words)
    )


def _daily(rule: Rule, words: Words) -> str:
    if rule.interval == 1:
        return words.gettext("every day")
    return words.gettext("every {n} days").format(n=_number(rule.interval, words))


def _weekly(rule: Rule, words: Words) -> str:
    if rule.interval == 1 and rule.weekdays == WORKING_DAYS:
        return words.gettext("every working day")
    if rule.interval == 1 and rule.weekdays == _EVERY_DAY:
        return words.gettext("every day")
    days = _list([_weekday(day, words) for day in rule.weekdays], "standard", words)
    if rule.interval == 1:
        return words.gettext("every week on {days}").format(days=days)
    return words.gettext("every {n} weeks on {days}").format(
        n=_number(rule.interval, words), days=days
    )


def _monthly(rule: Rule, words: Words) -> str:
    number = _number(rule.interval, words)
    if rule.position is not None:
        if rule.interval == 1:
            sentence = words.gettext("every {position} {day} of the month")
        else:
            sentence = words.gettext("every {n} months on the {position} {day}")
        position, day = position_word(rule.position, words), _day_kind(rule, words)
        return sentence.format(n=number, position=position, day=day)
    if rule.month_day == -1:
        if rule.interval == 1:
            return words.gettext("every last day of the month")
        return words.gettext("every {n} months on the last day").format(n=number)
    if rule.interval == 1:
        return words.gettext("every month on day {day}").format(day=rule.month_day)
    return words.gettext("every {n} months on day {day}").format(n=number, day=rule.month_day)


def _quarterly(rule: Rule, words: Words) -> str:
    quarters = rule.interval // MONTHS_IN_QUARTER
    if quarters == 1:
        sentence = words.gettext("every {position} {day} of the quarter")
    else:
        sentence = words.gettext("every {n} quarters on the {position} {day}")
    return sentence.format(
        n=_number(quarters, words),
        position=position_word(rule.position or 1, words),
        day=_day_kind(rule, words),
    )


def _yearly(rule: Rule, words: Words) -> str:
    if rule.interval == 1:
        return words.gettext("every year on {day}").format(day=_day_of_year(rule, words))
    return words.gettext("every {n} years on {day}").format(
        n=_number(rule.interval, words), day=_day_of_year(rule, words)
    )


_PATTERNS = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}


def _day_of_year(rule: Rule, words: Words) -> str:
    month = rule.month or 1
    month_name = _date(date(_LEAP_YEAR, month, 1), "LLLL", words)
    if rule.position is not None:
        return words.gettext("the {position} {day} of {month}").format(
            position=position_word(rule.position, words),
            day=_day_kind(rule, words),
            month=month_name,
        )
    if rule.month_day is None or rule.month_day == -1:
        return words.gettext("the last day of {month}").format(month=month_name)
    return _date(date(_LEAP_YEAR, month, rule.month_day), "d MMMM", words)


def position_word(position: int, words: Words) -> str:
    """A place in the month or quarter: “first”, or -1: “last”."""
    return {
        1: words.pgettext("position", "first"),
        2: words.pgettext("position", "second"),
        3: words.pgettext("position", "third"),
        4: words.pgettext("position", "fourth"),
        -1: words.pgettext("position", "last"),
    }[position]


def _day_kind(rule: Rule, words: Words) -> str:
    """What is counted in the month: a weekday, working days, weekend days, or any of some."""
    kinds = {
        WORKING_DAYS: words.gettext("working day"),
        _WEEKEND: words.gettext("weekend day"),
        _EVERY_DAY: words.pgettext("calendar", "day"),
    }
    named = [_weekday(day, words) for day in rule.weekdays]
    return kinds.get(rule.weekdays) or _list(named, "or", words)


def _number(number: int, words: Words) -> str:
    """Small numbers in words, as people write them."""
    small = {
        2: words.pgettext("number", "two"),
        3: words.pgettext("number", "three"),
        4: words.pgettext("number", "four"),
        5: words.pgettext("number", "five"),
        6: words.pgettext("number", "six"),
    }
    return small.get(number, str(number))


def _weekday(day: int, words: Words) -> str:
    from babel.dates import get_day_names

    return str(get_day_names("wide", "format", _locale(words))[day])


def _list(items: list[str], style: str, words: Words) -> str:
    from babel.lists import format_list

    return format_list(items, "or" if style == "or" else "standard", locale=_locale(words))


def _date(day: date, pattern: str, words: Words) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=_locale(words))


def _locale(words: Words) -> str:
    """Babel's name of the language of `words`; English, the source, has no catalogue header."""
    return words.info().get("language", "en_GB")
