"""Changing one date of a communication, the dates from there on, or all of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from townhall.domain import terms
from townhall.domain.carry_over import CLOSED
from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import is_occurrence
from townhall.domain.recurrence_split import ending_on, moved_rule
from townhall.domain.zones import from_utc
from townhall.language import _
from townhall.services import fields as f
from townhall.services.carry_over import carry_from_closed
from townhall.services.closed_days import follow_closed_days, is_closed
from townhall.services.communication_fields import agenda_of
from townhall.services.communications import (
    change_communication,
    store_agenda,
)
from townhall.services.editing import Field, Shape, read_values, store, store_parts
from townhall.services.extra_dates import (
    local_start,
    shift_added,
)
from townhall.services.question_homes import rehome
from townhall.services.series import (
    LONGEST_MINUTES,
    find_override,
    is_regular,
    last_start,
    no_such_date,
    repeats,
    series_of,
    whole_days,
)
from townhall.services.sign_off import remember_texts, settle_sign_off
from townhall.services.split_series import split_at
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

SCOPES = ("this", "following", "all")

_OWN = ("start", "duration_minutes", "title", "location", "status")
_FIELDS: dict[str, Field] = {
    "start": Field("start", lambda uow, value, name: f.moment(value, name)),
    "duration_minutes": Field("duration_minutes", f.integer(0, LONGEST_MINUTES)),
    "title": Field("title", f.line(), required=True),
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
    """Change the date that `original_start` (local) names; returns the id of the communication
    the date then belongs to.

    `scope` "this" changes that date alone, "all" the whole series, "following" splits the series:
    the new half is a communication of its own that follows the old one. Dates that have been stay
    as they were, unless they are changed by themselves. Fields: start (local), duration_minutes,
    title, location, status, and `agenda`. Raises NotFound, InvalidInput.
    """
    if scope not in SCOPES:
        raise f.wrong("scope", _("one of: {words}").format(words=", ".join(SCOPES)))
    communication = uow.get(m.Communication, communication_id)
    if original_start.tzinfo is not None:
        original_start = from_utc(original_start, communication.time_zone)
    if not is_occurrence(series_of(communication), original_start):
        raise no_such_date(communication, original_start)
    if scope == "this" and repeats(communication):
        return _change_this(uow, communication, original_start, values)
    _refuse_apart(communication, original_start, values, scope)
    if scope == "following" and repeats(communication):
        return _change_following(uow, communication, original_start, values)
    return _change_all(uow, communication, original_start, values)


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
        if is_regular(override):
            communication.overrides.remove(override)
    if "agenda" in values:
        store_agenda(uow, communication, [], original_start)
    uow.session.flush()
    return change_occurrence(uow, communication_id, original_start, values, scope)


def restore_occurrence(uow: UnitOfWork, communication_id: int, original_start: datetime) -> None:
    """Make a date as its rule has it again. Raises NotFound.

    What a closed day left out or moved is held after all; put back once more, it follows the
    closed days again.
    """
    communication = uow.get(m.Communication, communication_id)
    override = find_override(communication, original_start)
    if override is None:
        if not is_occurrence(series_of(communication), original_start):
            raise no_such_date(communication, original_start)
    elif override.added:
        store(override, dict.fromkeys(_OWN))
    elif override.cause is not None:
        store(override, {**dict.fromkeys(_OWN), "cause": None, "start": original_start})
    else:
        communication.overrides.remove(override)
    follow_closed_days(uow, communication)
    rehome(uow, communication)
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
        read.plain["start"] = local_start(communication, read.plain["start"])
    if "duration_minutes" in read.plain and communication.all_day:
        read.plain["duration_minutes"] = whole_days(read.plain["duration_minutes"])
    remember_texts(communication)
    override = find_override(communication, original_start)
    if override is None and read.plain:
        override = m.OccurrenceOverride(original_start=original_start)
        communication.overrides.append(override)
    if override is not None:
        store(override, _differing(communication, original_start, read.plain))
        if read.plain.keys() & {"start", "status"}:
            _decide_by_hand(uow, communication, override, read.plain)
        if is_regular(override):
            communication.overrides.remove(override)
    for items in read.parts.values():
        store_parts(communication, agenda, items)
    settle_sign_off(uow, communication, ())
    follow_closed_days(uow, communication)
    if read.plain.get("status") in CLOSED:
        carry_from_closed(uow, communication, original_start)
    if read.plain.keys() & {"start", "status"}:
        rehome(uow, communication)
    uow.label = _("Changed a date of “{title}”").format(title=communication.title)
    return communication.id


def _decide_by_hand(
    uow: UnitOfWork,
    communication: m.Communication,
    override: m.OccurrenceOverride,
    chosen: Mapping[str, Any],
) -> None:
    """A date whose time or state a person chose does not follow closed days any more.

    What a closed day left out is held when somebody puts it elsewhere.
    """
    if override.cause is not None and "status" not in chosen:
        store(override, {"status": None})
    store(override, {"cause": None})
    kept = override.start is None and override.status is None and not override.added
    if kept and is_closed(uow, communication, override.original_start):
        override.start = override.original_start


def _refuse_apart(
    communication: m.Communication, original_start: datetime, values: Mapping[str, Any], scope: str
) -> None:
    """A date beside a rule says nothing about when the dates of that rule are."""
    override = find_override(communication, original_start)
    if communication.recurrence is None or override is None or not override.added:
        return
    if scope == "following" or "start" in values:
        raise InvalidInput(
            _(
                "This date was added beside the rule of its series. Change it by itself, or change "
                "a date that the rule gives."
            ),
            field="scope",
        )


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
        if communication.recurrence is None and repeats(communication):
            shift_added(uow, communication, moved)
            if communication.start < uow.clock.local_now(zone):
                del fields["start"]
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
    later = split_at(uow, communication, original_start)
    if later is None:
        return _change_all(uow, communication, original_start, values)
    _change_all(uow, later, original_start, values)
    uow.label = _("Changed “{title}” from a date on").format(title=communication.title)
    return later.id
