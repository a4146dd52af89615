"""Declining a question: proposed by one person, confirmed or refused by another."""

from townhall.domain.errors import InvalidInput
from townhall.language import _
from townhall.services.questions import change_question
from townhall.storage.unit_of_work import UnitOfWork


def propose_decline(
    uow: UnitOfWork, question_id: int, kind: str, reason: str, declined_by: str
) -> None:
    """Propose to decline a question: for the reason `kind`, told to the asker in `reason`.

    The question stays open until a second person confirms. Raises NotFound, InvalidInput.
    """
    _refuse_nobody(declined_by, "declined_by")
    change_question(
        uow,
        question_id,
        {"decline_kind": kind, "decline_reason": reason, "declined_by": declined_by},
    )
    uow.label = _("Proposed to decline a question")


def confirm_decline(uow: UnitOfWork, question_id: int, confirmed_by: str) -> None:
    """Close a question unanswered, as somebody else proposed.

    Raises NotFound; InvalidInput when nobody proposed it, or the same person did.
    """
    _refuse_nobody(confirmed_by, "decline_confirmed_by")
    change_question(uow, question_id, {"decline_confirmed_by": confirmed_by})
    uow.label = _("Declined a question")


def refuse_decline(uow: UnitOfWork, question_id: int, refused_by: str) -> None:
    """Take a proposal to decline back; the question is worked on as before.

    Raises NotFound, InvalidInput.
    """
    _refuse_nobody(refused_by, "decline_refused_by")
    change_question(uow, question_id, {"decline_refused_by": refused_by})
    uow.label = _("Did not decline a question")


def _refuse_nobody(name: str, field: str) -> None:
    if not name.strip():
        raise InvalidInput(_("Say who you are: a decline needs two people."), field=field)
