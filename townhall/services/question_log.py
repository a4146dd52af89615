"""Who took which step with a question, and when: written beside the change, undone with it."""

from dataclasses import dataclass
from datetime import date, datetime

from townhall.domain.answers import other_language
from townhall.domain.question_story import StoryStep, lost_text
from townhall.domain.terms import Outcome, QuestionState
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_UNFINISHED = (Outcome.OPEN, Outcome.CARRIED_OVER)
_ENDS = {
    Outcome.ANSWERED_LIVE: StoryStep.ANSWERED_LIVE,
    Outcome.ANSWERED_IN_WRITING: StoryStep.ANSWERED_IN_WRITING,
    Outcome.TAKEN_AWAY: StoryStep.TAKEN_AWAY,
}


def note_step(
    uow: UnitOfWork, question: m.Question, step: str, by: str = "", detail: str = ""
) -> None:
    """Keep that `step` was taken with a stored question; without `by`, by whoever works here."""
    uow.session.add(
        m.QuestionStep(
            question_id=question.id, step=step, by=by or uow.actor, detail=detail, at=uow.now()
        )
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a question is looked at to tell which steps a change took."""

    owner_id: int | None
    answer: str
    translation: str
    approved_by: str
    approved_at: datetime | None
    valid_until: date | None
    reused_from_id: int | None
    state: QuestionState
    outcome: Outcome
    lead_id: int | None
    declined_by: str
    decline_reason: str


NOWHERE = Standing(
    None, "", "", "", None, None, None, QuestionState.NEW, Outcome.OPEN, None, "", ""
)
"""Where a new question stands before it is added."""


def standing_of(question: m.Question) -> Standing:
    """Where a question stands now."""
    return Standing(
        owner_id=question.owner_id,
        answer=question.answer,
        translation=question.translation,
        approved_by=question.approved_by,
        approved_at=question.approved_at,
        valid_until=question.valid_until,
        reused_from_id=question.reused_from_id,
        state=question.state,
        outcome=question.outcome,
        lead_id=question.lead_id,
        declined_by=question.decline_proposed_by,
        decline_reason=question.decline_reason,
    )


def note_steps(
    uow: UnitOfWork, question: m.Question, before: Standing, second_person: str = ""
) -> None:
    """Keep the steps that led from `before` to where a stored question stands now.

    `second_person` confirmed or refused a decline.
    """
    now = standing_of(question)
    _note_owner(uow, question, before, now)
    _note_answer(uow, question, before, now)
    _note_end(uow, question, before, now, second_person)


def _note_owner(uow: UnitOfWork, question: m.Question, before: Standing, now: Standing) -> None:
    if now.owner_id == before.owner_id:
        return
    if now.owner_id is None:
        note_step(uow, question, StoryStep.UNASSIGNED)
    else:
        owner = uow.session.get_one(m.Person, now.owner_id)
        note_step(uow, question, StoryStep.ASSIGNED, detail=owner.name)


def _note_answer(uow: UnitOfWork, question: m.Question, before: Standing, now: Standing) -> None:
    texts = {
        question.language: (before.answer, now.answer),
        other_language(question.language): (before.translation, now.translation),
    }
    changed = {name: was for name, (was, is_now) in texts.items() if was != is_now}
    approved = now.approved_at is not None and (now.approved_at, now.approved_by) != (
        before.approved_at,
        before.approved_by,
    )
    if approved and now.reused_from_id not in (None, before.reused_from_id) and _copied(uow, now):
        note_step(uow, question, StoryStep.REUSED, detail=str(now.reused_from_id))
        return
    if changed:
        note_step(uow, question, StoryStep.DRAFTED, detail=", ".join(changed))
    until = now.valid_until.isoformat() if now.valid_until else ""
    if approved:
        note_step(uow, question, StoryStep.APPROVED, now.approved_by, until)
    elif before.approved_at is not None and now.approved_at is None:
        for detail in [lost_text(name, was) for name, was in changed.items()] or [""]:
            note_step(uow, question, StoryStep.APPROVAL_LOST, detail=detail)
    elif now.approved_at is not None and now.valid_until != before.valid_until:
        note_step(uow, question, StoryStep.RENEWED, detail=until)


def _copied(uow: UnitOfWork, now: Standing) -> bool:
    source = uow.session.get_one(m.Question, now.reused_from_id)
    return source.approved_at == now.approved_at


def _note_end(
    uow: UnitOfWork, question: m.Question, before: Standing, now: Standing, second_person: str
) -> None:
    reason = now.decline_reason
    if now.outcome is Outcome.MERGED and now.lead_id != before.lead_id:
        note_step(uow, question, StoryStep.MERGED, detail=str(now.lead_id))
    elif now.outcome is Outcome.DECLINED and before.outcome is not Outcome.DECLINED:
        by = second_person or now.declined_by
        note_step(uow, question, StoryStep.DECLINED, by, reason)
    elif now.outcome in _ENDS and now.outcome is not before.outcome:
        note_step(uow, question, _ENDS[now.outcome])
    elif now.outcome in _UNFINISHED and before.outcome not in _UNFINISHED:
        merged = before.outcome is Outcome.MERGED
        note_step(uow, question, StoryStep.UNMERGED if merged else StoryStep.REOPENED)
    elif now.outcome in _UNFINISHED:
        _note_proposal(uow, question, before, now, second_person)


def _note_proposal(
    uow: UnitOfWork, question: m.Question, before: Standing, now: Standing, second_person: str
) -> None:
    if now.declined_by and (now.declined_by, now.decline_reason) != (
        before.declined_by,
        before.decline_reason,
    ):
        note_step(uow, question, StoryStep.DECLINE_PROPOSED, now.declined_by, now.decline_reason)
    elif before.declined_by and not now.declined_by:
        note_step(uow, question, StoryStep.DECLINE_REFUSED, second_person, before.decline_reason)
