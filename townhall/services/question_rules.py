"""What follows from what was set on a question: its state, approval and outcome, or a refusal."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from townhall.domain import terms
from townhall.domain.answer_validity import has_expired, valid_until
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Outcome, QuestionState
from townhall.language import _
from townhall.services.dates import check_date
from townhall.services.decline_rules import settle_decline
from townhall.services.publish_check import settle_publication
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_UNFINISHED = (Outcome.OPEN, Outcome.CARRIED_OVER)
_TEXTS = frozenset({"answer", "translation"})


def settle_fields(
    uow: UnitOfWork, question: m.Question, changed: Collection[str], before: Outcome
) -> None:
    """Let state, approval and outcome follow from what was set, and refuse what cannot be.

    `changed` are the attributes that were set, `before` is how the question ended so far.
    """
    if question.anonymity is not terms.Anonymity.NAMED:
        question.asker = ""
    if "communication_id" in changed and "original_start" not in changed:
        question.original_start = None
    if {"communication_id", "original_start"} & set(changed):
        check_date(uow, question.communication_id, question.original_start)
    _settle_asked(uow, question, changed)
    _settle_lead(uow, question, changed)
    _settle_reuse(uow, question, changed)
    _settle_approval(uow, question, changed)
    _settle_outcome(question, changed)
    settle_decline(question, changed, before)
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
        refuse_lead(uow, question)
    if lead.lead_id is not None:
        raise InvalidInput(
            _("Question {id} is merged into question {lead} itself. Choose that one.").format(
                id=lead.id, lead=lead.lead_id
            ),
            field="lead_id",
        )


def refuse_lead(uow: UnitOfWork, question: m.Question) -> None:
    """Refuse what would leave the questions merged into this one behind."""
    merged = select(m.Question.id).where(m.Question.lead_id == question.id)
    if question.id is not None and uow.session.scalars(merged.limit(1)).first() is not None:
        raise InvalidInput(_("Other questions are merged into this one. Take them apart first."))


def _settle_reuse(uow: UnitOfWork, question: m.Question, changed: Collection[str]) -> None:
    """Take over the approved answer of another question, with its approval.

    With words of its own in the same change, only where they came from is kept.
    """
    if "reused_from_id" not in changed or question.reused_from_id is None or _TEXTS & set(changed):
        return
    if question.reused_from_id == question.id:
        raise InvalidInput(_("A question cannot reuse its own answer."), field="reused_from")
    with uow.session.no_autoflush:
        source = uow.session.get_one(m.Question, question.reused_from_id)
    if not source.answer or source.approved_at is None:
        raise InvalidInput(
            _("The answer of question {id} is not approved.").format(id=source.id),
            field="reused_from",
        )
    if has_expired(source.valid_until, _today(uow)):
        raise InvalidInput(
            _("The answer of question {id} is to be rechecked first.").format(id=source.id),
            field="reused_from",
        )
    if question.outcome not in _UNFINISHED and "outcome" not in changed:
        raise InvalidInput(_("This question is closed. Open it again first."), field="reused_from")
    question.answer, question.translation = source.answer, source.translation
    if source.language != question.language:
        question.answer, question.translation = source.translation, source.answer
    if not question.answer:
        raise InvalidInput(
            _("The answer of question {id} is not translated yet.").format(id=source.id),
            field="reused_from",
        )
    question.approved_by, question.approved_at = source.approved_by, source.approved_at
    question.valid_until = source.valid_until
    if question.state is not QuestionState.CLOSED:
        question.state = QuestionState.APPROVED


def _today(uow: UnitOfWork) -> date:
    return uow.clock.today(uow.plan.time_zone)


def _settle_approval(uow: UnitOfWork, question: m.Question, changed: Collection[str]) -> None:
    """An approval is of the words that stand there: other words take it back."""
    approved = "state" in changed and question.state is QuestionState.APPROVED
    named = "approved_by" in changed and question.approved_by != ""
    if approved or named:
        _approve(uow, question, changed)
    elif {"answer", "translation", "state", "owner_id", "approved_by"} & set(changed):
        _keep_or_lose_approval(question, changed)
    if question.approved_at is None:
        if "valid_until" in changed and question.valid_until is not None:
            raise InvalidInput(
                _("Only an approved answer is valid until a day."), field="valid_until"
            )
        question.valid_until = None


def _approve(uow: UnitOfWork, question: m.Question, changed: Collection[str]) -> None:
    if not question.answer:
        raise InvalidInput(_("There is no answer to approve yet."), field="state")
    question.approved_at = uow.now()
    if "valid_until" not in changed:
        question.valid_until = valid_until(_today(uow))
    if question.state is not QuestionState.CLOSED:
        question.state = QuestionState.APPROVED


def _keep_or_lose_approval(question: m.Question, changed: Collection[str]) -> None:
    lost = {"answer", "translation", "approved_by"} & set(changed) or question.state not in (
        QuestionState.APPROVED,
        QuestionState.CLOSED,
    )
    if lost:
        question.approved_at = None
        question.approved_by = ""
        question.valid_until = None
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
