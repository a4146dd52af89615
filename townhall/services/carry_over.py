"""Open questions go to the next date when theirs closes, or to another when somebody asks.

What becomes of those whose date is called off is in `question_homes`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from townhall.domain.calendar import Occurrence
from townhall.domain.carry_over import CLOSED, UNFINISHED, waiting_words, went_words
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Outcome
from townhall.domain.zones import from_utc
from townhall.language import _, ngettext
from townhall.services.coming_dates import (
    ComingDate,
    as_coming,
    date_at,
    first_planned,
    moment_of,
    series_halves,
    status_at,
)
from townhall.services.past_dates import past_dates
from townhall.services.series import no_such_date, repeats
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Carried:
    """Questions that went to a date."""

    question_ids: tuple[int, ...]
    to: ComingDate


def carry_over(
    uow: UnitOfWork,
    from_communication: int,
    from_start: datetime | None = None,
    to_communication: int | None = None,
    to_start: datetime | None = None,
) -> Carried:
    """Let the open questions of one date go to another; each is carried once more.

    `from_start` None: the only date, or a series as far as it has been. `to_communication` None:
    the next planned date of the series; `to_start` None: the next planned date of that
    communication. Starts are original starts, local. Raises NotFound; InvalidInput when there is
    no such date, or it is cancelled, closed or not later.
    """
    left = uow.get(m.Communication, from_communication)
    closing = _closing(uow, left, from_start)
    if to_communication is None:
        target = _next_of_series(uow, left, closing)
    else:
        chosen = uow.get(m.Communication, to_communication)
        target = _chosen(uow, chosen, to_start, closing)
    whole = from_start is None and repeats(left)
    found = [
        each
        for each in open_questions(uow, left.id)
        if _goes(left, each, target, None if whole else closing)
    ]
    move(uow, found, target.communication_id, target.original_start, counted=True)
    uow.label = _carried_label(len(found), target)
    return Carried(tuple(each.id for each in found), target)


def carry_from_closed(
    uow: UnitOfWork, communication: m.Communication, original_start: datetime | None = None
) -> None:
    """Carry the open questions of a date that was closed to the next one; None: of every one.

    Without a next one they stay. What became of them is told beside the label.
    """
    starts = {each.original_start for each in open_questions(uow, communication.id)}
    wanted = starts if original_start is None else starts & {original_start, None}
    for start in sorted(wanted, key=lambda each: each or datetime.min):
        closed = date_at(communication, start or original_start)
        if closed is not None and status_at(communication, closed) not in CLOSED:
            continue
        found = open_questions(uow, communication.id, {start})
        after = uow.now() if closed is None else closed.start_utc
        target = first_planned(series_halves(uow.session, communication), after, uow.now())
        if target is None:
            uow.also(waiting_words(len(found)))
            continue
        move(uow, found, target.communication_id, target.original_start, counted=True)
        tell_went(uow, len(found), target)


def open_questions(
    uow: UnitOfWork, communication_id: int, starts: Collection[datetime | None] | None = None
) -> list[m.Question]:
    """Questions of the communication that want an answer, at these original starts or at all."""
    query = select(m.Question).where(
        m.Question.communication_id == communication_id, m.Question.outcome.in_(UNFINISHED)
    )
    found = uow.session.scalars(query.order_by(m.Question.id)).all()
    return [each for each in found if starts is None or each.original_start in starts]


def move(
    uow: UnitOfWork,
    questions: Sequence[m.Question],
    communication_id: int | None,
    original_start: datetime | None,
    *,
    counted: bool,
) -> None:
    """Let questions be answered at another date, and note that; `counted`: as carried over."""
    for question in questions:
        uow.session.add(
            m.CarryOver(
                question_id=question.id,
                from_communication_id=question.communication_id,
                from_original_start=question.original_start,
                to_communication_id=communication_id,
                to_original_start=original_start,
                at=uow.now(),
            )
        )
        question.communication_id = communication_id
        question.original_start = original_start
        if counted:
            question.outcome = Outcome.CARRIED_OVER
            question.times_carried += 1


def tell_went(uow: UnitOfWork, number: int, target: ComingDate) -> None:
    """Say beside the label where open questions went."""
    today = uow.clock.today(uow.plan.time_zone)
    uow.also(went_words(number, target.start.date(), today))


def _closing(
    uow: UnitOfWork, left: m.Communication, from_start: datetime | None
) -> Occurrence | None:
    """The date that questions leave; None: a series of which nothing has been yet."""
    if from_start is None and repeats(left):
        past = past_dates(uow, left)
        return past[-1].shown if past else None
    if from_start is not None and from_start.tzinfo is not None:
        from_start = from_utc(from_start, left.time_zone)
    found = date_at(left, from_start)
    if found is None:
        raise no_such_date(left, from_start or left.start)
    return found


def _next_of_series(
    uow: UnitOfWork, left: m.Communication, closing: Occurrence | None
) -> ComingDate:
    if closing is None:
        raise InvalidInput(
            _(
                "“{title}” has not been held yet. Say which of its dates the questions leave."
            ).format(title=left.title)
        )
    found = first_planned(series_halves(uow.session, left), closing.start_utc, uow.now())
    if found is None:
        raise InvalidInput(
            _(
                "“{title}” has no later date that is planned. Its open questions stay: plan a next "
                "date, or say where they go."
            ).format(title=left.title)
        )
    return found


def _chosen(
    uow: UnitOfWork,
    chosen: m.Communication,
    to_start: datetime | None,
    closing: Occurrence | None,
) -> ComingDate:
    after = closing.start_utc if closing is not None else uow.now()
    if to_start is None and repeats(chosen):
        found = first_planned([chosen], after, uow.now())
        if found is None:
            raise InvalidInput(
                _("“{title}” has no later date that is planned.").format(title=chosen.title)
            )
        return found
    if to_start is not None and to_start.tzinfo is not None:
        to_start = from_utc(to_start, chosen.time_zone)
    place = date_at(chosen, to_start)
    if place is None:
        raise no_such_date(chosen, to_start or chosen.start)
    _refuse_target(chosen, place, closing)
    return as_coming(chosen, place)


def _refuse_target(chosen: m.Communication, place: Occurrence, closing: Occurrence | None) -> None:
    day = f"{place.start:%Y-%m-%d}"
    if place.cancelled:
        sentence = _("“{title}” of {day} is cancelled. Choose a date that is planned.")
    elif status_at(chosen, place) in CLOSED:
        sentence = _("“{title}” of {day} has been held. Choose a date that is planned.")
    elif closing is not None and place.start_utc <= closing.start_utc:
        sentence = _("“{title}” of {day} is not later. Choose a later date.")
    else:
        return
    raise InvalidInput(sentence.format(title=place.title, day=day))


def _goes(
    left: m.Communication, question: m.Question, target: ComingDate, closing: Occurrence | None
) -> bool:
    """Whether a question leaves for `target`: of `closing`, or of a whole series what was before.

    What names no date of a series goes along.
    """
    start = question.original_start
    if start is None:
        return True
    if closing is not None:
        return start == closing.original_start
    moment = moment_of(left, start)
    return moment is None or moment < target.start_utc


def _carried_label(number: int, target: ComingDate) -> str:
    if not number:
        return _("There are no open questions to carry over")
    return ngettext(
        "Carried {n} open question over to “{title}” of {day}",
        "Carried {n} open questions over to “{title}” of {day}",
        number,
    ).format(n=number, title=target.title, day=f"{target.start:%Y-%m-%d}")
