"""The plan's settings and history, as an editor shows them."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.holidays import countries, holidays_between, regions
from townhall.services.queries.closed_days import BlackoutDetail, blackouts
from townhall.storage import models as m


@dataclass(frozen=True, slots=True)
class PlanDetail:
    """The settings of the plan; `channel_limits` are the most communications in a week."""

    organisation: str
    organizer_name: str
    organizer_email: str
    time_zone: str
    country: str
    region: str | None
    work_start: time
    work_end: time
    second_time_zone: str
    channel_limits: dict[str, int]
    questions_to: str
    contact: str
    document_language: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One thing that was done; `changes` are (noun, id, added | updated | removed)."""

    id: int
    at: datetime
    actor: str
    label: str
    changes: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    """What the settings of the calendar choose from.

    `countries` and `regions` are (code, name); `holidays` are the public ones of two years.
    """

    plan: PlanDetail
    countries: tuple[tuple[str, str], ...]
    regions: tuple[tuple[str, str], ...]
    holidays: tuple[tuple[date, str], ...]
    blackouts: tuple[BlackoutDetail, ...]


def calendar_settings(session: Session, year: int, language: str) -> CalendarSettings:
    """Countries, regions and the public holidays of `year` and the next, named in `language`."""
    plan = plan_detail(session)
    first, last = date(year, 1, 1), date(year + 1, 12, 31)
    named = holidays_between(first, last, plan.country, plan.region, language)
    return CalendarSettings(
        plan=plan,
        countries=tuple(countries(language)),
        regions=tuple(regions(plan.country)),
        holidays=tuple(named.items()),
        blackouts=tuple(blackouts(session)),
    )


def plan_detail(session: Session) -> PlanDetail:
    """The plan's settings."""
    plan = session.get_one(m.Plan, 1)
    return PlanDetail(
        organisation=plan.organisation,
        organizer_name=plan.organizer_name,
        organizer_email=plan.organizer_email,
        time_zone=plan.time_zone,
        country=plan.country,
        region=plan.region or None,
        work_start=plan.work_start,
        work_end=plan.work_end,
        second_time_zone=plan.second_time_zone,
        channel_limits=dict(plan.channel_limits),
        questions_to=plan.questions_to,
        contact=plan.contact,
        document_language=plan.document_language,
        is_sample=plan.is_sample,
    )


def activities(session: Session, *, limit: int = 200) -> list[ActivityRow]:
    """What was done, newest first."""
    query = select(m.Activity).order_by(m.Activity.id.desc()).limit(limit)
    return [
        ActivityRow(
            row.id,
            row.at,
            row.actor,
            row.label,
            tuple((str(c[0]), int(str(c[1])), str(c[2])) for c in row.changes),
        )
        for row in session.scalars(query)
    ]
