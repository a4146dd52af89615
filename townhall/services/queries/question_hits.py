"""What a search found in each question of a list, and the first questions it finds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.search_marks import Span, missing_words, piece_around, search_marks
from townhall.services.queries.question_filter import QuestionFilter, ids_in_order
from townhall.services.queries.question_register import with_parts
from townhall.services.queries.questions import QuestionRow, question_rows
from townhall.storage import models as m
from townhall.storage.search import tokens

FIRST = 30
"""Questions that are shown while the others are still being looked for."""
_LOOKED_AT = 600


class FoundIn(StrEnum):
    """Where words were found that are not in the question itself."""

    ANSWER = "answer"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words of a search stand: `marks` in the question's text on one line.

    `piece` is what was found elsewhere, `found_in` says where; empty when the question itself
    holds all words.
    """

    marks: tuple[Span, ...]
    found_in: FoundIn | None = None
    piece: str = ""
    piece_marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class FirstFound:
    """The best of the newest hits, each with what was found in it."""

    ids: list[int]
    rows: dict[int, QuestionRow]
    hits: dict[int, Hit]


def first_found(session: Session, filtered: QuestionFilter) -> FirstFound:
    """What a search shows at once: it takes the same time however many questions there are."""
    filtered = replace(filtered, audience_ids=with_parts(session, filtered.audience_ids))
    query = ids_in_order(session, filtered, newest=_LOOKED_AT).limit(FIRST)
    ids = list(session.scalars(query))
    rows = {row.id: row for row in question_rows(session, ids)}
    return FirstFound(ids, rows, hits(session, list(rows.values()), filtered.text))


def hits(session: Session, rows: Sequence[QuestionRow], query: str) -> dict[int, Hit]:
    """What `query` found in `rows`, by their ids; nothing for a query without words."""
    words = tokens(query)
    if not words:
        return {}
    found = {row.id: Hit(search_marks(" ".join(row.text.split()), words)) for row in rows}
    missing = {row.id: missing_words(row.text, words) for row in rows}
    others = _other_words(session, [id_ for id_, left in missing.items() if left])
    for id_, texts in others.items():
        found[id_] = _with_piece(found[id_], texts, missing[id_])
    return found


def _with_piece(hit: Hit, others: Sequence[tuple[FoundIn, str]], missing: Sequence[str]) -> Hit:
    """`hit` with a piece of that of `others` which holds most of the `missing` words."""

    def held(other: tuple[FoundIn, str]) -> int:
        return len(missing) - len(missing_words(other[1], missing))

    place, text = max(others, key=held)
    if not held((place, text)):
        return hit
    piece, marks = piece_around(text, missing)
    return replace(hit, found_in=place, piece=piece, piece_marks=marks)


def _other_words(session: Session, ids: list[int]) -> dict[int, list[tuple[FoundIn, str]]]:
    """Answers first, then the words of merged questions and their answers, by question."""
    found: dict[int, list[tuple[FoundIn, str]]] = {each: [] for each in ids}
    table = m.Question.__table__.c
    for id_, answer in session.execute(select(table.id, table.answer).where(table.id.in_(ids))):
        found[id_].append((FoundIn.ANSWER, answer))
    members = select(table.lead_id, table.text, table.answer).where(table.lead_id.in_(ids))
    for lead, text, answer in session.execute(members.order_by(table.id)):
        found[lead] += [(FoundIn.MERGED, text), (FoundIn.MERGED, answer)]
    return found
