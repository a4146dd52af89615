"""Near-duplicates of a whole plan: per event, with what earlier events were asked."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from townhall.domain.duplicate_groups import (
    NONE_APART,
    Apart,
    Likely,
    LikelyIndex,
    alike_groups,
    stem_counts,
)
from townhall.domain.errors import Cancelled
from townhall.domain.near_duplicates import DEFAULT_THRESHOLD
from townhall.domain.question_words import QuestionWords, question_words
from townhall.domain.tables import Progress, Stop
from townhall.language import _

EARLIER = 3
"""Most earlier questions that are told of one group."""

_TELL_EVERY = 100

_Event = tuple[int | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the search for near-duplicates knows it.

    `event` is where it is to be answered: a communication and a date. `asked` is when, to compare
    only. `open_`: it waits for an answer; `answered`: an answer stands there.
    """

    id: int
    text: str
    event: _Event
    asked: datetime
    lead_id: int | None
    votes: int
    open_: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that was asked, the stems of names that tell questions apart, and who differ."""

    asked: tuple[Asked, ...]
    names: frozenset[str]
    apart: Apart


@dataclass(frozen=True, slots=True)
class Scope:
    """Which groups are wanted: of a communication, of one of its dates, or of what was added.

    `added` are the first and last id of an import. Without any of them: all groups.
    """

    communication_id: int | None = None
    original_start: datetime | None = None
    added: tuple[int, int] | None = None

    def takes_event(self, event: _Event) -> bool:
        """Whether questions of `event` are wanted."""
        return self.communication_id in (None, event[0]) and (
            self.original_start in (None, event[1])
        )

    def takes(self, ids: Sequence[int]) -> bool:
        """Whether a group of these questions is wanted."""
        if self.added is None:
            return True
        first, last = self.added
        return any(first <= each <= last for each in ids)


WHOLE_PLAN = Scope()


@dataclass(frozen=True, slots=True)
class AlikeGroup:
    """Questions of one event that are like its `lead`, and earlier ones that are.

    The lead has most merged into it, else an answer, else most votes. Without members only
    `before` says something.
    """

    lead: int
    members: tuple[Likely, ...]
    before: tuple[Likely, ...]

    @property
    def score(self) -> int:
        """The highest likeness in the group, of earlier questions where it has no members."""
        return max(each.score for each in self.members or self.before)


def find_groups(
    batch: Batch,
    scope: Scope = WHOLE_PLAN,
    *,
    threshold: float = DEFAULT_THRESHOLD,
    different_too: bool = False,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> list[AlikeGroup]:
    """The groups of `scope`, event by event in the order in which they were asked.

    A group never mixes events: what earlier ones were asked stands in `before`. What is merged,
    and what ended, is no member. `different_too`: also those that somebody found to be different.
    `progress` is told how far it is. Raises Cancelled where `stop` said so.
    """
    done, total = 0, 2 * len(batch.asked)

    def step() -> None:
        nonlocal done
        done += 1
        if done % _TELL_EVERY == 0:
            if stop is not None and stop():
                raise Cancelled(_("Stopped."))
            if progress is not None:
                progress(done, total)

    words: dict[int, QuestionWords] = {}
    events: defaultdict[_Event, list[Asked]] = defaultdict(list)
    for each in batch.asked:
        step()
        words[each.id] = question_words(each.text, batch.names)
        events[each.event].append(each)
    apart = NONE_APART if different_too else batch.apart
    before = LikelyIndex(stem_counts(words.values()))
    search = _Search(words, apart, threshold, before, step)
    found: list[AlikeGroup] = []
    for event, asked in sorted(events.items(), key=lambda each: min(q.asked for q in each[1])):
        if scope.takes_event(event):
            found += search.of_event(asked)
        search.remember(asked)
    return [
        group
        for group in found
        if scope.takes([group.lead, *(member.id for member in group.members)])
    ]


@dataclass(frozen=True, slots=True)
class _Search:
    """Events one after the other; `before` holds what was asked at those that are done."""

    words: dict[int, QuestionWords]
    apart: Apart
    threshold: float
    before: LikelyIndex
    step: Callable[[], object]

    def remember(self, asked: Sequence[Asked]) -> None:
        for each in asked:
            if each.lead_id is None:
                self.before.add(each.id, self.words[each.id])

    def of_event(self, asked: Sequence[Asked]) -> list[AlikeGroup]:
        followed = {each.lead_id for each in asked}
        leads = sorted(
            (each for each in asked if each.lead_id is None),
            key=lambda each: (
                each.open_,
                each.id not in followed,
                not each.answered,
                -each.votes,
                each.id,
            ),
        )
        open_ = {each.id for each in leads if each.open_}
        groups = alike_groups(
            [(each.id, self.words[each.id]) for each in leads],
            self.threshold,
            apart=self.apart,
            tell=self.step,
        )
        members = {each.id for group in groups.values() for each in group}
        found = []
        for each in leads:
            if each.id in members:
                continue
            alike = tuple(one for one in groups.get(each.id, ()) if one.id in open_)
            others = self.apart.get(each.id, frozenset())
            earlier = self.before.like(self.words[each.id], self.threshold, but=others)
            if alike or earlier:
                found.append(AlikeGroup(each.id, alike, tuple(earlier[:EARLIER])))
        return found
