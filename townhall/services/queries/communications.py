"""Dates of communications, as calendar, lists and editors show them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, or_, select
from sqlalchemy.orm import Session

from townhall.domain.calendar import Occurrence, Override
from townhall.domain.recurrence import Series, expand, next_occurrence, occurrence_at
from townhall.domain.run_of_show import AgendaItem, RunOfShow, schedule
from townhall.domain.terms import CausedBy, CommunicationKind, CommunicationStatus, SignOff
from townhall.domain.zones import FIRST_YEAR, LAST_YEAR, check_zone, from_utc
from townhall.services.queries.communication_details import (
    AgendaDetail,
    CommunicationDetail,
    Names,
    agenda_item,
    communication_detail,
    stored_communication,
)
from townhall.services.queries.occurrence_filter import NO_FILTER as NO_FILTER
from townhall.services.queries.occurrence_filter import OccurrenceFilter as OccurrenceFilter
from townhall.services.queries.occurrence_filter import filter_conditions
from townhall.services.series import (
    LONGEST_MINUTES,
    no_such_date,
    override_of,
    repeats,
    series_of,
)
from townhall.storage import models as m

_MARGIN = timedelta(days=2)
"""Wall times of different zones lie at most this far apart, and a little."""

_LONGEST = timedelta(minutes=LONGEST_MINUTES)
_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """One date. `original_start`, `start` and `end` are wall times in `time_zone`;
    `shown_start` and `shown_end` the same instants in the zone of the view. `added`: a date
    besides those of the rule; `cause`: the closed day that moved it or left it out."""

    communication_id: int
    original_start: datetime
    start: datetime
    end: datetime
    start_utc: datetime
    end_utc: datetime
    time_zone: str
    title: str
    status: CommunicationStatus
    overridden: bool
    kind: CommunicationKind
    sign_off: SignOff
    location: str
    all_day: bool
    recurring: bool
    shown_start: datetime
    shown_end: datetime
    added: bool = False
    cause: CausedBy | None = None


@dataclass(frozen=True, slots=True)
class OccurrenceDetail:
    """One date with all that belongs to it, for inspector and event page."""

    row: OccurrenceRow
    communication: CommunicationDetail
    agenda: tuple[AgendaDetail, ...]
    own_agenda: bool
    run_of_show: RunOfShow
    headcount: int
    question_ids: tuple[int, ...]
    task_ids: tuple[int, ...]


def occurrences(
    session: Session,
    first: date,
    last: date,
    zone: str,
    filtered: OccurrenceFilter = NO_FILTER,
) -> list[OccurrenceRow]:
    """Dates that overlap the days `first` to `last` (inclusive) as seen in `zone`, by start.

    Only what can fall in the range is loaded and expanded, whatever the size of the plan. Raises
    InvalidInput for an unknown zone.
    """
    check_zone(zone)
    start = _midnight(max(first, _FIRST_DAY))
    until = _midnight(min(last, _LAST_DAY)) + timedelta(days=1)
    # By day, and each day sorted by itself: a year of daily series in one piece would keep Python
    # from the other threads for several frames of the window.
    by_day: dict[date, list[OccurrenceRow]] = {}
    for facts, series in _series_between(session, start - _MARGIN, until + _MARGIN, filtered):
        for each in expand(series, start - _MARGIN, until + _MARGIN):
            row = _row(each, facts, zone)
            if filtered.statuses and row.status not in filtered.statuses:
                continue
            if row.shown_start < until and (row.shown_end > start or row.shown_start >= start):
                by_day.setdefault(row.shown_start.date(), []).append(row)
    found: list[OccurrenceRow] = []
    for day in sorted(by_day):
        found += sorted(
            by_day[day], key=lambda row: (row.shown_start, row.shown_end, row.communication_id)
        )
    return found


def occurrence(
    session: Session, communication_id: int, original_start: datetime, zone: str | None = None
) -> OccurrenceDetail:
    """One date with its run of show. Raises NotFound. `zone` None: the communication's own."""
    stored = stored_communication(session, communication_id)
    if original_start.tzinfo is not None:
        original_start = from_utc(original_start, stored.time_zone)
    found = _date_of(stored, original_start)
    detail = communication_detail(stored, Names(session))
    own = [entry for entry in stored.agenda_items if entry.original_start == original_start]
    agenda = tuple(agenda_item(entry) for entry in own) if own else detail.agenda
    items = [
        AgendaItem(
            title=item.title,
            duration_minutes=item.duration_minutes,
            start=item.start,
            speaker=item.speaker,
            cues=item.cues,
        )
        for item in agenda
    ]
    minutes = int((found.end - found.start).total_seconds()) // 60
    return OccurrenceDetail(
        row=_row(found, _facts(stored), zone or stored.time_zone),
        communication=detail,
        agenda=agenda,
        own_agenda=bool(own),
        run_of_show=schedule(items, found.start, minutes),
        headcount=_headcount(session, stored),
        question_ids=_ids_at(session, m.Question, stored, original_start),
        task_ids=_ids_at(session, m.Task, stored, original_start),
    )


def date_row(session: Session, communication_id: int, original_start: datetime) -> OccurrenceRow:
    """One date by itself, in the communication's own zone. Raises NotFound."""
    stored = stored_communication(session, communication_id)
    if original_start.tzinfo is not None:
        original_start = from_utc(original_start, stored.time_zone)
    return _row(_date_of(stored, original_start), _facts(stored), stored.time_zone)


def next_date(session: Session, communication_id: int, after: datetime) -> datetime | None:
    """The original start of the first date that starts after the wall time `after`, if any."""
    found = next_occurrence(series_of(stored_communication(session, communication_id)), after)
    return found.original_start if found else None


def nearest_date(session: Session, communication_id: int, now: datetime) -> datetime:
    """The date under way at wall time `now`, or the next one, else the last. Raises NotFound."""
    stored = stored_communication(session, communication_id)
    series = series_of(stored)
    for each in expand(series, now, now + timedelta(minutes=1)):
        if not each.cancelled:
            return each.original_start
    coming = next_occurrence(series, now)
    if coming is not None:
        return coming.original_start
    past = expand(series, stored.start, now + timedelta(days=3660))
    return past[-1].original_start if past else stored.start


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


@dataclass(frozen=True, slots=True)
class _Facts:
    """What every date of a communication shows."""

    id: int
    time_zone: str
    status: CommunicationStatus
    kind: CommunicationKind
    sign_off: SignOff
    all_day: bool
    recurring: bool
    own: "_OwnDates"


def _series_between(
    session: Session, start: datetime, until: datetime, filtered: OccurrenceFilter
) -> Iterable[tuple[_Facts, Series]]:
    """Series that can have a date in the range, read as plain columns: no mapped objects."""
    own = m.OccurrenceOverride
    begins = case((own.added, func.coalesce(own.start, own.original_start)), else_=own.start)
    moved_here = m.Communication.id.in_(
        select(own.communication_id).where(begins < until, begins >= start - _LONGEST)
    )
    conditions = [
        or_(m.Communication.start < until, moved_here),
        or_(m.Communication.last_end.is_(None), m.Communication.last_end >= start),
        *filter_conditions(filtered),
    ]
    table = m.Communication.__table__.c
    columns = (
        *(table.id, table.time_zone, table.status, table.kind, table.sign_off),
        *(table.title, table.location, table.start, table.duration_minutes, table.all_day),
        table.recurrence,
    )
    rows = session.execute(select(*columns).where(*conditions)).all()
    known = _own_dates(session, [row.id for row in rows])
    for id_, zone, status, kind, sign_off, title, location, begin, minutes, all_day, rule in rows:
        dates = known.get(id_) or _OwnDates()
        series = Series(
            title=title,
            location=location,
            start=begin,
            time_zone=zone,
            duration_minutes=minutes,
            all_day=all_day,
            recurrence=rule,
            overrides=tuple(dates.overrides),
            cancelled=status is CommunicationStatus.CANCELLED,
        )
        yield _Facts(id_, zone, status, kind, sign_off, all_day, series.repeats, dates), series


@dataclass(slots=True)
class _OwnDates:
    """What single dates of a communication have by themselves."""

    overrides: list[Override] = field(default_factory=list)
    statuses: dict[datetime, CommunicationStatus] = field(default_factory=dict)
    causes: dict[datetime, CausedBy] = field(default_factory=dict)

    def add(self, stored: m.OccurrenceOverride | Row[*tuple[Any, ...]]) -> None:
        """Take in a stored override, or a row with its columns."""
        self.overrides.append(override_of(stored))
        if stored.status is not None:
            self.statuses[stored.original_start] = stored.status
        if stored.cause is not None:
            self.causes[stored.original_start] = stored.cause


def _own_dates(session: Session, communication_ids: list[int]) -> dict[int, _OwnDates]:
    found: dict[int, _OwnDates] = {}
    table = m.OccurrenceOverride.__table__.c
    columns = (
        *(table.communication_id, table.original_start, table.start, table.duration_minutes),
        *(table.title, table.location, table.status, table.added, table.cause),
    )
    for chunk in range(0, len(communication_ids), 500):
        rows = session.execute(
            select(*columns)
            .where(table.communication_id.in_(communication_ids[chunk : chunk + 500]))
            .order_by(table.original_start)
        )
        for row in rows:
            found.setdefault(row.communication_id, _OwnDates()).add(row)
    return found


def _row(found: Occurrence, facts: _Facts, zone: str) -> OccurrenceRow:
    same = facts.all_day or zone == facts.time_zone
    status = facts.own.statuses.get(found.original_start, facts.status)
    return OccurrenceRow(
        communication_id=facts.id,
        original_start=found.original_start,
        start=found.start,
        end=found.end,
        start_utc=found.start_utc,
        end_utc=found.end_utc,
        time_zone=facts.time_zone,
        title=found.title,
        status=CommunicationStatus.CANCELLED if found.cancelled else status,
        overridden=found.overridden,
        kind=facts.kind,
        sign_off=facts.sign_off,
        location=found.location,
        all_day=facts.all_day,
        recurring=facts.recurring,
        shown_start=found.start if same else from_utc(found.start_utc, zone),
        shown_end=found.end if same else from_utc(found.end_utc, zone),
        added=found.added,
        cause=facts.own.causes.get(found.original_start),
    )


def _facts(stored: m.Communication) -> _Facts:
    own = _OwnDates()
    for override in stored.overrides:
        own.add(override)
    return _Facts(
        stored.id,
        stored.time_zone,
        stored.status,
        stored.kind,
        stored.sign_off,
        stored.all_day,
        repeats(stored),
        own,
    )


def _date_of(stored: m.Communication, original_start: datetime) -> Occurrence:
    found = occurrence_at(series_of(stored), original_start)
    if found is None:
        raise no_such_date(stored, original_start)
    return found


def _headcount(session: Session, stored: m.Communication) -> int:
    """People reached: an audience that is part of another one named is not counted twice."""
    wanted = {link.audience_id for link in stored.audience_links}
    parents = dict(session.execute(select(m.Audience.id, m.Audience.parent_id)).all())
    counts = dict(session.execute(select(m.Audience.id, m.Audience.headcount)).all())

    def inside(audience_id: int) -> bool:
        parent = parents.get(audience_id)
        while parent is not None:
            if parent in wanted:
                return True
            parent = parents.get(parent)
        return False

    return sum(counts[each] for each in wanted if not inside(each))


def _ids_at(
    session: Session,
    model: type[m.Question] | type[m.Task],
    stored: m.Communication,
    original_start: datetime,
) -> tuple[int, ...]:
    """Ids of what belongs to this date; what names no date belongs to a single one."""
    at: ColumnElement[bool] = model.original_start == original_start
    if not repeats(stored):
        at = or_(at, model.original_start.is_(None))
    query = select(model.id).where(model.communication_id == stored.id, at).order_by(model.id)
    return tuple(session.scalars(query))
