"""Splitting a communication with several dates in two, each half knowing the other."""

from datetime import datetime
from typing import Any

from sqlalchemy import inspect

from townhall.domain.recurrence_split import split_rule
from townhall.services.calendar_items import adopt_told, hand_over_told
from townhall.services.closed_days import follow_closed_days
from townhall.services.communications import new_uid
from townhall.services.dates import dated_records
from townhall.services.extra_dates import become_own_date, settle_single
from townhall.services.places import hand_over_dates
from townhall.services.question_homes import rehome
from townhall.services.series import find_override, is_regular
from townhall.services.tasks import copy_run_up
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_COPIED_PARTS = ("attendees", "audience_links", "initiative_links")


def split_at(
    uow: UnitOfWork, communication: m.Communication, original_start: datetime
) -> m.Communication | None:
    """The new half, which has the dates from `original_start` on and what belongs to them.

    None when that is the first date: there is nothing to split. The new half follows the old one
    and is another item in calendars.
    """
    if communication.recurrence is not None:
        if original_start == communication.start:
            return None
        later = _second_half(uow, communication, original_start)
        communication.recurrence, later.recurrence = split_rule(
            communication.recurrence,
            communication.start,
            original_start,
            all_day=communication.all_day,
            zone=communication.time_zone,
        )
    elif original_start == min([communication.start, *_added(communication)]):
        return None
    else:
        later = _second_sessions(uow, communication, original_start)
    _read_anew(uow, communication, later)
    hand_over_told(uow, communication, later)
    for half in (communication, later):
        follow_closed_days(uow, half)
    rehome(uow, communication, later)
    return later


def _read_anew(uow: UnitOfWork, *halves: m.Communication) -> None:
    uow.session.flush()
    for half in halves:
        uow.session.expire(half, ["overrides", "agenda_items"])


def _added(communication: m.Communication) -> list[datetime]:
    return [each.original_start for each in communication.overrides if each.added]


def _second_sessions(
    uow: UnitOfWork, communication: m.Communication, original_start: datetime
) -> m.Communication:
    """The same for sessions without a rule: each half has a date of its own, and added ones."""
    first = communication.start
    later = _second_half(uow, communication, original_start)
    _read_anew(uow, communication, later)
    if first > original_start:
        # Its own date goes to the later half, and the earliest added one takes its place.
        own = find_override(later, first)
        if own is None:
            later.overrides.append(m.OccurrenceOverride(original_start=first, added=True))
        else:
            own.added = True
    if first >= original_start:
        added = [each for each in communication.overrides if each.added]
        become_own_date(uow, communication, min(added, key=lambda each: each.original_start))
    own = find_override(later, original_start)
    if own is not None and own.added:
        adopt_told(uow, communication, later, original_start)
        own.added = False
        if is_regular(own):
            later.overrides.remove(own)
    settle_single(uow, later)
    settle_single(uow, communication)
    return later


def _second_half(
    uow: UnitOfWork, communication: m.Communication, original_start: datetime
) -> m.Communication:
    """A copy that starts at `original_start`, with what belongs to the dates from there on."""
    later = m.Communication(**_copied(communication))
    later.start = original_start
    later.follows_id = communication.id
    later.uid = new_uid()
    later.sequence = 0
    later.told = None
    later.import_key = ""
    later.created_at = uow.now()
    for name in _COPIED_PARTS:
        getattr(later, name).extend(
            type(part)(**_copied(part)) for part in getattr(communication, name)
        )
    for entry in communication.agenda_items:
        if entry.original_start is None:
            later.agenda_items.append(m.AgendaEntry(**_copied(entry)))
    uow.session.add(later)
    uow.session.flush()
    for record in dated_records(uow, communication.id):
        if record.original_start is not None and record.original_start >= original_start:
            record.communication_id = later.id
    hand_over_dates(uow, communication.id, later.id, lambda start: start >= original_start)
    copy_run_up(uow, communication.id, later.id)
    return later


def _copied(record: Any) -> dict[str, Any]:
    skipped = {"id", "version", "communication_id"}
    return {
        attribute.key: getattr(record, attribute.key)
        for attribute in inspect(record).mapper.column_attrs
        if attribute.key not in skipped
    }
