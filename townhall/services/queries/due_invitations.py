"""Invitations that Today speaks of: out of date, not with everybody, or never sent."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.date_invitation import Standing
from townhall.domain.day_words import short_day
from townhall.domain.field_words import changed_words, standing_word
from townhall.domain.terms import CommunicationStatus, Severity
from townhall.language import _, ngettext
from townhall.services.queries.communications import (
    NO_FILTER,
    OccurrenceFilter,
    OccurrenceRow,
    occurrences,
)
from townhall.services.queries.event import date_invitation
from townhall.services.queries.invitations import recipient_versions
from townhall.services.queries.plans import plan_detail
from townhall.services.queries.today_items import Item, ItemKind
from townhall.storage import models as m

_AHEAD = timedelta(days=62)
_SOON = timedelta(days=14)
"""So long before a date everybody should have its invitation."""
_LATEST = timedelta(days=3)
"""So long before a date it is high time."""
_NAMED = 500
"""Up to so many communications are asked for by name; of more, all are read."""


def due_invitations(session: Session, day: date, clock: Clock) -> Iterator[Item]:
    """Coming dates of which invitees do not know how they stand, the first one of each series."""
    sent = frozenset(
        session.scalars(
            select(m.Invitation.communication_id).where(m.Invitation.method != "PUBLISH").distinct()
        )
    )
    about = m.Attendance.communication_id
    counted = select(about, func.count(m.Attendance.id)).group_by(about)
    people = dict(session.execute(counted).all())
    concerned = sent | people.keys()
    if not concerned:
        return
    filtered = NO_FILTER
    if len(concerned) <= _NAMED:
        filtered = OccurrenceFilter(communication_ids=concerned)
    zone = plan_detail(session).time_zone
    seen: set[int] = set()
    now = clock.now_utc()
    for row in occurrences(session, day, day + _AHEAD, zone, filtered):
        if row.communication_id in seen or row.end_utc <= now:
            continue
        found = (
            _due_invitation(session, row, day)
            if row.communication_id in sent
            else _unsent_invitation(row, day, people.get(row.communication_id, 0))
        )
        if found is not None:
            seen.add(row.communication_id)
            yield found


def _due_invitation(session: Session, row: OccurrenceRow, day: date) -> Item | None:
    """The item of a date whose invitees have an older version, or do not know that it is off."""
    found = date_invitation(session, row.communication_id, row.original_start)
    soon = row.shown_start.date() <= day + _SOON
    off = row.status is CommunicationStatus.CANCELLED
    behind = 0
    if found.standing is Standing.TO_WITHDRAW:
        words = _("Invitees of “{title}” do not know that it is cancelled")
    elif found.standing is Standing.OUTDATED:
        words = _("Invitees of “{title}” have an older version")
    elif found.standing is Standing.CURRENT and soon and not off:
        versions = recipient_versions(session, row.communication_id, row.original_start)
        behind = sum(not each.latest for each in versions)
        words = ngettext(
            "{n} person of “{title}” does not have the newest version",
            "{n} people of “{title}” do not have the newest version",
            behind,
        )
        if not behind:
            return None
    else:
        return None
    reason = f"{short_day(row.shown_start.date(), day)}. {changed_words(found.differences)}"
    return Item(
        ItemKind.INVITATION,
        Severity.HIGH if soon and not behind else Severity.MEDIUM,
        _by(row, day) if behind else day,
        words.format(title=row.title, n=behind),
        reason.strip(" ."),
        row=row,
        version=found.next_version,
        standing=standing_word(found.standing, behind=bool(behind)),
    )


def _unsent_invitation(row: OccurrenceRow, day: date, people: int) -> Item | None:
    """The item of a date soon, with people on its list to whom nothing was sent yet."""
    left = (row.shown_start.date() - day).days
    off = row.status in (CommunicationStatus.CANCELLED, CommunicationStatus.IDEA)
    if off or left > _SOON.days or not people:
        return None
    words = ngettext(
        "{n} person on the list of “{title}” has no invitation yet",
        "{n} people on the list of “{title}” have no invitation yet",
        people,
    )
    return Item(
        ItemKind.INVITATION,
        Severity.HIGH if left <= _LATEST.days else Severity.MEDIUM,
        _by(row, day),
        words.format(title=row.title, n=people),
        short_day(row.shown_start.date(), day),
        row=row,
        version=1,
        standing=standing_word(Standing.NEVER_SENT),
    )


def _by(row: OccurrenceRow, day: date) -> date:
    """The day by which everybody should have the invitation of a date; not before `day`."""
    return max(day, row.shown_start.date() - _LATEST)
