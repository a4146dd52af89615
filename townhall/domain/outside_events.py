"""What calendars of others keep busy, and which dates of the plan that is in the way of.

An event counts for whom its calendar stands for: a person, a room, an audience with its parts, or
everyone. What is read at leisure takes nobody's time, and a date on all day asks no audience to be
anywhere; but a person or a room is taken all day by what lasts all day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from townhall.domain.audience_nesting import Parents, with_parts
from townhall.domain.planned_dates import PlannedDate
from townhall.domain.terms import StandsFor
from townhall.language import _

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OutsideEvent:
    """One busy date of a calendar of others.

    `start` and `end` are wall times in the plan's zone; of whole days they are midnights. `whom`
    names what the calendar stands for: a person (`people` has the address), a room (`rooms` has
    its key) or an audience. `read_on` is the day its calendar was read.
    """

    calendar: str
    title: str
    start: datetime
    end: datetime
    start_utc: datetime
    end_utc: datetime
    all_day: bool
    stands_for: StandsFor
    read_on: date
    whom: str = ""
    people: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    audience_id: int | None = None

    @property
    def name(self) -> str:
        """Its title, or the calendar it is in when it has none."""
        return self.title or self.calendar

    def takes(
        self,
        people: frozenset[str],
        rooms: frozenset[str],
        audience_ids: frozenset[int],
        parents: Parents,
    ) -> bool:
        """Whether it keeps busy somebody, a room or an audience of these, whatever the hour."""
        if self.stands_for is StandsFor.EVERYONE:
            return True
        if self.audience_id is not None:
            own = frozenset({self.audience_id})
            meets_part = not with_parts(own, parents).isdisjoint(audience_ids)
            return meets_part or self.audience_id in with_parts(audience_ids, parents)
        return not (self.people.isdisjoint(people) and self.rooms.isdisjoint(rooms))


def busy_words(event: OutsideEvent) -> str:
    """Who or what an event keeps busy, in words."""
    if event.stands_for is StandsFor.EVERYONE:
        return _("everyone is busy")
    sentence = _("{name} is taken") if event.stands_for is StandsFor.ROOM else _("{name} is busy")
    return sentence.format(name=event.whom)


def outside_clashes(
    dates: Sequence[PlannedDate], outside: Sequence[OutsideEvent], parents: Parents
) -> Iterator[tuple[PlannedDate, OutsideEvent]]:
    """Each date of `dates` with every event that is in its way at that instant, by start."""
    coming = sorted(outside, key=lambda each: (each.start_utc, each.end_utc, each.title))
    running: list[OutsideEvent] = []
    place = 0
    for planned in sorted(dates, key=lambda each: (each.start_utc, each.communication_id)):
        until = max(planned.end_utc, planned.start_utc + _MINUTE)
        while place < len(coming) and coming[place].start_utc < until:
            running.append(coming[place])
            place += 1
        # Dates come by start: what is over when one begins is over for all that follow.
        running = [each for each in running if _end(each) > planned.start_utc]
        for event in running:
            if event.start_utc < until and _is_in_the_way(event, planned, parents):
                yield planned, event


def _is_in_the_way(event: OutsideEvent, planned: PlannedDate, parents: Parents) -> bool:
    takes_time = not (planned.is_written or planned.all_day)
    if event.stands_for in (StandsFor.EVERYONE, StandsFor.AUDIENCE) and not takes_time:
        return False
    return event.takes(planned.people, planned.rooms, planned.audience_ids, parents)


def _end(event: OutsideEvent) -> datetime:
    return max(event.end_utc, event.start_utc + _MINUTE)
