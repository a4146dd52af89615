"""The run of show: when each agenda item begins, what starts late, and when it all ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from townhall.domain.errors import InvalidInput
from townhall.language import _


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One part of a town hall; `start` is set only for a hard start (wall time)."""

    title: str
    duration_minutes: int
    start: time | None = None
    speaker: str = ""
    cues: str = ""


@dataclass(frozen=True, slots=True)
class ScheduledItem:
    """An agenda item with the wall times at which it will begin and end.

    `late_minutes` is how long after its hard start it begins (0 when in time or without one);
    `wait_minutes` the empty time before it, because its hard start is later than needed.
    """

    item: AgendaItem
    start: datetime
    end: datetime
    late_minutes: int = 0
    wait_minutes: int = 0


@dataclass(frozen=True, slots=True)
class RunOfShow:
    """A whole agenda on the clock; all times are wall times of the communication's zone.

    Of `over_minutes` and `under_minutes` at most one is above 0: how far `expected_end` lies
    after or before `planned_end`. `item_minutes` is the sum of the items' durations.
    """

    items: tuple[ScheduledItem, ...]
    start: datetime
    planned_end: datetime
    expected_end: datetime
    item_minutes: int
    over_minutes: int
    under_minutes: int


def schedule(items: Sequence[AgendaItem], start: datetime, duration_minutes: int) -> RunOfShow:
    """Put `items` one after the other from `start` (wall time) in `duration_minutes` planned.

    A hard start later than the running time makes a wait; an earlier one cannot turn the clock
    back: the item begins when it can and is late. InvalidInput (`agenda`) when an item lasts
    less than 0 minutes.
    """
    planned_end = start + timedelta(minutes=duration_minutes)
    running = start
    scheduled = []
    for item in items:
        _check_duration(item)
        placed = _place(item, running, start, planned_end)
        scheduled.append(placed)
        running = placed.end
    difference = _minutes(running - planned_end)
    return RunOfShow(
        items=tuple(scheduled),
        start=start,
        planned_end=planned_end,
        expected_end=running,
        item_minutes=sum(item.duration_minutes for item in items),
        over_minutes=max(0, difference),
        under_minutes=max(0, -difference),
    )


def _check_duration(item: AgendaItem) -> None:
    if item.duration_minutes < 0:
        raise InvalidInput(
            _("Item “{title}” of the run of show lasts {n} minutes; give 0 or more.").format(
                title=item.title, n=item.duration_minutes
            ),
            field="agenda",
        )


def _place(
    item: AgendaItem, running: datetime, start: datetime, planned_end: datetime
) -> ScheduledItem:
    begins, late, wait = running, 0, 0
    if item.start is not None:
        hard = datetime.combine(start.date(), item.start)
        # A town hall for the night shift may pass midnight.
        if hard < start and hard + timedelta(days=1) <= max(planned_end, running):
            hard += timedelta(days=1)
        begins = max(running, hard)
        late = _minutes(begins - hard)
        wait = _minutes(begins - running)
    end = begins + timedelta(minutes=item.duration_minutes)
    return ScheduledItem(item, begins, end, late_minutes=late, wait_minutes=wait)


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)
