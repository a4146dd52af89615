"""Dates besides those of a rule: adding and removing them, and sessions that have no rule at all.

An added date is known by its own start. A communication without a rule that has added dates is a
set of repeat sessions; its own start is one of them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import is_occurrence
from townhall.domain.zones import check_wall_time
from townhall.language import _
from townhall.services import fields as f
from townhall.services.calendar_items import item_of
from townhall.services.closed_days import follow_closed_days
from townhall.services.dates import dated_records, move_record
from townhall.services.due import is_expected
from townhall.services.editing import Field, read_fields, store
from townhall.services.places import named_dates, rename_dates
from townhall.services.question_homes import rehome
from townhall.services.series import (
    LONGEST_MINUTES,
    find_override,
    no_such_date,
    repeats,
    series_of,
    whole_days,
)
from townhall.services.sign_off import remember_texts, settle_sign_off
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

U = TypeVar("U", m.Question, m.Task, m.IssuedPack)

MOST_ADDED = 500
"""More added dates than this are a rule, or a mistake."""

_FIELDS: dict[str, Field] = {
    "start": Field("start", lambda uow, value, name: f.moment(value, name), required=True),
    "duration_minutes": Field("duration_minutes", f.integer(0, LONGEST_MINUTES)),
    "title": Field("title", f.line(), required=True),
    "location": Field("location", f.line()),
}


def add_date(uow: UnitOfWork, communication_id: int, values: Mapping[str, Any]) -> datetime:
    """Give a communication one more date; returns the local start it is known by.

    Fields: start (local, or with an offset), duration_minutes, title and location where they
    differ. Raises NotFound, InvalidInput.
    """
    communication = uow.get(m.Communication, communication_id)
    read = read_fields(uow, _FIELDS, values, adding=False)
    if "start" not in read:
        raise InvalidInput(_("“{field}” must be filled in.").format(field="start"), field="start")
    start = local_start(communication, read.pop("start"))
    if is_occurrence(series_of(communication), start):
        raise InvalidInput(
            _("“{title}” has a date on {start} already. Choose another moment.").format(
                title=communication.title, start=f"{start:%Y-%m-%d %H:%M}"
            ),
            field="start",
        )
    if sum(each.added for each in communication.overrides) >= MOST_ADDED:
        raise InvalidInput(
            _("A communication has at most {n} extra dates. Give it a rule instead.").format(
                n=MOST_ADDED
            ),
            field="start",
        )
    if "duration_minutes" in read and communication.all_day:
        read["duration_minutes"] = whole_days(read["duration_minutes"])
    if not repeats(communication):
        _name_own_date(uow, communication)
    own = {name: value for name, value in read.items() if value != getattr(communication, name)}
    remember_texts(communication)
    communication.overrides.append(m.OccurrenceOverride(original_start=start, added=True, **own))
    settle_sign_off(uow, communication, ())
    follow_closed_days(uow, communication)
    rehome(uow, communication)
    uow.label = _("Added a date to “{title}”").format(title=communication.title)
    return start


def remove_date(uow: UnitOfWork, communication_id: int, original_start: datetime) -> None:
    """Remove an added date with its run of show and run-up; its open questions go on.

    Raises NotFound; InvalidInput for a date that the rule gives, and for one that invitees expect.
    """
    communication = uow.get(m.Communication, communication_id)
    override = find_override(communication, original_start)
    if override is None or not override.added:
        if not is_occurrence(series_of(communication), original_start):
            raise no_such_date(communication, original_start)
        raise InvalidInput(
            _("The date of {start} was not added by itself: cancel it instead.").format(
                start=f"{original_start:%Y-%m-%d %H:%M}"
            )
        )
    _refuse_expected(uow, communication, override)
    for record in list(dated_records(uow, communication_id)):
        if record.original_start == original_start:
            move_record(communication, record, None)
    rename_dates(uow, communication_id, {original_start: None})
    follow_closed_days(uow, communication)
    settle_single(uow, communication)
    rehome(uow, communication)
    uow.label = _("Removed a date of “{title}”").format(title=communication.title)


def settle_single(uow: UnitOfWork, communication: m.Communication) -> None:
    """Where one date is left without a rule, let the communication itself hold what it had."""
    if communication.recurrence is not None or any(each.added for each in communication.overrides):
        return
    own = find_override(communication, communication.start)
    if own is not None:
        become_own_date(uow, communication, own)


def become_own_date(
    uow: UnitOfWork, communication: m.Communication, override: m.OccurrenceOverride
) -> None:
    """Make the date of `override` the one that the communication itself holds."""
    original = override.original_start
    communication.overrides.remove(override)
    own = {
        name: value
        for name in ("duration_minutes", "title", "location", "status")
        if (value := getattr(override, name)) is not None
    }
    start = override.start or original
    store(communication, {"start": start, **own})
    for record in list(dated_records(uow, communication.id)):
        if record.original_start == original and record is not override:
            move_record(communication, record, start)
    rename_dates(uow, communication.id, {original: start})
    follow_closed_days(uow, communication)


def _name_own_date(uow: UnitOfWork, communication: m.Communication) -> None:
    """What belonged to the only date without saying so says so, before there is another."""
    records: list[m.Question | m.Task | m.IssuedPack] = [
        *_undated(uow, m.Question, communication),
        *_undated(uow, m.Task, communication),
        *_undated(uow, m.IssuedPack, communication),
    ]
    for record in records:
        record.original_start = communication.start
    for named in named_dates(uow, communication.id):
        if named.original_start is None:
            named.set(communication.id, communication.start)


def _undated(uow: UnitOfWork, model: type[U], communication: m.Communication) -> Sequence[U]:
    query = select(model).where(
        model.communication_id == communication.id, model.original_start.is_(None)
    )
    return uow.session.scalars(query).all()


def shift_added(uow: UnitOfWork, communication: m.Communication, by: timedelta) -> None:
    """Move all added dates that have not been, with what belongs to them."""
    now = uow.clock.local_now(communication.time_zone)
    moved: dict[datetime, datetime] = {}
    for override in communication.overrides:
        if not override.added or (override.start or override.original_start) < now:
            continue
        moved[override.original_start] = override.original_start + by
        if override.start is not None:
            override.start = local_start(communication, override.start + by)
        local_start(communication, override.original_start + by)
    for record in list(dated_records(uow, communication.id)):
        if record.original_start in moved:
            move_record(communication, record, moved[record.original_start])
    rename_dates(uow, communication.id, dict(moved))


def local_start(communication: m.Communication, start: Any) -> datetime:
    """The wall time of a date; raises InvalidInput where no clock shows it."""
    local = f.local_moment(start, "start", communication.time_zone)
    if communication.all_day:
        return local.replace(hour=0, minute=0)
    check_wall_time(local, communication.time_zone)
    return local


def _refuse_expected(
    uow: UnitOfWork, communication: m.Communication, override: m.OccurrenceOverride
) -> None:
    """Refuse to remove a date that invitees still have in their calendars and is to come."""
    start = override.start or override.original_start
    if start < uow.clock.local_now(communication.time_zone):
        return
    item = item_of(communication, override.original_start, uow.plan.document_language)
    if is_expected(uow.session, item.uid):
        raise InvalidInput(
            _(
                "Invitations to “{title}” were sent. Cancel it and send the cancellation first, so "
                "that invitees hear of it."
            ).format(title=communication.title)
        )
