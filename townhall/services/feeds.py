"""Calendar feeds: one file of many communications, for others to subscribe to."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from townhall.domain.calendar import Organizer
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import CommunicationStatus
from townhall.language import _
from townhall.services import fields as f
from townhall.services.calendar_items import added_starts, tell
from townhall.services.queries.communications import OccurrenceFilter, occurrences
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_FEED_HORIZON = timedelta(days=3660)
"""How far a range without an end is looked into: a series has had a date by then."""


def export_feed(
    uow: UnitOfWork,
    path: Path,
    *,
    name: str = "",
    audience: str = "",
    initiative: str = "",
    first: date | None = None,
    last: date | None = None,
    language: str = "",
) -> int:
    """Write a feed to subscribe to: everything but ideas, or what an audience or initiative hears.

    `first` and `last` (inclusive, in the plan's zone) keep what has a date between them. Returns
    how many communications are in it. Raises InvalidInput when there are none, CannotWrite.
    """
    from townhall.formats import ics
    from townhall.formats.files import write_atomically

    plan = uow.plan
    chosen = _chosen(uow, audience, initiative, first, last)
    words_in = language or plan.document_language
    items = [
        tell(uow, each, start, words_in, again=False, cancelling=False)
        for each in chosen
        for start in (None, *added_starts(each))
    ]
    organizer = None
    if plan.organizer_email:
        organizer = Organizer(plan.organizer_name, plan.organizer_email)
    about = audience or initiative or plan.organisation or _("Communications")
    content = ics.feed(items, name=name or about, language=words_in, organizer=organizer)
    write_atomically(path, content)
    uow.undoable = False
    uow.label = _("Wrote a calendar feed")
    return len(chosen)


def _chosen(
    uow: UnitOfWork,
    audience: str,
    initiative: str,
    first: date | None,
    last: date | None,
) -> list[m.Communication]:
    query = select(m.Communication).where(m.Communication.status != CommunicationStatus.IDEA)
    if audience:
        link = m.CommunicationAudience
        heard = select(link.communication_id).where(
            link.audience_id == f.audience(uow, audience, "audience")
        )
        query = query.where(m.Communication.id.in_(heard))
    if initiative:
        about = m.CommunicationInitiative
        told = select(about.communication_id).where(
            about.initiative_id == f.initiative(uow, initiative, "initiative")
        )
        query = query.where(m.Communication.id.in_(told))
    ordered = query.order_by(m.Communication.start, m.Communication.id)
    chosen = list(uow.session.scalars(ordered))
    if first is None and last is None:
        return chosen
    if first is not None and last is not None and last < first:
        raise InvalidInput(_("The end lies before the start."), field="to")
    rows = occurrences(
        uow.session,
        first or date(1970, 1, 2),
        last or (first or date(1970, 1, 2)) + _FEED_HORIZON,
        uow.plan.time_zone,
        OccurrenceFilter(communication_ids=frozenset(each.id for each in chosen)),
    )
    inside = {row.communication_id for row in rows}
    return [each for each in chosen if each.id in inside]
