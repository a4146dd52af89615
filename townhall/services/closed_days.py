"""Keeping series off closed days: their coming dates as explicit exceptions, undone by cause."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from townhall.domain.closed_days import KEPT_FOR, LONGEST_BLACKOUT, Closed, Closure, closures
from townhall.domain.terms import ClosedDays, CommunicationStatus
from townhall.services.editing import store
from townhall.services.queries.closed_days import blackout_days, public_holidays
from townhall.services.question_homes import rehome
from townhall.services.series import is_regular, last_end
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def follow_closed_days(uow: UnitOfWork, communication: m.Communication) -> None:
    """Leave out or move the coming dates on closed days, as the series asks, and put back others.

    Dates that have been, and times and states that were changed by hand, stay as they are.
    """
    now = uow.clock.local_now(communication.time_zone)
    wanted = _closures(uow, communication, now)
    known = {override.original_start: override for override in communication.overrides}
    for override in list(communication.overrides):
        is_coming = override.original_start > now
        if override.cause is not None and is_coming and override.original_start not in wanted:
            store(override, {"start": None, "status": None, "cause": None})
            if is_regular(override):
                communication.overrides.remove(override)
    for original_start, closure in wanted.items():
        changed = known.get(original_start)
        if changed is None:
            changed = m.OccurrenceOverride(original_start=original_start)
            communication.overrides.append(changed)
        status = CommunicationStatus.CANCELLED if closure.start is None else None
        store(changed, {"start": closure.start, "status": status, "cause": closure.cause})
    communication.overrides.sort(key=lambda each: each.original_start)
    store(communication, {"last_end": last_end(communication)})


def follow_closed_days_everywhere(uow: UnitOfWork) -> None:
    """Let the coming dates of all series follow when the plan's closed days have changed."""
    uow.session.flush()
    asking = or_(
        m.Communication.on_holidays != ClosedDays.KEEP,
        m.Communication.on_blackouts != ClosedDays.KEEP,
    )
    query = (
        select(m.Communication)
        .where(m.Communication.recurrence.is_not(None), asking)
        .options(selectinload(m.Communication.overrides))
    )
    for communication in uow.session.scalars(query.order_by(m.Communication.id)).all():
        follow_closed_days(uow, communication)
    rehome(uow)


def is_closed(uow: UnitOfWork, communication: m.Communication, day: datetime) -> bool:
    """Whether the series leaves out or moves a date on that day."""
    return _closed(uow, communication, day, day).choice(day.date()) is not None


def _closures(
    uow: UnitOfWork, communication: m.Communication, now: datetime
) -> dict[datetime, Closure]:
    choices = {communication.on_holidays, communication.on_blackouts}
    if communication.recurrence is None or choices == {ClosedDays.KEEP}:
        return {}
    since = max(now, communication.start - timedelta(minutes=1))
    until = since + KEPT_FOR
    by_hand = [each for each in communication.overrides if _is_by_hand(each)]
    return closures(
        communication.recurrence,
        communication.start,
        communication.time_zone,
        _closed(uow, communication, since, until + LONGEST_BLACKOUT),
        since=since,
        until=until,
        all_day=communication.all_day,
        pinned={each.original_start for each in by_hand},
        taken={
            (each.start or each.original_start).date()
            for each in by_hand
            if each.status is not CommunicationStatus.CANCELLED
        },
    )


def _closed(
    uow: UnitOfWork, communication: m.Communication, first: datetime, last: datetime
) -> Closed:
    days = (uow.session, first.date(), last.date())
    return Closed(
        public_holidays(*days),
        blackout_days(*days),
        communication.on_holidays,
        communication.on_blackouts,
    )


def _is_by_hand(override: m.OccurrenceOverride) -> bool:
    """Whether a person decided when the date is, or whether it is held."""
    decided = override.start is not None or override.status is not None
    return override.added or (override.cause is None and decided)
