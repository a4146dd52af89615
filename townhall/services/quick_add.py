"""Planning, or noting a question, from what was understood of one line."""

from typing import Any

from sqlalchemy import select

from townhall.domain.language_guess import guess_language
from townhall.domain.quick_add import QuickAdd, QuickQuestion
from townhall.domain.terms import AttendeeRole, Channel, CommunicationKind
from townhall.language import current_language
from townhall.services.communications import add_communication
from townhall.services.questions import add_question
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def plan_from_line(uow: UnitOfWork, quick: QuickAdd) -> int:
    """Plan the communication; people named in the line speak at it. Returns its id.

    Raises InvalidInput, as `add_communication` does; then nothing is added.
    """
    town_hall = quick.kind is CommunicationKind.TOWN_HALL
    return add_communication(
        uow,
        {
            "kind": quick.kind.value,
            "title": quick.title,
            "start": quick.start,
            "duration_minutes": quick.duration_minutes,
            "recurrence": quick.recurrence,
            "channel": Channel.TOWN_HALL.value if town_hall else "",
            "location": quick.location,
            "audiences": list(quick.audiences),
            "initiatives": list(quick.initiatives),
            "attendees": _speakers(uow, quick.people),
        },
    )


def ask_from_line(uow: UnitOfWork, question: QuickQuestion) -> int:
    """Add the question, asked now. Returns its id. Raises InvalidInput."""
    now = uow.clock.local_now(uow.plan.time_zone)
    return add_question(
        uow,
        {
            "text": question.text,
            "language": guess_language(question.text) or current_language(),
            "asked_at": now.isoformat(),
        },
    )


def _speakers(uow: UnitOfWork, names: tuple[str, ...]) -> list[dict[str, Any]]:
    if not names:
        return []
    found = uow.session.scalars(
        select(m.Person).where(m.Person.name.in_(names), m.Person.email != "").order_by(m.Person.id)
    )
    by_name = {person.name: person for person in reversed(list(found))}
    return [
        {"name": name, "email": by_name[name].email, "role": AttendeeRole.SPEAKER.value}
        for name in names
        if name in by_name
    ]
