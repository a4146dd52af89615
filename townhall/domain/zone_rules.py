"""When the clocks of a time zone change, and by which yearly rules; from the shipped tzdata."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from townhall.domain.zones import check_zone

_DAY = 86_400
_FORESEEN_YEARS = 28
"""Weekdays and leap days repeat after this many years, so a rule that fits them all is one."""
_EARLIEST_YEAR = 1970
_SHORTEST_RUN = 3
"""Fewer onsets than this that happen to share a weekday are not called a rule."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Onset:
    """A change of offset: `at` is the instant (naive, UTC), the offsets are from UTC."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    daylight: bool

    @property
    def wall(self) -> datetime:
        """The local time at which the clocks change, by the offset before the change."""
        return self.at + self.before


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """One onset, or (with `month` set) one that comes back every year from `first` on.

    `week` counts weekdays of the month, 1 to 4 from the start and -1 from the end; `last` is the
    last onset, None while the rule still applies.
    """

    first: Onset
    last: Onset | None
    month: int | None = None
    week: int = 0
    weekday: int = 0

    @property
    def by_day(self) -> str:
        """The weekday as RFC 5545 writes it: `-1SU`, `2SU`."""
        return f"{self.week}{_WEEKDAYS[self.weekday]}"


def onsets(zone: str, since: datetime, until: datetime) -> Iterator[Onset]:
    """The changes of offset between two instants (naive, UTC), in order."""
    info = check_zone(zone)

    def local(timestamp: int) -> datetime:
        return datetime.fromtimestamp(timestamp, info)

    begin = int(since.replace(tzinfo=UTC).timestamp())
    end = int(until.replace(tzinfo=UTC).timestamp())
    before = local(begin).utcoffset()
    for day in range(begin + _DAY, end + _DAY, _DAY):
        after = local(day).utcoffset()
        if after != before:
            low, high = day - _DAY, day
            while high - low > 1:
                middle = (low + high) // 2
                if local(middle).utcoffset() == before:
                    low = middle
                else:
                    high = middle
            if high < end:
                yield _onset(local(low), local(high))
            before = after


def _onset(last: datetime, first: datetime) -> Onset:
    before, after = last.utcoffset() or timedelta(), first.utcoffset() or timedelta()
    # Ireland and Morocco count winter as the exception; calendars expect it to be the standard.
    saves = bool(first.dst()) or (last.dst() or timedelta()) < timedelta()
    return Onset(
        at=first.astimezone(UTC).replace(tzinfo=None),
        before=before,
        after=after,
        name=first.tzname() or zone_offset(after),
        daylight=saves and after > before,
    )


def zone_offset(offset: timedelta) -> str:
    """An offset from UTC as RFC 5545 writes it: `+0100`, `-0330`, seconds only where needed."""
    seconds = int(offset.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    sign = "-" if seconds < 0 else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{rest:02}" if rest else "")


@lru_cache(maxsize=256)
def zone_rules(zone: str, first_year: int, last_year: int) -> tuple[ZoneRule, ...]:
    """The rules that give the offset of `zone` at any moment of the years, both included.

    The first rule begins before the first year. Raises InvalidInput for an unknown zone.
    """
    # A first use early on 1 January may still be in the year before, seen from UTC.
    needed = datetime(first_year, 1, 1) - timedelta(days=2)
    found = list(onsets(zone, needed - timedelta(days=366), datetime(last_year + 1, 1, 2)))
    earlier = [onset for onset in found if onset.at <= needed]
    later = [onset for onset in found if onset.at > needed]
    begin = earlier[-1] if earlier else _beginning(zone, needed)
    if not later:
        return (ZoneRule(first=begin, last=begin),)
    rules: list[ZoneRule] = []
    for run in _runs([begin, *later] if earlier else later):
        rules.extend(_rules_of_run(zone, run, last_year))
    if not earlier:
        rules.append(ZoneRule(first=begin, last=begin))
    rules.sort(key=lambda rule: rule.first.at)
    return _reaching_back(zone, rules)


def _beginning(zone: str, needed: datetime) -> Onset:
    """A stand-in for the onset that lies further back than was looked."""
    now = needed.replace(tzinfo=UTC).astimezone(check_zone(zone))
    offset = now.utcoffset() or timedelta()
    wall = datetime(min(_EARLIEST_YEAR, needed.year), 1, 1)
    return Onset(wall - offset, offset, offset, now.tzname() or zone_offset(offset), daylight=False)


_Place = tuple[int, int, int]
"""Month, week of the month and weekday."""


def _places(onset: Onset) -> set[_Place]:
    wall = onset.wall
    week = (wall.day - 1) // 7 + 1
    places = {(wall.month, week, wall.weekday())} if week < 5 else set()
    if (wall + timedelta(days=7)).month != wall.month:
        places.add((wall.month, -1, wall.weekday()))
    return places


@dataclass(slots=True)
class _Run:
    onsets: list[Onset]
    places: set[_Place]

    def takes(self, onset: Onset) -> bool:
        last = self.onsets[-1]
        same = (last.before, last.after, last.name) == (onset.before, onset.after, onset.name)
        following = onset.wall.year == last.wall.year + 1
        if not (same and following and onset.wall.time() == last.wall.time()):
            return False
        return bool(self.places & _places(onset))


def _runs(found: list[Onset]) -> list[_Run]:
    """Onsets of following years that share a place in the month, gathered."""
    runs: list[_Run] = []
    for onset in found:
        run = next((run for run in reversed(runs) if run.takes(onset)), None)
        if run is None:
            runs.append(_Run([onset], _places(onset)))
        else:
            run.onsets.append(onset)
            run.places &= _places(onset)
    return runs


def _rules_of_run(zone: str, run: _Run, last_year: int) -> list[ZoneRule]:
    first, last = run.onsets[0], run.onsets[-1]
    if last.wall.year >= last_year:
        for month, week, weekday in sorted(run.places, key=lambda place: place[1]):
            if _still_applies(zone, last, month, week, weekday):
                return [ZoneRule(first, None, month, week, weekday)]
    if len(run.onsets) < _SHORTEST_RUN:
        return [ZoneRule(onset, onset) for onset in run.onsets]
    month, week, weekday = min(run.places, key=lambda place: place[1])
    return [ZoneRule(first, last, month, week, weekday)]


def _still_applies(zone: str, onset: Onset, month: int, week: int, weekday: int) -> bool:
    rule = ZoneRule(onset, None, month, week, weekday)
    return all(_applies(zone, rule, years) for years in range(1, _FORESEEN_YEARS + 1))


def _applies(zone: str, rule: ZoneRule, years: int) -> bool:
    """Whether the rule also gives a true onset so many years after its first."""
    info = check_zone(zone)
    at = _moved(rule, years).first.at.replace(tzinfo=UTC)
    before = (at - timedelta(seconds=1)).astimezone(info).utcoffset()
    offsets = (before, at.astimezone(info).utcoffset())
    return offsets == (rule.first.before, rule.first.after)


def _moved(rule: ZoneRule, years: int) -> ZoneRule:
    """The rule begun so many years later."""
    first = rule.first
    day = _day_of(first.wall.year + years, rule.month or 1, rule.week, rule.weekday)
    at = datetime.combine(day, first.wall.time()) - first.before
    return replace(rule, first=replace(first, at=at))


def _reaching_back(zone: str, rules: list[ZoneRule]) -> tuple[ZoneRule, ...]:
    """A yearly pair begun as early as it has held.

    Readers that keep the first definition of a zone they see (vobject) then have a good one.
    """
    if len(rules) != 2 or any(rule.month is None or rule.last for rule in rules):
        return tuple(rules)
    back = 0
    while rules[0].first.wall.year - back > _EARLIEST_YEAR and all(
        _applies(zone, rule, -back - 1) for rule in rules
    ):
        back += 1
    return tuple(_moved(rule, -back) for rule in rules)


def _day_of(year: int, month: int, week: int, weekday: int) -> date:
    if week > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def rules_change(zone: str, first_year: int, last_year: int) -> bool:
    """Whether the clocks of `zone` follow more than one yearly pair of rules in these years.

    Outlook knows one pair per zone and shows times an hour off where there are more.
    """
    rules = zone_rules(zone, first_year, last_year)
    return len(rules) > 2 or (len(rules) == 2 and any(rule.last is not None for rule in rules))
