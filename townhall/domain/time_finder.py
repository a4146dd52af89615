"""When a session could be held: every half hour of the working days in a range, looked at.

A moment that breaks a condition is ruled out, with the condition named, unless it was allowed.
What is left is ranked by how many people it reaches, promises kept, quiet weeks, and the rule of
the series.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from townhall.domain.audience_nesting import outermost, with_parts
from townhall.domain.date_warnings import PlanFacts
from townhall.domain.errors import InvalidInput
from townhall.domain.outside_events import OutsideEvent
from townhall.domain.planned_dates import PlannedDate, Shift
from townhall.domain.terms import StandsFor
from townhall.domain.time_reasons import Hindrance, Reason, hindrances_of, reasons_of
from townhall.language import _

LONGEST_RANGE = timedelta(days=366)
"""Further ahead nobody knows who is free."""

STEP = timedelta(minutes=30)
_REPEAT_STEP = timedelta(minutes=15)
_MOST_PROPOSALS = 6
_MOST_MISSES = 4
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a moment must satisfy; days and times are those of the plan's zone.

    `people` (addresses) and `rooms` (keys) must be free. `rule_days` are the days the rule of the
    series gives, None without one; `keeps_rule` lets no others through. `due_on` is the day by
    which a promise must be kept. `ignored` is the communication whose own dates are in nobody's
    way, `allowed` the starts that are let through whatever they break.
    """

    first: date
    last: date
    duration_minutes: int
    work_start: time
    work_end: time
    audience_ids: frozenset[int] = frozenset()
    people: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    avoids_holidays: bool = True
    avoids_blackouts: bool = True
    avoids_handovers: bool = True
    avoids_friday_afternoon: bool = True
    repeats: bool = True
    keeps_rule: bool = False
    rule_days: frozenset[date] | None = None
    due_on: date | None = None
    ignored: int | None = None
    only_shifts: frozenset[int] = frozenset()
    allowed: frozenset[datetime] = frozenset()

    @property
    def length(self) -> timedelta:
        """How long a session lasts."""
        return timedelta(minutes=self.duration_minutes)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A moment that is left, with its repeat sessions and why it is good.

    `reached` of `people` can come in their own hours. `busy` are times of that day at which
    somebody or a room that is needed is taken.
    """

    start: datetime
    end: datetime
    repeats: tuple[datetime, ...]
    reasons: tuple[Reason, ...]
    reached: int
    people: int
    missed: tuple[int, ...]
    busy: tuple[tuple[datetime, datetime], ...]
    handovers: tuple[time, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Miss:
    """A good moment that a condition rules out."""

    start: datetime
    hindrances: tuple[Hindrance, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: proposals, best first, and the nearest misses of all that was `looked_at`."""

    proposals: tuple[Proposal, ...]
    misses: tuple[Miss, ...]
    looked_at: int


@dataclass(slots=True)
class _Days:
    """Dates of the plan by day, and what is asked of each day once."""

    by_day: dict[date, list[PlannedDate]] = field(default_factory=dict)
    outside_by_day: dict[date, list[OutsideEvent]] = field(default_factory=dict)
    """Only what keeps somebody busy that is needed."""

    def of(self, day: date) -> list[PlannedDate]:
        return self.by_day.get(day, [])

    def outside(self, start: datetime, end: datetime) -> list[OutsideEvent]:
        """What calendars of others hold on the days from `start` to `end`, each once."""
        found = self.outside_by_day.get(start.date(), [])
        if end.date() == start.date():
            return found
        later = self.outside_by_day.get(end.date(), [])
        return [*found, *(each for each in later if each not in found)]


def check_conditions(conditions: Conditions) -> None:
    """Refuse a range without days or over a year, and a session longer than the working day."""
    if conditions.last < conditions.first:
        raise InvalidInput(_("The last day lies before the first."), field="to")
    if conditions.last - conditions.first > LONGEST_RANGE:
        raise InvalidInput(_("Look for a time within a year at most."), field="to")
    day = datetime.combine(conditions.first, conditions.work_end) - datetime.combine(
        conditions.first, conditions.work_start
    )
    if not timedelta() < conditions.length <= day and not conditions.only_shifts:
        raise InvalidInput(
            _(
                "{minutes} minutes do not fit in the working day, {start:%H:%M} to {end:%H:%M}."
            ).format(
                minutes=conditions.duration_minutes,
                start=conditions.work_start,
                end=conditions.work_end,
            ),
            field="duration",
        )


def find_times(
    conditions: Conditions, dates: Iterable[PlannedDate], facts: PlanFacts, now: datetime
) -> Found:
    """Proposals from `now` (local) on; `dates` are those of the plan in the range.

    Raises InvalidInput.
    """
    check_conditions(conditions)
    days = _Days()
    for each in dates:
        if each.communication_id != conditions.ignored:
            for day in _days_of(each):
                days.by_day.setdefault(day, []).append(each)
    wanted = (conditions.people, conditions.rooms, conditions.audience_ids)
    for event in facts.outside:
        if not event.takes(*wanted, facts.parents):
            continue
        for day in _days_of(event, conditions.first, conditions.last + timedelta(days=1)):
            days.outside_by_day.setdefault(day, []).append(event)
    shifts = _shifts(conditions, facts)
    kept: dict[date, Proposal] = {}
    missed: dict[date, tuple[float, Miss]] = {}
    looked_at = 0
    for start in _starts(conditions, shifts, now):
        looked_at += 1
        near = [*days.of(start.date()), *days.of((start + conditions.length).date())]
        outside = days.outside(start, start + conditions.length)
        hindrances = hindrances_of(start, conditions, near, outside, facts, shifts)
        proposal = _proposal(start, conditions, days, facts, shifts, hindrances)
        best = kept.get(start.date())
        if not hindrances or start in conditions.allowed:
            if best is None or proposal.score > best.score:
                kept[start.date()] = proposal
            continue
        rank = proposal.score - 10 * (len(hindrances) - 1)
        known = missed.get(start.date())
        if known is None or rank > known[0]:
            missed[start.date()] = (rank, Miss(start, hindrances))
    ranked = sorted(kept.values(), key=lambda each: (-each.score, each.start))
    misses = [pair for day, pair in missed.items() if day not in kept]
    misses.sort(key=lambda pair: (-pair[0], pair[1].start))
    return Found(
        tuple(ranked[:_MOST_PROPOSALS]),
        tuple(miss for _rank, miss in misses[:_MOST_MISSES]),
        looked_at,
    )


def _days_of(
    each: PlannedDate | OutsideEvent, first: date = date.min, last: date = date.max
) -> Iterator[date]:
    """The days it touches, from `first` to `last`."""
    day = max(first, each.start.date())
    while day <= min(last, max(each.end - timedelta(minutes=1), each.start).date()):
        yield day
        day += timedelta(days=1)


def _shifts(conditions: Conditions, facts: PlanFacts) -> dict[int, Shift]:
    """The shifts of the audiences that are meant."""
    meant = conditions.only_shifts or with_parts(conditions.audience_ids, facts.parents)
    return {id_: shift for id_, shift in facts.shifts.items() if id_ in meant}


def _starts(conditions: Conditions, shifts: dict[int, Shift], now: datetime) -> Iterator[datetime]:
    """Every half hour at which a session can begin and end in working hours, or in a shift."""
    day = conditions.first
    while day <= conditions.last:
        if day.weekday() < _SATURDAY or conditions.only_shifts:
            for first, last in _hours(day, conditions, shifts):
                start = first
                while start + conditions.length <= last:
                    if start > now:
                        yield start
                    start += STEP
        day += timedelta(days=1)


def _hours(
    day: date, conditions: Conditions, shifts: dict[int, Shift]
) -> Iterator[tuple[datetime, datetime]]:
    if not conditions.only_shifts:
        yield (
            datetime.combine(day, conditions.work_start),
            datetime.combine(day, conditions.work_end),
        )
        return
    for shift in shifts.values():
        first = datetime.combine(day, shift.start)
        yield first, first + timedelta(minutes=shift.minutes)


def _proposal(
    start: datetime,
    conditions: Conditions,
    days: _Days,
    facts: PlanFacts,
    shifts: dict[int, Shift],
    hindrances: tuple[Hindrance, ...],
) -> Proposal:
    end = start + conditions.length
    out = [id_ for id_, shift in shifts.items() if not shift.holds(start, end)]
    repeats, out = _repeats(start, conditions, days, shifts, out)
    total = _people(conditions.only_shifts or conditions.audience_ids, facts)
    reached = max(0, total - _people(out, facts))
    day = start.date()
    monday = day - timedelta(days=day.weekday())
    week = {
        (each.communication_id, each.original_start): each
        for number in range(7)
        for each in days.of(monday + timedelta(days=number))
    }
    reasons = reasons_of(start, conditions, list(week.values()), facts, (repeats, out), hindrances)
    busy: list[PlannedDate | OutsideEvent] = [
        *(each for each in days.of(day) if _needs(each, conditions)),
        *(each for each in days.outside(start, start) if _is_needed(each)),
    ]
    return Proposal(
        start=start,
        end=end,
        repeats=tuple(repeats),
        reasons=reasons,
        reached=reached,
        people=total,
        missed=tuple(out),
        busy=tuple(sorted((each.start, each.end) for each in busy)),
        handovers=tuple(sorted({shift.start for shift in shifts.values()})),
        score=_score(start, reasons, reached, total),
    )


def _repeats(
    start: datetime,
    conditions: Conditions,
    days: _Days,
    shifts: dict[int, Shift],
    missed: list[int],
) -> tuple[list[datetime], list[int]]:
    """Repeat sessions that reach the missed shifts that day or night, and what stays missed."""
    repeats: list[datetime] = []
    left: list[int] = []
    if not conditions.repeats or conditions.only_shifts:
        return repeats, missed
    for id_ in missed:
        if any(shifts[id_].holds(at, at + conditions.length) for at in repeats):
            continue
        found = _repeat(start, conditions, days, shifts[id_])
        if found is None:
            left.append(id_)
        else:
            repeats.append(found)
    return sorted(repeats), left


def _repeat(start: datetime, conditions: Conditions, days: _Days, shift: Shift) -> datetime | None:
    """The first moment of a shift that day at which everybody needed is free again."""
    at = datetime.combine(start.date(), shift.start)
    last = at + timedelta(minutes=shift.minutes)
    end = start + conditions.length
    while at + conditions.length <= last:
        until = at + conditions.length
        near = [*days.of(at.date()), *days.of(until.date())]
        taken: list[PlannedDate | OutsideEvent] = [
            *(each for each in near if _needs(each, conditions)),
            *(each for each in days.outside(at, until) if _is_needed(each)),
        ]
        apart = until <= start or at >= end
        if apart and not any(each.start < until and at < each.end for each in taken):
            return at
        at += _REPEAT_STEP
    return None


def _needs(planned: PlannedDate, conditions: Conditions) -> bool:
    """Whether a date of the plan takes somebody or a room that is needed."""
    return bool(planned.people & conditions.people or planned.rooms & conditions.rooms)


def _is_needed(event: OutsideEvent) -> bool:
    """Whether an event that counts takes more than an audience, which can come to a repeat."""
    return event.stands_for is not StandsFor.AUDIENCE


def _people(audience_ids: Iterable[int], facts: PlanFacts) -> int:
    """How many people audiences hold, each once."""
    ids = outermost(frozenset(audience_ids), facts.parents)
    return sum(facts.headcounts.get(each, 0) for each in ids)


def _score(start: datetime, reasons: tuple[Reason, ...], reached: int, total: int) -> float:
    """The share that is reached weighs most; late mornings and afternoons a little."""
    share = reached / total if total else 1.0
    pleasant = 10 <= start.hour < 12 or 13 <= start.hour < 15
    return 100 * share + sum(each.weight for each in reasons) + (1.0 if pleasant else 0.0)
