"""Why a moment is good, what speaks against it, and which condition rules it out, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from townhall.domain.audience_nesting import with_parts, with_wholes
from townhall.domain.day_words import clock_time, listed, short_day
from townhall.domain.outside_events import OutsideEvent, busy_words
from townhall.domain.planned_dates import PlannedDate, Shift
from townhall.domain.terms import StandsFor
from townhall.language import _, ngettext

if TYPE_CHECKING:
    from townhall.domain.date_warnings import PlanFacts
    from townhall.domain.time_finder import Conditions

_FRIDAY = 4
_NOON = time(12, 0)
_MARGIN = timedelta(minutes=15)


class Cause(StrEnum):
    """What rules a moment out."""

    PEOPLE = "people"
    ROOM = "room"
    AUDIENCE = "audience"
    CLOSED = "closed"
    CONDITION = "condition"


_CAUSES = {
    StandsFor.EVERYONE: Cause.AUDIENCE,
    StandsFor.AUDIENCE: Cause.AUDIENCE,
    StandsFor.PERSON: Cause.PEOPLE,
    StandsFor.ROOM: Cause.ROOM,
}


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A condition that a moment breaks, and the sentence about it.

    `takes_all`: nobody is free then, whoever is needed.
    """

    cause: Cause
    text: str
    takes_all: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence for (`good`) or against a moment; `weight` counts in the ranking."""

    text: str
    good: bool
    weight: float = 0.0


def hindrances_of(
    start: datetime,
    conditions: Conditions,
    near: Sequence[PlannedDate],
    outside: Sequence[OutsideEvent],
    facts: PlanFacts,
    shifts: dict[int, Shift],
) -> tuple[Hindrance, ...]:
    """What rules out a session at `start`; `near` and `outside` are what its days hold.

    Of `outside` only events are given that keep somebody busy who is needed.
    """
    end = start + conditions.length
    running = [each for each in near if each.start < end and start < each.end]
    others = [each for each in outside if each.start < end and start < each.end]
    return (
        *_closed(start, conditions, facts),
        *_taken(running, conditions, facts),
        *_taken_outside(others),
        *_own_conditions(start, end, conditions, shifts),
    )


def _closed(start: datetime, conditions: Conditions, facts: PlanFacts) -> Iterable[Hindrance]:
    day = start.date()
    if conditions.avoids_holidays and day in facts.holidays:
        text = _("{name} is a public holiday").format(name=facts.holidays[day])
        yield Hindrance(Cause.CLOSED, text)
    if conditions.avoids_blackouts and day in facts.blackouts:
        text = _("{name} is a blackout period").format(name=facts.blackouts[day])
        yield Hindrance(Cause.CLOSED, text)


def _taken(
    running: Sequence[PlannedDate], conditions: Conditions, facts: PlanFacts
) -> Iterable[Hindrance]:
    people = sorted({each for other in running for each in other.people & conditions.people})
    if people:
        names = listed([facts.people.get(each, each) for each in people])
        titles = _titles(each for each in running if each.people & conditions.people)
        text = _("{names} cannot come: {titles}").format(names=names, titles=titles)
        yield Hindrance(Cause.PEOPLE, text)
    rooms = [each for each in running if each.rooms & conditions.rooms]
    if rooms:
        text = _("The room is taken: {titles}").format(titles=_titles(rooms))
        yield Hindrance(Cause.ROOM, text)
    meant = with_parts(conditions.audience_ids, facts.parents)
    same = [
        each
        for each in running
        if not (each.is_written or each.all_day)
        and (
            not meant.isdisjoint(each.audience_ids)
            or any(with_wholes(id_, facts.parents) & each.audience_ids for id_ in meant)
        )
    ]
    if same:
        text = _("These audiences are at something else: {titles}").format(titles=_titles(same))
        yield Hindrance(Cause.AUDIENCE, text)


def _taken_outside(running: Sequence[OutsideEvent]) -> Iterable[Hindrance]:
    """What calendars of others keep busy, one hindrance for each of them."""
    by_calendar: dict[tuple[str, StandsFor], list[OutsideEvent]] = {}
    for each in running:
        by_calendar.setdefault((each.calendar, each.stands_for), []).append(each)
    for (calendar, stands_for), found in by_calendar.items():
        who = busy_words(found[0])
        text = _("{who}, by the calendar “{calendar}”: {titles}").format(
            who=who[:1].upper() + who[1:], calendar=calendar, titles=_titles(found)
        )
        yield Hindrance(_CAUSES[stands_for], text, takes_all=stands_for is StandsFor.EVERYONE)


def _own_conditions(
    start: datetime, end: datetime, conditions: Conditions, shifts: dict[int, Shift]
) -> Iterable[Hindrance]:
    if (
        conditions.avoids_friday_afternoon
        and start.weekday() == _FRIDAY
        and (end.time() > _NOON or end.date() > start.date())
        and not conditions.only_shifts
    ):
        yield Hindrance(Cause.CONDITION, _("It is a Friday afternoon"))
    changes = {each for shift in shifts.values() for each in (shift.start, shift.end)}
    at = [each for each in sorted(changes) if _spans(start, end, each)]
    if conditions.avoids_handovers and at and not conditions.only_shifts:
        text = _("Shifts change at {time:%H:%M}").format(time=at[0])
        yield Hindrance(Cause.CONDITION, text)
    days = conditions.rule_days
    if conditions.keeps_rule and days is not None and start.date() not in days:
        yield Hindrance(Cause.CONDITION, _("It is no day of the series"))


def _spans(start: datetime, end: datetime, change: time) -> bool:
    """Whether a session runs while a shift changes, a quarter of an hour around it."""
    moment = datetime.combine(start.date(), change)
    return start < moment + _MARGIN and moment - _MARGIN < end


def reasons_of(
    start: datetime,
    conditions: Conditions,
    week: Sequence[PlannedDate],
    facts: PlanFacts,
    reach: tuple[Sequence[datetime], Sequence[int]],
    hindrances: Sequence[Hindrance],
) -> tuple[Reason, ...]:
    """What speaks for and against a moment; `reach` are its repeats and the shifts it misses."""
    found = [Reason(each.text, good=False, weight=-20.0) for each in hindrances]
    if not any(each.takes_all or each.cause in (Cause.PEOPLE, Cause.ROOM) for each in hindrances):
        found += _free(conditions)
    found += _reach(reach, facts)
    found += _promise(start.date(), conditions, facts)
    found += _quiet(conditions, week, facts)
    if conditions.rule_days is not None and not conditions.keeps_rule:
        on = start.date() in conditions.rule_days
        words = _("A day of the series") if on else _("Not a day of the series")
        found.append(Reason(words, good=on, weight=6.0 if on else -2.0))
    return tuple(found)


def _free(conditions: Conditions) -> Iterable[Reason]:
    if conditions.people and conditions.rooms:
        yield Reason(_("Everybody and the room are free"), good=True)
    elif conditions.people:
        yield Reason(_("Everybody needed is free"), good=True)
    elif conditions.rooms:
        yield Reason(_("The room is free"), good=True)


def _reach(reach: tuple[Sequence[datetime], Sequence[int]], facts: PlanFacts) -> Iterable[Reason]:
    repeats, missed = reach
    if repeats:
        times = listed([clock_time(each) for each in repeats])
        text = ngettext(
            "A repeat at {times} reaches the other shift",
            "Repeats at {times} reach the other shifts",
            len(repeats),
        )
        yield Reason(text.format(times=times), good=True, weight=-1.0 * len(repeats))
    if missed:
        names = listed(sorted(facts.audiences[each] for each in missed))
        yield Reason(_("Outside the hours of {names}").format(names=names), good=False)


def _promise(day: date, conditions: Conditions, facts: PlanFacts) -> Iterable[Reason]:
    if conditions.due_on is None:
        return
    in_time = day <= conditions.due_on
    by = short_day(conditions.due_on, facts.today)
    text = _("Keeps the promise of {day}") if in_time else _("After the promised {day}")
    late = max(0, (day - conditions.due_on).days)
    yield Reason(text.format(day=by), good=in_time, weight=15.0 if in_time else -0.5 * late)


def _quiet(
    conditions: Conditions, week: Sequence[PlannedDate], facts: PlanFacts
) -> Iterable[Reason]:
    if not conditions.audience_ids:
        return
    meant = with_parts(conditions.audience_ids, facts.parents)
    counts = {
        id_: sum(not with_wholes(id_, facts.parents).isdisjoint(each.audience_ids) for each in week)
        for id_ in meant
    }
    full = [id_ for id_, limit in facts.limits.items() if counts.get(id_, -1) >= limit]
    others = max((counts[id_] for id_ in conditions.audience_ids if id_ in counts), default=0)
    if full:
        name = facts.audiences[full[0]]
        text = _("{audience} has its most for that week already").format(audience=name)
        yield Reason(text, good=False, weight=-15.0)
    elif others:
        text = ngettext("{n} more for them that week", "{n} more for them that week", others)
        yield Reason(text.format(n=others), good=False, weight=-1.5 * others)
    else:
        yield Reason(_("Nothing else for them that week"), good=True, weight=3.0)


def _titles(dates: Iterable[PlannedDate | OutsideEvent]) -> str:
    return listed(list(dict.fromkeys(f"“{_title(each)}”" for each in dates)))


def _title(each: PlannedDate | OutsideEvent) -> str:
    return each.name if isinstance(each, OutsideEvent) else each.title
