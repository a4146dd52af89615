"""Moving a question over the board, from one state to another."""

from typing import Any

from townhall.domain.errors import InvalidInput
from townhall.domain.question_moves import Need, Standing, need_for
from townhall.domain.terms import QuestionState, label
from townhall.language import _
from townhall.services.questions import change_question
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def move_question(
    uow: UnitOfWork,
    question_id: int,
    state: str,
    *,
    owner: str = "",
    new_person: str = "",
    approved_by: str = "",
) -> None:
    """Bring an open question, or a closed one that is opened again, to `state`, as one step.

    `owner` is a name, `new_person` that of somebody who is not in the plan yet. Moved to new it
    has no owner any more. Raises NotFound; InvalidInput for what cannot be, when an owner or an
    approver is missing, and for "closed", which takes an outcome.
    """
    question, wanted = uow.get(m.Question, question_id), QuestionState(state)
    if new_person:
        add_record(uow, "person", {"name": new_person})
    owner = new_person or owner
    need = need_for(standing_of(question), wanted)
    values: dict[str, Any] = {"outcome": "open", "state": wanted}
    if owner or wanted is QuestionState.NEW:
        values["owner"] = owner
    if approved_by.strip():
        values["approved_by"] = approved_by
    _refuse_missing(need, owner, approved_by)
    change_question(uow, question_id, values)
    uow.label = _("Moved a question to “{state}”").format(state=label(wanted))


def standing_of(question: m.Question) -> Standing:
    """Where a question of the plan stands."""
    return Standing(
        id=question.id,
        state=question.state,
        outcome=question.outcome,
        owned=question.owner_id is not None,
        answered=bool(question.answer),
        approved=question.approved_at is not None,
    )


def _refuse_missing(need: Need, owner: str, approved_by: str) -> None:
    refusals = (
        (need is Need.OWNER and not owner, _("Say who answers the question: its owner."), "owner"),
        (need is Need.ANSWER, _("There is no answer to approve yet."), "answer"),
        (
            need is Need.APPROVAL and not approved_by.strip(),
            _("Say who approved the answer."),
            "approved_by",
        ),
        (need is Need.ENDING, _("Say how the question ended: its outcome."), "outcome"),
    )
    for refused, sentence, field in refusals:
        if refused:
            raise InvalidInput(sentence, field=field)
