"""What can be done next with a question, and how it stands in one short word."""

from enum import StrEnum

from townhall.domain.terms import Outcome, QuestionState, label
from townhall.language import _, pgettext


class QuestionStep(StrEnum):
    """One step of the work on a question."""

    ASSIGN = "assign"
    DRAFT = "draft"
    APPROVE = "approve"
    ANSWER_LIVE = "answer-live"
    ANSWER_IN_WRITING = "answer-in-writing"
    TAKE_AWAY = "take-away"
    DECLINE = "decline"
    CONFIRM_DECLINE = "confirm-decline"
    REFUSE_DECLINE = "refuse-decline"
    RENEW = "renew"
    REOPEN = "reopen"


_ENDS = (QuestionStep.ANSWER_LIVE, QuestionStep.TAKE_AWAY, QuestionStep.DECLINE)
_STEPS: dict[QuestionState, tuple[QuestionStep, ...]] = {
    QuestionState.NEW: (QuestionStep.ASSIGN, QuestionStep.DRAFT, *_ENDS),
    QuestionState.ASSIGNED: (QuestionStep.DRAFT, *_ENDS, QuestionStep.ASSIGN),
    QuestionState.DRAFTED: (QuestionStep.APPROVE, *_ENDS, QuestionStep.DRAFT, QuestionStep.ASSIGN),
    QuestionState.APPROVED: (
        QuestionStep.ANSWER_IN_WRITING,
        *_ENDS,
        QuestionStep.DRAFT,
        QuestionStep.ASSIGN,
    ),
    QuestionState.CLOSED: (QuestionStep.REOPEN,),
}


def possible_steps(
    state: QuestionState,
    outcome: Outcome,
    *,
    declining: bool = False,
    dated: bool = False,
    expired: bool = False,
) -> tuple[QuestionStep, ...]:
    """The steps a question in this state allows, the natural next one first.

    `declining`: a decline waits for a second person. `dated`: its approved answer is valid until
    a day; `expired`: that day has passed. None for a merged question: its lead question is worked
    on instead.
    """
    if outcome is Outcome.MERGED:
        return ()
    steps = list(_STEPS[state])
    if declining and QuestionStep.DECLINE in steps:
        steps.remove(QuestionStep.DECLINE)
        steps[:0] = (QuestionStep.CONFIRM_DECLINE, QuestionStep.REFUSE_DECLINE)
    if dated and outcome not in (Outcome.DECLINED, Outcome.TAKEN_AWAY):
        steps.insert(0 if expired and not declining else len(steps), QuestionStep.RENEW)
    return tuple(steps)


def step_label(step: QuestionStep) -> str:
    """What a person reads on the button of `step`, in the current language."""
    return {
        QuestionStep.ASSIGN: _("Assign"),
        QuestionStep.DRAFT: _("Write answer"),
        QuestionStep.APPROVE: _("Approve"),
        QuestionStep.ANSWER_LIVE: _("Answered live"),
        QuestionStep.ANSWER_IN_WRITING: _("Answered in writing"),
        QuestionStep.TAKE_AWAY: _("Take away"),
        QuestionStep.DECLINE: _("Decline"),
        QuestionStep.CONFIRM_DECLINE: _("Confirm decline"),
        QuestionStep.REFUSE_DECLINE: _("Do not decline"),
        QuestionStep.RENEW: _("Still true"),
        QuestionStep.REOPEN: _("Open again"),
    }[step]


def standing(state: QuestionState, outcome: Outcome) -> str:
    """How a question stands, short enough for a column: its state, or how it was closed."""
    if state is not QuestionState.CLOSED:
        return label(state)
    return {
        Outcome.ANSWERED_LIVE: pgettext("question", "Live"),
        Outcome.ANSWERED_IN_WRITING: pgettext("question", "In writing"),
        Outcome.TAKEN_AWAY: pgettext("question", "Taken away"),
        Outcome.DECLINED: pgettext("question", "Declined"),
        Outcome.MERGED: pgettext("question", "Merged"),
    }.get(outcome, label(outcome))
