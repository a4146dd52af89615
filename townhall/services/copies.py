"""Copying a date of a communication to another moment, as a communication of its own."""

from datetime import datetime, time, timedelta
from typing import Any

from townhall.domain.next_quarter import next_quarter
from townhall.domain.terms import CommunicationStatus
from townhall.language import _
from townhall.services.communications import add_communication
from townhall.services.queries.closed_days import closed_days
from townhall.services.queries.communications import OccurrenceDetail, date_row, occurrence
from townhall.services.queries.run_up import RunUpTask, run_up
from townhall.services.records import add_record
from townhall.storage.unit_of_work import UnitOfWork

_REACH = timedelta(days=150)
"""Further than the next quarter's same place can be."""

_SETTLED = {
    CommunicationStatus.HELD,
    CommunicationStatus.EVALUATED,
    CommunicationStatus.CANCELLED,
    CommunicationStatus.CONFIRMED,
}


def copy_date(
    uow: UnitOfWork, communication_id: int, original_start: datetime, start: datetime
) -> int:
    """Plan the same once more at `start` (local to the communication's zone); returns its id.

    The copy has what the date shows: title, place, length, people, run of show and run-up, but no
    repetition, no sign-off and no invitations. What was confirmed, held or cancelled is planned
    again; hard starts stay where the copy begins at the same hour. Raises NotFound, InvalidInput.
    """
    found = occurrence(uow.session, communication_id, original_start)
    copied = add_communication(uow, {**values_of(found, start.time()), "start": start})
    for step in run_up(uow.session, communication_id, original_start):
        add_record(uow, "task", {"communication_id": copied, **step_values(step)})
    uow.label = _("Copied “{title}”").format(title=found.row.title)
    return copied


def step_values(step: RunUpTask) -> dict[str, object]:
    """A step of a run-up as a new one, not done, its day counted from the date."""
    return {
        "title": step.title,
        "owner_role": step.owner_role,
        "owner": step.owner,
        "offset_days": step.offset_days,
    }


def values_of(found: OccurrenceDetail, begins: time) -> dict[str, Any]:
    """What a date shows as fields of a new communication that begins at the hour `begins`."""
    row, series = found.row, found.communication
    same_hour = begins == row.start.time()
    return {
        "kind": series.kind.value,
        "title": row.title,
        "objective": series.objective,
        "status": (CommunicationStatus.PLANNED if row.status in _SETTLED else row.status).value,
        "time_zone": series.time_zone,
        "duration_minutes": int((row.end - row.start).total_seconds()) // 60,
        "all_day": series.all_day,
        "channel": series.channel,
        "location": row.location,
        "join_link": series.join_link,
        "organizer": {"name": series.organizer.name, "email": series.organizer.email},
        "attendees": [
            {"name": each.name, "email": each.email, "role": each.role.value}
            for each in series.attendees
        ],
        "audiences": list(series.audiences),
        "initiatives": list(series.initiatives),
        "invitation_language": series.invitation_language,
        "questions_to": series.questions_to,
        "contact": series.contact,
        "reminder_minutes": series.reminder_minutes,
        "notes": series.notes,
        "agenda": [
            {
                "title": item.title,
                "duration_minutes": item.duration_minutes,
                "start": f"{item.start:%H:%M}" if item.start and same_hour else None,
                "speaker": item.speaker,
                "cues": item.cues,
            }
            for item in found.agenda
        ],
    }


def duplicate_to_next_quarter(
    uow: UnitOfWork, communication_id: int, original_start: datetime
) -> tuple[int, datetime]:
    """Plan a date once more in the next quarter: same weekday of the month, same hour.

    Closed days are avoided. Returns the id and the start. Raises NotFound, InvalidInput.
    """
    row = date_row(uow.session, communication_id, original_start)
    day = row.start.date()
    closed = closed_days(uow.session, day, day + _REACH)
    start = datetime.combine(next_quarter(day, closed), row.start.time())
    return copy_date(uow, communication_id, original_start, start), start
