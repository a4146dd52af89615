"""Questions that ask the same, merged under one of them and taken apart again.

Nothing of a merged question is rewritten: it keeps its text, source and votes. No merged question
leads others.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Outcome
from townhall.language import _, ngettext
from townhall.services.questions import add_question, change_question
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_UNFINISHED = (Outcome.OPEN, Outcome.CARRIED_OVER)


def merge_questions(uow: UnitOfWork, lead_id: int, question_ids: Sequence[int]) -> int:
    """Merge questions into a lead; returns its id.

    A lead that is merged itself stands for its own lead; what was merged into one of the
    questions comes along. Raises NotFound; InvalidInput where a question was answered, declined
    or taken away: merging it would hide that.
    """
    lead_id = _lead_of(uow, lead_id)
    members = [
        question
        for question in (uow.get(m.Question, each) for each in dict.fromkeys(question_ids))
        if question.id != lead_id and question.lead_id != lead_id
    ]
    if not members:
        raise InvalidInput(_("These questions are merged already, or only one was given."))
    for question in members:
        _refuse_ended(question)
    for question in members:
        for follower in uow.session.scalars(
            select(m.Question).where(m.Question.lead_id == question.id)
        ):
            follower.lead_id = lead_id
        uow.session.flush()
        change_question(uow, question.id, {"lead_id": lead_id})
    uow.label = ngettext(
        "Merged {count} question", "Merged {count} questions", len(members)
    ).format(count=len(members))
    return lead_id


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


def _lead_of(uow: UnitOfWork, question_id: int) -> int:
    return uow.get(m.Question, question_id).lead_id or question_id


def _refuse_ended(question: m.Question) -> None:
    if question.outcome in (*_UNFINISHED, Outcome.MERGED):
        return
    raise InvalidInput(
        _(
            "Question {id} was answered, declined or taken away. Merge the others into it, or "
            "open it again first."
        ).format(id=question.id)
    )
