"""Questions as cards on a board: which stand in which column, and what a card shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.question_moves import Standing
from townhall.domain.terms import QuestionState
from townhall.services.queries.question_filter import QuestionFilter, ids_in_order
from townhall.services.queries.question_hits import Hit, hits
from townhall.services.queries.question_register import Register, question_register, with_parts
from townhall.services.queries.questions import QuestionRow, question_rows
from townhall.storage import models as m


@dataclass(frozen=True, slots=True)
class Card:
    """A question on the board; `hit` is what a search found in it."""

    row: QuestionRow
    standing: Standing
    hit: Hit | None


@dataclass(frozen=True, slots=True)
class ShownQuestions:
    """The register, and for a board the ids of its columns."""

    register: Register
    columns: Mapping[QuestionState, list[int]] | None


def shown_questions(session: Session, filtered: QuestionFilter, *, board: bool) -> ShownQuestions:
    """What the screen shows of `filtered`, as a list or as a board."""
    columns = question_columns(session, filtered) if board else None
    return ShownQuestions(question_register(session, filtered), columns)


def question_columns(
    session: Session, filtered: QuestionFilter
) -> Mapping[QuestionState, list[int]]:
    """The ids of `filtered` in its order, by state; every state is there."""
    filtered = replace(filtered, audience_ids=with_parts(session, filtered.audience_ids))
    query = ids_in_order(session, filtered).add_columns(m.Question.__table__.c.state)
    columns: dict[QuestionState, list[int]] = {state: [] for state in QuestionState}
    for id_, state in session.execute(query):
        columns[state].append(id_)
    return columns


def question_cards(session: Session, ids: list[int], search: str = "") -> list[Card]:
    """Cards for `ids`, in that order; ids that are gone are left out. For one page of a column."""
    rows = question_rows(session, ids)
    found = hits(session, rows, search)
    table = m.Question.__table__.c
    more = {
        id_: (owner is not None, answer != "", approved is not None)
        for id_, owner, answer, approved in session.execute(
            select(table.id, table.owner_id, table.answer, table.approved_at).where(
                table.id.in_(ids)
            )
        )
    }
    return [
        Card(row, Standing(row.id, row.state, row.outcome, *more[row.id]), found.get(row.id))
        for row in rows
    ]
