"""Questions that ask the same, merged under one of them and taken apart again.

Nothing of a merged question is rewritten: it keeps its text, source and votes. No merged question
leads others.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import select

from townhall.domain.errors import InvalidInput
from townhall.domain.merging import Together
from townhall.domain.terms import Outcome
from townhall.language import _, ngettext
from townhall.services.queries.merging import after_merging
from townhall.services.questions import add_question, change_question
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_UNFINISHED = (Outcome.OPEN, Outcome.CARRIED_OVER)


MOST_DIFFERENT = 60
"""Questions that can be told apart in one step: each pair of them is a row."""


def merge_questions(
    uow: UnitOfWork, lead_id: int, question_ids: Sequence[int], *, left_out: Sequence[int] = ()
) -> int:
    """Merge questions into a lead; returns its id.

    A lead that is merged itself stands for its own lead; what was merged into one of the
    questions comes along. An open lead gets the owner and the answer-by date that `together`
    gives. Marks that say that some of them differ are taken away; `left_out` are found to be
    different from the lead. Raises NotFound; InvalidInput where a question was answered, declined
    or taken away: merging it would hide that.
    """
    lead_id = lead_of(uow, lead_id)
    members = [
        question
        for question in (uow.get(m.Question, each) for each in dict.fromkeys(question_ids))
        if question.id != lead_id and question.lead_id != lead_id
    ]
    if not members:
        raise InvalidInput(_("These questions are merged already, or only one was given."))
    for question in members:
        _refuse_ended(question)
    after = after_merging(uow.session, lead_id, [each.id for each in members])
    for question in members:
        for follower in uow.session.scalars(
            select(m.Question).where(m.Question.lead_id == question.id)
        ):
            follower.lead_id = lead_id
        uow.session.flush()
        change_question(uow, question.id, {"lead_id": lead_id})
    _hand_on(uow, lead_id, after)
    _take_marks_away(uow, lead_id)
    for each in dict.fromkeys(left_out):
        mark_pair(uow, lead_id, lead_of(uow, each))
    uow.label = ngettext(
        "Merged {count} question", "Merged {count} questions", len(members)
    ).format(count=len(members))
    return lead_id


def mark_different(uow: UnitOfWork, question_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Note that questions are different, each from each; returns the new pairs, lower id first.

    A merged question stands for its lead. They are not suggested as the same any more. Raises
    NotFound; InvalidInput where fewer than two are given, too many, or all are marked already.
    """
    ids = sorted({lead_of(uow, each) for each in question_ids})
    if len(ids) < 2:
        raise InvalidInput(_("Give at least two questions that are not merged with each other."))
    if len(ids) > MOST_DIFFERENT:
        raise InvalidInput(
            _("At most {n} questions can be marked as different at once.").format(n=MOST_DIFFERENT)
        )
    new = [pair for pair in combinations(ids, 2) if mark_pair(uow, *pair)]
    if not new:
        raise InvalidInput(_("These questions are marked as different already."))
    uow.label = ngettext(
        "Marked {count} question as different", "Marked {count} questions as different", len(ids)
    ).format(count=len(ids))
    return new


def unmerge_question(uow: UnitOfWork, question_id: int) -> None:
    """Take a question out of those it is merged with; it is open again, where it was before.

    Raises NotFound; InvalidInput where it is not merged.
    """
    question = uow.get(m.Question, question_id)
    if question.lead_id is None:
        raise InvalidInput(
            _("Question {id} is not merged into another one.").format(id=question_id)
        )
    carried = question.times_carried > 0
    outcome = Outcome.CARRIED_OVER if carried else Outcome.OPEN
    change_question(uow, question_id, {"lead_id": None, "outcome": outcome.value})
    uow.label = _("Took a question out of those it was merged with")


def add_asked_again(uow: UnitOfWork, values: Mapping[str, Any], lead_id: int) -> int:
    """Add a question and merge it into one that was asked before, as one step; returns its id.

    Raises NotFound, InvalidInput.
    """
    question_id = add_question(uow, values)
    merge_questions(uow, lead_id, [question_id])
    uow.label = _("Added a question that was asked again")
    return question_id


def lead_of(uow: UnitOfWork, question_id: int) -> int:
    """The question that stands for this one: its lead, or itself. Raises NotFound."""
    return uow.get(m.Question, question_id).lead_id or question_id


def _hand_on(uow: UnitOfWork, lead_id: int, after: Together) -> None:
    """Let an open lead be owned and due as what was merged into it was."""
    lead = uow.get(m.Question, lead_id)
    owner = uow.get(m.Person, lead.owner_id).name if lead.owner_id is not None else ""
    mine: dict[str, Any] = {}
    if after.owner != owner:
        mine["owner"] = after.owner
    if after.answer_by != lead.answer_by:
        mine["answer_by"] = after.answer_by.isoformat() if after.answer_by else None
    if mine:
        change_question(uow, lead_id, mine)


def mark_pair(uow: UnitOfWork, one: int, other: int) -> bool:
    """Note that two are different; False where it was noted, or they are one."""
    lower, higher = sorted((one, other))
    known = select(m.NotAlike.id).where(
        m.NotAlike.question_id == lower, m.NotAlike.other_id == higher
    )
    if lower == higher or uow.session.scalar(known) is not None:
        return False
    uow.session.add(m.NotAlike(question_id=lower, other_id=higher))
    return True


def _take_marks_away(uow: UnitOfWork, lead_id: int) -> None:
    """Forget that some of those that are merged now were found to be different."""
    followers = select(m.Question.id).where(m.Question.lead_id == lead_id)
    ids = [lead_id, *uow.session.scalars(followers)]
    for mark in uow.session.scalars(select(m.NotAlike).where(m.NotAlike.question_id.in_(ids))):
        if mark.other_id in ids:
            uow.session.delete(mark)


def _refuse_ended(question: m.Question) -> None:
    if question.outcome in (*_UNFINISHED, Outcome.MERGED):
        return
    raise InvalidInput(
        _(
            "Question {id} was answered, declined or taken away. Merge the others into it, or "
            "open it again first."
        ).format(id=question.id)
    )
