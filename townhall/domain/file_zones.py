"""What a time in somebody else's calendar file means: by the zone it names, or defines."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from townhall.domain.errors import InvalidInput
from townhall.domain.zones import check_zone, to_utc

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?")
_MOMENT = re.compile(r"\d{8}T\d{6}Z?")
_DAY = re.compile(r"\d{8}")
_NUMBERED_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Line:
    """A property of a file: its name and parameters in capitals, its value unescaped."""

    name: str
    value: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a file, its name in capitals, with the properties that matter."""

    name: str
    lines: tuple[Line, ...]
    parts: tuple["Part", ...]

    def all(self, name: str) -> list[Line]:
        """The properties called `name`."""
        return [line for line in self.lines if line.name == name]

    def value(self, name: str) -> str:
        """The value of the first property called `name`, without blanks around it; or ""."""
        return next((line.value.strip() for line in self.lines if line.name == name), "")


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of a file: what it defines itself, and the IANA names of what is known by name."""

    defined: tuple[Part, ...] = ()
    names: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FileTime:
    """A day, or a moment: as it is written, and as an instant (UTC) when the zone is known.

    `zone` is the TZID that neither we nor the file know. A moment without any zone has neither.
    """

    day: date
    local: datetime | None = None
    instant: datetime | None = None
    zone: str = ""


def file_time(line: Line, zones: Zones) -> FileTime | None:
    """What the value of `line` means; None when it is no date that exists."""
    text = line.value.strip().upper()
    if _DAY.fullmatch(text):
        day = _moment(text + "T000000")
        return FileTime(day.date()) if day else None
    moment = _moment(text.removesuffix("Z")) if _MOMENT.fullmatch(text) else None
    if moment is None:
        return None
    if text.endswith("Z"):
        return FileTime(moment.date(), moment, moment.replace(tzinfo=UTC))
    zone = line.parameters.get("TZID", "").strip()
    if not zone:
        return FileTime(moment.date(), moment)
    instant = _instant(moment, zone, zones)
    return FileTime(moment.date(), moment, instant, "" if instant else zone)


def _moment(text: str) -> datetime | None:
    # A leap second (RFC 5545, 3.3.12) is the second before it.
    if text.endswith("60"):
        text = text[:-2] + "59"
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%S")
    except ValueError:
        return None


def _instant(local: datetime, name: str, zones: Zones) -> datetime | None:
    """The instant of `local`: an IANA name first, then the file's own rules, then other names."""
    defined = next((part for part in zones.defined if part.value("TZID") == name), None)
    for found in (
        _by_name(local, name),
        _by_rules(local, defined) if defined else None,
        _by_name(local, (zones.names or {}).get(name, "")),
    ):
        if found is not None:
            return found
    return None


def _by_name(local: datetime, name: str) -> datetime | None:
    try:
        return to_utc(local, name) if name else None
    except (InvalidInput, OverflowError):
        return None


def is_zone(name: str) -> bool:
    """Whether `name` is in the shipped time-zone data."""
    try:
        check_zone(name)
    except InvalidInput:
        return False
    return True


def _by_rules(local: datetime, zone: Part) -> datetime | None:
    """By the change to or from summer time that came last before `local` (RFC 5545, 3.6.5).

    Only yearly rules on a day of one month are understood, which is what programs write; others
    are not expanded, so that no rule can keep us busy.
    """
    changes: list[tuple[datetime, timedelta, timedelta]] = []
    for part in zone.parts:
        before, after = _offset(part.value("TZOFFSETFROM")), _offset(part.value("TZOFFSETTO"))
        first = _moment(part.value("DTSTART"))
        if before is None or after is None or first is None:
            return None
        onsets = _onsets(first, part.value("RRULE"), local.year)
        if onsets is None:
            return None
        changes += [(onset, before, after) for onset in onsets]
    if not changes:
        return None
    past = [change for change in changes if change[0] <= local]
    offset = max(past)[2] if past else min(changes)[1]
    try:
        return local.replace(tzinfo=timezone(offset)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _onsets(first: datetime, rule: str, year: int) -> list[datetime] | None:
    """When the clock is changed in `year` and the year before; None: the rule is not understood."""
    if not rule:
        return [first]
    parts = dict(pair.split("=", 1) for pair in rule.upper().split(";") if "=" in pair)
    if parts.get("FREQ") != "YEARLY" or parts.get("INTERVAL", "1") != "1" or "COUNT" in parts:
        return None
    month = parts.get("BYMONTH", str(first.month))
    if not month.isdecimal() or not 1 <= int(month) <= 12:
        return None
    until = _moment(parts["UNTIL"].removesuffix("Z")) if "UNTIL" in parts else None
    found = []
    for each in (year - 1, year):
        days = _days(each, int(month), parts, first.day) if 1 < each < 9999 else []
        if days is None:
            return None
        found += [datetime.combine(day, first.time()) for day in days[:1]]
    # UNTIL is in UTC, at most a day from the local time.
    last = until + timedelta(days=1) if until and until.year < 9999 else datetime.max
    return [onset for onset in found if first <= onset <= last] or [first]


def _days(year: int, month: int, rule: Mapping[str, str], day: int) -> list[date] | None:
    """The days of a month that a yearly rule names, in order; None when it is not understood."""
    length = monthrange(year, month)[1]
    days: Sequence[int] = range(1, length + 1)
    if "BYMONTHDAY" in rule:
        wanted = rule["BYMONTHDAY"].split(",")
        days = [each for each in days if str(each) in wanted]
    elif "BYDAY" not in rule:
        days = [day] if day <= length else []
    if "BYDAY" not in rule:
        return [date(year, month, each) for each in days]
    match = _NUMBERED_DAY.fullmatch(rule["BYDAY"])
    if match is None:
        return None
    weekday = _WEEKDAYS.index(match[2])
    found = [date(year, month, each) for each in days]
    found = [each for each in found if each.weekday() == weekday]
    number = int(match[1] or 0)
    if not number:
        return found
    place = number - 1 if number > 0 else number
    return found[place:][:1] if -len(found) <= place < len(found) else []


def _offset(text: str) -> timedelta | None:
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    sign, hours, minutes, seconds = match.groups()
    size = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if size >= timedelta(days=1):
        return None
    return -size if sign == "-" else size
