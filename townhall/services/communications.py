"""Planning communications: adding, changing, calling off and removing whole ones."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from townhall.domain import terms
from townhall.domain.carry_over import CLOSED
from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import check_rule, first_start
from townhall.domain.recurrence_split import ending_on
from townhall.domain.zones import FIRST_YEAR, LAST_YEAR, check_wall_time
from townhall.language import _
from townhall.services import fields as f
from townhall.services.carry_over import carry_from_closed
from townhall.services.closed_days import follow_closed_days
from townhall.services.communication_fields import SHAPE, agenda_of
from townhall.services.dates import check_date, follow_series
from townhall.services.due import is_expected
from townhall.services.editing import (
    Values,
    my_changes,
    read_parts,
    read_values,
    store_parts,
    store_values,
)
from townhall.services.past_dates import keep_past, keep_past_agendas, past_dates
from townhall.services.places import forget_dates
from townhall.services.question_homes import leave, rehome
from townhall.services.series import (
    LONGEST_MINUTES,
    is_regular,
    last_start,
    series_of,
    whole_days,
)
from townhall.services.sign_off import remember_texts, settle_sign_off
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_TIMING = {"start", "time_zone", "recurrence", "all_day", "duration_minutes"}
_CLOSED_DAYS = {"on_holidays", "on_blackouts"}
_SIGNED = {"sign_off", "signed_by"}
_OF_A_DATE = {"title", "location", "status"}


def new_uid() -> str:
    """A UID for calendars, never used before (RFC 7986, 5.3)."""
    return str(uuid.uuid4())


def add_communication(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Plan a communication; the contract's fields, plus `end` in place of `duration_minutes`.

    A start that is not the first date of the rule moves to it (RFC 5545, 3.8.5.3). Without a
    time zone or organizer those of the plan are taken. Raises InvalidInput; then nothing is
    added. Returns the id.
    """
    read = read_values(uow, SHAPE, values, adding=True)
    plan = uow.plan
    communication = m.Communication(
        uid=new_uid(),
        created_at=uow.now(),
        time_zone=plan.time_zone,
        organizer_name=plan.organizer_name,
        organizer_email=plan.organizer_email,
    )
    _settle_times(communication, read)
    store_values(communication, SHAPE, read)
    settle_sign_off(uow, communication, _SIGNED & read.plain.keys())
    _settle_timing(communication)
    follow_closed_days(uow, communication)
    uow.session.add(communication)
    uow.session.flush()
    rehome(uow, communication)
    uow.label = _("Planned “{title}”").format(title=communication.title)
    return communication.id


def change_communication(
    uow: UnitOfWork,
    communication_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> None:
    """Change fields of a communication, of all dates when it is a series.

    Dates that were changed by themselves keep their place when the series moves in time, and
    dates that have been keep the time they had. `base` holds the values an editor loaded. Raises
    NotFound, InvalidInput, Conflict.
    """
    communication = uow.get(m.Communication, communication_id)
    read = read_values(uow, SHAPE, values, adding=False)
    _settle_times(communication, read)
    read = my_changes(uow, SHAPE, communication, read, base)
    changed = {name for name, value in read.plain.items() if getattr(communication, name) != value}
    timing = bool(changed & _TIMING)
    before, ended = series_of(communication), last_start(communication)
    past = past_dates(uow, communication) if timing or changed & _OF_A_DATE or read.parts else []
    days = read.plain.get("start", communication.start).date() - communication.start.date()
    if "agenda" in read.parts:
        keep_past_agendas(communication, past, read.parts["agenda"])
    remember_texts(communication)
    store_values(communication, SHAPE, read)
    places = None
    if timing:
        if ended is not None and "recurrence" not in changed:
            _keep_last_date(communication, ended)
        _settle_timing(communication)
        places = follow_series(uow, communication, before, past, days)
    if "status" in changed:
        _follow_status(uow, communication)
    keep_past(communication, past, places)
    settle_sign_off(uow, communication, changed)
    if timing or changed & _CLOSED_DAYS:
        follow_closed_days(uow, communication)
    if "status" in changed and communication.status in CLOSED:
        carry_from_closed(uow, communication)
    if timing or changed & {"status", *_CLOSED_DAYS}:
        rehome(uow, communication)
    uow.label = _("Changed “{title}”").format(title=communication.title)


def cancel_communication(uow: UnitOfWork, communication_id: int) -> None:
    """Call a communication off, with all dates that have not been. Raises NotFound."""
    communication = uow.get(m.Communication, communication_id)
    past = past_dates(uow, communication)
    communication.status = terms.CommunicationStatus.CANCELLED
    _follow_status(uow, communication)
    keep_past(communication, past)
    rehome(uow, communication)
    uow.label = _("Cancelled “{title}”").format(title=communication.title)


def remove_communication(uow: UnitOfWork, communication_id: int) -> None:
    """Remove a communication with its run-up; its open questions go on, others stay without it.

    Raises NotFound; InvalidInput when invitees still expect it: then it has to be cancelled, or
    they would never hear.
    """
    communication = uow.get(m.Communication, communication_id)
    _refuse_expected(uow, communication)
    leave(uow, communication)
    for model in (m.Invitation, m.IssuedPack, m.Task, m.Reply):
        for record in _referring(uow, model.communication_id, communication_id):
            uow.session.delete(record)
    for question in _referring(uow, m.Question.communication_id, communication_id):
        question.communication_id = None
        question.original_start = None
    forget_dates(uow, communication_id)
    for column in (
        m.WorkingGroup.communication_id,
        m.Training.communication_id,
        m.Communication.follows_id,
    ):
        for record in _referring(uow, column, communication_id):
            setattr(record, column.key, None)
    uow.session.delete(communication)
    uow.label = _("Removed “{title}”").format(title=communication.title)


def set_agenda(
    uow: UnitOfWork,
    communication_id: int,
    items: list[Mapping[str, Any]],
    original_start: datetime | None = None,
) -> None:
    """Set the run of show of all dates, or of the date `original_start` (local) alone.

    Raises NotFound, InvalidInput.
    """
    communication = uow.get(m.Communication, communication_id)
    check_date(uow, communication_id, original_start)
    if original_start is None:
        wanted = read_parts(uow, agenda_of(None), items, "agenda")
        keep_past_agendas(communication, past_dates(uow, communication), wanted)
    store_agenda(uow, communication, items, original_start)
    uow.label = _("Changed the run of show of “{title}”").format(title=communication.title)


def store_agenda(
    uow: UnitOfWork,
    communication: m.Communication,
    items: Any,
    original_start: datetime | None,
) -> None:
    """Make the agenda (of one date, or of all) equal to `items`."""
    agenda = agenda_of(original_start)
    store_parts(communication, agenda, read_parts(uow, agenda, items, "agenda"))


def _settle_times(communication: m.Communication, read: Values) -> None:
    """Start and end as wall times of the communication's zone, the end as a duration.

    `skip_holidays` is an older word for one choice of `on_holidays`.
    """
    plain = read.plain
    if not plain.get("time_zone"):
        plain.pop("time_zone", None)
    zone = plain.get("time_zone", communication.time_zone)
    skips = plain.pop("skip_holidays", communication.skip_holidays)
    if skips != communication.skip_holidays:
        chosen = terms.ClosedDays.SKIP if skips else terms.ClosedDays.KEEP
        plain.setdefault("on_holidays", chosen)
    if "start" in plain:
        plain["start"] = f.local_moment(plain["start"], "start", zone)
    if "end" in plain:
        end = f.local_moment(plain.pop("end"), "end", zone)
        start = plain.get("start", communication.start)
        plain["duration_minutes"] = _minutes_between(start, end)


def _minutes_between(start: datetime, end: datetime) -> int:
    minutes = int((end - start).total_seconds()) // 60
    if minutes < 0:
        raise InvalidInput(_("The end lies before the start."), field="end")
    if minutes > LONGEST_MINUTES:
        raise InvalidInput(_("A communication lasts at most 31 days."), field="end")
    return minutes


def _follow_status(uow: UnitOfWork, communication: m.Communication) -> None:
    """When all of it is called off, coming dates with a state of their own are too."""
    if communication.status is not terms.CommunicationStatus.CANCELLED:
        return
    now = uow.clock.local_now(communication.time_zone)
    for override in list(communication.overrides):
        is_coming = (override.start or override.original_start) >= now
        if is_coming and override.status not in (None, terms.CommunicationStatus.CANCELLED):
            override.status = None
            if is_regular(override):
                communication.overrides.remove(override)


def _keep_last_date(communication: m.Communication, last: datetime) -> None:
    """Let a series with an end keep its last date when its dates get another time of day."""
    if communication.recurrence:
        communication.recurrence = ending_on(
            communication.recurrence,
            last.date(),
            all_day=communication.all_day,
            zone=communication.time_zone,
        )


def _settle_timing(communication: m.Communication) -> None:
    """Check the timing, and let start and rule agree with each other."""
    if communication.all_day:
        communication.start = communication.start.replace(hour=0, minute=0)
        communication.duration_minutes = whole_days(communication.duration_minutes)
    if communication.recurrence:
        communication.recurrence = check_rule(
            communication.recurrence,
            communication.start,
            all_day=communication.all_day,
            zone=communication.time_zone,
        )
        first = first_start(communication.recurrence, communication.start)
        if first != communication.start:
            communication.start = first
    if not communication.all_day:
        check_wall_time(communication.start, communication.time_zone)
    elif not FIRST_YEAR <= communication.start.year <= LAST_YEAR:
        raise f.wrong_year("start")


def _refuse_expected(uow: UnitOfWork, communication: m.Communication) -> None:
    """Refuse to remove what invitees still have in their calendars and is to come."""
    now = uow.clock.local_now(communication.time_zone)
    is_over = communication.last_end is not None and communication.last_end < now
    if not is_over and _is_expected(uow, communication):
        raise InvalidInput(
            _(
                "Invitations to “{title}” were sent. Cancel it and send the cancellation first, so "
                "that invitees hear of it."
            ).format(title=communication.title)
        )


def _is_expected(uow: UnitOfWork, communication: m.Communication) -> bool:
    """Whether somebody was invited to a part of it, and not told that it is off."""
    lines = select(m.Invitation.uid).where(m.Invitation.communication_id == communication.id)
    return any(is_expected(uow.session, uid) for uid in uow.session.scalars(lines.distinct()))


def _referring(
    uow: UnitOfWork, column: InstrumentedAttribute[Any], communication_id: int
) -> Sequence[Any]:
    """The records whose `column` names the communication."""
    return uow.session.scalars(select(column.class_).where(column == communication_id)).all()
