"""What a line is read with: the names of the plan, and its time zone."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.quick_add import KnownNames
from townhall.storage import models as m

_MOST_PLACES = 300


@dataclass(frozen=True, slots=True)
class LineContext:
    """The names a line may hold, and the zone its times are in."""

    names: KnownNames
    time_zone: str


def line_context(session: Session) -> LineContext:
    """Audiences, initiatives, people with an e-mail address, and the places used last."""
    places = (
        select(m.Communication.location)
        .where(m.Communication.location != "")
        .group_by(m.Communication.location)
        .order_by(func.max(m.Communication.id).desc())
        .limit(_MOST_PLACES)
    )
    people = select(m.Person.name).where(m.Person.email != "").order_by(m.Person.name)
    return LineContext(
        KnownNames(
            audiences=tuple(session.scalars(select(m.Audience.name).order_by(m.Audience.id))),
            initiatives=tuple(session.scalars(select(m.Initiative.name).order_by(m.Initiative.id))),
            people=tuple(session.scalars(people)),
            places=tuple(session.scalars(places)),
        ),
        session.get_one(m.Plan, 1).time_zone,
    )
