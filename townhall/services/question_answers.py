"""Answers: written in two languages, approved, found still true, used for another question."""

from collections.abc import Mapping
from typing import Any

from townhall.domain.answer_validity import valid_until
from townhall.domain.errors import InvalidInput
from townhall.domain.question_story import StoryStep
from townhall.domain.terms import QuestionState
from townhall.language import _
from townhall.services.question_log import note_step
from townhall.services.questions import change_question
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def draft_answer(
    uow: UnitOfWork,
    question_id: int,
    answer: str,
    base: Mapping[str, Any] | None = None,
    *,
    translation: str | None = None,
) -> None:
    """Write the answer, and its translation where that is given; it then waits for approval.

    Raises NotFound, InvalidInput, Conflict.
    """
    values = {"answer": answer}
    if translation is not None:
        values["translation"] = translation
    change_question(uow, question_id, values, base)
    uow.label = _("Drafted an answer")


def approve_answer(
    uow: UnitOfWork, question_id: int, approved_by: str, until: str | None = None
) -> None:
    """Approve the answer as it stands; a closed question stays closed.

    It is valid until the day `until`, or 90 days. Raises NotFound; InvalidInput when there is no
    answer yet or nobody is named.
    """
    values: dict[str, Any] = {"approved_by": approved_by}
    if until is not None:
        values["valid_until"] = until
    if uow.get(m.Question, question_id).state is not QuestionState.CLOSED:
        values["state"] = QuestionState.APPROVED
    elif not approved_by.strip():
        raise InvalidInput(_("Say who approved the answer."), field="approved_by")
    change_question(uow, question_id, values)
    uow.label = _("Approved an answer")


def renew_answer(uow: UnitOfWork, question_id: int) -> None:
    """Say that an approved answer is still true: it holds for 90 days from today.

    Raises NotFound; InvalidInput when it is not approved.
    """
    question = uow.get(m.Question, question_id)
    if question.approved_at is None:
        raise InvalidInput(_("Only an approved answer can be renewed."), field="valid_until")
    until = valid_until(uow.clock.today(uow.plan.time_zone))
    if question.valid_until == until:
        note_step(uow, question, StoryStep.RENEWED, detail=until.isoformat())
    else:
        change_question(uow, question_id, {"valid_until": until})
    uow.label = _("Found an answer still true")


def reuse_answer(uow: UnitOfWork, question_id: int, source_id: int) -> None:
    """Answer a question with the approved answer of another one, its approval included.

    Raises NotFound; InvalidInput when that answer is not approved or is to be rechecked.
    """
    question = uow.get(m.Question, question_id)
    if question.reused_from_id == source_id:
        # Taken over before and changed since: taken over once more.
        question.reused_from_id = None
    change_question(uow, question_id, {"reused_from": source_id})
    uow.label = _("Answered with an approved answer")
