"""A day or a time as somebody types it into a field."""

import calendar
import re
from datetime import date, time

from townhall.domain.date_order import DateOrder
from townhall.domain.planning_dates import DateCell, read_dates

_TIME = re.compile(r"(\d{1,2})(?:\s*[:.uUhH]\s*(\d{0,2}))?")
_TIME_IN_ONE = re.compile(r"(\d{1,2})(\d\d)")


def typed_day(text: str, shown: date, today: date) -> date | None:
    """The day `text` means: "14-1-2027", "14/1", "vr 4 dec", or "14" alone in the month `shown`.

    The day comes before the month; without a year it is the first such day from `today` on. None
    where it means none, an impossible day included.
    """
    text = text.strip()
    if text.isdecimal() and len(text) <= 2:
        last = calendar.monthrange(shown.year, shown.month)[1]
        return shown.replace(day=int(text)) if 1 <= int(text) <= last else None
    return read_dates([DateCell(0, text)], DateOrder.DAY_FIRST, today).days.get(0)


def typed_time(text: str) -> time | None:
    """The time of day `text` means: "9", "9:05", "9.05", "9u05", "905" or "0905"; None for none."""
    text = text.strip()
    found = _TIME.fullmatch(text) or _TIME_IN_ONE.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
