"""What the calendar shows: a range of days, one date of it, and what there is to choose from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.recurrence import occurrence_at
from townhall.domain.terms import Outcome
from townhall.domain.warnings import PlanWarning
from townhall.services.queries.closed_days import (
    BlackoutDetail,
    blackouts,
    blackouts_between,
    public_holidays,
)
from townhall.services.queries.communications import (
    NO_FILTER,
    OccurrenceDetail,
    OccurrenceFilter,
    OccurrenceRow,
    occurrence,
    occurrences,
)
from townhall.services.queries.overlays import (
    OverlayDetail,
    OverlayRow,
    overlay_rows,
    overlays,
)
from townhall.services.queries.people import AudienceDetail, PersonDetail, audiences, names, people
from townhall.services.queries.plans import PlanDetail, plan_detail
from townhall.services.queries.run_up import RunUpTask, tasks_between
from townhall.services.queries.warnings import date_warnings
from townhall.services.series import last_start, series_of
from townhall.storage import models as m

_OPEN = (Outcome.OPEN, Outcome.CARRIED_OVER)


@dataclass(frozen=True, slots=True)
class CalendarRange:
    """The days `first` to `last`, both included, in the plan's time zone.

    `rows` are the dates that overlap them, by start; `blackouts` the periods with a day in them.
    `is_empty`: the plan holds no communication at all, filtered or not. `tasks` of the run-up
    fall on these days, where they were asked for; `overlays` are the dates of the calendars of
    others that are shown.
    """

    first: date
    last: date
    plan: PlanDetail
    rows: tuple[OccurrenceRow, ...]
    holidays: dict[date, str]
    is_empty: bool
    blackouts: tuple[BlackoutDetail, ...] = ()
    tasks: tuple[RunUpTask, ...] = ()
    overlays: tuple[OverlayRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesHalf:
    """The other half of a series that was split: its date nearest to the split, local times."""

    communication_id: int
    original_start: datetime
    start: datetime


@dataclass(frozen=True, slots=True)
class DateInspection:
    """One date with the plan it is in and how many questions were asked for it.

    `earlier` and `later` are the halves before and after its series, where it was split.
    `warnings` are those about the date by the clock that was given, the gravest first.
    """

    detail: OccurrenceDetail
    plan: PlanDetail
    asked: int
    open: int
    earlier: SeriesHalf | None = None
    later: SeriesHalf | None = None
    warnings: tuple[PlanWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarChoices:
    """What filters and editors of communications choose from; initiatives are (id, name)."""

    plan: PlanDetail
    audiences: tuple[AudienceDetail, ...]
    initiatives: tuple[tuple[int, str], ...]
    people: tuple[PersonDetail, ...]
    blackouts: tuple[BlackoutDetail, ...] = ()
    overlays: tuple[OverlayDetail, ...] = ()


def calendar_range(
    session: Session,
    first: date,
    last: date,
    filtered: OccurrenceFilter = NO_FILTER,
    *,
    language: str,
    run_up: bool = False,
    is_year: bool = False,
) -> CalendarRange:
    """The dates from `first` to `last`, with public holidays named in `language`.

    `run_up` reads the tasks of the run-up on these days too. `is_year`: of calendars of others
    only what lasts whole days.
    """
    plan = plan_detail(session)
    rows = occurrences(session, first, last, plan.time_zone, filtered)
    is_empty = not rows and session.scalar(select(m.Communication.id).limit(1)) is None
    return CalendarRange(
        first=first,
        last=last,
        plan=plan,
        rows=tuple(rows),
        holidays=public_holidays(session, first, last, language=language),
        is_empty=is_empty,
        blackouts=tuple(blackouts_between(session, first, last)),
        tasks=tasks_between(session, first, last, filtered) if run_up else (),
        overlays=overlay_rows(session, first, last, whole_days=is_year),
    )


def date_inspection(
    session: Session,
    communication_id: int,
    original_start: datetime,
    *,
    clock: Clock | None = None,
) -> DateInspection:
    """One date, in the plan's time zone. Raises NotFound."""
    plan = plan_detail(session)
    detail = occurrence(session, communication_id, original_start, plan.time_zone)
    open_ones = select(func.count()).where(
        m.Question.id.in_(detail.question_ids), m.Question.outcome.in_(_OPEN)
    )
    return DateInspection(
        detail=detail,
        plan=plan,
        asked=len(detail.question_ids),
        open=session.scalar(open_ones) or 0,
        earlier=_earlier_half(session, detail.communication.follows_id),
        later=_later_half(session, communication_id),
        warnings=(
            date_warnings(session, communication_id, detail.row.original_start, clock=clock)
            if clock is not None
            else ()
        ),
    )


def _earlier_half(session: Session, communication_id: int | None) -> SeriesHalf | None:
    if communication_id is None:
        return None
    stored = session.get_one(m.Communication, communication_id)
    last = last_start(stored) or stored.start
    added = [each.original_start for each in stored.overrides if each.added]
    return _half(stored, max([last, *added]))


def _later_half(session: Session, communication_id: int) -> SeriesHalf | None:
    query = select(m.Communication).where(m.Communication.follows_id == communication_id)
    stored = session.scalars(query.order_by(m.Communication.start).limit(1)).first()
    return _half(stored, stored.start) if stored is not None else None


def _half(stored: m.Communication, original_start: datetime) -> SeriesHalf:
    found = occurrence_at(series_of(stored), original_start)
    return SeriesHalf(stored.id, original_start, found.start if found else original_start)


def calendar_choices(session: Session) -> CalendarChoices:
    """Audiences (each parent before its parts), initiatives and people, by name."""
    called = names(session, m.Initiative)
    return CalendarChoices(
        plan=plan_detail(session),
        audiences=tuple(audiences(session)),
        initiatives=tuple(sorted(called.items(), key=lambda pair: pair[1].casefold())),
        people=tuple(people(session)),
        blackouts=tuple(blackouts(session)),
        overlays=tuple(overlays(session)),
    )


def with_parts(audiences: Sequence[AudienceDetail], ids: Collection[int]) -> frozenset[int]:
    """`ids` with all audiences that are part of one of them; parents come before their parts."""
    found = set(ids)
    for each in audiences:
        if each.parent_id in found:
            found.add(each.id)
    return frozenset(found)
