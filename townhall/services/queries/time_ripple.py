"""What moves along when a proposal of the time finder is chosen for a date that is planned."""

from datetime import datetime

from sqlalchemy.orm import Session

from townhall.domain.calendar import Occurrence
from townhall.domain.clock import Clock
from townhall.domain.recurrence import occurrence_at
from townhall.domain.zones import from_utc, to_utc
from townhall.services.queries.communication_details import stored_communication
from townhall.services.queries.ripple import Ripple, ripple
from townhall.services.queries.time_finder import TimeSearch
from townhall.services.series import no_such_date, series_of


def moves(search: TimeSearch) -> bool:
    """Whether choosing a time moves a date, rather than planning something or adding a session."""
    return search.wish.communication_id is not None and not search.wish.adds_session


def date_to_move(session: Session, search: TimeSearch) -> Occurrence:
    """The date that choosing a time moves. Raises NotFound."""
    communication_id, original = search.wish.communication_id, search.wish.original_start
    assert communication_id is not None
    stored = stored_communication(session, communication_id)
    original = stored.start if original is None else original
    found = occurrence_at(series_of(stored), original)
    if found is None:
        raise no_such_date(stored, original)
    return found


def own_start(session: Session, search: TimeSearch, start: datetime) -> datetime:
    """`start`, a wall time of the plan's zone, in the zone of the communication that moves."""
    assert search.wish.communication_id is not None
    stored = stored_communication(session, search.wish.communication_id)
    return from_utc(to_utc(start, search.time_zone), stored.time_zone)


def time_ripple(session: Session, search: TimeSearch, start: datetime, *, clock: Clock) -> Ripple:
    """What moving the date to `start` (wall time of the plan's zone) touches. Raises NotFound."""
    found = date_to_move(session, search)
    new_start = own_start(session, search, start)
    assert search.wish.communication_id is not None
    return ripple(
        session, search.wish.communication_id, found.original_start, new_start, clock=clock
    )
