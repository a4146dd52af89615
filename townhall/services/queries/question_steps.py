"""The kept steps of questions, oldest first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.question_story import StepRow, StoryStep
from townhall.services.queries.publish_check import STEP as SHOWN
from townhall.storage import models as m

_AT_ONCE = 500


def steps_of(session: Session, question_ids: list[int]) -> dict[int, tuple[StepRow, ...]]:
    """The steps of each question; questions without any are left out."""
    table = m.QuestionStep
    found: dict[int, list[StepRow]] = {}
    for start in range(0, len(question_ids), _AT_ONCE):
        part = question_ids[start : start + _AT_ONCE]
        query = select(table.question_id, table.step, table.by, table.at, table.detail)
        for row in session.execute(query.where(table.question_id.in_(part)).order_by(table.id)):
            # Of a decision about showing, the detail is a mark that means nothing to people.
            detail = "" if row.step == SHOWN else row.detail
            found.setdefault(row.question_id, []).append(StepRow(row.step, row.by, row.at, detail))
    return {question_id: tuple(steps) for question_id, steps in found.items()}


def confirmed_by(steps: tuple[StepRow, ...]) -> str:
    """Who closed a question as declined, of its steps; empty where it was not."""
    closed = [step.by for step in steps if step.step == StoryStep.DECLINED]
    return closed[-1] if closed else ""
