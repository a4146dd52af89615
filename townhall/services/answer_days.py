"""By when a question is to be answered: so many working days, as its theme says.

A date is counted for a new question with a theme and for one that gets its owner, unless a date
was given; a theme that changes takes along a date that was counted, and no other.
"""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.closed_days import LONGEST_BLACKOUT
from townhall.domain.holidays import add_working_days
from townhall.domain.question_themes import OTHER, theme_of
from townhall.domain.terms import QuestionState
from townhall.domain.zones import from_utc
from townhall.services.queries.closed_days import closed_days
from townhall.services.queries.question_themes import themes
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def answer_day(session: Session, theme: str, since: date) -> date | None:
    """The last day for an answer to a question with `theme`, counted from `since`; None: no day.

    Weekends, public holidays and blackout periods are no working days.
    """
    days = theme_of(themes(session), theme).answer_days
    if not days:
        return None
    far = timedelta(days=2 * days + 30) + LONGEST_BLACKOUT
    return add_working_days(since, days, closed_days(session, since, since + far))


def date_new_question(uow: UnitOfWork, question: m.Question, given: Collection[str]) -> None:
    """Date a new question with a theme or an owner; `given` are the fields somebody set."""
    themed = "theme" in given and question.theme != OTHER
    if "answer_by" not in given and (themed or question.owner_id is not None):
        _date(uow, question)


def date_changed_question(
    uow: UnitOfWork,
    question: m.Question,
    theme: str,
    state: QuestionState,
    given: Collection[str],
) -> None:
    """Date a question that got its owner, or another theme; it had `theme` and `state` before."""
    if "answer_by" in given:
        return
    if question.theme != theme:
        follow_theme(uow, question, theme)
    gets_owner = state is QuestionState.NEW and question.state is QuestionState.ASSIGNED
    if gets_owner and question.answer_by is None:
        _date(uow, question)


def follow_theme(uow: UnitOfWork, question: m.Question, theme: str) -> None:
    """Count a date again that was counted by `theme`, which the question had before."""
    if question.answer_by is None or question.state is QuestionState.CLOSED:
        return
    for since in _days_of(uow, question):
        if answer_day(uow.session, theme, since) == question.answer_by:
            question.answer_by = answer_day(uow.session, question.theme, since)
            return


def _date(uow: UnitOfWork, question: m.Question) -> None:
    if question.state is not QuestionState.CLOSED:
        today = uow.clock.today(uow.plan.time_zone)
        question.answer_by = answer_day(uow.session, question.theme, today)


def _days_of(uow: UnitOfWork, question: m.Question) -> list[date]:
    """The days from which a date can have been counted: when steps were taken, the newest first."""
    zone = uow.plan.time_zone
    steps = select(m.QuestionStep.at).where(m.QuestionStep.question_id == question.id)
    with uow.session.no_autoflush:
        taken = {from_utc(each, zone).date() for each in uow.session.scalars(steps)}
    taken |= {from_utc(question.created_at, zone).date(), uow.clock.today(zone)}
    return sorted(taken, reverse=True)
