"""Questions from the first word to the answer: assigned, drafted, approved, closed."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from townhall.domain import terms
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Outcome, QuestionState
from townhall.language import _, ngettext
from townhall.services import fields as f
from townhall.services.answer_days import date_changed_question, date_new_question
from townhall.services.dates import check_date
from townhall.services.editing import (
    Field,
    Shape,
    my_changes,
    read_fields,
    read_values,
    store,
)
from townhall.services.follow_ups import add_follow_up
from townhall.services.publish_check import note_findings, settle_publication
from townhall.services.question_homes import settle_question
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

LONGEST = 4_000
"""Characters of one question."""


FIELDS: dict[str, Field] = {
    "text": Field("text", f.paragraphs(LONGEST), required=True),
    "communication_id": Field("communication_id", f.communication),
    "original_start": Field("original_start", f.optional_moment),
    "asked_communication_id": Field("asked_communication_id", f.communication),
    "asked_original_start": Field("asked_original_start", f.optional_moment),
    "source": Field("source", f.line()),
    "source_id": Field("source_id", f.line()),
    "asked_at": Field("asked_at", f.optional_moment),
    "audience": Field("audience_id", f.audience),
    "anonymity": Field("anonymity", f.term(terms.Anonymity)),
    "asker": Field("asker", f.line()),
    "votes": Field("votes", f.integer(0, 10_000_000)),
    "theme": Field("theme", f.theme),
    "language": Field("language", f.language),
    "owner": Field("owner_id", f.person),
    "answer_by": Field("answer_by", f.day),
    "state": Field("state", f.term(QuestionState)),
    "outcome": Field("outcome", f.term(Outcome)),
    "decline_reason": Field("decline_reason", f.paragraphs(2_000)),
    "lead_id": Field("lead_id", f.question),
    "answer": Field("answer", f.paragraphs()),
    "approved_by": Field("approved_by", f.line()),
    "publication": Field("publication", f.term(terms.Publication)),
    "publication_by": Field("publication_by", f.line()),
    "times_carried": Field("times_carried", f.integer(0, 1_000)),
}
_SHAPE = Shape(FIELDS)
_UNFINISHED = (Outcome.OPEN, Outcome.CARRIED_OVER)


def add_question(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Add a question; returns its id. Raises InvalidInput.

    A name is kept only with anonymity "named"; otherwise it is not stored at all.
    """
    stored = read_fields(uow, FIELDS, values, adding=True)
    question = m.Question(created_at=uow.now(), **stored)
    _settle(uow, question, stored)
    date_new_question(uow, question, values)
    uow.session.add(question)
    uow.session.flush()
    note_findings(uow, question, stored)
    settle_question(uow, question)
    uow.label = _("Added question")
    return question.id


def change_question(
    uow: UnitOfWork,
    question_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> None:
    """Change fields of a question. Raises NotFound, InvalidInput, Conflict.

    Naming an owner assigns a new question and dates it by its theme. Another answer text takes an
    approval back, and other words what was decided about showing them. The outcome closes the question; "open" opens it
    again. `base` holds what an editor loaded.
    """
    question = uow.get(m.Question, question_id)
    theme, state = question.theme, question.state
    read = read_values(uow, _SHAPE, values, adding=False)
    mine = my_changes(uow, _SHAPE, question, read, base).plain
    changed = {name for name, value in mine.items() if getattr(question, name) != value}
    store(question, mine)
    _settle(uow, question, changed)
    date_changed_question(uow, question, theme, state, values)
    note_findings(uow, question, mine)
    if changed & {"communication_id", "original_start", "outcome", "state", "lead_id"}:
        settle_question(uow, question)
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
    """Approve the answer as it stands; a closed question stays closed.

    Raises NotFound; InvalidInput when there is no answer yet.
    """
    values = {"approved_by": approved_by}
    if uow.get(m.Question, question_id).state is not QuestionState.CLOSED:
        values["state"] = QuestionState.APPROVED
    elif not approved_by.strip():
        raise InvalidInput(_("Say who approved the answer."), field="approved_by")
    change_question(uow, question_id, values)
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
    """Close a question with a promise; returns the follow-up's id.

    Raises NotFound, InvalidInput.
    """
    uow.get(m.Question, question_id)
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
    _refuse_lead(uow, question)
    for follow_up in uow.session.scalars(
        select(m.FollowUp).where(m.FollowUp.question_id == question_id)
    ):
        follow_up.question_id = None
    _forget(uow, question_id)
    uow.session.delete(question)
    uow.label = _("Removed question")


def _forget(uow: UnitOfWork, question_id: int) -> None:
    """Remove what is told of a question alone, and let no other question name it."""
    of_it = (
        select(m.QuestionStep).where(m.QuestionStep.question_id == question_id),
        select(m.CarryOver).where(m.CarryOver.question_id == question_id),
        select(m.NotAlike).where(
            (m.NotAlike.question_id == question_id) | (m.NotAlike.other_id == question_id)
        ),
    )
    for query in of_it:
        for record in uow.session.scalars(query).all():
            uow.session.delete(record)
    reusing = select(m.Question).where(m.Question.reused_from_id == question_id)
    for other in uow.session.scalars(reusing).all():
        other.reused_from_id = None


def _settle(uow: UnitOfWork, question: m.Question, changed: Collection[str]) -> None:
    """Let state, approval and outcome follow from what was set, and refuse what cannot be."""
    if question.anonymity is not terms.Anonymity.NAMED:
        question.asker = ""
    if "communication_id" in changed and "original_start" not in changed:
        question.original_start = None
    if {"communication_id", "original_start"} & set(changed):
        check_date(uow, question.communication_id, question.original_start)
    _settle_asked(uow, question, changed)
    _settle_lead(uow, question, changed)
    _settle_approval(uow, question, changed)
    _settle_outcome(question, changed)
    settle_publication(uow, question, changed)
    _refuse_impossible(question)


def _settle_asked(uow: UnitOfWork, question: m.Question, changed: Collection[str]) -> None:
    """Where it was asked is where it is to be answered, as long as it never went elsewhere."""
    if {"asked_communication_id", "asked_original_start"} & set(changed):
        if "asked_original_start" not in changed:
            question.asked_original_start = None
        check_date(uow, question.asked_communication_id, question.asked_original_start)
    elif {"communication_id", "original_start"} & set(changed) and not _was_carried(uow, question):
        question.asked_communication_id = question.communication_id
        question.asked_original_start = question.original_start


def _was_carried(uow: UnitOfWork, question: m.Question) -> bool:
    found = select(m.CarryOver.id).where(m.CarryOver.question_id == question.id)
    return uow.session.scalars(found.limit(1)).first() is not None


def _settle_lead(uow: UnitOfWork, question: m.Question, changed: Collection[str]) -> None:
    """A question with a lead is merged, and only such a question."""
    if "lead_id" in changed and question.lead_id is not None:
        _check_lead(uow, question)
        question.outcome = Outcome.MERGED
    elif "lead_id" in changed and question.outcome is Outcome.MERGED and "outcome" not in changed:
        question.outcome = Outcome.OPEN
    elif {"outcome", "state"} & set(changed):
        reopened = "outcome" not in changed and question.state is not QuestionState.CLOSED
        if reopened or question.outcome is not Outcome.MERGED:
            question.lead_id = None


def _check_lead(uow: UnitOfWork, question: m.Question) -> None:
    if question.lead_id == question.id:
        raise InvalidInput(_("A question cannot be merged into itself."), field="lead_id")
    with uow.session.no_autoflush:
        lead = uow.session.get_one(m.Question, question.lead_id)
        _refuse_lead(uow, question)
    if lead.lead_id is not None:
        raise InvalidInput(
            _("Question {id} is merged into question {lead} itself. Choose that one.").format(
                id=lead.id, lead=lead.lead_id
            ),
            field="lead_id",
        )


def _refuse_lead(uow: UnitOfWork, question: m.Question) -> None:
    """Refuse what would leave the questions merged into this one behind."""
    merged = select(m.Question.id).where(m.Question.lead_id == question.id)
    if question.id is not None and uow.session.scalars(merged.limit(1)).first() is not None:
        raise InvalidInput(_("Other questions are merged into this one. Take them apart first."))


def _settle_approval(uow: UnitOfWork, question: m.Question, changed: Collection[str]) -> None:
    """An approval is of the words that stand there: other words take it back."""
    approved = "state" in changed and question.state is QuestionState.APPROVED
    named = "approved_by" in changed and question.approved_by != ""
    if approved or named:
        if not question.answer:
            raise InvalidInput(_("There is no answer to approve yet."), field="state")
        question.approved_at = uow.now()
        if question.state is not QuestionState.CLOSED:
            question.state = QuestionState.APPROVED
        return
    if not {"answer", "state", "owner_id", "approved_by"} & set(changed):
        return
    lost = {"answer", "approved_by"} & set(changed) or question.state not in (
        QuestionState.APPROVED,
        QuestionState.CLOSED,
    )
    if lost:
        question.approved_at = None
        question.approved_by = ""
    if lost and question.outcome is Outcome.ANSWERED_IN_WRITING and "outcome" not in changed:
        question.outcome = Outcome.OPEN
    if question.state is not QuestionState.CLOSED and "state" not in changed:
        question.state = _state_of(question)


def _settle_outcome(question: m.Question, changed: Collection[str]) -> None:
    """How a question ended closes it; opened again, it is where its answer and owner leave it."""
    said_open = "state" in changed and question.state is not QuestionState.CLOSED
    if said_open and "outcome" not in changed and question.outcome not in _UNFINISHED:
        question.outcome = Outcome.OPEN
    if question.outcome not in _UNFINISHED:
        question.state = QuestionState.CLOSED
    elif question.state is QuestionState.CLOSED and "state" not in changed:
        question.state = _state_of(question)


def _state_of(question: m.Question) -> QuestionState:
    """The state of an open question, from what it has."""
    if question.answer:
        approved = question.approved_at is not None
        return QuestionState.APPROVED if approved else QuestionState.DRAFTED
    return QuestionState.NEW if question.owner_id is None else QuestionState.ASSIGNED


def _refuse_impossible(question: m.Question) -> None:
    answered = bool(question.answer)
    refusals = (
        (
            question.outcome is Outcome.DECLINED and not question.decline_reason,
            _("Say why the question is declined; the asker is told."),
            "decline_reason",
        ),
        (
            question.state is QuestionState.CLOSED and question.outcome in _UNFINISHED,
            _("Say how the question ended: its outcome."),
            "outcome",
        ),
        (
            question.outcome is Outcome.ANSWERED_IN_WRITING
            and not (answered and question.approved_at),
            _("An answer in writing must be approved before it is given."),
            "outcome",
        ),
        (
            question.outcome is Outcome.MERGED and question.lead_id is None,
            _("Say which question it is merged into."),
            "lead_id",
        ),
        (
            question.state is QuestionState.ASSIGNED and question.owner_id is None,
            _("Say who answers the question: its owner."),
            "owner",
        ),
        (
            question.state is QuestionState.DRAFTED and not answered,
            _("There is no answer to approve yet."),
            "answer",
        ),
    )
    for refused, sentence, field in refusals:
        if refused:
            raise InvalidInput(sentence, field=field)
