"""Dates, times, durations and zones of calendar files of others, as wall times in a zone."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from townhall.domain.foreign_events import Window
from townhall.domain.foreign_rule import TooFast, UnreadableRule, read_foreign_rule, read_moment
from townhall.domain.foreign_zone import KnownZone, Observance, Zone, file_zone
from townhall.domain.zones import is_known_zone
from townhall.formats.ics_lines import Component, Property

_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?",
    re.ASCII,
)
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?", re.ASCII)
_UTC = KnownZone("UTC")


class UnreadableWhen(ValueError):
    """A date, time or duration that means nothing."""


@dataclass(frozen=True, slots=True)
class When:
    """A naive wall time in a zone; `all_day`: a day alone, at midnight."""

    wall: datetime
    zone: Zone
    all_day: bool

    def seen_from(self, zone: Zone) -> datetime:
        """The wall time in `zone` at this instant; of a day alone its midnight there."""
        if self.all_day or self.zone == zone:
            return self.wall
        return zone.from_utc(self.zone.to_utc(self.wall))


@dataclass(slots=True)
class Zones:
    """The zones that a file names: of the shipped data, or as the file describes them.

    `own` is the zone of times without one. `unknown` are the names that nothing explains; their
    times are taken as those of `own`.
    """

    window: Window
    own: KnownZone
    unknown: dict[str, None] = field(default_factory=dict)
    _described: dict[str, Component] = field(default_factory=dict)
    _found: dict[str, Zone] = field(default_factory=dict)

    def describe(self, part: Component) -> None:
        """Remember a VTIMEZONE."""
        name = part.first("TZID")
        if name is not None:
            self._described.setdefault(name.value.strip(), part)

    def when(self, told: Property, value: str = "") -> When:
        """What a property says, or one `value` of several that it holds. Raises UnreadableWhen."""
        try:
            read = read_moment(value or told.value)
        except UnreadableRule:
            raise UnreadableWhen from None
        zone = self._zone(told.parameters.get("TZID", ""))
        if not isinstance(read, datetime):
            return When(datetime.combine(read, time()), zone, all_day=True)
        if read.tzinfo is not None:
            return When(read.replace(tzinfo=None), _UTC, all_day=False)
        if told.parameters.get("VALUE", "").upper() == "DATE":
            return When(datetime.combine(read.date(), time()), zone, all_day=True)
        return When(read, zone, all_day=False)

    def period(self, told: Property, value: str) -> tuple[When, timedelta | None]:
        """A date or a PERIOD, which brings its own length. Raises UnreadableWhen."""
        begin, slash, end = value.strip().partition("/")
        start = self.when(told, begin)
        if not slash:
            return start, None
        if end[:1] in "+-P":
            return start, duration(end)
        return start, self.when(told, end).seen_from(start.zone) - start.wall

    def _zone(self, name: str) -> Zone:
        if name not in self._found:
            self._found[name] = self._resolved(name)
        return self._found[name]

    def _resolved(self, name: str) -> Zone:
        if not name:
            return self.own
        # Some programs put their own name before that of the zone: /example.org/1/Europe/Amsterdam.
        pieces = name.strip("/").split("/")
        for taken in (name, "/".join(pieces[-2:]), "/".join(pieces[-3:])):
            if is_known_zone(taken):
                return KnownZone(taken)
        described = self._described.get(name)
        if described is not None:
            found = file_zone(_observances(described), self.window.first, self.window.last)
            if found is not None:
                return found
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        taken = WINDOWS_TO_OLSON.get(name, "")
        if is_known_zone(taken):
            return KnownZone(taken)
        self.unknown[name] = None
        return self.own


def duration(text: str) -> timedelta:
    """A DURATION value. Raises UnreadableWhen."""
    found = _DURATION.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise UnreadableWhen
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def _observances(zone: Component) -> list[Observance]:
    found = []
    for part in zone.parts:
        start, before, after = (
            part.first(name) for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")
        )
        if start is None or before is None or after is None:
            continue
        try:
            rules = tuple(read_foreign_rule(each.value) for each in part.all("RRULE")[:2])
            extra = [_wall(value) for each in part.all("RDATE") for value in each.value.split(",")]
            found.append(
                Observance(
                    _wall(start.value),
                    _offset(before.value),
                    _offset(after.value),
                    rules,
                    tuple(extra),
                )
            )
        except (TooFast, UnreadableRule, UnreadableWhen, OverflowError):
            continue
    return found


def _wall(text: str) -> datetime:
    read = read_moment(text)
    if not isinstance(read, datetime):
        return datetime.combine(read, time())
    return read.replace(tzinfo=None) if read.tzinfo is UTC else read


def _offset(text: str) -> timedelta:
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        raise UnreadableWhen
    length = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    if length >= timedelta(days=1):
        raise UnreadableWhen
    return -length if found[1] == "-" else length
