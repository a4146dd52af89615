"""What questions are together when they are merged: their votes, who answers them and by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

Event = tuple[int | None, datetime | None]
"""Where a question was asked first: the communication and its date, as a local start."""


class Votes(NamedTuple):
    """The votes of one question, with what tells who may have cast them."""

    source: str
    source_id: str
    event: Event
    number: int


def counted_votes(asked: Iterable[Votes]) -> int:
    """The votes of questions together, nobody's votes of one source counted twice.

    What a source knows under one id is one question, however often it was brought in. In one
    source, at one event, the same people may have voted for both wordings: the highest count
    holds. Sources and events add up, and so do questions of which no source is known. So the
    votes are never fewer than those of one of the questions, and never more than their sum.
    """
    by_id: dict[tuple[str, str], Votes] = {}
    votes = 0
    for place, each in enumerate(sorted(asked, key=lambda one: (-one.number, repr(one.event)))):
        source = each.source.strip().casefold()
        if source:
            by_id.setdefault((source, each.source_id or f"#{place}"), each)
        else:
            votes += each.number
    highest: dict[tuple[str, Event], int] = {}
    for (source, _id), each in by_id.items():
        crowd = (source, each.event)
        highest[crowd] = max(highest.get(crowd, 0), each.number)
    return votes + sum(highest.values())


@dataclass(frozen=True, slots=True)
class Part:
    """A question as merging looks at it; `open_` while it waits for an answer."""

    id: int
    votes: Votes
    owner: str
    answer_by: date | None
    open_: bool


@dataclass(frozen=True, slots=True)
class Together:
    """What becomes of merged questions.

    `twice` are votes that are not counted, because the same people may have cast them.
    `waiting` is 1 while the lead waits for an answer, `kept` how many others keep their own
    words. `askers` are told, each by the way they asked.
    """

    votes: int
    twice: int
    waiting: int
    kept: int
    askers: int
    owner: str
    answer_by: date | None


def together(lead: Part, others: Sequence[Part]) -> Together:
    """What `lead` and `others` are when the others are merged into it.

    An open lead that nobody owns gets the owner of the question with most votes that has one, and
    it has to be answered by the first date any of them had to be.
    """
    everything = [lead, *others]
    votes = counted_votes(each.votes for each in everything)
    owner, answer_by = lead.owner, lead.answer_by
    if lead.open_:
        ranked = sorted(others, key=lambda each: (-each.votes.number, each.id))
        owner = owner or next((each.owner for each in ranked if each.owner), "")
        days = [each.answer_by for each in everything if each.answer_by is not None]
        answer_by = min(days, default=None)
    return Together(
        votes=votes,
        twice=sum(each.votes.number for each in everything) - votes,
        waiting=int(lead.open_),
        kept=len(others),
        askers=len({_asker(each) for each in everything}),
        owner=owner,
        answer_by=answer_by,
    )


def _asker(part: Part) -> tuple[str, str | int]:
    votes = part.votes
    return (votes.source.casefold(), votes.source_id) if votes.source_id else ("", part.id)
