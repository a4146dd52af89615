"""Changing several questions at once: those that can be, as one step, and why others cannot."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.question_steps import QuestionStep, possible_steps, standing
from townhall.language import _, ngettext
from townhall.services.question_answers import approve_answer
from townhall.services.questions import answer_question, change_question, reopen_question
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

GROUP_STEPS = (
    QuestionStep.APPROVE,
    QuestionStep.ANSWER_LIVE,
    QuestionStep.ANSWER_IN_WRITING,
    QuestionStep.REOPEN,
)
"""Steps that need the same of every question."""


@dataclass(frozen=True, slots=True)
class GroupChange:
    """How many questions were changed; of each of the others its id, and why it could not be."""

    changed: int
    refused: tuple[tuple[int, str], ...]

    @property
    def words(self) -> str:
        """What was done and what was not, for a toast."""
        said = _changed(self.changed)
        if not self.refused:
            return said
        return f"{said}. {_refused(self.refused)}"


def change_group(
    uow: UnitOfWork, question_ids: Sequence[int], values: Mapping[str, Any]
) -> GroupChange:
    """Change the same fields of several questions. Raises InvalidInput when none can be."""

    def change(question_id: int) -> None:
        change_question(uow, question_id, values)

    return _each(uow, question_ids, change)


def step_group(
    uow: UnitOfWork, question_ids: Sequence[int], step: str, by: str = ""
) -> GroupChange:
    """Take one of GROUP_STEPS with several questions; `by` approves. Raises InvalidInput."""
    wanted = QuestionStep(step)
    steps: dict[QuestionStep, Callable[[int], None]] = {
        QuestionStep.APPROVE: lambda id_: approve_answer(uow, id_, by),
        QuestionStep.ANSWER_LIVE: lambda id_: answer_question(uow, id_, "answered-live"),
        QuestionStep.ANSWER_IN_WRITING: lambda id_: answer_question(
            uow, id_, "answered-in-writing"
        ),
        QuestionStep.REOPEN: lambda id_: reopen_question(uow, id_),
    }

    def take(question_id: int) -> None:
        question = uow.get(m.Question, question_id)
        if wanted not in possible_steps(question.state, question.outcome):
            raise InvalidInput(
                _("Not possible where a question is “{state}”.").format(
                    state=standing(question.state, question.outcome)
                )
            )
        steps[wanted](question_id)

    return _each(uow, question_ids, take)


def _each(
    uow: UnitOfWork, question_ids: Sequence[int], change: Callable[[int], None]
) -> GroupChange:
    """Do `change` with each question; what is refused leaves nothing of it behind."""
    refused: list[tuple[int, str]] = []
    session = uow.session
    for question_id in question_ids:
        try:
            with session.no_autoflush:
                change(question_id)
            session.flush()
        except (InvalidInput, NotFound) as error:
            for added in list(session.new):
                session.expunge(added)
            for touched in list(session.dirty):
                session.expire(touched)
            refused.append((question_id, str(error)))
    done = GroupChange(len(question_ids) - len(refused), tuple(refused))
    if refused and not done.changed:
        raise InvalidInput(_refused(done.refused))
    uow.label = done.words
    return done


def _changed(count: int) -> str:
    return ngettext("Changed {count} question", "Changed {count} questions", count).format(
        count=count
    )


def _refused(refused: Sequence[tuple[int, str]]) -> str:
    """How many stay as they are, and the reason of most of them."""
    count = len(refused)
    (reason, alike), *others = Counter(why for _id, why in refused).most_common()
    if count == 1:
        return _("Question {id} stays as it is: {reason}").format(id=refused[0][0], reason=reason)
    if not others:
        return _("{count} stay as they are: {reason}").format(count=count, reason=reason)
    return _("{count} stay as they are, {alike} of them for this reason: {reason}").format(
        count=count, alike=alike, reason=reason
    )
