"""What questions of the plan are together, before and after they are merged."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.merging import Part, Together, together
from townhall.domain.terms import Outcome
from townhall.services.queries.questions import votes_of
from townhall.storage import models as m

_UNFINISHED = (Outcome.OPEN, Outcome.CARRIED_OVER)


def after_merging(session: Session, lead_id: int, question_ids: Sequence[int]) -> Together:
    """What the lead is once `question_ids`, and what was merged into them, are merged into it."""
    ids = {lead_id, *question_ids}
    table, owner = m.Question.__table__.c, m.Person.__table__.c
    query = (
        select(
            *(table.id, table.source, table.source_id, table.votes, table.outcome),
            *(table.communication_id, table.original_start, table.answer_by),
            *(table.asked_communication_id, table.asked_original_start),
            owner.name.label("owner"),
        )
        .outerjoin(m.Person.__table__, owner.id == table.owner_id)
        .where(table.id.in_(ids) | table.lead_id.in_(ids))
        .order_by(table.id)
    )
    parts = {row.id: _part(row) for row in session.execute(query)}
    lead = parts.pop(lead_id)
    return together(lead, list(parts.values()))


def _part(row: Any) -> Part:
    return Part(row.id, votes_of(row), row.owner or "", row.answer_by, row.outcome in _UNFINISHED)
