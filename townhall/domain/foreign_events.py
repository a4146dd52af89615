"""Events of calendars of others, and the dates they have in a stated range, never too many.

A rule without an end is expanded for that range alone. What cannot be counted in time, or would
flood the plan, is left out and told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from townhall.domain.foreign_dates import Budget, BudgetSpent, foreign_starts
from townhall.domain.foreign_rule import ForeignRule
from townhall.domain.foreign_zone import Zone

MOST_DATES_OF_ONE = 1_500
"""Every day of the four years that are read fits."""

MOST_DATES = 50_000
"""Of one calendar."""

_DAYS_LOOKED_AT = 100_000
_DAYS_LOOKED_AT_OF_ALL = 1_500_000
_LONGEST = timedelta(days=366)


class Excess(StrEnum):
    """What was too much."""

    DATES = "dates"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are read, both included."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        """The wall time at which it begins."""
        return datetime.combine(self.first, time())

    @property
    def until(self) -> datetime:
        """The wall time before which it ends."""
        return datetime.combine(self.last, time()) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ForeignEvent:
    """A VEVENT: one event, a series, or (`original` set) a date of a series that differs.

    `start` is a naive wall time in `zone`, midnight for whole days. `original` is the RECURRENCE-ID
    in the same zone; `onward`: all later dates differ alike. Of `extra` dates and `excluded` ones
    the second of a pair is the length of its own, if it has one. `excluded_days` are EXDATEs
    without time.
    """

    uid: str
    title: str
    location: str
    start: datetime
    length: timedelta
    zone: Zone
    all_day: bool = False
    busy: bool = True
    cancelled: bool = False
    sequence: int = 0
    original: datetime | None = None
    onward: bool = False
    rules: tuple[ForeignRule, ...] = ()
    excluding_rules: tuple[ForeignRule, ...] = ()
    extra: tuple[tuple[datetime, timedelta | None], ...] = ()
    excluded: frozenset[datetime] = frozenset()
    excluded_days: frozenset[date] = frozenset()

    @property
    def repeats(self) -> bool:
        """Whether it has, or can have, more dates than one."""
        return bool(self.rules or self.extra)


@dataclass(frozen=True, slots=True)
class ForeignDate:
    """One date of an event: `start` and `end` in UTC, or whole days, both included.

    `key` names the date within its event: empty for an event that happens once, else the start
    that its rule gives, as the file would write it.
    """

    uid: str
    key: str
    title: str
    location: str
    start: datetime | None
    end: datetime | None
    first_day: date | None
    last_day: date | None
    busy: bool


@dataclass(slots=True)
class Expansion:
    """Counts the dates of a calendar's events in `window`, within what a calendar may take."""

    window: Window
    _dates_left: int = MOST_DATES
    _days_left: Budget = field(default_factory=lambda: Budget(_DAYS_LOOKED_AT_OF_ALL))

    @property
    def is_full(self) -> bool:
        """Whether the calendar has as many dates as it may have."""
        return self._dates_left <= 0

    def dates(
        self, master: ForeignEvent | None, changed: Sequence[ForeignEvent]
    ) -> tuple[list[ForeignDate], Excess | None]:
        """The dates of one UID in the window, by start, and what was too much, if anything.

        `changed` are its dates that differ; without a `master` they stand for themselves.
        """
        excess = None
        by_original = {each.original: each for each in _latest(changed) if each.original}
        found: list[ForeignDate] = []
        if master is not None and not master.cancelled:
            onward = sorted(
                (each for each in by_original.values() if each.onward),
                key=lambda each: each.original or each.start,
            )
            try:
                for wall, length in self._starts(master):
                    if wall in by_original:
                        continue
                    if len(found) >= min(MOST_DATES_OF_ONE, self._dates_left):
                        excess = Excess.DATES
                        break
                    found += self._dated(master, wall, length, onward)
            except BudgetSpent:
                excess = Excess.WORK
        for original, each in by_original.items():
            if not each.cancelled:
                found += self._date(each, original)
        found = sorted(found, key=_order)[: max(0, self._dates_left)]
        self._dates_left -= len(found)
        return found, excess

    def _starts(self, master: ForeignEvent) -> Iterator[tuple[datetime, timedelta | None]]:
        """Wall times of the dates that the master gives, each once, with a length of their own."""
        if not master.repeats:
            yield master.start, None
            return
        since = self.window.since - max(timedelta(minutes=1), min(master.length, _LONGEST))
        budget = Budget(min(_DAYS_LOOKED_AT, self._days_left.days))
        given = budget.days
        try:
            out = set(self._by_rules(master, master.excluding_rules, since, budget))
            yielded = set(master.excluded) | out
            rules = self._by_rules(master, master.rules, since, budget)
            plain: Iterable[datetime] = rules if master.rules else [master.start]
            for wall, length in (*master.extra, *((each, None) for each in plain)):
                if wall in yielded or wall.date() in master.excluded_days:
                    continue
                yielded.add(wall)
                yield wall, length
        finally:
            self._days_left.spend(min(self._days_left.days, given - max(0, budget.days)))

    def _by_rules(
        self,
        master: ForeignEvent,
        rules: Sequence[ForeignRule],
        since: datetime,
        budget: Budget,
    ) -> Iterator[datetime]:
        for rule in rules:
            is_past = _Past(rule, master)
            yield from foreign_starts(
                rule, master.start, since, self.window.until, budget, is_past=is_past
            )

    def _dated(
        self,
        master: ForeignEvent,
        wall: datetime,
        length: timedelta | None,
        onward: Sequence[ForeignEvent],
    ) -> list[ForeignDate]:
        event = master
        if wall != master.start or length is not None:
            event = replace(master, start=wall, length=master.length if length is None else length)
        for each in onward:
            if each.original is not None and each.original < wall:
                moved = _added(wall, each.start - each.original)
                event = replace(each, start=moved, uid=master.uid, onward=False)
        if event.cancelled:
            return []
        return self._date(event, wall if master.repeats else None)

    def _date(self, event: ForeignEvent, original: datetime | None) -> list[ForeignDate]:
        """The date, when it has a minute in the window."""
        end = _added(event.start, event.length)
        if (
            event.start >= self.window.until
            or max(end, event.start + timedelta(minutes=1)) <= self.window.since
        ):
            return []
        written = "%Y%m%d" if event.all_day else "%Y%m%dT%H%M%S"
        key = "" if original is None else original.strftime(written)
        about = (event.uid, key, event.title, event.location)
        if event.all_day:
            last = max(event.start, end - timedelta(days=1)).date()
            return [ForeignDate(*about, None, None, event.start.date(), last, event.busy)]
        try:
            start_utc, end_utc = event.zone.to_utc(event.start), event.zone.to_utc(end)
        except OverflowError:
            return []
        return [ForeignDate(*about, start_utc, max(start_utc, end_utc), None, None, event.busy)]


@dataclass(frozen=True, slots=True)
class _Past:
    """Whether a wall time lies after the UNTIL of a rule."""

    rule: ForeignRule
    master: ForeignEvent

    def __call__(self, wall: datetime) -> bool:
        until = self.rule.until
        if until is None:
            return False
        if not isinstance(until, datetime) or self.master.all_day:
            return wall.date() > (until.date() if isinstance(until, datetime) else until)
        if until.tzinfo is None:
            return wall > until
        return self.master.zone.to_utc(wall) > until.astimezone(UTC)


def _added(wall: datetime, length: timedelta) -> datetime:
    """`wall` and `length` later, within the years there are."""
    try:
        return wall + length
    except OverflowError:
        return datetime.max if length > timedelta() else datetime.min


def _order(found: ForeignDate) -> tuple[date, str, str]:
    start = found.start.isoformat() if found.start else ""
    return found.first_day or date.fromisoformat(start[:10]), start, found.key


def _latest(changed: Sequence[ForeignEvent]) -> Iterator[ForeignEvent]:
    """Where a date is told twice, the newest word comes last."""
    return iter(sorted(changed, key=lambda each: each.sequence))
