"""Changing one date of a communication, the dates from there on, or all of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import inspect

from townhall.domain import terms
from townhall.domain.recurrence import is_occurrence
from townhall.domain.recurrence_split import ending_on, moved_rule, split_rule
from townhall.domain.zones import check_wall_time, from_utc
from townhall.language import _
from townhall.services import fields as f
from townhall.services.communication_fields import agenda_of
from townhall.services.communications import (
    change_communication,
    new_uid,
    store_agenda,
)
from townhall.services.dates import dated_records
from townhall.services.editing import Field, Shape, read_values, store, store_parts
from townhall.services.series import (
    LONGEST_MINUTES,
    find_override,
    last_end,
    last_start,
    no_such_date,
    series_of,
    whole_days,
)
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

SCOPES = ("this", "following", "all")

_FIELDS: dict[str, Field] = {
    "start": Field("start", lambda uow, value, name: f.moment(value, name)),
    "duration_minutes": Field("duration_minutes", f.integer(0, LONGEST_MINUTES)),
    "title": Field("title", f.line(), required=True),
from townhall.services.tasks import copy_run_up
    "location": Field("location", f.line()),
    "status": Field("status", f.term(terms.CommunicationStatus)),
}


def change_occurrence(
    uow: UnitOfWork,
    communication_id: int,
    original_start: datetime,
    values: Mapping[str, Any],
    scope: str = "this",
) -> int:
    """Change the date that the rule gives at `original_start` (local); returns the id of the
    communication the date then belongs to.

    `scope` "this" changes that date alone, "all" the whole series, "following" splits the series:
    the new half is a communication of its own that follows the old one. Fields: start (local),
    duration_minutes, title, location, status, and `agenda`. Raises NotFound, InvalidInput.
    """
    if scope not in SCOPES:
        raise f.wrong("scope", _("one of: {words}").format(words=", ".join(SCOPES)))
    communication = uow.get(m.Communication, communication_id)
    if original_start.tzinfo is not None:
        original_start = from_utc(original_start, communication.time_zone)
    if not is_occurrence(series_of(communication), original_start):
        raise no_such_date(communication, original_start)
    single = communication.recurrence is None
    if scope == "all" or single:
        return _change_all(uow, communication, original_start, values)
    if scope == "following":
        return _change_following(uow, communication, original_start, values)
    return _change_this(uow, communication, original_start, values)


def cancel_occurrence(
    uow: UnitOfWork, communication_id: int, original_start: datetime, scope: str = "this"
) -> int:
    """Call one date off (or more, by `scope`). Raises NotFound, InvalidInput."""
    found = change_occurrence(uow, communication_id, original_start, {"status": "cancelled"}, scope)
    uow.label = _("Cancelled “{title}”").format(
        title=uow.get(m.Communication, communication_id).title
    )
    return found


def widen_change(
    uow: UnitOfWork,
    communication_id: int,
    original_start: datetime,
    values: Mapping[str, Any],
    scope: str,
) -> int:
    """Let `values`, which one date was given by itself, hold for "following" or "all" dates.

    The date is no exception in these fields any more. Returns the id of the communication it
    belongs to then. Raises NotFound, InvalidInput.
    """
    communication = uow.get(m.Communication, communication_id)
    override = find_override(communication, original_start)
    if override is not None:
        store(override, {name: None for name in values if name in _FIELDS})
        _drop_when_regular(communication, override)
    if "agenda" in values:
        store_agenda(uow, communication, [], original_start)
    uow.session.flush()
    return change_occurrence(uow, communication_id, original_start, values, scope)


def restore_occurrence(uow: UnitOfWork, communication_id: int, original_start: datetime) -> None:
    """Make a date as the series has it again. Raises NotFound."""
    communication = uow.get(m.Communication, communication_id)
    override = find_override(communication, original_start)
    if override is not None:
        communication.overrides.remove(override)
        communication.last_end = last_end(communication)
    elif not is_occurrence(series_of(communication), original_start):
        raise no_such_date(communication, original_start)
    uow.label = _("Put back a date of “{title}”").format(title=communication.title)


def _change_this(
    uow: UnitOfWork,
    communication: m.Communication,
    original_start: datetime,
    values: Mapping[str, Any],
) -> int:
    agenda = agenda_of(original_start)
    read = read_values(uow, Shape(_FIELDS, parts={"agenda": agenda}), values, adding=False)
    if "start" in read.plain:
        read.plain["start"] = _checked_start(communication, read.plain["start"])
    if "duration_minutes" in read.plain and communication.all_day:
        read.plain["duration_minutes"] = whole_days(read.plain["duration_minutes"])
    override = find_override(communication, original_start)
    if override is None and read.plain:
        override = m.OccurrenceOverride(original_start=original_start)
        communication.overrides.append(override)
    if override is not None:
        store(override, _differing(communication, original_start, read.plain))
        _drop_when_regular(communication, override)
    for items in read.parts.values():
        store_parts(communication, agenda, items)
    communication.overrides.sort(key=lambda each: each.original_start)
    communication.last_end = last_end(communication)
    uow.label = _("Changed a date of “{title}”").format(title=communication.title)
    return communication.id


def _checked_start(communication: m.Communication, start: datetime) -> datetime:
    """The wall time of a moved date; raises InvalidInput where no clock shows it."""
    local = f.local_moment(start, "start", communication.time_zone)
    if communication.all_day:
        return local.replace(hour=0, minute=0)
    check_wall_time(local, communication.time_zone)
    return local


def _differing(
    communication: m.Communication, original_start: datetime, stored: dict[str, Any]
) -> dict[str, Any]:
    """A value equal to the series' own is no exception: it follows the series again."""
    regular = {
        "start": original_start,
        "duration_minutes": communication.duration_minutes,
        "title": communication.title,
        "location": communication.location,
        "status": communication.status,
    }
    return {name: None if value == regular[name] else value for name, value in stored.items()}


def _drop_when_regular(communication: m.Communication, override: m.OccurrenceOverride) -> None:
    """An override that says nothing would only mark the date as changed."""
    if all(getattr(override, entry.attribute) is None for entry in _FIELDS.values()):
        communication.overrides.remove(override)


def _change_all(
    uow: UnitOfWork,
    communication: m.Communication,
    original_start: datetime,
    values: Mapping[str, Any],
) -> int:
    fields = dict(values)
    if fields.get("start"):
        zone = communication.time_zone
        start = f.local_moment(fields["start"], "start", zone)
        moved = start - original_start
        fields["start"] = communication.start + moved
        last = last_start(communication)
        if communication.recurrence and "recurrence" not in fields:
            days = (start.date() - original_start.date()).days
            rule = moved_rule(communication.recurrence, communication.start, days)
            if last is not None:
                day = (last + moved).date()
                rule = ending_on(rule, day, all_day=communication.all_day, zone=zone)
            fields["recurrence"] = rule
    change_communication(uow, communication.id, fields)
    return communication.id


def _change_following(
    uow: UnitOfWork,
    communication: m.Communication,
    original_start: datetime,
    values: Mapping[str, Any],
) -> int:
    if original_start == communication.start:
        return _change_all(uow, communication, original_start, values)
    later = _second_half(uow, communication, original_start)
    communication.recurrence, later.recurrence = split_rule(
        communication.recurrence or "",
        communication.start,
        original_start,
        all_day=communication.all_day,
        zone=communication.time_zone,
    )
    uow.session.flush()
    for half in (communication, later):
        uow.session.expire(half, ["overrides", "agenda_items"])
        half.last_end = last_end(half)
    _change_all(uow, later, original_start, values)
    uow.label = _("Changed “{title}” from a date on").format(title=communication.title)
    return later.id


_COPIED_PARTS = ("attendees", "audience_links", "initiative_links")


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
    return later


def _copied(record: Any) -> dict[str, Any]:
    skipped = {"id", "version", "communication_id"}
    return {
        attribute.key: getattr(record, attribute.key)
        for attribute in inspect(record).mapper.column_attrs
        if attribute.key not in skipped
    }
    copy_run_up(uow, communication.id, later.id)
