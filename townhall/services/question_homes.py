"""Where open questions go when their date is called off, taken out of its series or removed.

None is ever left at a date that is cancelled or gone. One goes to the next planned date of the
series, else of a series it came from, else of what is of the same kind. Where nothing is planned it
goes back to a date where it was before, or it waits for one. None of this counts as carried over.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Select, select

from townhall.domain.carry_over import UNFINISHED, waiting_words
from townhall.services.carry_over import move, open_questions, tell_went
from townhall.services.coming_dates import (
    ComingDate,
    as_coming,
    date_at,
    first_planned,
    is_lost,
    moment_of,
    of_the_same_kind,
    series_halves,
)
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def rehome(uow: UnitOfWork, *communications: m.Communication) -> None:
    """Let open questions of these communications leave dates that are lost; none: of every one.

    Those that waited for a date go to one where there is one by now.
    """
    uow.session.flush()
    for each in communications or _with_open_questions(uow):
        for start in _starts(uow, each):
            if is_lost(each, start):
                _go_on(uow, open_questions(uow, each.id, {start}), each, start)
    for question in uow.session.scalars(_waiting()).all():
        target = _home(uow, question, None, uow.now(), None)
        if target is not None:
            move(uow, [question], target.communication_id, target.original_start, counted=False)
            tell_went(uow, 1, target)


def settle_question(uow: UnitOfWork, question: m.Question) -> None:
    """Let one open question leave its date when that is lost."""
    if question.communication_id is None or question.outcome not in UNFINISHED:
        return
    communication = uow.get(m.Communication, question.communication_id)
    if is_lost(communication, question.original_start):
        _go_on(uow, [question], communication, question.original_start)


def leave(uow: UnitOfWork, communication: m.Communication) -> None:
    """Let the open questions of a communication go on before it is removed."""
    for start in _starts(uow, communication):
        found = open_questions(uow, communication.id, {start})
        _go_on(uow, found, communication, start, without=communication.id)


def _go_on(
    uow: UnitOfWork,
    questions: list[m.Question],
    communication: m.Communication,
    original_start: datetime | None,
    without: int | None = None,
) -> None:
    after = moment_of(communication, original_start) or uow.now()
    targets: dict[ComingDate | None, list[m.Question]] = {}
    for question in questions:
        target = _home(uow, question, communication, after, without)
        targets.setdefault(target, []).append(question)
    for target, found in targets.items():
        if target is None:
            move(uow, found, None, None, counted=False)
            uow.also(waiting_words(len(found)))
        else:
            move(uow, found, target.communication_id, target.original_start, counted=False)
            tell_went(uow, len(found), target)


def _home(
    uow: UnitOfWork,
    question: m.Question,
    communication: m.Communication | None,
    after: datetime,
    without: int | None,
) -> ComingDate | None:
    """The date a question goes to that has lost its own, which was at the instant `after`."""
    places = list(_been(uow, question, communication))
    tries = [(each, since) for each, _start in places for since in (after, uow.now())]
    for each, since in tries:
        halves = [half for half in series_halves(uow.session, each) if half.id != without]
        found = first_planned(halves, since, uow.now())
        if found is not None:
            return found
    for each, _start in places:
        alike = [one for one in of_the_same_kind(uow.session, each) if one.id != without]
        found = first_planned(alike, uow.now(), uow.now())
        if found is not None:
            return found
    for each, start in places:
        place = date_at(each, start)
        if each.id != without and place is not None and not place.cancelled:
            return as_coming(each, place)
    return None


def _been(
    uow: UnitOfWork, question: m.Question, communication: m.Communication | None
) -> Iterator[tuple[m.Communication, datetime | None]]:
    """Where a question was, the last place first; each communication and date once."""
    story = select(m.CarryOver).where(m.CarryOver.question_id == question.id)
    named: list[tuple[int | None, datetime | None]] = []
    if communication is not None:
        named.append((communication.id, question.original_start))
    rows = uow.session.scalars(story.order_by(m.CarryOver.id.desc()))
    named += [(row.from_communication_id, row.from_original_start) for row in rows]
    named.append((question.asked_communication_id, question.asked_original_start))
    for communication_id, start in dict.fromkeys(named):
        if communication_id is not None:
            yield uow.get(m.Communication, communication_id), start


def _starts(uow: UnitOfWork, communication: m.Communication) -> list[datetime | None]:
    """The dates of the communication with open questions, in order."""
    query = select(m.Question.original_start).where(
        m.Question.communication_id == communication.id, m.Question.outcome.in_(UNFINISHED)
    )
    found = set(uow.session.scalars(query.distinct()))
    return sorted(found, key=lambda each: each or datetime.min)


def _with_open_questions(uow: UnitOfWork) -> list[m.Communication]:
    asked = select(m.Question.communication_id).where(m.Question.outcome.in_(UNFINISHED))
    query = select(m.Communication).where(m.Communication.id.in_(asked.distinct()))
    return list(uow.session.scalars(query.order_by(m.Communication.id)))


def _waiting() -> Select[m.Question]:
    """Open questions that lost their date and have not found another."""
    lost = select(m.CarryOver.question_id).where(m.CarryOver.to_communication_id.is_(None))
    return (
        select(m.Question)
        .where(
            m.Question.communication_id.is_(None),
            m.Question.outcome.in_(UNFINISHED),
            m.Question.id.in_(lost),
        )
        .order_by(m.Question.id)
    )
