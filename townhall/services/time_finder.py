"""Planning what the time finder proposes: a date moved, sessions added, or something new."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from townhall.domain.zones import from_utc, to_utc
from townhall.language import _
from townhall.services.communications import add_communication
from townhall.services.extra_dates import add_date
from townhall.services.queries.time_finder import TimeSearch
from townhall.services.queries.time_ripple import date_to_move, own_start
from townhall.services.ripple import move_with_ripple
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def plan_time(
    uow: UnitOfWork,
    search: TimeSearch,
    starts: Sequence[datetime],
    minutes: int,
    audiences: Sequence[str],
    *,
    along: Collection[str] | None = None,
) -> tuple[int, datetime]:
    """Plan what was looked for at the first of `starts`, and repeat sessions at the others.

    Starts are wall times of the plan's zone. A date that was there moves; where a session is
    added it stays. What `along` names moves along with a date, see `move_with_ripple`. Returns
    the communication and the local start by which its date is known. Raises NotFound,
    InvalidInput.
    """
    wish = search.wish
    if wish.communication_id is None:
        communication_id = add_communication(
            uow,
            {
                "kind": search.kind.value,
                "title": search.title,
                "start": starts[0],
                "time_zone": search.time_zone,
                "duration_minutes": minutes,
                "audiences": list(audiences),
                "initiatives": list(search.initiatives),
                "attendees": [
                    {"email": each.email, "name": each.name, "role": "participant"}
                    for each in search.people
                    if each.email in search.conditions.people
                ],
            },
        )
        key = (communication_id, starts[0])
        _add_sessions(uow, communication_id, search.time_zone, starts[1:], minutes)
    elif wish.adds_session:
        times = _add_sessions(uow, wish.communication_id, search.time_zone, starts, minutes)
        key = (wish.communication_id, times[0])
    else:
        key = _move(uow, search, starts[0], minutes, along)
        _add_sessions(uow, key[0], search.time_zone, starts[1:], minutes)
    title = uow.get(m.Communication, key[0]).title
    uow.label = _("Planned “{title}”").format(title=title)
    return key


def _move(
    uow: UnitOfWork,
    search: TimeSearch,
    start: datetime,
    minutes: int,
    along: Collection[str] | None,
) -> tuple[int, datetime]:
    found = date_to_move(uow.session, search)
    values: dict[str, object] = {"start": own_start(uow.session, search, start)}
    if found.end - found.start != timedelta(minutes=minutes):
        values["duration_minutes"] = minutes
    assert search.wish.communication_id is not None
    return move_with_ripple(
        uow, search.wish.communication_id, found.original_start, values, along=along
    )


def _add_sessions(
    uow: UnitOfWork, communication_id: int, zone: str, starts: Sequence[datetime], minutes: int
) -> list[datetime]:
    """Add a date at each of `starts`; returns their starts in the communication's own zone."""
    communication = uow.get(m.Communication, communication_id)
    added = []
    for start in starts:
        own = from_utc(to_utc(start, zone), communication.time_zone)
        added.append(add_date(uow, communication_id, {"start": own, "duration_minutes": minutes}))
    return added
