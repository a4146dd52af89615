"""Days on which nothing is held: public holidays and the plan's own blackout periods."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.closed_days import Period, days_of
from townhall.domain.holidays import holidays_between
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class BlackoutDetail:
    """A period, both days included, in which nothing should be planned."""

    id: int
    name: str
    first_day: date
    last_day: date


def blackouts(session: Session) -> list[BlackoutDetail]:
    """All blackout periods, by first day."""
    query = select(m.Blackout).order_by(m.Blackout.first_day, m.Blackout.last_day, m.Blackout.id)
    return [_detail(stored) for stored in session.scalars(query)]


def blackout(session: Session, record_id: int) -> BlackoutDetail:
    """One blackout period. Raises NotFound."""
    return _detail(fetch(session, m.Blackout, record_id))


def blackouts_between(session: Session, first: date, last: date) -> list[BlackoutDetail]:
    """The blackout periods with a day from `first` to `last`, both included, by first day."""
    query = (
        select(m.Blackout)
        .where(m.Blackout.first_day <= last, m.Blackout.last_day >= first)
        .order_by(m.Blackout.first_day, m.Blackout.last_day, m.Blackout.id)
    )
    return [_detail(stored) for stored in session.scalars(query)]


def public_holidays(
    session: Session, first: date, last: date, *, language: str = "en"
) -> dict[date, str]:
    """Public holidays of the plan's country and region from `first` to `last`, both included."""
    plan = session.get_one(m.Plan, 1)
    return holidays_between(first, last, plan.country, plan.region or None, language)


def blackout_days(session: Session, first: date, last: date) -> dict[date, str]:
    """The days of blackout periods from `first` to `last`, both included, with their names."""
    periods = blackouts_between(session, first, last)
    return days_of(
        (Period(each.name, each.first_day, each.last_day) for each in periods), first, last
    )


def closed_days(
    session: Session, first: date, last: date, *, language: str = "en"
) -> dict[date, str]:
    """Public holidays and blackout days from `first` to `last`, both included, in order of date.

    The names are those of the holidays, in `language`, or of the blackout periods; a day that is
    both is called by the holiday. Weekends are not in it: `is_working_day` and `add_working_days`
    know them.
    """
    named = blackout_days(session, first, last)
    named |= public_holidays(session, first, last, language=language)
    return dict(sorted(named.items()))


def _detail(stored: m.Blackout) -> BlackoutDetail:
    return BlackoutDetail(stored.id, stored.name, stored.first_day, stored.last_day)
