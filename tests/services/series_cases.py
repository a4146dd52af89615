"""Random series with exceptions, and which dates they have by dateutil and holidays alone.

The dates worked out here share no code with the program: they are what it must agree with. Series
begin around clock changes of both hemispheres, 29 February, month ends and ISO week 53, after the
moment at which all tests live.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from dateutil.rrule import rrulestr
from hypothesis import strategies as st

ZONES = (
    "Europe/Amsterdam",
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
)
# Clock changes, 29 February, ISO week 53 and the month ends, each up to three days later.
AWKWARD = (
    datetime(2027, 3, 26),
    datetime(2027, 10, 29),
    datetime(2027, 10, 1),
    datetime(2027, 4, 3),
    datetime(2028, 2, 27),
    datetime(2026, 12, 23),
    datetime(2026, 12, 28),
    datetime(2027, 1, 29),
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)
SHOWN = 9
"""How many dates are previewed."""
KEPT_FOR = timedelta(days=10 * 366)
"""How far ahead of its first date a series is kept off closed days."""

_weekdays = st.lists(st.sampled_from(DAYS), min_size=1, max_size=5, unique=True).map(",".join)
_day = st.sampled_from(DAYS)
_position = st.sampled_from(["1", "2", "3", "4", "-1"])
_month = st.integers(1, 12)
_shapes = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 10)),
    st.builds("FREQ=WEEKLY;INTERVAL={}".format, st.integers(1, 6)),
    st.builds(
        "FREQ=WEEKLY;INTERVAL={};BYDAY={};WKST={}".format, st.integers(1, 3), _weekdays, _day
    ),
    st.builds(
        "FREQ=MONTHLY;INTERVAL={};BYMONTHDAY={}".format,
        st.integers(1, 5),
        st.sampled_from([1, 15, 28, 29, 30, 31, -1]),
    ),
    st.builds("FREQ=MONTHLY;INTERVAL={};BYDAY={}{}".format, st.integers(1, 6), _position, _day),
    st.builds(
        "FREQ=MONTHLY;INTERVAL={};BYDAY={};BYSETPOS={}".format,
        st.integers(1, 6),
        st.just("MO,TU,WE,TH,FR") | _weekdays,
        _position,
    ),
    st.just("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
    st.builds("FREQ=YEARLY;INTERVAL={};BYMONTH={}".format, st.integers(1, 2), st.just(12) | _month),
    st.builds("FREQ=YEARLY;BYMONTH={};BYMONTHDAY=31".format, st.sampled_from(LONG_MONTHS)),
    st.builds("FREQ=YEARLY;BYMONTH={};BYDAY={}{}".format, _month, _position, _day),
    st.builds("FREQ=YEARLY;BYMONTH={};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={}".format, _month, _position),
)
_ends = st.one_of(
    st.just(""),
    st.builds(";COUNT={}".format, st.integers(1, 30)),
    st.builds(";UNTIL=20{}{:02}{:02}".format, st.integers(27, 31), _month, st.integers(1, 28)),
)


@dataclass(frozen=True)
class Change:
    """What happens by hand to the date at `place`: called off, put elsewhere, or called anew."""

    place: int
    what: str
    by: timedelta = timedelta(0)


@dataclass(frozen=True)
class Held:
    """A date as it is held, by local time."""

    start: datetime
    title: str


@dataclass(frozen=True)
class Case:
    """A series as it is typed in, the closed days of its plan, and what is changed later.

    `asked` is the start that was typed, at or before the first date that the rule gives.
    """

    rule: str
    asked: datetime
    zone: str
    all_day: bool
    on_holidays: str
    on_blackouts: str
    country: str
    blackouts: tuple[tuple[date, date], ...]
    added: tuple[timedelta, ...]
    changes: tuple[Change, ...]

    @property
    def values(self) -> dict[str, Any]:
        """What is filled in for the series."""
        return {
            "kind": "progress-update",
            "title": "Update",
            "organizer": {"name": "Team", "email": "team@delinde.example"},
            "start": self.asked,
            "time_zone": self.zone,
            "all_day": self.all_day,
            "duration_minutes": 1440 if self.all_day else 60,
            "recurrence": self.rule,
            "on_holidays": self.on_holidays,
            "on_blackouts": self.on_blackouts,
        }

    @cached_property
    def start(self) -> datetime:
        """The first date, the end of the rule left aside; as typed where there is none."""
        endless = ";".join(
            part for part in self.rule.split(";") if not part.startswith(("COUNT", "UNTIL"))
        )
        found: datetime | None = rrulestr(endless, dtstart=self.asked).after(self.asked, inc=True)
        return found or self.asked

    @cached_property
    def dates(self) -> Any:
        """All dates of the rule, as dateutil gives them."""
        rule = f"{self.rule}T235959" if "UNTIL" in self.rule else self.rule
        return rrulestr(rule, dtstart=self.start)

    @cached_property
    def originals(self) -> list[datetime]:
        """The first dates of the rule, one more than are shown."""
        return list(islice(self.dates, SHOWN + 1))

    @property
    def horizon(self) -> datetime:
        """Where comparing ends: a date after it has no part in it."""
        return self.originals[:SHOWN][-1] + timedelta(minutes=1)

    def is_refused(self) -> bool:
        """Whether there is no such series: no date at all, or a first one that no clock shows."""
        return not self.originals or self.in_gap(self.start)

    def in_gap(self, local: datetime) -> bool:
        """Whether clocks pass over `local`; a day has no clock."""
        if self.all_day:
            return False
        aware = local.replace(tzinfo=ZoneInfo(self.zone))
        return aware.astimezone(UTC).astimezone(aware.tzinfo).replace(tzinfo=None) != local

    # Exceptions

    def extra(self) -> list[datetime]:
        """The dates that can be added."""
        found: list[datetime] = []
        for shift in self.added:
            start = self.start + shift
            given = self.dates.after(start, inc=True) == start
            if not given and start not in found and not self.in_gap(start):
                found.append(start)
        return found

    def by_hand(self) -> dict[datetime, Change]:
        """What can be changed, by the date that the rule gives."""
        return {
            self.originals[change.place]: change
            for change in self.changes
            if change.place < min(SHOWN, len(self.originals))
            and not self.in_gap(self.originals[change.place] + change.by)
        }

    # What the series comes to

    def shown(self) -> list[tuple[datetime, datetime | None]]:
        """Each date and when it is held (None: left out) before anything is changed by hand."""
        return [(each, self._held(each, {}, ())) for each in self.originals[:SHOWN]]

    def held(self) -> list[Held]:
        """The dates up to the horizon, after all that was changed by hand."""
        changes, extra = self.by_hand(), self.extra()
        pinned = {each: change for each, change in changes.items() if change.what != "title"}
        elsewhere = [each + c.by for each, c in pinned.items() if c.what == "move"]
        taken = tuple(each.date() for each in (*extra, *elsewhere))
        found = [Held(each, "Update") for each in extra]
        for each in self.originals[:SHOWN]:
            change = changes.get(each)
            start = self._held(each, pinned, taken)
            if start is not None:
                title = "Anew" if change is not None and change.what == "title" else "Update"
                found.append(Held(start, title))
        return sorted(found, key=lambda each: (each.start, each.title))

    def _held(
        self, original: datetime, pinned: dict[datetime, Change], taken: tuple[date, ...]
    ) -> datetime | None:
        change = pinned.get(original)
        if change is not None:
            return original + change.by if change.what == "move" else None
        choices = set()
        if original - self.start < KEPT_FOR:
            if self._is_holiday(original.date()):
                choices.add(self.on_holidays)
            if self._is_blackout(original.date()):
                choices.add(self.on_blackouts)
        if "skip" in choices:
            return None
        if "move" not in choices:
            return original
        moved = original + timedelta(days=1)
        while not self._is_open(moved.date()) or self.in_gap(moved):
            moved += timedelta(days=1)
        following = self.originals[self.originals.index(original) + 1 :]
        others = (*taken, *(each.date() for each in following))
        if any(original.date() < day <= moved.date() for day in others):
            return None
        return moved

    def _is_open(self, day: date) -> bool:
        return day.weekday() < 5 and not self._is_holiday(day) and not self._is_blackout(day)

    def _is_holiday(self, day: date) -> bool:
        return day in _holidays(self.country, day.year)

    def _is_blackout(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.blackouts)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A series with its exceptions."""
    all_day = draw(st.booleans())
    hours = 0 if all_day else draw(st.sampled_from([0, 1, 2, 3, 10, 23]))
    minutes = 0 if all_day else draw(st.sampled_from([0, 30]))
    begin = draw(st.sampled_from(AWKWARD)) + timedelta(days=draw(st.integers(0, 3)))
    choice = st.sampled_from(["keep", "skip", "move", "move"])
    periods = []
    for _period in range(draw(st.integers(0, 2))):
        first = begin.date() + timedelta(days=draw(st.integers(0, 400)))
        periods.append((first, first + timedelta(days=draw(st.integers(0, 15)))))
    shifts = st.builds(
        timedelta,
        days=st.integers(0, 40),
        hours=st.just(0) if all_day else st.integers(0, 5),
    )
    moves = st.builds(
        timedelta,
        days=st.integers(-9, 40),
        hours=st.just(0) if all_day else st.integers(-3, 5),
    )
    changes = st.one_of(
        st.builds(Change, st.integers(0, SHOWN - 1), st.sampled_from(["cancel", "title"])),
        st.builds(Change, st.integers(0, SHOWN - 1), st.just("move"), moves),
    )
    return Case(
        rule=draw(_shapes) + draw(_ends),
        asked=begin + timedelta(hours=hours, minutes=minutes),
        zone=draw(st.sampled_from(ZONES)),
        all_day=all_day,
        on_holidays=draw(choice),
        on_blackouts=draw(choice),
        country=draw(st.sampled_from(["NL", "DE", "US"])),
        blackouts=tuple(periods),
        added=tuple(draw(st.lists(shifts, max_size=2))),
        changes=tuple(draw(st.lists(changes, max_size=4, unique_by=lambda each: each.place))),
    )
