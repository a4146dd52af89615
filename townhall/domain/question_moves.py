"""What it takes to bring a question from one state to another, as dragging a card asks for it."""

from dataclasses import dataclass
from enum import StrEnum

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Outcome, QuestionState, label
from townhall.language import _


class Need(StrEnum):
    """What has to be chosen or written before a question is in its new state."""

    NOTHING = "nothing"
    OWNER = "owner"
    ANSWER = "answer"
    APPROVAL = "approval"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a question stands; `approved`: its answer was, as it reads now."""

    id: int
    state: QuestionState
    outcome: Outcome
    owned: bool
    answered: bool
    approved: bool

    @property
    def when_open(self) -> QuestionState:
        """The state that owner and answer give the question while it is open."""
        if self.answered:
            return QuestionState.APPROVED if self.approved else QuestionState.DRAFTED
        return QuestionState.ASSIGNED if self.owned else QuestionState.NEW


def need_for(question: Standing, state: QuestionState) -> Need:
    """What it takes to bring `question` to another `state`. Raises InvalidInput when it cannot be.

    A question that is closed is opened again on the way.
    """
    words = {"id": question.id, "state": label(state)}
    if question.outcome is Outcome.MERGED:
        raise InvalidInput(
            _("Question {id} was merged into another one. Take it apart first.").format(**words)
        )
    match state:
        case QuestionState.NEW if question.answered:
            raise InvalidInput(
                _("Question {id} has an answer already, so it is not new any more.").format(**words)
            )
        case QuestionState.ASSIGNED if not question.owned:
            return Need.OWNER
        case QuestionState.DRAFTED if not question.answered:
            return Need.ANSWER
        case QuestionState.APPROVED if not question.answered:
            raise InvalidInput(
                _("Question {id} has no answer to approve yet. Write it first.").format(**words)
            )
        case QuestionState.APPROVED if not question.approved:
            return Need.APPROVAL
        case QuestionState.CLOSED:
            return Need.ENDING
    return Need.NOTHING
