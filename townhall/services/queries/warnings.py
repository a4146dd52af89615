"""What planning should be warned of, over the whole plan or about one date."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.date_checks import DateCheck, date_checks
from townhall.domain.date_warnings import (
    PlanFacts,
    clash_warnings,
    clock_change_warnings,
    closed_day_warnings,
    outside_clash_warnings,
    overload_warnings,
    uncovered_warnings,
)
from townhall.domain.planned_dates import PlannedDate, Shift
from townhall.domain.recurrence import occurrence_at
from townhall.domain.warnings import PlanWarning, in_order
from townhall.domain.zones import from_utc, to_utc
from townhall.language import current_language
from townhall.services.queries.closed_days import blackout_days, public_holidays
from townhall.services.queries.communication_details import stored_communication
from townhall.services.queries.communications import OccurrenceFilter, date_row
from townhall.services.queries.overlays import outside_events
from townhall.services.queries.planned_dates import names_of_people, planned_dates
from townhall.services.queries.programme_warnings import programme_warnings
from townhall.services.series import no_such_date, series_of
from townhall.storage import models as m

HORIZON = timedelta(weeks=26)
"""How far ahead dates are looked at."""

_BACK = timedelta(days=7)
"""Repeat sessions of the last week still count for the shifts they reached."""


def warnings(session: Session, *, clock: Clock) -> tuple[PlanWarning, ...]:
    """All warnings from today to half a year ahead, the gravest first.

    Days and times are those of the plan's zone; sentences are in the current language.
    """
    today = clock.today(session.get_one(m.Plan, 1).time_zone)
    monday = today - timedelta(days=today.weekday())
    first = min(monday, today - _BACK)
    dates = planned_dates(session, first, today + HORIZON)
    facts = plan_facts(session, first, today + HORIZON, today)
    return in_order(
        [
            *_about_dates(dates, facts, clock.now_utc(), monday),
            *programme_warnings(session, today, clock=clock),
        ]
    )


def date_warnings(
    session: Session, communication_id: int, original_start: datetime, *, clock: Clock
) -> tuple[PlanWarning, ...]:
    """Warnings about one date, the gravest first; none about what has passed or is cancelled.

    Raises NotFound. Only the week of the date is looked at, whatever the size of the plan.
    """
    stored = stored_communication(session, communication_id)
    found = occurrence_at(series_of(stored), original_start)
    if found is None:
        raise no_such_date(stored, original_start)
    now = clock.now_utc()
    if found.cancelled or found.end_utc <= now:
        return ()
    zone = session.get_one(m.Plan, 1).time_zone
    today = clock.today(zone)
    start, end = from_utc(found.start_utc, zone).date(), from_utc(found.end_utc, zone).date()
    monday = start - timedelta(days=start.weekday())
    last = max(end, monday + timedelta(days=6))
    facts = plan_facts(session, monday, last, today)
    own = OccurrenceFilter(communication_ids=frozenset({communication_id}))
    sessions = planned_dates(session, today - _BACK, max(last, today + HORIZON), own)
    all_found = [
        *_about_dates(planned_dates(session, monday, last), facts, now, monday, shifts=False),
        *uncovered_warnings(sessions, facts, coming={communication_id}),
    ]
    return in_order(each for each in all_found if each.concerns(communication_id, original_start))


def warnings_if_moved(
    session: Session,
    communication_id: int,
    original_start: datetime,
    start: datetime,
    *,
    clock: Clock,
) -> tuple[PlanWarning, ...]:
    """Warnings that a date would have if it began at `start` (local to its communication).

    The gravest first; none when it would have passed by now. Raises NotFound.
    """
    moved, others = _moved(session, communication_id, original_start, start)
    if moved is None:
        return ()
    now, monday = clock.now_utc(), moved.monday
    facts = _facts_of_week(session, moved, clock)
    warned = _about_dates([*others, moved], facts, now, monday, shifts=False)
    return in_order(each for each in warned if each.concerns(communication_id, original_start))


def checks_if_moved(
    session: Session,
    communication_id: int,
    original_start: datetime,
    start: datetime,
    minutes: int | None = None,
    *,
    clock: Clock,
    copied: bool = False,
) -> tuple[DateCheck, ...]:
    """What can be said of a date if it began at `start` (local to its communication).

    `minutes` is how long it would last, by default as long as now. `copied`: it stays where it
    is, too. Nothing of a date that is cancelled. Raises NotFound.
    """
    moved, others = _moved(session, communication_id, original_start, start, minutes, copied=copied)
    if moved is None:
        return ()
    return date_checks(moved, others, _facts_of_week(session, moved, clock), clock.now_utc())


def _facts_of_week(session: Session, moved: PlannedDate, clock: Clock) -> PlanFacts:
    zone = session.get_one(m.Plan, 1).time_zone
    last = max(moved.monday + timedelta(days=6), moved.end.date())
    return plan_facts(session, moved.monday, last, clock.today(zone))


def _moved(
    session: Session,
    communication_id: int,
    original_start: datetime,
    start: datetime,
    minutes: int | None = None,
    *,
    copied: bool = False,
) -> tuple[PlannedDate | None, list[PlannedDate]]:
    """A date as it would be at `start`, and the others of that week; None of a cancelled one."""
    row = date_row(session, communication_id, original_start)
    own = OccurrenceFilter(communication_ids=frozenset({communication_id}))
    plan_zone = session.get_one(m.Plan, 1).time_zone
    old_day = from_utc(row.start_utc, plan_zone).date()
    is_own = (communication_id, original_start)
    found = next(
        (
            each
            for each in planned_dates(session, old_day, old_day, own)
            if (each.communication_id, each.original_start) == is_own
        ),
        None,
    )
    if found is None:
        return None, []
    length = row.end - row.start if minutes is None else timedelta(minutes=minutes)
    start_utc, end_utc = (to_utc(moment, row.time_zone) for moment in (start, start + length))
    moved = replace(
        found,
        # A copy is a communication of its own.
        communication_id=0 if copied else communication_id,
        own_start=start,
        start_utc=start_utc,
        end_utc=end_utc,
        start=from_utc(start_utc, plan_zone),
        end=from_utc(end_utc, plan_zone),
    )
    others = [
        each
        for each in planned_dates(session, moved.monday, moved.monday + timedelta(days=6))
        if copied or (each.communication_id, each.original_start) != is_own
    ]
    return moved, others


def plan_facts(session: Session, first: date, last: date, today: date) -> PlanFacts:
    """What the rules need to know besides dates; closed days from `first` to `last`."""
    plan = session.get_one(m.Plan, 1)
    table = m.Audience
    rows = session.execute(
        select(
            *(table.id, table.name, table.parent_id, table.headcount),
            *(table.shift_start, table.shift_end, table.weekly_limit),
        ).order_by(table.id)
    ).all()
    return PlanFacts(
        today=today,
        parents={row.id: row.parent_id for row in rows},
        audiences={row.id: row.name for row in rows},
        headcounts={row.id: row.headcount for row in rows},
        shifts={
            row.id: Shift(row.shift_start, row.shift_end)
            for row in rows
            if row.shift_start is not None and row.shift_end is not None
        },
        limits={row.id: row.weekly_limit for row in rows if row.weekly_limit is not None},
        channel_limits=dict(plan.channel_limits),
        holidays=public_holidays(session, first, last, language=current_language()),
        blackouts=blackout_days(session, first, last),
        people=names_of_people(session),
        outside=outside_events(session, first, last),
    )


def _about_dates(
    dates: Sequence[PlannedDate],
    facts: PlanFacts,
    now: datetime,
    monday: date,
    *,
    shifts: bool = True,
) -> Iterator[PlanWarning]:
    """Warnings about `dates` that are not over at the instant `now`; weeks count from `monday`."""
    ahead = [each for each in dates if each.end_utc > now]
    yield from clash_warnings(ahead, facts)
    yield from outside_clash_warnings(ahead, facts)
    yield from closed_day_warnings(ahead, facts)
    yield from clock_change_warnings(ahead, facts)
    yield from overload_warnings([each for each in dates if each.monday >= monday], facts)
    if shifts:
        coming = {each.communication_id for each in ahead}
        yield from uncovered_warnings(dates, facts, coming=coming)
