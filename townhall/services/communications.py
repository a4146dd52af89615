"""Planning communications: adding, changing, moving and removing them, one date or a series."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from townhall.domain import terms
from townhall.domain.errors import InvalidInput
from townhall.domain.holidays import holidays_between
from townhall.domain.recurrence import check_rule, expand, first_start
from townhall.domain.zones import check_wall_time, check_zone, from_utc
from townhall.language import _
from townhall.services import fields as f
from townhall.services.fields import Field
from townhall.services.records import Parts, check_base, store_parts
from townhall.services.series import last_end, series_of
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

LONGEST_MINUTES = 31 * 24 * 60
"""A communication lasts at most a month."""

_HOLIDAY_HORIZON = timedelta(days=3 * 366)
"""How far ahead public holidays are taken out of a series without end."""


def _zone(uow: UnitOfWork, value: Any, name: str) -> str:
    zone = f.line()(uow, value, name)
    check_zone(zone)
    return str(zone)


def _rule(uow: UnitOfWork, value: Any, name: str) -> str | None:
    return f.line(500)(uow, value, name) or None


FIELDS: dict[str, Field] = {
    "kind": Field("kind", f.term(terms.CommunicationKind), required=True),
    "title": Field("title", f.line(), required=True),
    "objective": Field("objective", f.paragraphs()),
    "status": Field("status", f.term(terms.CommunicationStatus)),
    "sign_off": Field("sign_off", f.term(terms.SignOff)),
    "signed_by": Field("signed_by", f.line()),
    "start": Field("start", lambda uow, value, name: f.moment(value, name), required=True),
    "end": Field("end", lambda uow, value, name: f.moment(value, name)),
    "time_zone": Field("time_zone", _zone),
    "duration_minutes": Field("duration_minutes", f.integer(0, LONGEST_MINUTES)),
    "all_day": Field("all_day", f.boolean),
    "recurrence": Field("recurrence", _rule),
    "skip_holidays": Field("skip_holidays", f.boolean),
    "channel": Field("channel", f.line()),
    "location": Field("location", f.line()),
    "join_link": Field("join_link", f.link),
    "reminder_minutes": Field("reminder_minutes", f.integer(0, 40_320, optional=True)),
    "notes": Field("notes", f.paragraphs()),
}

Dated = m.OccurrenceOverride | m.AgendaEntry | m.Question | m.Task
"""What can belong to one date of a series."""

_ORGANIZER = {
    "name": Field("organizer_name", f.line()),
    "email": Field("organizer_email", f.email),
}
_ATTENDEES = Parts(
    "attendees",
    m.Attendance,
    {
        "email": Field("email", f.email, required=True),
        "name": Field("name", f.line()),
        "role": Field("role", f.term(terms.AttendeeRole)),
    },
)
_AUDIENCES = Parts(
    "audience_links",
    m.CommunicationAudience,
    {"name": Field("audience_id", f.audience, required=True)},
)
_INITIATIVES = Parts(
    "initiative_links",
    m.CommunicationInitiative,
    {"name": Field("initiative_id", f.initiative, required=True)},
)
AGENDA_FIELDS: dict[str, Field] = {
    "title": Field("title", f.line(), required=True),
    "duration_minutes": Field("duration_minutes", f.integer(0, 24 * 60), required=True),
    "start": Field("start", f.clock_time),
    "speaker": Field("speaker", f.line()),
    "cues": Field("cues", f.paragraphs(2_000)),
}
_LISTS = ("organizer", "attendees", "audiences", "initiatives", "agenda")


def new_uid() -> str:
    """A UID for calendars, never used before (RFC 7986, 5.3)."""
    return str(uuid.uuid4())


def add_communication(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Plan a communication; the contract's fields, plus `end` in place of `duration_minutes`.

    A start that is not the first date of the rule moves to it (RFC 5545, 3.8.5.3). Without a
    time zone or organizer those of the plan are taken. Raises InvalidInput; then nothing is
    added. Returns the id.
    """
    plain, lists = _split(values)
    stored = f.read_fields(uow, FIELDS, plain, adding=True)
    plan, now = uow.plan, uow.now()
    stored.setdefault("time_zone", plan.time_zone)
    stored["start"] = _local(stored["start"], stored["time_zone"])
    _take_end(stored, stored["start"])
    communication = m.Communication(
        uid=new_uid(),
        created_at=now,
        organizer_name=plan.organizer_name,
        organizer_email=plan.organizer_email,
        **stored,
    )
    uow.session.add(communication)
    _store_lists(uow, communication, lists)
    uow.session.flush()
    _settle(uow, communication, new_rule=True)
    uow.label = _("Planned “{title}”").format(title=communication.title)
    return communication.id


def change_communication(
    uow: UnitOfWork,
    communication_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> None:
    """Change fields of a communication, of all dates when it is a series.

    Dates that were changed by themselves keep their place when the series moves in time.
    `base` holds the values an editor loaded. Raises NotFound, InvalidInput, Conflict.
    """
    communication = uow.get(m.Communication, communication_id)
    plain, lists = _split(values)
    stored = f.read_fields(uow, FIELDS, plain, adding=False)
    zone = stored.get("time_zone", communication.time_zone)
    if "start" in stored:
        stored["start"] = _local(stored["start"], zone)
    _take_end(stored, stored.get("start", communication.start))
    if base is not None:
        check_base(uow, FIELDS, communication, stored, base)
    moved = stored.get("start", communication.start) - communication.start
    timing = {"start", "time_zone", "recurrence", "all_day", "skip_holidays"} & stored.keys()
    f.store(communication, stored)
    _store_lists(uow, communication, lists)
    if moved and communication.recurrence:
        _shift_dates(uow, communication, moved)
    _note_sign_off(uow, communication, stored)
    _settle(uow, communication, new_rule=bool(timing))
    uow.label = _("Changed “{title}”").format(title=communication.title)


def cancel_communication(uow: UnitOfWork, communication_id: int) -> None:
    """Call a communication off, with all its dates. Raises NotFound."""
    communication = uow.get(m.Communication, communication_id)
    communication.status = terms.CommunicationStatus.CANCELLED
    _settle(uow, communication, new_rule=False)
    uow.label = _("Cancelled “{title}”").format(title=communication.title)


def remove_communication(uow: UnitOfWork, communication_id: int) -> None:
    """Remove a communication with its run-up; its questions stay, without a date.

    Raises NotFound; InvalidInput when calendars were told of it: then it has to be cancelled,
    or its invitees would never hear.
    """
    communication = uow.get(m.Communication, communication_id)
    sent = select(m.Invitation).where(m.Invitation.communication_id == communication_id)
    if (
        communication.status is not terms.CommunicationStatus.CANCELLED
        and uow.session.scalars(sent.where(m.Invitation.method == "REQUEST")).first()
    ):
        raise InvalidInput(
            _("Invitations to “{title}” were sent. Cancel it, so that invitees hear of it.").format(
                title=communication.title
            )
        )
    for invitation in uow.session.scalars(sent):
        uow.session.delete(invitation)
    for task in uow.session.scalars(
        select(m.Task).where(m.Task.communication_id == communication_id)
    ):
        uow.session.delete(task)
    for question in uow.session.scalars(
        select(m.Question).where(m.Question.communication_id == communication_id)
    ):
        question.communication_id = None
        question.original_start = None
    for group in uow.session.scalars(
        select(m.WorkingGroup).where(m.WorkingGroup.communication_id == communication_id)
    ):
        group.communication_id = None
    for training in uow.session.scalars(
        select(m.Training).where(m.Training.communication_id == communication_id)
    ):
        training.communication_id = None
    for later in uow.session.scalars(
        select(m.Communication).where(m.Communication.follows_id == communication_id)
    ):
        later.follows_id = None
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
    store_agenda(uow, communication, items, original_start)
    uow.label = _("Changed the run of show of “{title}”").format(title=communication.title)


def store_agenda(
    uow: UnitOfWork,
    communication: m.Communication,
    items: Any,
    original_start: datetime | None,
) -> None:
    """Make the agenda (of one date, or of all) equal to `items`."""
    if not isinstance(items, list):
        raise InvalidInput(
            _("“{field}” must be {expected}.").format(field="agenda", expected=_("a list")),
            field="agenda",
        )
    with f.inside("agenda"):
        wanted = [f.read_fields(uow, AGENDA_FIELDS, item, adding=True) for item in items]
    owned = [e for e in communication.agenda_items if e.original_start == original_start]
    for position, stored in enumerate(wanted):
        stored = {"speaker": "", "cues": "", "start": None} | stored | {"position": position}
        if position < len(owned):
            f.store(owned[position], stored)
        else:
            communication.agenda_items.append(
                m.AgendaEntry(original_start=original_start, **stored)
            )
    for entry in owned[len(wanted) :]:
        communication.agenda_items.remove(entry)


def _split(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    if not isinstance(values, Mapping):
        raise InvalidInput(_("A JSON object with fields is needed."))
    lists = {name: values[name] for name in _LISTS if name in values}
    return {name: value for name, value in values.items() if name not in lists}, lists


def _local(start: datetime, zone: str) -> datetime:
    return from_utc(start.astimezone(UTC), zone) if start.tzinfo else start


def _take_end(stored: dict[str, Any], start: datetime) -> None:
    if "end" not in stored:
        return
    minutes = int((stored.pop("end").replace(tzinfo=None) - start).total_seconds()) // 60
    if minutes < 0:
        raise InvalidInput(_("The end lies before the start."), field="end")
    if minutes > LONGEST_MINUTES:
        raise InvalidInput(_("A communication lasts at most 31 days."), field="end")
    stored["duration_minutes"] = minutes


def _store_lists(uow: UnitOfWork, communication: m.Communication, lists: Mapping[str, Any]) -> None:
    if "organizer" in lists:
        with f.inside("organizer"):
            organizer = f.read_fields(uow, _ORGANIZER, lists["organizer"] or {}, adding=False)
        f.store(communication, {"organizer_name": "", "organizer_email": ""} | organizer)
    if "attendees" in lists:
        store_parts(uow, communication, _ATTENDEES, lists["attendees"], "attendees")
        _refuse_doubles(communication)
        for position, attendee in enumerate(communication.attendees):
            f.store(attendee, {"position": position})
    if "audiences" in lists:
        store_parts(uow, communication, _AUDIENCES, lists["audiences"], "audiences")
    if "initiatives" in lists:
        store_parts(uow, communication, _INITIATIVES, lists["initiatives"], "initiatives")
    if "agenda" in lists:
        store_agenda(uow, communication, lists["agenda"], None)


def _refuse_doubles(communication: m.Communication) -> None:
    seen: set[str] = set()
    for attendee in communication.attendees:
        if attendee.email.lower() in seen:
            raise InvalidInput(
                _("{email} stands twice among the attendees.").format(email=attendee.email),
                field="attendees",
            )
        seen.add(attendee.email.lower())


def dated_records(uow: UnitOfWork, communication_id: int) -> Iterator[Dated]:
    """Everything that belongs to one date of the communication, known by its original start."""
    override, entry, question, task = m.OccurrenceOverride, m.AgendaEntry, m.Question, m.Task
    one_of = uow.session.scalars
    yield from one_of(select(override).where(override.communication_id == communication_id))
    yield from one_of(select(entry).where(entry.communication_id == communication_id))
    yield from one_of(select(question).where(question.communication_id == communication_id))
    yield from one_of(select(task).where(task.communication_id == communication_id))


def _shift_dates(uow: UnitOfWork, communication: m.Communication, moved: timedelta) -> None:
    """Dates changed by themselves are known by the time the rule gives, which has moved."""
    for record in dated_records(uow, communication.id):
        if record.original_start is not None:
            record.original_start += moved


def _note_sign_off(
    uow: UnitOfWork, communication: m.Communication, stored: Mapping[str, Any]
) -> None:
    if "sign_off" not in stored:
        return
    approved = communication.sign_off is terms.SignOff.APPROVED
    communication.signed_at = uow.now() if approved else None
    if not approved:
        communication.signed_by = ""


def _settle(uow: UnitOfWork, communication: m.Communication, *, new_rule: bool) -> None:
    """Check the timing and work out what follows from it."""
    if communication.all_day:
        communication.start = communication.start.replace(hour=0, minute=0)
    if new_rule:
        if communication.recurrence:
            rule = check_rule(
                communication.recurrence,
                communication.start,
                all_day=communication.all_day,
                zone=communication.time_zone,
            )
            communication.recurrence = rule
            first = first_start(rule, communication.start)
            if first != communication.start:
                communication.start = first
        if not communication.all_day:
            check_wall_time(communication.start, communication.time_zone)
        if communication.skip_holidays and communication.recurrence:
            skip_holidays(uow, communication)
    communication.last_end = last_end(communication)


def skip_holidays(uow: UnitOfWork, communication: m.Communication) -> None:
    """Take dates on the plan's public holidays out of a series, as explicit exceptions."""
    start = max(communication.start, uow.clock.local_now(communication.time_zone))
    until = start + _HOLIDAY_HORIZON
    plan = uow.plan
    known = {override.original_start for override in communication.overrides}
    series = series_of(communication)
    dates: dict[date, str] = holidays_between(
        start.date(), until.date(), plan.country, plan.region or None, "en"
    )
    for occurrence in expand(series, start, until):
        if occurrence.start.date() in dates and occurrence.original_start not in known:
            communication.overrides.append(
                m.OccurrenceOverride(
                    original_start=occurrence.original_start,
                    status=terms.CommunicationStatus.CANCELLED,
                )
            )
