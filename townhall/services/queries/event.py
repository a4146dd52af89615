"""One date with everything its page shows: agenda, invitation, audience, questions, promises."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.accounting import Accounting
from townhall.domain.clock import Clock
from townhall.domain.date_invitation import (
    Difference,
    Standing,
    date_differences,
    other_dates_differ,
    standing,
)
from townhall.domain.errors import NotFound
from townhall.domain.invitations import Method, snapshot
from townhall.domain.ledger import version_of
from townhall.domain.terms import CommunicationStatus, FollowUpState, Outcome
from townhall.domain.warnings import PlanWarning
from townhall.services.calendar_items import added_date, item_of
from townhall.services.due import sent_lines
from townhall.services.queries.accounting import at_event
from townhall.services.queries.communications import (
    OccurrenceDetail,
    nearest_date,
    occurrence,
)
from townhall.services.queries.follow_ups import FollowUpDetail, follow_ups
from townhall.services.queries.invitations import (
    InvitationDetail,
    RecipientVersion,
    invitations,
    recipient_versions,
    told_by,
)
from townhall.services.queries.people import PersonDetail, audiences, people
from townhall.services.queries.plans import PlanDetail, plan_detail
from townhall.services.queries.questions import (
    QuestionFilter,
    QuestionRow,
    accounting,
    question_ids,
    question_rows,
)
from townhall.services.queries.run_up import RunUpTask, run_up
from townhall.services.queries.warnings import date_warnings
from townhall.storage import models as m

_OPEN = frozenset({Outcome.OPEN, Outcome.CARRIED_OVER})
_PROMISED = frozenset({FollowUpState.OPEN, FollowUpState.IN_PROGRESS})
_QUESTIONS_SHOWN = 6

DateKey = tuple[int, datetime]
"""A communication's id and the local start its rule gives for a date."""


@dataclass(frozen=True, slots=True)
class EventInvitation:
    """Where the invitation for one date stands.

    `last` is the newest file about it, for the series or for this date alone; None when nothing
    was sent. `differences` came since. `next_version` is the number of the version to send next.
    `ledger` holds everything exported about it, newest first.
    """

    standing: Standing
    last: InvitationDetail | None
    differences: tuple[Difference, ...]
    others_changed: bool
    next_version: int
    ledger: tuple[InvitationDetail, ...]


@dataclass(frozen=True, slots=True)
class AudienceShare:
    """An audience that is invited, and how many people it has."""

    id: int
    name: str
    headcount: int


@dataclass(frozen=True, slots=True)
class EventDetail:
    """A date and what its page shows.

    `questions` are the most wanted ones that are not merged, open ones first; `promises` the open
    ones made on questions of this communication; `accounting` says where what was asked here
    went, `versions` what everybody on the list was sent.
    """

    date: OccurrenceDetail
    plan: PlanDetail
    invitation: EventInvitation
    audiences: tuple[AudienceShare, ...]
    people: tuple[PersonDetail, ...]
    asked: int
    open: int
    accounting: Accounting
    questions: tuple[QuestionRow, ...]
    promises: tuple[FollowUpDetail, ...]
    warnings: tuple[PlanWarning, ...]
    tasks: tuple[RunUpTask, ...]
    versions: tuple[RecipientVersion, ...] = ()

    @property
    def key(self) -> DateKey:
        """What identifies the date."""
        return self.date.communication.id, self.date.row.original_start


def event(session: Session, keys: Sequence[DateKey], *, clock: Clock | None = None) -> EventDetail:
    """The first of `keys` that is a date of the plan.

    A series that moves takes its dates along, so a page remembers under which keys it knew its
    date; when none is left, the nearest date of the last communication stands in. Raises NotFound.
    """
    detail = _first_date(session, keys)
    plan = plan_detail(session)
    communication_id, original_start = detail.communication.id, detail.row.original_start
    stored = session.get_one(m.Communication, communication_id)
    asked = QuestionFilter(
        communication_id=communication_id,
        original_start=original_start if detail.row.recurring else None,
        hide_merged=True,
    )
    open_ids = question_ids(session, replace(asked, outcomes=_OPEN))
    shown_ids = open_ids[:_QUESTIONS_SHOWN]
    if len(shown_ids) < _QUESTIONS_SHOWN:
        rest = (each for each in question_ids(session, asked) if each not in shown_ids)
        shown_ids += islice(rest, _QUESTIONS_SHOWN - len(shown_ids))
    return EventDetail(
        date=detail,
        plan=plan,
        invitation=_invitation(session, stored, original_start, plan.document_language),
        audiences=_shares(session, detail),
        people=tuple(people(session)),
        asked=len(detail.question_ids),
        open=len(open_ids),
        accounting=accounting(session, at_event(session, communication_id, original_start)),
        questions=tuple(question_rows(session, shown_ids)),
        promises=_promises(session, communication_id),
        warnings=(
            date_warnings(session, communication_id, original_start, clock=clock)
            if clock is not None
            else ()
        ),
        tasks=run_up(session, communication_id, original_start),
        versions=recipient_versions(session, communication_id, original_start),
    )


def _first_date(session: Session, keys: Sequence[DateKey]) -> OccurrenceDetail:
    for communication_id, original_start in keys:
        try:
            return occurrence(session, communication_id, original_start)
        except NotFound:
            continue
    communication_id, original_start = keys[-1]
    nearest = nearest_date(session, communication_id, original_start - timedelta(days=1))
    return occurrence(session, communication_id, nearest)


def date_invitation(
    session: Session, communication_id: int, original_start: datetime
) -> EventInvitation:
    """Where the invitation for one date stands, as its page shows it."""
    stored = session.get_one(m.Communication, communication_id)
    return _invitation(session, stored, original_start, plan_detail(session).document_language)


def _invitation(
    session: Session, stored: m.Communication, original_start: datetime, language: str
) -> EventInvitation:
    added = added_date(stored, original_start) is not None
    about = [
        each
        for each in reversed(invitations(session, communication_id=stored.id))
        if each.recurrence_id == original_start or (not added and each.recurrence_id is None)
    ]
    sent = (each for each in about if each.method != Method.PUBLISH and not each.removes)
    last = next(sent, None)
    if last is None:
        return EventInvitation(Standing.NEVER_SENT, None, (), False, 1, tuple(about))
    told = told_by(session, session.get_one(m.Invitation, last.id))
    now = snapshot(item_of(stored, original_start if added else None, language))
    differences = date_differences(told, now, original_start)
    called_off = stored.status is CommunicationStatus.CANCELLED or any(
        each.original_start == original_start and each.status is CommunicationStatus.CANCELLED
        for each in stored.overrides
    )
    return EventInvitation(
        standing=standing(last.method, differences, called_off=called_off),
        last=last,
        differences=tuple(differences),
        others_changed=other_dates_differ(told, now, original_start),
        next_version=version_of(now, sent_lines(session, last.uid)),
        ledger=tuple(about),
    )


def _shares(session: Session, detail: OccurrenceDetail) -> tuple[AudienceShare, ...]:
    invited = frozenset(detail.communication.audiences)
    return tuple(
        AudienceShare(each.id, each.name, each.headcount)
        for each in audiences(session)
        if each.name in invited
    )


def _promises(session: Session, communication_id: int) -> tuple[FollowUpDetail, ...]:
    query = select(m.Question.id).where(m.Question.communication_id == communication_id)
    asked = frozenset(session.scalars(query))
    return tuple(
        each
        for each in follow_ups(session)
        if each.question_id in asked and each.state in _PROMISED
    )
