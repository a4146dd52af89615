"""Days and times in short words of the current language, for sentences."""

from collections.abc import Sequence
from datetime import date, datetime

from townhall.language import _, current_language

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_NAMES_SHOWN = 3
_SHORT = 80


def short_day(day: date, today: date) -> str:
    """ "Thu 3 Dec", with its year unless it is this year's."""
    from babel.dates import format_date

    pattern = "EEE d MMM" if day.year == today.year else "EEE d MMM y"
    return format_date(day, pattern, locale=_LOCALES[current_language()]).replace(".", "")


def month_name(day: date) -> str:
    """ "November 2026"."""
    from babel.dates import format_date

    return format_date(day, "LLLL y", locale=_LOCALES[current_language()])


def clock_time(moment: datetime) -> str:
    """ "10:30", as both languages write it."""
    return f"{moment:%H:%M}"


def listed(names: Sequence[str]) -> str:
    """ "Anna, Bram and Carla"; of many the first ones and how many more."""
    shown = list(names[:_NAMES_SHOWN])
    left = len(names) - len(shown)
    if left:
        return _("{names} and {n} more").format(names=", ".join(shown), n=left)
    if len(shown) < 2:
        return "".join(shown)
    return _("{names} and {last}").format(names=", ".join(shown[:-1]), last=shown[-1])


def shortened(text: str) -> str:
    """`text` on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
