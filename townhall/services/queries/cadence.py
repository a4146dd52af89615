"""Cadences with where they stand: kept, due or broken, and when the audience heard last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.audience_nesting import Parents, with_wholes
from townhall.domain.cadence import (
    Promise,
    Standing,
    is_to_come,
    keeps,
    standing,
    was_told,
)
from townhall.domain.clock import Clock
from townhall.domain.terms import CadenceState, CommunicationKind, CommunicationStatus, SignOff
from townhall.domain.zones import FIRST_YEAR, LAST_YEAR, from_utc
from townhall.services.queries.communications import OccurrenceFilter, OccurrenceRow, occurrences
from townhall.services.queries.people import names
from townhall.storage import models as m
from townhall.storage.base import fetch

_FIRST_DAY = date(FIRST_YEAR, 1, 1)
_YEARS_AHEAD = 1


@dataclass(frozen=True, slots=True)
class CadenceDetail:
    """A promise and where it stands, with the contract's field names.

    `days_silent` counts from `last_reached` or, as long as nobody heard anything, from the day the
    promise counts from. `not_approved` is the last date that would have been heard since, had its
    text been approved.
    """

    id: int
    initiative: str
    audience: str
    kind: CommunicationKind
    every_weeks: int
    starts_on: date | None
    state: CadenceState
    last_reached: date | None
    days_silent: int
    due_on: date
    next_planned: date | None
    not_approved: date | None

    @property
    def is_planned_in_time(self) -> bool:
        """Whether the next date, if it is held, still keeps the promise."""
        return self.next_planned is not None and self.next_planned <= self.due_on


def cadences(session: Session, *, clock: Clock) -> list[CadenceDetail]:
    """All cadences, where they stand by `clock`."""
    return _details(session, list(session.scalars(select(m.Cadence).order_by(m.Cadence.id))), clock)


def cadence(session: Session, record_id: int, *, clock: Clock) -> CadenceDetail:
    """One cadence. Raises NotFound."""
    return _details(session, [fetch(session, m.Cadence, record_id)], clock)[0]


def _details(session: Session, stored: Collection[m.Cadence], clock: Clock) -> list[CadenceDetail]:
    if not stored:
        return []
    audiences, initiatives = names(session, m.Audience), names(session, m.Initiative)
    heard = _Heard(session, stored, clock)
    found = []
    for each in stored:
        now = heard.standing(each)
        found.append(
            CadenceDetail(
                id=each.id,
                initiative=initiatives[each.initiative_id],
                audience=audiences[each.audience_id],
                kind=each.kind,
                every_weeks=each.every_weeks,
                starts_on=each.starts_on,
                state=now.state,
                last_reached=now.last_reached,
                days_silent=now.days_silent,
                due_on=now.due_on,
                next_planned=now.next_planned,
                not_approved=heard.not_approved(each, now),
            )
        )
    return found


class _Heard:
    """What is spoken of initiatives, read once for all their cadences."""

    def __init__(self, session: Session, stored: Collection[m.Cadence], clock: Clock) -> None:
        plan = session.get_one(m.Plan, 1)
        self._now = clock.now_utc()
        self._today = clock.today(plan.time_zone)
        self._made_on = from_utc(plan.created_at, plan.time_zone).date()
        self._keeping = _keeping(session, stored)
        # Only what can keep one of the promises is expanded.
        wanted = frozenset().union(*self._keeping.values())
        self._rows: dict[int, list[OccurrenceRow]] = {}
        if not wanted:
            return
        last = date(min(self._today.year + _YEARS_AHEAD, LAST_YEAR), 12, 31)
        filtered = OccurrenceFilter(communication_ids=wanted)
        for row in occurrences(session, _FIRST_DAY, last, plan.time_zone, filtered):
            if row.status is not CommunicationStatus.CANCELLED:
                self._rows.setdefault(row.communication_id, []).append(row)

    def standing(self, cadence: m.Cadence) -> Standing:
        """Where a promise stands."""
        rows = self._reaching(cadence)
        told = [row.shown_start.date() for row in rows if self._was_told(row)]
        to_come = [
            row.shown_start.date()
            for row in rows
            if is_to_come(row.status, end_utc=row.end_utc, now_utc=self._now)
        ]
        promise = Promise(cadence.every_weeks, self._made_on, cadence.starts_on)
        return standing(promise, told, to_come, self._today)

    def not_approved(self, cadence: m.Cadence, now: Standing) -> date | None:
        """The last day since anybody heard on which only the sign-off was missing."""
        days = [
            row.shown_start.date() for row in self._reaching(cadence) if self._lacked_sign_off(row)
        ]
        last = max(days, default=None)
        return last if last and (now.last_reached is None or last > now.last_reached) else None

    def _was_told(self, row: OccurrenceRow) -> bool:
        return was_told(
            row.status,
            row.sign_off,
            recurring=row.recurring,
            end_utc=row.end_utc,
            now_utc=self._now,
        )

    def _lacked_sign_off(self, row: OccurrenceRow) -> bool:
        told = was_told(
            row.status,
            SignOff.APPROVED,
            recurring=row.recurring,
            end_utc=row.end_utc,
            now_utc=self._now,
        )
        return told and row.sign_off is not SignOff.APPROVED

    def _reaching(self, cadence: m.Cadence) -> list[OccurrenceRow]:
        return [row for id_ in sorted(self._keeping[cadence.id]) for row in self._rows.get(id_, ())]


def _keeping(session: Session, stored: Collection[m.Cadence]) -> dict[int, frozenset[int]]:
    """The communications that can keep each cadence: about it, of a kind for it, reaching all."""
    parents: Parents = dict(session.execute(select(m.Audience.id, m.Audience.parent_id)).all())
    about, meant = m.CommunicationInitiative, m.CommunicationAudience
    spoken = session.execute(
        select(about.initiative_id, meant.audience_id, m.Communication.kind, m.Communication.id)
        .join(meant, meant.communication_id == about.communication_id)
        .join(m.Communication, m.Communication.id == about.communication_id)
        .where(about.initiative_id.in_({each.initiative_id for each in stored}))
    )
    by_audience: dict[tuple[int, int], list[tuple[CommunicationKind, int]]] = {}
    for initiative_id, audience_id, kind, communication_id in spoken:
        by_audience.setdefault((initiative_id, audience_id), []).append((kind, communication_id))
    return {
        each.id: frozenset(
            communication_id
            for audience_id in with_wholes(each.audience_id, parents)
            for kind, communication_id in by_audience.get((each.initiative_id, audience_id), ())
            if keeps(each.kind, kind)
        )
        for each in stored
    }
