"""The run-up to a date: which steps hold for it, and on which day each falls.

Steps are counted in working days from the day of the date: no weekends, no closed days. A step
of a series holds for every date; a step of one date can stand in its place, or leave it out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from townhall.domain.holidays import add_working_days

MOST_DAYS = 400
"""A step lies at most so many working days before or after the date."""

LONGEST_REACH = timedelta(days=2 * MOST_DAYS + 30)
"""Calendar days that any step can lie from its date."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it is stored.

    `original_start` None: of every date. `of_id`: stands in place of that step for its date,
    `dropped`: leaves it out there. `due` holds in place of the counted day.
    """

    id: int
    original_start: datetime | None
    title: str
    offset_days: int = 0
    owner_role: str = ""
    owner_id: int | None = None
    due: date | None = None
    of_id: int | None = None
    dropped: bool = False
    done_on: date | None = None


def steps_of(
    steps: Iterable[Step], original_start: datetime, *, first_start: datetime
) -> list[Step]:
    """The steps that hold for the date `original_start` of the series that begins `first_start`.

    A step of every date that was ticked off before its communication became a series counts as
    done for the first date alone.
    """
    known = list(steps)
    own = [each for each in known if each.original_start == original_start]
    replaced = {each.of_id for each in own if each.of_id is not None}
    shared = [
        each if original_start == first_start else _open(each)
        for each in known
        if each.original_start is None and each.id not in replaced
    ]
    return [*shared, *(each for each in own if not each.dropped)]


def step_day(step: Step, day: date, closed: Collection[date]) -> date:
    """The day the step falls on for a date on `day`; `closed` are days nobody works."""
    if step.due is not None:
        return step.due
    return add_working_days(day, step.offset_days, closed)


def offset_between(day: date, due: date, closed: Collection[date]) -> int:
    """How many working days `due` lies from a date on `day`, negative before it.

    A `due` that is no working day counts as the one that counting passes over it to reach.
    """
    if due == day:
        return 0
    step = 1 if due > day else -1
    number = 0
    reached = day
    while (due - reached).days * step > 0:
        reached = add_working_days(reached, step, closed)
        number += step
    return number


def reach(steps: Sequence[Step]) -> timedelta:
    """How many calendar days the steps can lie from their date at most."""
    if not steps:
        return timedelta()
    # Of every week at least half the days are worked, holidays and closed weeks aside.
    return timedelta(days=2 * max(abs(each.offset_days) for each in steps) + 60)


def _open(step: Step) -> Step:
    if step.done_on is None:
        return step
    return Step(
        id=step.id,
        original_start=None,
        title=step.title,
        offset_days=step.offset_days,
        owner_role=step.owner_role,
        owner_id=step.owner_id,
        due=step.due,
    )
