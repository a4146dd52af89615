"""Everything the page of an invitation shows: what is due, who has which version, what changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.date_invitation import Difference
from townhall.domain.invitation_changes import DateChange, all_fields, other_dates
from townhall.domain.invitations import snapshot
from townhall.services.calendar_items import added_date, item_of
from townhall.services.queries.communications import OccurrenceDetail, occurrence
from townhall.services.queries.event import EventInvitation, date_invitation
from townhall.services.queries.invitations import (
    DueFile,
    RecipientVersion,
    due_files,
    recipient_versions,
    told_by,
)
from townhall.services.queries.plans import PlanDetail, plan_detail
from townhall.services.series import repeats
from townhall.storage import models as m


@dataclass(frozen=True, slots=True)
class InvitationChanges:
    """What differs since the version that went out last: `fields` of the date, changed or not."""

    version_number: int
    sent_at: datetime
    fields: tuple[Difference, ...]
    dates: tuple[DateChange, ...]


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """A communication that a file is about: its first start (local), and whether it repeats."""

    start: datetime
    recurring: bool


@dataclass(frozen=True, slots=True)
class HandOverDetail:
    """The invitation of one date, with what has to go out now.

    `due` are the files for others than Outlook, `due_separate` those with single dates apart;
    equal where that makes no difference. `series` are the communications they are about, by id.
    `changes` None: nothing was sent yet.
    """

    date: OccurrenceDetail
    plan: PlanDetail
    invitation: EventInvitation
    due: tuple[DueFile, ...]
    due_separate: tuple[DueFile, ...]
    series: dict[int, SeriesFacts]
    versions: tuple[RecipientVersion, ...]
    changes: InvitationChanges | None


def hand_over_detail(
    session: Session, communication_id: int, original_start: datetime, *, clock: Clock
) -> HandOverDetail:
    """The invitation of the date `original_start` (local). Raises NotFound."""
    date = occurrence(session, communication_id, original_start)
    invitation = date_invitation(session, communication_id, original_start)
    due = due_files(session, communication_id, clock=clock)
    apart = due_files(session, communication_id, separate=True, clock=clock)
    about = {each.communication_id for each in (*due, *apart)}
    stored = [session.get_one(m.Communication, number) for number in sorted(about)]
    return HandOverDetail(
        date=date,
        plan=plan_detail(session),
        invitation=invitation,
        due=due,
        due_separate=apart,
        series={each.id: SeriesFacts(each.start, repeats(each)) for each in stored},
        versions=recipient_versions(session, communication_id, original_start),
        changes=invitation_changes(session, communication_id, original_start),
    )


def invitation_changes(
    session: Session, communication_id: int, original_start: datetime
) -> InvitationChanges | None:
    """What invitees were told of a date beside what holds now; None when nothing was sent."""
    last = date_invitation(session, communication_id, original_start).last
    if last is None:
        return None
    stored = session.get_one(m.Communication, communication_id)
    added = added_date(stored, original_start) is not None
    language = plan_detail(session).document_language
    told = told_by(session, session.get_one(m.Invitation, last.id))
    now = snapshot(item_of(stored, original_start if added else None, language))
    return InvitationChanges(
        version_number=last.version_number,
        sent_at=last.exported_at,
        fields=all_fields(told, now, original_start),
        dates=other_dates(told, now, original_start),
    )
