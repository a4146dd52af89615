"""Which words of questions may tell who somebody is, and what was decided about them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.personal_data import FindingKind, KnownNames
from townhall.domain.publish_check import (
    CHECKED,
    MarkedWords,
    after_a_change,
    fingerprint,
    marked_words,
)
from townhall.domain.terms import Outcome, Publication
from townhall.storage import models as m

STEP = "publication"
"""The step of a question's log that keeps which findings a decision was made about."""


@dataclass(frozen=True, slots=True)
class PublishFinding:
    """Words of one question that may tell who somebody is, and whether that was decided."""

    question: int
    field: str
    kind: FindingKind
    text: str
    publication: Publication


class PublishCheck:
    """The findings in questions of one plan; names are read once for all of them.

    Known names are those of the plan's people and of whoever asked with their name.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    @cached_property
    def names(self) -> KnownNames:
        """The names that are looked for."""
        people = self._session.scalars(select(m.Person.name))
        askers = select(m.Question.asker).where(m.Question.asker != "").distinct()
        return KnownNames([*people, *self._session.scalars(askers)])

    def marked(self, question: Any) -> tuple[MarkedWords, ...]:
        """What was found in `question`, a row or a detail with its texts."""
        return marked_words({field: getattr(question, field) for field in CHECKED}, self.names)

    def decided(self, question: Any) -> Publication:
        """What still holds of the decision about `question`.

        It is undecided again where other words are found in it than when it was decided: a
        colleague who has come since may be named in it.
        """
        if question.publication is Publication.UNDECIDED:
            return Publication.UNDECIDED
        marked = self.marked(question)
        if self._seen.get(question.id, "") == fingerprint(marked):
            kept: Publication = question.publication
            return kept
        return after_a_change(question.publication, marked)

    @cached_property
    def _seen(self) -> Mapping[int, str]:
        """By question, the fingerprint of the findings its last decision was made about."""
        step = m.QuestionStep
        query = select(step.question_id, step.detail).where(step.step == STEP).order_by(step.id)
        return {row.question_id: row.detail for row in self._session.execute(query)}


def publish_findings(
    session: Session, ids: Collection[int] | None = None, *, undecided: bool = False
) -> list[PublishFinding]:
    """All findings in questions that are not merged into another, in order of the questions.

    `ids` are the questions that count (None: all); `undecided` leaves out what was decided.
    """
    check = PublishCheck(session)
    found = []
    for row in _shown(session):
        if ids is not None and row.id not in ids:
            continue
        marked = check.marked(row)
        publication = check.decided(row) if marked else Publication.UNDECIDED
        if not (undecided and publication is not Publication.UNDECIDED):
            found += [
                PublishFinding(row.id, each.field, each.kind, each.text, publication)
                for each in marked
            ]
    return found


def to_decide(session: Session) -> list[int]:
    """Ids of the questions with words that nobody has decided about yet."""
    check = PublishCheck(session)
    return [
        row.id
        for row in _shown(session)
        if check.marked(row) and check.decided(row) is Publication.UNDECIDED
    ]


def _shown(session: Session) -> Any:
    """The texts of every question that stands for itself."""
    table = m.Question.__table__.c
    query = select(table.id, table.publication, *(table[field] for field in CHECKED))
    return session.execute(query.where(table.outcome != Outcome.MERGED).order_by(table.id))
