"""From the stored communication to the values the domain's calendar rules work on."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from townhall.domain.calendar import Attendee, CalendarItem, Organizer, Override
from townhall.domain.errors import NotFound
from townhall.domain.invitation_text import in_languages
from townhall.domain.recurrence import Series
from townhall.domain.recurrence_dates import rule_starts
from townhall.domain.run_of_show import AgendaItem
from townhall.domain.terms import CommunicationKind, CommunicationStatus, SignOff, label
from townhall.language import N_, _, words
from townhall.storage.models import Communication, OccurrenceOverride

LONGEST_MINUTES = 31 * 24 * 60
"""A communication lasts at most a month."""

_DAY = 24 * 60

_CALENDAR_STATUS = {
    CommunicationStatus.IDEA: "TENTATIVE",
    CommunicationStatus.PLANNED: "TENTATIVE",
    CommunicationStatus.CANCELLED: "CANCELLED",
}

_COLORS = {
    CommunicationKind.TOWN_HALL: "royalblue",
    CommunicationKind.PROGRESS_UPDATE: "seagreen",
    CommunicationKind.TRAINING: "darkorange",
    CommunicationKind.WORKING_GROUP: "mediumvioletred",
    CommunicationKind.DROP_IN: "steelblue",
    CommunicationKind.BOARD_BRIEFING: "mediumpurple",
}


def override_of(stored: OccurrenceOverride | Row[*tuple[Any, ...]]) -> Override:
    """The domain's value of a stored override, or of a row with its columns."""
    cancelled = stored.status is CommunicationStatus.CANCELLED
    return Override(
        original_start=stored.original_start,
        start=stored.start,
        duration_minutes=stored.duration_minutes,
        title=stored.title,
        location=stored.location,
        cancelled=cancelled,
        added=stored.added,
        stands=stored.status is not None and not cancelled,
    )


def series_of(communication: Communication) -> Series:
    """The communication as a series to expand."""
    return Series(
        title=communication.title,
        location=communication.location,
        start=communication.start,
        time_zone=communication.time_zone,
        duration_minutes=communication.duration_minutes,
        all_day=communication.all_day,
        recurrence=communication.recurrence,
        overrides=tuple(override_of(stored) for stored in communication.overrides),
        cancelled=communication.status is CommunicationStatus.CANCELLED,
    )


def repeats(communication: Communication) -> bool:
    """Whether it has more dates than one: by its rule, or because some were added."""
    return communication.recurrence is not None or any(
        each.added for each in communication.overrides
    )


def is_regular(override: OccurrenceOverride) -> bool:
    """Whether an override says nothing (any more): it would only mark the date as changed."""
    said = (override.start, override.duration_minutes, override.title, override.location)
    return not override.added and override.status is None and said == (None,) * 4


def whole_days(minutes: int) -> int:
    """Minutes of the whole days that `minutes` take, at least one: what lasts all day."""
    return max(1, -(-minutes // _DAY)) * _DAY


def last_start(communication: Communication) -> datetime | None:
    """The original start of the last date; None for a series without end."""
    rule = communication.recurrence
    if not rule:
        return communication.start
    if "UNTIL=" not in rule and "COUNT=" not in rule:
        return None
    start, all_day, zone = communication.start, communication.all_day, communication.time_zone
    dates = rule_starts(rule, start, start, all_day=all_day, zone=zone)
    return max(dates, default=start)


def last_end(communication: Communication) -> datetime | None:
    """The wall time after which nothing of it happens; None for a series without end."""
    last = last_start(communication)
    if last is None:
        return None
    minutes = communication.duration_minutes
    ends = [last + timedelta(minutes=minutes)]
    for override in communication.overrides:
        start = override.start or override.original_start
        own = override.duration_minutes
        ends.append(start + timedelta(minutes=minutes if own is None else own))
    return max(ends)


def calendar_item(communication: Communication, language: str) -> CalendarItem:
    """The communication as calendars are told it, with the SEQUENCE told last.

    Added dates are items of their own: see `calendar_items`. The stamps are those of a first
    telling; who sends it puts its own in. `language` is nl or en.
    """
    organizer = None
    if communication.organizer_email:
        organizer = Organizer(communication.organizer_name, communication.organizer_email)
    return CalendarItem(
        uid=communication.uid,
        sequence=communication.sequence,
        title=communication.title,
        start=communication.start,
        time_zone=communication.time_zone,
        duration_minutes=communication.duration_minutes,
        dtstamp_utc=communication.created_at,
        created_utc=communication.created_at,
        modified_utc=communication.created_at,
        all_day=communication.all_day,
        recurrence=communication.recurrence,
        overrides=tuple(
            override_of(stored) for stored in communication.overrides if not stored.added
        ),
        description=_description(communication, language),
        location=communication.location,
        join_link=communication.join_link,
        status=_CALENDAR_STATUS.get(communication.status, "CONFIRMED"),
        agenda=agenda_of(communication, None),
        questions_to=communication.questions_to,
        contact=communication.contact,
        invitation_language=communication.invitation_language,
        organizer=organizer,
        attendees=tuple(
            Attendee(attendee.name, attendee.email, attendee.role)
            for attendee in communication.attendees
        ),
        reminder_minutes=communication.reminder_minutes,
        categories=(label(communication.kind, words(language)),),
        color=_COLORS[communication.kind],
        language=language,
    )


def agenda_of(
    communication: Communication, original_start: datetime | None
) -> tuple[AgendaItem, ...]:
    """The run of show of all dates, or what a date has of its own; nothing where it has none."""
    return tuple(
        AgendaItem(each.title, each.duration_minutes, each.start, each.speaker)
        for each in communication.agenda_items
        if each.original_start == original_start
    )


def own_agendas(communication: Communication) -> set[datetime]:
    """The original starts of the dates that have a run of show of their own."""
    starts = (each.original_start for each in communication.agenda_items)
    return {start for start in starts if start is not None}


def _description(communication: Communication, language: str) -> str:
    """The objective; what is not signed off says so, in words: that asks nobody to answer anew."""
    if (
        communication.sign_off is SignOff.APPROVED
        or communication.status is CommunicationStatus.CANCELLED
    ):
        return communication.objective
    draft = in_languages(
        communication.invitation_language or language,
        N_("Draft: this text is not signed off yet."),
    )
    return f"{communication.objective}\n\n{draft}" if communication.objective else draft


def find_override(
    communication: Communication, original_start: datetime
) -> OccurrenceOverride | None:
    """The stored override of a date, if any."""
    for override in communication.overrides:
        if override.original_start == original_start:
            return override
    return None


def no_such_date(communication: Communication, original_start: datetime) -> NotFound:
    """The error for a date the series does not have."""
    return NotFound(
        _("“{title}” has no date {start}.").format(
            title=communication.title, start=original_start.isoformat(timespec="minutes")
        )
    )
