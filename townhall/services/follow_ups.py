"""Promises: recorded, renegotiated in the open, and closed with evidence."""

from collections.abc import Mapping
from typing import Any

from townhall.domain import terms
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import FollowUpState
from townhall.language import _
from townhall.services import fields as f
from townhall.services.editing import (
    Field,
    Shape,
    my_changes,
    read_fields,
    read_values,
    store,
)
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

FIELDS: dict[str, Field] = {
    "promised": Field("promised", f.paragraphs(4_000), required=True),
    "owner": Field("owner_id", f.person),
    "due": Field("due", f.day),
    "state": Field("state", f.term(FollowUpState)),
    "evidence": Field("evidence", f.paragraphs(4_000)),
    "reason": Field("reason", f.paragraphs(4_000)),
    "question_id": Field("question_id", f.question),
    "review_id": Field("review_id", f.review),
    "told_back_in": Field("told_back_in", f.line()),
}
_SHAPE = Shape(FIELDS)


def add_follow_up(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Record a promise; returns its id. Raises InvalidInput."""
    stored = read_fields(uow, FIELDS, values, adding=True)
    follow_up = m.FollowUp(created_at=uow.now(), **stored)
    _refuse_unfinished(follow_up)
    uow.session.add(follow_up)
    uow.session.flush()
    uow.label = _("Recorded a follow-up")
    return follow_up.id


def change_follow_up(
    uow: UnitOfWork,
    follow_up_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> None:
    """Change a promise; an earlier due date stays visible in its history.

    Raises NotFound, InvalidInput (dropped without a reason), Conflict.
    """
    follow_up = uow.get(m.FollowUp, follow_up_id)
    read = read_values(uow, _SHAPE, values, adding=False)
    mine = my_changes(uow, _SHAPE, follow_up, read, base).plain
    if "due" in mine and follow_up.due is not None and mine["due"] != follow_up.due:
        follow_up.due_history = [*follow_up.due_history, follow_up.due.isoformat()]
    store(follow_up, mine)
    _refuse_unfinished(follow_up)
    uow.label = _("Changed {noun}").format(noun=terms.noun_label("follow-up"))


def remove_follow_up(uow: UnitOfWork, follow_up_id: int) -> None:
    """Remove a promise. Raises NotFound."""
    uow.session.delete(uow.get(m.FollowUp, follow_up_id))
    uow.label = _("Removed {noun}").format(noun=terms.noun_label("follow-up"))


def _refuse_unfinished(follow_up: m.FollowUp) -> None:
    if follow_up.state is FollowUpState.DROPPED and not follow_up.reason:
        raise InvalidInput(_("Say why the promise is dropped; the asker is told."), field="reason")
