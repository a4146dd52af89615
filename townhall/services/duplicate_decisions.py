"""What is decided on questions that look like an earlier one: answered as that, or different."""

from collections.abc import Sequence

from townhall.domain.errors import InvalidInput
from townhall.language import _, ngettext
from townhall.services.question_answers import reuse_answer
from townhall.services.question_merging import lead_of, mark_pair, merge_questions
from townhall.storage.unit_of_work import UnitOfWork


def answer_as_before(
    uow: UnitOfWork, lead_id: int, question_ids: Sequence[int], earlier_id: int
) -> None:
    """Merge questions into a lead, if there are any, and answer it with an earlier answer.

    Raises NotFound; InvalidInput where they cannot be merged, or the earlier answer is not
    approved or no longer valid.
    """
    if question_ids:
        merge_questions(uow, lead_id, question_ids)
    reuse_answer(uow, lead_of(uow, lead_id), lead_of(uow, earlier_id))
    count = len(question_ids) + 1
    uow.label = ngettext(
        "Answered {count} question as before", "Answered {count} questions as before", count
    ).format(count=count)


def tell_from_earlier(uow: UnitOfWork, question_id: int, earlier_ids: Sequence[int]) -> None:
    """Note that a question differs from earlier ones. Raises NotFound, InvalidInput."""
    lead = lead_of(uow, question_id)
    new = [mark_pair(uow, lead, lead_of(uow, each)) for each in earlier_ids]
    if not any(new):
        raise InvalidInput(_("These questions are marked as different already."))
    uow.label = _("Marked a question as different from earlier ones")
