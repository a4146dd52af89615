"""Copying a date of a communication to another moment, as a communication of its own."""

from datetime import datetime

from townhall.domain.terms import CommunicationStatus
from townhall.language import _
from townhall.services.communications import add_communication
from townhall.services.queries.communications import occurrence
from townhall.storage.unit_of_work import UnitOfWork

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

    The copy has what the date shows: title, place, length, people and run of show, but no
    repetition, no sign-off and no invitations. What was confirmed, held or cancelled is planned
    again; hard starts stay where the copy begins at the same hour. Raises NotFound, InvalidInput.
    """
    found = occurrence(uow.session, communication_id, original_start)
    row, series = found.row, found.communication
    same_hour = start.time() == row.start.time()
    copied = add_communication(
        uow,
        {
            "kind": series.kind.value,
            "title": row.title,
            "objective": series.objective,
            "status": (CommunicationStatus.PLANNED if row.status in _SETTLED else row.status).value,
            "start": start,
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
        },
    )
    uow.label = _("Copied “{title}”").format(title=row.title)
    return copied
