"""Groups of near-duplicates as they are reviewed: what was decided, and one group side by side."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.duplicate_batch import AlikeGroup
from townhall.domain.duplicate_groups import Apart
from townhall.domain.merging import Together
from townhall.domain.near_duplicates import likeness
from townhall.domain.question_words import question_words
from townhall.domain.terms import Anonymity, FollowUpState
from townhall.domain.word_differences import Piece, differing_words
from townhall.domain.zones import from_utc
from townhall.services.queries.merging import after_merging
from townhall.services.queries.near_duplicates import (
    SimilarQuestion,
    apart,
    described,
    names_that_tell,
)
from townhall.services.queries.questions import QuestionRow, question_rows, votes_together
from townhall.storage import models as m

_CHUNK = 500


class Decided(StrEnum):
    """How a group was decided."""

    MERGED = "merged"
    DIFFERENT = "different"
    LINKED = "linked"
    ANSWERED = "answered"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class QueuedGroup:
    """A group that waits for a decision, or how it was decided.

    `kept` are the questions that keep their own words under another one. `votes` are those of all
    its questions, none counted twice only within each of them.
    """

    group: AlikeGroup
    text: str
    votes: int
    decided: Decided | None
    kept: int

    @property
    def ids(self) -> tuple[int, ...]:
        """Its questions, the lead that was proposed first."""
        return ids_of(self.group)


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """One question of a group beside the others.

    `pieces` are its words, new where the other wordings differ. `score` is how much it is like the
    lead (0 to 100), None for the lead itself. `asked` is a day in the plan's time zone.
    `lead_id` is the question it is merged into.
    """

    row: QuestionRow
    pieces: tuple[Piece, ...]
    score: int | None
    asked: date
    anonymity: Anonymity
    asker: str
    lead_id: int | None


@dataclass(frozen=True, slots=True)
class EarlierQuestion:
    """A question that was asked before, with its answer and what was done for it."""

    question: SimilarQuestion
    pieces: tuple[Piece, ...]
    votes: int
    answer: str
    done: tuple[str, ...]
    valid_until: date | None
    approved_by: str
    approved: date | None

    def holds_on(self, day: date) -> bool:
        """Whether its answer was approved and is still valid on `day`."""
        return self.approved is not None and (self.valid_until is None or self.valid_until >= day)


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A group side by side; `after` is what the chosen ones are together.

    `lead` stands first among `cards` only where it was proposed so: cards keep their places.
    `today` is the day in the plan's time zone.
    """

    lead: int
    cards: tuple[ReviewCard, ...]
    earlier: tuple[EarlierQuestion, ...]
    after: Together | None
    today: date


def ids_of(group: AlikeGroup) -> tuple[int, ...]:
    """The questions of a group, its lead first."""
    return (group.lead, *(each.id for each in group.members))


def review_queue(session: Session, groups: Sequence[AlikeGroup]) -> tuple[QueuedGroup, ...]:
    """How each group stands now, in the order given."""
    wanted = {each for group in groups for each in ids_of(group)}
    stored = {row.id: row for row in _stored(session, wanted)}
    votes = votes_together(session, sorted(stored))
    different = apart(session)
    queue = []
    for group in groups:
        ids = [each for each in ids_of(group) if each in stored]
        leads = {each: stored[each].lead_id or each for each in ids}
        queue.append(
            QueuedGroup(
                group,
                stored[ids[0]].text if ids else "",
                sum(votes[each] for each in set(leads.values()) & votes.keys()),
                _decided(group, leads, different, {stored[each].reused_from_id for each in ids}),
                sum(lead != each for each, lead in leads.items()),
            )
        )
    return tuple(queue)


def review_sheet(
    session: Session, group: AlikeGroup, lead: int, chosen: Collection[int], clock: Clock
) -> ReviewSheet:
    """A group side by side with `lead` chosen to stand for the others that are `chosen`.

    A lead that is gone gives way to the first question; questions that are gone are left out.
    """
    zone = session.get_one(m.Plan, 1).time_zone
    stored = {row.id: row for row in _stored(session, ids_of(group))}
    ids = [each for each in ids_of(group) if each in stored]
    if not ids:
        return ReviewSheet(0, (), (), None, clock.today(zone))
    lead = lead if lead in stored else ids[0]
    rows = {row.id: row for row in question_rows(session, ids)}
    names = names_that_tell(session)
    words = {each: question_words(stored[each].text, names) for each in ids}
    others = [stored[each].text for each in ids if each != lead]
    cards = tuple(
        ReviewCard(
            row=rows[each],
            pieces=differing_words(
                stored[each].text, others if each == lead else [stored[lead].text]
            ),
            score=None if each == lead else int(likeness(words[lead], words[each])),
            asked=_day(stored[each].asked_at, stored[each].created_at, zone),
            anonymity=stored[each].anonymity,
            asker=stored[each].asker,
            lead_id=stored[each].lead_id,
        )
        for each in ids
    )
    members = [each for each in ids if each in chosen and each != lead]
    return ReviewSheet(
        lead=lead,
        cards=cards,
        earlier=_earlier(session, group, stored[lead].text, zone),
        after=after_merging(session, lead, members),
        today=clock.today(zone),
    )


def _decided(
    group: AlikeGroup, leads: dict[int, int], different: Apart, reused: set[int | None]
) -> Decided | None:
    """How a group was decided; None while two of its questions could still be the same."""
    before = {each.id for each in group.before}
    standing = set(leads.values())
    if not leads or (group.members and len(leads) == 1):
        return Decided.GONE
    if standing & before:
        return Decided.LINKED
    if reused & before:
        return Decided.ANSWERED
    pairs: Iterable[tuple[int, int]] = combinations(standing, 2)
    if not group.members:
        pairs = ((one, other) for one in standing for other in before)
    if any(other not in different.get(one, ()) for one, other in pairs):
        return None
    merged = any(lead != each for each, lead in leads.items())
    return Decided.MERGED if merged else Decided.DIFFERENT


def _stored(session: Session, wanted: Iterable[int]) -> list[m.Question]:
    ids = sorted(wanted)
    found: list[m.Question] = []
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        found += session.scalars(select(m.Question).where(m.Question.id.in_(part)))
    return found


def _earlier(
    session: Session, group: AlikeGroup, text: str, zone: str
) -> tuple[EarlierQuestion, ...]:
    ids = [each.id for each in group.before]
    stored = {row.id: row for row in _stored(session, ids)}
    standing = [each for each in group.before if each.id in stored]
    different = apart(session, [group.lead]).get(group.lead, frozenset())
    votes = votes_together(session, list(stored))
    done = _done(session, ids)
    found = []
    for each in described(session, standing, different):
        question = stored[each.id]
        approved = question.approved_at
        found.append(
            EarlierQuestion(
                question=each,
                pieces=differing_words(question.text, [text]),
                votes=votes[each.id],
                answer=question.answer,
                done=done.get(each.id, ()),
                valid_until=question.valid_until,
                approved_by=question.approved_by,
                approved=from_utc(approved, zone).date() if approved is not None else None,
            )
        )
    return tuple(found)


def _done(session: Session, ids: list[int]) -> dict[int, tuple[str, ...]]:
    """What was promised for questions and done, with what shows it."""
    found: dict[int, tuple[str, ...]] = {}
    query = select(m.FollowUp).where(
        m.FollowUp.question_id.in_(ids), m.FollowUp.state == FollowUpState.DONE
    )
    for follow_up in session.scalars(query.order_by(m.FollowUp.id)):
        words = follow_up.evidence or follow_up.promised
        question_id = follow_up.question_id or 0
        found[question_id] = (*found.get(question_id, ()), words)
    return found


def _day(asked: datetime | None, created: datetime, zone: str) -> date:
    return (asked or from_utc(created, zone)).date()
