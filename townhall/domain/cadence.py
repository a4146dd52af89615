"""Cadence: the promise that an audience hears about an initiative every so many weeks.

Whether it is kept is computed from what was told alone. A date was told when it has ended, what
it says was approved, and

- its communication was held or evaluated; or
- it is one of a series that is planned or confirmed: nobody ticks off each date of a series, so
  one that has passed without being cancelled counts as held.

A single communication that was never marked as held, an idea, and what is cancelled or not signed
off tell nobody anything. A promise of one kind is kept by that kind, and by a town hall, which
tells everybody it is for what an update would.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from townhall.domain.terms import CadenceState, CommunicationKind, CommunicationStatus, SignOff

_RECORDED = frozenset({CommunicationStatus.HELD, CommunicationStatus.EVALUATED})
_TO_COME = frozenset({CommunicationStatus.PLANNED, CommunicationStatus.CONFIRMED})
_LONGEST_WARNING = timedelta(days=7)
_QUARTER = 4


@dataclass(frozen=True, slots=True)
class Promise:
    """How often, and from when it counts.

    Without `starts_on` it counts from what was told last, or, as long as nothing was, from
    `made_on`, the day the plan was made.
    """

    every_weeks: int
    made_on: date
    starts_on: date | None = None

    @property
    def interval(self) -> timedelta:
        """The longest time between two dates."""
        return timedelta(weeks=self.every_weeks)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a promise stands on a day.

    `due_on` is the last day on which it can still be kept. `days_silent` counts from
    `last_reached`, or from the day the promise counts from as long as nobody was told anything.
    """

    state: CadenceState
    last_reached: date | None
    days_silent: int
    due_on: date
    next_planned: date | None

    @property
    def is_planned_in_time(self) -> bool:
        """Whether the next date, if it is held, still keeps the promise."""
        return self.next_planned is not None and self.next_planned <= self.due_on


def keeps(promised: CommunicationKind, told: CommunicationKind) -> bool:
    """Whether a date of kind `told` can keep a promise of kind `promised`."""
    return told in (promised, CommunicationKind.TOWN_HALL)


def was_told(
    status: CommunicationStatus,
    sign_off: SignOff,
    *,
    recurring: bool,
    end_utc: datetime,
    now_utc: datetime,
) -> bool:
    """Whether a date has told its audiences something, by the rule of this module."""
    if end_utc > now_utc or sign_off is not SignOff.APPROVED:
        return False
    return status in _RECORDED or (recurring and status in _TO_COME)


def is_to_come(status: CommunicationStatus, *, end_utc: datetime, now_utc: datetime) -> bool:
    """Whether a date is ahead and meant to be held; an idea is not."""
    return end_utc > now_utc and status in _TO_COME


def standing(
    promise: Promise, told: Iterable[date], to_come: Iterable[date], today: date
) -> Standing:
    """Where a promise stands `today`; `told` are days on which the audience heard, at the latest
    today, `to_come` those that are planned."""
    last = max(told, default=None)
    since = _counts_from(promise, last)
    due_on = since + promise.interval
    return Standing(
        state=_state(due_on, promise.interval, today),
        last_reached=last,
        days_silent=max(0, (today - (last or since)).days),
        due_on=due_on,
        next_planned=min(to_come, default=None),
    )


def _counts_from(promise: Promise, last: date | None) -> date:
    if promise.starts_on is None:
        return last or promise.made_on
    return max(last or promise.starts_on, promise.starts_on)


def _state(due_on: date, interval: timedelta, today: date) -> CadenceState:
    """Due in the last quarter of the interval, a week at most: there is still time to plan."""
    if today > due_on:
        return CadenceState.BROKEN
    soon = due_on - today < min(_LONGEST_WARNING, interval / _QUARTER)
    return CadenceState.DUE if soon else CadenceState.KEPT
