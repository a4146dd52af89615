"""Questions from the first word to the answer: assigned, drafted, approved, closed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from townhall.domain import terms
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Outcome, QuestionState
from townhall.language import _, ngettext
from townhall.services import fields as f
from townhall.services.fields import Field
from townhall.services.follow_ups import add_follow_up
from townhall.services.records import add_record, check_base
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

LONGEST = 4_000
"""Characters of one question."""


def _moment(uow: UnitOfWork, value: Any, name: str) -> datetime | None:
    return None if value in (None, "") else f.moment(value, name).replace(tzinfo=None)


FIELDS: dict[str, Field] = {
    "text": Field("text", f.paragraphs(LONGEST), required=True),
    "communication_id": Field("communication_id", f.communication),
    "original_start": Field("original_start", _moment),
    "source": Field("source", f.line()),
    "source_id": Field("source_id", f.line()),
    "asked_at": Field("asked_at", _moment),
    "audience": Field("audience_id", f.audience),
    "anonymity": Field("anonymity", f.term(terms.Anonymity)),
    "asker": Field("asker", f.line()),
    "votes": Field("votes", f.integer(0, 10_000_000)),
    "theme": Field("theme", f.term(terms.Theme)),
    "language": Field("language", f.language),
    "owner": Field("owner_id", f.person),
    "answer_by": Field("answer_by", f.day),
    "state": Field("state", f.term(QuestionState)),
    "outcome": Field("outcome", f.term(Outcome)),
    "decline_reason": Field("decline_reason", f.paragraphs(2_000)),
    "lead_id": Field("lead_id", f.question),
    "answer": Field("answer", f.paragraphs()),
    "approved_by": Field("approved_by", f.line()),
    "times_carried": Field("times_carried", f.integer(0, 1_000)),
}


def add_question(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Add a question; returns its id. Raises InvalidInput.

    A name is kept only with anonymity "named"; otherwise it is not stored at all.
    """
    stored = f.read_fields(uow, FIELDS, values, adding=True)
    question = m.Question(created_at=uow.now(), **stored)
    uow.session.add(question)
    uow.session.flush()
    _settle(uow, question, stored)
    uow.label = _("Added question")
    return question.id


def change_question(
    uow: UnitOfWork,
    question_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> None:
    """Change fields of a question. Raises NotFound, InvalidInput, Conflict.

    Naming an owner assigns a new question. Another answer text takes an approval back. The
    outcome closes the question; "open" opens it again. `base` holds what an editor loaded.
    """
    question = uow.get(m.Question, question_id)
    stored = f.read_fields(uow, FIELDS, values, adding=False)
    if base is not None:
        check_base(uow, FIELDS, question, stored, base)
    stored = {name: value for name, value in stored.items() if getattr(question, name) != value}
    f.store(question, stored)
    _settle(uow, question, stored)
    uow.label = _("Changed question")


def change_questions(
    uow: UnitOfWork, question_ids: Sequence[int], values: Mapping[str, Any]
) -> None:
    """Change the same fields of several questions, as one step."""
    for question_id in question_ids:
        change_question(uow, question_id, values)
    uow.label = ngettext(
        "Changed {count} question", "Changed {count} questions", len(question_ids)
    ).format(count=len(question_ids))


def assign_questions(uow: UnitOfWork, question_ids: Sequence[int], owner: str) -> None:
    """Give questions an owner, by name; empty takes the owner away. Raises InvalidInput."""
    change_questions(uow, question_ids, {"owner": owner})
    uow.label = ngettext(
        "Assigned {count} question", "Assigned {count} questions", len(question_ids)
    ).format(count=len(question_ids))


def assign_to_new_person(uow: UnitOfWork, question_ids: Sequence[int], name: str) -> None:
    """Add a person called `name` and give them the questions, as one step. Raises InvalidInput."""
    add_record(uow, "person", {"name": name})
    assign_questions(uow, question_ids, name)


def draft_answer(
    uow: UnitOfWork, question_id: int, answer: str, base: Mapping[str, Any] | None = None
) -> None:
    """Write the answer; it then waits for approval. Raises NotFound, InvalidInput, Conflict."""
    change_question(uow, question_id, {"answer": answer}, base)
    uow.label = _("Drafted an answer")


def approve_answer(uow: UnitOfWork, question_id: int, approved_by: str) -> None:
    """Approve the answer as it stands. Raises InvalidInput when there is no answer yet."""
    change_question(uow, question_id, {"state": "approved", "approved_by": approved_by})
    uow.label = _("Approved an answer")


def answer_question(uow: UnitOfWork, question_id: int, outcome: str) -> None:
    """Close a question as "answered-live" or "answered-in-writing".

    Raises InvalidInput: an answer in writing must have been approved.
    """
    change_question(uow, question_id, {"outcome": outcome})
    uow.label = _("Answered a question")


def decline_question(uow: UnitOfWork, question_id: int, reason: str) -> None:
    """Close a question unanswered, with the reason that is told. Raises InvalidInput."""
    change_question(uow, question_id, {"outcome": "declined", "decline_reason": reason})
    uow.label = _("Declined a question")


def take_away(uow: UnitOfWork, question_id: int, promised: str, owner: str, due: str | None) -> int:
    """Close a question with a promise; returns the follow-up's id. Raises InvalidInput."""
    follow_up_id = add_follow_up(
        uow, {"promised": promised, "owner": owner, "due": due, "question_id": question_id}
    )
    change_question(uow, question_id, {"outcome": "taken-away"})
    uow.label = _("Took a question away")
    return follow_up_id


def reopen_question(uow: UnitOfWork, question_id: int) -> None:
    """Open a closed question again, where it was before."""
    change_question(uow, question_id, {"outcome": "open"})
    uow.label = _("Opened a question again")


def remove_question(uow: UnitOfWork, question_id: int) -> None:
    """Remove a question. Raises NotFound; InvalidInput when others were merged into it."""
    question = uow.get(m.Question, question_id)
    if uow.session.scalars(select(m.Question).where(m.Question.lead_id == question_id)).first():
        raise InvalidInput(_("Other questions are merged into this one. Take them apart first."))
    for follow_up in uow.session.scalars(
        select(m.FollowUp).where(m.FollowUp.question_id == question_id)
    ):
        follow_up.question_id = None
    uow.session.delete(question)
    uow.label = _("Removed question")


def _settle(uow: UnitOfWork, question: m.Question, stored: Mapping[str, Any]) -> None:
    """Let state, approval and outcome follow from what was set, and refuse what cannot be."""
    if question.anonymity is not terms.Anonymity.NAMED:
        question.asker = ""
    if "answer" in stored and "state" not in stored:
        question.state = QuestionState.DRAFTED if question.answer else _before_answer(question)
    if "owner_id" in stored and "state" not in stored:
        if question.state is QuestionState.NEW and question.owner_id is not None:
            question.state = QuestionState.ASSIGNED
        elif question.state is QuestionState.ASSIGNED and question.owner_id is None:
            question.state = QuestionState.NEW
    _settle_approval(uow, question, stored)
    if "outcome" in stored:
        _follow_outcome(question, stored)
    elif "state" in stored and question.state is not QuestionState.CLOSED:
        question.outcome = Outcome.OPEN
    _refuse_impossible(question)


def _before_answer(question: m.Question) -> QuestionState:
    return QuestionState.NEW if question.owner_id is None else QuestionState.ASSIGNED


def _follow_outcome(question: m.Question, stored: Mapping[str, Any]) -> None:
    if question.outcome in (Outcome.OPEN, Outcome.CARRIED_OVER):
        if question.state is QuestionState.CLOSED and "state" not in stored:
            answered = QuestionState.APPROVED if question.approved_at else QuestionState.DRAFTED
            question.state = answered if question.answer else _before_answer(question)
        if question.outcome is Outcome.OPEN:
            question.lead_id = None if "lead_id" not in stored else question.lead_id
        return
    in_writing = question.outcome is Outcome.ANSWERED_IN_WRITING
    if in_writing and not (question.answer and question.approved_at):
        raise InvalidInput(
            _("An answer in writing must be approved before it is given."), field="outcome"
        )
    question.state = QuestionState.CLOSED


def _settle_approval(uow: UnitOfWork, question: m.Question, stored: Mapping[str, Any]) -> None:
    """An approval is of the words that stand there: other words take it back."""
    if question.state is QuestionState.APPROVED or "approved_by" in stored:
        if not question.answer:
            raise InvalidInput(_("There is no answer to approve yet."), field="state")
        question.approved_at = question.approved_at or uow.now()
    elif question.state is not QuestionState.CLOSED or "answer" in stored:
        question.approved_at = None
        question.approved_by = ""


def _refuse_impossible(question: m.Question) -> None:
    if question.outcome is Outcome.DECLINED and not question.decline_reason:
        raise InvalidInput(
            _("Say why the question is declined; the asker is told."), field="decline_reason"
        )
    if question.state is QuestionState.CLOSED and question.outcome is Outcome.OPEN:
        raise InvalidInput(_("Say how the question ended: its outcome."), field="outcome")
    if question.outcome is Outcome.MERGED and question.lead_id is None:
        raise InvalidInput(_("Say which question it is merged into."), field="lead_id")
    if question.lead_id is not None:
        if question.lead_id == question.id:
            raise InvalidInput(_("A question cannot be merged into itself."), field="lead_id")
        question.outcome = Outcome.MERGED
        question.state = QuestionState.CLOSED
