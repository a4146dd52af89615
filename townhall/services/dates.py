"""What belongs to one date of a communication, and what becomes of it when the series changes.

A date is known by its original start: the wall time the rule gives it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import object_session

from townhall.domain.calendar import Occurrence
from townhall.domain.errors import InvalidInput
from townhall.domain.holidays import holidays_between
from townhall.domain.recurrence import Series, expand, is_occurrence, next_occurrence
from townhall.domain.terms import CommunicationStatus
from townhall.domain.zones import FIRST_YEAR, from_utc
from townhall.language import _
from townhall.services.series import find_override, no_such_date, series_of
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

Dated = m.OccurrenceOverride | m.AgendaEntry | m.Question | m.Task
"""What can belong to one date."""

D = TypeVar("D", m.OccurrenceOverride, m.AgendaEntry, m.Question, m.Task)

_MINUTE = timedelta(minutes=1)
_HOLIDAY_HORIZON = timedelta(days=10 * 366)
"""How far ahead public holidays are taken out of a series without end."""


def check_date(
    uow: UnitOfWork, communication_id: int | None, original_start: datetime | None
) -> None:
    """Raise InvalidInput (`original_start`) unless the communication has that date, or None."""
    if original_start is None:
        return
    if communication_id is None:
        raise InvalidInput(
            _("Say which communication this is a date of."), field="communication_id"
        )
    communication = uow.get(m.Communication, communication_id)
    if not is_occurrence(series_of(communication), original_start):
        sentence = str(no_such_date(communication, original_start))
        raise InvalidInput(sentence, field="original_start")


def dated_records(uow: UnitOfWork, communication_id: int) -> Iterator[Dated]:
    """Everything that belongs to one date of the communication."""
    yield from _dated(uow, m.OccurrenceOverride, communication_id)
    yield from _dated(uow, m.AgendaEntry, communication_id)
    yield from _dated(uow, m.Question, communication_id)
    yield from _dated(uow, m.Task, communication_id)


def _dated(uow: UnitOfWork, model: type[D], communication_id: int) -> Iterable[D]:
    return uow.session.scalars(
        select(model)
        .where(model.communication_id == communication_id, model.original_start.is_not(None))
        .order_by(model.id)
    )


def follow_series(
    uow: UnitOfWork, communication: m.Communication, before: Series, days: timedelta
) -> None:
    """Let what belongs to single dates follow a series whose timing was `before`.

    A date keeps what it had on the same day, or where all of them moved, so many `days` further.
    What has no date any more is dropped (overrides, run of show) or belongs to no date (questions,
    tasks). Dates that have been keep their time; raises InvalidInput when the series would lose
    one.
    """
    after = series_of(communication)
    past = past_dates(uow, before)
    records = list(dated_records(uow, communication.id))
    originals = {record.original_start for record in records if record.original_start}
    originals |= {each.original_start for each in past}
    places = _places(before, after, originals, days)
    lost = [each.start for each in past if each.original_start not in places]
    if lost:
        raise InvalidInput(
            _(
                "This would take the date of {start:%Y-%m-%d}, which has passed, out of the "
                "series. Change its dates from the next one on instead."
            ).format(start=lost[0]),
            field="start" if before.recurrence == after.recurrence else "recurrence",
        )
    for record in records:
        if record.original_start is not None:
            _move_record(communication, record, places.get(record.original_start))
    for each in past:
        _pin(communication, places[each.original_start], each)


def past_dates(uow: UnitOfWork, series: Series) -> list[Occurrence]:
    """Dates of a series that have begun; none of what happens once."""
    if series.recurrence is None:
        return []
    now = uow.clock.local_now(series.time_zone)
    begun = expand(series, datetime(FIRST_YEAR, 1, 1), now)
    return [each for each in begun if each.start < now and not each.cancelled]


def skip_holidays(uow: UnitOfWork, communication: m.Communication) -> None:
    """Take coming dates on the plan's public holidays out of a series, as explicit exceptions."""
    known = {override.original_start for override in communication.overrides}
    for original_start in _on_holidays(uow, communication):
        if original_start not in known:
            communication.overrides.append(
                m.OccurrenceOverride(
                    original_start=original_start, status=CommunicationStatus.CANCELLED
                )
            )


def keep_holidays(uow: UnitOfWork, communication: m.Communication) -> None:
    """Put back the coming dates that `skip_holidays` took out of a series."""
    on_holidays = set(_on_holidays(uow, communication))
    for override in list(communication.overrides):
        is_nothing_else = override.status is CommunicationStatus.CANCELLED and not any(
            getattr(override, name) is not None
            for name in ("start", "duration_minutes", "title", "location")
        )
        if is_nothing_else and override.original_start in on_holidays:
            communication.overrides.remove(override)


def _on_holidays(uow: UnitOfWork, communication: m.Communication) -> list[datetime]:
    elif isinstance(record, m.Task):
        # Without a date it would become a step towards every date.
        session = object_session(record)
        assert session is not None
        session.delete(record)
    """Original starts of the coming dates on public holidays."""
    if communication.recurrence is None:
        return []
    start = max(communication.start, uow.clock.local_now(communication.time_zone))
    until = start + _HOLIDAY_HORIZON
    plan = uow.plan
    holidays = holidays_between(start.date(), until.date(), plan.country, plan.region or None, "en")
    return [
        each.original_start
        for each in expand(series_of(communication), start, until)
        if each.start.date() in holidays
    ]


def _places(
    before: Series, after: Series, originals: set[datetime], days: timedelta
) -> dict[datetime, datetime]:
    """The date of `after` that each date of `before` has become; those without one are left out."""
    shift = timedelta() if _on_same_days(before, after) else days
    hour = after.start.time()
    found = {original: datetime.combine((original + shift).date(), hour) for original in originals}
    return {original: place for original, place in found.items() if is_occurrence(after, place)}


def _on_same_days(before: Series, after: Series) -> bool:
    """Whether the dates of `after` lie on days on which `before` had dates too."""
    since = max(before.start, after.start)
    first = next_occurrence(replace(after, overrides=(), cancelled=False), since - _MINUTE)
    return first is not None and is_occurrence(
        before, datetime.combine(first.start.date(), before.start.time())
    )


def _move_record(
    communication: m.Communication, record: Dated, original_start: datetime | None
) -> None:
    if original_start is not None:
        if record.original_start != original_start:
            record.original_start = original_start
    elif isinstance(record, m.OccurrenceOverride):
        communication.overrides.remove(record)
    elif isinstance(record, m.AgendaEntry):
        communication.agenda_items.remove(record)
    else:
        record.original_start = None


def _pin(communication: m.Communication, original_start: datetime, was: Occurrence) -> None:
    """Let a date that has been keep the instant and the length it had."""
    start = from_utc(was.start_utc, communication.time_zone)
    minutes = int((was.end - was.start).total_seconds()) // 60
    override = find_override(communication, original_start)
    if override is None:
        if start == original_start and minutes == communication.duration_minutes:
            return
        override = m.OccurrenceOverride(original_start=original_start)
        communication.overrides.append(override)
    override.start = start if start != original_start else None
    override.duration_minutes = minutes if minutes != communication.duration_minutes else None
