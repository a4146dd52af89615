"""What belongs to one date of a communication, and what becomes of it when the series changes.

A date is known by its original start: the wall time the rule gives it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import object_session

from townhall.domain.carry_over import UNFINISHED
from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import Series, expand, gives, is_occurrence, next_occurrence
from townhall.language import _
from townhall.services.past_dates import PastDate
from townhall.services.places import named_starts, rename_dates
from townhall.services.series import no_such_date, series_of
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

Dated = m.OccurrenceOverride | m.AgendaEntry | m.Question | m.Task | m.Reply
"""What can belong to one date."""

D = TypeVar("D", m.OccurrenceOverride, m.AgendaEntry, m.Question, m.Task, m.Reply)

_MINUTE = timedelta(minutes=1)


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
    yield from _dated(uow, m.Reply, communication_id)


def _dated(uow: UnitOfWork, model: type[D], communication_id: int) -> Iterable[D]:
    return uow.session.scalars(
        select(model)
        .where(model.communication_id == communication_id, model.original_start.is_not(None))
        .order_by(model.id)
    )


def follow_series(
    uow: UnitOfWork,
    communication: m.Communication,
    before: Series,
    past: Collection[PastDate],
    days: timedelta,
) -> dict[datetime, datetime]:
    """Let what belongs to single dates follow a series whose timing was `before`.

    A date keeps what it had on the same day, or where all of them moved, so many `days` further;
    added dates stay where they are. What has no date any more is dropped (overrides, run of show,
    tasks, answers) or belongs to no date (questions; open ones are left to `rehome`). Returns the
    original start that each old one has become. Raises InvalidInput when its `past` dates would
    not be the same ones.
    """
    after = series_of(communication)
    records = list(dated_records(uow, communication.id))
    originals = {record.original_start for record in records if record.original_start}
    originals |= {each.shown.original_start for each in past}
    named = named_starts(uow, communication.id)
    places = _places(before, after, originals | named, days)
    _refuse_another_past(before, after, past, places)
    for record in records:
        if record.original_start is not None:
            move_record(communication, record, places.get(record.original_start))
    rename_dates(uow, communication.id, {each: places.get(each) for each in named})
    return places


def _refuse_another_past(
    before: Series, after: Series, past: Collection[PastDate], places: Mapping[datetime, datetime]
) -> None:
    """Refuse to take dates that have been out of a series, or to put others between them."""
    field = "start" if before.recurrence == after.recurrence else "recurrence"
    lost = [each.shown.start for each in past if each.shown.original_start not in places]
    if lost:
        raise InvalidInput(
            _(
                "This would take the date of {start:%Y-%m-%d}, which has passed, out of the "
                "series. Change its dates from the next one on instead."
            ).format(start=lost[0]),
            field=field,
        )
    known = set(places.values())
    have_been = sorted(places[each.shown.original_start] for each in past if not each.shown.added)
    between = expand(after, have_been[0], have_been[-1]) if have_been else []
    new = [
        each.start
        for each in between
        if each.original_start not in known and each.original_start > have_been[0]
    ]
    if new:
        raise InvalidInput(
            _(
                "This would add the date of {start:%Y-%m-%d}, which has passed, to the series. "
                "Change its dates from the next one on instead."
            ).format(start=new[0]),
            field=field,
        )


def _places(
    before: Series, after: Series, originals: set[datetime], days: timedelta
) -> dict[datetime, datetime]:
    """The date of `after` that each date of `before` has become; those without one are left out."""
    shift = timedelta() if _on_same_days(before, after) else days
    hour = after.start.time()
    added = {each.original_start for each in before.overrides if each.added}
    found = {
        original: datetime.combine((original + shift).date(), hour)
        for original in originals - added
    }
    kept = {original: place for original, place in found.items() if gives(after, place)}
    # A date that the rule gives by now is not there twice.
    taken = set(kept.values())
    return kept | {original: original for original in added & originals if original not in taken}


def _on_same_days(before: Series, after: Series) -> bool:
    """Whether the dates of `after` lie on days on which `before` had dates too."""
    since = max(before.start, after.start)
    first = next_occurrence(replace(after, overrides=(), cancelled=False), since - _MINUTE)
    return first is not None and gives(
        before, datetime.combine(first.start.date(), before.start.time())
    )


def move_record(
    communication: m.Communication, record: Dated, original_start: datetime | None
) -> None:
    """Let a record belong to the date `original_start`; None: its date is gone."""
    if original_start is not None:
        if record.original_start != original_start:
            record.original_start = original_start
    elif isinstance(record, m.OccurrenceOverride):
        communication.overrides.remove(record)
    elif isinstance(record, m.AgendaEntry):
        communication.agenda_items.remove(record)
    elif isinstance(record, m.Task | m.Reply):
        # Without a date it would become a step towards every date, or an answer for all.
        session = object_session(record)
        assert session is not None
        session.delete(record)
    elif record.outcome not in UNFINISHED:
        record.original_start = None
    # An open question keeps the name of the date until `question_homes` finds it another.
