"""A date as the rules of planning see it: when, for whom, with whom and where."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from townhall.domain.terms import Channel, CommunicationKind

_WRITTEN = frozenset({Channel.EMAIL, Channel.INTRANET, Channel.NOTICEBOARD})
_MINUTE = timedelta(minutes=1)
_DAY_MINUTES = 24 * 60
_ONLINE = frozenset(
    ("", "online", "teams", "microsoft teams", "ms teams", "zoom", "webex", "google meet", "meet")
)


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """One date that is not cancelled.

    `start` and `end` are wall times in the plan's zone, `own_start` that in its `time_zone`.
    `people` are the addresses of who comes, `rooms` those of rooms and the key of the place; all
    in lower case. `added` is the day its communication was added to the plan.
    """

    communication_id: int
    original_start: datetime
    title: str
    kind: CommunicationKind
    start: datetime
    end: datetime
    start_utc: datetime
    end_utc: datetime
    own_start: datetime
    time_zone: str
    added: date
    location: str = ""
    all_day: bool = False
    recurring: bool = False
    channel: str = ""
    people: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    audience_ids: frozenset[int] = frozenset()
    initiative_ids: frozenset[int] = frozenset()

    @property
    def is_written(self) -> bool:
        """Whether it is read when it suits the reader: it takes nobody's time at this hour."""
        return self.channel in _WRITTEN

    @property
    def monday(self) -> date:
        """The Monday of its ISO week."""
        day = self.start.date()
        return day - timedelta(days=day.weekday())

    def overlaps(self, other: "PlannedDate") -> bool:
        """Whether some minute belongs to both; one without length takes its first minute."""
        return self.start_utc < last_instant(other) and other.start_utc < last_instant(self)


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours of work, local; past midnight when `end` is not later than `start`."""

    start: time
    end: time

    @property
    def minutes(self) -> int:
        """How long it lasts; a shift that ends as it starts lasts a day."""
        return (_minute(self.end) - _minute(self.start)) % _DAY_MINUTES or _DAY_MINUTES

    def holds(self, start: datetime, end: datetime) -> bool:
        """Whether the wall times `start` to `end` lie within the shift of that day or night."""
        into = (_minute(start.time()) - _minute(self.start)) % _DAY_MINUTES
        return into + int((end - start) / _MINUTE) <= self.minutes


def room_key(location: str) -> str:
    """How a place is compared with others; empty where it is no room: online."""
    key = " ".join(location.split()).casefold()
    return "" if key in _ONLINE else key


def reached_shifts(
    shifts: Collection[tuple[int, Shift]], dates: Collection[PlannedDate]
) -> set[int]:
    """The audiences, of those with a shift, that can come to one of `dates` in their own hours.

    What is written, and what lasts all day, reaches every shift.
    """
    return {
        audience_id
        for audience_id, shift in shifts
        if any(
            each.is_written or each.all_day or shift.holds(each.start, each.end) for each in dates
        )
    }


def last_instant(planned: PlannedDate) -> datetime:
    """When a date is over; one without length takes a minute."""
    return max(planned.end_utc, planned.start_utc + _MINUTE)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute
