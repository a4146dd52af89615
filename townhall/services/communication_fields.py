"""The fields of a communication: which go into which column, and how each is read."""

from datetime import datetime
from typing import Any

from townhall.domain import terms
from townhall.services import fields as f
from townhall.services.editing import Field, Parts, Shape
from townhall.services.series import LONGEST_MINUTES
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_DAY = 24 * 60


def _moment(uow: UnitOfWork, value: Any, name: str) -> datetime:
    return f.moment(value, name)


def _rule(uow: UnitOfWork, value: Any, name: str) -> str | None:
    return f.line()(uow, value, name) or None


FIELDS: dict[str, Field] = {
    "kind": Field("kind", f.term(terms.CommunicationKind), required=True),
    "title": Field("title", f.line(), required=True),
    "objective": Field("objective", f.paragraphs()),
    "status": Field("status", f.term(terms.CommunicationStatus)),
    "sign_off": Field("sign_off", f.term(terms.SignOff)),
    "signed_by": Field("signed_by", f.line()),
    "start": Field("start", _moment, required=True),
    "end": Field("end", _moment),
    "time_zone": Field("time_zone", f.zone),
    "duration_minutes": Field("duration_minutes", f.integer(0, LONGEST_MINUTES)),
    "all_day": Field("all_day", f.boolean),
    "recurrence": Field("recurrence", _rule),
    "skip_holidays": Field("skip_holidays", f.boolean),
    "on_holidays": Field("on_holidays", f.term(terms.ClosedDays)),
    "on_blackouts": Field("on_blackouts", f.term(terms.ClosedDays)),
    "channel": Field("channel", f.line()),
    "location": Field("location", f.line()),
    "join_link": Field("join_link", f.link),
    "invitation_language": Field("invitation_language", f.invitation_language),
    "questions_to": Field("questions_to", f.reach),
    "contact": Field("contact", f.line()),
    "reminder_minutes": Field("reminder_minutes", f.integer(0, 40_320, optional=True)),
    "notes": Field("notes", f.paragraphs()),
}

AGENDA_FIELDS: dict[str, Field] = {
    "title": Field("title", f.line(), required=True),
    "duration_minutes": Field("duration_minutes", f.integer(0, _DAY), required=True),
    "start": Field("start", f.clock_time),
    "speaker": Field("speaker", f.line()),
    "cues": Field("cues", f.paragraphs(2_000)),
}


def agenda_of(original_start: datetime | None) -> Parts:
    """The run of show of one date; None: of all dates without one of their own."""
    common = {"original_start": original_start}
    return Parts("agenda_items", m.AgendaEntry, AGENDA_FIELDS, common=common)


SHAPE = Shape(
    FIELDS,
    groups={
        "organizer": {
            "name": Field("organizer_name", f.line()),
            "email": Field("organizer_email", f.email),
        }
    },
    parts={
        "attendees": Parts(
            "attendees",
            m.Attendance,
            {
                "email": Field("email", f.email, required=True),
                "name": Field("name", f.line()),
                "role": Field("role", f.term(terms.AttendeeRole)),
            },
            key="email",
        ),
        "audiences": Parts(
            "audience_links",
            m.CommunicationAudience,
            {"name": Field("audience_id", f.audience, required=True)},
            key="audience_id",
        ),
        "initiatives": Parts(
            "initiative_links",
            m.CommunicationInitiative,
            {"name": Field("initiative_id", f.initiative, required=True)},
            key="initiative_id",
        ),
        "agenda": agenda_of(None),
    },
)
