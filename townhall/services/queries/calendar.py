"""What the calendar shows: a range of days, one date of it, and what there is to choose from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from townhall.domain.terms import Outcome
from townhall.services.queries.closed_days import (
    BlackoutDetail,
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
from townhall.services.queries.people import AudienceDetail, PersonDetail, audiences, names, people
from townhall.services.queries.plans import PlanDetail, plan_detail
from townhall.storage import models as m

_OPEN = (Outcome.OPEN, Outcome.CARRIED_OVER)


@dataclass(frozen=True, slots=True)
class CalendarRange:
    """The days `first` to `last`, both included, in the plan's time zone.

    `rows` are the dates that overlap them, by start; `blackouts` the periods with a day in them.
    `is_empty`: the plan holds no communication at all, filtered or not.
    """

    first: date
    last: date
    plan: PlanDetail
    rows: tuple[OccurrenceRow, ...]
    holidays: dict[date, str]
    is_empty: bool
    blackouts: tuple[BlackoutDetail, ...] = ()


@dataclass(frozen=True, slots=True)
class DateInspection:
    """One date with the plan it is in and how many questions were asked for it."""

    detail: OccurrenceDetail
    plan: PlanDetail
    asked: int
    open: int


@dataclass(frozen=True, slots=True)
class CalendarChoices:
    """What filters and editors of communications choose from; initiatives are (id, name)."""

    plan: PlanDetail
    audiences: tuple[AudienceDetail, ...]
    initiatives: tuple[tuple[int, str], ...]
    people: tuple[PersonDetail, ...]


def calendar_range(
    session: Session,
    first: date,
    last: date,
    filtered: OccurrenceFilter = NO_FILTER,
    *,
    language: str,
) -> CalendarRange:
    """The dates from `first` to `last`, with public holidays named in `language`."""
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
    )


def date_inspection(
    session: Session, communication_id: int, original_start: datetime
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
    )


def calendar_choices(session: Session) -> CalendarChoices:
    """Audiences (each parent before its parts), initiatives and people, by name."""
    called = names(session, m.Initiative)
    return CalendarChoices(
        plan=plan_detail(session),
        audiences=tuple(audiences(session)),
        initiatives=tuple(sorted(called.items(), key=lambda pair: pair[1].casefold())),
        people=tuple(people(session)),
    )


def with_parts(audiences: Sequence[AudienceDetail], ids: Collection[int]) -> frozenset[int]:
    """`ids` with all audiences that are part of one of them; parents come before their parts."""
    found = set(ids)
    for each in audiences:
        if each.parent_id in found:
            found.add(each.id)
    return frozenset(found)
