"""Deciding what becomes of personal data in a question before it is shown around."""

from collections.abc import Collection, Sequence

from townhall.domain.errors import InvalidInput
from townhall.domain.publish_check import CHECKED, after_a_change, fingerprint
from townhall.domain.terms import Publication
from townhall.language import _, ngettext
from townhall.services.queries.publish_check import STEP, PublishCheck
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def decide_publication(
    uow: UnitOfWork, question_ids: Sequence[int], publication: str, by: str
) -> None:
    """Decide for questions, as one step: "as-asked", "masked", "withheld", or "undecided" again.

    Raises NotFound, InvalidInput (an unknown word, nobody who decided).
    """
    from townhall.services.questions import change_question

    by = by if publication != Publication.UNDECIDED else ""
    for question_id in question_ids:
        change_question(uow, question_id, {"publication": publication, "publication_by": by})
    uow.label = ngettext(
        "Decided how {count} question is shown",
        "Decided how {count} questions are shown",
        len(question_ids),
    ).format(count=len(question_ids))


def settle_publication(uow: UnitOfWork, question: m.Question, changed: Collection[str]) -> None:
    """A decision has a person who took it, and is about the words that stand there now."""
    if "publication" not in changed and set(CHECKED) & set(changed):
        if question.publication is not Publication.UNDECIDED:
            with uow.session.no_autoflush:
                marked = PublishCheck(uow.session).marked(question)
            question.publication = after_a_change(question.publication, marked)
    elif "publication" in changed and "publication_by" not in changed:
        question.publication_by = ""
    if question.publication is Publication.UNDECIDED:
        question.publication_by = ""
        return
    question.publication_by = question.publication_by or uow.actor
    if not question.publication_by:
        raise InvalidInput(_("Say who decided how the question is shown."), field="publication_by")


def note_findings(uow: UnitOfWork, question: m.Question, given: Collection[str]) -> None:
    """Keep which findings a decision was made about; for a question that is stored.

    `given` are the fields that were just set, also those that had the same value before.
    """
    decided = question.publication is not Publication.UNDECIDED
    if not (decided and {"publication", *CHECKED} & set(given)):
        return
    check = PublishCheck(uow.session)
    if check.decided(question) is question.publication and "publication_by" not in given:
        return
    uow.session.add(
        m.QuestionStep(
            question_id=question.id,
            step=STEP,
            by=question.publication_by,
            detail=fingerprint(check.marked(question)),
            at=uow.now(),
        )
    )
