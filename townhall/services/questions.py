"""Questions from the first word to the answer: assigned, drafted, approved, closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from townhall.domain import terms
from townhall.domain.terms import Outcome, QuestionState
from townhall.language import _, ngettext
from townhall.services import fields as f
from townhall.services.answer_days import date_changed_question, date_new_question
from townhall.services.decline_rules import decline_kind, read_decline
from townhall.services.editing import (
    Field,
    Shape,
    my_changes,
    read_fields,
    read_values,
    store,
)
from townhall.services.follow_ups import add_follow_up
from townhall.services.publish_check import note_findings
from townhall.services.question_homes import settle_question
from townhall.services.question_log import NOWHERE, note_steps, standing_of
from townhall.services.question_rules import refuse_lead, settle_fields
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
    "decline_kind": Field("decline_kind", decline_kind),
    "decline_reason": Field("decline_reason", f.paragraphs(2_000)),
    "declined_by": Field("decline_proposed_by", f.line()),
    "lead_id": Field("lead_id", f.question),
    "answer": Field("answer", f.paragraphs()),
    "translation": Field("translation", f.paragraphs()),
    "approved_by": Field("approved_by", f.line()),
    "valid_until": Field("valid_until", f.day),
    "reused_from": Field("reused_from_id", f.question),
    "publication": Field("publication", f.term(terms.Publication)),
    "publication_by": Field("publication_by", f.line()),
    "times_carried": Field("times_carried", f.integer(0, 1_000)),
}
_SHAPE = Shape(FIELDS)


def add_question(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Add a question; returns its id. Raises InvalidInput.

    A name is kept only with anonymity "named"; otherwise it is not stored at all.
    """
    decline = read_decline(uow, values, None)
    stored = read_fields(uow, FIELDS, decline.values, adding=True)
    question = m.Question(created_at=uow.now(), **stored)
    settle_fields(uow, question, stored, Outcome.OPEN)
    date_new_question(uow, question, values)
    uow.session.add(question)
    uow.session.flush()
    note_steps(uow, question, NOWHERE, decline.second_person)
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
    approval back, and other words what was decided about showing them. The outcome closes the
    question; "open" opens it again. `declined_by` proposes a decline, which `decline_confirmed_by`
    closes and `decline_refused_by` takes back (`decline_rules`). `base` holds what an editor
    loaded.
    """
    question = uow.get(m.Question, question_id)
    before, theme = standing_of(question), question.theme
    decline = read_decline(uow, values, question)
    read = read_values(uow, _SHAPE, decline.values, adding=False)
    mine = my_changes(uow, _SHAPE, question, read, base).plain
    changed = {name for name, value in mine.items() if getattr(question, name) != value}
    store(question, mine)
    settle_fields(uow, question, changed, before.outcome)
    date_changed_question(uow, question, theme, before.state, values)
    note_steps(uow, question, before, decline.second_person)
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


def answer_question(uow: UnitOfWork, question_id: int, outcome: str) -> None:
    """Close a question as "answered-live" or "answered-in-writing".

    Raises InvalidInput: an answer in writing must have been approved.
    """
    change_question(uow, question_id, {"outcome": outcome})
    uow.label = _("Answered a question")


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
    refuse_lead(uow, question)
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
